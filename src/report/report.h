/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_REPORT_H
#define HITO_REPORT_REPORT_H

/*
 * A report as data: blocks of paragraphs, facts and rows, every figure both
 * exact (decimal text as the server worked it out) and as people read it.
 * Writers see this and nothing else; nothing here is calculated.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

enum cell_kind {
	CELL_TEXT,
	CELL_NUMBER,
	CELL_PERCENT,
	CELL_LIGHT, /* exact: green, amber, red; shown: its word */
};

struct report_column {
	const char *name;  /* of the data: key in JSON */
	const char *title;
	enum cell_kind kind;
	int width;  /* cells on 80 columns; 0 = only in CSV and JSON */
	bool exact; /* its cells carry an exact figure beside the shown one */
};

struct report_cell {
	const char *shown; /* NULL: nothing to show */
	const char *exact; /* decimal text; NULL none */
};

struct report_row {
	const char *group; /* heading of the rows it belongs to; NULL none */
	struct report_cell *cells;
};

/* One figure with its name, outside of any table. */
struct report_fact {
	const char *name;
	const char *title;
	enum cell_kind kind;
	bool exact; /* carries an exact figure beside the shown one */
	struct report_cell cell;
};

struct report_block {
	const char *name;
	const char *title;
	size_t n_texts;
	const char **texts;
	size_t n_facts;
	struct report_fact *facts;
	int table; /* its number, counted over the report; 0: no table */
	const char *table_title;
	const char *empty; /* said instead of a table without rows */
	size_t n_columns;
	struct report_column *columns;
	size_t n_rows;
	struct report_row *rows;
};

struct report {
	const char *name;
	const char *title;
	const char *plan;
	const char *period;
	const char *institution;
	bool is_test; /* PRUEBA: marked on every page */
	size_t n_tops;
	const char **tops; /* lines under the title */
	size_t n_blocks;
	struct report_block *blocks;
	size_t n_feet;
	const char **feet;
};

struct desk;
struct layout;

/*
 * Asks everything of the layout in one pipeline. plan and period_key may be
 * NULL: the ones on the desk. NULL with err when the database does not have
 * what the layout names, or there is no such plan or period.
 */
struct report *report_make(struct desk *desk, struct arena *arena,
	const struct layout *layout, const char *plan,
	const char *period_key, struct err *err);

#endif
