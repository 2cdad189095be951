/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report asks of the server: all of its layout in one pipeline. */
#include "report/making.h"

#include "base/str.h"

/* Only what is printed travels, a row as one text. */
static void
put_columns(struct making *m, const struct column_names *names, struct buf *sql)
{
	buf_puts(sql, "select x::text from (select ");
	for (size_t i = 0; i < names->n; i++)
		buf_printf(sql, "%s%s", i ? "," : "",
			str_quote_ident(m->arena, names->v[i]));
}

static const char *
given(const struct making *m, const struct layout_by *by)
{
	switch (by->given) {
	case GIVEN_PLAN:
		return m->plan;
	case GIVEN_PERIOD:
		return m->period;
	case GIVEN_KEY:
		return m->key;
	default:
		return by->text;
	}
}

static void
add_source(const struct making *m, int n, const char **values, struct buf *sql,
	struct statements *list)
{
	buf_puts(sql, m->dry ? " limit 0" : "");
	buf_puts(sql, m->names[list->n].n > 0 ? ") as x" : "");
	statements_add(list, arena_strdup(m->arena, buf_text(sql)), n, values);
}

static void
ask_view(struct making *m, const struct layout_source *s, struct buf *sql,
	struct statements *list)
{
	const char **values =
		arena_array(m->arena, s->n_by + 1, sizeof *values);

	for (size_t i = 0; i < s->n_by; i++) {
		buf_printf(sql, " %s %s%s = $%zu", i ? "and" : "where",
			str_quote_ident(m->arena, s->by[i].column),
			s->by[i].given == GIVEN_PLAN ? "" : "::text", i + 1);
		values[i] = given(m, &s->by[i]);
	}
	for (size_t i = 0; i < s->n_order; i++)
		buf_printf(sql, "%s%s", i ? "," : " order by ",
			str_quote_ident(m->arena, s->order[i]));
	add_source(m, (int)s->n_by, values, sql, list);
}

static void
ask_function(struct making *m, const struct layout_source *s, struct buf *sql,
	struct statements *list)
{
	static const struct layout_by usual[] = {
		{ .given = GIVEN_PLAN },
		{ .given = GIVEN_PERIOD },
	};
	size_t n = s->has_by ? s->n_by : 2;
	const struct layout_by *by = s->has_by ? s->by : usual;
	const char **values = arena_array(m->arena, n + 1, sizeof *values);

	for (size_t i = 0; i < n; i++) {
		buf_printf(sql, "%s$%zu", i ? "," : "(", i + 1);
		values[i] = given(m, &by[i]);
	}
	buf_putc(sql, ')');
	add_source(m, (int)n, values, sql, list);
}

/* names empty: every column of it. */
static void
ask_source(struct making *m, const struct layout_source *source,
	const struct column_names *names, struct statements *list)
{
	struct buf sql = { 0 };

	if (m->dry || (names && names->n == 0))
		names = NULL;
	m->names[list->n] = names ? *names : (struct column_names){ 0 };
	if (names)
		put_columns(m, names, &sql);
	else
		buf_puts(&sql, "select *");
	buf_printf(
		&sql, " from %s", str_quote_name(m->arena, source->relation));
	if (source->is_view)
		ask_view(m, source, &sql, list);
	else
		ask_function(m, source, &sql, list);
	buf_free(&sql);
}

void
making_ask(struct making *m, struct statements *list)
{
	static const char *figures[] = { REPORT_FIGURE_NAMES };
	const struct column_names of_figures = {
		.n = sizeof figures / sizeof *figures, .v = figures
	};
	const struct layout *l = m->layout;
	int *blocks = arena_array(m->arena, l->n_blocks + 4, sizeof *blocks);

	m->names = arena_array(m->arena, l->n_blocks + 4, sizeof *m->names);
	m->blocks = blocks;
	blocks[0] = -1;
	ask_source(m, &l->head, NULL, list);
	blocks[1] = -1;
	blocks[2] = -1;
	blocks[3] = -1;
	if (l->figures.relation)
		ask_source(m, &l->figures, &of_figures, list);
	if (l->logo)
		statements_addv(list,
			arena_printf(m->arena, "select logo from %s()",
				str_quote_name(m->arena, l->logo)),
			0);
	if (l->signed_by.relation)
		ask_source(m, &l->signed_by, NULL, list);
	for (size_t i = 0; i < l->n_blocks; i++) {
		struct column_names names;

		if (!l->blocks[i].source.relation)
			continue;
		names = (struct column_names){ .arena = m->arena };
		columns_of_block(&l->blocks[i], &names);
		blocks[list->n] = (int)i;
		ask_source(m, &l->blocks[i].source, &names, list);
	}
	m->n_asked = list->n;
}

void
making_unpack(const struct making *m, struct result **results)
{
	for (size_t i = 0; i < m->n_asked; i++)
		if (m->names[i].n > 0)
			results[i] = result_unpack(
				results[i], m->names[i].n, m->names[i].v);
}
