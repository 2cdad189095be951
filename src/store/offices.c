/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/offices.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/inside.h"

static const struct text_cell head_cells[] = {
	{ "plan_code", offsetof(struct offices, plan) },
	{ "period_key", offsetof(struct offices, period) },
	{ "period_title", offsetof(struct offices, period_title) },
	{ "state", offsetof(struct offices, state) },
	{ "cutoff", offsetof(struct offices, cutoff) },
	{ "submissions_due", offsetof(struct offices, submissions_due) },
	{ "submissions_left", offsetof(struct offices, submissions_left) },
	{ "report_due", offsetof(struct offices, report_due) },
	{ "report_left", offsetof(struct offices, report_left) },
	{ "closed_by", offsetof(struct offices, closed_by) },
	{ "closed_on", offsetof(struct offices, closed_on) },
	{ "reopened_by", offsetof(struct offices, reopened_by) },
	{ "reopened_on", offsetof(struct offices, reopened_on) },
	{ "n_offices", offsetof(struct offices, n_offices) },
	{ "n_answered", offsetof(struct offices, n_answered) },
	{ "n_due", offsetof(struct offices, n_due) },
	{ "n_reported", offsetof(struct offices, n_reported) },
	{ "n_approved", offsetof(struct offices, n_approved) },
	{ "on_time_rate", offsetof(struct offices, rate) },
	{ "read_at", offsetof(struct offices, read_at) },
	{ 0 },
};

static const struct text_cell row_cells[] = {
	{ "office_code", offsetof(struct office_row, code) },
	{ "office_name", offsetof(struct office_row, name) },
	{ "n_due", offsetof(struct office_row, n_due) },
	{ "n_reported", offsetof(struct office_row, n_reported) },
	{ "n_approved", offsetof(struct office_row, n_approved) },
	{ "state", offsetof(struct office_row, state) },
	{ "handed_in", offsetof(struct office_row, handed_in) },
	{ "late", offsetof(struct office_row, late) },
	{ "on_time_rate", offsetof(struct office_row, rate) },
	{ "submission_id", offsetof(struct office_row, submission) },
	{ "own_office_approval", offsetof(struct office_row, own) },
	{ 0 },
};

static const struct text_cell obstacle_cells[] = {
	{ "kind", offsetof(struct office_obstacle, kind) },
	{ "key", offsetof(struct office_obstacle, key) },
	{ "sentence", offsetof(struct office_obstacle, sentence) },
	{ "title", offsetof(struct office_obstacle, title) },
	{ 0 },
};

enum {
	HEAD,
	ROWS,
	OBSTACLES
};

static void
load(struct arena *arena, struct result *const *results, struct offices *out)
{
	if (result_rows(results[HEAD]) > 0)
		text_cells_load(arena, results[HEAD], 0, head_cells, out);
	out->n = result_rows(results[ROWS]);
	out->rows = arena_array(arena, out->n + 1, sizeof *out->rows);
	for (size_t i = 0; i < out->n; i++)
		text_cells_load(
			arena, results[ROWS], i, row_cells, &out->rows[i]);
	out->n_obstacles = result_rows(results[OBSTACLES]);
	out->obstacles = arena_array(
		arena, out->n_obstacles + 1, sizeof *out->obstacles);
	for (size_t i = 0; i < out->n_obstacles; i++)
		text_cells_load(arena, results[OBSTACLES], i, obstacle_cells,
			&out->obstacles[i]);
}

/* Row 1 says the period as the board read it: closed or reopened from here, it
 * is another by now. */
static void
tell_board(struct desk *desk, const struct offices *o)
{
	struct board *board = desk->board;
	const char *title;

	if (!board || !o->period_title || !str_eq(board->plan, o->plan) ||
		!str_eq(board->period, o->period))
		return;
	title = arena_printf(desk->arena, "%s %s", o->period_title,
		str_eq(o->state, "open") ? _("abierto") : _("cerrado"));
	if (!str_eq(board->period_title, title))
		board->period_title = title;
}

bool
offices_read(struct desk *desk, struct arena *arena, const char *plan,
	const char *period, struct offices *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;

	statements_addv(&list, "select * from follow.completeness_head($1,$2)",
		2, plan, period);
	statements_addv(&list, "select * from follow.completeness($1,$2)", 2,
		plan, period);
	statements_addv(&list, "select * from follow.closing_obstacles($1,$2)",
		2, plan, period);
	results = store_run(
		desk, &list, arena, NULL, _("Envíos del trimestre"), err);
	if (!results)
		return false;
	*out = (struct offices){ 0 };
	load(arena, results, out);
	tell_board(desk, out);
	results_free(results, list.n);
	return true;
}
