/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving and reading one record. */
#include "form/statement.h"

#include <string.h>

#include "base/str.h"
#include "form/sql.h"

/* The record or one of its lines, while its statement is made. */
struct target {
	const struct record *record;
	const char *table;
	size_t n_fields;
	const struct field *fields;
	const struct value *values;
	bool is_line;
	bool is_new;
};

/* The columns a partial date is kept in, each with its value. */
enum {
	PARTIAL_COLUMNS = 5
};

static const char *const partial_suffix[PARTIAL_COLUMNS] = {
	"",
	"_from",
	"_to",
	"_precision",
	"_doubtful",
};
static const char *const partial_type[PARTIAL_COLUMNS] = {
	"text",
	"date",
	"date",
	"text",
	"boolean",
};

static const char *
partial_column(struct arena *arena, const struct field *field, size_t i)
{
	return arena_printf(arena, "%s%s", field->name, partial_suffix[i]);
}

static const char *
iso_or_null(struct arena *arena, struct date d)
{
	char out[16];

	if (d.year == 0)
		return NULL;
	date_iso(d, out, sizeof out);
	return arena_strdup(arena, out);
}

static void
partial_values(struct arena *arena, const struct value *value,
	const char *out[PARTIAL_COLUMNS])
{
	const struct partial_date *p = &value->partial;
	bool none = str_is_blank(value->now);
	bool unread = none || p->from.year == 0;

	out[0] = none ? NULL : value->now;
	out[1] = none ? NULL : iso_or_null(arena, p->from);
	out[2] = none ? NULL : iso_or_null(arena, p->to);
	out[3] = unread ? NULL : precision_name(p->precision);
	out[4] = !none && p->doubtful ? "t" : "f";
}

const char *
statement_partial(struct arena *arena, const struct value *value)
{
	const char *columns[PARTIAL_COLUMNS];
	struct buf out = { 0 };
	const char *text;

	partial_values(arena, value, columns);
	if (!columns[0])
		return NULL;
	buf_puts(&out, "(\"");
	for (const char *c = columns[0]; *c; c++)
		buf_printf(
			&out, "%s%c", *c == '"' || *c == '\\' ? "\\" : "", *c);
	buf_putc(&out, '"');
	for (size_t i = 1; i < PARTIAL_COLUMNS; i++)
		buf_printf(&out, ",%s", columns[i] ? columns[i] : "");
	buf_putc(&out, ')');
	text = arena_strdup(arena, buf_text(&out));
	buf_free(&out);
	return text;
}

/* Does this field, typed before, narrow what the lookup finds? */
static bool
narrows(const struct lookup *lookup, const struct field *field)
{
	return !field->noentry && columns_find(&lookup->columns, field->name);
}

/* Another value of an earlier field makes it another row of the pick view. */
static bool
is_narrowed_anew(const struct target *t, size_t index)
{
	const struct lookup *lookup = t->fields[index].lookup;

	for (size_t i = 0; i < index; i++)
		if (narrows(lookup, &t->fields[i]) &&
			value_is_changed(&t->values[i]))
			return true;
	return false;
}

static bool
is_written(const struct target *t, size_t index)
{
	const struct field *f = &t->fields[index];
	const struct value *v = &t->values[index];
	bool looked_up = f->lookup && f->lookup->writes;

	/* what a form says of its new records nobody types */
	if (f->noentry && (!t->is_new || !f->default_value))
		return false;
	if (!t->is_new && f->noupdate)
		return false;
	if (!looked_up && (!f->column || !f->column->in_table))
		return false;
	if (t->is_new)
		return !str_is_blank(v->now);
	return value_is_changed(v) || (looked_up && is_narrowed_anew(t, index));
}

static void
put_narrowing(struct sql *sql, const struct lookup *lookup, size_t n,
	const struct field *fields, const struct value *values)
{
	for (size_t i = 0; i < n; i++) {
		if (!narrows(lookup, &fields[i]) ||
			str_is_blank(values[i].now) || values[i].bad)
			continue;
		sql_put(sql, " and ");
		sql_code_is(
			sql, &lookup->columns, fields[i].name, values[i].now);
	}
}

