/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/mapping.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	FOLDED = 400,	    /* bytes of a folded heading */
	EXPECTED_SHOWN = 8, /* headings named in a message */
};

static bool
is_importable(const struct field *field)
{
	return field->n_headings > 0 || !field->noentry;
}

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

struct mapping *
mapping_new(struct arena *arena, const struct form *form)
{
	struct mapping *m = arena_alloc(arena, sizeof *m);

	m->arena = arena;
	m->form = form;
	m->v = arena_array(arena, form->n_fields, sizeof *m->v);
	for (size_t i = 0; i < form->n_fields; i++)
		if (is_importable(&form->fields[i]))
			m->v[m->n++] = (struct mapped){
				.field = as_in_files(arena, &form->fields[i]),
				.cell = -1,
			};
	return m;
}

/* ---- headings ----------------------------------------------------------- */

/* As headings are compared. "Hito No." and "Hito Nro." are "Hito N°"; but
 * without its point "no" is a word. */
static void
fold_title(const char *heading, char *out, size_t room)
{
	static const char *const numbers[] = { " no.", " nro.", " nro", " num.",
		NULL };
	char plain[FOLDED];

	utf8_fold(heading, plain + 1, sizeof plain - 1);
	plain[0] = ' ';
	for (size_t i = 0; numbers[i]; i++)
		if (str_ends(plain, numbers[i])) {
			plain[strlen(plain) - strlen(numbers[i]) + 2] = '\0';
			break;
		}
	utf8_fold_heading(plain, out, room);
}

static bool
same_heading(const char *folded, const char *heading)
{
	char other[FOLDED];

	fold_title(heading, other, sizeof other);
	return other[0] && str_eq(folded, other);
}

static bool
has_heading(const struct field *field, const char *folded)
{
	for (size_t i = 0; i < field->n_headings; i++)
		if (same_heading(folded, field->headings[i]))
			return true;
	return false;
}

/* The headings of the form file come before labels and names, which may be
 * another field's heading. NULL when it is nobody's. */
static struct mapped *
find_heading(const struct mapping *m, const char *heading)
{
	char folded[FOLDED];

	fold_title(heading, folded, sizeof folded);
	if (!folded[0])
		return NULL;
	for (size_t i = 0; i < m->n; i++)
		if (has_heading(m->v[i].field, folded))
			return &m->v[i];
	for (size_t i = 0; i < m->n; i++)
		if (!m->v[i].field->noentry &&
			(same_heading(folded, m->v[i].field->label) ||
				(m->v[i].field->drawn &&
					same_heading(folded,
						m->v[i].field->drawn)) ||
				same_heading(folded, m->v[i].field->name)))
			return &m->v[i];
	return NULL;
}

bool
mapping_set(struct mapping *m, const char *field, const char *value,
	struct date today, struct err *err)
{
	struct mapped *found = NULL;

	for (size_t i = 0; i < m->n && !found; i++)
		if (str_eq(m->v[i].field->name, field))
			found = &m->v[i];
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

bool
mapping_is_heading(const struct mapping *m, const struct csv_row *row)
{
	size_t known = 0;

	struct arena *scratch = arena_new();

	for (size_t i = 0; i < row->n; i++) {
		bool quoted;

		known += find_heading(m, reading_tidy(scratch, NULL,
						 row->cells[i], &quoted)) !=
			 NULL;
	}
	arena_free(scratch);
	/* "Hitos" above the table is a title, alone in a file a heading. */
	return known > 1 || (known == 1 && row->n == 1);
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
	const struct mapping *m, const struct csv_row *row, struct err *err)
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

static bool
heading_twice(
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
is_of_rejects(const struct csv_row *row, size_t column)
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

bool
mapping_match(struct mapping *m, const struct csv_row *row,
	struct findings *findings, struct err *err)
{
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
			return heading_twice(m, (size_t)found->cell, i, err);
		if (found) {
			found->cell = (int)i;
		} else if (m->titles[i][0] && !is_of_rejects(row, i)) {
			findings_add(findings,
				&(struct finding){
					.line = row->line,
					.column = m->titles[i],
					.severity = FINDING_NOTICE,
					.reason =
						_("columna que el registro no "
						  "tiene: no se carga"),
				});
		}
	}
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
	for (size_t i = 0; i < m->n; i++) {
		if (!str_eq(m->v[i].field->name, field))
			continue;
		if (m->v[i].cell >= 0)
			return m->titles[m->v[i].cell];
		if (m->v[i].field->n_headings)
			return _(m->v[i].field->headings[0]);
		return field_title(m->v[i].field);
	}
	return field ? field : "";
}

int
mapping_cell(const struct mapping *m, const char *field)
{
	for (size_t i = 0; i < m->n; i++)
		if (str_eq(m->v[i].field->name, field))
			return m->v[i].cell;
	return -1;
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
	}
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
		if (m->v[i].cell >= 0 || m->v[i].constant)
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
	size_t n = 1;

