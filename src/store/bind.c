/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms and the database's columns. Where all were read whole and bound before,
 * and neither a file nor the schema is another since, a start reads their heads;
 * the rest of one is read and bound when it is needed. */
#include "store/inside.h"

#include <malloc.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "db/catalog.h"
#include "store/cache.h"
#include "store/desk.h"

/* The relations that n forms need, each once. */
static const char **
relations_of(size_t n_forms, struct form *const *forms, struct arena *arena,
	size_t *n)
{
	const char **all = NULL;
	size_t count = 0;

	for (size_t i = 0; i < n_forms; i++) {
		size_t some;
		const char **names = form_relations(forms[i], arena, &some);

		all = arena_grow(arena, all, count, count + some, sizeof *all);
		for (size_t k = 0; k < some; k++) {
			size_t at = 0;

			while (at < count && !str_eq(all[at], names[k]))
				at++;
			if (at == count)
				all[count++] = names[k];
		}
	}
	*n = count;
	return all;
}

/* A relation of which the cache knows nothing means that it was written for
 * other forms. */
static struct cache *
cache_for(const struct desk *desk, struct arena *scratch, char *text, size_t n,
	const char *const *names)
{
	struct cache *cache =
		text ? cache_read(
			       scratch, desk->files.schema_hash, text, n, names)
		     : NULL;

	for (size_t i = 0; cache && i < n; i++) {
		if (!cache_has(cache, names[i]))
			cache = NULL;
	}
	return cache;
}

/* Asks the server's catalogue; the answer as the text of a cache, which is
 * kept for the next start too. */
static char *
text_of_server(struct desk *desk, struct arena *scratch, const char *path,
	size_t n, const char *const *names, struct err *err)
{
	struct statements list = { .arena = scratch };
	struct cache *cache = cache_new(scratch);
	struct result **results;
	struct buf out = { 0 };
	struct err why = { 0 };
	char *text;

	catalog_columns(&list, n, names);
	results = store_run(desk, &list, scratch, NULL, _("Catálogo"), err);
	if (!results)
		return NULL;
	cache_take(cache, results[0]);
	results_free(results, list.n);
	for (size_t i = 0; i < n; i++) {
		if (!cache_has(cache, names[i]))
			cache_lacks(cache, names[i]);
	}
	cache_write(cache, desk->files.schema_hash, &out);
	if (path && !file_write_private(path, out.data, out.len, &why))
		log_line("cache", "%s", why.text);
	text = arena_strndup(scratch, out.data, out.len);
	buf_free(&out);
	return text;
}

static bool
bind_one(struct form *form, struct cache *cache, struct arena *arena,
	struct err *err)
{
	struct columns own = cache_merge(cache, arena, form->table, form->view);
	struct columns *lines =
		arena_array(arena, form->n_lines + 1, sizeof *lines);
	size_t n;
	const char **names = form_picks(form, cache->arena, &n);

	for (size_t i = 0; i < form->n_lines; i++)
		lines[i] = cache_merge(cache, arena, form->lines[i].table,
			form->lines[i].view);
	for (size_t i = 0; i < n; i++) {
		struct columns pick = cache_alone(cache, arena, names[i]);

		form_bind_lookup(form, names[i], &pick);
	}
	return form_bind(form, &own, lines, err);
}

/* Forms that this database cannot serve (a newer program's, a site's with a
 * mistake) are left out; in the place of one that it brings itself stands the
 * program's own, which is still to be bound: false then. */
static bool
bind_all(struct desk *desk, struct cache *cache)
{
	size_t kept = 0;
	bool all = true;

	for (size_t i = 0; i < desk->n_forms; i++) {
		struct err err = { 0 };
		struct form *form = desk->forms[i];

		if (!form->bound && !bind_one(form, cache, desk->arena, &err)) {
			form = forms_instead(desk, form, &err);
			all = all && !form;
		}
		if (form)
			desk->forms[kept++] = form;
	}
	desk->n_forms = kept;
	return all;
}

static bool
all_bound(const struct desk *desk)
{
	for (size_t i = 0; i < desk->n_forms; i++) {
		if (!desk->forms[i]->bound)
			return false;
	}
	return true;
}

