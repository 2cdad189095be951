/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_LAYOUT_H
#define HITO_REPORT_LAYOUT_H

/*
 * The layout of a report: forms/report/NAME.report, in the words and strings
 * of form files. One statement a line, deeper lines go on:
 *
 *   report NAME "Title" [alias WORD]
 *   period quarter|year|any
 *   head FUNCTION              one row of (plan, period); gives {names}
 *   top "text"                 a line under the title
 *   block NAME "Heading"       a block begins
 *   text "text" [when COLUMN VALUE]
 *   fact "Title" NAME [KIND] [exact NAME]
 *   source FUNCTION            rows of (plan, period)
 *   view RELATION [by plan_code[, period_key]] [order NAME, ...]
 *   table "Title"              the numbered title of the rows
 *   empty "text"               instead of a table without rows
 *   group NAME "text"          a heading whenever NAME changes
 *   column NAME WIDTH "Heading" [KIND] [exact NAME]
 *   data NAME "Heading" [KIND] [exact NAME]     only in CSV and JSON
 *   foot "text"                at the end
 *
 * KIND is text, number, percent or light. {name} in a text is that column of
 * head (in group: of the row); a text with an empty one is left out. There is
 * no arithmetic: what is not a column does not exist.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "report/period.h"
#include "report/report.h"

struct layout_text {
	const char *text;
	const char *when_column; /* NULL: always */
	const char *when_value;
};

struct layout_column {
	struct report_column column;
	const char *exact; /* name of the exact figure's column; NULL none */
};

struct layout_block {
	const char *name;
	const char *title;
	size_t n_texts;
	struct layout_text *texts;
	size_t n_facts;
	struct layout_column *facts;
	const char *source; /* function or view; NULL: no rows */
	bool is_view;
	size_t n_by;
	const char **by;
	size_t n_order;
	const char **order;
	const char *table_title;
	const char *empty;
	const char *group;
	const char *group_text;
	size_t n_columns;
	struct layout_column *columns;
	int line; /* of the file */
};

struct layout {
	const char *name;
	const char *title;
	const char *alias;
	enum period_sort period;
	const char *head;
	size_t n_tops;
	struct layout_text *tops;
	size_t n_blocks;
	struct layout_block *blocks;
	size_t n_feet;
	struct layout_text *feet;
	const char *path;
};

/* NULL with "file:line:column: sentence". */
struct layout *layout_parse(struct arena *arena, const char *path,
	const char *text, size_t n, struct err *err);
/* By name or alias among /etc/hito/forms/report and ours; the names there
 * are go into the hint when there is none. */
struct layout *layout_find(struct arena *arena, const char *name,
	struct err *err);

#endif
