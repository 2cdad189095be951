/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_COLUMNS_H
#define HITO_REPORT_COLUMNS_H

/*
 * The columns that a layout asks of its sources: each name once, in the order
 * of the file. Of the report's own files; nobody else includes it.
 */

#include "base/mem.h"
#include "db/session.h"
#include "report/layout.h"

struct column_names {
	struct arena *arena;
	size_t n;
	const char **v;
};

/* One more, where it has a name and is not there yet. */
void columns_add(struct column_names *names, const char *name);
/* Of the one row of the layout's head. */
void columns_of_head(const struct layout *layout, struct column_names *names);
/* Of the rows of a block. */
void
columns_of_block(const struct layout_block *block, struct column_names *names);
/* The first that an answer does not have; NULL: it has them all. */
const char *
columns_missing(const struct column_names *names, const struct result *result);

#endif
