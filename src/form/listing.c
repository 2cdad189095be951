/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of lists, their count, and lists of values. */
#include "form/statement.h"

#include <string.h>

#include "base/str.h"
#include "form/narrow.h"
#include "form/sql.h"

/* ---- what orders a list */

static const struct field *
field_named(const struct form *form, const char *name)
{
	int at = form_field(form, name);

	return at >= 0 ? &form->fields[at] : NULL;
}

/* The column whose values a column is ordered by; NULL: it cannot be. */
static const struct column *
sorting_column(struct arena *arena, const struct form *form, const char *name)
{
	const struct field *field = field_named(form, name);
	const struct column *column;

	if (field && field->kind == FIELD_PARTIAL)
		name = arena_printf(arena, "%s_from", name);
	else if (field && field->numbers)
		name = field->numbers;
	column = columns_find(&form->columns, name);
	return column && column->type != COLUMN_OTHER ? column : NULL;
}

/* The field whose choices it is ordered by, in their order; NULL: it has none,
 * or its values have an order of their own. */
static const struct field *
sorting_choices(const struct page_request *r)
{
	const struct field *field = field_named(r->form, r->sort);
	const struct column *column = columns_find(&r->form->columns, r->sort);

	return field && field->n_choices > 0 && column->type == COLUMN_TEXT
		       ? field
		       : NULL;
}

bool
statement_sorts(const struct form *form, const char *column)
{
	struct arena *arena = arena_new();
	bool sorts = sorting_column(arena, form, column);

	arena_free(arena);
	return sorts;
}

/* Choices come in the order in which the form has them. */
static void
put_choice_place(struct sql *sql, const struct field *field)
{
	struct buf codes = { 0 };

	for (size_t i = 0; i < field->n_choices; i++)
		buf_printf(&codes, "%s\"%s\"", i ? "," : "{",
			field->choices[i].code);
	buf_puts(&codes, "}");
	sql_put(sql, "coalesce(array_position(");
	sql_value(sql, arena_strdup(sql->arena, buf_text(&codes)), "text[]");
	sql_put(sql, ", ");
	sql_name(sql, field->name);
	sql_put(sql, "::text), 0)");
	buf_free(&codes);
}

/* The value in the sorting column; a blank one is lent one, that rows can be
 * compared. */
static void
put_sort_value(struct sql *sql, const struct page_request *r)
{
	static const char *const lent[] = {
		[COLUMN_TEXT] = "::text, '') collate \"es-x-icu\"",
		[COLUMN_INTEGER] = ", 0)",
		[COLUMN_NUMERIC] = ", 0)",
		[COLUMN_BOOLEAN] = ", false)",
		[COLUMN_DATE] = ", 'epoch')",
		[COLUMN_TIMESTAMP] = ", 'epoch')",
		[COLUMN_TIME] = ", '00:00')",
	};
	const struct field *choices = sorting_choices(r);
	const struct column *column =
		sorting_column(sql->arena, r->form, r->sort);

	if (choices) {
		put_choice_place(sql, choices);
		return;
	}
	sql_put(sql, "coalesce(");
	sql_name(sql, column->name);
	sql_put(sql, lent[column->type]);
}

/* Whether it is blank, so that blank ones come last whichever way. */
static void
put_sort_blank(struct sql *sql, const struct page_request *r)
{
	sql_put(sql, "(");
	sql_name(sql, sorting_column(sql->arena, r->form, r->sort)->name);
	sql_put(sql, r->descending ? " is not null)" : " is null)");
}

static const char *
sort_type(struct sql *sql, const struct page_request *r)
{
	const struct column *column =
		sorting_column(sql->arena, r->form, r->sort);

	if (sorting_choices(r))
		return "integer";
	return column->type == COLUMN_TEXT ? "text" : column->sql_type;
}

enum {
	SORT_KEYS = 2 /* whether it is blank, and the value */
};

size_t
statement_keys(const struct page_request *r)
{
	return r->form->n_order + (r->sort ? SORT_KEYS : 0);
}

/* Keyset paging compares whole rows: what orders them, then the id, which
 * makes every key different. None of it may be NULL. way: behind each. */
