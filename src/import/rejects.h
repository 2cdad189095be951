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

/* Where it is written before it takes its name. */
const char *rejects_beside(struct arena *arena, const char *path);
struct rejects *rejects_open(const char *path, struct err *err);
bool rejects_keep(
	struct rejects *rejects, const struct file_row *row, struct err *err);
/*
 * Writes the lines of findings (sorted) that have an error; none: no file,
 * and one of an earlier load goes.
 * numbers are ascending by line and go into the column of number_field, one
 * more column where the file has none; number_field may be NULL.
 */
bool rejects_write(struct rejects *rejects, const struct mapping *mapping,
	char delimiter, const struct findings *findings,
	const char *number_field, size_t n_numbers,
	const struct line_number *numbers, struct err *err);
void rejects_close(struct rejects *rejects);

#endif
