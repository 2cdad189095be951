/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_SQL_H
#define HITO_FORM_SQL_H

/*
 * An SQL command while it is put together: its text and its values, counted.
 * Private to form/statement, form/listing and form/find.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/statement.h"
#include "form/form.h"

struct sql {
	struct arena *arena;
	struct buf text;
	int n;
	const char **values;
	enum statement_answer answer;
};

/* The last one of its kind in Unicode: after every text with this prefix. */
#define SQL_AFTER_ALL "\xf4\x8f\xbf\xbf"

void sql_put(struct sql *sql, const char *text);
void sql_printf(struct sql *sql, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The name, quoted. */
void sql_name(struct sql *sql, const char *name);
/* schema.name, each quoted. */
void sql_relation(struct sql *sql, const char *relation);
/* A value: appends "$n::type", type left out when NULL or unheard of. */
void sql_value(struct sql *sql, const char *value, const char *type);
/* The id given by the sequence of table to the row inserted in this
 * session. */
void sql_currval(struct sql *sql, const char *table);
/* Between the two a select, whose rows then come as one text: describing and
 * counting every value costs a row more than it holds (result_unpack). */
void sql_pack(struct sql *sql);
void sql_packed(struct sql *sql);
/* Adds it to the list and gives back what it held. */
void sql_done(struct sql *sql, struct statements *list);
/* The type of a column for a cast, NULL when it is not known. */
const char *sql_type_of(const struct columns *columns, const char *name);
/* NAME = value of a pick view; codes that are words whatever their case and
 * accents. */
void sql_code_is(struct sql *sql, const struct columns *columns,
	const char *name, const char *value);
/* The view that has marked rows too: X_list -> X_all. */
const char *sql_view_all(struct arena *arena, const char *view);
/* As a pattern of LIKE that means just this text. */
char *sql_like_escape(struct arena *arena, const char *text);

#endif
