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
	const struct layout *layout;
	const char *plan;
	const char *period;
	const char *key;
	bool is_read;		    /* in the language of whoever asks */
	int *blocks; /* of each statement for columns: its block, -1 none */
	struct column_names of_head;
	size_t n_lists;
	struct column_names *lists; /* what the rows of each consist of */
	const struct result *head;
	struct report *report;
};

/* What is told of every report, where its head has it. */
#define REPORT_HEAD_NAMES                                          \
	"institution", "institution_name", "plan_title", "period_title", \
		"read_at", "is_test"

/* What came of it. NULL: the layout has none. */
struct answered {
	struct result *head;
	struct result *figures;
	struct result *logo;
	struct result *signers;
	size_t n_blocks;
	struct result **blocks; /* of those that have rows */
};

void making_ask(struct making *m, struct statements *list);
/* Takes the results over. */
void making_unpack(const struct making *m, struct result *const *results,
	struct answered *out);
/* Asks every source for its columns and for no row: the head, and whatever the
 * layout has of figures, logo and signers, then the blocks with rows. */
void making_ask_columns(struct making *m, struct statements *list);

#endif
