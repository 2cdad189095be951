/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_LISTING_H
#define HITO_REPORT_LISTING_H

/*
 * The rows of a register, as a list shows them, as a report of one table: so
 * every writer writes any list. The report is held whole in memory.
 */

#include "base/err.h"
#include "base/mem.h"
#include "base/step.h"
#include "form/form.h"
#include "report/report.h"
#include "store/store.h"

enum {
	LISTING_MOST = 100000
}; /* rows; more is for CSV, page by page */

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

#endif