/*
 * The id of the row that a code means. core.expect_found raises HT004 with
 * the field's name when there is none, or more than one.
 */
static void
put_looked_up(struct sql *sql, const struct target *t, size_t index)
{
	const struct field *f = &t->fields[index];
	const struct record *r = t->record;

	if (str_is_blank(t->values[index].now)) {
		sql_put(sql, "null");
		return;
	}
	sql_put(sql, "core.expect_found((select case when count(*) = 1 "
		     "then min(id) end from ");
	sql_relation(sql, f->lookup->pick);
	sql_put(sql, " where ");
	sql_code_is(sql, &f->lookup->columns, f->name, t->values[index].now);
	if (t->is_line)
		put_narrowing(sql, f->lookup, r->form->n_fields,
			r->form->fields, r->values);
	put_narrowing(sql, f->lookup, index, t->fields, t->values);
	sql_put(sql, "), ");
	sql_value(sql, f->name, "text");
	sql_put(sql, ", ");
	sql_value(sql, t->values[index].now, "text");
	sql_put(sql, ")");
}

/* Columns that one field is written to, comma separated. */
static void
put_columns(struct sql *sql, const struct field *f)
{
	if (f->lookup && f->lookup->writes) {
		sql_name(sql, f->lookup->writes);
		return;
	}
	if (f->kind != FIELD_PARTIAL) {
		sql_name(sql, f->name);
		return;
	}
	for (size_t i = 0; i < PARTIAL_COLUMNS; i++) {
		if (i > 0)
			sql_put(sql, ", ");
		sql_name(sql, partial_column(sql->arena, f, i));
	}
}

/* Its values in the same order; with names, as "column = value". */
static void
put_values(struct sql *sql, const struct target *t, size_t index, bool named)
{
	const struct field *f = &t->fields[index];
	const struct value *v = &t->values[index];
	const char *values[PARTIAL_COLUMNS];

	if (f->kind == FIELD_PARTIAL) {
		partial_values(sql->arena, v, values);
		for (size_t i = 0; i < PARTIAL_COLUMNS; i++) {
			if (i > 0)
				sql_put(sql, ", ");
			if (named) {
				sql_name(sql, partial_column(sql->arena, f, i));
				sql_put(sql, " = ");
			}
			sql_value(sql, values[i], partial_type[i]);
		}
		return;
	}
	if (named) {
		put_columns(sql, f);
		sql_put(sql, " = ");
	}
	if (f->lookup && f->lookup->writes)
		put_looked_up(sql, t, index);
	else
		sql_value(sql, str_is_blank(v->now) ? NULL : v->now,
			f->column->sql_type);
}

/* The parent's id, known or just given. */
static void
put_parent_id(struct sql *sql, const struct record *record)
{
	if (record->id)
		sql_value(sql, record->id, "bigint");
	else
		sql_currval(sql, record->form->table);
}

/* insert into T (...) values (...); parent is the column of a line that
 * holds its parent's id, NULL for a record. */
static void
put_insert(struct sql *sql, const struct target *t, const char *parent)
{
	const char *comma = "";

	sql_put(sql, "insert into ");
	sql_relation(sql, t->table);
	sql_put(sql, " (");
	if (parent) {
		sql_name(sql, parent);
		comma = ", ";
	}
	for (size_t i = 0; i < t->n_fields; i++) {
		if (!is_written(t, i))
			continue;
		sql_put(sql, comma);
		put_columns(sql, &t->fields[i]);
		comma = ", ";
	}
	sql_put(sql, ") values (");
	comma = "";
	if (parent) {
		put_parent_id(sql, t->record);
		comma = ", ";
	}
	for (size_t i = 0; i < t->n_fields; i++) {
		if (!is_written(t, i))
			continue;
		sql_put(sql, comma);
		put_values(sql, t, i, false);
		comma = ", ";
	}
	sql_put(sql, ")");
}

/* Around every update: raises HT001 unless just that row in just that
 * version was there. */
static void
put_update_head(struct sql *sql, const char *table)
{
	sql_put(sql, "with u as (update ");
	sql_relation(sql, table);
	sql_put(sql, " set ");
}

