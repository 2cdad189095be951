/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_XLSX_H
#define HITO_IMPORT_WORKBOOK_XLSX_H

/*
 * Workbooks as Excel keeps them (ECMA-376 part 1, SpreadsheetML), and as other
 * programs write them, who read that standard each in their own way.
 */

#include "import/numfmt.h"
#include "import/workbook/book.h"
#include "import/workbook/strings.h"

extern const struct book_reader xlsx_reader;

/* What cells refer to. */
struct xlsx {
	bool from_1904;
	const char **parts;    /* of each sheet of the book */
	struct numfmt general; /* of a cell that names none */
	size_t n_formats;      /* cells name them by number */
	struct numfmt *formats;
	struct strings strings;
};

/* The number formats of the part of styles. */
bool xlsx_read_styles(
	struct book *book, struct xlsx *x, const char *part, struct err *err);
/* The part of shared texts. */
bool xlsx_read_strings(
	struct book *book, struct xlsx *x, const char *part, struct err *err);
/* The rows of one sheet. */
bool xlsx_read_sheet(struct book *book, size_t sheet, struct err *err);

#endif
