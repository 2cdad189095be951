/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_SOURCE_H
#define HITO_IMPORT_SOURCE_H

/*
 * Where the rows of a file come from: separated text, a workbook. One table of
 * functions that each kind of file fills; whoever reads rows knows no more of
 * it. The bytes, their fingerprint and whether they changed are import/bytes's.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/row.h"

struct bytes;

struct sheet_options {
	const char *path;    /* "-" is standard input */
	const char *charset; /* NULL: guessed */
	char delimiter;	     /* 0: guessed */
	const char *sha256;  /* what the sender says it is; NULL unknown */
	bool open_end;	     /* the last line may lack its line end */
};

enum sheet_result {
	SHEET_ROW,
	SHEET_END,
	SHEET_ERROR,
};

struct source;

struct source_class {
	const char *name; /* "csv", "xlsx" */
	/* Takes one of several sheets, its first rows or (0) all of it, and
	 * rewinds; NULL where there are none to choose. */
	bool (*choose)(struct source *source, size_t sheet, size_t rows,
		struct err *err);
	/* Back to the first row. */
	bool (*rewind)(struct source *source, struct err *err);
	enum sheet_result (*next)(
		struct source *source, struct file_row *row, struct err *err);
	/* How much of this pass is done, of 100; 0 unknown. */
	unsigned (*percent)(const struct source *source);
	void (*close)(struct source *source);
};

struct source_sheet {
	const char *name;
	bool hidden;
};

/* Cells joined to one, which has the text of the first; lines as in a row,
 * cells from 0. */
struct source_merge {
	size_t first_line, last_line;
	size_t first_cell, last_cell;
};

/* What every source is, at its beginning; it fills what it knows. */
struct source {
	const struct source_class *class;
	const char *charset;  /* as people say it; NULL: it has none */
	bool charset_doubted; /* asked for against what the bytes look like */
	char delimiter;	      /* '\0': it has none */
	size_t n_sheets;      /* 0: there are none to choose */
	const struct source_sheet *sheets;
	/* of the sheet that was taken whole: */
	size_t n_notes; /* what a person would not see in the rows */
	const char **notes;
	size_t n_merges; /* near its top */
	const struct source_merge *merges;
};

/* Who may stop what takes long. */
struct source_tick {
	bool (*go_on)(void *arg, struct err *err); /* NULL: nobody */
	void *arg;
};

/* Of bytes that are all there. ERR_FILE. */
typedef struct source *source_open(struct bytes *bytes,
	const struct sheet_options *options, struct err *err);

#endif
