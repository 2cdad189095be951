/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form/sql.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

void
sql_put(struct sql *sql, const char *text)
{
	buf_puts(&sql->text, text);
}

void
sql_printf(struct sql *sql, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_puts(&sql->text, arena_vprintf(sql->arena, fmt, ap));
	va_end(ap);
}

void
sql_name(struct sql *sql, const char *name)
{
	buf_puts(&sql->text, str_quote_ident(sql->arena, name));
}

void
sql_relation(struct sql *sql, const char *relation)
{
	sql_put(sql, str_quote_name(sql->arena, relation));
}

/* Types come from the catalogue or its cache: only what format_type writes
 * of plain ones, "timestamp with time zone" included. */
static bool
is_plain_type(const char *type)
{
	return type && type[0] != '\0' &&
	       type[strspn(type, "abcdefghijklmnopqrstuvwxyz"
				 "0123456789_ .[]")] == '\0';
}

void
sql_value(struct sql *sql, const char *value, const char *type)
{
	size_t n = (size_t)sql->n;

	if (n == 0)
		sql->values = arena_array(sql->arena, 4, sizeof *sql->values);
	else if (n >= 4 && (n & (n - 1)) == 0)
		sql->values = arena_grow(
			sql->arena, sql->values, n, 2 * n, sizeof *sql->values);
	sql->values[sql->n++] = arena_strdup(sql->arena, value);
	sql_printf(sql, "$%d", sql->n);
	if (is_plain_type(type))
		sql_printf(sql, "::%s", type);
}

void
sql_currval(struct sql *sql, const char *table)
{
	/* Checked names: neither quote can stand in them. currval is volatile:
	 * asked bare in a condition it is asked of every row. */
	sql_put(sql, "(select currval(pg_get_serial_sequence('");
	sql_relation(sql, table);
	sql_put(sql, "', 'id')))");
}

void
sql_pack(struct sql *sql)
{
	sql_put(sql, "select string_agg(x::text,',')from(");
}

void
sql_packed(struct sql *sql)
{
	sql_put(sql, ")as x");
	sql->answer = ANSWER_TEXT;
}

void
sql_done(struct sql *sql, struct statements *list)
{
	statements_add(list,
		arena_strndup(sql->arena, buf_text(&sql->text), sql->text.len),
		sql->n, sql->values);
	list->v[list->n - 1].answer = sql->answer;
	buf_free(&sql->text);
	memset(&sql->text, 0, sizeof sql->text);
	sql->n = 0;
	sql->values = NULL;
	sql->answer = ANSWER_ROWS;
}

const char *
sql_type_of(const struct columns *columns, const char *name)
{
	const struct column *column = columns_find(columns, name);

	return column ? column->sql_type : NULL;
}

void
sql_code_is(struct sql *sql, const struct columns *columns, const char *name,
	const char *value)
{
	const struct column *column = columns_find(columns, name);
	bool word = column && column->type == COLUMN_TEXT;

	sql_put(sql, word ? "core.fold(" : "");
	sql_name(sql, name);
	sql_put(sql, word ? "::text) = core.fold(" : " = ");
	sql_value(sql, value, word ? "text" : sql_type_of(columns, name));
	sql_put(sql, word ? ")" : "");
}

const char *
sql_view_all(struct arena *arena, const char *view)
{
	size_t n = strlen(view);

	if (!str_ends(view, "_list"))
		return view;
	return arena_printf(
		arena, "%.*s_all", (int)(n - strlen("_list")), view);
}

char *
sql_like_escape(struct arena *arena, const char *text)
{
	struct buf b = { 0 };
	char *out;

	for (; *text != '\0'; text++) {
		if (strchr("%_\\", *text))
			buf_putc(&b, '\\');
		buf_putc(&b, *text);
	}
	out = arena_strndup(arena, buf_text(&b), b.len);
	buf_free(&b);
	return out;
}
