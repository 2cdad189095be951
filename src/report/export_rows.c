/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/export_rows.h"

#include "base/i18n.h"
#include "db/catalog.h"
#include "form/heading.h"

static bool
ask_besides(struct export_rows *e, struct err *err)
{
	const char *beside = e->form->import.beside;
	struct statements list = { .arena = e->arena };
	struct result *r;

	if (!beside)
		return true;
	catalog_columns(&list, 1, &beside);
	if (!session_run(
		    e->desk->session, list.v, 1, &r, NULL, _("Catálogo"), err))
		return false;
	e->besides.n = result_rows(r);
	e->besides.v =
		arena_array(e->arena, e->besides.n + 1, sizeof *e->besides.v);
	for (size_t i = 0; i < e->besides.n; i++)
		e->besides.v[i].name =
			arena_strdup(e->arena, result_get(r, i, "name"));
	result_free(r);
	return true;
}

bool
export_rows_begin(struct export_rows *e, struct desk *desk,
	const struct form *form, struct arena *arena, struct err *err)
{
	*e = (struct export_rows){ .desk = desk, .form = form, .arena = arena };
	e->fields = arena_array(arena, form->n_fields + 1, sizeof *e->fields);
	e->doubts = arena_array(arena, form->n_fields + 1, sizeof *e->doubts);
	return ask_besides(e, err);
}

bool
export_rows_have(const struct export_rows *e, const struct field *f)
{
	if (!heading_may_fill(f) && f->n_boxes == 0)
		return false;
	return (f->column && f->column->in_view) ||
	       columns_find(&e->besides, f->name);
}

void
export_rows_add(struct export_rows *e, const struct field *field)
{
	e->fields[e->n++] = field;
}

bool
export_rows_open(struct export_rows *e, const struct page_request *request,
	struct err *err)
{
	struct statements list = { .arena = e->arena };
	const struct rows_wanted wanted = { request, STREAM_CURSOR, e->n,
		e->fields, e->form->import.beside, &e->besides };
	size_t doubts = 0;

	for (size_t i = 0; i < e->n; i++)
		e->doubts[i] = e->fields[i]->kind == FIELD_PARTIAL
				       ? (int)(e->n + doubts++)
				       : -1;
	statement_rows(&list, &wanted);
	e->stream = stream_open(e->desk, &list.v[0], err);
	return e->stream;
}

void
export_rows_end(struct export_rows *e)
{
	stream_close(e->stream);
	e->stream = NULL;
}

struct export_cell
export_rows_cell(const struct export_rows *e, const struct result *answer,
	size_t row, size_t i)
{
	return (struct export_cell){
		.field = e->fields[i],
		.value = result_value(answer, row, (int)i),
		.doubtful = e->doubts[i] >= 0 &&
			    result_value(answer, row, e->doubts[i]),
		.decimal = '.',
	};
}
