/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/lookup.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"

enum { LOOKUP_ROWS = 100 };

static void
take_columns(struct arena *arena, const struct result *result,
	struct pick *out)
{
	int n = result_columns(result);

	out->n_columns = n > 2 ? (size_t)n - 2 : 0;
	out->columns = arena_array(arena, out->n_columns + 1,
		sizeof *out->columns);
	for (size_t i = 0; i < out->n_columns; i++)
		out->columns[i] = arena_strdup(arena,
			result_name(result, (int)i + 2));
}

static void
take_row(struct arena *arena, const struct result *result, size_t at,
	size_t n_columns, struct pick_row *row)
{
	row->id = arena_strdup(arena, result_value(result, at, 0));
	row->code = clean_text(arena, result_value(result, at, 1), false);
	row->cells = arena_array(arena, n_columns + 1, sizeof *row->cells);
	for (size_t i = 0; i < n_columns; i++) {
		const char *cell = clean_text(arena,
			result_value(result, at, (int)i + 2), false);

		row->cells[i] = cell ? cell : "";
	}
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
	statement_lookup(&list, form, field, record, typed, LOOKUP_ROWS + 1);
	results = store_run(desk, &list, arena, NULL, _("Lista de valores"),
		err);
	if (!results)
		return false;
	n = result_rows(results[0]);
	out->more = n > LOOKUP_ROWS;
	out->n = out->more ? LOOKUP_ROWS : n;
	take_columns(arena, results[0], out);
	out->rows = arena_array(arena, out->n + 1, sizeof *out->rows);
	for (size_t i = 0; i < out->n; i++)
		take_row(arena, results[0], i, out->n_columns, &out->rows[i]);
	results_free(results, list.n);
	return true;
}

static void
set_now(struct record *record, int field, const char *text)
{
	struct value *value = &record->values[field];

	value->now = text && *text ? arena_strdup(record->arena, text) : NULL;
	value->bad = false;
	value->problem[0] = '\0';
}

void
lookup_take(struct record *record, int field, const struct pick *pick,
	size_t row)
{
	const struct lookup *lookup = record->form->fields[field].lookup;

	set_now(record, field, pick->rows[row].code);
	for (size_t i = 0; lookup && i < lookup->n_show; i++) {
		int at = form_field(record->form, lookup->show[i].field);

		for (size_t c = 0; at >= 0 && c < pick->n_columns; c++) {
			if (str_eq(pick->columns[c], lookup->show[i].column))
				set_now(record, at, pick->rows[row].cells[c]);
		}
	}
}
