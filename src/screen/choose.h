/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_CHOOSE_H
#define HITO_SCREEN_CHOOSE_H

/* One of a few, by cursor or by typing its beginning. */

#include "base/mem.h"

struct screen;

struct choice_item {
	const char *title;
	const char *note; /* NULL none */
	const char *key;  /* of a period: it may be typed too; NULL none */
	const char *names[2]; /* that may be typed too, where no title begins
			       * so; NULL none */
};

/* Items as they come, each with what it stands for. */
struct choices {
	struct arena *arena;
	size_t n;
	size_t start; /* where the cursor begins */
	struct choice_item *items;
	const void **what;
};

void choices_add(struct choices *c, const char *title, const char *note,
	const void *what);
/* What the last one added is called elsewhere; NULL: nothing. */
void choices_name(struct choices *c, const char *name, const char *alias);
/* What the one chosen stands for; NULL: none was. */
const void *
choices_ask(struct screen *screen, const char *title, const struct choices *c);

/* The index chosen, or -1. */
int screen_choose(struct screen *screen, const char *title,
	const struct choice_item *items, size_t n, size_t start);
/* The same, where another sentence says what choosing does. */
int screen_choose_to(struct screen *screen, const char *title, const char *hint,
	const struct choice_item *items, size_t n, size_t start);

#endif
