/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/inside.h"

char *
clean_text(struct arena *arena, const char *text, bool lines)
{
	size_t n = text ? strlen(text) : 0;
	char *in;
	char *out;

	if (!text)
		return NULL;
	if (utf8_is_clean(text, n, lines))
		return arena_strndup(arena, text, n);
	in = arena_strndup(arena, text, n);
	for (size_t i = 0; i < n; i++) {
		if (in[i] == '\t' || (in[i] == '\n' && !lines))
			in[i] = ' ';
	}
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(in, n, lines, out);
	return out;
}

void
texts_load(struct arena *arena, const struct result *result, size_t row,
	size_t n, const char *const *columns, void *to)
{
	const char **texts = to;

	for (size_t i = 0; i < n; i++) {
		bool words = str_starts(columns[i], IN_WORDS);
		const char *name =
			columns[i] + (words ? sizeof IN_WORDS - 1 : 0);

		texts[i] =
			clean_text(arena, result_get(result, row, name), false);
		if (words)
			texts[i] = served(arena, texts[i]);
	}
}

void *
texts_load_rows(struct arena *arena, const struct result *result, size_t n,
	const char *const *columns, size_t size, size_t *rows)
{
	char *all;

	*rows = result_rows(result);
	all = arena_array(arena, *rows + 1, size);
	for (size_t i = 0; i < *rows; i++)
		texts_load(arena, result, i, n, columns, all + i * size);
	return all;
}

void
results_free(struct result **results, size_t n)
{
	for (size_t i = 0; i < n; i++)
		result_free(results[i]);
}

/* On a line made anew, once. What is there now may take no more changes. */
static bool
may_repeat(struct desk *desk)
{
	bool (*mend)(struct desk *, struct err *) = desk->link.mend;
	bool read_only = desk->read_only, done;

	if (!mend || !session_may_repeat(desk->session))
		return false;
	desk->link.mend = NULL;
	done = mend(desk, NULL);
	desk->link.mend = mend;
	desk->link.mended += done;
	return done && desk->read_only == read_only;
}

static bool
run_once(struct desk *desk, struct statements *list, struct result **results,
	size_t *failed, const char *what, struct err *err)
{
	if (session_run(desk->session, list->v, list->n, results, failed, what,
		    err))
		return true;
	if (!session_is_open(desk->session))
		desk_note_lost(desk);
	return false;
}

struct result **
store_run(struct desk *desk, struct statements *list, struct arena *arena,
	size_t *failed, const char *what, struct err *err)
{
	struct result **results;
	bool was_open = desk->session && session_is_open(desk->session);

	if (!desk->session) {
		err_set(err, ERR_LINK, NULL,
			_("No hay conexión con el servidor."));
		return NULL;
	}
	results = arena_array(arena, list->n + 1, sizeof(struct result *));
	if (run_once(desk, list, results, failed, what, err))
		return results;
	if (!was_open || !may_repeat(desk))
		return NULL;
	err_clear(err);
	return run_once(desk, list, results, failed, what, err) ? results
								: NULL;
}

/* ---- from results to a record */

static const char *
value_of(const struct result *result, size_t row, const char *name,
	const char *suffix, struct arena *arena)
{
	return result_get(result, row,
		*suffix ? arena_printf(arena, "%s%s", name, suffix) : name);
}

/* One field of a row: its column, or the five of a partial date. */
static struct partial_columns
part_of(const struct result *result, size_t row, const struct field *field,
	struct arena *arena)
{
	struct partial_columns part = { 0 };

	part.text = clean_text(
		arena, value_of(result, row, field->name, "", arena), true);
	if (field->kind != FIELD_PARTIAL)
		return part;
	part.from = value_of(result, row, field->name, "_from", arena);
	part.to = value_of(result, row, field->name, "_to", arena);
	part.precision =
		value_of(result, row, field->name, "_precision", arena);
	part.doubtful = str_eq(
		value_of(result, row, field->name, "_doubtful", arena), "t");
	return part;
}

static void
load_fields(struct record *record, const struct result *result, size_t row)
{
	const struct form *form = record->form;

	for (size_t i = 0; i < form->n_fields; i++) {
		struct partial_columns p =
			part_of(result, row, &form->fields[i], record->arena);

		if (form->fields[i].kind == FIELD_PARTIAL)
			record_load_partial(record, (int)i, p.text, p.from,
				p.to, p.precision, p.doubtful);
		else
			record_load(record, (int)i, p.text);
	}
}

