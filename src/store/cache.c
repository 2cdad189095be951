/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/cache.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cmd/conf.h"
#include "db/session.h"

/* The first word names the layout of the file. */
#define CACHE_HEAD "hito-catalog-2"

enum {
	CACHE_FIELDS = 9,
	CACHE_NUMBER = 1000000
};

struct cache *
cache_new(struct arena *arena)
{
	struct cache *cache = arena_alloc(arena, sizeof *cache);

	cache->arena = arena;
	return cache;
}

static const struct {
	const char *name;
	enum column_type type;
} types[] = {
	{ "text", COLUMN_TEXT },
	{ "character varying", COLUMN_TEXT },
	{ "character", COLUMN_TEXT },
	{ "bigint", COLUMN_INTEGER },
	{ "integer", COLUMN_INTEGER },
	{ "smallint", COLUMN_INTEGER },
	{ "numeric", COLUMN_NUMERIC },
	{ "boolean", COLUMN_BOOLEAN },
	{ "date", COLUMN_DATE },
	{ "timestamp with time zone", COLUMN_TIMESTAMP },
	{ "timestamp without time zone", COLUMN_TIMESTAMP },
	{ "time without time zone", COLUMN_TIME },
};

static enum column_type
type_of(const char *sql_type)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (str_eq(types[i].name, sql_type))
			return types[i].type;
	}
	return COLUMN_OTHER;
}

/* Nearly all columns are of these. */
static const char *
type_kept(struct arena *arena, const char *sql_type)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (str_eq(types[i].name, sql_type))
			return types[i].name;
	}
	return arena_strdup(arena, sql_type);
}

static struct cache_column *
add_column(struct cache *cache)
{
	if (cache->n == cache->cap) {
		size_t cap = cache->cap ? cache->cap * 2 : 256;

		cache->columns = arena_grow(cache->arena, cache->columns,
			cache->n, cap, sizeof *cache->columns);
		cache->cap = cap;
	}
	return &cache->columns[cache->n++];
}

/* Counts the column added last into the span of its relation. */
static void
count_column(struct cache *cache)
{
	const char *relation = cache->columns[cache->n - 1].relation;
	struct cache_span *last =
		cache->n_spans > 0 ? &cache->spans[cache->n_spans - 1] : NULL;

	if (last && str_eq(last->relation, relation)) {
		last->n++;
		return;
	}
	if (cache->n_spans == cache->cap_spans) {
		size_t cap = cache->cap_spans ? cache->cap_spans * 2 : 64;

		cache->spans = arena_grow(cache->arena, cache->spans,
			cache->n_spans, cap, sizeof *cache->spans);
		cache->cap_spans = cap;
	}
	cache->spans[cache->n_spans++] = (struct cache_span){
		.relation = relation, .first = cache->n - 1, .n = 1
	};
}

static int
number_of(const char *text)
{
	long n;

	return text && str_to_long(text, CACHE_NUMBER, &n) ? (int)n : 0;
}

void
cache_take(struct cache *cache, const struct result *result)
{
	struct arena *arena = cache->arena;

	for (size_t i = 0; i < result_rows(result); i++) {
		struct cache_column *c = add_column(cache);
		const char *type = result_get(result, i, "type");

		c->relation =
			arena_strdup(arena, result_get(result, i, "relation"));
		c->generated = str_eq(result_get(result, i, "generated"), "t");
		c->column = (struct column){
			.name = arena_strdup(
				arena, result_get(result, i, "name")),
			.sql_type = arena_strdup(arena, type ? type : ""),
			.type = type_of(type),
			.length = number_of(result_get(result, i, "length")),
			.precision =
				number_of(result_get(result, i, "precision")),
			.scale = number_of(result_get(result, i, "scale")),
			.required =
				str_eq(result_get(result, i, "not_null"),
					"t") &&
				!str_eq(result_get(result, i, "has_default"),
					"t"),
			.comment = arena_strdup(
				arena, result_get(result, i, "comment")),
		};
		count_column(cache);
	}
}

