/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report.h"

#include <string.h>

#include "base/i18n.h"
#include "base/statement.h"
#include "base/str.h"
#include "base/utf8.h"
#include "db/session.h"
#include "report/layout.h"
#include "store/desk.h"

/* A report being made. */
struct making {
	struct arena *arena;
	const struct layout *layout;
	const char *plan;
	const char *period;
	const struct result *head;
	struct report *report;
};

/* ---- what is asked */

static const char *
quoted(struct arena *arena, const char *relation)
{
	const char *point = strchr(relation, '.');

	return arena_printf(arena, "%s.%s",
		str_quote_ident(arena, arena_strndup(arena, relation,
			(size_t)(point - relation))),
		str_quote_ident(arena, point + 1));
}

static void
name_once(struct making *m, struct buf *sql, size_t *n, const char **known,
	const char *name)
{
	if (!name)
		return;
	for (size_t i = 0; i < *n; i++) {
		if (str_eq(known[i], name))
			return;
	}
	buf_printf(sql, "%s%s", *n ? "," : "",
		str_quote_ident(m->arena, name));
	known[(*n)++] = name;
}

/* The names between braces of a text. */
static void
names_of_text(struct making *m, struct buf *sql, size_t *n,
	const char **known, const char *text)
{
	const char *open = text ? strchr(text, '{') : NULL;

	while (open) {
		size_t len = strcspn(open + 1, "}");

		name_once(m, sql, n, known,
			arena_strndup(m->arena, open + 1, len));
		open = strchr(open + 1, '{');
	}
}

/* Only the columns that the layout prints travel. */
static void
columns_of(struct making *m, const struct layout_block *b, struct buf *sql)
{
	size_t n = 0;
	size_t most = 2 * b->n_columns + 1 +
		(b->group_text ? strlen(b->group_text) : 0);
	const char **known = arena_array(m->arena, most, sizeof *known);

	for (size_t i = 0; i < b->n_columns; i++) {
		name_once(m, sql, &n, known, b->columns[i].column.name);
		name_once(m, sql, &n, known, b->columns[i].exact);
	}
	name_once(m, sql, &n, known, b->group);
	names_of_text(m, sql, &n, known, b->group_text);
}

static void
ask_view(struct making *m, const struct layout_block *b, struct buf *sql,
	struct statements *list)
{
	const char **values = arena_array(m->arena, b->n_by + 1,
		sizeof *values);

	for (size_t i = 0; i < b->n_by; i++) {
		buf_printf(sql, " %s %s = $%zu", i ? "and" : "where",
			str_quote_ident(m->arena, b->by[i]), i + 1);
		values[i] = str_eq(b->by[i], "plan_code") ? m->plan :
			m->period;
	}
	for (size_t i = 0; i < b->n_order; i++)
		buf_printf(sql, "%s%s", i ? "," : " order by ",
			str_quote_ident(m->arena, b->order[i]));
	statements_add(list, arena_strdup(m->arena, buf_text(sql)),
		(int)b->n_by, values);
}

static void
ask_block(struct making *m, const struct layout_block *b,
	struct statements *list)
{
	struct buf sql = { 0 };

	buf_puts(&sql, "select ");
	columns_of(m, b, &sql);
	buf_printf(&sql, " from %s", quoted(m->arena, b->source));
	if (b->is_view) {
		ask_view(m, b, &sql, list);
	} else {
		buf_puts(&sql, "($1,$2)");
		statements_addv(list, arena_strdup(m->arena, buf_text(&sql)),
			2, m->plan, m->period);
	}
	buf_free(&sql);
}

static void
ask(struct making *m, struct statements *list)
{
	const struct layout *l = m->layout;

	statements_addv(list, arena_printf(m->arena,
		"select * from %s($1,$2)", quoted(m->arena, l->head)), 2,
		m->plan, m->period);
	for (size_t i = 0; i < l->n_blocks; i++) {
		if (l->blocks[i].source)
			ask_block(m, &l->blocks[i], list);
	}
}