static void
load_line(struct record *record, size_t at, const struct result *result,
	size_t row)
{
	const struct lines *lines = &record->form->lines[at];
	size_t n = record_add_line(record, at);
	struct line_row *line = &record->lines[at].rows[n];

	line->id = arena_strdup(record->arena, result_get(result, row, "id"));
	line->version = arena_strdup(
		record->arena, result_get(result, row, "row_version"));
	for (size_t i = 0; i < lines->n_fields; i++) {
		const struct field *field = &lines->fields[i];
		struct value *value = &line->values[i];
		struct partial_columns p =
			part_of(result, row, field, record->arena);

		if (field->kind == FIELD_PARTIAL) {
			value_load_partial(record->arena, value, &p);
		} else {
			value->now = p.text;
			value->was = p.text;
		}
	}
}

void
record_fill(struct record *record, const struct result *result, size_t row)
{
	record->id = arena_strdup(record->arena, result_get(result, row, "id"));
	record->version = arena_strdup(
		record->arena, result_get(result, row, "row_version"));
	record->deleted = result_get(result, row, "deleted_at");
	load_fields(record, result, row);
}

static struct result *
unpack_read(const struct form *form, const struct lines *lines,
	const struct result *packed)
{
	struct arena *arena = arena_new();
	const char **names;
	size_t n = statement_read_names(arena, form, lines, &names);
	struct result *rows = result_unpack_part(packed, 0, n, names);

	arena_free(arena);
	return rows;
}

struct record *
record_from(const struct form *form, struct result *const *results)
{
	const struct date nothing = { 0 };
	struct record *record;
	struct result *row;

	if (result_rows(results[0]) == 0)
		return NULL;
	record = record_new(form, NULL, nothing);
	row = unpack_read(form, NULL, results[0]);
	record_fill(record, row, 0);
	result_free(row);
	for (size_t i = 0; i < form->n_lines; i++) {
		struct result *lines =
			unpack_read(form, &form->lines[i], results[1 + i]);

		for (size_t k = 0; k < result_rows(lines); k++)
			load_line(record, i, lines, k);
		result_free(lines);
	}
	return record;
}

static bool
not_there(const struct form *form, struct err *err)
{
	err_set(err, ERR_INPUT, NULL,
		_("Ese registro de %s no está, o usted no puede verlo."),
		form->title);
	return err_hint(err, _("Pudo haber sido anulado."));
}

static struct record *
read_with(struct desk *desk, const struct form *form, struct statements *list,
	struct err *err)
{
	struct record *record;
	struct result **results =
		store_run(desk, list, list->arena, NULL, _("Lectura"), err);

	if (!results)
		return NULL;
	record = record_from(form, results);
	results_free(results, list->n);
	if (!record)
		not_there(form, err);
	return record;
}

struct record *
store_read(struct desk *desk, const struct form *form, const char *id,
	struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct record *record;

	statement_read(&list, form, id);
	record = read_with(desk, form, &list, err);
	arena_free(list.arena);
	return record;
}

/* ---- natural keys */

/*
 * "2018-2020/3.2": what stands before the first slash, then parts split at
 * points from the right, so that a code with points of its own in it stays
 * whole ("2018-2020/3.1.2019-Q1" is indicator 3.1). A key that begins with a
 * plan may leave it out when one is on the screen or given.
 */
bool
key_split(struct arena *arena, const struct form *form, const char *plan,
	const char *key, const char **parts)
{
	size_t n = form->n_natural;
	const char *slash = strchr(key, '/');
	size_t first = 0;
	char *rest;

	if (n == 0 || str_is_blank(key))
		return false;
	rest = str_trim(arena, key);
	if (n > 1) {
		slash = strchr(rest, '/');
		if (slash) {
			parts[0] = arena_strndup(
				arena, rest, (size_t)(slash - rest));
			rest += slash - rest + 1;
		} else if (plan && str_eq(form->natural[0], "plan_code")) {
			parts[0] = plan;
		} else {
			return false;
		}
		first = 1;
	}
	for (size_t i = n - 1; i > first; i--) {
		char *point = strrchr(rest, '.');

		if (!point)
			return false;
		parts[i] = arena_strdup(arena, point + 1);
		*point = '\0';
	}
	parts[first] = rest;
	return true;
}

