/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_LAST_H
#define HITO_SCREEN_LAST_H

/* The record saved last in each register, for what a clerk repeats. */

#include "form/record.h"

struct screen;

struct last {
	struct record **records; /* one per register */
	size_t n;
};

/* NULL none. */
const struct record *
last_saved(const struct screen *screen, const struct form *form);
void last_saved_set(struct screen *screen, const struct record *record);
void last_free(struct screen *screen);

#endif
