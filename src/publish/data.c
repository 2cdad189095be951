/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/data.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "db/session.h"

/* ---- form files as they are written */

/* A register's form, or the lines of one. */
struct drawn {
	const char *name; /* of the form; NULL of lines */
	const char *table;
	const char *singular;
	size_t n_fields;
	const struct field *fields;
	size_t n_natural;
	const char **natural;
};

struct drawings {
	size_t n;
	struct drawn *v;
};

static void
add_drawn(struct arena *arena, struct drawings *all, struct drawn one)
{
	all->v = arena_grow(arena, all->v, all->n, all->n + 1, sizeof *all->v);
	all->v[all->n++] = one;
}

/* Forms before lines: what both draw is called as its own form does. */
static bool
read_drawings(struct desk *desk, struct arena *arena, struct drawings *all,
	struct err *err)
{
	struct form **forms =
		arena_array(arena, desk->n_forms + 1, sizeof *forms);

	for (size_t i = 0; i < desk->n_forms; i++) {
		struct form *f = form_load(arena, desk->forms[i]->path, err);

		if (!f)
			return false;
		forms[i] = f;
		add_drawn(arena, all,
			(struct drawn){ f->name, f->table, f->singular,
				f->n_fields, f->fields, f->n_natural,
				f->natural });
	}
	for (size_t i = 0; i < desk->n_forms; i++)
		for (size_t k = 0; k < forms[i]->n_lines; k++) {
			const struct lines *l = &forms[i]->lines[k];

			add_drawn(arena, all,
				(struct drawn){ .table = l->table,
					.singular = l->title,
					.n_fields = l->n_fields,
					.fields = l->fields });
		}
	return true;
}

/* Of several forms over one table the one of its name. */
static const struct drawn *
find_drawn(const struct drawings *all, const struct open_set *set)
{
	const struct drawn *found = NULL;

	for (size_t i = 0; i < all->n; i++) {
		const struct drawn *one = &all->v[i];

		if (!str_eq(one->table, set->table))
			continue;
		if (str_eq(one->name, set->name))
			return one;
		found = found ? found : one;
	}
	return found;
}

/* ---- what the database declares */

size_t
open_column_at(const struct open_set *set, const char *name)
{
	size_t i = 0;

	while (i < set->n_columns && !str_eq(set->columns[i].name, name))
		i++;
	return i;
}

const char *
open_column_title(const struct open_column *column)
{
	const struct field *field = column->field;

	if (field && !str_is_blank(field->label))
		return field->label;
	return field && field->n_headings > 0 ? field->headings[0]
					      : column->about;
}

static void
take_key(struct open_set *set, const struct drawn *drawn)
{
	for (size_t i = 0; i < drawn->n_natural; i++)
		if (open_column_at(set, drawn->natural[i]) == set->n_columns)
			return;
	set->n_key = drawn->n_natural;
	set->key = drawn->natural;
}

static void
take_drawn(struct open_set *set, const struct drawings *all)
{
	const struct drawn *drawn = find_drawn(all, set);

	set->singular = set->title;
	if (!drawn)
		return;
	if (drawn->singular)
		set->singular = drawn->singular;
	for (size_t i = 0; i < set->n_columns; i++) {
		int at = field_index(
			drawn->n_fields, drawn->fields, set->columns[i].name);

		if (at >= 0)
			set->columns[i].field = &drawn->fields[at];
	}
	take_key(set, drawn);
}

static const char *
text_of(struct arena *arena, const struct result *r, size_t row,
	const char *name)
{
	const char *value = result_get(r, row, name);

	return arena_strdup(arena, value ? value : "");
}

static struct open_set *
set_of(struct open_data *data, const struct result *r, size_t row)
{
	struct arena *arena = data->arena;
	const char *name = result_get(r, row, "name");
	struct open_set *set;

	if (data->n_sets > 0 && str_eq(data->sets[data->n_sets - 1].name, name))
		return &data->sets[data->n_sets - 1];
	data->sets = arena_grow(arena, data->sets, data->n_sets,
		data->n_sets + 1, sizeof *data->sets);
	set = &data->sets[data->n_sets++];
	set->name = text_of(arena, r, row, "name");
	set->table = text_of(arena, r, row, "register");
	set->title = text_of(arena, r, row, "title");
	return set;
}