static void
put_order(struct sql *sql, const struct page_request *r, const char *way)
{
	if (r->sort) {
		put_sort_blank(sql, r);
		sql_printf(sql, "%s, ", way);
		put_sort_value(sql, r);
		sql_printf(sql, "%s, ", way);
	}
	for (size_t i = 0; i < r->form->n_order; i++) {
		sql_name(sql, r->form->order[i]);
		sql_printf(sql, "%s, ", way);
	}
	sql_printf(sql, "id%s", way);
}

static void
put_key(struct sql *sql, const struct page_request *r)
{
	const struct form *form = r->form;
	const char *const *key = r->key;

	if (r->sort) {
		sql_value(sql, *key++, "boolean");
		sql_put(sql, ", ");
		sql_value(sql, *key++, sort_type(sql, r));
		sql_put(sql, ", ");
	}
	for (size_t i = 0; i < form->n_order; i++) {
		sql_value(sql, *key++,
			sql_type_of(&form->columns, form->order[i]));
		sql_put(sql, ", ");
	}
	sql_value(sql, *key, "bigint");
}

/* Whether the rows come from the greatest down. */
static bool
is_downwards(const struct page_request *r)
{
	return r->backwards != (r->sort && r->descending);
}

static void
put_after_key(struct sql *sql, const struct page_request *r)
{
	static const char *const signs[2][2] = {
		{ " > (", " >= (" },
		{ " < (", " <= (" },
	};

	if (!r->key)
		return;
	sql_put(sql, " and (");
	put_order(sql, r, "");
	sql_put(sql, ")");
	sql_put(sql, signs[is_downwards(r)][r->inclusive]);
	put_key(sql, r);
	sql_put(sql, ")");
}

/* What the server finds of the words that were looked for everywhere. */
static void
put_found(struct sql *sql, const struct page_request *r)
{
	if (!r->words)
		return;
	sql_put(sql, " and id in (select core.search(");
	sql_value(sql, r->form->table, "text");
	sql_put(sql, ", ");
	sql_value(sql, r->words, "text");
	sql_put(sql, "))");
}

/* from VIEW where all that the request asks, without the key. */
static void
put_since(struct sql *sql, const struct page_request *r)
{
	if (!r->since)
		return;
	sql_put(sql, " and id in (select core.changed_since(");
	sql_value(sql, str_quote_name(sql->arena, r->form->table), "regclass");
	sql_put(sql, ", ");
	sql_value(sql, r->since, "date");
	sql_put(sql, "))");
}

static void
put_from(struct sql *sql, const struct page_request *r)
{
	const struct form *form = r->form;
	const struct filter *filter =
		r->filter ? form_filter(form, r->filter) : NULL;

	sql_put(sql, " from ");
	sql_relation(sql,
		r->deleted ? sql_view_all(sql->arena, form->view) : form->view);
	sql_put(sql, r->deleted ? " where deleted_at is not null"
				: " where deleted_at is null");
	if (filter) {
		sql_put(sql, " and ");
		sql_name(sql, filter->column);
	}
	if (r->mine)
		sql_put(sql, " and mine");
	if (r->find)
		find_write(
			r->find, &sql->text, sql->arena, &sql->values, &sql->n);
	narrow_write(sql, r->form, r->narrow);
	put_found(sql, r);
	put_since(sql, r);
	if (r->id) {
		sql_put(sql, " and id = ");
		sql_value(sql, r->id, "bigint");
	}
}

/* Whether each partial date shown is doubtful: t, or nothing. */
static void
put_doubts(struct sql *sql, const struct form *form)
{
	for (size_t i = 0; i < form->n_list; i++) {
		if (!list_is_partial(form, i))
			continue;
		sql_put(sql, ", nullif(");
		sql_name(sql, arena_printf(sql->arena, "%s_doubtful",
				      form->list[i].name));
		sql_put(sql, ", false)");
	}
}

/* What is looked for is folded once where the value is known, for every row
 * where it is not. */
static void
listing_done(
	struct sql *sql, struct statements *list, const struct page_request *r)
{
	sql_done(sql, list);
	list->v[list->n - 1].by_value =
		!r->id &&
		(!str_is_blank(r->narrow) || (r->find && r->find->n > 0));
}

/* In the text, not a value: without a value the server takes it for a tenth of
 * the register, thinks such a plan dearer than any other, and makes a new one
 * each time. */
static void
put_limit(struct sql *sql, int limit)
{
	sql_printf(sql, " limit %d", limit);
}

