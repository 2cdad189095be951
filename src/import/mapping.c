/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/mapping.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "form/heading.h"
#include "import/compared.h"

enum {
	EXPECTED_SHOWN = 8, /* headings named in a message */
};

/* A file may name in full what the field holds by its code ("Gerencia
 * Regional de ..."): the code's length does not bind it. */
static const struct field *
as_in_files(struct arena *arena, const struct field *field)
{
	struct field *f;
	struct column *c;

	if (!field->lookup || !field->column ||
		field->column->type != COLUMN_TEXT)
		return field;
	f = arena_alloc(arena, sizeof *f);
	c = arena_alloc(arena, sizeof *c);
	*f = *field;
	f->one_line = true;
	*c = *field->column;
	c->length = 0;
	c->sql_type = "text";
	f->column = c;
	return f;
}

struct mapped *
mapping_field(const struct mapping *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (str_eq(m->v[i].field->name, name))
			return &m->v[i];
	return NULL;
}

struct mapping *
mapping_new(struct arena *arena, const struct form *form)
{
	struct mapping *m = arena_alloc(arena, sizeof *m);

	m->arena = arena;
	m->form = form;
	m->n_known = form->import.n_known;
	m->known = form->import.known;
	m->v = arena_array(arena, form->n_fields, sizeof *m->v);
	for (size_t i = 0; i < form->n_fields; i++)
		if (heading_may_fill(&form->fields[i]))
			m->v[m->n++] = (struct mapped){
				.field = as_in_files(arena, &form->fields[i]),
				.cell = -1,
			};
	m->spread_heading = mapping_field(m, form->import.spread_heading);
	m->spread_cell = mapping_field(m, form->import.spread_cell);
	return m;
}

/* ---- headings ----------------------------------------------------------- */

/* What a mapping that was given says of a heading; NULL nothing. */
static const struct mapfile_column *
find_agreed(const struct mapping *m, const char *heading)
{
	for (size_t i = 0; m->map && i < m->map->n_columns; i++)
		if (heading_same(heading, m->map->columns[i].heading))
			return &m->map->columns[i];
	return NULL;
}

/* What a mapping says comes before all. NULL when it is nobody's, or its field
 * is another column's. */
static struct mapped *
find_heading(const struct mapping *m, const char *heading)
{
	const struct mapfile_column *agreed = find_agreed(m, heading);
	int at = agreed ? -1 : heading_field(m->form, heading);
	struct mapped *found = NULL;

	if (agreed)
		return mapping_field(m, agreed->field);
	if (at >= 0)
		found = mapping_field(m, m->form->fields[at].name);
	return found && !found->column ? found : NULL;
}

bool
mapping_set(struct mapping *m, const char *field, const char *value,
	struct date today, struct err *err)
{
	struct mapped *found = mapping_field(m, field);

	if (!found)
		found = find_heading(m, field);
	if (!found)
		return err_set(err, ERR_USAGE, NULL,
			_("El registro «%s» no tiene un campo «%.60s» que se "
			  "pueda cargar."),
			m->form->title, field);
	if (!value_type(
		    m->arena, found->field, value, today, &found->given, err))
		return false;
	found->constant = arena_strdup(m->arena, value);
	return true;
}

/* A matrix: headings that no field knows are values of one, their cells of
 * another. */
static bool
may_spread(const struct mapping *m)
{
	const struct mapped *heading = m->spread_heading,
			    *cell = m->spread_cell;

	return heading && cell && heading->cell < 0 && cell->cell < 0 &&
	       !heading->constant && !cell->constant;
}

/* What the cells of a row are as headings. */
struct as_headings {
	size_t known;
	size_t other;
	bool spreads; /* neither field of a matrix is among them */
};

static struct as_headings
count_headings(const struct mapping *m, const struct file_row *row)
{
	struct as_headings n = { .spreads = may_spread(m) };
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < row->n; i++) {
		bool quoted;
		const struct mapped *found = find_heading(
			m, reading_tidy(scratch, NULL, row->cells[i], &quoted));

		n.known += found != NULL;
		n.other += !found && !str_is_blank(row->cells[i]);
		n.spreads = n.spreads &&
			    (!found || (found != m->spread_heading &&
					       found != m->spread_cell));
	}
	arena_free(scratch);
	return n;
}

bool
mapping_is_heading(const struct mapping *m, const struct file_row *row)
{
	struct as_headings n = count_headings(m, row);

	/* "Hitos" above the table is a title, alone in a file a heading. */
	return n.known > 1 ||
	       (n.known == 1 && (row->n == 1 || (n.spreads && n.other)));
}

size_t
mapping_known(const struct mapping *m, const struct file_row *row)
{
	return count_headings(m, row).known;
}

