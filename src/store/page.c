/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of a list, by keyset: no page costs more than the first. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "store/inside.h"

/* The prefetched query, to know whether the one asked for is the same. */
struct page_ahead {
	struct arena *arena;
	struct statement statement;
};

/* id and row_version come before the cells. */
enum {
	PAGE_FIRST_CELL = 2
};

void
page_forget(struct desk *desk)
{
	struct page_ahead *ahead = desk->ahead;

	if (!ahead)
		return;
	desk->ahead = NULL;
	arena_free(ahead->arena);
}

const char *const *
row_key(struct arena *arena, const struct page_request *request,
	const struct row *row)
{
	size_t n = statement_keys(request);
	const char **key = arena_array(arena, n + 1, sizeof *key);

	for (size_t i = 0; i <= n; i++)
		key[i] = arena_strdup(arena, row->key[i]);
	return key;
}

/* Rows that are counted one by one with the first page. */
enum {
	COUNTED_MOST = 1000
};

/* One row more than wanted tells whether there is a next page. */
static struct statement
page_statement(struct arena *arena, const struct page_request *request)
{
	struct statements list = { .arena = arena };
	struct page_request one_more = *request;

	one_more.limit++;
	statement_page(&list, &one_more);
	return list.v[0];
}

static bool
same_statement(const struct statement *a, const struct statement *b)
{
	if (!str_eq(a->sql, b->sql) || a->n != b->n)
		return false;
	for (int i = 0; i < a->n; i++) {
		if (!str_eq(a->values[i], b->values[i]))
			return false;
	}
	return true;
}

bool
store_prefetch(struct desk *desk, const struct page_request *request)
{
	struct arena *arena;
	struct page_ahead *ahead;

	page_forget(desk);
	if (!desk->session || session_flows_slowly(desk->session))
		return false;
	arena = arena_new();
	ahead = arena_alloc(arena, sizeof *ahead);
	ahead->arena = arena;
	ahead->statement = page_statement(arena, request);
	if (session_prefetch(desk->session, &ahead->statement))
		desk->ahead = ahead;
	else
		arena_free(arena);
	return desk->ahead;
}

bool
store_ahead_is_there(struct desk *desk, struct wait_for *on)
{
	return !desk->session || session_ahead_is_there(desk->session, on);
}

/* The answer asked for ahead; NULL when another one is wanted now. */
static struct result *
take_ahead(struct desk *desk, const struct statement *wanted)
{
	struct page_ahead *ahead = desk->ahead;
	struct result *result = NULL;

	if (ahead && desk->session && same_statement(&ahead->statement, wanted))
		result = session_prefetched(desk->session);
	page_forget(desk);
	return result;
}

/* ---- from the answer to what a list shows */

static const char *
cell_shown(struct arena *arena, const struct form *form, const char *column,
	const char *text, bool doubtful)
{
	int at = form_field(form, column);
	const struct field *field = at < 0 ? NULL : &form->fields[at];
	struct value value = { .now = text, .partial.doubtful = doubtful };
	size_t room;
	char *out;

	if (!text)
		return "";
	if (!field || (field->kind == FIELD_TEXT && field->n_choices == 0 &&
			      !field->said))
		return clean_text(arena, text, false);
	room = 2 * strlen(text) + 256;
	out = arena_alloc(arena, room);
	value_show(field, &value, out, room);
	return clean_text(arena, out, false);
}

static void
take_row(struct arena *arena, const struct page_request *request,
	const struct result *result, size_t at, struct row *row)
{
	const struct form *form = request->form;
	size_t n_keys = statement_keys(request);
	int key = PAGE_FIRST_CELL + (int)form->n_list;
	int doubt = key + (int)n_keys;

	row->cleaned = false;
	row->id = arena_strdup(arena, result_value(result, at, 0));
	row->version = arena_strdup(arena, result_value(result, at, 1));
	row->cells = arena_array(arena, form->n_list + 1, sizeof *row->cells);
	row->values = arena_array(arena, form->n_list + 1, sizeof *row->values);
	for (size_t i = 0; i < form->n_list; i++) {
		const char *value =
			result_value(result, at, PAGE_FIRST_CELL + (int)i);

		row->values[i] = clean_text(arena, value, true);
		row->cleaned = row->cleaned || !str_eq(row->values[i], value);
		row->cells[i] = cell_shown(arena, form, form->list[i].name,
			row->values[i],
			list_is_partial(form, i) &&
				result_value(result, at, doubt++));
	}
	row->key = arena_array(arena, n_keys + 1, sizeof *row->key);
	for (size_t i = 0; i < n_keys; i++)
		row->key[i] = arena_strdup(
			arena, result_value(result, at, key + (int)i));
	row->key[n_keys] = row->id;
}