void
cache_lacks(struct cache *cache, const char *relation)
{
	struct cache_column *c = add_column(cache);

	c->relation = arena_strdup(cache->arena, relation);
	c->column = (struct column){ .name = "", .sql_type = "" };
	count_column(cache);
}

/* ---- the file */

/* FNV-1a of 64 bits: against torn and bent files, not against people. */
static uint64_t
sum_of(const char *text, size_t n)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		h = (h ^ (unsigned char)text[i]) * 1099511628211u;
	return h;
}

static void
put_text(struct buf *out, const char *text)
{
	for (const char *p = text ? text : ""; *p; p++) {
		if (*p == '\\')
			buf_puts(out, "\\\\");
		else if (*p == '\t')
			buf_puts(out, "\\t");
		else if (*p == '\n')
			buf_puts(out, "\\n");
		else
			buf_putc(out, *p);
	}
}

/* Undoes put_text in place. */
static void
get_text(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		char c = *from;

		if (c == '\\' && from[1]) {
			c = *++from;
			c = c == 't' ? '\t' : c == 'n' ? '\n' : c;
		}
		*to++ = c;
	}
	*to = '\0';
}

void
cache_write(const struct cache *cache, const char *hash, struct buf *out)
{
	size_t start = out->len;

	buf_printf(out, "%s %s\n", CACHE_HEAD, hash);
	for (size_t i = 0; i < cache->n; i++) {
		const struct cache_column *c = &cache->columns[i];

		put_text(out, c->relation);
		buf_putc(out, '\t');
		put_text(out, c->column.name);
		buf_putc(out, '\t');
		put_text(out, c->column.sql_type);
		buf_printf(out, "\t%d\t%d\t%d\t%c\t%c\t", c->column.length,
			c->column.precision, c->column.scale,
			c->column.required ? 't' : 'f',
			c->generated ? 't' : 'f');
		put_text(out, c->column.comment);
		buf_putc(out, '\n');
	}
	buf_printf(out, "end %016llx\n",
		(unsigned long long)sum_of(
			out->data + start, out->len - start));
}

/* line ends in NUL; its parts are cut out in place. */
static bool
read_line(struct cache *cache, char *line)
{
	char *part[CACHE_FIELDS];
	struct cache_column *c;

	for (int i = 0; i < CACHE_FIELDS; i++) {
		char *tab = strchr(line, '\t');

		if (!tab != (i == CACHE_FIELDS - 1))
			return false;
		part[i] = line;
		if (tab) {
			*tab = '\0';
			line = tab + 1;
		}
		get_text(part[i]);
	}
	c = add_column(cache);
	c->relation = part[0];
	c->generated = str_eq(part[7], "t");
	c->column = (struct column){
		.name = part[1],
		.sql_type = part[2],
		.type = type_of(part[2]),
		.length = number_of(part[3]),
		.precision = number_of(part[4]),
		.scale = number_of(part[5]),
		.required = str_eq(part[6], "t"),
		.comment = *part[8] ? part[8] : NULL,
	};
	count_column(cache);
	return true;
}

/* The last line tells the sum of all before it. */
static bool
is_whole(const char *text, char *end, struct arena *arena)
{
	return end && (end == text || end[-1] == '\n') &&
	       str_eq(end, arena_printf(arena, "end %016llx\n",
				   (unsigned long long)sum_of(
					   text, (size_t)(end - text))));
}

/* Where the last line begins; NULL when there is none. */
static char *
last_line(char *text)
{
	size_t n = strlen(text);

	if (n == 0 || text[n - 1] != '\n')
		return NULL;
	for (n--; n > 0 && text[n - 1] != '\n'; n--)
		;
	return text + n;
}

/* Whether the line, whose relation is its first part, is of one of them. */
static bool
is_asked_for(const char *line, size_t n, const char *const *relations)
{
	size_t length = strcspn(line, "\t");

	for (size_t i = 0; i < n; i++)
		if (strncmp(line, relations[i], length) == 0 &&
			!relations[i][length])
			return true;
	return false;
}

