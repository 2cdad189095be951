/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_PICKS_H
#define HITO_STORE_PICKS_H

/* Lists of values as they were read last in this session, for when there is no
 * line: so many of them, those read last. */

#include "store/lookup.h"

void picks_keep(struct desk *desk, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, const struct pick *pick);
/* The same list, or those of the whole one that have what was typed. */
bool picks_find(struct desk *desk, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, struct arena *arena, struct pick *out);
void picks_free(struct picks *picks);

#endif