/* The parts as the database holds them: a date typed 15/08/2019 is ISO. */
static bool
key_canonical(struct desk *desk, struct arena *arena, const struct form *form,
	const char **parts, struct err *err)
{
	for (size_t i = 0; i < form->n_natural; i++) {
		int f = form_field(form, form->natural[i]);
		struct value value = { 0 };

		if (f < 0)
			continue;
		if (!value_type(arena, &form->fields[f], parts[i], desk->today,
			    &value, err))
			return false;
		parts[i] = value.now;
	}
	return true;
}

/* How the list calls a part of the key that has no place on the page. */
static const char *
part_title(const struct form *form, const char *name)
{
	int f = form_field(form, name);

	if (f >= 0 && !str_eq(form->fields[f].tag, "-"))
		return field_title(&form->fields[f]);
	for (size_t i = 0; i < form->n_list; i++) {
		if (str_eq(form->list[i].name, name))
			return form->list[i].title;
	}
	return f >= 0 ? field_title(&form->fields[f]) : name;
}

static void
show_shape(const struct form *form, struct err *err)
{
	struct buf shape = { 0 };

	for (size_t i = 0; i < form->n_natural; i++) {
		buf_puts(&shape, i == 0 ? "" : i == 1 ? "/" : ".");
		buf_puts(&shape, part_title(form, form->natural[i]));
	}
	err_hint(err, _("Se escribe así: %s."), buf_text(&shape));
	buf_free(&shape);
}

static void
bad_key(const struct form *form, const char *key, struct err *err)
{
	err_set(err, ERR_INPUT, NULL, _("«%s» no es una clave de %s."), key,
		form->title);
	show_shape(form, err);
}

static struct record *
read_marked(struct desk *desk, const struct form *form, struct statements *list,
	const char *const *key, struct err *err)
{
	struct record *record;

	statement_read_marked(list, form, key);
	record = read_with(desk, form, list, err);
	if (!record && err && err->kind == ERR_INPUT)
		err_set(err, ERR_INPUT, NULL,
			_("No hay un registro anulado de %s con esa clave."),
			form->title);
	return record;
}

static struct record *
read_standing(struct desk *desk, const struct form *form,
	struct statements *list, const char *const *key, struct err *err)
{
	bool by_pick = statement_key_has_parents(form);
	struct record *record;

	statement_read_key(list, form, key, by_pick);
	record = read_with(desk, form, list, err);
	if (record || !by_pick || !err || err->kind != ERR_INPUT)
		return record;
	/* It may stand on one that is offered no more. */
	err_clear(err);
	list->n = 0;
	statement_read_key(list, form, key, false);
	return read_with(desk, form, list, err);
}

typedef struct record *read_fn(struct desk *desk, const struct form *form,
	struct statements *list, const char *const *key, struct err *err);

static struct record *
read_by_key(struct desk *desk, const struct form *form, const char *key,
	read_fn *read, struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct record *record = NULL;
	const char **parts =
		arena_array(list.arena, form->n_natural + 1, sizeof *parts);

	if (!key_split(list.arena, form, desk->plan, key, parts))
		bad_key(form, key, err);
	else if (!key_canonical(desk, list.arena, form, parts, err))
		show_shape(form, err);
	else
		record = read(desk, form, &list, parts, err);
	arena_free(list.arena);
	return record;
}

struct record *
store_read_key(struct desk *desk, const struct form *form, const char *key,
	struct err *err)
{
	return read_by_key(desk, form, key, read_standing, err);
}

struct record *
store_read_marked(struct desk *desk, const struct form *form, const char *key,
	struct err *err)
{
	return read_by_key(desk, form, key, read_marked, err);
}

struct record *
store_read_any(struct desk *desk, const struct form *form, const char *key,
	struct err *err)
{
	struct err other = { 0 };
	struct record *record = store_read_key(desk, form, key, err);

	if (record || !err || err->kind != ERR_INPUT)
		return record;
	record = read_by_key(desk, form, key, read_marked, &other);
	if (record)
		err_clear(err);
	return record;
}

const char *
store_key(struct arena *arena, const struct record *record)
{
	const struct form *form = record->form;
	struct buf key = { 0 };
	char *out;

	for (size_t i = 0; i < form->n_natural; i++) {
		int f = form_field(form, form->natural[i]);
		const struct value *value = f < 0 ? NULL : &record->values[f];
		const char *text = !value	? NULL
				   : record->id ? value->was
						: value->now;

		buf_puts(&key, i == 0 ? "" : i == 1 ? "/" : ".");
		buf_puts(&key, text ? text : "");
	}
	out = arena_strdup(arena, buf_text(&key));
	buf_free(&key);
	return out;
}
