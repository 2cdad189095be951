/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_PRINT_H
#define HITO_REPORT_PRINT_H

/* What the line and the batch put on standard output. Texts are cleaned
 * already; widths are terminal cells. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/mem.h"
#include "form/record.h"

struct print_column {
	const char *title;
	int width;
	bool right; /* numbers */
};

/* One line: cells padded to their columns; cut: longer ones end in an
 * ellipsis, else they push the rest aside. The last one is not padded. */
void print_row(FILE *out, size_t n, const struct print_column *columns,
	const char *const *cells, bool cut);
/* Titles and a rule. */
void print_heading(FILE *out, size_t n, const struct print_column *columns);
/* A paragraph wrapped at width, later lines indented. */
void print_wrapped(FILE *out, const char *text, int width, int indent);

/* A value as JSON has it: numbers and booleans bare, the rest quoted. kind
 * FIELD_TEXT when the field is not known. */
void print_json_value(struct buf *out, enum field_kind kind, const char *value);
/* Writes the buffer and empties it; false when the reader went away or the
 * disk is full. */
bool print_flush(struct buf *out);

#endif
