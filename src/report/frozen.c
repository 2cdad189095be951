/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/frozen.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"

enum sort {
	TEXT,
	TRUTH,
	COUNT,
	CELL_KIND,
	CHART_KIND
};

/* A member of a struct under its name. Names stand once in the list of
 * columns of follow.report_lines, whatever they belong to. */
struct member {
	const char *name;
	enum sort sort;
	size_t at;
};

struct thing {
	const char *what;
	size_t n;
	const struct member *members;
};

#define MEMBER(what, field, name, sort)                  \
	{                                                \
		name, sort, offsetof(struct what, field) \
	}
#define THING(what, members)                                       \
	{                                                          \
		what, sizeof(members) / sizeof *(members), members \
	}

static const struct member report_members[] = {
	MEMBER(report, name, "name", TEXT),
	MEMBER(report, title, "title", TEXT),
	MEMBER(report, plan, "plan", TEXT),
	MEMBER(report, period, "period", TEXT),
	MEMBER(report, institution, "institution", TEXT),
	MEMBER(report, is_test, "is_test", TRUTH),
	MEMBER(report, plan_title, "plan_title", TEXT),
	MEMBER(report, period_title, "period_title", TEXT),
	MEMBER(report, read_at, "read_at", TEXT),
};

static const struct member cover_members[] = {
	MEMBER(report_cover, institution, "institution", TEXT),
	MEMBER(report_cover, year_name, "year_name", TEXT),
	MEMBER(report_cover, number, "number", TEXT),
	MEMBER(report_cover, version, "version", TEXT),
	MEMBER(report_cover, place, "place", TEXT),
	MEMBER(report_cover, date, "date", TEXT),
};

static const struct member signer_members[] = {
	MEMBER(report_signer, name, "name", TEXT),
	MEMBER(report_signer, post, "post", TEXT),
};

static const struct member figure_members[] = {
	MEMBER(report_figure, level, "level", TEXT),
	MEMBER(report_figure, key, "key", TEXT),
	MEMBER(report_figure, label, "label", TEXT),
	MEMBER(report_figure, mean, "mean", TEXT),
	MEMBER(report_figure, threshold, "threshold", TEXT),
	MEMBER(report_figure, below, "below", TEXT),
	MEMBER(report_figure, coverage, "coverage", TEXT),
	MEMBER(report_figure, weight, "weight", TEXT),
	MEMBER(report_figure, planned, "planned", TEXT),
	MEMBER(report_figure, executed, "executed", TEXT),
	MEMBER(report_figure, attainment, "attainment", TEXT),
	MEMBER(report_figure, capped, "capped", TEXT),
	MEMBER(report_figure, state, "state", TEXT),
};

static const struct member block_members[] = {
	MEMBER(report_block, name, "name", TEXT),
	MEMBER(report_block, title, "title", TEXT),
	MEMBER(report_block, table, "table_no", COUNT),
	MEMBER(report_block, table_title, "table_title", TEXT),
	MEMBER(report_block, empty, "empty", TEXT),
	MEMBER(report_block, annex, "annex", TRUTH),
	MEMBER(report_block, cards, "cards", TRUTH),
};

static const struct member fact_members[] = {
	MEMBER(report_fact, name, "name", TEXT),
	MEMBER(report_fact, title, "title", TEXT),
	MEMBER(report_fact, kind, "kind", CELL_KIND),
	MEMBER(report_fact, exact, "has_exact", TRUTH),
	MEMBER(report_fact, cell.shown, "shown", TEXT),
	MEMBER(report_fact, cell.exact, "exact", TEXT),
};

static const struct member column_members[] = {
	MEMBER(report_column, name, "name", TEXT),
	MEMBER(report_column, title, "title", TEXT),
	MEMBER(report_column, kind, "kind", CELL_KIND),
	MEMBER(report_column, width, "width", COUNT),
	MEMBER(report_column, exact, "has_exact", TRUTH),
};

