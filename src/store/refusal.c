/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the names in a refusal of the server to the field it belongs to and
 * the register's own sentence. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "db/refuse.h"
#include "store/inside.h"

#define UNIQUE_VIOLATION "23505"
#define NOT_NULL_VIOLATION "23502"

bool
refusal_is_repeat(struct desk *desk)
{
	const struct refusal *r = session_refusal(desk->session);

	return str_eq(r->sqlstate, UNIQUE_VIOLATION) &&
	       str_eq(r->schema, "core") && str_eq(r->table, "request");
}

static bool
is_table(const char *table, const struct refusal *r)
{
	size_t n = strlen(r->schema);

	return n > 0 && strncmp(table, r->schema, n) == 0 && table[n] == '.' &&
	       str_eq(table + n + 1, r->table);
}

bool
refusal_is_double(struct desk *desk, const struct form *form)
{
	const struct refusal *r = session_refusal(desk->session);

	return str_eq(r->sqlstate, UNIQUE_VIOLATION) &&
	       is_table(form->table, r);
}

/* "starts_from" belongs to "starts". */
static bool
is_part_of(const struct field *field, const char *column)
{
	static const char *const parts[] = { "_from", "_to", "_precision",
		"_doubtful" };
	size_t n = strlen(field->name);

	if (field->kind != FIELD_PARTIAL || !str_starts(column, field->name))
		return false;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (str_eq(column + n, parts[i]))
			return true;
	}
	return false;
}

/* The field that a person fills and the column comes from. */
static const struct field *
field_of_column(const struct field *fields, size_t n, const char *column)
{
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];

		if ((f->lookup && str_eq(f->lookup->writes, column)) ||
			is_part_of(f, column))
			return f;
	}
	for (size_t i = 0; i < n; i++) {
		if (str_eq(fields[i].name, column))
			return &fields[i];
	}
	return NULL;
}

/* The server does not name the column of a foreign key: its constraint does,
 * "milestone_office_id_fkey". */
static void
column_of(const struct refusal *r, char *column, size_t room)
{
	size_t table = strlen(r->table);
	const char *constraint = r->constraint;

	str_copy(column, room, r->column);
	if (*column || !str_ends(constraint, "_fkey") ||
		!str_starts(constraint, r->table) || constraint[table] != '_')
		return;
	snprintf(column, room, "%.*s",
		(int)(strlen(constraint) - table - 1 - strlen("_fkey")),
		constraint + table + 1);
}

static void
set_field(struct err *err, const char *prefix, const struct field *field)
{
	if (field)
		snprintf(err->field, sizeof err->field, "%s%s", prefix,
			field->name);
}

static const struct field *
field_of_tag(const struct form *form, const char *tag, const char **prefix)
{
	int at = tag ? form_field_by_tag(form, tag) : -1;

	*prefix = "";
	if (at >= 0)
		return &form->fields[at];
	for (size_t i = 0; tag && i < form->n_lines; i++) {
		const struct lines *lines = &form->lines[i];

		for (size_t k = 0; k < lines->n_fields; k++) {
			if (str_eq(lines->fields[k].tag, tag)) {
				*prefix = "lines.";
				return &lines->fields[k];
			}
		}
	}
	return NULL;
}

/* The sentence that the form file has for a constraint. */
static bool
explain_by_form(
	const struct form *form, const struct refusal *r, struct err *err)
{
	for (size_t i = 0; i < form->n_refusals; i++) {
		const struct refusal_text *t = &form->refusals[i];
		const char *prefix;
		const struct field *field;

		if (!*r->constraint || !str_eq(t->constraint, r->constraint))
			continue;
		field = field_of_tag(form, t->tag, &prefix);
		str_copy(err->text, sizeof err->text, t->text);
		err->hint[0] = '\0';
		set_field(err, prefix, field);
		return true;
	}
	return false;
}

void
refusal_in_words(struct desk *desk, const struct form *form, struct err *err)
{
	const struct refusal *r = session_refusal(desk->session);

	if (err->kind != ERR_LINK && err->kind != ERR_CANCEL)
		explain_by_form(form, r, err);
}

