/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_COMPARED_H
#define HITO_IMPORT_COMPARED_H

/*
 * Columns of a file that no file fills, a state or a figure, as an export
 * writes them: their cells are staged beside the row, twice each, as the file
 * says it and as its field reads that, so that import/compare can tell where
 * the database has something else.
 */

#include "import/mapping.h"

/* Takes a column of the file as what a field of the form's view says. False:
 * it tells of none, or of one that another column tells of. */
bool compared_take(struct mapping *mapping, size_t column);
/* Says that a column is only read, and not taken. */
void compared_leave_out(const struct mapping *mapping, size_t column,
	struct findings *findings);
/* Is that column of the file one that is compared? */
bool compared_has(const struct mapping *mapping, size_t column);
/* ", name type" of each staged column, or ", name". */
void compared_columns(const struct mapping *mapping, bool types, struct buf *b);
/* How many values of a staged row they are, behind all others. */
size_t compared_values(const struct mapping *mapping);
/* Those of a row, in scratch. What cannot be read is staged as it is said. */
void compared_read(const struct mapping *mapping, const struct file_row *row,
	struct date today, struct arena *scratch, const char **values);

#endif
