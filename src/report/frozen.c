/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/frozen.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "report/picture.h"

enum {
	TEXTS = 14,
	RUNS = 2,
	OTHERS = 4
};

enum sort {
	TRUTH,
	COUNT,
	CELL_KIND,
	CHART_KIND
};

/* Texts of a struct that stand one behind the other, under their names. Names
 * stand once in the list of columns of follow.report_lines, whatever they
 * belong to. */
struct run {
	size_t at; /* the first */
	const char *names[TEXTS];
};

/* What is no text. */
struct member {
	const char *name;
	enum sort sort;
	size_t at;
};

struct thing {
	const char *what;
	struct run runs[RUNS];
	struct member others[OTHERS];
};

#define AT(type, member) offsetof(struct type, member)

static const struct thing report_thing = { "report",
	{ { AT(report, name),
		  { "name", "title", "plan", "period", "institution" } },
		{ AT(report, plan_title),
			{ "plan_title", "period_title", "read_at", "mark" } } },
	{ { "is_test", TRUTH, AT(report, is_test) },
		{ "sheet", TRUTH, AT(report, is_sheet) } } };

static const struct thing cover_thing = { "cover",
	{ { AT(report_cover, institution),
		{ "institution", "year_name", "number", "version", "place",
			"date" } } },
	{ { 0 } } };

static const struct thing signer_thing = { "signer",
	{ { AT(report_signer, name), { "name", "post" } } }, { { 0 } } };

static const struct thing figure_thing = { "figure",
	{ { AT(report_figure, level), { REPORT_FIGURE_NAMES } } }, { { 0 } } };

static const struct thing block_thing = { "block",
	{ { AT(report_block, name), { "name", "title" } },
		{ AT(report_block, table_title), { "table_title", "empty" } } },
	{ { "table_no", COUNT, AT(report_block, table) },
		{ "annex", TRUTH, AT(report_block, annex) },
		{ "cards", TRUTH, AT(report_block, cards) } } };

static const struct thing fact_thing = { "fact",
	{ { AT(report_fact, name), { "name", "title" } },
		{ AT(report_fact, cell), { "shown", "exact" } } },
	{ { "kind", CELL_KIND, AT(report_fact, kind) },
		{ "has_exact", TRUTH, AT(report_fact, exact) } } };

static const struct thing column_thing = { "column",
	{ { AT(report_column, name), { "name", "title" } } },
	{ { "kind", CELL_KIND, AT(report_column, kind) },
		{ "width", COUNT, AT(report_column, width) },
		{ "has_exact", TRUTH, AT(report_column, exact) } } };

static const struct thing row_thing = { "row",
	{ { AT(report_row, group), { "group" } } },
	{ { "total", TRUTH, AT(report_row, total) } } };

static const struct thing cell_thing = { "cell",
	{ { AT(report_cell, shown), { "shown", "exact" } } }, { { 0 } } };

static const struct thing chart_thing = { "chart",
	{ { AT(report_chart, title), { "title", "mark", "mark_shown" } } },
	{ { "kind", CHART_KIND, AT(report_chart, kind) },
		{ "figure_no", COUNT, AT(report_chart, figure) } } };

static const struct thing item_thing = { "item",
	{ { AT(chart_item, label), { "label", "shown", "exact", "band", "from",
					   "to", "state", "mark" } } },
	{ { 0 } } };

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
		put_text(out, m->name,
			cell_kind_words[*(const enum cell_kind *)at]);
		break;
	case CHART_KIND:
		put_text(out, m->name,
			chart_kind_words[*(const enum chart_kind *)at]);
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
put_run(struct buf *out, const struct run *run, const char *base)
{
	const char *const *texts = (const void *)(base + run->at);

	for (size_t i = 0; i < TEXTS && run->names[i]; i++)
		if (texts[i])
			put_text(out, run->names[i], texts[i]);
}

static void
put(struct buf *out, const struct thing *thing, const void *base)
{
	open_thing(out, thing->what);
	for (size_t i = 0; i < RUNS; i++)
		put_run(out, &thing->runs[i], base);
	for (size_t i = 0; i < OTHERS && thing->others[i].name; i++)
		put_member(out, &thing->others[i], base);
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

/* What is no word of ours is the first. */
static size_t
known_word(const char *text, size_t n, const char *const *words)
{
	size_t i = str_word(text, n, words);

	return i < n ? i : 0;
}

static void
take_member(const struct reader *r, const struct member *m, char *base)
{
	const char *text = result_get(r->rows, r->at, m->name);
	void *at = base + m->at;
	long number = 0;

	switch (m->sort) {
	case TRUTH:
		*(bool *)at = str_eq(text, "t");
		break;
	case COUNT:
		if (text)
			str_to_long(text, 1 << 30, &number);
		*(int *)at = (int)number;
		break;
	case CELL_KIND:
		*(enum cell_kind *)at = (enum cell_kind)known_word(
			text, CELL_KINDS, cell_kind_words);
		break;
	case CHART_KIND:
		*(enum chart_kind *)at = (enum chart_kind)known_word(
			text, CHART_KINDS, chart_kind_words);
		break;
	}
}

static void
take_texts_of(const struct reader *r, const struct run *run, char *base)
{
	const char **texts = (void *)(base + run->at);

	for (size_t i = 0; i < TEXTS && run->names[i]; i++)
		texts[i] = arena_strdup(
			r->arena, result_get(r->rows, r->at, run->names[i]));
}

static bool
take(struct reader *r, const struct thing *thing, void *base)
{
	if (!stands(r, r->at, thing->what))
		return false;
	for (size_t i = 0; i < RUNS; i++)
		take_texts_of(r, &thing->runs[i], base);
	for (size_t i = 0; i < OTHERS && thing->others[i].name; i++)
		take_member(r, &thing->others[i], base);
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

static void
take_logo(struct reader *r, struct report_cover *cover)
{
	if (!stands(r, r->at, "logo"))
		return;
	picture_take(r->arena, result_get(r->rows, r->at++, "logo"), cover);
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