static const char *
expected_headings(const struct mapping *m)
{
	struct buf b = { 0 };
	const char *text;
	size_t shown = 0;

	for (size_t i = 0; i < m->n && shown < EXPECTED_SHOWN; i++) {
		const struct field *f = m->v[i].field;

		if (f->n_headings == 0)
			continue;
		buf_printf(&b, "%s%s", shown++ ? ", " : "", _(f->headings[0]));
	}
	for (size_t i = 0; i < m->n && shown == 0; i++)
		buf_printf(
			&b, "%s%s", i ? ", " : "", field_title(m->v[i].field));
	text = arena_strdup(m->arena, buf_text(&b));
	buf_free(&b);
	return text;
}

bool
mapping_refuse(
	const struct mapping *m, const struct file_row *row, struct err *err)
{
	if (row->n == 1)
		err_set(err, ERR_FILE, NULL,
			_("La línea %zu tiene una sola "
			  "columna y no es un encabezado de «%s»."),
			row->line, m->form->title);
	else
		err_set(err, ERR_FILE, NULL,
			_("Las %zu columnas de la línea "
			  "%zu no son los encabezados de «%s»."),
			row->n, row->line, m->form->title);
	return err_hint(err,
		_("Se esperan: %.150s. Revise el separador "
		  "(--delimiter) y la codificación (--charset)."),
		expected_headings(m));
}

bool
mapping_heading_twice(
	const struct mapping *m, size_t first, size_t second, struct err *err)
{
	if (str_eq(m->titles[first], m->titles[second]))
		err_set(err, ERR_FILE, NULL,
			_("La línea %zu trae dos veces "
			  "el encabezado «%s»: columnas %zu y %zu."),
			m->heading_line, m->titles[first], first + 1,
			second + 1);
	else
		err_set(err, ERR_FILE, NULL,
			_("En la línea %zu, «%s» (columna "
			  "%zu) y «%s» (columna %zu) son el mismo dato."),
			m->heading_line, m->titles[first], first + 1,
			m->titles[second], second + 1);
	return err_hint(err, "%s",
		_("Quite o cambie el nombre de una de "
		  "las dos."));
}

/* The four columns that a file of rejects begins with are no surprise when
 * it comes back corrected. */
static bool
is_of_rejects(const struct file_row *row, size_t column)
{
	static const char *const titles[] = {
		N_("Línea"),
		N_("Columna"),
		N_("Valor"),
		N_("Motivo"),
	};
	size_t n = sizeof titles / sizeof titles[0];

	if (row->n <= n || column >= n)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!str_eq(row->cells[i], _(titles[i])))
			return false;
	return true;
}

/* Does the template that the file is say that the column is only read? */
static bool
is_only_read(const struct mapping *m, const char *title)
{
	const char *line = m->told;
	size_t n;

	for (; line && *line; line += n + (line[n] == '\n')) {
		n = strcspn(line, "\n");
		if (strlen(title) == n && strncmp(line, title, n) == 0)
			return true;
	}
	return false;
}

static void
leave_out(const struct mapping *m, const char *title, const char *reason,
	struct findings *findings)
{
	findings_add(findings, &(struct finding){
				       .line = m->heading_line,
				       .column = title,
				       .severity = FINDING_NOTICE,
				       .reason = reason,
			       });
}

/* A column that no field takes: of a matrix, compared, or left out. */
static void
take_other(struct mapping *m, size_t column, bool spreads,
	struct findings *findings)
{
	const char *title = m->titles[column];
	bool agreed = find_agreed(m, title);

	if (spreads && !agreed)
		m->spread[m->n_spread++].cell = column;
	else if (is_only_read(m, title))
		return;
	else if (agreed)
		leave_out(m, title, _("la asignación no la toma: no se carga"),
			findings);
	else if (heading_told(m->form, title) < 0)
		leave_out(m, title,
			_("columna que el registro no tiene: no se carga"),
			findings);
	else if (!compared_take(m, column))
		compared_leave_out(m, column, findings);
}

static bool
is_mapped(const struct mapping *m, size_t column)
{
	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].cell == (int)column)
			return true;
	return false;
}

bool
mapping_match(struct mapping *m, const struct file_row *row,
	struct findings *findings, struct err *err)
{
	bool spreads;