void
statement_page(struct statements *list, const struct page_request *r)
{
	struct sql sql = { .arena = list->arena };
	const struct form *form = r->form;

	sql_pack(&sql);
	sql_put(&sql, "select id, row_version");
	for (size_t i = 0; i < form->n_list; i++) {
		sql_put(&sql, ", ");
		sql_name(&sql, form->list[i].name);
	}
	if (r->sort) {
		sql_put(&sql, ", ");
		put_sort_blank(&sql, r);
		sql_put(&sql, ", ");
		put_sort_value(&sql, r);
	}
	for (size_t i = 0; i < form->n_order; i++) {
		sql_put(&sql, ", ");
		sql_name(&sql, form->order[i]);
		/* a name of its own: ORDER BY means the column */
		sql_printf(&sql, "::text as key_%zu", i);
	}
	put_doubts(&sql, form);
	put_from(&sql, r);
	put_after_key(&sql, r);
	sql_put(&sql, " order by ");
	put_order(&sql, r, is_downwards(r) ? " desc" : "");
	put_limit(&sql, r->limit);
	sql_packed(&sql);
	listing_done(&sql, list, r);
}

size_t
statement_page_columns(const struct page_request *r)
{
	size_t n = 2 + r->form->n_list + statement_keys(r);

	for (size_t i = 0; i < r->form->n_list; i++)
		n += list_is_partial(r->form, i);
	return n;
}

/* ---- all rows, for a file */

/* Its column, or the more of it (_doubtful). */
static void
put_wanted(
	struct sql *sql, const struct rows_wanted *w, const struct field *field)
{
	bool beside = w->beside && columns_find(w->besides, field->name);

	sql_put(sql, beside ? "o." : w->beside ? "v." : "");
	sql_name(sql, field->name);
}

static void
put_wanted_doubts(struct sql *sql, const struct rows_wanted *w)
{
	for (size_t i = 0; i < w->n; i++) {
		if (w->fields[i]->kind != FIELD_PARTIAL)
			continue;
		sql_printf(sql, ", nullif(%s", w->beside ? "v." : "");
		sql_name(sql, arena_printf(sql->arena, "%s_doubtful",
				      w->fields[i]->name));
		sql_put(sql, ", false)");
	}
}

void
statement_rows(struct statements *list, const struct rows_wanted *w)
{
	struct sql sql = { .arena = list->arena };

	sql_put(&sql, "declare ");
	sql_name(&sql, w->cursor);
	sql_put(&sql, " no scroll cursor for select ");
	for (size_t i = 0; i < w->n; i++) {
		sql_put(&sql, i ? ", " : "");
		put_wanted(&sql, w, w->fields[i]);
	}
	put_wanted_doubts(&sql, w);
	if (w->beside) {
		sql_put(&sql, " from (select *, row_number() over (order by ");
		put_order(&sql, w->request, "");
		sql_put(&sql, ") as its_place");
	}
	put_from(&sql, w->request);
	if (w->beside) {
		sql_put(&sql, ") as v left join ");
		sql_relation(&sql, w->beside);
		sql_put(&sql, " o on o.id = v.id order by v.its_place, o.at");
	} else {
		sql_put(&sql, " order by ");
		put_order(&sql, w->request,
			is_downwards(w->request) ? " desc" : "");
	}
	sql_done(&sql, list);
}

void
statement_count(struct statements *list, const struct page_request *r)
{
	struct sql sql = { .arena = list->arena };

	sql_put(&sql, "select count(*)");
	put_from(&sql, r);
	listing_done(&sql, list, r);
}

void
statement_count_some(
	struct statements *list, const struct page_request *r, int most)
{
	struct sql sql = { .arena = list->arena };

	sql_pack(&sql);
	sql_put(&sql, "select count(*), (select reltuples::bigint from "
		      "pg_catalog.pg_class where oid = ");
	sql_value(&sql, str_quote_name(sql.arena, r->form->table), "regclass");
	sql_put(&sql, ") from (select 1");
	put_from(&sql, r);
	put_limit(&sql, most + 1);
	sql_put(&sql, ") as few");
	sql_packed(&sql);
	listing_done(&sql, list, r);
}

static bool
is_in_show(const struct lookup *lookup, const char *column)
{
	for (size_t i = 0; i < lookup->n_show; i++)
		if (str_eq(lookup->show[i].column, column))
			return true;
	return false;
}

