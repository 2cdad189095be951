/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layouts there are: a site's own before ours. */
#include "report/layout.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/desk.h"

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

/* The one asked for in a folder; the other names are noted. */
static struct layout *
find_in(struct arena *arena, const char *folder, const char *name,
	struct buf *names, struct err *err)
{
	struct dirent **files = NULL;
	struct layout *found = NULL;
	int n = scandir(folder, &files, is_layout, alphasort);

	for (int i = 0; i < n; i++) {
		struct err why = { 0 };
		struct layout *l =
			found ? NULL
			      : layout_load(arena,
					arena_printf(arena, "%s/%s", folder,
						files[i]->d_name),
					&why);

		if (l && (str_eq(l->name, name) || str_eq(l->alias, name)))
			found = l;
		else if (l)
			buf_printf(
				names, "%s%s", names->len ? ", " : "", l->name);
		else if (why.kind != ERR_NONE && err->kind == ERR_NONE)
			*err = why;
		free(files[i]);
	}
	free(files);
	return found;
}

struct layout *
layout_find(struct arena *arena, const char *name, struct err *err)
{
	struct buf names = { 0 };
	struct err why = { 0 };
	struct layout *found = find_in(arena, SITE_LAYOUTS, name, &names, &why);

	if (!found)
		found = find_in(arena, desk_folder(arena, "forms/report"), name,
			&names, &why);
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

static void
gather_from(struct gathering *g, const char *folder, struct err *err)
{
	struct dirent **files = NULL;
	int n = scandir(folder, &files, is_layout, alphasort);

	for (int i = 0; i < n; i++) {
		struct err why = { 0 };
		struct layout *l = layout_load(g->arena,
			arena_printf(
				g->arena, "%s/%s", folder, files[i]->d_name),
			&why);

		if (l)
			gather(g, l);
		else if (err && err->kind == ERR_NONE)
			*err = why;
		free(files[i]);
	}
	free(files);
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
layout_each(struct arena *arena, layout_each_fn *fn, void *arg, struct err *err)
{
	struct gathering g = { .arena = arena };

	gather_from(&g, SITE_LAYOUTS, err);
	gather_from(&g, desk_folder(arena, "forms/report"), err);
	if (g.n > 1)
		qsort(g.layouts, g.n, sizeof *g.layouts, by_title);
	for (size_t i = 0; i < g.n; i++)
		fn(arg, g.layouts[i]);
}