static void
put_update_tail(struct sql *sql, const char *id, const char *version)
{
	sql_put(sql, " where id = ");
	sql_value(sql, id, "bigint");
	sql_put(sql, " and row_version = ");
	sql_value(sql, version, "integer");
	sql_put(sql, " returning 1) select core.expect_one(count(*)) from u");
}

/* False when nothing of it is dirty: then nothing is put. */
static bool
put_update(struct sql *sql, const struct target *t)
{
	const char *comma = "";

	for (size_t i = 0; i < t->n_fields; i++) {
		if (!is_written(t, i))
			continue;
		if (comma[0] == '\0')
			put_update_head(sql, t->table);
		sql_put(sql, comma);
		put_values(sql, t, i, true);
		comma = ", ";
	}
	return comma[0] != '\0';
}

/* A save without a single value is still a row. */
static bool
has_anything(const struct target *t)
{
	for (size_t i = 0; i < t->n_fields; i++)
		if (is_written(t, i))
			return true;
	return false;
}

static bool
are_lines_changed(const struct record *record)
{
	for (size_t l = 0; l < record->form->n_lines; l++)
		for (size_t i = 0; i < record->lines[l].n; i++) {
			const struct line_row *row = &record->lines[l].rows[i];

			if (row->dropped
					? row->id != NULL
					: line_row_is_changed(
						  &record->form->lines[l], row))
				return true;
		}
	return false;
}

static void
save_parent(struct statements *list, const struct record *record)
{
	struct sql sql = { .arena = list->arena };
	const struct target t = { .record = record,
		.table = record->form->table,
		.n_fields = record->form->n_fields,
		.fields = record->form->fields,
		.values = record->values,
		.is_new = !record->id };

	if (t.is_new && has_anything(&t)) {
		put_insert(&sql, &t, NULL);
	} else if (t.is_new) {
		sql_put(&sql, "insert into ");
		sql_relation(&sql, t.table);
		sql_put(&sql, " default values");
	} else {
		if (!put_update(&sql, &t)) {
			if (!are_lines_changed(record))
				return;
			/* Only lines changed: the record's version moves
			 * with them, so that R3 holds for the whole. */
			put_update_head(&sql, t.table);
			sql_put(&sql, "row_version = row_version");
		}
		put_update_tail(&sql, record->id, record->version);
	}
	sql_done(&sql, list);
}

static void
save_dropped(struct statements *list, const struct lines *lines,
	const struct line_row *row)
{
	struct sql sql = { .arena = list->arena };

	put_update_head(&sql, lines->table);
	sql_put(&sql, "deleted_at = now(), deleted_by = session_user, "
		      "deleted_why = ");
	sql_value(&sql, "retirada de su lista", "text");
	put_update_tail(&sql, row->id, row->version);
	sql_done(&sql, list);
}

static void
save_line(struct statements *list, const struct record *record, size_t l,
	const struct line_row *row)
{
	struct sql sql = { .arena = list->arena };
	const struct lines *lines = &record->form->lines[l];
	const struct target t = { .record = record,
		.table = lines->table,
		.n_fields = lines->n_fields,
		.fields = lines->fields,
		.values = row->values,
		.is_line = true,
		.is_new = !row->id };

	if (t.is_new)
		put_insert(&sql, &t, lines->parent);
	else if (put_update(&sql, &t))
		put_update_tail(&sql, row->id, row->version);
	else
		return;
	sql_done(&sql, list);
}

enum line_pass {
	PASS_DROPPED,
	PASS_CHANGED,
	PASS_NEW,
	PASSES
};

static enum line_pass
line_pass(const struct line_row *row)
{
	if (row->dropped)
		return PASS_DROPPED;
	return row->id ? PASS_CHANGED : PASS_NEW;
}

/* Dropped lines first: a new one may take the key of an old one. */
static void
save_lines(struct statements *list, const struct record *record, size_t l)
{
	const struct lines *lines = &record->form->lines[l];

	for (enum line_pass pass = 0; pass < PASSES; pass++)
		for (size_t i = 0; i < record->lines[l].n; i++) {
			const struct line_row *row = &record->lines[l].rows[i];

			if (line_pass(row) != pass ||
				(row->dropped && !row->id))
				continue;
			if (row->dropped)
				save_dropped(list, lines, row);
			else if (line_row_is_changed(lines, row))
				save_line(list, record, l, row);
		}
}

