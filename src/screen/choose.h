/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_CHOOSE_H
#define HITO_SCREEN_CHOOSE_H

/* One of a few, by cursor or by typing its beginning. */

#include <stddef.h>

struct screen;

struct choice_item {
	const char *title;
	const char *note; /* NULL none */
	const char *key;  /* of a period: it may be typed too; NULL none */
};

/* The index chosen, or -1. */
int screen_choose(struct screen *screen, const char *title,
	const struct choice_item *items, size_t n, size_t start);

#endif
