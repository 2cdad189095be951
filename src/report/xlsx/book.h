/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_XLSX_BOOK_H
#define HITO_REPORT_XLSX_BOOK_H

/*
 * A report as a workbook: a first sheet with what is no table, one sheet per
 * table and per picture. Rows are written in their order and leave memory at
 * once. A cell is a number only where the spreadsheet then shows the very
 * figure that the report shows.
 */

#include <stdbool.h>
#include <stddef.h>

#include <xlsxwriter.h>

#include "base/mem.h"
#include "report/report.h"

enum {
	DECIMALS = 15, /* digits that a spreadsheet's number can hold */
	LIGHTS = 4,
};

/* Formats are made when first used, so that the same report has the same
 * ones in the same order. */
struct book {
	const struct report *report;
	struct arena *arena;
	lxw_workbook *workbook;
	struct err *err;
	size_t n_sheets;
	const char **names; /* of the sheets, folded */
	struct buf scratch; /* of the cell being written */
	lxw_format *title;
	lxw_format *section;
	lxw_format *mark;
	lxw_format *note;
	lxw_format *heading;
	lxw_format *label;
	lxw_format *text[2]; /* plain, total */
	lxw_format *date[2];
	lxw_format *light[LIGHTS];
	/* by total, thousands apart, percent sign, decimals */
	lxw_format *number[2][2][2][DECIMALS + 1];
};

void book_formats(struct book *b);
/* A new sheet, called so as far as the format lets it: whole where it can
 * be, else its first words, and never as another. */
lxw_worksheet *book_sheet(struct book *b, const char *name);
/* Prints the first columns, width characters together, as wide as the sheet:
 * not smaller than can be read, rather on more sheets, each with the column
 * that names the rows. */
void book_print(
	lxw_worksheet *sheet, lxw_row_t last, lxw_col_t last_col, double width);

/* Always as text, never a formula; cut where the format ends. */
void book_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
	const char *text, lxw_format *format);
/* By its kind; percent: with the sign in the cell. */
void book_cell(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, enum cell_kind kind, const struct report_cell *cell,
	bool total, bool percent);

void summary_sheet(struct book *b, lxw_worksheet *sheet);
/* false with b->err: its rows could not be read. */
bool table_sheet(struct book *b, const struct report_block *block);
void chart_sheet(struct book *b, const struct report_chart *chart);

#endif
