/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding things in a form, and what the catalogue adds to it. */
#include "form/form.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

const struct column *
columns_find(const struct columns *columns, const char *name)
{
	for (size_t i = 0; i < columns->n; i++)
		if (str_eq(columns->v[i].name, name))
			return &columns->v[i];
	return NULL;
}

int
field_index(size_t n, const struct field *fields, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(fields[i].name, name))
			return (int)i;
	return -1;
}

int
form_field(const struct form *form, const char *name)
{
	return field_index(form->n_fields, form->fields, name);
}

int
form_field_by_tag(const struct form *form, const char *tag)
{
	for (size_t i = 0; i < form->n_fields; i++)
		if (str_eq(form->fields[i].tag, tag))
			return (int)i;
	return -1;
}

/* Whether a name of a field is what was typed, folded as headings are. */
static bool
is_said(const char *name, const char *folded)
{
	char own[128];

	if (!name)
		return false;
	utf8_fold_heading(name, own, sizeof own);
	return *own && str_eq(own, folded);
}

static bool
is_headed(const struct field *field, const char *folded)
{
	for (size_t i = 0; i < field->n_headings; i++)
		if (is_said(field->headings[i], folded))
			return true;
	return false;
}

int
field_called(size_t n, const struct field *fields, const char *name)
{
	char folded[128];
	int at = field_index(n, fields, name);

	if (at >= 0)
		return at;
	utf8_fold_heading(name, folded, sizeof folded);
	for (size_t i = 0; i < n; i++)
		if (is_headed(&fields[i], folded))
			return (int)i;
	for (size_t i = 0; i < n; i++)
		if (is_said(field_title(&fields[i]), folded) ||
			is_said(fields[i].drawn, folded))
			return (int)i;
	return -1;
}

/* Without its schema. */
static const char *
bare_name(const struct lines *lines)
{
	const char *point = strchr(lines->table, '.');

	return point ? point + 1 : lines->table;
}

const char *
lines_title(const struct lines *lines)
{
	return lines->title ? lines->title : bare_name(lines);
}

int
form_lines_called(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n_lines; i++)
		if (str_eq(form->lines[i].table, name) ||
			str_eq(bare_name(&form->lines[i]), name))
			return (int)i;
	for (size_t i = 0; i < form->n_lines; i++)
		if (form->lines[i].title &&
			utf8_begins_with(form->lines[i].title, name))
			return (int)i;
	return -1;
}

const struct field *
action_ask_field(const struct form *form, const struct action_ask *ask)
{
	int at = form_field(form, ask->name);

	return at >= 0 ? &form->fields[at] : NULL;
}

const char *
action_ask_title(const struct form *form, const struct action_ask *ask)
{
	const struct field *field = action_ask_field(form, ask);

	return ask->title ? ask->title : field ? field_title(field) : ask->name;
}

const struct filter *
form_filter(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n_filters; i++)
		if (str_eq(form->filters[i].name, name) ||
			utf8_is_same(form->filters[i].title, name))
			return &form->filters[i];
	return NULL;
}

const char *
field_choice_label(const struct field *field, const char *code)
{
	for (size_t i = 0; i < field->n_choices; i++)
		if (str_eq(field->choices[i].code, code))
			return field->choices[i].label;
	return code;
}

const char *
form_called(const struct form *form)
{
	return form->alias && i18n_is_spanish() ? form->alias : form->name;
}

/* What the catalogue says of a column stands in for a label. */
const char *
field_title(const struct field *field)
{
	if (!str_is_blank(field->label))
		return field->label;
	if (field->n_headings > 0)
		return field->headings[0];
	if (field->column && !str_is_blank(field->column->comment))
		return _(field->column->comment);
	return field->name;
}

const char *
field_hint(const struct field *field)
{
	if (field->help)
		return field->help;
	return field->column && !str_is_blank(field->column->comment)
		       ? _(field->column->comment)
		       : "";
}

bool
field_is_free(const struct field *field)
{
	return field->kind == FIELD_TEXT && field->n_choices == 0 &&
	       field->code == 0;
}

static void
add_once(const char **names, size_t *n, const char *name)
{
	if (str_word(name, *n, names) == *n)
		names[(*n)++] = name;
}

static void
add_picks(const char **names, size_t *n, size_t n_fields,
	const struct field *fields)
{
	for (size_t i = 0; i < n_fields; i++)
		if (fields[i].lookup)
			add_once(names, n, fields[i].lookup->pick);
}

/* Room for the names of all relations of a form. */
static const char **
relations_room(const struct form *form, struct arena *arena)
{
	size_t most = 2 + form->n_fields;

	for (size_t i = 0; i < form->n_lines; i++)
		most += 2 + form->lines[i].n_fields;
	return arena_array(arena, most, sizeof(const char *));
}

static void
add_all_picks(const char **names, size_t *n, const struct form *form)
{
	add_picks(names, n, form->n_fields, form->fields);
	for (size_t i = 0; i < form->n_lines; i++)
		add_picks(names, n, form->lines[i].n_fields,
			form->lines[i].fields);
}

const char **
form_picks(const struct form *form, struct arena *arena, size_t *n)
{
	const char **names = relations_room(form, arena);

	*n = 0;
	add_all_picks(names, n, form);
	return names;
}