static void
take_columns(struct open_data *data, const struct result *r)
{
	for (size_t row = 0; row < result_rows(r); row++) {
		struct arena *arena = data->arena;
		struct open_set *set = set_of(data, r, row);

		set->columns = arena_grow(arena, set->columns, set->n_columns,
			set->n_columns + 1, sizeof *set->columns);
		set->columns[set->n_columns++] = (struct open_column){
			.name = text_of(arena, r, row, "col"),
			.type = text_of(arena, r, row, "type"),
			.about = text_of(arena, r, row, "about"),
			.required = str_eq(result_get(r, row, "required"), "t"),
		};
	}
}

static size_t
set_called(const struct open_data *data, const char *name)
{
	size_t i = 0;

	while (i < data->n_sets && !str_eq(data->sets[i].name, name))
		i++;
	return i;
}

static void
take_links(struct open_data *data, const struct result *r)
{
	data->links = arena_array(
		data->arena, result_rows(r) + 1, sizeof *data->links);
	for (size_t row = 0; row < result_rows(r); row++) {
		struct open_link link = { set_called(data,
						  result_get(r, row, "name")),
			set_called(data, result_get(r, row, "target")),
			str_eq(result_get(r, row, "required"), "t") };

		if (link.from < data->n_sets && link.to < data->n_sets)
			data->links[data->n_links++] = link;
	}
}

/* What a site sets, or what holds where it does not. */
static const char *
setting(struct arena *arena, const struct result *r, const char *key,
	const char *otherwise)
{
	for (size_t row = 0; row < result_rows(r); row++)
		if (str_eq(result_get(r, row, "key"), key))
			return text_of(arena, r, row, "value");
	return otherwise;
}

static void
take_site(struct open_data *data, struct desk *desk, const struct result *r)
{
	struct arena *arena = data->arena;

	data->acronym = desk->site.institution;
	data->institution = desk->site.institution_name;
	data->is_test = desk->site.is_test;
	data->licence = setting(arena, r, "publish.licence", "CC-BY-4.0");
	data->licence_title = setting(arena, r, "publish.licence_title",
		"Creative Commons Atribución 4.0");
	data->licence_url = setting(arena, r, "publish.licence_url",
		"https://creativecommons.org/licenses/by/4.0/");
	data->url = setting(arena, r, "publish.url", "");
}

enum {
	ASK_MAY,
	ASK_COLUMNS,
	ASK_LINKS,
	ASK_SITE,
	ASK_ALL
};

static bool
may_publish(const struct result *r, struct err *err)
{
	if (str_eq(result_value(r, 0, 0), "t"))
		return true;
	err_set(err, ERR_RIGHTS, NULL, "%s",
		_("Los datos abiertos los publica la secretaría, y usted no "
		  "está en ella hoy."));
	return err_hint(err, "%s",
		_("Pida a la secretaría que los publique o que le dé ese "
		  "permiso."));
}

static bool
take_answers(struct open_data *data, struct desk *desk, struct result *const *r,
	struct err *err)
{
	struct drawings all = { 0 };

	if (!may_publish(r[ASK_MAY], err) ||
		!read_drawings(desk, data->arena, &all, err))
		return false;
	take_columns(data, r[ASK_COLUMNS]);
	take_links(data, r[ASK_LINKS]);
	take_site(data, desk, r[ASK_SITE]);
	for (size_t i = 0; i < data->n_sets; i++)
		take_drawn(&data->sets[i], &all);
	return true;
}

struct open_data *
open_data_read(struct desk *desk, struct arena *arena, struct err *err)
{
	static const struct statement asks[ASK_ALL] = {
		[ASK_MAY] = { .sql = "select core.may_publish()" },
		[ASK_COLUMNS] = { .sql = "select * from "
					 "core.published_columns()" },
		[ASK_LINKS] = { .sql = "select * from core.published_links()" },
		[ASK_SITE] = { .sql = "select key, value from core.setting_list"
				      " where key like 'publish.%'" },
	};
	struct result *results[ASK_ALL];
	struct open_data *data = arena_alloc(arena, sizeof *data);
	bool done;

	data->arena = arena;
	if (!session_run(desk->session, asks, ASK_ALL, results, NULL,
		    _("Lo que se publica"), err))
		return NULL;
	done = take_answers(data, desk, results, err);
	for (size_t i = 0; i < ASK_ALL; i++)
		result_free(results[i]);
	return done ? data : NULL;
}
