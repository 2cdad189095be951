/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_COLUMN_H
#define HITO_FORM_COLUMN_H

/*
 * What the database's catalogue says of one column. store fills it (from
 * db/catalog or from the cache on disk), form and view read it.
 */

#include <stdbool.h>
#include <stddef.h>

enum column_type {
	COLUMN_TEXT,
	COLUMN_INTEGER, /* smallint, integer, bigint */
	COLUMN_NUMERIC,
	COLUMN_BOOLEAN,
	COLUMN_DATE,
	COLUMN_TIMESTAMP,
	COLUMN_TIME, /* an hour of the day */
	COLUMN_OTHER, /* sent and shown as text */
};

struct column {
	const char *name;
	const char *sql_type; /* "bigint", "text", ... for casts */
	enum column_type type;
	int length;    /* characters; 0 = no limit */
	int precision; /* numeric; 0 = no limit */
	int scale;
	bool required; /* NOT NULL and no default, of the table */
	bool in_table; /* else of the view alone: never written */
	bool in_view;
	const char *comment;
};

struct columns {
	size_t n;
	struct column *v;
};

/* NULL when there is none of that name. */
const struct column *
columns_find(const struct columns *columns, const char *name);

#endif
