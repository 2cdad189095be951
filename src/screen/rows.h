/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_ROWS_H
#define HITO_SCREEN_ROWS_H

/* A column of rows with a marker. */

#include <stdbool.h>
#include <stddef.h>

#include "cmd/command.h"

struct view;

struct rows {
	size_t n;
	size_t at;  /* the row of the cursor */
	size_t top; /* the first row shown */
	int height; /* rows shown */
};

/* Keeps cursor and top inside; before painting. */
void rows_fit(struct rows *rows, int height);
/* True when id was a movement, done. */
bool rows_move(struct rows *rows, enum command_id id);

typedef void rows_paint_fn(struct view *view, size_t row, int y);
/* Fits the view's rows between line top and the one before end and paints
 * those that show, the marker in column. */
void rows_paint(
	struct view *view, int top, int end, int column, rows_paint_fn *paint);

/* Lines of which only some are rows that the cursor goes to. */
struct rows_lines {
	size_t n;
	const size_t *where; /* the line of each row */
	size_t top;	     /* the first line shown */
};

/* The same of lines: that of the cursor shows, and the one above it. */
void rows_paint_lines(struct view *view, struct rows_lines *lines, int column,
	rows_paint_fn *paint);
/* The first line shown, when that of the cursor is line. */
void rows_scroll(const struct rows *rows, size_t line, size_t n_lines,
	int height, size_t *top);

#endif