/* ---- texts */

static const char *
clean(struct arena *arena, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char *out;

	if (!text)
		return NULL;
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(text, n, true, out);
	return out;
}

/* text with each {name} filled from a row; NULL when one of them is empty. */
static const char *
fill(struct making *m, const char *text, const struct result *result,
	size_t row)
{
	struct buf out = { 0 };
	const char *filled = NULL;

	while (*text) {
		size_t n = strcspn(text, "{");
		const char *value;

		buf_add(&out, text, n);
		text += n;
		if (!*text)
			break;
		n = strcspn(text, "}");
		value = result_get(result, row,
			arena_strndup(m->arena, text + 1, n - 1));
		if (str_is_blank(value))
			goto out;
		buf_puts(&out, value);
		text += n + (text[n] == '}');
	}
	filled = clean(m->arena, buf_text(&out));
out:
	buf_free(&out);
	return filled;
}

static const char **
fill_all(struct making *m, size_t n, const struct layout_text *texts,
	size_t *n_filled)
{
	const char **filled = arena_array(m->arena, n + 1, sizeof *filled);

	*n_filled = 0;
	for (size_t i = 0; i < n; i++) {
		const struct layout_text *t = &texts[i];

		if (t->when_column && !str_eq(result_get(m->head, 0,
			    t->when_column), t->when_value))
			continue;
		filled[*n_filled] = fill(m, t->text, m->head, 0);
		*n_filled += filled[*n_filled] != NULL;
	}
	return filled;
}

/* ---- blocks */

static struct report_cell
cell_of(struct making *m, const struct layout_column *column,
	const struct result *result, size_t row)
{
	return (struct report_cell){
		.shown = clean(m->arena,
			result_get(result, row, column->column.name)),
		.exact = column->exact ? clean(m->arena,
			result_get(result, row, column->exact)) : NULL,
	};
}

static void
take_facts(struct making *m, const struct layout_block *b,
	struct report_block *block)
{
	block->facts = arena_array(m->arena, b->n_facts + 1,
		sizeof *block->facts);
	block->n_facts = b->n_facts;
	for (size_t i = 0; i < b->n_facts; i++) {
		const struct layout_column *f = &b->facts[i];

		block->facts[i] = (struct report_fact){
			.name = f->exact ? f->exact : f->column.name,
			.title = f->column.title,
			.kind = f->column.kind,
			.exact = f->column.exact,
			.cell = cell_of(m, f, m->head, 0),
		};
	}
}

static void
take_columns(struct making *m, const struct layout_block *b,
	struct report_block *block)
{
	block->n_columns = b->n_columns;
	block->columns = arena_array(m->arena, b->n_columns + 1,
		sizeof *block->columns);
	for (size_t i = 0; i < b->n_columns; i++) {
		block->columns[i] = b->columns[i].column;
		if (b->columns[i].exact)
			block->columns[i].name = b->columns[i].exact;
	}
}

static void
take_rows(struct making *m, const struct layout_block *b,
	const struct result *result, struct report_block *block)
{
	block->n_rows = result_rows(result);
	block->rows = arena_array(m->arena, block->n_rows + 1,
		sizeof *block->rows);
	for (size_t r = 0; r < block->n_rows; r++) {
		struct report_row *row = &block->rows[r];

		row->group = b->group_text ?
			fill(m, b->group_text, result, r) : NULL;
		row->cells = arena_array(m->arena, b->n_columns + 1,
			sizeof *row->cells);
		for (size_t i = 0; i < b->n_columns; i++)
			row->cells[i] = cell_of(m, &b->columns[i], result, r);
	}
}

