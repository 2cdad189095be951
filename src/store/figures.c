/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/figures.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/inside.h"

static const struct text_cell head_cells[] = {
	{ "plan_code_", offsetof(struct figures, plan) },
	{ "period_key_", offsetof(struct figures, period) },
	{ "period_title", offsetof(struct figures, period_title) },
	{ "state", offsetof(struct figures, state) },
	{ "threshold", offsetof(struct figures, threshold) },
	{ "read_at", offsetof(struct figures, read_at) },
	{ "quarters", offsetof(struct figures, names) },
	{ 0 },
};

static const struct text_cell row_cells[] = {
	{ "part_", offsetof(struct figures_row, part) },
	{ "key", offsetof(struct figures_row, key) },
	{ "label", offsetof(struct figures_row, label) },
	{ "shown", offsetof(struct figures_row, shown) },
	{ "band", offsetof(struct figures_row, band) },
	{ "coverage", offsetof(struct figures_row, coverage) },
	{ "note", offsetof(struct figures_row, note) },
	{ "detail", offsetof(struct figures_row, detail) },
	{ "trend", offsetof(struct figures_row, trend) },
	{ 0 },
};

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
	*out = (struct figures){ .n = result_rows(results[1]) };
	if (result_rows(results[0]) > 0)
		text_cells_load(arena, results[0], 0, head_cells, out);
	if (out->names)
		out->quarters =
			str_split(arena, out->names, '|', &out->n_quarters);
	out->rows = arena_array(arena, out->n + 1, sizeof *out->rows);
	for (size_t i = 0; i < out->n; i++) {
		text_cells_load(arena, results[1], i, row_cells, &out->rows[i]);
		take_row(arena, out, &out->rows[i]);
	}
	results_free(results, list.n);
	return true;
}
