/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_FIND_H
#define HITO_SCREEN_FIND_H

/* Finding by form: the same form, empty; what it finds is counted first. */

#include "form/form.h"

struct screen;

/* texts: one per field, kept between calls. True: search. */
bool screen_find(struct screen *screen, const struct form *form,
	const char **texts, struct arena *arena);

#endif
