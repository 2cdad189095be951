/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_WRITER_H
#define HITO_REPORT_WRITER_H

/* The formats a report is written in. A writer sees struct report only and
 * writes the same bytes for the same report. */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/err.h"
#include "base/mem.h"
#include "report/report.h"

/* report->step is told how far it is; stopped by it: ERR_CANCEL, out empty. */
typedef bool
writer_fn(const struct report *report, struct buf *out, struct err *err);
/* The same bytes into a file, as many as they are: out is not touched before
 * all of them are there. */
typedef bool
writer_save_fn(const struct report *report, FILE *out, struct err *err);

struct writer {
	const char *name; /* --format */
	const char *extension;
	const char *help;
	bool binary; /* not for a terminal */
	/* A library makes the bytes, and report->contents is told what they
	 * say: on which page, in which cell. NULL: they are the writer's own. */
	const char *place;
	writer_fn *write;
	writer_save_fn *save; /* NULL: not in this format */
	bool streams;	      /* save takes block->source */
};

/* NULL when there is none of that name. */
const struct writer *writer_find(const char *name);
typedef void writer_each_fn(void *arg, const struct writer *writer);
void writer_each(writer_each_fn *fn, void *arg);

/* 80 columns, for paper, the screen and e-mail. */
bool text_write(const struct report *report, struct buf *out, struct err *err);
/* The same for what knows no other signs; accents are left off. */
bool ascii_write(const struct report *report, struct buf *out, struct err *err);
/* RFC 4180, one table under the other, formulas guarded. */
bool csv_write(const struct report *report, struct buf *out, struct err *err);
/* Exact figures as decimal text; "version" counts changes of shape. */
bool json_write(const struct report *report, struct buf *out, struct err *err);
/* One file without any reference to another, for any width of screen. */
bool html_write(const struct report *report, struct buf *out, struct err *err);

/* A document for paper, and a workbook with real numbers: by modules that are
 * loaded when asked for (report/module.h); ERR_FILE when one is missing. */
bool pdf_write(const struct report *report, struct buf *out, struct err *err);
bool pdf_save(const struct report *report, FILE *out, struct err *err);
bool xlsx_write(const struct report *report, struct buf *out, struct err *err);
bool xlsx_save(const struct report *report, FILE *out, struct err *err);
/* Of a table of rows alone (is_rows), as a sheet of LibreOffice. */
bool ods_save(const struct report *report, FILE *out, struct err *err);

#endif