const char **
form_relations(const struct form *form, struct arena *arena, size_t *n)
{
	const char **names = relations_room(form, arena);

	*n = 0;
	add_once(names, n, form->table);
	add_once(names, n, form->view);
	for (size_t i = 0; i < form->n_lines; i++) {
		add_once(names, n, form->lines[i].table);
		add_once(names, n, form->lines[i].view);
	}
	add_all_picks(names, n, form);
	return names;
}

static void
bind_picks(size_t n, struct field *fields, const char *pick,
	const struct columns *columns)
{
	for (size_t i = 0; i < n; i++)
		if (fields[i].lookup && str_eq(fields[i].lookup->pick, pick))
			fields[i].lookup->columns = *columns;
}

void
form_bind_lookup(
	struct form *form, const char *pick, const struct columns *columns)
{
	bind_picks(form->n_fields, form->fields, pick, columns);
	for (size_t i = 0; i < form->n_lines; i++)
		bind_picks(form->lines[i].n_fields, form->lines[i].fields, pick,
			columns);
}

static bool
any_entry(size_t n, const struct field *fields)
{
	for (size_t i = 0; i < n; i++)
		if (!fields[i].noentry)
			return true;
	return false;
}

bool
form_is_written(const struct form *form)
{
	for (size_t i = 0; i < form->n_lines; i++)
		if (any_entry(form->lines[i].n_fields, form->lines[i].fields))
			return true;
	return any_entry(form->n_fields, form->fields);
}

const struct field *
form_numbering(const struct form *form)
{
	for (size_t i = 0; i < form->n_fields; i++)
		if (form->fields[i].numbers)
			return &form->fields[i];
	return NULL;
}

enum field_kind
field_kind_for(const struct column *column)
{
	static const enum field_kind kinds[] = {
		[COLUMN_TEXT] = FIELD_TEXT,
		[COLUMN_INTEGER] = FIELD_INTEGER,
		[COLUMN_NUMERIC] = FIELD_NUMBER,
		[COLUMN_BOOLEAN] = FIELD_BOOLEAN,
		[COLUMN_DATE] = FIELD_DATE,
		[COLUMN_TIMESTAMP] = FIELD_TIMESTAMP,
		[COLUMN_TIME] = FIELD_HOUR,
		[COLUMN_OTHER] = FIELD_TEXT,
	};

	return kinds[column->type];
}

/* Its id's column decides whether a looked-up code may be missing. Every
 * row's office is filled by the server where nobody typed one. */
static bool
is_required(const struct field *field, const struct columns *columns)
{
	const struct column *column = field->column;

	if (field->lookup && field->lookup->writes)
		column = columns_find(columns, field->lookup->writes);
	return column && column->in_table && column->required &&
	       !str_eq(column->name, "office_id");
}

static bool
bind_field(const struct form *form, struct field *field,
	const struct columns *columns, struct err *err)
{
	field->column = columns_find(columns, field->name);
	if (!field->column && !(field->noentry && str_eq(field->tag, "-")))
		return err_set(err, ERR_INPUT, field->name,
			_("%s:%d:1: la base de datos no tiene la columna "
			  "«%s» que nombra el campo «%s»."),
			form->path, field->line, field->name, field->tag);
	if (!field->column)
		return true;
	if (field->kind == FIELD_TEXT)
		field->kind = field_kind_for(field->column);
	if (!field->noentry && !field->optional && is_required(field, columns))
		field->required = true;
	return true;
}

bool
list_is_partial(const struct form *form, size_t column)
{
	int at = form_field(form, form->list[column].name);

	return at >= 0 && form->fields[at].kind == FIELD_PARTIAL;
}

bool
form_bind(struct form *form, const struct columns *columns,
	const struct columns *line_columns, struct err *err)
{
	for (size_t i = 0; i < form->n_fields; i++)
		if (!bind_field(form, &form->fields[i], columns, err))
			return false;
	for (size_t l = 0; l < form->n_lines; l++) {
		struct lines *lines = &form->lines[l];

		for (size_t i = 0; i < lines->n_fields; i++)
			if (!bind_field(form, &lines->fields[i],
				    &line_columns[l], err))
				return false;
		lines->columns = line_columns[l];
	}
	form->columns = *columns;
	form->bound = true;
	return true;
}

/* ---- what it calls */

/* Its functions one by one; NULL behind the last. */
static const char *
call_at(const struct form *form, size_t i)
{
	const char *const hooks[] = { form->import.prepare, form->import.check,
		form->import.after };
	size_t k = 0;

	if (i < form->n_actions)
		return form->actions[i].call;
	for (size_t n = form->n_actions; k < sizeof hooks / sizeof *hooks; k++)
		if (hooks[k] && n++ == i)
			return hooks[k];
	return NULL;
}

static bool
calls(const struct form *form, const char *function)
{
	const char *call;

	for (size_t i = 0; form && (call = call_at(form, i)); i++)
		if (str_eq(call, function))
			return true;
	return false;
}

const char *
form_calls_beyond(const struct form *form, const struct form *other)
{
	size_t n = strlen(form->table);
	const char *call;

	for (size_t i = 0; (call = call_at(form, i)); i++)
		if ((strncmp(call, form->table, n) != 0 || call[n] != '_') &&
			!calls(other, call))
			return call;
	return NULL;
}