struct cache *
cache_read(struct arena *arena, const char *hash, char *text, size_t n,
	const char *const *relations)
{
	struct cache *cache = cache_new(arena);
	const char *head = arena_printf(arena, "%s %s\n", CACHE_HEAD, hash);
	char *end = last_line(text);
	char *at = text + strlen(head);
	const char *last = "";
	bool wanted = false;

	if (!is_whole(text, end, arena) || !str_starts(text, head))
		return NULL;
	while (at < end) {
		char *stop = strchr(at, '\n');

		*stop = '\0';
		/* Those of a relation stand side by side. */
		if (!is_asked_for(at, 1, &last)) {
			wanted = is_asked_for(at, n, relations);
			last = arena_strndup(arena, at, strcspn(at, "\t"));
		}
		if (wanted && !read_line(cache, at))
			return NULL;
		at = stop + 1;
	}
	return cache;
}

const char *
cache_path(struct arena *arena, const char *hash)
{
	size_t n = hash ? strlen(hash) : 0;

	if (n == 0 || n > 128 || strspn(hash, "0123456789abcdefABCDEF") != n)
		return NULL;
	return arena_printf(
		arena, "%s/catalog-%s", settings_dir_cache(arena), hash);
}

/* ---- what form_bind wants */

static struct cache_span *
span_find(const struct cache *cache, const char *relation)
{
	for (size_t i = 0; i < cache->n_spans; i++) {
		if (str_eq(cache->spans[i].relation, relation))
			return &cache->spans[i];
	}
	return NULL;
}

/* Of no columns where the relation is unknown. */
static struct cache_span
span_of(const struct cache *cache, const char *relation)
{
	const struct cache_span *span = span_find(cache, relation);

	return span ? *span : (struct cache_span){ .relation = relation };
}

bool
cache_has(const struct cache *cache, const char *relation)
{
	return span_of(cache, relation).n > 0;
}

static struct column *
column_in(struct columns *columns, const char *name)
{
	for (size_t i = 0; i < columns->n; i++) {
		if (str_eq(columns->v[i].name, name))
			return &columns->v[i];
	}
	return NULL;
}

static void
add_own(struct columns *out, const struct cache *cache, struct cache_span own,
	bool in_view)
{
	for (size_t i = own.first; i < own.first + own.n; i++) {
		const struct cache_column *c = &cache->columns[i];

		if (!*c->column.name)
			continue;
		out->v[out->n] = c->column;
		out->v[out->n].in_table = !c->generated;
		out->v[out->n].in_view = in_view;
		out->n++;
	}
}

static void
add_seen(struct columns *out, const struct cache *cache, struct cache_span seen)
{
	for (size_t i = seen.first; i < seen.first + seen.n; i++) {
		const struct cache_column *c = &cache->columns[i];
		struct column *known;

		if (!*c->column.name)
			continue;
		known = column_in(out, c->column.name);
		if (!known) {
			known = &out->v[out->n++];
			*known = c->column;
			known->required = false;
		}
		known->in_view = true;
	}
}

/* Out of the cache, which goes when all is bound. */
static struct columns
keep(struct arena *arena, struct columns from)
{
	from.v = arena_grow(arena, from.v, from.n, from.n, sizeof *from.v);
	for (size_t i = 0; i < from.n; i++) {
		struct column *c = &from.v[i];

		c->name = arena_strdup(arena, c->name);
		c->sql_type = type_kept(arena, c->sql_type);
		c->comment = arena_strdup(arena, c->comment);
	}
	return from;
}

struct columns
cache_merge(const struct cache *cache, struct arena *arena, const char *table,
	const char *view)
{
	struct cache_span own = span_of(cache, table);
	struct cache_span seen = span_of(cache, view);
	bool same = str_eq(table, view);
	struct columns out = { 0 };

	out.v = arena_array(cache->arena, own.n + seen.n + 1, sizeof *out.v);
	add_own(&out, cache, own, same);
	if (!same)
		add_seen(&out, cache, seen);
	return keep(arena, out);
}

struct columns
cache_alone(struct cache *cache, struct arena *arena, const char *relation)
{
	struct cache_span *span = span_find(cache, relation);

	if (!span)
		return (struct columns){ 0 };
	if (!span->alone.v)
		span->alone = cache_merge(cache, arena, relation, relation);
	return span->alone;
}
