/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_PERIOD_H
#define HITO_SCREEN_PERIOD_H

/* Which period, asked for in row 22. */

#include <stdbool.h>

struct screen;
struct view;

enum {
	PERIOD_KEY_ROOM = 16,
};

/* A period's key from what was typed, asking when nothing was, with the one
 * that is shown to begin with (NULL none); false (said already, or cancelled):
 * none. */
bool period_asked(struct screen *screen, const char *typed, const char *shown,
	char key[PERIOD_KEY_ROOM]);
/* The same into *asked, and the view read anew for it; as before when that
 * fails. */
void period_change(struct view *view, const char *typed, const char *shown,
	const char **asked);

#endif
