/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_BOOK_H
#define HITO_IMPORT_WORKBOOK_BOOK_H

/*
 * A workbook of any format as a source of rows: its sheets, and the rows of
 * the one that was chosen, which is read once and then gone through as often
 * as wanted. A format fills in struct book_reader and tells of each cell what
 * it is; what holds for all of them (limits, what is hidden, merged cells)
 * stands here.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/row.h"
#include "import/source.h"
#include "import/workbook/package.h"
#include "import/workbook/rows.h"

struct book;

struct book_reader {
	struct source_class class; /* book_class() with its name */
	/* What the package holds: book_add_sheet for each. */
	bool (*open)(struct book *book, struct err *err);
	/* The cells and rows of one, until book_row says that it is enough. */
	bool (*read)(struct book *book, size_t sheet, struct err *err);
	void (*close)(struct book *book); /* what it made in own */
};

struct book {
	struct source source;
	const struct book_reader *reader;
	struct arena *arena;
	struct package *package;
	const struct source_tick *tick;
	void *own;     /* the reader's */
	size_t sheet;  /* that is read */
	size_t wanted; /* rows; 0: all */
	struct rows rows;
	struct buf hidden;   /* a byte of each column: 1 hidden */
	size_t n_hidden;     /* rows .. */
	size_t first_hidden; /* .. and the line of the first */
	size_t ticks;
	struct err *err; /* while it is read; failed: it is filled */
	bool failed;
};

/* The functions that all formats share, under the name of one. */
#define BOOK_CLASS(called)                                                    \
	{                                                                     \
		.name = called, .choose = book_choose, .rewind = book_rewind, \
		.next = book_next, .percent = book_percent,                   \
		.close = book_close                                           \
	}
bool
book_choose(struct source *source, size_t sheet, size_t rows, struct err *err);
bool book_rewind(struct source *source, struct err *err);
enum sheet_result
book_next(struct source *source, struct file_row *row, struct err *err);
unsigned book_percent(const struct source *source);
void book_close(struct source *source);

/* Takes the package over, also when it fails. */
struct source *
book_open(const struct book_reader *reader, struct package *package,
	const struct source_tick *tick, struct err *err);

/* ---- what a reader tells */

void book_add_sheet(struct book *book, const char *name, bool hidden);
/* One cell of the row at hand, by its column from 0; text is NUL-terminated
 * and has no meaning for ROW_TRUE and ROW_FALSE. Columns ascend or not. False:
 * stop, as below. */
bool book_cell(
	struct book *book, size_t column, enum row_kind kind, const char *text);
/* The row at hand is over. False: enough, or book->failed. */
bool book_row(struct book *book, size_t line, bool hidden);
void book_hide_columns(struct book *book, size_t first, size_t last);
void book_merge(struct book *book, const struct source_merge *merge);
/* Ends the reading with an error of the sheet: fill book->err before or by
 * the words. Returns false. */
bool book_fail(struct book *book, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* "B", "AA"; room for 8. */
void book_column_name(size_t column, char out[8]);

#endif