/* "Ya existe un registro de Hitos con Plan 2018-2020, Compromiso 3, ...". */
static bool
explain_double(const struct record *record, struct err *err)
{
	const struct form *form = record->form;
	struct buf key = { 0 };
	const struct field *last = NULL;

	for (size_t i = 0; i < form->n_natural; i++) {
		int at = form_field(form, form->natural[i]);
		char shown[256];

		if (at < 0 || !record->values[at].now)
			continue;
		if (!form->fields[at].noentry)
			last = &form->fields[at];
		value_show(&form->fields[at], &record->values[at], shown,
			sizeof shown);
		buf_printf(&key, "%s%s %s", key.len ? ", " : "",
			field_title(&form->fields[at]), shown);
	}
	if (key.len > 0) {
		snprintf(err->text, sizeof err->text,
			_("Ya existe un registro de %s con %s."), form->title,
			buf_text(&key));
		set_field(err, "", last);
	}
	buf_free(&key);
	return true;
}

/* A code that no list has was sent as no row at all. */
static void
explain_empty(
	const struct record *record, const struct field *field, struct err *err)
{
	const struct value *value =
		&record->values[field - record->form->fields];

	if (!field->lookup || str_is_blank(value->now))
		return;
	snprintf(err->text, sizeof err->text,
		_("«%s» no está en la lista de %s."), value->now,
		field_title(field));
	str_copy(err->hint, sizeof err->hint,
		_("Elija un valor de la lista (F4)."));
}

/* ---- rows of lines */

/* One statement of the lines part of a save. */
struct line_statement {
	size_t lines; /* which list */
	int row;
};

/* The pass of statement_save that a row goes in: dropped ones first, then
 * changed, then new; -1 for one that is not sent. */
static int
pass_of(const struct lines *lines, const struct line_row *row)
{
	if (row->dropped)
		return row->id ? 0 : -1;
	if (!line_row_is_changed(lines, row))
		return -1;
	return row->id ? 1 : 2;
}

static size_t
line_statements(const struct record *record, struct arena *arena,
	struct line_statement **out)
{
	size_t n = 0;
	size_t most = 0;

	for (size_t l = 0; l < record->form->n_lines; l++)
		most += record->lines[l].n;
	*out = arena_array(arena, most + 1, sizeof **out);
	for (size_t l = 0; l < record->form->n_lines; l++) {
		const struct record_lines *rows = &record->lines[l];

		for (int pass = 0; pass < 3; pass++) {
			for (size_t i = 0; i < rows->n; i++) {
				if (pass_of(&record->form->lines[l],
					    &rows->rows[i]) != pass)
					continue;
				(*out)[n++] =
					(struct line_statement){ l, (int)i };
			}
		}
	}
	return n;
}

/* Whether the statement that failed was one of a line; which. */
static bool
line_of(const struct record *record, const struct refused *refused,
	struct line_statement *line)
{
	struct arena *arena = arena_new();
	struct line_statement *all;
	size_t n = line_statements(record, arena, &all);
	bool found = refused->end >= n && refused->failed < refused->end &&
		     refused->failed >= refused->end - n;

	if (found)
		*line = all[refused->failed - (refused->end - n)];
	arena_free(arena);
	return found;
}

static void
explain_line(const struct record *record, const struct line_statement *line,
	const char *column, int *row, struct err *err)
{
	const struct lines *lines = &record->form->lines[line->lines];
	const struct field *field =
		field_of_column(lines->fields, lines->n_fields, column);

	*row = line->row;
	set_field(err, "lines.", field ? field : &lines->fields[0]);
}

void
refusal_explain(struct desk *desk, const struct record *record,
	const struct refused *refused, int *row, struct err *err)
{
	const struct refusal *r = session_refusal(desk->session);
	const struct form *form = record->form;
	const struct field *field;
	struct line_statement line;
	char column[sizeof r->column];
	bool in_line;

	*row = -1;
	if (err->kind == ERR_LINK || err->kind == ERR_CANCEL)
		return;
	in_line = line_of(record, refused, &line);
	column_of(r, column, sizeof column);
	if (in_line)
		explain_line(record, &line, column, row, err);
	if (explain_by_form(form, r, err) || in_line)
		return;
	if (refusal_is_double(desk, form)) {
		explain_double(record, err);
		return;
	}
	field = *column ? field_of_column(form->fields, form->n_fields, column)
			: NULL;
	set_field(err, "", field);
	if (field && str_eq(r->sqlstate, NOT_NULL_VIOLATION))
		explain_empty(record, field, err);
}
