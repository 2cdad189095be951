/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/sql_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"

enum {
	MAX_FILE = 4 << 20
};

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_name(struct sql_names *names, const char *name)
{
	names->v = arena_grow(names->arena, names->v, names->n, names->n + 1,
		sizeof *names->v);
	names->v[names->n++] = name;
}

bool
sql_folder(struct sql_names *names, const char *sql_dir, const char *folder,
	struct err *err)
{
	const char *path = arena_printf(names->arena, "%s/%s", sql_dir, folder);
	DIR *dir = opendir(path);
	const struct dirent *entry;
	size_t first = names->n;

	if (!dir) {
		err_set(err, ERR_FILE, NULL,
			_("No se puede leer la carpeta «%s»: %s."), path,
			strerror(errno));
		return err_hint(err, "%s",
			_("Lo de un servidor está en el paquete "
			  "hito-server."));
	}
	while ((entry = readdir(dir)))
		if (entry->d_name[0] != '.' && str_ends(entry->d_name, ".sql"))
			add_name(names, arena_printf(names->arena, "%s/%s",
						folder, entry->d_name));
	closedir(dir);
	if (names->n > first)
		qsort(names->v + first, names->n - first, sizeof *names->v,
			compare_names);
	return true;
}

/* The rest of the next line that begins so, in the arena; NULL at the end. */
static const char *
next_said(struct arena *arena, const char **text, const char *begins)
{
	const char *line, *end;

	for (line = *text; *line; line = *end ? end + 1 : end) {
		end = line + strcspn(line, "\n");
		if (!str_starts(line, begins))
			continue;
		*text = end;
		line += strlen(begins);
		return str_trim(arena,
			arena_strndup(arena, line, (size_t)(end - line)));
	}
	return NULL;
}

/* What stands behind what, in one folder. */
struct order {
	const char *folder;
	struct sql_names found;
	const char **texts;
	bool *taken;
};

static bool
is_taken(const struct order *o, const char *name)
{
	for (size_t i = 0; i < o->found.n; i++)
		if (o->taken[i] && str_eq(o->found.v[i], name))
			return true;
	return false;
}

/* All that it names stands before it already. */
static bool
is_ready(const struct order *o, size_t file)
{
	struct arena *arena = o->found.arena;
	const char *text = o->texts[file], *name;

	while ((name = next_said(arena, &text, "-- after: ")))
		if (!is_taken(o, arena_printf(arena, "code/%s/%s.sql",
					 o->folder, name)))
			return false;
	return true;
}

static bool
take_in_order(struct order *o, struct sql_names *names, struct err *err)
{
	for (size_t left = o->found.n; left > 0; left--) {
		size_t i = 0;

		while (i < o->found.n && (o->taken[i] || !is_ready(o, i)))
			i++;
		if (i == o->found.n)
			return err_set(err, ERR_FILE, NULL,
				_("En sql/code/%s, lo que dicen las líneas "
				  "«-- after:» da vueltas o nombra un archivo "
				  "que no está."),
				o->folder);
		o->taken[i] = true;
		add_name(names, o->found.v[i]);
	}
	return true;
}

static bool
add_folder(struct sql_names *names, const char *sql_dir, const char *folder,
	struct err *err)
{
	struct arena *arena = names->arena;
	struct order o = { .folder = folder, .found.arena = arena };

	if (!sql_folder(&o.found, sql_dir,
		    arena_printf(arena, "code/%s", folder), err))
		return false;
	o.taken = arena_array(arena, o.found.n + 1, sizeof *o.taken);
	o.texts = arena_array(arena, o.found.n + 1, sizeof *o.texts);
	for (size_t i = 0; i < o.found.n; i++) {
		o.texts[i] = file_read(arena,
			arena_printf(arena, "%s/%s", sql_dir, o.found.v[i]),
			MAX_FILE, NULL, err);
		if (!o.texts[i])
			return false;
	}
	return take_in_order(&o, names, err);
}

bool
sql_code(struct sql_names *names, const char *sql_dir, struct err *err)
{
	const char *text = file_read(names->arena,
		arena_printf(names->arena, "%s/code/load.sql", sql_dir),
		MAX_FILE, NULL, err);
	const char *folder;

	if (!text)
		return false;
	while ((folder = next_said(names->arena, &text, "-- folder ")))
		if (!add_folder(names, sql_dir, folder, err))
			return false;
	return true;
}
