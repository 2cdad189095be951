/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/rows.h"

#include "screen/frame.h"
#include "screen/view.h"
#include "term/draw.h"

enum {
	MARKED = 6 /* cells with the look of the cursor: few, to be sent */
};

void
rows_fit(struct rows *rows, int height)
{
	size_t shown = height > 0 ? (size_t)height : 1;

	rows->height = (int)shown;
	if (rows->n == 0) {
		rows->at = rows->top = 0;
		return;
	}
	if (rows->at >= rows->n)
		rows->at = rows->n - 1;
	if (rows->at < rows->top)
		rows->top = rows->at;
	if (rows->at >= rows->top + shown)
		rows->top = rows->at - shown + 1;
	if (rows->n <= shown)
		rows->top = 0;
}

void
rows_scroll(const struct rows *rows, size_t line, size_t n_lines, int height,
	size_t *top)
{
	size_t shown = height > 0 ? (size_t)height : 1;

	if (rows->at == 0 || n_lines <= shown)
		*top = 0;
	else if (line < *top + 1)
		*top = line - 1;
	else if (line >= *top + shown)
		*top = line - shown + 1;
}

static void
page_down(struct rows *rows)
{
	size_t height = (size_t)rows->height;

	if (rows->top + height < rows->n) {
		rows->top += height;
		rows->at = rows->top;
	} else {
		rows->at = rows->n - 1;
	}
}

static void
page_up(struct rows *rows)
{
	size_t height = (size_t)rows->height;

	if (rows->top == 0) {
		rows->at = 0;
		return;
	}
	rows->top = rows->top > height ? rows->top - height : 0;
	rows->at = rows->top;
}

bool
rows_move(struct rows *rows, enum command_id id)
{
	switch (id) {
	case CMD_UP:
		if (rows->at > 0)
			rows->at--;
		return true;
	case CMD_DOWN:
		if (rows->at + 1 < rows->n)
			rows->at++;
		return true;
	case CMD_FIRST:
		rows->at = 0;
		return true;
	case CMD_LAST:
		rows->at = rows->n > 0 ? rows->n - 1 : 0;
		return true;
	case CMD_PAGE_UP:
		page_up(rows);
		return true;
	case CMD_PAGE_DOWN:
		if (rows->n > 0)
			page_down(rows);
		return true;
	default:
		return false;
	}
}

static void
paint_mark(int y, int column)
{
	draw_bytes(y, column, 1, ">", 1, DRAW_CURSOR);
	draw_mark(y, column, MARKED, DRAW_CURSOR);
	draw_cursor(y, column);
}

void
rows_paint(
	struct view *view, int top, int end, int column, rows_paint_fn *paint)
{
	struct rows *rows = &view->rows;
	int height = end - top;

	rows_fit(rows, height);
	for (int i = 0; i < height && rows->top + (size_t)i < rows->n; i++) {
		size_t row = rows->top + (size_t)i;

		paint(view, row, top + i);
		if (row == rows->at)
			paint_mark(top + i, column);
	}
}

void
rows_paint_lines(struct view *view, struct rows_lines *lines, int column,
	rows_paint_fn *paint)
{
	struct rows *rows = &view->rows;
	int top = screen_top();
	int height = screen_bottom() - top;
	size_t here;

	rows_fit(rows, height);
	here = rows->n > 0 ? lines->where[rows->at] : lines->n;
	if (rows->n > 0)
		rows_scroll(rows, here, lines->n, height, &lines->top);
	for (int i = 0; i < height && lines->top + (size_t)i < lines->n; i++) {
		size_t line = lines->top + (size_t)i;

		paint(view, line, top + i);
		if (line == here)
			paint_mark(top + i, column);
	}
}
