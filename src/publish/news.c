/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is new, as an Atom feed (RFC 4287): the last changes of history, of
 * rows that are public. A row keeps its id for ever. */
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "db/session.h"
#include "publish/data.h"
#include "report/html.h"

enum {
	NEWS_MOST = 200,
	LABEL_MOST = 120, /* bytes of what a row says of itself */
};

/* A change as it comes, and what its row is called once that is known. */
struct change {
	const struct open_set *set;
	const char *key; /* NULL: a load */
	const char *id;
	const char *at;
	const char *columns; /* "state,progress"; NULL: it is new */
	const char *rows;
	const char *said; /* NULL: it is not public */
};

struct news {
	const struct open_data *data;
	size_t n;
	struct change *v;
};

static const char *
copy(struct arena *arena, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char *out;

	if (!text)
		return NULL;
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(text, n, false, out);
	return out;
}

static const struct open_set *
set_of(const struct open_data *data, const char *name)
{
	for (size_t i = 0; i < data->n_sets; i++)
		if (str_eq(data->sets[i].name, name))
			return &data->sets[i];
	return NULL;
}

static bool
read_changes(struct desk *desk, struct news *news, const char **feed_id,
	struct err *err)
{
	struct arena *arena = news->data->arena;
	struct result *r = session_query(desk->session, "Atom", err,
		"select c.name, c.key, c.id, to_char(c.at, "
		"'YYYY-MM-DD\"T\"HH24:MI:SSTZH:TZM') as at, "
		"array_to_string(c.cols, ',') as cols, c.rows, "
		"md5('hito ' || $2)::uuid as feed "
		"from (select 1) as one left join "
		"core.published_changes($1::int) as c on true",
		2, arena_printf(arena, "%d", NEWS_MOST), news->data->acronym);

	if (!r)
		return false;
	*feed_id = copy(arena, result_get(r, 0, "feed"));
	news->v = arena_array(arena, result_rows(r) + 1, sizeof *news->v);
	for (size_t row = 0; row < result_rows(r); row++) {
		const struct open_set *set =
			set_of(news->data, result_get(r, row, "name"));

		if (set)
			news->v[news->n++] = (struct change){ .set = set,
				.key = copy(arena, result_get(r, row, "key")),
				.id = copy(arena, result_get(r, row, "id")),
				.at = copy(arena, result_get(r, row, "at")),
				.columns =
					copy(arena, result_get(r, row, "cols")),
				.rows = copy(
					arena, result_get(r, row, "rows")) };
	}
	result_free(r);
	return true;
}

/* ---- what the rows are called */

/* The column that says what a row is: the first that is searched for. */
static const char *
label_column(const struct open_set *set)
{
	for (size_t i = 0; i < set->n_columns; i++)
		if (set->columns[i].field && set->columns[i].field->search)
			return set->columns[i].name;
	return NULL;
}

static void
take_labels(
	struct news *news, const struct open_set *set, const struct result *r)
{
	struct arena *arena = news->data->arena;

	for (size_t i = 0; i < news->n; i++) {
		struct change *c = &news->v[i];

		for (size_t row = 0;
			c->set == set && c->key && row < result_rows(r);
			row++) {
			const char *label = result_value(r, row, 2);
			char cut[LABEL_MOST];

			if (!str_eq(result_value(r, row, 0), c->key))
				continue;
			(void)str_copy(cut, sizeof cut, label ? label : "");
			c->said = copy(arena,
				arena_printf(arena, "%s %s%s%s", set->singular,
					result_value(r, row, 1)
						? result_value(r, row, 1)
						: "",
					*cut ? ": " : "", cut));
		}
	}
}

static void
put_keys(const struct news *news, const struct open_set *set, struct buf *out)
{
	const char *lead = "{";

	for (size_t i = 0; i < news->n; i++) {
		const struct change *c = &news->v[i];

		if (c->set != set || !c->key)
			continue;
		buf_printf(out, "%s%s", lead, c->key);
		lead = ",";
	}
	if (out->len)
		buf_putc(out, '}');
}

static bool
read_labels(struct desk *desk, struct news *news, const struct open_set *set,
	struct err *err)
{
	struct arena *arena = news->data->arena;
	const char *label = label_column(set);
	struct buf keys = { 0 };
	struct result *r;

