/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book_rows.h"

static const char *const kinds[] = { [ROW_TEXT] = "",
	[ROW_NUMBER] = "n:",
	[ROW_PERCENT] = "p:",
	[ROW_DATE] = "d:",
	[ROW_MONTH] = "m:",
	[ROW_YEAR] = "y:",
	[ROW_MOMENT] = "t:",
	[ROW_TIME] = "h:",
	[ROW_TRUE] = "true:",
	[ROW_FALSE] = "false:",
	[ROW_ERROR] = "error:" };

void
book_rows(struct source *s, struct buf *out)
{
	struct file_row row;
	struct err err = { 0 };
	enum sheet_result r;

	while ((r = s->class->next(s, &row, &err)) == SHEET_ROW) {
		buf_printf(out, "%s%zu", out->len ? " " : "", row.line);
		for (size_t i = 0; i < row.n; i++)
			buf_printf(out, "[%s%s]", kinds[row.kinds[i]],
				row.cells[i]);
	}
	if (r != SHEET_END)
		buf_printf(out, "! %s", err.text);
}
