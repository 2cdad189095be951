/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_LOOKS_H
#define HITO_TERM_LOOKS_H

/* The table of the themes: how each style looks. Inside of term/, and its
 * tests. */

#include <stdbool.h>

#include "base/theme.h"
#include "term/door.h"
#include "term/draw.h"

enum {
	OWN = -1 /* the terminal's own colour */
};

struct look {
	attr_t attribute;
	bool colored;
	short ink; /* one of the eight colours, or OWN */
	short ground;
};

struct theme_look {
	short ink; /* of what is not coloured, and behind it */
	short ground;
	struct look looks[DRAW_STYLES];
};

/* Without colour: the attribute alone. */
const struct look *look_plain(enum draw_style style);
const struct theme_look *look_theme(enum theme theme);
/* The style in the theme; where that does not colour it, the plain one. */
const struct look *look_of(enum theme theme, enum draw_style style);

#endif
