/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record in the texts of a journal, and back. */
#include "store/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* ---- to texts: path and text, one behind the other */

struct texts {
	struct arena *arena;
	size_t n;
	size_t cap;
	const char **v;
};

static void
put(struct texts *t, const char *path, const char *text)
{
	if (t->n + 2 > t->cap) {
		t->cap = 2 * t->cap + 64;
		t->v = arena_grow(t->arena, t->v, t->n, t->cap, sizeof *t->v);
	}
	t->v[t->n++] = path;
	t->v[t->n++] = text;
}

static const char *
row_path(struct arena *arena, const struct lines *lines, size_t row,
	const char *what)
{
	return arena_printf(arena, "%s#%zu%s", lines->table, row, what);
}

static const char *
cell_path(struct arena *arena, const struct lines *lines, size_t row, size_t f)
{
	return arena_printf(
		arena, "%s#%zu.%s", lines->table, row, lines->fields[f].name);
}

size_t
draft_read_texts(
	struct arena *arena, const struct record *record, const char ***out)
{
	const struct form *form = record->form;
	struct texts t = { .arena = arena };

	for (size_t f = 0; f < form->n_fields; f++)
		if (record->values[f].was)
			put(&t, form->fields[f].name, record->values[f].was);
	for (size_t l = 0; l < form->n_lines; l++)
		for (size_t i = 0; i < record->lines[l].n; i++) {
			const struct lines *lines = &form->lines[l];
			const struct line_row *row = &record->lines[l].rows[i];

			if (!row->id)
				continue;
			put(&t, row_path(arena, lines, i, "@"), row->id);
			put(&t, row_path(arena, lines, i, ":"), row->version);
			for (size_t f = 0; f < lines->n_fields; f++)
				if (row->values[f].was)
					put(&t, cell_path(arena, lines, i, f),
						row->values[f].was);
		}
	*out = t.v;
	return t.n;
}

/* What a value is now, where it was not so: "=" before what is as typed. */
static void
put_typed(struct texts *t, const char *path, const struct value *value,
	const struct draft_typing *typing)
{
	bool is_open = typing && typing->value == value;

	if (is_open || value->bad)
		put(t, arena_printf(t->arena, "=%s", path),
			is_open ? typing->text : value->now);
	else if (value_is_changed(value))
		put(t, path, value->now);
}

size_t
draft_typed_texts(struct arena *arena, const struct record *record,
	const struct draft_typing *typing, const char ***out)
{
	const struct form *form = record->form;
	struct texts t = { .arena = arena };

	for (size_t f = 0; f < form->n_fields; f++)
		put_typed(&t, form->fields[f].name, &record->values[f], typing);
	for (size_t l = 0; l < form->n_lines; l++)
		for (size_t i = 0; i < record->lines[l].n; i++) {
			const struct lines *lines = &form->lines[l];
			const struct line_row *row = &record->lines[l].rows[i];

			if (row->dropped)
				put(&t, row_path(arena, lines, i, "-"), "");
			for (size_t f = 0; f < lines->n_fields; f++)
				put_typed(&t, cell_path(arena, lines, i, f),
					&row->values[f], typing);
		}
	*out = t.v;
	return t.n;
}

/* ---- from texts */

/* Where in a record a path leads. */
struct spot_of {
	const struct field *field;
	struct value *value;
	struct line_row *row; /* NULL: a field of its own */
	char what;	      /* of a row: '@', ':', '-', '.' */
};

/* More rows than any form has on the screen are a mistake of the file. */
enum {
	ROWS_MAX = 1000,
};

static struct line_row *
row_of(struct record *record, size_t l, size_t row)
{
	while (record->lines[l].n <= row)
		record_add_line(record, l);
	return &record->lines[l].rows[row];
}

