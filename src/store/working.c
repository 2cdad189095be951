/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/working.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/inside.h"

static const char *const term_columns[] = { "indicator_code", "indicator_name",
	"direction", "unit", "planned", "executed", "attainment", "capped",
	"weight", "term", "other", IN_WORDS "note" };

static const char *const sum_columns[] = { IN_WORDS "period_title", "rule_name",
	"threshold", "cap", "weights", "weighted", IN_WORDS "shown", "band",
	"n_measured", "n_due", IN_WORDS "note", IN_WORDS "other" };

static const char *const line_columns[] = { "kind", IN_WORDS "label",
	IN_WORDS "mine", IN_WORDS "other" };

bool
working_read(struct desk *desk, struct arena *arena, const struct figure_of *of,
	struct working *out, struct err *err)
{
	struct statements list = { .arena = arena };
	bool one = str_eq(of->part, "indicator");
	struct result **results;

	statements_addv(&list,
		"select * from follow.working_sum($1, $2, $3, $4)", 4, of->plan,
		of->part, of->key, of->period);
	if (one)
		statements_addv(&list,
			"select * from follow.working_one($1, $2, $3)", 3,
			of->plan, of->key, of->period);
	else
		statements_addv(&list,
			"select * from follow.working_terms($1, $2, $3, $4)", 4,
			of->plan, of->part, of->key, of->period);
	results = store_run(desk, &list, arena, NULL, _("Cifra"), err);
	if (!results)
		return false;
	*out = (struct working){ 0 };
	if (result_rows(results[0]) > 0)
		texts_load(arena, results[0], 0, COLUMNS(sum_columns), out);
	if (one)
		out->lines = texts_load_rows(arena, results[1],
			COLUMNS(line_columns), sizeof *out->lines,
			&out->n_lines);
	else
		out->terms = texts_load_rows(arena, results[1],
			COLUMNS(term_columns), sizeof *out->terms, &out->n);
	results_free(results, list.n);
	return true;
}
