/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_CSV_H
#define HITO_BASE_CSV_H

/*
 * Separated text, read and written. The reader (RFC 4180, and what
 * spreadsheets make of it) is streaming, one row at a time: quoted newlines,
 * "" for a quote, LF, CRLF and CR line ends mixed. Input is UTF-8. Limits:
 * CSV_COLUMNS cells a row, CSV_CELL bytes a cell; beyond them a clear error,
 * not memory.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/row.h"

enum {
	CSV_COLUMNS = 1000,
	CSV_WIDE = 16384, /* empty ones behind them are cut */
	CSV_CELL = 1 << 20,
};

struct err;

struct csv;

enum csv_result {
	CSV_ROW,
	CSV_MORE, /* feed more */
	CSV_END,
	CSV_ERROR,
};

struct csv *csv_open(char delimiter);
void csv_feed(struct csv *csv, const char *text, size_t n);
/* No more text comes. */
void csv_finish(struct csv *csv);
/* Blank lines are skipped (counted as lines). An unclosed quote at the end
 * is an error that names the line where it opened. NUL bytes are an error. */
enum csv_result
csv_next(struct csv *csv, struct file_row *row, struct err *err);
void csv_close(struct csv *csv);

/* Which of ; TAB , | separates the columns of this beginning of a file,
 * quotes respected: the one with the most even count over the lines. 0 when
 * none occurs. */
char csv_guess(const char *text, size_t n);

/*
 * The writer: cells of a line one after the other into out, which may be
 * emptied between two lines. A cell is quoted where needed.
 */
struct buf;
struct csv_out {
	struct buf *out;
	char delimiter;
	bool turns; /* a spreadsheet opens it and turns texts into numbers */
	bool begun; /* a line that has a cell */
};
/* A text. A leading = + - @ TAB CR gets an apostrophe, so that no spreadsheet
 * takes it for a formula; where it turns texts, what would become a number or
 * a day does too; and so does what begins with such an apostrophe itself. NULL
 * is an empty cell, here and below. */
void csv_text(struct csv_out *to, const char *text);
/* A number of ours: -3 stays one. */
void csv_number(struct csv_out *to, const char *text);
void csv_line(struct csv_out *to);
/* Whether a text gets an apostrophe wherever it is written as a cell. */
bool csv_needs_guard(const char *text);
/* Whether it begins with an apostrophe that is not its own. */
bool csv_is_guarded(const char *text);

#endif
