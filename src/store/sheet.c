/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sheet.h"

#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"

/* ---- reading */

/* What follow.sheet packs: of the head, and of each row. */
static const char *const head_packed[] = { "plan_code", "period_key",
	"period_title", "period_state", "office_code", "office_name",
	"before_1", "before_2", "before_3", "before_4", "submission_version",
	"submission_state", "submissions_due", "late", "reason", "explanation",
	"steps" };

static const char *const row_packed[] = { "id", "row_version", "indicator_code",
	"indicator_name", "planned", "executed", "unit", "state", "narrative",
	"evidence", "document_ref", "reason", "agreement", "direction",
	"measure", "formula", "levels", "before_1", "before_2", "before_3",
	"before_4", "cell", "left_out", "why", "proposed", "proposed_of" };

/* Of the head, what every row's record has too. */
static const char *const of_all_rows[] = { "plan_code", "period_key",
	"period_title", "office_code", "office_name" };

static const char *const head_columns[] = { "plan_code", "period_key",
	"office_code", IN_WORDS "period_title", "period_state", "office_name",
	"before_1", "before_2", "before_3", "before_4", "submission_version",
	"submission_state", "submissions_due", "reason", "explanation",
	"steps" };

static const char *const row_columns[] = { "direction", "measure", "formula",
	"before_1", "before_2", "before_3", "before_4", "cell", IN_WORDS "why",
	"proposed", "proposed_of" };

static void
sheet_statement(struct statements *list, const char *office, const char *period,
	const char *plan)
{
	statements_addv(list,
		"select string_agg(s,',')from follow.sheet($1,$2,$3)as s", 3,
		office, period, plan);
	list->v[list->n - 1].answer = ANSWER_TEXT;
}

static void
load_row(struct arena *arena, const struct form *form,
	const struct result *head, const struct result *rows, size_t at,
	struct sheet_row *row)
{
	const struct date nothing = { 0 };

	row->levels = clean_text(arena, result_get(rows, at, "levels"), true);
	row->left_out = str_eq(result_get(rows, at, "left_out"), "t");
	row->record = record_new(form, NULL, nothing);
	record_fill(row->record, rows, at);
	for (size_t i = 0; i < sizeof of_all_rows / sizeof *of_all_rows; i++)
		record_load(row->record, form_field(form, of_all_rows[i]),
			result_get(head, 0, of_all_rows[i]));
}

static void
load_sheet(struct arena *arena, const struct form *form,
	const struct result *head, const struct result *rows, struct sheet *out)
{
	texts_load(arena, head, 0, COLUMNS(head_columns), out);
	out->late = str_eq(result_get(head, 0, "late"), "t");
	out->rows = texts_load_rows(
		arena, rows, COLUMNS(row_columns), sizeof *out->rows, &out->n);
	for (size_t i = 0; i < out->n; i++)
		load_row(arena, form, head, rows, i, &out->rows[i]);
}

/* Of the answer of sheet_statement. */
static bool
sheet_take(struct desk *desk, const struct result *packed, struct arena *arena,
	struct sheet *out, struct err *err)
{
	const struct form *form = desk_form_in(desk, "sheet", "row");
	struct result *head, *rows;
	bool there;

	*out = (struct sheet){ 0 };
	head = result_unpack_part(packed, 'h', COLUMNS(head_packed));
	rows = result_unpack_part(packed, 'r', COLUMNS(row_packed));
	there = form && result_rows(head) > 0;
	if (there)
		load_sheet(arena, form, head, rows, out);
	result_free(head);
	result_free(rows);
	desk_hour(desk, out->read_at, sizeof out->read_at);
	return there || err_set(err, ERR_RULE, NULL,
				_("El registro de resultados no está en este "
				  "programa."));
}

bool
sheet_read(struct desk *desk, const char *office, const char *period,
	const char *plan, struct arena *arena, struct sheet *out,
	struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;
	bool done;

	sheet_statement(&list, office, period, plan);
	results =
		store_run(desk, &list, arena, NULL, _("Hoja de ingreso"), err);
	if (!results)
		return false;
	done = sheet_take(desk, results[0], arena, out, err);
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

/* What is sent of a row: "code", its id and version, and of each field that was
 * changed its text. Nobody has to read the names of what is told by its place. */
static void
put_row(struct buf *out, const char *lead, const struct record *record)
{
	const struct form *form = record->form;
	const char *before = "{";

	buf_puts(out, lead);
	str_json(out, record->values[form_field(form, "indicator_code")].now);
	buf_puts(out, ",");
	str_json(out, record->id);
	buf_puts(out, ",");
	str_json(out, record->id ? record->version : NULL);
	buf_puts(out, ",");
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct value *value = &record->values[i];

		if (form->fields[i].noentry || form->fields[i].noupdate ||
			!value_is_changed(value))
			continue;
		str_json_member(out, before, form->fields[i].name,
			str_is_blank(value->now) ? NULL : value->now);
		before = ",";
	}
	buf_printf(out, "%s}]", *before == '{' ? before : "");
}

static void
save_statement(struct statements *list, const struct sheet *sheet,
	const struct record *const *records, size_t n)
{
	struct buf rows = { 0 };

	for (size_t i = 0; i < n; i++)
		put_row(&rows, i > 0 ? ",[" : "[[", records[i]);
	buf_puts(&rows, "]");
	statements_addv(list, "select follow.sheet_save($1, $2, $3)", 3,
		sheet->plan, sheet->period,
		arena_strdup(list->arena, buf_text(&rows)));
	buf_free(&rows);
}