static bool
find_row(struct record *record, const char *path, struct spot_of *spot)
{
	const struct form *form = record->form;
	const char *hash = strchr(path, '#');
	char *end;
	unsigned long row = strtoul(hash + 1, &end, 10);
	size_t l = 0;

	while (l < form->n_lines &&
		!(strncmp(form->lines[l].table, path, (size_t)(hash - path)) ==
				0 &&
			form->lines[l].table[hash - path] == '\0'))
		l++;
	if (l == form->n_lines || end == hash + 1 || row > ROWS_MAX || !*end ||
		!strchr("@:-.", *end))
		return false;
	spot->row = row_of(record, l, row);
	spot->what = *end;
	if (*end == '.') {
		int f = field_index(form->lines[l].n_fields,
			form->lines[l].fields, end + 1);

		if (f < 0)
			return false;
		spot->field = &form->lines[l].fields[f];
		spot->value = &spot->row->values[f];
	}
	return true;
}

static bool
find_spot(struct record *record, const char *path, struct spot_of *spot)
{
	int f;

	*spot = (struct spot_of){ .what = '.' };
	if (strchr(path, '#'))
		return find_row(record, path, spot);
	f = form_field(record->form, path);
	if (f < 0)
		return false;
	spot->field = &record->form->fields[f];
	spot->value = &record->values[f];
	return true;
}

/* As the server or a form had it; a date of which only a part is known is
 * read again. */
static void
set_value(struct arena *arena, const struct spot_of *spot, const char *text,
	struct date today)
{
	const char *was = spot->value->was;
	bool doubtful = spot->value->partial_was_doubtful;

	if (spot->field->kind == FIELD_PARTIAL)
		value_type(arena, spot->field, text ? text : "", today,
			spot->value, NULL);
	else
		*spot->value =
			(struct value){ .now = arena_strdup(arena, text) };
	spot->value->was = was;
	spot->value->partial_was_doubtful = doubtful;
}

static void
set_read(struct arena *arena, const struct spot_of *spot, const char *text,
	struct date today)
{
	set_value(arena, spot, text, today);
	spot->value->was = spot->value->now;
	spot->value->partial_was_doubtful = spot->value->partial.doubtful;
}

static void
set_row(struct arena *arena, const struct spot_of *spot, const char *text)
{
	if (spot->what == '@')
		spot->row->id = arena_strdup(arena, text);
	else if (spot->what == ':')
		spot->row->version = arena_strdup(arena, text);
	else
		spot->row->dropped = true;
}

static bool
take(struct record *record, const struct draft_value *value, bool is_read,
	struct date today)
{
	bool as_typed = value->path[0] == '=';
	struct spot_of spot;

	if (!find_spot(record, value->path + as_typed, &spot))
		return false;
	if (spot.what != '.')
		set_row(record->arena, &spot, value->text);
	else if (is_read)
		set_read(record->arena, &spot, value->text, today);
	else if (as_typed)
		value_typed(record->arena, spot.field,
			value->text ? value->text : "", today, spot.value,
			NULL);
	else
		set_value(record->arena, &spot, value->text, today);
	return true;
}

size_t
draft_apply(const struct draft *draft, struct record *record, struct date today)
{
	size_t unknown = 0;

	str_copy(record->draft, sizeof record->draft, draft->id);
	for (size_t i = 0; i < draft->n_typed; i++)
		unknown += !take(record, &draft->typed[i], false, today);
	return unknown;
}

struct record *
draft_record(const struct draft *draft, const struct form *form,
	struct date today, size_t *unknown)
{
	struct record *record = record_new(form, NULL, today);

	*unknown = 0;
	memset(record->values, 0, form->n_fields * sizeof *record->values);
	record->id = arena_strdup(record->arena, draft->record);
	record->version = arena_strdup(record->arena, draft->version);
	for (size_t i = 0; i < draft->n_read; i++)
		*unknown += !take(record, &draft->read[i], true, today);
	*unknown += draft_apply(draft, record, today);
	return record;
}