	m->heading_line = row->line;
	m->n_wide = m->n_cells = row->n;
	while (m->n_cells > 1 && str_is_blank(row->cells[m->n_cells - 1]))
		m->n_cells--;
	m->titles = arena_array(m->arena, row->n, sizeof *m->titles);
	for (size_t i = 0; i < row->n; i++) {
		bool quoted;
		const char *title =
			reading_tidy(m->arena, NULL, row->cells[i], &quoted);
		struct mapped *found =
			is_of_rejects(row, i) ? NULL : find_heading(m, title);

		m->titles[i] = str_trim(m->arena, row->cells[i]);
		if (found && found->cell >= 0)
			return mapping_heading_twice(
				m, (size_t)found->cell, i, err);
		if (found)
			found->cell = (int)i;
	}
	m->spread = arena_array(m->arena, row->n, sizeof *m->spread);
	spreads = may_spread(m);
	for (size_t i = 0; i < row->n; i++)
		if (m->titles[i][0] && !is_mapped(m, i) &&
			!is_of_rejects(row, i))
			take_other(m, i, spreads, findings);
	return true;
}

bool
mapping_has_title(const struct mapping *m, size_t column)
{
	return m->titles[column][0];
}

const char *
mapping_title(const struct mapping *m, const char *field)
{
	const struct mapped *found = mapping_field(m, field);

	if (!found)
		return field ? field : "";
	if (found->cell >= 0)
		return m->titles[found->cell];
	return found->field->n_headings ? _(found->field->headings[0])
					: field_title(found->field);
}

int
mapping_cell(const struct mapping *m, const char *field)
{
	const struct mapped *found = mapping_field(m, field);

	return found ? found->cell : -1;
}

bool
mapping_is_spread(const struct mapping *m, const char *field)
{
	return m->n_spread > 0 &&
	       (str_eq(m->spread_heading->field->name, field) ||
		       str_eq(m->spread_cell->field->name, field));
}

/* ---- the staging table -------------------------------------------------- */

static const char *const partial_columns[MAPPING_COLUMNS][2] = {
	{ "", "text" },
	{ "_from", "date" },
	{ "_to", "date" },
	{ "_precision", "text" },
	{ "_doubtful", "boolean" },
};

const char *
mapping_type(const struct field *field)
{
	return field->column && field->column->sql_type
		       ? field->column->sql_type
		       : "text";
}

size_t
mapping_columns(const struct mapping *m, const struct field *field,
	const char *names[MAPPING_COLUMNS])
{
	size_t n = field->kind == FIELD_PARTIAL ? MAPPING_COLUMNS : 1;

	for (size_t i = 0; i < n; i++)
		names[i] = arena_printf(
			m->arena, "%s%s", field->name, partial_columns[i][0]);
	return n;
}

size_t
mapping_width(const struct field *field)
{
	return field->kind == FIELD_PARTIAL ? MAPPING_COLUMNS
	       : field->measured	    ? 2
					    : 1;
}

static const char *
column_list(const struct mapping *m, bool types)
{
	struct buf b = { 0 };
	const char *text, *names[MAPPING_COLUMNS];

	buf_puts(&b, types ? "line int not null" : "line");
	for (size_t i = 0; i < m->n; i++) {
		const struct field *f = m->v[i].field;
		size_t n = mapping_columns(m, f, names);

		for (size_t j = 0; j < n; j++)
			buf_printf(&b, ", %s%s%s",
				str_quote_ident(m->arena, names[j]),
				types ? " " : "",
				!types	? ""
				: n > 1 ? partial_columns[j][1]
					: mapping_type(f));
		/* What the register's own check judges. */
		if (f->measured)
			buf_printf(&b, ", %s%s",
				str_quote_ident(m->arena,
					arena_printf(m->arena, "%s_percent",
						f->name)),
				types ? " boolean" : "");
	}
	compared_columns(m, types, &b);
	text = arena_strdup(m->arena, b.data);
	buf_free(&b);
	return text;
}

const char *
mapping_create_sql(const struct mapping *m)
{
	return arena_printf(m->arena,
		"create temp table hito_stage (%s) on commit drop",
		column_list(m, true));
}

const char *
mapping_copy_sql(const struct mapping *m)
{
	return arena_printf(m->arena, "copy pg_temp.hito_stage (%s) from stdin",
		column_list(m, false));
}

const char *
mapping_given(const struct mapping *m)
{
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < m->n; i++)
		if (m->v[i].cell >= 0 || m->v[i].constant ||
			mapping_is_spread(m, m->v[i].field->name))
			buf_printf(&b, "%s%s", b.len ? "," : "{",
				m->v[i].field->name);
	buf_puts(&b, b.len ? "}" : "{}");
	text = arena_strdup(m->arena, b.data);
	buf_free(&b);
	return text;
}

size_t
mapping_values(const struct mapping *m)
{
	size_t n = 1 + compared_values(m);

	for (size_t i = 0; i < m->n; i++)
		n += mapping_width(m->v[i].field);
	return n;
}
