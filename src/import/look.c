/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file looked at before it is loaded: the part of import/job.h that asks
 * nothing of the server. */
#include "import/compared.h"
#include "import/job_inside.h"
#include "import/typed.h"

#include "base/i18n.h"
#include "base/str.h"

/* A look while it is taken. */
struct looking {
	struct import *im;
	struct look *look;
	struct arena *scratch; /* of a row */
	const char **values;
};

/* ---- columns ------------------------------------------------------------ */

static const struct mapped *
mapped_at(const struct mapping *m, size_t column)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].cell == (int)column)
			return &m->v[i];
	for (size_t i = 0; i < m->n_spread; i++)
		if (m->spread[i].cell == column)
			return m->spread_cell;
	return NULL;
}

/* Whose office a row is, the server knows where it is no part of the key. */
static bool
is_missing(const struct mapping *m, const struct mapped *p)
{
	const struct field *f = p->field;

	return f->required && p->cell < 0 && !p->constant &&
	       !f->default_value && !mapping_is_spread(m, f->name) &&
	       (mapping_is_natural(m, f) ||
		       (!m->updates && !(f->lookup && str_eq(f->lookup->writes,
							      "office_id"))));
}

static void
begin_columns(struct looking *l)
{
	const struct mapping *m = l->im->mapping;
	struct look *look = l->look;

	look->heading_line = m->heading_line;
	look->columns =
		arena_array(m->arena, m->n_cells, sizeof *look->columns);
	for (size_t i = 0; i < m->n_cells; i++) {
		const struct mapped *p = mapped_at(m, i);

		if (m->titles[i][0])
			look->columns[look->n++] = (struct look_column){
				.title = m->titles[i],
				.at = i + 1,
				.field = p ? p->field : NULL,
				.compared = compared_has(m, i),
			};
	}
	look->missing = arena_array(m->arena, m->n, sizeof *look->missing);
	for (size_t i = 0; i < m->n; i++)
		if (is_missing(m, &m->v[i]))
			look->missing[look->n_missing++] = m->v[i].field;
}

/* ---- cells -------------------------------------------------------------- */

/* A value as it is staged, shown; of a date as published also its days. */
static const char *
shown(struct arena *arena, const struct field *field, const char *const *v)
{
	struct value value = { .now = v[0] };
	struct date from = { 0 }, to = { 0 };
	char days[2][16] = { "", "" };

	if (field->kind != FIELD_PARTIAL)
		return field->lookup ? arena_strdup(arena, v[0])
				     : value_text(arena, field, &value);
	if (v[1] && date_from_iso(v[1], &from))
		date_show(from, days[0], sizeof days[0]);
	if (v[2] && date_from_iso(v[2], &to))
		date_show(to, days[1], sizeof days[1]);
	if (str_eq(days[0], days[1]))
		return arena_strdup(arena, days[0]);
	return arena_printf(arena, "%s (%s - %s)", v[0], days[0],
		days[1][0] ? days[1] : "...");
}

static const char *
reason_of(struct arena *arena, const struct findings *said, const char *title)
{
	for (size_t i = 0; i < said->n; i++)
		if (said->v[i].severity == FINDING_ERROR &&
			str_eq(said->v[i].column, title))
			return arena_strdup(arena, said->v[i].reason);
	return NULL;
}

static void
look_at_cell(struct looking *l, struct look_column *c, size_t at,
	const struct file_row *row, const struct findings *said)
{
	struct mapping *m = l->im->mapping;
	const char *text =
		typed_shown(l->scratch, row_kind_of(row, at), row->cells[at]);
	const struct mapped *p = c->field ? mapped_at(m, c->at - 1) : NULL;
	const char *const *v = p ? l->values + mapping_value(m, p) : NULL;
	const char *why = p ? reason_of(m->arena, said, c->title) : NULL;

	if (str_is_blank(text)) {
		c->blank++;
		return;
	}
	c->filled++;
	c->bad += why != NULL;
	if (c->n == LOOK_CELLS)
		return;
	c->cells[c->n++] = (struct look_cell){
		.line = row->line,
		.text = arena_strdup(m->arena, text),
		.read = why	    ? NULL
			: v && v[0] ? shown(m->arena, p->field, v)
				    : "",
		.why = why,
	};
}

static struct look_column *
column_at(const struct look *look, size_t at)
{
	for (size_t i = 0; i < look->n; i++)
		if (look->columns[i].at == at)
			return &look->columns[i];
	return NULL;
}

/* Cells of a matrix are looked at when they are the record's. */
static void
look_at_records(struct looking *l, const struct file_row *row)
{
	struct mapping *m = l->im->mapping;
	struct findings said = { .arena = l->scratch };

	for (size_t at = 0; mapping_record(m, row, &at, l->im->desk->today,
		     l->scratch, l->values, &said);) {
		size_t cell;

		l->im->result.records++;
		if (m->n_spread == 0)
			continue;
		cell = m->spread[at - 1].cell;
		look_at_cell(l, column_at(l->look, cell + 1), cell, row, &said);
		said = (struct findings){ .arena = l->scratch };
	}
}

static void
look_at_row(struct looking *l, const struct file_row *row)
{
	struct mapping *m = l->im->mapping;
	struct findings said = { .arena = l->scratch };

	l->im->result.rows++;
	if (!mapping_read(
		    m, row, l->im->desk->today, l->scratch, l->values, &said)) {
		for (size_t i = 0; i < said.n; i++)
			findings_add(&l->im->ours, &said.v[i]);
		return;
	}
	for (size_t i = 0; i < l->look->n; i++) {
		struct look_column *c = &l->look->columns[i];
		const struct mapped *p = mapped_at(m, c->at - 1);

		if (c->at <= row->n && (!p || p->cell >= 0))
			look_at_cell(l, c, c->at - 1, row, &said);
	}
	look_at_records(l, row);
}

static bool
look_at_rows(struct looking *l, struct err *err)
{
	struct import *im = l->im;
	enum sheet_result r;
	struct file_row row;

	while ((r = sheet_next(im->sheet, &row, err)) == SHEET_ROW) {
		if (!import_leaves_out(im, &row))
			look_at_row(l, &row);
		arena_reset(l->scratch);
		if (im->result.rows % IMPORT_PROGRESS_ROWS == 0 &&
			!step_look(im->step) && !step_check(im->step, err))
			return false;
	}
	return r == SHEET_END;
}

bool
import_look(struct import *im, struct desk *desk, const struct form *form,
	struct step *step, struct look *out, struct err *err)
{
	struct looking l = { .im = im, .look = out };
	bool done;

	*out = (struct look){ 0 };
	if (!import_is_allowed(form, err) ||
		!import_prepare(im, desk, form, step, err) ||
		!import_describe_file(im, err))
		return import_was_stopped(err);
	l.scratch = arena_new();
	l.values = arena_array(
		im->arena, mapping_values(im->mapping), sizeof *l.values);
	begin_columns(&l);
	done = look_at_rows(&l, err);
	arena_free(l.scratch);
	if (!done)
		return import_was_stopped(err);
	mapping_finish(im->mapping, &im->ours);
	findings_sort(&im->ours);
	im->result.matrix = mapping_scale(im->mapping) > 1;
	im->result.findings = im->ours;
	return true;
}
