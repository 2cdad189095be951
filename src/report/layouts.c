/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layouts there are: a site's own before those that the database serves, they
 * before ours. */
#include "report/layout.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/desk.h"
#include "store/drawn.h"

#define SITE_LAYOUTS "/etc/hito/forms/report"

static int
is_layout(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && str_ends(entry->d_name, ".report");
}

struct layout *
layout_load(struct arena *arena, const char *path, struct err *err)
{
	size_t n;
	char *text = file_read(arena, path, FILE_SMALL, &n, err);

	return text ? layout_parse(arena, path, text, n, err) : NULL;
}

/* ---- where they are */

struct places {
	struct arena *arena;
	size_t n;
	const char **paths;
};

static void
add_path(struct places *p, const char *path)
{
	p->paths = arena_grow(
		p->arena, p->paths, p->n, p->n + 1, sizeof *p->paths);
	p->paths[p->n++] = path;
}

static void
add_folder(struct places *p, const char *folder)
{
	struct dirent **files = NULL;
	int n = scandir(folder, &files, is_layout, alphasort);

	for (int i = 0; i < n; i++) {
		add_path(p, arena_printf(p->arena, "%s/%s", folder,
				    files[i]->d_name));
		free(files[i]);
	}
	free(files);
}

/* Which wins by its name stands first. */
static struct places
places_of(const struct desk *desk, struct arena *arena)
{
	struct places p = { .arena = arena };
	size_t n;
	const char **served = drawn_paths(desk, arena, ".report", &n);

	add_folder(&p, SITE_LAYOUTS);
	for (size_t i = 0; i < n; i++)
		add_path(&p, served[i]);
	add_folder(&p, desk_folder(arena, "forms/report"));
	return p;
}

static bool
is_of_file(const struct layout *layout, const char *file)
{
	size_t n = strlen(layout->name);

	return strncmp(file, layout->name, n) == 0 &&
	       str_eq(file + n, ".report");
}

/* Behind one that is served and cannot be read stands the program's own. */
static struct layout *
load_at(const struct desk *desk, const struct places *p, size_t i,
	struct err *err)
{
	const struct drawn_file *drawn = drawn_at(desk, p->paths[i]);
	struct layout *layout = layout_load(p->arena, p->paths[i], err);

	if (layout && drawn && !is_of_file(layout, drawn->name)) {
		err_set(err, ERR_INPUT, NULL, _("%s dibuja otro informe: %s."),
			drawn->name, layout->name);
		layout = NULL;
	}
	if (!layout && drawn) {
		drawn_explain(drawn, err);
		log_line("form", "%s", err->text);
	}
	return layout;
}

struct layout *
layout_find(const struct desk *desk, struct arena *arena, const char *name,
	struct err *err)
{
	const struct places p = places_of(desk, arena);
	struct buf names = { 0 };
	struct err why = { 0 };
	struct layout *found = NULL;

	for (size_t i = 0; !found && i < p.n; i++) {
		struct err own = { 0 };
		struct layout *l = load_at(desk, &p, i, &own);

		if (l && (str_eq(l->name, name) || str_eq(l->alias, name)))
			found = l;
		else if (l)
			buf_printf(&names, "%s%s", names.len ? ", " : "",
				l->name);
		else if (why.kind == ERR_NONE)
			why = own;
	}
	if (!found && why.kind != ERR_NONE && err) {
		*err = why; /* the broken file may be the one asked for */
	} else if (!found) {
		err_set(err, ERR_USAGE, NULL, _("No hay ningún informe «%s»."),
			name);
		if (names.len)
			err_hint(err, _("Hay: %s."), buf_text(&names));
	}
	buf_free(&names);
	return found;
}

/* ---- all of them */

struct gathering {
	struct arena *arena;
	size_t n;
	struct layout **layouts;
};

static void
gather(struct gathering *g, struct layout *layout)
{
	for (size_t i = 0; i < g->n; i++) {
		if (str_eq(g->layouts[i]->name, layout->name))
			return;
	}
	g->layouts = arena_grow(
		g->arena, g->layouts, g->n, g->n + 1, sizeof *g->layouts);
	g->layouts[g->n++] = layout;
}

static int
by_title(const void *a, const void *b)
{
	const struct layout *const *one = a;
	const struct layout *const *other = b;
	char first[256], second[256];

	utf8_fold((*one)->title, first, sizeof first);
	utf8_fold((*other)->title, second, sizeof second);
	return strcmp(first, second);
}

void
layout_each(const struct desk *desk, struct arena *arena, layout_each_fn *fn,
	void *arg, struct err *err)
{
	const struct places p = places_of(desk, arena);
	struct gathering g = { .arena = arena };

	for (size_t i = 0; i < p.n; i++) {
		struct err why = { 0 };
		struct layout *l = load_at(desk, &p, i, &why);

		if (l)
			gather(&g, l);
		else if (err && err->kind == ERR_NONE)
			*err = why;
	}
	if (g.n > 1)
		qsort(g.layouts, g.n, sizeof *g.layouts, by_title);
	for (size_t i = 0; i < g.n; i++)
		fn(arg, g.layouts[i]);
}
