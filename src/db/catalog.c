/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/catalog.h"

#include <string.h>

#include "base/mem.h"

/* A domain is shown as the type it is made of. */
static const char columns_sql[] =
	"with wanted as ("
	" select name, ord, to_regclass(name) as rel"
	" from unnest($1::text[]) with ordinality as u(name, ord)"
	"), columns as ("
	" select w.name as relation, w.ord, a.attrelid, a.attnum, a.attname,"
	" case when t.typtype = 'd' then t.typbasetype else a.atttypid end"
	" as typ,"
	" case when t.typtype = 'd' then t.typtypmod else a.atttypmod end"
	" as mod,"
	" a.attnotnull or t.typnotnull as not_null,"
	" a.atthasdef or a.attidentity <> '' as has_default,"
	" a.attgenerated <> '' as generated"
	" from wanted w join pg_attribute a on a.attrelid = w.rel"
	" join pg_type t on t.oid = a.atttypid"
	" where a.attnum > 0 and not a.attisdropped"
	") select relation, attname as name, format_type(typ, null) as type,"
	" case when typ in (1042, 1043) and mod > 4 then mod - 4 end as length,"
	" case when typ = 1700 and mod > 4 then ((mod - 4) >> 16) & 65535 end"
	" as precision,"
	" case when typ = 1700 and mod > 4 then (mod - 4) & 2047 end as scale,"
	" not_null, has_default, generated,"
	" col_description(attrelid, attnum) as comment"
	" from columns order by ord, attnum";

/* An array as the server reads it, every member quoted. */
static const char *
text_array(struct arena *arena, size_t n, const char *const *items)
{
	struct buf b = { 0 };
	const char *out;

	buf_putc(&b, '{');
	for (size_t i = 0; i < n; i++) {
		buf_puts(&b, i > 0 ? ",\"" : "\"");
		for (const char *c = items[i]; *c; c++) {
			if (*c == '"' || *c == '\\')
				buf_putc(&b, '\\');
			buf_putc(&b, *c);
		}
		buf_putc(&b, '"');
	}
	buf_putc(&b, '}');
	out = arena_strdup(arena, buf_text(&b));
	buf_free(&b);
	return out;
}

void
catalog_columns(struct statements *list, size_t n, const char *const *relations)
{
	statements_addv(
		list, columns_sql, 1, text_array(list->arena, n, relations));
}