/* As it was sent, and saved so. */
static struct record *
as_sent(const struct record *sent)
{
	const struct date nothing = { 0 };
	struct record *record = record_new(sent->form, NULL, nothing);

	for (size_t i = 0; i < sent->form->n_fields; i++)
		record_load(record, (int)i, sent->values[i].now);
	return record;
}

/* The number before the columns of an answer's row, from 0; n: none of them. */
static size_t
number_of(const struct result *result, size_t row, size_t n)
{
	long no = 0;

	(void)str_to_long(result_value(result, row, 0), (long)n, &no);
	return no > 0 ? (size_t)no - 1 : n;
}

/* Each as the server has it now: as it was sent, but for what it says. */
static bool
take_saved(const struct record *const *sent, size_t n,
	const struct result *packed, struct record **saved, struct err *err)
{
	static const char *const names[] = { "no", "id", "row_version" };
	struct result *all = result_unpack_part(packed, 's', COLUMNS(names));
	struct result *other = result_unpack_part(packed, 'd', COLUMNS(names));
	size_t n_saved = result_rows(all);

	for (size_t i = 0; i < n; i++)
		saved[i] = as_sent(sent[i]);
	for (size_t i = 0; i < n_saved; i++) {
		size_t at = number_of(all, i, n);

		if (at == n)
			continue;
		saved[at]->id =
			arena_strdup(saved[at]->arena, result_value(all, i, 1));
		saved[at]->version =
			arena_strdup(saved[at]->arena, result_value(all, i, 2));
	}
	for (size_t i = 0; i < result_rows(other); i++) {
		size_t at = number_of(other, i, n);
		int field = at < n ? form_field(saved[at]->form,
					     result_value(other, i, 1))
				   : -1;

		if (field >= 0)
			record_load(
				saved[at], field, result_value(other, i, 2));
	}
	result_free(all);
	result_free(other);
	return n_saved == n ||
	       err_set(err, ERR_RULE, NULL,
		       _("Se grabó, pero el registro ya no está entre los que "
			 "usted puede ver."));
}

/* What that request has saved before, as it stands there. */
static bool
read_saved(struct desk *desk, const struct sheet *sheet,
	const struct record *const *sent, size_t n, struct record **saved,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct sheet now = { 0 };
	size_t n_saved = 0;
	bool read = sheet_read(desk, sheet->office, sheet->period, sheet->plan,
		arena, &now, err);

	for (size_t i = 0; i < n; i++) {
		int code = form_field(sent[i]->form, "indicator_code");
		size_t at = 0;

		while (at < now.n &&
			!str_eq(now.rows[at].record->values[code].now,
				sent[i]->values[code].now))
			at++;
		if (at == now.n)
			continue;
		saved[i] = record_copy(now.rows[at].record, false);
		n_saved++;
	}
	sheet_free(&now);
	arena_free(arena);
	return read &&
	       (n_saved == n || err_set(err, ERR_RULE, NULL,
					_("Lo enviado ya estaba grabado, pero "
					  "no se puede volver a leer. Búsquelo "
					  "en la lista.")));
}

/* Done before: what stands there now is what was saved. */
static bool
send_rows(struct desk *desk, const struct sheet *sheet, struct store_rows *all,
	struct record **saved, struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct result **results;
	bool done = false;

	request_statement(&list, all->request);
	save_statement(&list, sheet, all->records, all->n);
	results = store_send_rows(desk, &list, all, err);
	if (all->repeat)
		done = read_saved(
			desk, sheet, all->records, all->n, saved, err);
	else if (results)
		done = take_saved(all->records, all->n, results[1], saved, err);
	if (results)
		results_free(results, list.n);
	arena_free(list.arena);
	return done;
}

bool
sheet_save(struct desk *desk, struct sheet *sheet, const size_t *rows, size_t n,
	const char *request, size_t *at, struct err *err)
{
	struct arena *arena = arena_new();
	const struct record **mine = arena_array(arena, n + 1, sizeof *mine);
	struct record **saved = arena_array(arena, n + 1, sizeof *saved);
	struct store_rows all = { .records = mine, .n = n, .request = request };
	bool done = true;

	for (size_t i = 0; i < n; i++)
		mine[i] = sheet->rows[rows[i]].record;
	for (all.at = 0; done && all.at < n;)
		if ((done = record_may_change(mine[all.at], err)))
			all.at++;
	done = done && send_rows(desk, sheet, &all, saved, err);
	*at = n > 0 ? rows[all.at % n] : 0;
	for (size_t i = 0; i < n; i++) {
		if (!done) {
			record_free(saved[i]);
			continue;
		}
		record_free(sheet->rows[rows[i]].record);
		sheet->rows[rows[i]].record = saved[i];
	}
	if (!done && err->kind == ERR_RULE && n > 0 &&
		!sheet->rows[*at].record->id &&
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
	sheet_statement(&list, sheet->office, sheet->period, sheet->plan);
	results = store_send(desk, &list, record, request, &repeat, err);
	record_free(record);
	if (repeat)
		return sheet_read(desk, sheet->office, sheet->period,
			sheet->plan, arena, out, err);
	if (!results)
		return false;
	done = sheet_take(desk, results[2], arena, out, err);
	results_free(results, list.n);
	return done;
}
