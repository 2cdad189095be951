/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/looks.h"

static const struct look plain[DRAW_STYLES] = {
	[DRAW_TITLE] = { .attribute = A_BOLD },
	[DRAW_CURSOR] = { .attribute = A_REVERSE },
	[DRAW_ERROR] = { .attribute = A_BOLD },
	[DRAW_MARK] = { .attribute = A_REVERSE },
	[DRAW_FOUND] = { .attribute = A_BOLD },
	[DRAW_GONE] = { .attribute = A_UNDERLINE },
	[DRAW_CAME] = { .attribute = A_BOLD },
};

/* Of the eight colours. On a dark ground and on a light one the terminal's own
 * stays, and the light alone is coloured, which has its letter and its shape
 * besides. A test tries what can be read on which ground. */
static const struct theme_look themes[THEMES] = {
	[THEME_NORMAL] = { OWN, OWN,
		{
			[DRAW_GOOD] = { A_NORMAL, true, COLOR_GREEN, OWN },
			[DRAW_MIDDLE] = { A_NORMAL, true, COLOR_YELLOW, OWN },
			[DRAW_BAD] = { A_NORMAL, true, COLOR_RED, OWN },
		} },
	[THEME_CLEAR] = { OWN, OWN,
		{
			[DRAW_GOOD] = { A_NORMAL, true, COLOR_BLUE, OWN },
			[DRAW_MIDDLE] = { A_NORMAL, true, COLOR_MAGENTA, OWN },
			[DRAW_BAD] = { A_NORMAL, true, COLOR_RED, OWN },
		} },
	[THEME_MONO] = { .ink = OWN, .ground = OWN },
	[THEME_CONTRAST] = { COLOR_WHITE, COLOR_BLACK,
		{
			[DRAW_TITLE] = { A_BOLD, true, COLOR_YELLOW,
				COLOR_BLACK },
			[DRAW_CURSOR] = { A_NORMAL, true, COLOR_BLACK,
				COLOR_YELLOW },
			[DRAW_GOOD] = { A_BOLD, true, COLOR_GREEN,
				COLOR_BLACK },
			[DRAW_MIDDLE] = { A_BOLD, true, COLOR_YELLOW,
				COLOR_BLACK },
			[DRAW_BAD] = { A_NORMAL, true, COLOR_BLACK,
				COLOR_WHITE },
			[DRAW_ERROR] = { A_NORMAL, true, COLOR_BLACK,
				COLOR_YELLOW },
			[DRAW_MARK] = { A_NORMAL, true, COLOR_BLACK,
				COLOR_WHITE },
			[DRAW_FOUND] = { A_BOLD, true, COLOR_CYAN,
				COLOR_BLACK },
			[DRAW_CAME] = { A_BOLD, true, COLOR_CYAN, COLOR_BLACK },
		} },
};

const struct look *
look_plain(enum draw_style style)
{
	return &plain[style];
}

const struct theme_look *
look_theme(enum theme theme)
{
	return &themes[theme];
}

const struct look *
look_of(enum theme theme, enum draw_style style)
{
	const struct look *look = &themes[theme].looks[style];

	return look->colored ? look : &plain[style];
}