	for (size_t i = 0; i < m->n; i++)
		n += m->v[i].field->kind == FIELD_PARTIAL ? MAPPING_COLUMNS : 1;
	return n;
}

/* ---- rows --------------------------------------------------------------- */

/* One cell while it is read. */
struct cell {
	struct mapping *m;
	struct mapped *mapped;
	size_t line;
	const char *text; /* as the file has it */
	bool quoted;	  /* a text, whatever it begins with */
	struct date today;
	struct arena *scratch;
	struct findings *findings;
	struct value value;
};

static void
tell(const struct cell *c, enum severity severity, const char *reason)
{
	const struct field *f = c->mapped->field;

	findings_add(
		c->findings, &(struct finding){
				     .line = c->line,
				     .field = f->name,
				     .column = mapping_title(c->m, f->name),
				     .value = c->text,
				     .severity = severity,
				     .reason = reason,
			     });
}

/* Bytes at the beginning of text that repeat the heading, with what follows
 * up to the next word; 0 when it does not. */
static size_t
heading_length(const char *text, const char *heading)
{
	size_t n = strlen(text), at = 0, found = 0, limit;
	char folded[FOLDED], head[FOLDED], now[FOLDED];

	utf8_fold_heading(heading, folded, sizeof folded);
	limit = 2 * strlen(heading) + 8;
	while (folded[0] && at < n && at < limit && at < sizeof head - 8) {
		at = utf8_next(text, n, at);
		if (at >= sizeof head)
			break;
		memcpy(head, text, at);
		head[at] = '\0';
		utf8_fold_heading(head, now, sizeof now);
		if (str_eq(now, folded))
			found = at;
	}
	return found < n ? found : 0;
}

/* Free text may well begin as its heading does: "Hito principal". */
static bool
is_free_text(const struct field *f)
{
	return f->kind == FIELD_TEXT && f->n_choices == 0;
}

static bool
has_colon(const char *text, size_t n)
{
	return memchr(text, ':', strnlen(text, n));
}

/* Reads the cell without the heading that it repeats: "Fecha final. Dic.
 * 2019". False when it repeats none or does not read better so. */
static bool
read_without_heading(struct cell *c)
{
	const struct field *f = c->mapped->field;
	const char *heading;
	size_t n;
	struct value value = { 0 };
	struct err unheard;

	if (c->mapped->cell < 0)
		return false;
	heading = c->m->titles[c->mapped->cell];
	if (is_free_text(f) && !has_colon(c->text, strlen(heading) + 4))
		return false;
	n = heading_length(c->text, heading);
	if (n == 0 || (is_free_text(f) && !has_colon(c->text, n)))
		return false;
	if (!reading_value(c->scratch, f, &c->mapped->reading, c->text + n,
		    c->quoted, c->today, &value, &unheard) ||
		!value.now)
		return false;
	c->value = value;
	tell(c, FINDING_NOTICE, _("encabezado dentro de la celda: se quita"));
	return true;
}

/* A spreadsheet stores 80 % as 0.8, and nobody can tell them apart in one
 * column that has both. */
static void
watch_percent(struct cell *c)
{
	const char *now = c->value.now;

	if (c->mapped->field->kind != FIELD_PERCENT || !now ||
		strchr(c->text, '%') || strspn(now, "0.") == strlen(now))
		return;
	if ((now[0] == '0' && now[1] == '.') || str_eq(now, "1")) {
		if (!c->mapped->small_line)
			c->mapped->small_line = c->line;
	} else if (!c->mapped->large_line) {
		c->mapped->large_line = c->line;
	}
}

