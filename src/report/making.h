/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_MAKING_H
#define HITO_REPORT_MAKING_H

/* A report while it is made, shared by report.c and asked.c. */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/statement.h"
#include "db/session.h"
#include "report/columns.h"
#include "report/layout.h"
#include "report/report.h"

struct making {
	struct arena *arena;
	bool dry; /* every column of the sources, and no rows */
	const struct layout *layout;
	const char *plan;
	const char *period;
	const char *key;
	bool is_read;		    /* in the language of whoever asks */
	size_t n_asked;		    /* statements */
	const int *blocks;	    /* of each: its block, -1 the head's */
	struct column_names *names; /* of each: what its rows are packed of */
	const struct result *head;
	struct report *report;
};

/* The head, figures, logo and signers where the layout has some, the blocks
 * with rows. */
void making_ask(struct making *m, struct statements *list);
/* What came of it, each row in its columns. */
void making_unpack(const struct making *m, struct result **results);

#endif
