/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_EXPORT_H
#define HITO_REPORT_EXPORT_H

/*
 * A register as a file that comes back through import: a column for each field
 * that a file may fill, under a heading by which import knows it again, and
 * for what is only read (states, figures), which import compares. Rows come
 * from a cursor in one snapshot, in constant memory. Personal data only where
 * they are asked for; who may, and the record of it, is the server's.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "base/step.h"
#include "form/statement.h"
#include "store/desk.h"

/* How a file has its cells. */
struct export_style {
	const char *format; /* csv, json, xlsx or ods */
	/* For a spreadsheet that opens it by a click: a mark of UTF-8 before
	 * it, semicolons, and an apostrophe before what would be turned round
	 * (2019-1, 000007, ago-2019), which import takes off. */
	bool excel;
	char decimal; /* '.' or ',' */
};

struct export_wish {
	const struct page_request *request; /* its columns do not matter */
	const char *since; /* ISO day: what changed on it or later; NULL all */
	struct export_style style;
	/* Personal columns come too, and this is why; NULL: they do not. */
	const char *reason;
	struct step *step; /* told of the rows; NULL nobody */
};

/* What was written. */
struct export_told {
	long rows;
	size_t columns;
	size_t personal; /* columns that were left out */
};

/* The format that a file's name ends with; csv for any other. NULL: there is
 * no such format as named. */
const char *export_format(const char *named, const char *path);
/* The names of all, for a message. */
const char *export_formats(void);

/* Whether import takes the register, and it may be read; else err. */
bool
export_may(const struct desk *desk, const struct form *form, struct err *err);
/* Where wish has a reason: the server judges who may, and keeps who took what,
 * narrowed by what, and why. Before export_begin; *note is told to
 * export_note_end, behind export_end, with the rows. */
bool export_note_begin(struct desk *desk, const struct export_wish *wish,
	const char *narrowed, const char **note, struct err *err);
bool export_note_end(struct desk *desk, const char *note,
	const struct export_told *told, struct err *err);

/* One snapshot for all that is written before the end. */
bool export_begin(struct desk *desk, struct err *err);
void export_end(struct desk *desk);
/* Between the two; ERR_CANCEL when step said stop. */
bool export_write(struct desk *desk, const struct export_wish *wish, FILE *out,
	struct export_told *told, struct err *err);

#endif
