/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_DRAW_H
#define HITO_TERM_DRAW_H

/*
 * Painting. Nothing reaches the terminal before draw_update, which is called
 * once a key. All text goes through utf8_clean here: this is the only way to
 * the screen. Rows and columns are 0-based; text beyond the width is cut with
 * a mark.
 */

#include <stdbool.h>
#include <stddef.h>

enum draw_style {
	DRAW_PLAIN,
	DRAW_TITLE, /* first row */
	DRAW_LABEL,
	DRAW_BAR,    /* key bar */
	DRAW_CURSOR, /* the row's key cell in a list */
	DRAW_GOOD,   /* traffic light; colour is never the only sign */
	DRAW_MIDDLE,
	DRAW_BAD,
	DRAW_ERROR, /* message of a refusal */
	DRAW_MARK,  /* a field that cannot be read */
	DRAW_FOUND, /* what was looked for */
	DRAW_GONE,  /* of a text that was changed: what stood there */
	DRAW_CAME,  /* and what stands there now */
	DRAW_DIM,
	DRAW_STYLES
};

/* Puts text (NULL none) into exactly cells cells, padded with blanks; n bytes
 * of it. */
void draw_text(int row, int column, int cells, const char *text,
	enum draw_style style);
void draw_bytes(int row, int column, int cells, const char *text, size_t n,
	enum draw_style style);
/* On the right of those cells; those before it stay as they are. */
void draw_text_right(int row, int column, int cells, const char *text,
	enum draw_style style);
/* Gives what stands in those cells another look. */
void draw_mark(int row, int column, int cells, enum draw_style style);
void draw_line(int row, int column, int cells);
void draw_clear(void);
/* Where the hardware cursor sits after the next update. */
void draw_cursor(int row, int column);
/* What the line of the cursor says as it is drawn: without frames, bars and its
 * mark, "; " where columns stand apart. */
struct buf;
void draw_cursor_text(struct buf *out);
void draw_update(void);
/* Ctrl-L: everything anew. */
void draw_all(void);
/* A bar of value (0..1, >1 cut) with a mark at `mark`, in block characters or
 * ASCII, eighths of a cell. */
void draw_bar(int row, int column, int cells, double value, double mark);

#endif
