/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_SHEET_H
#define HITO_IMPORT_SHEET_H

/*
 * A spreadsheet saved as separated text, read from front to back as often as
 * wanted, in constant memory: a regular file, a pipe or standard input ("-"),
 * whose bytes are kept meanwhile in a file that has no name. Knows bytes,
 * charsets and rows; nothing of registers. End of file is not success:
 * sheet_next says END only when the file is whole as far as can be seen.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/csv.h"
#include "base/err.h"
#include "base/sha256.h"

struct sheet_options {
	const char *path;    /* "-" is standard input */
	const char *charset; /* NULL: guessed */
	char delimiter;	     /* 0: guessed */
	const char *sha256;  /* what the sender says it is; NULL unknown */
	bool open_end;	     /* the last line may lack its line end */
};

struct sheet;

enum sheet_result {
	SHEET_ROW,
	SHEET_END,
	SHEET_ERROR,
};

/* Opens it and says what is wrong with a folder or an unknown charset; of a
 * regular file the beginning is looked at, and an empty or binary one told.
 * ERR_FILE or ERR_USAGE. */
struct sheet *sheet_open(const struct sheet_options *options, struct err *err);
/* Sees all bytes once, which decides the charset where none was given; a file
 * that mixes two is refused with a line of each. Rows can be read then. */
bool sheet_take_in(struct sheet *sheet, struct err *err);
/* Back to the first row. What is read then must be the same bytes. */
bool sheet_rewind(struct sheet *sheet, struct err *err);
/* Rows whose cells are all blank are left out. */
enum sheet_result
sheet_next(struct sheet *sheet, struct csv_row *row, struct err *err);
/* After SHEET_END: is the file still what was read? A regular file must not
 * have grown, shrunk or been written meanwhile. */
bool sheet_is_unchanged(const struct sheet *sheet, struct err *err);

/* Does path lead to it, by whatever name or link? */
bool sheet_is_at(const struct sheet *sheet, const char *path);
const char *sheet_name(const struct sheet *sheet);    /* without folders */
const char *sheet_charset(const struct sheet *sheet); /* "Windows-1252" */
/* Was it asked for against what the bytes look like? */
bool sheet_charset_is_doubted(const struct sheet *sheet);
char sheet_delimiter(const struct sheet *sheet);
/* "';'", "tabulador". */
const char *sheet_delimiter_name(const struct sheet *sheet);
uint64_t sheet_bytes(const struct sheet *sheet);
/* Bytes of a regular file; 0 when unknown. */
uint64_t sheet_size(const struct sheet *sheet);
/* After SHEET_END. */
const char *sheet_sha256(const struct sheet *sheet);
void sheet_close(struct sheet *sheet);
/* Called before each read of what is no plain file, so that a pipe that
 * stalls does not hide what happens elsewhere; false ends the reading. */
typedef bool sheet_wait(void *arg, int fd, struct err *err);
void sheet_on_wait(struct sheet *sheet, sheet_wait *wait, void *arg);

#endif
