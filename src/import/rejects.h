/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_REJECTS_H
#define HITO_IMPORT_REJECTS_H

/*
 * The file to send back: every rejected line once, with its column, value and
 * reason, and after them its original cells, so that it can be corrected and
 * loaded as it is. Rows are kept aside on disk while they are read (a pipe
 * cannot be read twice); memory does not grow with the file.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/row.h"
#include "base/err.h"
#include "base/mem.h"
#include "import/finding.h"
#include "import/mapping.h"

struct rejects;

/* A number that the check function gave to a line whose own cell was
 * blank. */
struct line_number {
	size_t line;
	const char *number;
};

/* A line that is sent back, and what was said of it: those of its findings
 * that are errors tell why. */
struct rejected {
	struct file_row row;
	const struct finding *findings;
	size_t n;
	const char *number; /* NULL none */
};

/* What the lines have in common. */
struct rejects_shape {
	const char *path;
	const char *charset; /* of the input; NULL UTF-8 */
	char delimiter;
	size_t n;
	const char *const *titles;
	int number_cell;	  /* where numbers go; -1: nowhere, or .. */
	const char *number_title; /* .. one more column; NULL none */
};

/* The lines one by one, in scratch, which is emptied between two. False at the
 * end, or with err where one cannot be read. */
struct rejects_lines {
	void (*rewind)(struct rejects_lines *self);
	bool (*next)(struct rejects_lines *self, struct arena *scratch,
		struct rejected *out, struct err *err);
};

/* Writes them in another format than separated text. */
typedef bool rejects_save_fn(const struct rejects_shape *shape,
	struct rejects_lines *lines, struct err *err);

/* Where it is written before it takes its name. */
const char *rejects_beside(struct arena *arena, const char *path);
/* ERR_FILE: it cannot be written, and why. Returns false. */
bool rejects_cannot(const char *path, struct err *err);
/* path NULL: rows are kept and no file is written of them. */
struct rejects *rejects_open(const char *path, struct err *err);
bool rejects_keep(
	struct rejects *rejects, const struct file_row *row, struct err *err);
/* The lines of findings (sorted) that have an error, from the first on;
 * numbers are ascending by line. findings and numbers must stay. */
struct rejects_lines *
rejects_begin(struct rejects *rejects, const struct findings *findings,
	size_t n_numbers, const struct line_number *numbers);
/* No line is sent back: a file of an earlier load goes. */
bool rejects_none(const struct rejects *rejects, struct err *err);
/* As separated text, in the input's charset where all of it has a place in it,
 * else in UTF-8. */
rejects_save_fn rejects_text;
void rejects_close(struct rejects *rejects);

#endif
