/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_ODS_H
#define HITO_IMPORT_WORKBOOK_ODS_H

/*
 * Workbooks as LibreOffice keeps them (OpenDocument 1.2, ISO/IEC 26300-1), and
 * as Gnumeric and others write them. All sheets stand in one part; each cell
 * says what it is, and beside it how it is shown, which tells what its format
 * leaves away.
 */

#include "import/workbook/book.h"

extern const struct book_reader ods_reader;

/* Is the package of that family at all? */
bool ods_is_one(struct package *package);
/* The rows of one sheet. */
bool ods_read_sheet(struct book *book, size_t sheet, struct err *err);

/* Of a cell as its attributes say it; "" where they do not. */
struct ods_cell {
	char type[16]; /* office:value-type */
	bool error;    /* calcext:value-type says so */
	bool formula;
	struct buf value; /* office:value, date-value, string-value, .. */
	struct buf shown; /* its paragraphs */
	size_t repeated;  /* so many times beside one another */
	size_t columns;	  /* joined to one .. */
	size_t rows;	  /* .. across and down */
};

/* What it is; the text is put into out. */
enum row_kind ods_value(const struct ods_cell *cell, struct buf *out);

#endif
