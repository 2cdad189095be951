/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/template_rows.h"

#include "base/csv.h"
#include "base/i18n.h"
#include "base/str.h"
#include "form/find.h"
#include "form/record.h"
#include "report/export_rows.h"
#include "store/lookup.h"

enum {
	ROWS_MOST = 20000, /* that somebody corrects by hand */
};

/* ---- whose */

/* That field as it is, where the register has it. */
static bool
narrow(struct desk *desk, struct find *find, const char *field,
	const char *value, struct err *err)
{
	int at = form_field(find->form, field);

	if (!value || at < 0 || !find->form->fields[at].column)
		return true;
	return find_add(find, field, arena_printf(desk->arena, "=%s", value),
		desk->today, err);
}

/* Whether rows of the register are of an office at all. */
static bool
ask_mine(
	struct desk *desk, const struct form *form, bool *have, struct err *err)
{
	struct result *r = session_query(desk->session, _("Catálogo"), err,
		"select exists (select from pg_catalog.pg_attribute where "
		"attrelid = $1::regclass and attname = 'mine' and attnum > 0)",
		1, form->view);

	*have = r && str_eq(result_value(r, 0, 0), "t");
	result_free(r);
	return r;
}

/* Where no field says of which office a record is, those of the office that
 * she works as. none: they are of no office. */
static bool
narrow_all(struct desk *desk, const struct form *form,
	const struct stamp *stamp, struct page_request *request, bool *none,
	struct err *err)
{
	struct find *find = find_new(desk->arena, form);
	bool said = form_field(form, "office_code") >= 0;

	if (!narrow(desk, find, "plan_code", stamp->plan, err) ||
		!narrow(desk, find, "period_key", stamp->period, err) ||
		!narrow(desk, find, "office_code", stamp->office, err) ||
		(!said && !ask_mine(desk, form, &request->mine, err)))
		return false;
	request->find = find;
	*none = !said && !request->mine;
	return true;
}

/* ---- rows */

/* Import takes a text for a formula that was copied as one. */
static struct report_cell
cell_of(struct arena *arena, const struct export_cell *cell)
{
	const char *text = export_cell_text(cell, arena);

	if (text && !export_cell_is_typed(cell->field) && csv_needs_guard(text))
		text = arena_printf(arena, "'%s", text);
	return (struct report_cell){
		.shown = text ? arena_strdup(arena, text) : NULL,
		.exact = cell->value ? arena_strdup(arena, cell->value) : NULL,
	};
}

/* The columns that there is something to be read of stand in their order. */
static void
take_row(struct template *t, const struct export_rows *rows,
	const struct result *answer, size_t at, const size_t *columns)
{
	struct report_row *row = &t->rows[t->n_rows++];

	*row = (struct report_row){ 0 };
	row->cells =
		arena_array(rows->arena, t->n_columns + 1, sizeof *row->cells);
	for (size_t i = 0; i < rows->n; i++) {
		struct export_cell cell = export_rows_cell(rows, answer, at, i);

		row->cells[columns[i]] = cell_of(rows->arena, &cell);
	}
}

static bool
take_rows(struct template *t, struct export_rows *rows, const size_t *columns,
	struct err *err)
{
	const struct result *answer;
	size_t n;

	do {
		answer = stream_next(rows->stream, err);
		n = answer ? result_rows(answer) : 0;
		if (t->n_rows + n > ROWS_MOST)
			return err_set(err, ERR_RULE, NULL,
				_("Son más de %d filas: para una plantilla son "
				  "demasiadas. Pida un periodo, o use hito "
				  "export."),
				(int)ROWS_MOST);
		t->rows = arena_grow(rows->arena, t->rows, t->n_rows,
			t->n_rows + n + 1, sizeof *t->rows);
		for (size_t i = 0; i < n; i++)
			take_row(t, rows, answer, i, columns);
	} while (n > 0);
	return answer;
}

static bool
read_rows(struct export_rows *rows, const struct page_request *request,
	struct template *t, const struct field *const *fields, struct err *err)
{
	size_t *columns =
		arena_array(rows->arena, t->n_columns + 1, sizeof *columns);
	bool done;

	for (size_t i = 0; i < t->n_columns; i++) {
		if (!export_rows_have(rows, fields[i]))
			continue;
		columns[rows->n] = i;
		export_rows_add(rows, fields[i]);
	}
	done = export_rows_open(rows, request, err) &&
	       take_rows(t, rows, columns, err);
	export_rows_end(rows);
	return done;
}

bool
template_rows(struct desk *desk, const struct form *form,
	struct template *template, const struct field *const *fields,
	struct err *err)
{
	struct page_request request = { .form = form };
	struct export_rows rows;
	bool none, done;

	if (!narrow_all(desk, form, &template->stamp, &request, &none, err))
		return false;
	if (none)
		return true;
	if (!stream_begin(desk, err))
		return false;
	done = export_rows_begin(&rows, desk, form, desk->arena, err) &&
	       read_rows(&rows, &request, template, fields, err);
	stream_end(desk);
	return done;
}

/* ---- lists */

static bool
is_made(const struct form *form, const struct field *field)
{
	for (size_t i = 0; i < form->import.n_makes; i++)
		if (str_eq(form->import.makes[i], field->name))
			return true;
	return false;
}

/* What is known of all its rows narrows what they may name. */
static void
take_known(struct record *record, const struct stamp *stamp)
{
	const char *const known[][2] = { { "plan_code", stamp->plan },
		{ "period_key", stamp->period },
		{ "office_code", stamp->office } };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		int at = form_field(record->form, known[i][0]);

		if (at >= 0 && known[i][1])
			record_load(record, at, known[i][1]);
	}
}

/* More than that are looked up elsewhere. */
static void
take_list(struct desk *desk, const struct pick *pick, struct template_column *c)
{
	if (pick->more || pick->n == 0)
		return;
	c->takes = TEMPLATE_CHOICE;
	c->choices = arena_array(desk->arena, pick->n, sizeof *c->choices);
	for (size_t i = 0; i < pick->n; i++)
		if (!str_is_blank(pick->rows[i].code))
			c->choices[c->n_choices++] = pick->rows[i].code;
	if (c->n_choices == 0)
		c->takes = TEMPLATE_ANY;
}

bool
template_lists(struct desk *desk, const struct form *form,
	struct template *template, const struct field *const *fields,
	struct err *err)
{
	struct record *record = record_new(form, NULL, desk->today);
	bool done = true;

	take_known(record, &template->stamp);
	for (size_t i = 0; done && i < template->n_columns; i++) {
		struct template_column *c = &template->columns[i];
		struct pick pick;

		if (!fields[i]->lookup || !c->open)
			continue;
		done = lookup_read(desk, form, fields[i], record, "",
			desk->arena, &pick, err);
		if (done)
			take_list(desk, &pick, c);
		c->more = fields[i]->lookup->free || is_made(form, fields[i]);
	}
	record_free(record);
	return done;
}