	put_keys(news, set, &keys);
	if (keys.len == 0)
		return true;
	r = session_query(desk->session, "Atom", err,
		arena_printf(arena,
			"select id, record_key, %s from published.%s "
			"where id = any ($1::bigint[])",
			label ? str_quote_ident(arena, label) : "null",
			str_quote_ident(arena, set->name)),
		1, buf_text(&keys));
	if (r)
		take_labels(news, set, r);
	buf_free(&keys);
	result_free(r);
	return r;
}

/* ---- the feed */

static void
put_element(
	struct buf *out, const char *indent, const char *name, const char *text)
{
	buf_printf(out, "%s<%s>", indent, name);
	html_attribute(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void
put_link(struct buf *out, const char *indent, const char *rel, const char *type,
	const char *url, const char *file)
{
	buf_printf(out, "%s<link rel=\"%s\" type=\"%s\" href=\"", indent, rel,
		type);
	html_attribute(out, url);
	buf_puts(out, *url && !str_ends(url, "/") ? "/" : "");
	html_attribute(out, file);
	buf_puts(out, "\"/>\n");
}

/* "Cambió: Situación, Fin." */
static const char *
summary_of(struct arena *arena, const struct change *c)
{
	const char *out = "Cambió:";
	const char *comma = "";
	size_t n;
	char **columns;

	if (!c->key)
		return arena_printf(arena, "Se cargaron %s filas.", c->rows);
	if (!c->columns)
		return "Nuevo.";
	columns = str_split(arena, c->columns, ',', &n);
	for (size_t i = 0; i < n; i++) {
		size_t at = open_column_at(c->set, columns[i]);

		if (at == c->set->n_columns)
			continue;
		out = arena_printf(arena, "%s%s %s", out, comma,
			open_column_title(&c->set->columns[at]));
		comma = ",";
	}
	return arena_printf(arena, "%s.", out);
}

static void
put_entry(const struct open_data *data, const struct change *c, struct buf *out)
{
	struct arena *arena = data->arena;

	buf_puts(out, "  <entry>\n");
	put_element(
		out, "    ", "id", arena_printf(arena, "urn:uuid:%s", c->id));
	put_element(out, "    ", "title", c->key ? c->said : c->set->title);
	put_element(out, "    ", "updated", c->at);
	put_link(out, "    ", "alternate", "text/csv", data->url,
		arena_printf(arena, "%s.csv", c->set->name));
	put_element(out, "    ", "summary", summary_of(arena, c));
	buf_puts(out, "  </entry>\n");
}

static bool
is_public(const struct change *c)
{
	return !c->key || c->said;
}

static const char *
updated(const struct news *news)
{
	for (size_t i = 0; i < news->n; i++)
		if (is_public(&news->v[i]))
			return news->v[i].at;
	return "1970-01-01T00:00:00Z";
}

static void
put_feed(const struct news *news, const char *id, struct buf *out)
{
	const struct open_data *data = news->data;
	struct arena *arena = data->arena;

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		      "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
		      "xml:lang=\"es\">\n");
	put_element(out, "  ", "id", arena_printf(arena, "urn:uuid:%s", id));
	put_element(out, "  ", "title",
		arena_printf(arena, "%sNovedades de %s",
			data->is_test ? "PRUEBA - " : "", data->institution));
	put_element(out, "  ", "updated", updated(news));
	buf_puts(out, "  <author>\n");
	put_element(out, "    ", "name", data->institution);
	buf_puts(out, "  </author>\n");
	if (*data->url)
		put_link(out, "  ", "self", "application/atom+xml", data->url,
			OPEN_NEWS);
	put_link(out, "  ", "alternate", "text/html", data->url, "index.html");
	put_element(out, "  ", "rights", data->licence_title);
	put_element(out, "  ", "generator", "hito");
	for (size_t i = 0; i < news->n; i++)
		if (is_public(&news->v[i]))
			put_entry(data, &news->v[i], out);
	buf_puts(out, "</feed>\n");
}

bool
open_news_write(struct desk *desk, const struct open_data *data,
	struct buf *out, struct err *err)
{
	struct news news = { .data = data };
	const char *id = "";

	if (!read_changes(desk, &news, &id, err))
		return false;
	for (size_t i = 0; i < data->n_sets; i++)
		if (!read_labels(desk, &news, &data->sets[i], err))
			return false;
	put_feed(&news, id, out);
	return true;
}
