/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/offices.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/desk.h"
#include "store/inside.h"

static const char *const head_columns[] = { "plan_code", "period_key",
	IN_WORDS "period_title", "state", "cutoff", "submissions_due",
	"submissions_left", "report_due", "report_left", "closed_by",
	"closed_on", "reopened_by", "reopened_on", "n_offices", "n_answered",
	"n_due", "n_reported", "n_approved", "on_time_rate",
	IN_WORDS "on_time_of", "read_at" };

static const char *const row_columns[] = { "office_code", "office_name",
	"n_due", "n_reported", "n_approved", "state", "handed_in", "late",
	"on_time_rate", "submission_id", "own_office_approval" };

static const char *const obstacle_columns[] = { "kind", "key",
	IN_WORDS "sentence", "title" };

enum {
	HEAD,
	ROWS,
	OBSTACLES
};

static void
load(struct arena *arena, struct result *const *results, struct offices *out)
{
	if (result_rows(results[HEAD]) > 0)
		texts_load(arena, results[HEAD], 0, COLUMNS(head_columns), out);
	out->rows = texts_load_rows(arena, results[ROWS], COLUMNS(row_columns),
		sizeof *out->rows, &out->n);
	out->obstacles = texts_load_rows(arena, results[OBSTACLES],
		COLUMNS(obstacle_columns), sizeof *out->obstacles,
		&out->n_obstacles);
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
