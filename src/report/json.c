/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/str.h"
#include "report/writer.h"

/* Of the shape below, told in hito-report(1); a member added does not change
 * it. */
#define JSON_SCHEMA "hito-report/1"

static void
list(struct buf *out, const char *name, size_t n, const char *const *texts)
{
	str_json(out, name);
	buf_puts(out, ": [");
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i ? ", " : "");
		str_json(out, texts[i]);
	}
	buf_puts(out, "]");
}

/* The figure itself under its name, what people read under name_shown. */
static void
figure(struct buf *out, const char *separator, const char *name, bool exact,
	const struct report_cell *cell)
{
	char shown[96];

	if (!exact) {
		str_json_member(out, separator, name, cell->shown);
		return;
	}
	snprintf(shown, sizeof shown, "%s_shown", name);
	str_json_member(out, separator, name, cell->exact);
	str_json_member(out, ", ", shown, cell->shown);
}

/* ---- exact figures */

static void
truth(struct buf *out, const char *name, const char *text)
{
	str_json(out, name);
	buf_printf(out, ": %s",
		!text		    ? "null"
		: str_eq(text, "t") ? "true"
				    : "false");
}

static void
put_figure(const struct report_figure *f, struct buf *out)
{
	/* below, a truth, parts them */
	static const char *const before[] = { "key", "label", "mean",
		"threshold" };
	static const char *const behind[] = { "coverage", "weight", "planned",
		"executed", "attainment", "capped", "state" };

	str_json_members(
		out, "{", sizeof before / sizeof *before, before, &f->key);
	buf_puts(out, ", ");
	truth(out, "below", f->below);
	str_json_members(out, ",\n     ", sizeof behind / sizeof *behind,
		behind, &f->coverage);
	buf_puts(out, "}");
}

static void
put_level(const struct report *report, const char *level, const char *name,
	struct buf *out)
{
	bool any = false;

	str_json(out, name);
	buf_puts(out, ": [");
	for (size_t i = 0; i < report->n_figures; i++) {
		if (!str_eq(report->figures[i].level, level))
			continue;
		buf_puts(out, any ? ",\n    " : "\n    ");
		put_figure(&report->figures[i], out);
		any = true;
	}
	buf_puts(out, any ? "\n  ]" : "]");
}

static void
put_figures(const struct report *report, struct buf *out)
{
	const struct report_figure *plan = NULL;

	for (size_t i = 0; i < report->n_figures && !plan; i++) {
		if (str_eq(report->figures[i].level, "plan"))
			plan = &report->figures[i];
	}
	buf_puts(out, " \"figures\": {\n  \"plan\": ");
	if (plan)
		put_figure(plan, out);
	else
		buf_puts(out, "null");
	buf_puts(out, ",\n  ");
	put_level(report, "commitment", "commitments", out);
	buf_puts(out, ",\n  ");
	put_level(report, "indicator", "indicators", out);
	buf_puts(out, "\n },\n");
}

/* ---- blocks */

static void
put_row(const struct report_block *block, const struct report_row *row,
	struct buf *out)
{
	for (size_t i = 0; i < block->n_columns; i++)
		figure(out, i ? ", " : "", block->columns[i].name,
			block->columns[i].exact, &row->cells[i]);
	if (row->total)
		buf_puts(out, ", \"total\": true");
}

static void
put_rows(const struct report_block *block, struct step *step, struct buf *out)
{
	buf_puts(out, ",\n   \"rows\": [");
	for (size_t r = 0; r < block->n_rows && step_next(step); r++) {
		const struct report_row *row = &block->rows[r];

		buf_puts(out, r ? ",\n    {" : "\n    {");
		put_row(block, row, out);
		buf_puts(out, "}");
	}
	buf_puts(out, block->n_rows ? "\n   ]" : "]");
}

static void
put_item(enum chart_kind kind, const struct chart_item *item, struct buf *out)
{
	str_json_member(out, "{", "label", item->label);
	str_json_member(out, ", ", "shown", item->shown);
	if (kind == CHART_TIMELINE) {
		str_json_member(out, ", ", "from", item->from);
		str_json_member(out, ", ", "to", item->to);
		str_json_member(out, ", ", "state", item->state);
	} else {
		str_json_member(out, ", ", "value", item->exact);
		str_json_member(out, ", ", "band", item->band);
		if (item->mark)
			str_json_member(out, ", ", "mark", item->mark);
	}
	buf_puts(out, "}");
}