static const struct member row_members[] = {
	MEMBER(report_row, group, "group", TEXT),
	MEMBER(report_row, total, "total", TRUTH),
};

static const struct member cell_members[] = {
	MEMBER(report_cell, shown, "shown", TEXT),
	MEMBER(report_cell, exact, "exact", TEXT),
};

static const struct member chart_members[] = {
	MEMBER(report_chart, kind, "kind", CHART_KIND),
	MEMBER(report_chart, figure, "figure_no", COUNT),
	MEMBER(report_chart, title, "title", TEXT),
	MEMBER(report_chart, mark, "mark", TEXT),
	MEMBER(report_chart, mark_shown, "mark_shown", TEXT),
};

static const struct member item_members[] = {
	MEMBER(chart_item, label, "label", TEXT),
	MEMBER(chart_item, shown, "shown", TEXT),
	MEMBER(chart_item, exact, "exact", TEXT),
	MEMBER(chart_item, band, "band", TEXT),
	MEMBER(chart_item, from, "from", TEXT),
	MEMBER(chart_item, to, "to", TEXT),
	MEMBER(chart_item, state, "state", TEXT),
};

static const struct thing report_thing = THING("report", report_members);
static const struct thing cover_thing = THING("cover", cover_members);
static const struct thing signer_thing = THING("signer", signer_members);
static const struct thing figure_thing = THING("figure", figure_members);
static const struct thing block_thing = THING("block", block_members);
static const struct thing fact_thing = THING("fact", fact_members);
static const struct thing column_thing = THING("column", column_members);
static const struct thing row_thing = THING("row", row_members);
static const struct thing cell_thing = THING("cell", cell_members);
static const struct thing chart_thing = THING("chart", chart_members);
static const struct thing item_thing = THING("item", item_members);

/* Words, not numbers: an order may change, what is kept may not. */
static const char *const cell_kinds[] = {
	[CELL_TEXT] = "text",
	[CELL_NUMBER] = "number",
	[CELL_PERCENT] = "percent",
	[CELL_LIGHT] = "light",
	[CELL_DATE] = "date",
};

static const char *const chart_kinds[] = {
	[CHART_BARS] = "bars",
	[CHART_TREND] = "trend",
	[CHART_TIMELINE] = "timeline",
};

/* ---- writing */

static void
put_text(struct buf *out, const char *name, const char *text)
{
	buf_puts(out, ",");
	str_json(out, name);
	buf_puts(out, ":");
	str_json(out, text);
}

/* What is NULL, false or 0 is left out. */
static void
put_member(struct buf *out, const struct member *m, const char *base)
{
	const void *at = base + m->at;
	char number[16];

	switch (m->sort) {
	case TEXT:
		if (*(const char *const *)at)
			put_text(out, m->name, *(const char *const *)at);
		break;
	case TRUTH:
		if (*(const bool *)at)
			put_text(out, m->name, "t");
		break;
	case COUNT:
		snprintf(number, sizeof number, "%d", *(const int *)at);
		if (*(const int *)at)
			put_text(out, m->name, number);
		break;
	case CELL_KIND:
		put_text(out, m->name, cell_kinds[*(const enum cell_kind *)at]);
		break;
	case CHART_KIND:
		put_text(out, m->name,
			chart_kinds[*(const enum chart_kind *)at]);
		break;
	}
}

static void
open_thing(struct buf *out, const char *what)
{
	buf_puts(out, buf_text(out)[out->len - 1] == '[' ? "\n" : ",\n");
	buf_puts(out, "{\"what\":");
	str_json(out, what);
}

static void
put(struct buf *out, const struct thing *thing, const void *base)
{
	open_thing(out, thing->what);
	for (size_t i = 0; i < thing->n; i++)
		put_member(out, &thing->members[i], base);
	buf_puts(out, "}");
}

static void
put_texts(struct buf *out, const char *what, size_t n, const char *const *texts)
{
	for (size_t i = 0; i < n; i++) {
		open_thing(out, what);
		put_text(out, "text", texts[i]);
		buf_puts(out, "}");
	}
}

