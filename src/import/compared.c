/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/compared.h"

#include "base/i18n.h"
#include "base/str.h"
#include "form/heading.h"
#include "import/typed.h"

enum {
	STAGED = 2, /* "says 1" and "means 1" */
};

/* ---- which columns ------------------------------------------------------ */

/* A figure worked out may have more decimals than its column has room for, and
 * a state stands where nobody types it: what it is like is not judged. */
static const struct field *
without_limits(struct arena *arena, const struct field *field)
{
	struct field *f = arena_alloc(arena, sizeof *f);

	*f = *field;
	f->column = NULL;
	f->picture = f->range_low = f->range_high = NULL;
	if (f->kind == FIELD_NUMBER) /* which may stand with a % or without */
		f->kind = FIELD_PERCENT;
	return f;
}

static bool
is_taken(const struct mapping *m, const struct field *field)
{
	for (size_t i = 0; i < m->n_compared; i++)
		if (str_eq(m->compared[i].field->name, field->name))
			return true;
	return false;
}

bool
compared_take(struct mapping *m, size_t column)
{
	int at = heading_told(m->form, m->titles[column]);
	const struct field *f = at < 0 ? NULL : &m->form->fields[at];

	if (!f || !f->column || !f->column->in_view || is_taken(m, f))
		return false;
	if (!m->compared)
		m->compared =
			arena_array(m->arena, m->n_wide, sizeof *m->compared);
	m->compared[m->n_compared++] = (struct mapped){
		.field = without_limits(m->arena, f),
		.cell = (int)column,
		.decimal = m->map ? m->map->decimal : '\0',
		.dates = m->map ? m->map->dates : MAPFILE_DATES_SEEN,
	};
	return true;
}

void
compared_leave_out(
	const struct mapping *m, size_t column, struct findings *findings)
{
	findings_add(findings,
		&(struct finding){
			.line = m->heading_line,
			.column = m->titles[column],
			.severity = FINDING_NOTICE,
			.reason = _("columna que solo se lee: no se carga"),
		});
}

bool
compared_has(const struct mapping *m, size_t column)
{
	for (size_t i = 0; i < m->n_compared; i++)
		if (m->compared[i].cell == (int)column)
			return !m->compared[i].unsure;
	return false;
}

/* ---- the stage ---------------------------------------------------------- */

void
compared_columns(const struct mapping *m, bool types, struct buf *b)
{
	const char *type = types ? " text" : "";

	for (size_t i = 1; i <= m->n_compared; i++)
		buf_printf(b, ", \"says %zu\"%s, \"means %zu\"%s", i, type, i,
			type);
}

size_t
compared_values(const struct mapping *m)
{
	return STAGED * m->n_compared;
}

static void
read_cell(const struct mapped *p, const struct file_row *row, struct date today,
	struct arena *scratch, const char **out)
{
	enum row_kind kind = row_kind_of(row, (size_t)p->cell);
	const char *cell = row->cells[p->cell];
	struct value value = { 0 };
	struct err unheard = { 0 };
	bool quoted = false, read;

	out[0] = kind == ROW_TEXT
			 ? reading_tidy(scratch, p->field, cell, &quoted)
			 : typed_shown(scratch, kind, cell);
	if (str_is_blank(out[0])) {
		out[0] = NULL;
		return;
	}
	out[0] = str_trim(scratch, out[0]);
	read = kind == ROW_TEXT
		       ? reading_value(scratch, p->field, &p->reading, out[0],
				 quoted, today, &value, &unheard)
		       : reading_typed(scratch, p->field, &p->reading, kind,
				 cell, today, &value, &unheard);
	out[1] = read ? value.now : NULL;
}

void
compared_read(const struct mapping *m, const struct file_row *row,
	struct date today, struct arena *scratch, const char **values)
{
	for (size_t i = 0; i < m->n_compared; i++) {
		const struct mapped *p = &m->compared[i];

		values[STAGED * i] = values[STAGED * i + 1] = NULL;
		if (!p->unsure && (size_t)p->cell < row->n)
			read_cell(p, row, today, scratch, &values[STAGED * i]);
	}
}