void
statement_save(struct statements *list, const struct record *record)
{
	save_parent(list, record);
	for (size_t l = 0; l < record->form->n_lines; l++)
		save_lines(list, record, l);
}

/* The field's columns as they are read. */
static void
put_read_columns(struct sql *sql, size_t n, const struct field *fields)
{
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &fields[i];
		size_t columns = f->kind == FIELD_PARTIAL ? PARTIAL_COLUMNS : 1;

		for (size_t c = 0; c < columns; c++) {
			/* What is in files alone has no column. */
			sql_put(sql, !f->column ? ", null as " : ", ");
			sql_name(sql, partial_column(sql->arena, f, c));
		}
	}
}

static size_t
name_columns(struct arena *arena, size_t n_fields, const struct field *fields,
	const char **names)
{
	size_t n = 0;

	for (size_t i = 0; i < n_fields; i++) {
		size_t columns =
			fields[i].kind == FIELD_PARTIAL ? PARTIAL_COLUMNS : 1;

		for (size_t c = 0; c < columns; c++)
			names[n++] = partial_column(arena, &fields[i], c);
	}
	return n;
}

size_t
statement_read_names(struct arena *arena, const struct form *form,
	const struct lines *lines, const char ***out)
{
	static const char *const own[] = { "id", "row_version", "deleted_at" };
	size_t n_own = sizeof own / sizeof *own - (lines != NULL);
	size_t n_fields = lines ? lines->n_fields : form->n_fields;
	const char **names = arena_array(
		arena, n_own + PARTIAL_COLUMNS * n_fields, sizeof *names);

	memcpy(names, own, n_own * sizeof *names);
	*out = names;
	return n_own + name_columns(arena, n_fields,
			       lines ? lines->fields : form->fields,
			       names + n_own);
}

/* Which record: puts "where ..." for the view and, as a line's parent, the
 * id. */
struct which {
	const struct form *form;
	const char *id; /* NULL: by key, else just inserted */
	const char *const *key;
	bool marked;  /* of that key: the one marked last */
	bool by_pick; /* of records that can be picked by its codes */
};

/* The column that the record of that part of the key is written to, where there
 * is one before it too: of these two the planner would read all rows of the
 * first, whatever the second says, as it knows it by its code alone. */
static const char *
second_parent(const struct form *form, size_t part)
{
	const char *found = NULL;
	size_t parents = 0;

	for (size_t i = 0; i <= part; i++) {
		int at = form_field(form, form->natural[i]);
		const struct lookup *l = at < 0 ? NULL : form->fields[at].lookup;

		found = l && l->writes && columns_find(&form->columns, l->writes)
				? l->writes
				: NULL;
		parents += found != NULL;
	}
	return parents > 1 ? found : NULL;
}

/* and PARENT = the id of the record that the codes of the key mean. */
static void
put_parent(struct sql *sql, const struct which *which, size_t part,
	const char *column)
{
	const struct form *form = which->form;
	const struct lookup *lookup =
		form->fields[form_field(form, form->natural[part])].lookup;
	bool first = true;

	sql_put(sql, " and ");
	sql_name(sql, column);
	sql_put(sql, " = (select max(id) from ");
	sql_relation(sql, lookup->pick);
	for (size_t i = 0; i <= part; i++) {
		const char *name = form->natural[i];

		if (!columns_find(&lookup->columns, name))
			continue;
		sql_put(sql, first ? " where " : " and ");
		first = false;
		sql_name(sql, name);
		sql_put(sql, " = ");
		sql_value(sql, which->key[i],
			sql_type_of(&lookup->columns, name));
	}
	sql_put(sql, ")");
}

bool
statement_key_has_parents(const struct form *form)
{
	for (size_t i = 0; i < form->n_natural; i++)
		if (second_parent(form, i))
			return true;
	return false;
}

