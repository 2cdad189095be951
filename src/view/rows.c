/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/inside.h"

#include "term/draw.h"

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

void
rows_paint(struct view *view, struct rows *rows, int top, int end, int column,
	rows_paint_fn *paint)
{
	int height = end - top;

	rows_fit(rows, height);
	for (int i = 0; i < height && rows->top + (size_t)i < rows->n; i++) {
		size_t row = rows->top + (size_t)i;

		paint(view, row, top + i);
		if (row != rows->at)
			continue;
		draw_text(top + i, column, 1, ">", 1, DRAW_CURSOR);
		draw_cursor(top + i, column);
	}
}
