/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/report.h"

#include <string.h>

#include "base/i18n.h"
#include "base/statement.h"
#include "base/str.h"
#include "base/utf8.h"
#include "db/session.h"
#include "report/columns.h"
#include "report/layout.h"
#include "report/making.h"
#include "report/picture.h"
#include "report/words.h"
#include "store/desk.h"
#include "store/drawn.h"

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

/* Cleaned, and read; NULL also for a name that is NULL or no column. */
static const char *
get_clean(struct making *m, const struct result *result, size_t row,
	const char *name)
{
	const char *text =
		name ? clean(m->arena, result_get(result, row, name)) : NULL;

	return m->is_read && text ? report_word(m->arena, name, text) : text;
}

/* Of the layout. */
static const char *
own(const struct making *m, const char *text)
{
	return m->is_read && !str_is_blank(text) ? _(text) : text;
}

/* text with each {name} filled from a row; NULL when one of them is empty. */
static const char *
fill(struct making *m, const char *text, const struct result *result,
	size_t row)
{
	struct buf out = { 0 };
	const char *filled = NULL;

	text = own(m, text);
	while (*text) {
		size_t n = strcspn(text, "{");
		const char *value;

		buf_add(&out, text, n);
		text += n;
		if (!*text)
			break;
		n = strcspn(text, "}");
		value = get_clean(m, result, row,
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

		if (t->when_column &&
			!str_eq(result_get(m->head, 0, t->when_column),
				t->when_value))
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
		.shown = get_clean(m, result, row, column->column.name),
		.exact = column->exact ? clean(m->arena, result_get(result, row,
								 column->exact))
				       : NULL,
	};
}

static void
take_facts(struct making *m, const struct layout_block *b,
	struct report_block *block)
{
	block->facts =
		arena_array(m->arena, b->n_facts + 1, sizeof *block->facts);
	block->n_facts = b->n_facts;
	for (size_t i = 0; i < b->n_facts; i++) {
		const struct layout_column *f = &b->facts[i];

		block->facts[i] = (struct report_fact){
			.name = f->exact ? f->exact : f->column.name,
			.title = own(m, f->column.title),
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
	block->columns =
		arena_array(m->arena, b->n_columns + 1, sizeof *block->columns);
	for (size_t i = 0; i < b->n_columns; i++) {
		block->columns[i] = b->columns[i].column;
		block->columns[i].title = own(m, block->columns[i].title);
		if (b->columns[i].exact)
			block->columns[i].name = b->columns[i].exact;
	}
}

/* Rows of an answer. */
struct run {
	const struct result *result;
	size_t from;
	size_t n;
};

static void
take_rows(struct making *m, const struct layout_block *b, struct run run,
	struct report_block *block)
{
	const struct result *result = run.result;

	block->n_rows = run.n;
	block->rows =
		arena_array(m->arena, block->n_rows + 1, sizeof *block->rows);
	for (size_t i = 0; i < block->n_rows; i++) {
		struct report_row *row = &block->rows[i];
		size_t r = run.from + i;

		row->group = b->group_text ? fill(m, b->group_text, result, r)
					   : NULL;
		if (!row->group && b->group_else)
			row->group = fill(m, b->group_else, result, r);
		row->total = b->total && str_eq(result_get(result, r, b->total),
						 b->total_value);
		row->cells = arena_array(
			m->arena, b->n_columns + 1, sizeof *row->cells);
		for (size_t c = 0; c < b->n_columns; c++)
			row->cells[c] = cell_of(m, &b->columns[c], result, r);
	}
}

/* Sums are no things of the chart. */
static void
take_chart(struct making *m, const struct layout_block *b, struct run run,
	struct report_block *block)
{
	const struct layout_chart *c = b->chart;
	const struct result *result = run.result;
	struct report_chart *chart = arena_alloc(m->arena, sizeof *chart);

	block->chart = chart;
	chart->kind = c->kind;
	chart->title = own(m, c->title);
	chart->mark = get_clean(m, m->head, 0, c->mark);
	chart->mark_shown = get_clean(m, m->head, 0, c->mark_shown);
	chart->items =
		arena_array(m->arena, block->n_rows + 1, sizeof *chart->items);
	for (size_t i = 0; i < block->n_rows; i++) {
		size_t r = run.from + i;
		const char *label = fill(m, c->label, result, r);
		struct chart_item *last;

		if (block->rows[i].total)
			continue;
		chart->items[chart->n++] = (struct chart_item){
			.label = label ? label : "",
			.shown = get_clean(m, result, r, c->shown),
			.exact = get_clean(m, result, r, c->exact),
			.band = get_clean(m, result, r, c->band),
			.from = get_clean(m, result, r, c->from),
			.to = get_clean(m, result, r, c->to),
			.state = get_clean(m, result, r, c->state),
			.mark = get_clean(m, result, r, c->each),
		};
		last = &chart->items[chart->n - 1];
		if (str_eq(last->mark, chart->mark))
			last->mark = NULL;
	}
	if (chart->n == 0)
		block->chart = NULL;
}

static void
take_block(struct making *m, const struct layout_block *b, struct run run,
	struct report_block *block)
{
	block->name = b->name;
	block->title = own(m, b->title);
	block->empty = own(m, b->empty);
	block->annex = b->annex;
	block->cards = b->cards;
	block->table_title = own(m, b->table_title ? b->table_title : b->title);
	block->texts = fill_all(m, b->n_texts, b->texts, &block->n_texts);
	take_facts(m, b, block);
	if (!run.result)
		return;
	take_columns(m, b, block);
	take_rows(m, b, run, block);
	if (b->chart)
		take_chart(m, b, run, block);
}

/* The block with the headings of its columns as the first of its rows fills
 * them in: without the columns whose heading comes to nothing. */
static struct layout_block
fit_columns(struct making *m, const struct layout_block *b, struct run run)
{
	struct layout_block fit = *b;

	fit.n_columns = 0;
	fit.columns =
		arena_array(m->arena, b->n_columns + 1, sizeof *fit.columns);
	for (size_t i = 0; i < b->n_columns; i++) {
		struct layout_column *column = &fit.columns[fit.n_columns];

		*column = b->columns[i];
		column->column.title =
			fill(m, column->column.title, run.result, run.from);
		fit.n_columns += column->column.title != NULL;
	}
	return fit;
}

/* A block for each run of rows with the same heading. */
static void
take_each(struct making *m, const struct layout_block *b,
	const struct result *result)
{
	struct report *report = m->report;
	struct run run = { .result = result };
	size_t n = result_rows(result);

	report->blocks = arena_grow(m->arena, report->blocks, report->n_blocks,
		report->n_blocks + n + m->layout->n_blocks,
		sizeof *report->blocks);
	for (; run.from < n; run.from += run.n) {
		const char *name = fill(m, b->each, result, run.from);
		struct report_block *block =
			&report->blocks[report->n_blocks++];
		struct layout_block fit;

		run.n = 1;
		while (run.from + run.n < n &&
			str_eq(name,
				fill(m, b->each, result, run.from + run.n)))
			run.n++;
		fit = fit_columns(m, b, run);
		take_block(m, &fit, run, block);
		if (name)
			block->title = block->table_title = name;
	}
}

/* Tables and figures are counted in print order: annexes come last. */
static void
count_blocks(struct report *report)
{
	int tables = 0;
	int figures = 0;

	for (int annex = 0; annex < 2; annex++) {
		for (size_t i = 0; i < report->n_blocks; i++) {
			struct report_block *b = &report->blocks[i];

			if (b->annex != (annex == 1))
				continue;
			if (b->chart)
				b->chart->figure = ++figures;
			if (b->n_rows > 0 && b->n_columns > 0 && !b->cards)
				b->table = ++tables;
		}
	}
}

/* rows: the results of the blocks that have rows, in their order. */
static void
take_blocks(struct making *m, struct result *const *rows)
{
	const struct layout *l = m->layout;
	struct report *report = m->report;

	report->blocks =
		arena_array(m->arena, l->n_blocks, sizeof *report->blocks);
	for (size_t i = 0; i < l->n_blocks; i++) {
		const struct layout_block *b = &l->blocks[i];
		const struct result *result =
			b->source.relation ? *rows++ : NULL;

		if (b->optional && result && result_rows(result) == 0)
			continue;
		if (b->each && result && result_rows(result) > 0)
			take_each(m, b, result);
		else
			take_block(m, b,
				(struct run){ result, 0,
					result ? result_rows(result) : 0 },
				&report->blocks[report->n_blocks++]);
	}
	count_blocks(report);
}

/* ---- the whole */

static const char *
cover_text(struct making *m, enum layout_cover what)
{
	const char *text = m->layout->cover[what];

	return text ? fill(m, text, m->head, 0) : NULL;
}

static void
take_logo(struct making *m, const struct result *result)
{
	if (result_rows(result) > 0)
		picture_take(m->arena, result_get(result, 0, "logo"),
			&m->report->cover);
}

static void
take_cover(struct making *m, struct report_cover *cover)
{
	const struct layout *l = m->layout;

	cover->institution = cover_text(m, COVER_INSTITUTION);
	if (!cover->institution)
		cover->institution =
			get_clean(m, m->head, 0, "institution_name");
	cover->year_name = cover_text(m, COVER_YEAR_NAME);
	cover->number = cover_text(m, COVER_NUMBER);
	cover->version = cover_text(m, COVER_VERSION);
	cover->place = cover_text(m, COVER_PLACE);
	cover->date = cover_text(m, COVER_DATE);
	cover->signers =
		arena_array(m->arena, l->n_signers + 1, sizeof *cover->signers);
	for (size_t i = 0; i < l->n_signers; i++) {
		const char *post = fill(m, l->signers[i].post, m->head, 0);

		if (!post)
			continue;
		cover->signers[cover->n_signers++] = (struct report_signer){
			.post = post,
			.name = l->signers[i].name ? fill(m, l->signers[i].name,
							     m->head, 0)
						   : NULL,
		};
	}
}

/* Behind those that the layout names. */
static void
take_signers(struct making *m, const struct result *result)
{
	struct report_cover *cover = &m->report->cover;
	size_t n = result_rows(result);

	cover->signers =
		arena_grow(m->arena, cover->signers, cover->n_signers + 1,
			cover->n_signers + n + 1, sizeof *cover->signers);
	for (size_t r = 0; r < n; r++)
		cover->signers[cover->n_signers++] = (struct report_signer){
			.name = get_clean(m, result, r, "name"),
			.post = get_clean(m, result, r, "post"),
		};
}

static const char *
mark_of(struct making *m)
{
	const struct layout *l = m->layout;
	size_t n = 0;
	const char **marks = fill_all(m, l->n_marks, l->marks, &n);

	return n > 0 ? marks[0] : NULL;
}

static void
take_figures(struct making *m, const struct result *result)
{
	static const char *const names[] = { REPORT_FIGURE_NAMES };
	struct report *report = m->report;

	report->n_figures = result_rows(result);
	report->figures = arena_array(
		m->arena, report->n_figures + 1, sizeof *report->figures);
	for (size_t r = 0; r < report->n_figures; r++) {
		/* a figure is these texts and nothing else */
		const char **texts = (void *)&report->figures[r];

		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			texts[i] = get_clean(m, result, r, names[i]);
	}
}

static void
take_report(struct making *m, const struct answered *answered)
{
	const struct layout *l = m->layout;
	struct report *report = m->report;

	report->name = l->name;
	report->title = own(m, l->title);
	report->is_read = m->is_read;
	report->plan = arena_strdup(m->arena, m->plan);
	report->period = arena_strdup(m->arena, m->period);
	report->is_sheet = l->is_sheet;
	report->is_large = l->is_large;
	report->mark = mark_of(m);
	report->institution = get_clean(m, m->head, 0, "institution");
	report->plan_title = get_clean(m, m->head, 0, "plan_title");
	report->period_title = get_clean(m, m->head, 0, "period_title");
	report->read_at = get_clean(m, m->head, 0, "read_at");
	report->is_test = str_eq(result_get(m->head, 0, "is_test"), "t") ||
			  str_eq(result_get(m->head, 0, "is_test"), "true");
	report->tops = fill_all(m, l->n_tops, l->tops, &report->n_tops);
	take_cover(m, &report->cover);
	if (answered->figures)
		take_figures(m, answered->figures);
	if (answered->logo)
		take_logo(m, answered->logo);
	if (answered->signers)
		take_signers(m, answered->signers);
	take_blocks(m, answered->blocks);
	report->feet = fill_all(m, l->n_feet, l->feet, &report->n_feet);
}

/* ---- making */

/* block -1: the head. column NULL: the source itself is not there. */
static bool
lacks(const struct layout *l, int block, const char *column, struct err *err)
{
	const struct layout_block *b = block < 0 ? NULL : &l->blocks[block];

	if (b && column)
		return err_set(err, ERR_RULE, NULL,
			_("%s:%d: el bloque «%s» pide la columna «%s», que %s "
			  "no tiene."),
			l->path, b->line, b->name, column, b->source.relation);
	if (b)
		return err_set(err, ERR_RULE, NULL,
			_("%s:%d: la base de datos no tiene lo que "
			  "pide el bloque «%s»."),
			l->path, b->line, b->name);
	if (column)
		return err_set(err, ERR_RULE, NULL,
			_("%s: el informe pide la columna «%s», que %s no "
			  "tiene."),
			l->path, column, l->head.relation);
	return err_set(err, ERR_RULE, NULL,
		_("%s: la base de datos no tiene lo que pide el "
		  "encabezado (head, figures, logo)."),
		l->path);
}

/* Says the column that the answer does not have. */
static bool
has_columns(struct arena *arena, const struct layout *l, int block,
	const struct result *result, struct err *err)
{
	struct column_names names = { .arena = arena };
	const char *missing;

	if (block < 0)
		columns_of_head(l, &names);
	else
		columns_of_block(&l->blocks[block], &names);
	missing = columns_missing(&names, result);
	return !missing || lacks(l, block, missing, err);
}

/* Whether the layout names what the database does not have. */
static bool
is_missing(const struct desk *desk)
{
	static const char *const codes[] = { "42883", "42P01", "42703",
		"3F000" };
	size_t n = sizeof codes / sizeof *codes;
	const char *code = session_refusal(desk->session)->sqlstate;

	return str_word(code, n, codes) < n;
}

/* One that is served only reads: what it names runs with the rights of whoever
 * opens it, and nothing of it is asked before. */
static bool
ask(struct desk *desk, const struct layout *layout,
	const struct statements *list, struct result **results, size_t *failed,
	struct err *err)
{
	static const struct statement reads = {
		.sql = "select set_config('transaction_read_only','on',true)"
	};
	size_t more = drawn_at(desk, layout->path) ? 1 : 0;
	struct statement *v =
		arena_array(list->arena, list->n + 1, sizeof *v);
	struct result **all =
		arena_array(list->arena, list->n + 1, sizeof(struct result *));
	size_t at = 0;

	v[0] = reads;
	memcpy(v + more, list->v, list->n * sizeof *v);
	if (!session_run(desk->session, v, list->n + more, all, &at,
		    _("Informe"), err)) {
		if (failed)
			*failed = at > more ? at - more : 0;
		if (more && str_eq(session_refusal(desk->session)->sqlstate,
				    "25006"))
			err_set(err, ERR_RULE, NULL,
				_("«%s» quiere grabar algo, y un informe solo "
				  "lee: avise a la secretaría, que lo puso en "
				  "vigor."),
				layout->title);
		return false;
	}
	if (more)
		result_free(all[0]);
	memcpy(results, all + more, list->n * sizeof(struct result *));
	return true;
}

bool
report_check(struct desk *desk, struct arena *arena,
	const struct layout *layout, struct err *err)
{
	struct statements list = { .arena = arena };
	struct making m = { .arena = arena, .layout = layout };
	struct result **results;
	size_t failed = 0;
	bool done;

	making_ask_columns(&m, &list);
	results = arena_array(arena, list.n, sizeof(struct result *));
	if (!ask(desk, layout, &list, results, &failed, err))
		return is_missing(desk) &&
		       lacks(layout, m.blocks[failed], NULL, err);
	done = has_columns(arena, layout, -1, results[0], err);
	for (size_t i = 1; i < list.n && done; i++)
		done = m.blocks[i] < 0 ||
		       has_columns(arena, layout, m.blocks[i], results[i], err);
	for (size_t i = 0; i < list.n; i++)
		result_free(results[i]);
	return done;
}

static bool
no_such(const struct making *m, struct err *err)
{
	if (m->layout->period == PERIOD_NONE)
		return err_set(err, ERR_INPUT, "key",
			_("No hay «%s» (%s), o usted no puede verlo."),
			m->key ? m->key : "", m->layout->key);
	if (m->layout->key && m->key)
		return err_set(err, ERR_INPUT, "key",
			_("El plan «%s» no tiene «%s» (%s) o no tiene un "
			  "periodo %s, o usted no puede verlo."),
			m->plan, m->key, m->layout->key, m->period);
	return err_set(err, ERR_INPUT, "period",
		_("No hay un periodo %s en el plan «%s», o usted no puede "
		  "verlo."),
		m->period, m->plan);
}

bool
report_issuable(const struct layout *layout, struct err *err)
{
	if (layout->period != PERIOD_NONE)
		return true;
	err_set(err, ERR_INPUT, NULL,
		_("«%s» no se emite: no es de un plan ni de un periodo."),
		layout->title);
	return err_hint(err,
		_("Se graba en un archivo: hito report %s CLAVE "
		  "--format pdf --output ARCHIVO"),
		layout->name);
}

bool
report_no_period(const char *plan, struct err *err)
{
	if (!plan)
		return err_set(err, ERR_INPUT, NULL,
			_("No hay ningún plan con periodos del que informar."));
	err_set(err, ERR_INPUT, NULL,
		_("El plan %s todavía no tiene periodos de los que informar."),
		plan);
	return err_hint(err,
		_("Se hacen en Periodos (F9): basta el código, 2019-Q1. O con: "
		  "hito import period ARCHIVO --plan %s"),
		plan);
}

static void
answered_free(struct answered *answered)
{
	result_free(answered->head);
	result_free(answered->figures);
	result_free(answered->logo);
	result_free(answered->signers);
	for (size_t i = 0; i < answered->n_blocks; i++)
		result_free(answered->blocks[i]);
}

struct report *
report_ask(struct desk *desk, struct arena *arena, const struct layout *layout,
	const struct report_question *question, struct err *err)
{
	struct statements list = { .arena = arena };
	struct making m = { .arena = arena,
		.layout = layout,
		.plan = question->plan ? question->plan : desk->plan,
		.period = question->period_key ? question->period_key
					       : desk->period,
		.key = question->key,
		.is_read = !question->to_issue };
	struct answered answered;
	struct result **results;

	if (layout->period == PERIOD_NONE)
		m.plan = m.period = NULL;
	else if (!m.plan || !m.period) {
		report_no_period(m.plan, err);
		return NULL;
	}
	making_ask(&m, &list);
	results = arena_array(arena, list.n, sizeof(struct result *));
	if (!ask(desk, layout, &list, results, NULL, err)) {
		/* which one, the sources themselves tell */
		if (is_missing(desk) && !lacks(layout, -1, NULL, err))
			(void)report_check(desk, arena, layout, err);
		return NULL;
	}
	making_unpack(&m, results, &answered);
	m.head = answered.head;
	if (result_rows(m.head) == 0) {
		no_such(&m, err);
	} else {
		m.report = arena_alloc(arena, sizeof *m.report);
		take_report(&m, &answered);
	}
	answered_free(&answered);
	return m.report;
}
