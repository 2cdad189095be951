/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_STATEMENT_H
#define HITO_BASE_STATEMENT_H

/*
 * One SQL command as it travels: text with $1..$n and the values as text,
 * NULL for SQL NULL. form/ writes them, store/ puts them in order, db/ sends
 * them; none of the three needs to know another for it.
 */

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* What it answers. Of one text (rows behind each other with commas, see
 * result_unpack) nothing travels where it is the same as the last time. */
enum statement_answer {
	ANSWER_ROWS,
	ANSWER_TEXT,
	ANSWER_SHORT /* one in which much stands several times */
};

struct statement {
	const char *sql;
	int n;
	const char **values;
	bool by_value; /* how it is best done depends on the values: it is
			* thought out anew each time */
	enum statement_answer answer;
};

/* A list that grows in an arena. */
struct statements {
	struct arena *arena;
	struct statement *v;
	size_t n;
	size_t cap;
};

/* Copies neither sql nor values: they live in the arena already. */
void statements_add(
	struct statements *list, const char *sql, int n, const char **values);
/* The same for a few values given one by one, all const char *. */
void statements_addv(struct statements *list, const char *sql, int n, ...);

#endif
