/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a report asks of the server: all of its layout in one pipeline. The rows
 * of its blocks are lists of one answer, in which a name that several of them
 * show travels once; the head, which tells the hour, is another.
 */
#include "report/making.h"

#include "base/str.h"

/* A statement while it is written. */
struct asking {
	struct buf sql;
	int n;
	const char **values;
	int of_given[GIVEN_TEXT]; /* the place of each, from 1; 0 none yet */
};

/* A value as "$n"; plan, period and key stand in one each. */
static void
put_given(struct making *m, struct asking *a, const struct layout_by *by)
{
	const char *const values[] = { [GIVEN_PLAN] = m->plan,
		[GIVEN_PERIOD] = m->period,
		[GIVEN_KEY] = m->key,
		[GIVEN_TEXT] = by->text };
	int known = by->given == GIVEN_TEXT ? 0 : a->of_given[by->given];

	if (known == 0) {
		a->values = arena_grow(m->arena, a->values, (size_t)a->n,
			(size_t)a->n + 1, sizeof *a->values);
		a->values[a->n++] = values[by->given];
		known = a->n;
	}
	if (by->given != GIVEN_TEXT)
		a->of_given[by->given] = known;
	buf_printf(&a->sql, "$%d", known);
}

static void
put_view(struct making *m, struct asking *a, const struct layout_source *s)
{
	for (size_t i = 0; i < s->n_by; i++) {
		buf_printf(&a->sql, " %s %s%s = ", i ? "and" : "where",
			str_quote_ident(m->arena, s->by[i].column),
			s->by[i].given == GIVEN_PLAN ? "" : "::text");
		put_given(m, a, &s->by[i]);
	}
	for (size_t i = 0; i < s->n_order; i++)
		buf_printf(&a->sql, "%s%s", i ? "," : " order by ",
			str_quote_ident(m->arena, s->order[i]));
}

static void
put_function(struct making *m, struct asking *a, const struct layout_source *s)
{
	static const struct layout_by usual[] = {
		{ .given = GIVEN_PLAN },
		{ .given = GIVEN_PERIOD },
	};
	size_t n = s->has_by ? s->n_by : 2;
	const struct layout_by *by = s->has_by ? s->by : usual;

	buf_putc(&a->sql, '(');
	for (size_t i = 0; i < n; i++) {
		buf_puts(&a->sql, i ? "," : "");
		put_given(m, a, &by[i]);
	}
	buf_putc(&a->sql, ')');
}

static void
put_source(struct making *m, struct asking *a, const struct layout_source *s)
{
	buf_printf(
		&a->sql, " from %s", str_quote_name(m->arena, s->relation));
	if (s->is_view)
		put_view(m, a, s);
	else
		put_function(m, a, s);
}

static void
asking_end(struct making *m, struct asking *a, enum statement_answer answer,
	struct statements *list)
{
	statements_add(list, arena_strdup(m->arena, buf_text(&a->sql)), a->n,
		a->values);
	list->v[list->n - 1].answer = answer;
	buf_free(&a->sql);
}

/* ---- every column, and no rows */

static void
ask_columns(struct making *m, const struct layout_source *s, int block,
	struct statements *list)
{
	struct asking a = { 0 };

	m->blocks[list->n] = block;
	buf_puts(&a.sql, "select *");
	put_source(m, &a, s);
	buf_puts(&a.sql, " limit 0");
	asking_end(m, &a, ANSWER_ROWS, list);
}

/* ---- the lists */

/* Only what is printed travels. */
static void
put_list(struct making *m, struct asking *a, const struct layout_source *s,
	const struct column_names *names)
{
	buf_printf(&a->sql,
		"%s(select string_agg(x::text||',','')from(select ",
		m->n_lists ? "," : "");
	for (size_t i = 0; i < names->n; i++)
		buf_printf(&a->sql, "%s%s", i ? "," : "",
			str_quote_ident(m->arena, names->v[i]));
	buf_puts(&a->sql, names->n ? "" : "null");
	put_source(m, a, s);
	buf_puts(&a->sql, ")as x)");
	m->lists[m->n_lists++] = *names;
}