/* Was it typed before this field, so that all rows would show the same? */
static bool
is_typed_before(const struct form *form, const struct field *field,
	const struct record *record, const char *column)
{
	for (size_t i = 0; record && i < form->n_fields; i++) {
		if (&form->fields[i] == field)
			return false;
		if (!form->fields[i].noentry &&
			str_eq(form->fields[i].name, column) &&
			!str_is_blank(record->values[i].now))
			return true;
	}
	return false;
}

/* For the eye: every other text that the pick view has. */
static void
put_other_columns(struct sql *sql, const struct form *form,
	const struct field *field, const struct record *record)
{
	const struct lookup *lookup = field->lookup;

	for (size_t i = 0; i < lookup->columns.n; i++) {
		const struct column *c = &lookup->columns.v[i];

		if (c->type != COLUMN_TEXT || str_ends(c->name, "_folded") ||
			str_eq(c->name, field->name) ||
			is_in_show(lookup, c->name) ||
			is_typed_before(form, field, record, c->name))
			continue;
		sql_put(sql, ", ");
		sql_name(sql, c->name);
	}
}

static void
put_typed_before(struct sql *sql, const struct form *form,
	const struct field *field, const struct record *record)
{
	const struct columns *columns = &field->lookup->columns;

	for (size_t i = 0; record && i < form->n_fields; i++) {
		const struct field *f = &form->fields[i];
		const struct value *v = &record->values[i];

		if (f == field)
			return;
		if (f->noentry || v->bad || str_is_blank(v->now) ||
			!columns_find(columns, f->name))
			continue;
		sql_put(sql, " and ");
		sql_code_is(sql, columns, f->name, v->now);
	}
}

/* Begins like the code, or stands anywhere in code and name. */
static void
put_typed(struct sql *sql, const struct field *field, const char *typed)
{
	const char *like;
	bool searched = columns_find(&field->lookup->columns, "search_folded");

	if (str_is_blank(typed))
		return;
	like = sql_like_escape(sql->arena, typed);
	sql_put(sql, " and (core.fold(");
	sql_name(sql, field->name);
	sql_put(sql, "::text) like core.fold(");
	sql_value(sql, arena_printf(sql->arena, "%s%%", like), "text");
	sql_put(sql, ")");
	if (searched) {
		sql_put(sql, " or search_folded like core.fold(");
		sql_value(
			sql, arena_printf(sql->arena, "%%%s%%", like), "text");
		sql_put(sql, ")");
	}
	sql_put(sql, ")");
}

/* Whoever typed a whole code is told by the save why it is not taken. */
static void
put_offered(struct sql *sql, const struct field *field, const char *typed)
{
	sql_put(sql, " and (offered");
	if (!str_is_blank(typed)) {
		sql_put(sql, " or ");
		sql_code_is(sql, &field->lookup->columns, field->name, typed);
	}
	sql_put(sql, ")");
}

void
statement_lookup(struct statements *list, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, int limit)
{
	struct sql sql = { .arena = list->arena };
	const struct lookup *lookup = field->lookup;

	sql_put(&sql, "select id, ");
	sql_name(&sql, field->name);
	for (size_t i = 0; i < lookup->n_show; i++) {
		sql_put(&sql, ", ");
		sql_name(&sql, lookup->show[i].column);
	}
	put_other_columns(&sql, form, field, record);
	sql_put(&sql, " from ");
	sql_relation(&sql, lookup->pick);
	sql_put(&sql, " where true");
	if (record && columns_find(&lookup->columns, "offered"))
		put_offered(&sql, field, typed);
	put_typed_before(&sql, form, field, record);
	put_typed(&sql, field, typed);
	sql_put(&sql, " order by ");
	if (!str_is_blank(typed)) {
		/* The code itself comes first. */
		sql_put(&sql, "core.fold(");
		sql_name(&sql, field->name);
		sql_put(&sql, "::text) <> core.fold(");
		sql_value(&sql, typed, "text");
		sql_put(&sql, "), ");
	}
	sql_name(&sql, field->name);
	/* A value: a plan for any would fold what was typed for each row. */
	sql_put(&sql, ", id limit ");
	sql_value(&sql, arena_printf(sql.arena, "%d", limit), "bigint");
	sql_done(&sql, list);
	list->v[list->n - 1].by_value = !str_is_blank(typed);
}