static void
put_chart(const struct report_chart *chart, struct buf *out)
{
	static const char *const kinds[] = {
		[CHART_BARS] = "bars",
		[CHART_TREND] = "trend",
		[CHART_TIMELINE] = "timeline",
	};

	buf_puts(out, ",\n   \"chart\": ");
	str_json_member(out, "{", "kind", kinds[chart->kind]);
	str_json_member(out, ", ", "title", chart->title);
	str_json_member(out, ", ", "mark", chart->mark);
	buf_puts(out, ", \"items\": [");
	for (size_t i = 0; i < chart->n; i++) {
		buf_puts(out, i ? ",\n    " : "\n    ");
		put_item(chart->kind, &chart->items[i], out);
	}
	buf_puts(out, "\n   ]}");
}

static void
put_block(const struct report_block *block, struct step *step, struct buf *out)
{
	str_json_member(out, "\n  {", "block", block->name);
	str_json_member(out, ", ", "title", block->title);
	if (block->annex)
		buf_puts(out, ", \"annex\": true");
	buf_puts(out, ",\n   ");
	list(out, "text", block->n_texts, block->texts);
	if (block->n_facts > 0) {
		buf_puts(out, ",\n   \"facts\": {");
		for (size_t i = 0; i < block->n_facts; i++)
			figure(out, i ? ",\n    " : "\n    ",
				block->facts[i].name, block->facts[i].exact,
				&block->facts[i].cell);
		buf_puts(out, "\n   }");
	}
	if (block->chart)
		put_chart(block->chart, out);
	if (block->n_columns > 0)
		put_rows(block, step, out);
	buf_puts(out, "}");
}

/* ---- the whole */

static void
put_signers(const struct report_cover *cover, struct buf *out)
{
	buf_puts(out, " \"sign\": [");
	for (size_t i = 0; i < cover->n_signers; i++) {
		str_json_member(
			out, i ? ", {" : "{", "post", cover->signers[i].post);
		str_json_member(out, ", ", "name", cover->signers[i].name);
		buf_puts(out, "}");
	}
	buf_puts(out, "],\n");
}

static void
put_line(struct buf *out, const char *name, const char *text,
	const char *beside, const char *its_text)
{
	str_json_member(out, ",\n ", name, text);
	str_json_member(out, ", ", beside, its_text);
}

static void
put_names(const struct report *report, struct buf *out)
{
	const struct report_cover *cover = &report->cover;

	str_json_member(out, "{", "schema", JSON_SCHEMA);
	put_line(out, "report", report->name, "title", report->title);
	put_line(out, "institution", report->institution, "institution_name",
		cover->institution);
	put_line(out, "plan", report->plan, "plan_title", report->plan_title);
	put_line(out, "period", report->period, "period_title",
		report->period_title);
	put_line(out, "number", cover->number, "version", cover->version);
	str_json_member(out, ", ", "date", cover->date);
	str_json_member(out, ", ", "year_name", cover->year_name);
	if (report->mark)
		str_json_member(out, ", ", "mark", report->mark);
	buf_printf(
		out, ",\n \"test\": %s,\n", report->is_test ? "true" : "false");
}

bool
json_write(const struct report *report, struct buf *out, struct err *err)
{
	(void)err;
	put_names(report, out);
	put_figures(report, out);
	buf_puts(out, " ");
	list(out, "top", report->n_tops, report->tops);
	buf_puts(out, ",\n \"blocks\": [");
	for (size_t i = 0; i < report->n_blocks; i++) {
		buf_puts(out, i ? "," : "");
		put_block(&report->blocks[i], report->step, out);
	}
	buf_puts(out, "\n ],\n");
	put_signers(&report->cover, out);
	buf_puts(out, " ");
	list(out, "foot", report->n_feet, report->feet);
	buf_puts(out, "}\n");
	return true;
}
