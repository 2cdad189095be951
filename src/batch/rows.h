/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_ROWS_H
#define HITO_BATCH_ROWS_H

/* Which rows of a register: the words --filter, --where and --mine. */

#include "batch/options.h"
#include "form/statement.h"
#include "store/desk.h"

struct rows_asked {
	const char *filter;
	struct option_list where;
	bool mine;
};

/* Narrows request, which has its form. */
bool rows_narrow(struct desk *desk, const struct rows_asked *asked,
	struct page_request *request, struct err *err);
/* What was asked, for people; NULL: all of them. */
const char *rows_narrowed(struct arena *arena, const struct form *form,
	const struct rows_asked *asked);

#endif