static void
put_lists(struct making *m, struct asking *a)
{
	static const char *figures[] = { REPORT_FIGURE_NAMES };
	static const char *signers[] = { "post", "name" };
	const struct column_names of_figures = {
		.n = sizeof figures / sizeof *figures, .v = figures
	};
	const struct column_names of_signers = {
		.n = sizeof signers / sizeof *signers, .v = signers
	};
	const struct layout *l = m->layout;

	m->lists = arena_array(m->arena, l->n_blocks + 2, sizeof *m->lists);
	if (l->figures.relation)
		put_list(m, a, &l->figures, &of_figures);
	if (l->signed_by.relation)
		put_list(m, a, &l->signed_by, &of_signers);
	for (size_t i = 0; i < l->n_blocks; i++) {
		struct column_names names = { .arena = m->arena };

		if (!l->blocks[i].source.relation)
			continue;
		columns_of_block(&l->blocks[i], &names);
		put_list(m, a, &l->blocks[i].source, &names);
	}
}

/* Not worked out twice, once to look at it and once to say it: offset 0. */
static void
ask_lists(struct making *m, struct statements *list)
{
	struct asking a = { 0 };

	buf_puts(&a.sql, "select array_to_string(array[");
	put_lists(m, &a);
	buf_puts(&a.sql, "]::text[],E'\\n,','')offset 0");
	asking_end(m, &a, ANSWER_SHORT, list);
}

/* What the layout names, and those that a head need not have: NULL then. */
static void
ask_head(struct making *m, struct statements *list)
{
	static const char *const usual[] = { REPORT_HEAD_NAMES };
	struct asking a = { 0 };
	size_t named;

	m->of_head = (struct column_names){ .arena = m->arena };
	columns_of_head(m->layout, &m->of_head);
	named = m->of_head.n;
	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		columns_add(&m->of_head, usual[i]);
	buf_puts(&a.sql, "select string_agg(row(");
	for (size_t i = 0; i < named; i++)
		buf_printf(&a.sql, "h.%s,",
			str_quote_ident(m->arena, m->of_head.v[i]));
	for (size_t i = named; i < m->of_head.n; i++)
		buf_printf(&a.sql, "j->>'%s',", m->of_head.v[i]);
	a.sql.len--;
	buf_puts(&a.sql, ")::text,',')from(select *");
	put_source(m, &a, &m->layout->head);
	buf_puts(&a.sql, ")as h,row_to_json(h)as j");
	asking_end(m, &a, ANSWER_TEXT, list);
}

static void
ask_logo(struct making *m, struct statements *list)
{
	statements_addv(list,
		arena_printf(m->arena,
			"select string_agg(row(logo)::text,',')from %s()",
			str_quote_name(m->arena, m->layout->logo)),
		0);
	list->v[list->n - 1].answer = ANSWER_TEXT;
}

void
making_ask(struct making *m, struct statements *list)
{
	ask_head(m, list);
	ask_lists(m, list);
	if (m->layout->logo)
		ask_logo(m, list);
}

void
making_unpack(const struct making *m, struct result *const *results,
	struct answered *out)
{
	static const char *const of_logo[] = { "logo" };
	const struct layout *l = m->layout;
	struct result **lists =
		arena_array(m->arena, m->n_lists + 1, sizeof *lists);

	for (size_t i = 0; i < m->n_lists; i++)
		lists[i] = result_unpack_list(results[1], i, m->lists[i].n,
			m->lists[i].v);
	*out = (struct answered){ .head = result_unpack(results[0],
					  m->of_head.n, m->of_head.v),
		.logo = l->logo ? result_unpack(results[2], 1, of_logo) : NULL };
	out->figures = l->figures.relation ? *lists++ : NULL;
	out->signers = l->signed_by.relation ? *lists++ : NULL;
	out->blocks = lists;
	out->n_blocks = m->n_lists - (out->figures != NULL) -
			(out->signers != NULL);
	result_free(results[1]);
}

void
making_ask_columns(struct making *m, struct statements *list)
{
	const struct layout *l = m->layout;

	m->blocks = arena_array(m->arena, l->n_blocks + 4, sizeof *m->blocks);
	ask_columns(m, &l->head, -1, list);
	if (l->figures.relation)
		ask_columns(m, &l->figures, -1, list);
	m->blocks[list->n] = -1;
	if (l->logo)
		ask_logo(m, list);
	if (l->signed_by.relation)
		ask_columns(m, &l->signed_by, -1, list);
	for (size_t i = 0; i < l->n_blocks; i++)
		if (l->blocks[i].source.relation)
			ask_columns(m, &l->blocks[i].source, (int)i, list);
}