static void
put_logo(struct buf *out, const struct report_cover *cover)
{
	const unsigned char *bytes = cover->logo;

	if (!bytes)
		return;
	open_thing(out, "logo");
	buf_puts(out, ",\"logo\":\"");
	for (size_t i = 0; i < cover->logo_bytes; i++)
		buf_printf(out, "%02x", bytes[i]);
	buf_puts(out, "\"}");
}

static void
put_block(struct buf *out, const struct report_block *b)
{
	put(out, &block_thing, b);
	put_texts(out, "text", b->n_texts, b->texts);
	for (size_t i = 0; i < b->n_facts; i++)
		put(out, &fact_thing, &b->facts[i]);
	if (b->chart) {
		put(out, &chart_thing, b->chart);
		for (size_t i = 0; i < b->chart->n; i++)
			put(out, &item_thing, &b->chart->items[i]);
	}
	for (size_t i = 0; i < b->n_columns; i++)
		put(out, &column_thing, &b->columns[i]);
	for (size_t r = 0; r < b->n_rows; r++) {
		put(out, &row_thing, &b->rows[r]);
		for (size_t i = 0; i < b->n_columns; i++)
			put(out, &cell_thing, &b->rows[r].cells[i]);
	}
}

void
frozen_write(const struct report *report, struct buf *out)
{
	const struct report_cover *cover = &report->cover;

	buf_puts(out, "[");
	put(out, &report_thing, report);
	put_texts(out, "top", report->n_tops, report->tops);
	put_texts(out, "foot", report->n_feet, report->feet);
	put(out, &cover_thing, cover);
	put_logo(out, cover);
	for (size_t i = 0; i < cover->n_signers; i++)
		put(out, &signer_thing, &cover->signers[i]);
	for (size_t i = 0; i < report->n_figures; i++)
		put(out, &figure_thing, &report->figures[i]);
	for (size_t i = 0; i < report->n_blocks; i++)
		put_block(out, &report->blocks[i]);
	buf_puts(out, "\n]");
}

/* ---- reading */

struct reader {
	struct arena *arena;
	const struct result *rows;
	size_t at;
};

static bool
stands(const struct reader *r, size_t at, const char *what)
{
	return at < result_rows(r->rows) &&
	       str_eq(result_get(r->rows, at, "what"), what);
}

/* How many of them stand here, one behind the other. */
static size_t
run_of(const struct reader *r, const char *what)
{
	size_t n = 0;

	while (stands(r, r->at + n, what))
		n++;
	return n;
}

static int
word_of(const char *const *words, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(words[i], text))
			return (int)i;
	}
	return 0;
}

static void
take_member(const struct reader *r, const struct member *m, char *base)
{
	const char *text = result_get(r->rows, r->at, m->name);
	void *at = base + m->at;
	long number = 0;

	switch (m->sort) {
	case TEXT:
		*(const char **)at = arena_strdup(r->arena, text);
		break;
	case TRUTH:
		*(bool *)at = str_eq(text, "t");
		break;
	case COUNT:
		if (text)
			str_to_long(text, 1 << 30, &number);
		*(int *)at = (int)number;
		break;
	case CELL_KIND:
		*(enum cell_kind *)at = (enum cell_kind)word_of(cell_kinds,
			sizeof cell_kinds / sizeof *cell_kinds, text);
		break;
	case CHART_KIND:
		*(enum chart_kind *)at = (enum chart_kind)word_of(chart_kinds,
			sizeof chart_kinds / sizeof *chart_kinds, text);
		break;
	}
}

static bool
take(struct reader *r, const struct thing *thing, void *base)
{
	if (!stands(r, r->at, thing->what))
		return false;
	for (size_t i = 0; i < thing->n; i++)
		take_member(r, &thing->members[i], base);
	r->at++;
	return true;
}

