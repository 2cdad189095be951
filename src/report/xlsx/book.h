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
#include "report/contents.h"
#include "report/report.h"
#include "report/template.h"

enum {
	DECIMALS = 15, /* digits that a spreadsheet's number can hold */
	LIGHTS = 4,
};

/* Formats are made when first used, so that the same report has the same
 * ones in the same order. */
struct book {
	const struct report *report;
	const struct template *template; /* NULL: it is the report */
	struct arena *arena;
	lxw_workbook *workbook;
	struct err *err;
	lxw_error failed; /* the first thing that the library refused */
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

/* Keeps what the library refused: then no workbook comes of it. */
void book_check(struct book *b, lxw_error failed);
/* Tells report->contents, where somebody asks, what a cell says. */
void book_say(struct book *b, const lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, const char *text);
void book_say_number(struct book *b, const lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, double value);
/* A cell's own format, of a total or not. */
lxw_format *book_new_cell(struct book *b, bool total);

/* Always as text, never a formula or an escape of the format's; cut where the
 * format ends. */
void book_text(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, const char *text, lxw_format *format);
/* A figure as people read it, and a day that a spreadsheet has, for a cell;
 * false: it is none. */
bool book_number(const char *shown, double *value);
bool book_day(const char *iso, lxw_datetime *day);
/* By its kind; percent: with the sign in the cell. */
void book_cell(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, enum cell_kind kind, const struct report_cell *cell,
	bool total, bool percent);

/* The cell once more, marked, with its note. */
void book_note(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, const struct report_cell *cell);

void summary_sheet(struct book *b, lxw_worksheet *sheet);
/* false with b->err: its rows could not be read. */
bool table_sheet(struct book *b, const struct report_block *block);
void chart_sheet(struct book *b, const struct report_chart *chart);
/* b->template instead of all of them. */
bool template_sheets(struct book *b);

#endif