static struct result *
unpack_page(const struct page_request *request, const struct result *packed)
{
	return result_unpack_part(
		packed, 0, statement_page_columns(request), NULL);
}

static void
take_page(struct desk *desk, const struct page_request *request,
	const struct result *packed, struct arena *arena, struct page_rows *out)
{
	struct result *result = unpack_page(request, packed);
	size_t rows = result_rows(result);
	size_t limit = (size_t)request->limit;
	char *hour = arena_alloc(arena, 6);

	out->count = out->around = -1;
	out->more = rows > limit;
	out->n = out->more ? limit : rows;
	out->rows = arena_array(arena, out->n + 1, sizeof *out->rows);
	for (size_t i = 0; i < out->n; i++) {
		size_t to = request->backwards ? out->n - 1 - i : i;

		take_row(arena, request, result, i, &out->rows[to]);
	}
	result_free(result);
	desk_hour(desk, hour, 6);
	out->read_at = hour;
}

void
listed_statement(
	struct statements *list, const struct listed *listed, const char *id)
{
	struct page_request one = listed->request;

	one.id = id;
	one.key = NULL;
	one.limit = 1;
	statement_page(list, &one);
}

void
listed_take(struct listed *listed, const struct result *packed)
{
	struct result *result = unpack_page(&listed->request, packed);

	listed->row = NULL;
	if (result_rows(result) > 0) {
		listed->row = arena_alloc(listed->arena, sizeof *listed->row);
		take_row(listed->arena, &listed->request, result, 0,
			listed->row);
	}
	result_free(result);
}

bool
row_stays(const struct page_request *request, const struct row *was,
	const struct row *now)
{
	size_t n = statement_keys(request);

	for (size_t i = 0; i <= n; i++)
		if (!str_eq(was->key[i], now->key[i]))
			return false;
	return true;
}

static long
number_of(const struct result *result, int column)
{
	const char *text = result_value(result, 0, column);

	return text ? strtol(text, NULL, 10) : -1;
}

static void
take_count(const struct result *packed, struct page_rows *out)
{
	struct result *result = result_unpack_part(packed, 0, 2, NULL);

	out->count = number_of(result, 0);
	if (out->count > COUNTED_MOST) {
		out->count = -1;
		out->around = number_of(result, 1);
	}
	if (out->around <= COUNTED_MOST)
		out->around = -1;
	result_free(result);
}

bool
store_page(struct desk *desk, const struct page_request *request,
	struct arena *arena, struct page_rows *out, struct err *err)
{
	struct statement wanted = page_statement(arena, request);
	struct result *ahead =
		request->counted ? NULL : take_ahead(desk, &wanted);
	struct statements list = { .arena = arena };
	struct result **results;

	*out = (struct page_rows){ 0 };
	if (ahead) {
		take_page(desk, request, ahead, arena, out);
		result_free(ahead);
		return true;
	}
	statements_add(&list, wanted.sql, wanted.n, wanted.values);
	list.v[0] = wanted;
	if (request->counted)
		statement_count_some(&list, request, COUNTED_MOST);
	results = store_run(desk, &list, arena, NULL, _("Lista"), err);
	if (!results)
		return false;
	take_page(desk, request, results[0], arena, out);
	if (request->counted)
		take_count(results[1], out);
	results_free(results, list.n);
	return true;
}

bool
store_count(struct desk *desk, const struct page_request *request, long *count,
	struct err *err)
{
	struct statements list = { .arena = arena_new() };
	struct result **results;
	const char *n;

	statement_count(&list, request);
	results = store_run(desk, &list, list.arena, NULL, _("Recuento"), err);
	if (results) {
		n = result_value(results[0], 0, 0);
		*count = n ? strtol(n, NULL, 10) : 0;
		results_free(results, list.n);
	}
	arena_free(list.arena);
	return results;
}
