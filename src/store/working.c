/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/working.h"

#include "base/i18n.h"
#include "store/desk.h"
#include "store/inside.h"

static const struct text_cell term_cells[] = {
	{ "indicator_code", offsetof(struct working_term, code) },
	{ "indicator_name", offsetof(struct working_term, name) },
	{ "direction", offsetof(struct working_term, direction) },
	{ "unit", offsetof(struct working_term, unit) },
	{ "planned", offsetof(struct working_term, planned) },
	{ "executed", offsetof(struct working_term, executed) },
	{ "attainment", offsetof(struct working_term, attainment) },
	{ "capped", offsetof(struct working_term, capped) },
	{ "weight", offsetof(struct working_term, weight) },
	{ "term", offsetof(struct working_term, product) },
	{ "other", offsetof(struct working_term, other) },
	{ "note", offsetof(struct working_term, note) },
	{ 0 },
};

static const struct text_cell sum_cells[] = {
	{ "period_title", offsetof(struct working, period_title) },
	{ "rule_name", offsetof(struct working, rule) },
	{ "threshold", offsetof(struct working, threshold) },
	{ "cap", offsetof(struct working, cap) },
	{ "weights", offsetof(struct working, weights) },
	{ "weighted", offsetof(struct working, weighted) },
	{ "shown", offsetof(struct working, shown) },
	{ "band", offsetof(struct working, band) },
	{ "n_measured", offsetof(struct working, n_measured) },
	{ "n_due", offsetof(struct working, n_due) },
	{ "note", offsetof(struct working, note) },
	{ "other", offsetof(struct working, other) },
	{ 0 },
};

static const struct text_cell line_cells[] = {
	{ "kind", offsetof(struct working_line, kind) },
	{ "label", offsetof(struct working_line, label) },
	{ "mine", offsetof(struct working_line, mine) },
	{ "other", offsetof(struct working_line, other) },
	{ 0 },
};

static void
add_sum(struct statements *list, const struct figure_of *of)
{
	statements_addv(list,
		"select * from follow.working_sum($1, $2, $3, $4)", 4, of->plan,
		of->part, of->key, of->period);
}

/* One pipeline of the sum and what comes behind it; NULL on failure. */
static struct result **
ask(struct desk *desk, struct statements *list, struct working *out,
	struct err *err)
{
	struct result **results =
		store_run(desk, list, list->arena, NULL, _("Cifra"), err);

	if (!results)
		return NULL;
	*out = (struct working){ 0 };
	if (result_rows(results[0]) > 0)
		text_cells_load(list->arena, results[0], 0, sum_cells, out);
	return results;
}

bool
working_read(struct desk *desk, struct arena *arena, const struct figure_of *of,
	struct working *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;

	add_sum(&list, of);
	statements_addv(&list,
		"select * from follow.working_terms($1, $2, $3, $4)", 4,
		of->plan, of->part, of->key, of->period);
	results = ask(desk, &list, out, err);
	if (!results)
		return false;
	out->n = result_rows(results[1]);
	out->terms = arena_array(arena, out->n + 1, sizeof *out->terms);
	for (size_t i = 0; i < out->n; i++)
		text_cells_load(
			arena, results[1], i, term_cells, &out->terms[i]);
	results_free(results, list.n);
	return true;
}

bool
working_read_one(struct desk *desk, struct arena *arena,
	const struct figure_of *of, struct working *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;

	add_sum(&list, of);
	statements_addv(&list, "select * from follow.working_one($1, $2, $3)",
		3, of->plan, of->key, of->period);
	results = ask(desk, &list, out, err);
	if (!results)
		return false;
	out->n_lines = result_rows(results[1]);
	out->lines = arena_array(arena, out->n_lines + 1, sizeof *out->lines);
	for (size_t i = 0; i < out->n_lines; i++)
		text_cells_load(
			arena, results[1], i, line_cells, &out->lines[i]);
	results_free(results, list.n);
	return true;
}
