/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lookup.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"
#include "store/picks.h"

enum {
	LOOKUP_ROWS = 100
};

static void
take_columns(struct arena *arena, const struct result *result, struct pick *out)
{
	int n = result_columns(result);

	out->n_columns = n > 2 ? (size_t)n - 2 : 0;
	out->columns =
		arena_array(arena, out->n_columns + 1, sizeof *out->columns);
	for (size_t i = 0; i < out->n_columns; i++)
		out->columns[i] =
			arena_strdup(arena, result_name(result, (int)i + 2));
}

static void
take_row(struct arena *arena, const struct result *result, size_t at,
	size_t n_columns, struct pick_row *row)
{
	row->id = arena_strdup(arena, result_value(result, at, 0));
	row->code = clean_text(arena, result_value(result, at, 1), false);
	row->cells = arena_array(arena, n_columns + 1, sizeof *row->cells);
	for (size_t i = 0; i < n_columns; i++) {
		const char *cell = clean_text(
			arena, result_value(result, at, (int)i + 2), false);

		row->cells[i] = cell ? cell : "";
	}
}

static bool
no_line(const struct desk *desk, struct err *err)
{
	return err_set(err, ERR_LINK, NULL,
		_("Sin línea desde las %s: lo escrito queda como está y se "
		  "comprueba al grabar."),
		desk_lost_at(desk));
}

bool
lookup_read(struct desk *desk, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, struct arena *arena, struct pick *out,
	struct err *err)
{
	struct statements list = { .arena = arena };
	struct result **results;
	size_t n;

	*out = (struct pick){ 0 };
	if (!desk_is_connected(desk))
		return picks_find(
			       desk, form, field, record, typed, arena, out) ||
		       no_line(desk, err);
	statement_lookup(&list, form, field, record, typed, LOOKUP_ROWS + 1);
	results =
		store_run(desk, &list, arena, NULL, _("Lista de valores"), err);
	if (!results)
		return err && err->kind == ERR_LINK &&
		       picks_find(desk, form, field, record, typed, arena, out);
	n = result_rows(results[0]);
	out->more = n > LOOKUP_ROWS;
	out->n = out->more ? LOOKUP_ROWS : n;
	take_columns(arena, results[0], out);
	out->rows = arena_array(arena, out->n + 1, sizeof *out->rows);
	for (size_t i = 0; i < out->n; i++)
		take_row(arena, results[0], i, out->n_columns, &out->rows[i]);
	results_free(results, list.n);
	picks_keep(desk, form, field, record, typed, out);
	return true;
}

static void
set_now(struct record *record, struct value *value, const char *text)
{
	value->now = text && *text ? arena_strdup(record->arena, text) : NULL;
	value->bad = false;
	value->problem[0] = '\0';
}

/* A form's own fields and those of its lines are filled alike. */
struct fillable {
	struct record *record;
	size_t n;
	const struct field *fields;
	struct value *values;
};

static const char *
cell_named(const struct pick *pick, size_t row, const char *column)
{
	size_t c = pick ? str_word(column, pick->n_columns, pick->columns) : 0;

	return pick && c < pick->n_columns ? pick->rows[row].cells[c] : NULL;
}

static void
show_beside(const struct fillable *to, int field, const struct pick *pick,
	size_t row)
{
	const struct lookup *lookup = to->fields[field].lookup;

	for (size_t i = 0; lookup && i < lookup->n_show; i++) {
		int at = field_index(to->n, to->fields, lookup->show[i].field);

		if (at >= 0)
			set_now(to->record, &to->values[at],
				cell_named(pick, row, lookup->show[i].column));
	}
}

static struct fillable
fillable_of(struct record *record, int lines, size_t line)
{
	const struct form *form = record->form;

	if (lines < 0)
		return (struct fillable){ record, form->n_fields, form->fields,
			record->values };
	return (struct fillable){ record, form->lines[lines].n_fields,
		form->lines[lines].fields,
		record->lines[lines].rows[line].values };
}

void
lookup_take(struct record *record, int lines, size_t line, int field,
	const struct pick *pick, size_t row)
{
	struct fillable to = fillable_of(record, lines, line);

	set_now(record, &to.values[field], pick->rows[row].code);
	show_beside(&to, field, pick, row);
}

void
lookup_clear(struct record *record, int lines, size_t line, int field)
{
	struct fillable to = fillable_of(record, lines, line);

	show_beside(&to, field, NULL, 0);
}
