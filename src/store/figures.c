/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/figures.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/inside.h"

static const char *const head_columns[] = { "plan_code_", "period_key_",
	IN_WORDS "period_title", "state", "threshold", "read_at", "quarters" };

static const char *const row_columns[] = { "part_", "key", "label",
	IN_WORDS "shown", "band", "coverage", IN_WORDS "note",
	IN_WORDS "detail", "trend" };

/* A trend of another length than the head's is none. */
static void
take_row(struct arena *arena, const struct figures *figures,
	struct figures_row *row)
{
	size_t n = 0;
	char **quarters =
		row->trend ? str_split(arena, row->trend, '|', &n) : NULL;

	row->quarters = n == figures->n_quarters ? quarters : NULL;
}

bool
figures_read(struct desk *desk, struct arena *arena, const struct figure_of *of,
	struct figures *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;

	statements_addv(&list, "select * from follow.figures_head($1, $2)", 2,
		of->plan, of->period);
	statements_addv(&list, "select * from follow.figures_by($1, $2, $3)", 3,
		of->plan, of->part, of->period);
	results = store_run(desk, &list, arena, NULL, _("Cumplimiento"), err);
	if (!results)
		return false;
	*out = (struct figures){ 0 };
	if (result_rows(results[0]) > 0)
		texts_load(arena, results[0], 0, COLUMNS(head_columns), out);
	if (out->names)
		out->quarters =
			str_split(arena, out->names, '|', &out->n_quarters);
	out->rows = texts_load_rows(arena, results[1], COLUMNS(row_columns),
		sizeof *out->rows, &out->n);
	for (size_t i = 0; i < out->n; i++)
		take_row(arena, out, &out->rows[i]);
	results_free(results, list.n);
	return true;
}
