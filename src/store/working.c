/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/working.h"

#include "base/i18n.h"
#include "store/desk.h"
#include "store/inside.h"

static const char *const term_columns[] = { "indicator_code", "indicator_name",
	"direction", "unit", "planned", "executed", "attainment", "capped",
	"weight", "term", "other", "note" };

static const char *const sum_columns[] = { "period_title", "rule_name",
	"threshold", "cap", "weights", "weighted", "shown", "band",
	"n_measured", "n_due", "note", "other" };

static const char *const line_columns[] = { "kind", "label", "mine", "other" };

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
		texts_load(
			list->arena, results[0], 0, COLUMNS(sum_columns), out);
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
	out->terms = texts_load_rows(arena, results[1], COLUMNS(term_columns),
		sizeof *out->terms, &out->n);
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
	out->lines = texts_load_rows(arena, results[1], COLUMNS(line_columns),
		sizeof *out->lines, &out->n_lines);
	results_free(results, list.n);
	return true;
}