static void
take_blocks(struct making *m, struct result *const *results)
{
	const struct layout *l = m->layout;
	struct report *report = m->report;
	size_t next = 1;
	int tables = 0;

	report->n_blocks = l->n_blocks;
	report->blocks = arena_array(m->arena, l->n_blocks,
		sizeof *report->blocks);
	for (size_t i = 0; i < l->n_blocks; i++) {
		const struct layout_block *b = &l->blocks[i];
		struct report_block *block = &report->blocks[i];

		block->name = b->name;
		block->title = b->title;
		block->empty = b->empty;
		block->table_title = b->table_title ? b->table_title :
			b->title;
		block->texts = fill_all(m, b->n_texts, b->texts,
			&block->n_texts);
		take_facts(m, b, block);
		if (!b->source)
			continue;
		take_columns(m, b, block);
		take_rows(m, b, results[next++], block);
		block->table = block->n_rows > 0 ? ++tables : 0;
	}
}

static void
take_report(struct making *m, struct result *const *results)
{
	const struct layout *l = m->layout;
	struct report *report = m->report;

	m->head = results[0];
	report->name = l->name;
	report->title = l->title;
	report->plan = arena_strdup(m->arena, m->plan);
	report->period = arena_strdup(m->arena, m->period);
	report->institution = clean(m->arena,
		result_get(m->head, 0, "institution"));
	report->is_test = str_eq(result_get(m->head, 0, "is_test"), "t") ||
		str_eq(result_get(m->head, 0, "is_test"), "true");
	report->tops = fill_all(m, l->n_tops, l->tops, &report->n_tops);
	take_blocks(m, results);
	report->feet = fill_all(m, l->n_feet, l->feet, &report->n_feet);
}

/* ---- making */

/* What the layout names and the database does not have. */
static bool
tell_missing(const struct making *m, struct desk *desk, size_t failed,
	struct err *err)
{
	static const char *const codes[] = { "42883", "42P01", "42703",
		"3F000" };
	const struct refusal *r = session_refusal(desk->session);
	size_t at = 0;

	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
		if (!str_eq(r->sqlstate, codes[i]))
			continue;
		for (size_t b = 0; b < m->layout->n_blocks; b++) {
			if (m->layout->blocks[b].source && ++at == failed)
				return err_set(err, ERR_RULE, NULL,
					_("%s:%d: la base de datos no tiene "
					  "lo que pide el bloque «%s»."),
					m->layout->path,
					m->layout->blocks[b].line,
					m->layout->blocks[b].name);
		}
		return err_set(err, ERR_RULE, NULL,
			_("%s: la base de datos no tiene %s."),
			m->layout->path, m->layout->head);
	}
	return false;
}

static bool
no_such(const struct making *m, struct err *err)
{
	return err_set(err, ERR_INPUT, "period",
		_("No hay un periodo %s en el plan «%s», o usted no puede "
		  "verlo."), m->period, m->plan);
}

struct report *
report_make(struct desk *desk, struct arena *arena,
	const struct layout *layout, const char *plan, const char *period_key,
	struct err *err)
{
	struct report_question question = { plan, period_key, NULL };

	return report_ask(desk, arena, layout, &question, err);
}

struct report *
report_ask(struct desk *desk, struct arena *arena,
	const struct layout *layout, const struct report_question *question,
	struct err *err)
{
	struct statements list = { .arena = arena };
	struct making m = { .arena = arena, .layout = layout,
		.plan = question->plan ? question->plan : desk->plan,
		.period = question->period_key ? question->period_key :
			desk->period };
	struct result **results;
	size_t failed;

	if (!m.plan || !m.period) {
		err_set(err, ERR_INPUT, NULL,
			_("No hay ningún plan con periodos del que informar."));
		return NULL;
	}
	ask(&m, &list);
	results = arena_array(arena, list.n, sizeof(struct result *));
	if (!session_run(desk->session, list.v, list.n, results, &failed,
		    _("Informe"), err)) {
		tell_missing(&m, desk, failed, err);
		return NULL;
	}
	if (result_rows(results[0]) > 0) {
		m.report = arena_alloc(arena, sizeof *m.report);
		take_report(&m, results);
	} else {
		no_such(&m, err);
	}
	for (size_t i = 0; i < list.n; i++)
		result_free(results[i]);
	return m.report;
}
