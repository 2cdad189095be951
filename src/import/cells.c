/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of import/mapping: cells made values, and of a matrix a record of
 * each cell. */
#include "import/mapping.h"

#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "import/compared.h"
#include "import/typed.h"

enum {
	FOLDED = 400,		/* bytes of a folded heading */
	MATRIX_LINES = 2000000, /* as many have numbers for their records */
};

/* One cell while it is read. */
struct cell {
	struct mapping *m;
	struct mapped *mapped;
	size_t line;
	const char *text; /* as people see it in the file */
	enum row_kind kind;
	const char *typed; /* as it is kept, of another kind than text */
	const char *plain; /* text as it is read */
	bool percent;	   /* without the sign that stood behind it */
	const char *title; /* of its column, in a matrix; else NULL */
	bool quoted;	   /* a text, whatever it begins with */
	struct date today;
	struct arena *scratch;
	struct findings *findings;
	struct value value;
};

static void
tell(const struct cell *c, enum severity severity, const char *reason)
{
	const struct field *f = c->mapped->field;

	findings_add(c->findings,
		&(struct finding){
			.line = c->line,
			.field = f->name,
			.column = c->title ? c->title
					   : mapping_title(c->m, f->name),
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

	if (c->mapped->cell < 0 || c->kind != ROW_TEXT)
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

/* What may be measured in % is read without the sign; whether it is, the
 * register's check knows. */
static void
take_sign(struct cell *c)
{
	const char **read = c->kind == ROW_TEXT ? &c->plain : &c->typed;
	char *text;

	c->plain = c->text;
	text = str_trim(c->scratch, *read);
	if (!c->mapped->field->measured || !str_ends(text, "%"))
		return;
	text[strlen(text) - 1] = '\0';
	c->percent = !str_is_blank(text);
	if (c->percent)
		*read = text;
}

static void
read_cell(struct cell *c)
{
	const struct field *f = c->mapped->field;
	struct err err = { 0 };
	bool ok;

	take_sign(c);
	ok = c->kind == ROW_TEXT
		     ? reading_value(c->scratch, f, &c->mapped->reading,
			       c->plain, c->quoted, c->today, &c->value, &err)
		     : reading_typed(c->scratch, f, &c->mapped->reading,
			       c->kind, c->typed, c->today, &c->value, &err);
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
	if (c->mapped->field->measured)
		out[1] = c->percent ? "t" : "f";
	if (c->mapped->field->kind != FIELD_PARTIAL)
		return mapping_width(c->mapped->field);
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
has_right_shape(const struct mapping *m, const struct file_row *row,
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

static struct cell
cell_of(struct mapping *m, struct mapped *mapped, size_t line,
	struct date today, struct arena *scratch, struct findings *findings)
{
	return (struct cell){
		.m = m,
		.mapped = mapped,
		.line = line,
		.text = "",
		.today = today,
		.scratch = scratch,
		.findings = findings,
	};
}

static void
take_cell(struct cell *c, const struct file_row *row, size_t at)
{
	const char *text = row->cells[at];

	c->kind = row_kind_of(row, at);
	c->typed = text;
	text = c->kind == ROW_TEXT ? reading_tidy(c->scratch, c->mapped->field,
					     text, &c->quoted)
				   : typed_shown(c->scratch, c->kind, text);
	c->text = mapping_meaning(c->scratch, c->mapped, text);
	if (c->text != text)
		c->kind = ROW_TEXT;
}

bool
mapping_read(struct mapping *m, const struct file_row *row, struct date today,
	struct arena *scratch, const char **values, struct findings *findings)
{
	size_t at = 1;

	if (!has_right_shape(m, row, findings))
		return false;
	values[0] = arena_printf(scratch, "%zu", row->line);
	for (size_t i = 0; i < m->n; i++) {
		struct cell c = cell_of(
			m, &m->v[i], row->line, today, scratch, findings);

		if (m->v[i].cell >= 0)
			take_cell(&c, row, (size_t)m->v[i].cell);
		if (m->v[i].constant && str_is_blank(c.text)) {
			c.text = m->v[i].constant;
			c.value = m->v[i].given;
			tell_doubts(&c);
		} else if (c.text[0]) {
			read_cell(&c);
		}
		at += put_value(&c, values + at);
	}
	compared_read(m, row, today, scratch, values + at);
	return true;
}

/* ---- a matrix ---- */

size_t
mapping_scale(const struct mapping *m)
{
	/* fewer than a file has columns: one of them is no heading's value */
	return m->n_spread ? CSV_COLUMNS : 1;
}

const struct spread_column *
mapping_spread(const struct mapping *m, size_t staged)
{
	size_t at = staged % mapping_scale(m);

	return at > 0 && at <= m->n_spread ? &m->spread[at - 1] : NULL;
}

const char *
mapping_column(const struct mapping *m, size_t staged, const char *field)
{
	const struct spread_column *of = mapping_spread(m, staged);

	if (!of)
		return field ? mapping_title(m, field) : "";
	if (!field || mapping_is_spread(m, field))
		return m->titles[of->cell];
	return arena_printf(m->arena, "%s / %s", mapping_title(m, field),
		m->titles[of->cell]);
}

/* What the heading of a column stands for, and the same as it is compared. */
static const char *
read_heading(struct mapping *m, struct spread_column *column, struct date today,
	struct findings *findings)
{
	const char *title = m->titles[column->cell], *now;
	struct cell c = cell_of(m, m->spread_heading, m->heading_line, today,
		m->arena, findings);
	char *folded;
	size_t room;

	c.title = title;
	c.text = mapping_meaning(m->arena, c.mapped,
		reading_tidy(m->arena, c.mapped->field, title, &c.quoted));
	read_cell(&c);
	column->value = c.value;
	now = c.value.now ? c.value.now : title;
	room = 4 * strlen(now) + 1;
	folded = arena_alloc(m->arena, room);
	utf8_fold(now, folded, room);
	return folded;
}

bool
mapping_has_room(const struct mapping *m, size_t line, struct err *err)
{
	if (m->n_spread == 0 || line <= MATRIX_LINES)
		return true;
	err_set(err, ERR_FILE, NULL,
		_("El archivo tiene varios registros por línea y más de %d "
		  "líneas."),
		(int)MATRIX_LINES);
	return err_hint(err, "%s", _("Parta el archivo por líneas."));
}

void
mapping_place(const struct mapping *m, size_t staged, struct finding *f)
{
	const struct spread_column *of = mapping_spread(m, staged);

	f->line = staged / mapping_scale(m);
	if (of && f->line == 0) {
		f->line = m->heading_line;
		f->value = m->titles[of->cell];
	}
	f->column = mapping_column(m, staged, f->field);
}

bool
mapping_read_headings(struct mapping *m, struct date today,
	struct findings *findings, struct err *err)
{
	const char **keys =
		arena_array(m->arena, m->n_spread + 1, sizeof *keys);

	for (size_t i = 0; i < m->n_spread; i++) {
		keys[i] = read_heading(m, &m->spread[i], today, findings);
		for (size_t j = 0; j < i; j++)
			if (str_eq(keys[i], keys[j]))
				return mapping_heading_twice(m,
					m->spread[j].cell, m->spread[i].cell,
					err);
	}
	return true;
}

size_t
mapping_value(const struct mapping *m, const struct mapped *mapped)
{
	size_t at = 1;

	for (const struct mapped *p = m->v; p < mapped; p++)
		at += mapping_width(p->field);
	return at;
}

bool
mapping_record(struct mapping *m, const struct file_row *row, size_t *at,
	struct date today, struct arena *scratch, const char **values,
	struct findings *findings)
{
	struct cell c =
		cell_of(m, m->spread_cell, row->line, today, scratch, findings);

	if (m->n_spread == 0)
		return (*at)++ == 0;
	while (*at < m->n_spread && str_is_blank(c.text)) {
		size_t cell = m->spread[(*at)++].cell;

		c.title = m->titles[cell];
		take_cell(&c, row, cell);
	}
	if (str_is_blank(c.text))
		return false;
	values[0] = arena_printf(
		scratch, "%zu", row->line * mapping_scale(m) + *at);
	read_cell(&c);
	put_value(&c, values + mapping_value(m, c.mapped));
	c.mapped = m->spread_heading;
	c.value = m->spread[*at - 1].value;
	put_value(&c, values + mapping_value(m, c.mapped));
	return true;
}

/* ---- the whole file ---- */

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
