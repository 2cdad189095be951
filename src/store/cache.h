/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_CACHE_H
#define HITO_STORE_CACHE_H

/*
 * The columns of every relation that the forms need: taken from the answer of
 * db/catalog, kept as text under XDG_CACHE_HOME by schema hash, so that a
 * start asks the server's catalogue nothing. A cache file that is not whole
 * reads as none.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "form/form.h"

struct result;

struct cache_column {
	const char *relation; /* "plan.milestone" */
	struct column column;
	bool generated;
};

/* Where the columns of a relation stand: side by side. */
struct cache_span {
	const char *relation;
	size_t first;
	size_t n;
	struct columns alone; /* read directly, once it was asked for */
};

struct cache {
	struct arena *arena;
	size_t n;
	size_t cap;
	struct cache_column *columns;
	size_t n_spans;
	size_t cap_spans;
	struct cache_span *spans;
};

struct cache *cache_new(struct arena *arena);
void cache_take(struct cache *cache, const struct result *result);
/* Notes that the database has no such relation, so that a whole cache can be
 * told from one written for other forms. */
void cache_lacks(struct cache *cache, const char *relation);
/* The text of the file; hash is the schema's. */
void cache_write(const struct cache *cache, const char *hash, struct buf *out);
/* Of those n relations; NULL when the text is not a whole cache of that hash. The names stay in
 * text, which is cut up and has to live as long as the cache. */
struct cache *cache_read(struct arena *arena, const char *hash, char *text,
	size_t n, const char *const *relations);
/* Path for a hash; NULL for one that cannot be part of a name. */
const char *cache_path(struct arena *arena, const char *hash);

bool cache_has(const struct cache *cache, const char *relation);
/* The columns of a table and of its view merged, table's first, in arena with
 * all that they name. */
struct columns cache_merge(const struct cache *cache, struct arena *arena,
	const char *table, const char *view);
/* Those of a relation that is read directly, the same for all who ask. */
struct columns
cache_alone(struct cache *cache, struct arena *arena, const char *relation);

#endif
