/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_PICK_H
#define HITO_SCREEN_PICK_H

/* Values of a lookup, asked of the server while one types. */

#include "form/record.h"
#include "store/lookup.h"

struct screen;

/* typed: how to begin. True: row *row of *out was chosen (in arena). */
bool screen_pick(struct screen *screen, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, struct arena *arena, struct pick *out, size_t *row);

#endif