/* The cache's text as the last start left it; NULL when there is none. */
static char *
text_kept(struct arena *scratch, const char *path)
{
	return path && file_exists(path)
		       ? file_read(scratch, path, FILE_SMALL, NULL, NULL)
		       : NULL;
}

static bool
bind_with(struct desk *desk, struct arena *scratch, struct err *err)
{
	size_t n;
	const char **names =
		relations_of(desk->n_forms, desk->forms, scratch, &n);
	const char *path = cache_path(scratch, desk->files.schema_hash);
	char *text = text_kept(scratch, path);
	struct cache *cache = cache_for(desk, scratch, text, n, names);

	if (!cache) {
		text = text_of_server(desk, scratch, path, n, names, err);
		cache = cache_for(desk, scratch, text, n, names);
	}
	if (!cache)
		return false;
	return bind_all(desk, cache) || bind_with(desk, scratch, err);
}

/* ---- what a start need not do again */

/* All of them, or none. */
static void
prove(const struct desk *desk, struct arena *scratch)
{
	for (size_t i = 0; i < desk->n_forms; i++)
		if (desk->forms[i]->scattered)
			return;
	if (desk->files.problem || !all_bound(desk))
		return;
	forms_prove(desk, scratch, NULL);
	forms_prove(desk, scratch, desk->files.schema_hash);
}

static bool
bind_anew(struct desk *desk, struct arena *scratch, struct err *err)
{
	forms_read_whole(desk);
	if (!bind_with(desk, scratch, err))
		return false;
	prove(desk, scratch);
	return true;
}

bool
forms_bind(struct desk *desk, struct err *err)
{
	struct arena *scratch;
	bool done;

	if (all_bound(desk))
		return true;
	scratch = arena_new();
	done = (desk->files.heads && desk->files.schema_hash &&
		       forms_are_proven(
			       desk, scratch, desk->files.schema_hash)) ||
	       bind_anew(desk, scratch, err);
	arena_free(scratch);
	malloc_trim(0); /* it was larger than all that stays */
	return done;
}

/* ---- the rest of a form, when it is needed */

/* Before the server told its schema there is nothing to bind to. */
static bool
is_ready(const struct desk *desk, const struct form *form)
{
	return form->bound || !desk->files.heads ||
	       (form->whole && !desk->files.schema_hash);
}

static bool
bind_later(const struct desk *desk, size_t n, struct form *const *forms,
	struct err *err)
{
	struct arena *scratch = arena_new();
	size_t n_names;
	const char **names = relations_of(n, forms, scratch, &n_names);
	char *text = text_kept(
		scratch, cache_path(scratch, desk->files.schema_hash));
	struct cache *cache = cache_for(desk, scratch, text, n_names, names);
	bool done = cache;

	for (size_t i = 0; done && i < n; i++)
		done = bind_one(forms[i], cache, desk->arena, err);
	if (!cache)
		err_set(err, ERR_FILE, NULL,
			_("Falta en %s lo que se sabía de la base de datos: "
			  "salga y vuelva a entrar."),
			settings_dir_cache(scratch));
	arena_free(scratch);
	malloc_trim(0);
	return done;
}

/* Those of n that are not are read whole and bound. */
static bool
complete(const struct desk *desk, size_t n, struct form *const *forms,
	struct err *err)
{
	struct form **some = arena_array(desk->arena, n + 1, sizeof(*some));
	size_t n_some = 0;

	for (size_t i = 0; i < n; i++) {
		if (is_ready(desk, forms[i]))
			continue;
		if (!form_read_rest(desk, forms[i], err))
			return false;
		some[n_some++] = forms[i];
	}
	return n_some == 0 || !desk->files.schema_hash ||
	       bind_later(desk, n_some, some, err);
}

struct form *
desk_form_at(const struct desk *desk, size_t i)
{
	struct err err = { 0 };

	if (complete(desk, 1, &desk->forms[i], &err))
		return desk->forms[i];
	log_line("form", "%s", err.text);
	return NULL;
}

bool
desk_forms_whole(const struct desk *desk, struct err *err)
{
	return complete(desk, desk->n_forms, desk->forms, err);
}