static void
put_key(struct sql *sql, const struct which *which)
{
	const struct form *form = which->form;

	sql_put(sql, " from ");
	sql_relation(sql, which->marked ? sql_view_all(sql->arena, form->view)
					: form->view);
	for (size_t i = 0; i < form->n_natural; i++) {
		sql_put(sql, i == 0 ? " where " : " and ");
		sql_name(sql, form->natural[i]);
		sql_put(sql, " = ");
		sql_value(sql, which->key[i],
			sql_type_of(&form->columns, form->natural[i]));
	}
	for (size_t i = 0; which->by_pick && i < form->n_natural; i++) {
		const char *column = second_parent(form, i);

		if (column)
			put_parent(sql, which, i, column);
	}
	if (which->marked)
		sql_put(sql, " and deleted_at is not null"
			     " order by deleted_at desc, id desc limit 1");
}

static void
put_which_id(struct sql *sql, const struct which *which)
{
	if (which->id) {
		sql_value(sql, which->id, "bigint");
	} else if (!which->key) {
		sql_currval(sql, which->form->table);
	} else {
		sql_put(sql, "(select id");
		put_key(sql, which);
		sql_put(sql, ")");
	}
}

static void
read_lines(struct statements *list, const struct which *which,
	const struct lines *lines)
{
	struct sql sql = { .arena = list->arena };

	sql_pack(&sql);
	sql_put(&sql, "select id, row_version");
	put_read_columns(&sql, lines->n_fields, lines->fields);
	sql_put(&sql, " from ");
	sql_relation(&sql, lines->view);
	sql_put(&sql, " where ");
	sql_name(&sql, lines->parent);
	sql_put(&sql, " = ");
	put_which_id(&sql, which);
	sql_put(&sql, " and deleted_at is null order by ");
	if (columns_find(&lines->columns, "position"))
		sql_put(&sql, "position, ");
	sql_put(&sql, "id");
	sql_packed(&sql);
	sql_done(&sql, list);
}

static void
read_record(struct statements *list, const struct which *which)
{
	struct sql sql = { .arena = list->arena };
	const struct form *form = which->form;

	sql_pack(&sql);
	sql_put(&sql, "select id, row_version, deleted_at");
	put_read_columns(&sql, form->n_fields, form->fields);
	if (which->key) {
		put_key(&sql, which);
	} else {
		/* Marked rows too: what was marked meanwhile is told so. */
		sql_put(&sql, " from ");
		sql_relation(&sql, sql_view_all(list->arena, form->view));
		sql_put(&sql, " where id = ");
		put_which_id(&sql, which);
	}
	sql_packed(&sql);
	sql_done(&sql, list);
	for (size_t i = 0; i < form->n_lines; i++)
		read_lines(list, which, &form->lines[i]);
}

void
statement_read(struct statements *list, const struct form *form, const char *id)
{
	const struct which which = { .form = form, .id = id };

	read_record(list, &which);
}

void
statement_read_key(struct statements *list, const struct form *form,
	const char *const *key, bool by_pick)
{
	const struct which which = {
		.form = form, .key = key, .by_pick = by_pick
	};

	read_record(list, &which);
}

void
statement_read_marked(struct statements *list, const struct form *form,
	const char *const *key)
{
	const struct which which = { .form = form, .key = key, .marked = true };

	read_record(list, &which);
}

void
statement_mark(struct statements *list, const struct form *form, const char *id,
	const char *version, const char *why)
{
	struct sql sql = { .arena = list->arena };

	put_update_head(&sql, form->table);
	sql_put(&sql, "deleted_at = now(), deleted_by = session_user, "
		      "deleted_why = ");
	sql_value(&sql, why, "text");
	put_update_tail(&sql, id, version);
	sql_done(&sql, list);
}

void
statement_restore(struct statements *list, const struct form *form,
	const char *id, const char *version)
{
	struct sql sql = { .arena = list->arena };

	put_update_head(&sql, form->table);
	sql_put(&sql, "deleted_at = null, deleted_by = null, "
		      "deleted_why = null");
	put_update_tail(&sql, id, version);
	sql_done(&sql, list);
}
