/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_ROWS_H
#define HITO_IMPORT_WORKBOOK_ROWS_H

/*
 * The rows of a sheet as they were read from its XML, kept in a file that has
 * no name, to be gone through as often as wanted in the order of their lines.
 * Blank cells and blank rows cost nothing.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/row.h"

struct rows_place;

struct rows {
	FILE *file;
	size_t n;     /* rows kept */
	size_t width; /* cells of the widest */
	size_t last;  /* line of the row kept last */
	bool mixed;   /* they do not come in the order of their lines */
	struct rows_place *places; /* of those that do not, in order */
	/* the row that is being put together: */
	struct buf record;
	size_t n_cells;
	size_t reached; /* the cell put last, counted from 1 */
	/* the row that is read: */
	size_t at;
	char *text;
	size_t text_room;
	char **cells;
	unsigned char *kinds;
	size_t room; /* of the two */
};

void rows_init(struct rows *rows);
void rows_free(struct rows *rows);
/* Empties it. */
bool rows_begin(struct rows *rows, struct err *err);
/* One cell of the next row, at column (from 0). */
void rows_cell(struct rows *rows, size_t column, enum row_kind kind,
	const char *text, size_t n);
/* Keeps the row with the cells put so far; a blank one is none. */
bool rows_end(struct rows *rows, size_t line, struct err *err);
/* All were put. */
bool rows_finish(struct rows *rows, struct err *err);
bool rows_rewind(struct rows *rows, struct err *err);
/* False: there are no more, or err is filled. Each has width cells. */
bool rows_next(struct rows *rows, struct file_row *row, struct err *err);

#endif
