/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set as separated text: the server writes it, so that a million rows cost
 * what a bare COPY costs. */
#include <string.h>

#include "base/str.h"
#include "db/copy.h"
#include "publish/data.h"

/* What people typed, and could be taken for a formula. */
static bool
is_typed(const struct open_column *column)
{
	return str_eq(column->type, "text") &&
	       !(column->field && column->field->n_choices > 0);
}

/* As every reader takes it, whatever the server and the person set: true and
 * false, ISO dates with their zone, no cell that a spreadsheet carries out:
 * tab, CR, + - = and @ begin a formula. */
static void
put_column(
	struct arena *arena, const struct open_column *column, struct buf *sql)
{
	const char *name = str_quote_ident(arena, column->name);

	if (str_eq(column->type, "boolean"))
		buf_printf(sql, "%s::text as %s", name, name);
	else if (str_starts(column->type, "timestamp"))
		buf_printf(sql,
			"to_char(%s, 'YYYY-MM-DD\"T\"HH24:MI:SS%s') as %s",
			name,
			str_ends(column->type, "with time zone") ? "TZH:TZM"
								 : "",
			name);
	else if (is_typed(column))
		buf_printf(sql,
			"case when ascii(%s) in (9, 13, 43, 45, 61, 64) "
			"then '''' || %s else %s end as %s",
			name, name, name, name);
	else
		buf_puts(sql, name);
}

bool
open_rows_write(struct desk *desk, struct open_set *set, struct folder *folder,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct buf sql = { 0 };
	bool done;

	buf_puts(&sql, "copy (select ");
	for (size_t i = 0; i < set->n_columns; i++) {
		buf_puts(&sql, i ? ", " : "");
		put_column(arena, &set->columns[i], &sql);
	}
	buf_printf(&sql, " from published.%s) to stdout (format csv, header)",
		str_quote_ident(arena, set->name));
	folder_begin(folder, arena_printf(arena, "%s.csv", set->name));
	done = copy_out(desk->session, buf_text(&sql), folder_put, folder,
		       err) &&
	       folder_end(folder, &set->file, err);
	buf_free(&sql);
	arena_free(arena);
	return done;
}