static const char **
take_texts(struct reader *r, const char *what, size_t *n)
{
	const char **texts;

	*n = run_of(r, what);
	texts = arena_array(r->arena, *n + 1, sizeof *texts);
	for (size_t i = 0; i < *n; i++, r->at++)
		texts[i] = arena_strdup(
			r->arena, result_get(r->rows, r->at, "text"));
	return texts;
}

static unsigned
hex(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10) & 15u;
}

static void
take_logo(struct reader *r, struct report_cover *cover)
{
	const char *text = stands(r, r->at, "logo")
				   ? result_get(r->rows, r->at, "logo")
				   : NULL;
	unsigned char *bytes;

	if (!text)
		return;
	r->at++;
	cover->logo_bytes = strlen(text) / 2;
	bytes = arena_alloc(r->arena, cover->logo_bytes + 1);
	for (size_t i = 0; i < cover->logo_bytes; i++)
		bytes[i] = (unsigned char)(hex(text[2 * i]) << 4 |
					   hex(text[2 * i + 1]));
	cover->logo = bytes;
}

/* Those that stand here, in an array with room for one more. */
static void *
take_run(struct reader *r, const struct thing *thing, size_t size, size_t *n)
{
	char *things;

	*n = run_of(r, thing->what);
	things = arena_array(r->arena, *n + 1, size);
	for (size_t i = 0; i < *n; i++)
		take(r, thing, things + i * size);
	return things;
}

static void
take_chart(struct reader *r, struct report_block *b)
{
	if (!stands(r, r->at, chart_thing.what))
		return;
	b->chart = arena_alloc(r->arena, sizeof *b->chart);
	take(r, &chart_thing, b->chart);
	b->chart->items =
		take_run(r, &item_thing, sizeof *b->chart->items, &b->chart->n);
}

/* Each row has as many cells behind it as there are columns. */
static bool
take_rows(struct reader *r, struct report_block *b)
{
	while (stands(r, r->at + b->n_rows * (b->n_columns + 1), "row"))
		b->n_rows++;
	b->rows = arena_array(r->arena, b->n_rows + 1, sizeof *b->rows);
	for (size_t i = 0; i < b->n_rows; i++) {
		size_t n;

		take(r, &row_thing, &b->rows[i]);
		b->rows[i].cells =
			take_run(r, &cell_thing, sizeof *b->rows[i].cells, &n);
		if (n != b->n_columns)
			return false;
	}
	return true;
}

static bool
take_block(struct reader *r, struct report_block *b)
{
	if (!take(r, &block_thing, b))
		return false;
	b->texts = take_texts(r, "text", &b->n_texts);
	b->facts = take_run(r, &fact_thing, sizeof *b->facts, &b->n_facts);
	take_chart(r, b);
	b->columns =
		take_run(r, &column_thing, sizeof *b->columns, &b->n_columns);
	return take_rows(r, b);
}

static size_t
count_all(const struct reader *r, const char *what)
{
	size_t n = 0;

	for (size_t i = r->at; i < result_rows(r->rows); i++)
		n += stands(r, i, what);
	return n;
}

struct report *
frozen_read(struct arena *arena, const struct result *rows)
{
	struct reader r = { .arena = arena, .rows = rows };
	struct report *report = arena_alloc(arena, sizeof *report);
	size_t n;

	if (!take(&r, &report_thing, report))
		return NULL;
	report->tops = take_texts(&r, "top", &report->n_tops);
	report->feet = take_texts(&r, "foot", &report->n_feet);
	if (!take(&r, &cover_thing, &report->cover))
		return NULL;
	take_logo(&r, &report->cover);
	report->cover.signers = take_run(&r, &signer_thing,
		sizeof *report->cover.signers, &report->cover.n_signers);
	report->figures = take_run(
		&r, &figure_thing, sizeof *report->figures, &report->n_figures);
	n = count_all(&r, block_thing.what);
	report->blocks = arena_array(arena, n + 1, sizeof *report->blocks);
	while (report->n_blocks < n) {
		if (!take_block(&r, &report->blocks[report->n_blocks++]))
			return NULL;
	}
	return r.at == result_rows(rows) ? report : NULL;
}
