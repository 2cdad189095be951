/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_SHEET_H
#define HITO_IMPORT_SHEET_H

/*
 * A sheet of a file, read from its first row to its last as often as wanted,
 * in constant memory: the bytes (import/bytes) and the rows that they give
 * (import/source), whatever kind of file it is. Knows nothing of registers.
 * End of file is not success: sheet_next says END only when the file is whole
 * as far as can be seen.
 */

#include <stdbool.h>
#include <stddef.h>

#include "import/bytes.h"
#include "import/source.h"

struct sheet;

/* Opens it and says what is wrong with a folder or an unknown charset; of a
 * regular file the beginning is looked at, and an empty or binary one told.
 * ERR_FILE or ERR_USAGE. The texts of options must stay. */
struct sheet *sheet_open(const struct sheet_options *options, struct err *err);
void sheet_close(struct sheet *sheet);
void sheet_on_wait(struct sheet *sheet, bytes_wait *wait, void *arg);
/* Who is asked now and then while a workbook is read. */
void sheet_on_tick(struct sheet *sheet, const struct source_tick *tick);
/* Sees all bytes once. Then a text has rows to be read; a workbook has sheets
 * and wants one to be chosen. */
bool sheet_take_in(struct sheet *sheet, struct err *err);
/* Takes one of its sheets: its first rows, or (0) all of them. */
bool sheet_choose(struct sheet *sheet, size_t at, size_t rows, struct err *err);
/* What its rows come from, once it was taken in. */
const struct source *sheet_source(const struct sheet *sheet);
/* Back to the first row. What is read then must be the same bytes. */
bool sheet_rewind(struct sheet *sheet, struct err *err);
/* Rows whose cells are all blank are left out. */
enum sheet_result
sheet_next(struct sheet *sheet, struct file_row *row, struct err *err);
/* After SHEET_END: is the file still what was read? */
bool sheet_is_unchanged(const struct sheet *sheet, struct err *err);

/* Does path lead to it, by whatever name or link? */
bool sheet_is_at(const struct sheet *sheet, const char *path);
const char *sheet_name(const struct sheet *sheet); /* without folders */
/* How much of this pass is done, of 100; 0 unknown. */
unsigned sheet_percent(const struct sheet *sheet);
/* After SHEET_END. */
const char *sheet_sha256(const struct sheet *sheet);
/* "';'", "tabulador"; "" of what has none. */
const char *sheet_delimiter_name(const struct sheet *sheet);

#endif
