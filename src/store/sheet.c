/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sheet.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"

/* ---- reading */

static const char *const head_columns[] = { "plan_code", "period_key",
	"office_code", IN_WORDS "period_title", "period_state", "office_name",
	"before_1", "before_2", "before_3", "before_4", "submission_version",
	"submission_state", "submissions_due", "reason", "explanation",
	"steps" };

static const char *const row_columns[] = { "direction", "measure", "formula",
	"before_1", "before_2", "before_3", "before_4", "cell", IN_WORDS "why",
	"proposed", "proposed_of" };

static void
sheet_statements(struct statements *list, const char *office,
	const char *period, const char *plan)
{
	statements_addv(list, "select * from follow.sheet_head($1, $2, $3)", 3,
		office, period, plan);
	statements_addv(list, "select * from follow.sheet_rows($1, $2, $3)", 3,
		office, period, plan);
}

static void
load_row(struct arena *arena, const struct form *form,
	const struct result *result, size_t at, struct sheet_row *row)
{
	const struct date nothing = { 0 };

	row->levels = clean_text(arena, result_get(result, at, "levels"), true);
	row->left_out = str_eq(result_get(result, at, "left_out"), "t");
	row->record = record_new(form, NULL, nothing);
	record_fill(row->record, result, at);
}

/* Of the two answers of sheet_statements. */
static bool
sheet_take(struct desk *desk, struct result *const *results,
	struct arena *arena, struct sheet *out, struct err *err)
{
	const struct form *form = desk_form_in(desk, "sheet", "row");

	*out = (struct sheet){ 0 };
	if (!form || result_rows(results[0]) == 0)
		return err_set(err, ERR_RULE, NULL,
			_("El registro de resultados no está en este "
			  "programa."));
	texts_load(arena, results[0], 0, COLUMNS(head_columns), out);
	out->late = str_eq(result_get(results[0], 0, "late"), "t");
	desk_hour(desk, out->read_at, sizeof out->read_at);
	out->rows = texts_load_rows(arena, results[1], COLUMNS(row_columns),
		sizeof *out->rows, &out->n);
	for (size_t i = 0; i < out->n; i++)
		load_row(arena, form, results[1], i, &out->rows[i]);
	return true;
}

bool
sheet_read(struct desk *desk, const char *office, const char *period,
	const char *plan, struct arena *arena, struct sheet *out,
	struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;
	bool done;

	sheet_statements(&list, office, period, plan);
	results =
		store_run(desk, &list, arena, NULL, _("Hoja de ingreso"), err);
	if (!results)
		return false;
	done = sheet_take(desk, results, arena, out, err);
	results_free(results, list.n);
	return done;
}

void
sheet_free(struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->n; i++)
		record_free(sheet->rows[i].record);
	sheet->n = 0;
}

bool
sheet_is_left_out(const struct sheet_row *row)
{
	int at = form_field(row->record->form, "executed");

	return row->left_out && !row->record->values[at].was;
}

/* ---- saving */

/* Whether the row that was refused is there already, entered by somebody
 * else; then mine becomes a change of that one. */
static bool
meets_another(struct desk *desk, struct record *mine, struct err *err)
{
	struct arena *arena = arena_new();
	struct err other = { 0 };
	struct record *theirs;

	theirs = store_read_key(
		desk, mine->form, store_key(arena, mine), &other);
	arena_free(arena);
	if (!theirs)
		return false;
	mine->id = arena_strdup(mine->arena, theirs->id);
	mine->version = "0"; /* of none: a save before it was looked at fails */
	record_free(theirs);
	err->kind = ERR_CONFLICT;
	return true;
}

bool
sheet_save(struct desk *desk, struct sheet *sheet, const size_t *rows, size_t n,
	const char *request, size_t *at, struct err *err)
{
	struct arena *arena = arena_new();
	const struct record **mine = arena_array(arena, n + 1, sizeof *mine);
	struct record **saved = arena_array(arena, n + 1, sizeof *saved);
	struct store_refused refused;
	bool done;

	for (size_t i = 0; i < n; i++)
		mine[i] = sheet->rows[rows[i]].record;
	done = store_save_all(desk, mine, n, request, saved, &refused, err);
	*at = n > 0 ? rows[refused.record] : 0;
	for (size_t i = 0; done && i < n; i++) {
		record_free(sheet->rows[rows[i]].record);
		sheet->rows[rows[i]].record = saved[i];
	}
	if (!done && err->kind == ERR_RULE && !sheet->rows[*at].record->id &&
		refusal_is_double(desk, sheet->rows[*at].record->form))
		meets_another(desk, sheet->rows[*at].record, err);
	arena_free(arena);
	return done;
}

/* ---- the submission */

/* What the refusal of a step is explained with. */
static struct record *
submission_of(struct desk *desk, const struct sheet *sheet)
{
	const struct form *form = desk_form_in(desk, "sheet", "submission");
	struct record *record =
		form ? record_new(form, NULL, desk->today) : NULL;

	if (record)
		record->version = arena_strdup(record->arena, sheet->version);
	return record;
}

bool
sheet_step(struct desk *desk, const struct sheet *sheet, const char *step,
	const char *answer, const char *request, struct arena *arena,
	struct sheet *out, struct err *err)
{
	struct statements list = { .arena = arena };
	struct record *record = submission_of(desk, sheet);
	struct result **results;
	bool repeat, done;

	if (!record)
		return err_set(err, ERR_BUG, NULL,
			_("El registro de envíos no está en este programa."));
	request_statement(&list, request);
	statements_addv(&list,
		"select follow.sheet_step($1, $2, $3, $4::int, $5, $6)", 6,
		sheet->office, sheet->period, sheet->plan, sheet->version, step,
		answer);
	sheet_statements(&list, sheet->office, sheet->period, sheet->plan);
	results = store_send(desk, &list, record, request, &repeat, err);
	record_free(record);
	if (repeat)
		return sheet_read(desk, sheet->office, sheet->period,
			sheet->plan, arena, out, err);
	if (!results)
		return false;
	done = sheet_take(desk, results + 2, arena, out, err);
	results_free(results, list.n);
	return done;
}
