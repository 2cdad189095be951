/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_SHOT_H
#define HITO_TESTS_SHOT_H

/* A screen as it stood at one moment, and what it takes to get from one to
 * another: the measure that the budgets of bytes are held against. */

#include <stdbool.h>
#include <stddef.h>

struct pty;
struct shot;

struct shot *shot_take(struct pty *p);
/* A blank screen of that size, cursor in the corner. */
struct shot *shot_blank(int rows, int cols);
void shot_free(struct shot *shot);

struct shot_change {
	unsigned cells; /* whose character or look differs */
	size_t text;	/* UTF-8 bytes of the characters in them */
	/*
	 * The text that has to travel: every changed run once (gaps of up to
	 * five cells belong to the run, blanks at the end of a row are one
	 * erase of 3 bytes), the moves of the cursor between runs and the
	 * changes of attribute. What a careful program writes without
	 * scrolling.
	 */
	size_t least;
};

/* erases: the terminal can erase a run of cells in the middle of a row (an
 * xterm can, a VT100 not). */
struct shot_change
shot_change(const struct shot *before, const struct shot *after, bool erases);

#endif