static void
tell_doubts(const struct cell *c)
{
	if (c->value.partial.doubtful)
		tell(c, FINDING_DOUBTFUL, c->value.partial.doubt);
	else if (c->value.problem[0])
		tell(c, FINDING_NOTICE, c->value.problem);
}

static void
read_cell(struct cell *c)
{
	const struct field *f = c->mapped->field;
	struct err err = { 0 };
	bool ok;

	ok = reading_value(c->scratch, f, &c->mapped->reading, c->text,
		c->quoted, c->today, &c->value, &err);
	if ((!ok || c->value.partial.doubtful || is_free_text(f)) &&
		read_without_heading(c))
		ok = true;
	if (!ok) {
		tell(c, FINDING_ERROR, err.text);
		c->value = (struct value){ 0 };
		return;
	}
	tell_doubts(c);
	watch_percent(c);
}

static const char *
iso(struct arena *arena, struct date d)
{
	char text[16];

	date_iso(d, text, sizeof text);
	return text[0] ? arena_strdup(arena, text) : NULL;
}

/* Returns how many values it wrote. */
static size_t
put_value(const struct cell *c, const char **out)
{
	const struct partial_date *p = &c->value.partial;

	out[0] = c->value.now;
	if (c->mapped->field->kind != FIELD_PARTIAL)
		return 1;
	if (!c->value.now) {
		out[1] = out[2] = out[3] = NULL;
		out[4] = "f";
		return MAPPING_COLUMNS;
	}
	out[1] = iso(c->scratch, p->from);
	out[2] = iso(c->scratch, p->to);
	out[3] = precision_name(p->precision);
	out[4] = p->doubtful ? "t" : "f";
	return MAPPING_COLUMNS;
}

static bool
has_right_shape(const struct mapping *m, const struct csv_row *row,
	struct findings *findings)
{
	const char *reason = NULL;

	if (row->n < m->n_cells)
		reason = arena_printf(m->arena,
			_("La fila tiene %zu celdas y "
			  "el encabezado %zu: está cortada o le falta un "
			  "separador."),
			row->n, m->n_cells);
	for (size_t i = m->n_wide; i < row->n && !reason; i++)
		if (!str_is_blank(row->cells[i]))
			reason = arena_printf(m->arena,
				_("La fila tiene %zu "
				  "celdas y el encabezado %zu: un texto con el "
				  "separador dentro va entre comillas."),
				row->n, m->n_cells);
	if (!reason)
		return true;
	findings_add(findings, &(struct finding){
				       .line = row->line,
				       .severity = FINDING_ERROR,
				       .value = row->cells[0],
				       .reason = reason,
			       });
	return false;
}

bool
mapping_read(struct mapping *m, const struct csv_row *row, struct date today,
	struct arena *scratch, const char **values, struct findings *findings)
{
	size_t at = 1;

	if (!has_right_shape(m, row, findings))
		return false;
	values[0] = arena_printf(scratch, "%zu", row->line);
	for (size_t i = 0; i < m->n; i++) {
		struct cell c = {
			.m = m,
			.mapped = &m->v[i],
			.line = row->line,
			.text = "",
			.today = today,
			.scratch = scratch,
			.findings = findings,
		};

		if (m->v[i].cell >= 0)
			c.text = reading_tidy(scratch, m->v[i].field,
				row->cells[m->v[i].cell], &c.quoted);
		if (m->v[i].constant && str_is_blank(c.text)) {
			c.text = m->v[i].constant;
			c.value = m->v[i].given;
			tell_doubts(&c);
		} else if (c.text[0]) {
			read_cell(&c);
		}
		at += put_value(&c, values + at);
	}
	return true;
}

void
mapping_finish(const struct mapping *m, struct findings *findings)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct mapped *p = &m->v[i];

		if (!p->small_line || !p->large_line)
			continue;
		findings_add(findings,
			&(struct finding){
				.line = 0,
				.field = p->field->name,
				.column = mapping_title(m, p->field->name),
				.severity = FINDING_ERROR,
				.reason = arena_printf(m->arena,
					_("La columna mezcla "
					  "porcentajes hasta 1 (línea %zu) y mayores que 1 "
					  "(línea %zu): escriba el signo %% en todos."),
					p->small_line, p->large_line),
			});
	}
}
