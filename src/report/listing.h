/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_LISTING_H
#define HITO_REPORT_LISTING_H

/*
 * The rows of a register, as a list shows them, as a report of one table: so
 * every writer writes any list. The report is held whole in memory, or read
 * while it is written by a writer that can.
 */

#include "base/err.h"
#include "base/mem.h"
#include "base/step.h"
#include "form/form.h"
#include "report/report.h"
#include "store/store.h"

enum {
	LISTING_MOST = 100000
}; /* rows; more is for CSV, page by page, or a workbook */

struct listing_wish {
	const struct page_request *request;
	const char *narrowed; /* what they were narrowed by, for people; NULL
			       * all of them */
	long limit;	      /* rows at most */
	struct step *step;    /* told of the rows read; NULL nobody */
};

/*
 * The columns are form->list, the rows those of request from its beginning.
 * NULL with err when they cannot be read, are too many, or it was stopped.
 */
struct report *listing_make(struct desk *desk, struct arena *arena,
	const struct listing_wish *wish, struct err *err);

/* The rows behind the first page of a list, read while they are written. */
struct listing_source {
	struct report_source source;
	struct desk *desk;
	struct page_request request;
	struct report_block *block;
	struct arena *page; /* of the rows being written */
	struct arena *key;  /* of the last one of them */
	struct page_rows rows;
	struct report_row row;
	size_t at; /* in rows */
	size_t n;  /* that were given, with the block's own */
	long most; /* rows, as wished */
};

/*
 * The same in constant memory, for a writer that streams: up to as many rows as a sheet
 * has room for; more are refused before the first is read. Whether it fails or
 * not, the caller ends source when the report is written.
 */
struct report *listing_stream(struct desk *desk, struct arena *arena,
	const struct listing_wish *wish, struct listing_source *source,
	struct err *err);
void listing_end(struct listing_source *source);

/* ---- for the report of one record too */

enum cell_kind listing_kind(enum field_kind kind);
/* What is left of the 80 cells is for the columns without a width; where they
 * do not fit, all of them give. */
void listing_fit(struct report_block *block);
/* Whose it is and when it was read (report->read_at), and that it is neither
 * signed nor issued. narrowed as above. */
void listing_frame(const struct desk *desk, struct arena *arena,
	const char *narrowed, struct report *report);

#endif
