/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito form: proves form files, proposes a first one, names those there are,
 * brings them to the database for every office. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "db/catalog.h"
#include "db/cluster.h"
#include "form/form.h"
#include "import/describe.h"
#include "report/layout.h"
#include "store/cache.h"
#include "store/drawn.h"

/* One run of the subcommand. */
struct forming {
	struct batch *batch;
	struct arena *arena;
	struct desk *desk; /* NULL: offline */
	bool offline;	   /* --offline */
	const char *why; /* --why */
	struct option_list given;
	size_t n;
	const char **files;
	size_t problems;
	bool proposes; /* it is to be served */
};

static void
say_problem(void *arg, const char *problem)
{
	struct forming *f = arg;

	f->problems++;
	fprintf(stderr, "%s\n", problem);
}

/* ---- the catalogue */

static bool
ask(struct forming *f, struct statements *list, struct result **result,
	struct err *err)
{
	return session_run(f->desk->session, list->v, list->n, result, NULL,
		_("Catálogo"), err);
}

static struct cache *
read_catalogue(struct forming *f, size_t n, const char **names, struct err *err)
{
	struct statements list = { .arena = f->arena };
	struct cache *cache = cache_new(f->arena);
	struct result *result;

	catalog_columns(&list, n, names);
	if (!ask(f, &list, &result, err))
		return NULL;
	cache_take(cache, result);
	result_free(result);
	return cache;
}

static bool
bind_form(struct forming *f, struct form *form, struct err *err)
{
	size_t n;
	const char **names = form_relations(form, f->arena, &n);
	struct cache *cache = read_catalogue(f, n, names, err);
	struct columns own;
	struct columns *lines;

	if (!cache)
		return false;
	for (size_t i = 0; i < n; i++) {
		struct columns of =
			cache_merge(cache, f->arena, names[i], names[i]);

		form_bind_lookup(form, names[i], &of);
	}
	own = cache_merge(cache, f->arena, form->table, form->view);
	lines = arena_array(f->arena, form->n_lines + 1, sizeof *lines);
	for (size_t i = 0; i < form->n_lines; i++)
		lines[i] = cache_merge(cache, f->arena, form->lines[i].table,
			form->lines[i].view);
	return form_bind(form, &own, lines, err);
}

/* The names given as an array of SQL, each a plain identifier of a checked
 * form file. */
static const char *
sql_array(struct arena *arena, size_t n, const char *const *names)
{
	struct buf b = { 0 };
	const char *out;

	for (size_t i = 0; i < n; i++)
		buf_printf(&b, "%s%s", i > 0 ? "," : "", names[i]);
	out = arena_printf(arena, "{%s}", buf_text(&b));
	buf_free(&b);
	return out;
}

/* What of the names the database does not have, said one by one. */
static bool
say_missing(struct forming *f, const struct form *form, const char *sql,
	size_t n, const char *const *names, const char *sentence,
	struct err *err)
{
	struct statements list = { .arena = f->arena };
	struct result *result;

	if (n == 0)
		return true;
	statements_addv(&list, sql, 1, sql_array(f->arena, n, names));
	if (!ask(f, &list, &result, err))
		return false;
	for (size_t i = 0; i < result_rows(result); i++)
		say_problem(f, arena_printf(f->arena, "%s: %s: %s", form->path,
				       result_value(result, i, 0), sentence));
	result_free(result);
	return true;
}

/* "forms/milestone.form" -> "milestone.form" */
static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Functions of actions and imports, constraints of refusals. */
static bool
check_objects(struct forming *f, const struct form *form, struct err *err)
{
	const char *hooks[] = {
		form->import.prepare,
		form->import.check,
		form->import.after,
	};
	const char **functions =
		arena_array(f->arena, form->n_actions + 3, sizeof *functions);
	const char **constraints = arena_array(
		f->arena, form->n_refusals + 1, sizeof *constraints);
	size_t n = 0;

	for (size_t i = 0; i < form->n_actions; i++)
		functions[n++] = form->actions[i].call;
	for (size_t i = 0; i < sizeof hooks / sizeof hooks[0]; i++)
		if (hooks[i])
			functions[n++] = hooks[i];
	for (size_t i = 0; i < form->n_refusals; i++)
		constraints[i] = form->refusals[i].constraint;
	return say_missing(f, form,
		       "select name from unnest($1::text[]) as "
		       "u(name) where to_regproc(name) is null",
		       n, functions,
		       _("la base de datos no tiene esta función."), err) &&
	       say_missing(f, form,
		       "select name from unnest($1::text[]) "
		       "as u(name) where not exists (select from pg_constraint "
		       "where conname = name) and not exists (select from pg_class "
		       "where relname = name and relkind = 'i')",
		       form->n_refusals, constraints,
		       _("la base de datos no tiene esta restricción."), err);
}

/* ---- check */

/* The layout of a report. False only when the server could not be asked. */
static bool
check_layout(struct forming *f, const char *path, struct err *err)
{
	struct layout *layout = layout_load(f->arena, path, err);

	if (layout &&
		(!f->desk || report_check(f->desk, f->arena, layout, err)))
		return true;
	if (err->kind != ERR_INPUT && err->kind != ERR_RULE &&
		err->kind != ERR_FILE)
		return false;
	say_problem(f, err->text);
	err_clear(err);
	return true;
}

/* Of one that is to be served: what it is of, and what it calls. */
static void
check_calls(struct forming *f, const struct form *form)
{
	struct err why = { 0 };

	if (!form_is_of_file(f->arena, form, base_of(form->path), &why))
		say_problem(f, why.text);
}

/* False only when the server could not be asked. */
static bool
check_form(struct forming *f, const char *path, struct err *err)
{
	struct form *form = form_load(f->arena, path, err);

	if (!form) {
		say_problem(f, err->text);
		err_clear(err);
		return true;
	}
	form_check(form, say_problem, f);
	if (f->desk) {
		if (bind_form(f, form, err)) {
			form_check_bound(form, say_problem, f);
			if (!check_objects(f, form, err))
				return false;
			if (f->proposes)
				check_calls(f, form);
		} else if (err->kind == ERR_INPUT) {
			say_problem(f, err->text);
			err_clear(err);
		} else {
			return false;
		}
	}
	return true;
}

static bool
check_one(struct forming *f, const char *path, struct err *err)
{
	size_t before = f->problems;

	if (!(str_ends(path, ".report") ? check_layout : check_form)(
		    f, path, err))
		return false;
	if (f->problems == before && !f->batch->quiet)
		printf("%s: %s\n", path,
			f->desk ? _("bien, también con la base de datos")
				: _("bien"));
	return true;
}

static int
is_drawn(const struct dirent *entry)
{
	return entry->d_name[0] != '.' &&
	       (str_ends(entry->d_name, ".form") ||
		       str_ends(entry->d_name, ".report"));
}

static void
add_files(struct forming *f, const char *folder)
{
	struct dirent **names = NULL;
	int n = scandir(folder, &names, is_drawn, alphasort);

	f->files = arena_grow(f->arena, f->files, f->n,
		f->n + (size_t)(n > 0 ? n : 0) + 1, sizeof *f->files);
	for (int i = 0; i < n; i++) {
		f->files[f->n++] = arena_printf(
			f->arena, "%s/%s", folder, names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

/* Without files: all that were installed. */
static bool
installed_files(struct forming *f, struct err *err)
{
	const char *folder = home_path(f->arena, "forms");

	add_files(f, folder);
	add_files(f, home_path(f->arena, "forms/report"));
	if (f->n == 0)
		return err_set(err, ERR_FILE, NULL,
			_("No hay formularios en %s."), folder);
	return true;
}

/* Those that the database serves. */
static void
add_served(struct forming *f)
{
	static const char *const endings[] = { ".form", ".report" };

	for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
		size_t n;
		const char **paths =
			drawn_paths(f->desk, f->arena, endings[k], &n);

		f->files = arena_grow(f->arena, f->files, f->n, f->n + n + 1,
			sizeof *f->files);
		for (size_t i = 0; i < n; i++)
			f->files[f->n++] = paths[i];
	}
}

/* Is there a server to ask, without making one? */
static bool
has_server(const struct batch *batch)
{
	struct cluster c;
	struct err ignored = { 0 };

	if (batch->given_connection)
		return true;
	return cluster_find(&c, &ignored) &&
	       cluster_state(&c, &ignored) == CLUSTER_RUNNING;
}

static int
run_check(struct forming *f)
{
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (f->n == 0 && !installed_files(f, &err))
		return batch_failed(&err);
	if (!f->offline && has_server(f->batch)) {
		f->desk = batch_desk(f->batch, &code);
		if (!f->desk)
			return code;
		if (f->given.n == 0)
			add_served(f);
	}
	for (size_t i = 0; i < f->n && code == EXIT_DONE; i++)
		if (!check_one(f, f->files[i], &err))
			code = batch_failed(&err);
	if (code == EXIT_DONE && f->problems > 0)
		code = EXIT_USAGE;
	return code;
}

/* ---- draw */

/* An SQL name written schema.name. */
static bool
is_relation(const char *s)
{
	const char *dot = strchr(s, '.');
	const char *letters = "abcdefghijklmnopqrstuvwxyz0123456789_";

	return dot && dot != s && dot[1] != '\0' &&
	       strspn(s, letters) == (size_t)(dot - s) &&
	       dot[1 + strspn(dot + 1, letters)] == '\0';
}

static bool
draw_table(struct forming *f, const char *table, struct err *err)
{
	const char *view = arena_printf(f->arena, "%s_list", table);
	const char *names[] = { table, view };
	struct cache *cache = read_catalogue(f, 2, names, err);
	struct buf out = { 0 };
	struct columns columns;

	if (!cache)
		return false;
	if (!cache_has(cache, table))
		return err_set(err, ERR_INPUT, NULL,
			_("La base de datos no tiene la tabla %s."), table);
	columns = cache_merge(
		cache, f->arena, table, cache_has(cache, view) ? view : table);
	form_draw(table, &columns, &out);
	fwrite(buf_text(&out), 1, out.len, stdout);
	buf_free(&out);
	return true;
}

static int
run_draw(struct forming *f)
{
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (f->n != 1 || !is_relation(f->files[0]))
		return batch_usage(f->batch,
			_("draw pide una tabla, escrita esquema.nombre."));
	f->desk = batch_desk(f->batch, &code);
	if (f->desk && !draw_table(f, f->files[0], &err))
		code = batch_failed(&err);
	return code;
}

/* ---- list */

static void
put_cell(const char *text, int width)
{
	int room = width - utf8_cells(text);

	printf("%s%*s", text, room > 1 ? room : 1, "");
}

static int
run_list(struct forming *f)
{
	struct err err = { 0 };
	struct desk *desk = desk_new(f->batch->settings, &err);

	if (!desk)
		return batch_failed(&err);
	for (size_t i = 0; i < desk->n_forms; i++) {
		const struct form *form = desk->forms[i];

		put_cell(form->name, 14);
		put_cell(form->alias ? form->alias : "-", 16);
		put_cell(form->title, 24);
		printf("%s\n", form->table);
	}
	desk_close(desk);
	return EXIT_DONE;
}

/* ---- describe */

/* What an import tells the server of each register, by its table. */
static int
run_describe(struct forming *f)
{
	const char *comma = "{";
	int code = EXIT_DONE;
	struct err err = { 0 };

	f->desk = batch_desk(f->batch, &code);
	if (f->desk && !desk_forms_whole(f->desk, &err))
		return batch_failed(&err);
	for (size_t i = 0; f->desk && i < f->desk->n_forms; i++) {
		const struct form *form = f->desk->forms[i];

		if (!form->import.allowed ||
			(f->n && !str_eq(f->files[0], form->name)))
			continue;
		printf("%s\"%s\":%s", comma, form->table,
			import_describe(mapping_new(f->arena, form)));
		comma = ",\n";
	}
	puts(comma[0] == '{' ? "{}" : "}");
	return code;
}

/* ---- propose */

static const char *
title_of(struct forming *f, const char *path, struct err *err)
{
	if (str_ends(path, ".report")) {
		struct layout *layout = layout_load(f->arena, path, err);

		return layout ? layout->title : NULL;
	} else {
		struct form *form = form_load(f->arena, path, err);

		return form ? form->title : NULL;
	}
}

static bool
propose_one(struct forming *f, const char *path, struct err *err)
{
	size_t before = f->problems;
	const char *title, *text;
	struct result *made;

	if (!check_one(f, path, err))
		return false;
	if (f->problems > before)
		return true;
	title = title_of(f, path, err);
	text = title ? file_read(f->arena, path, FILE_SMALL, NULL, err) : NULL;
	if (!text)
		return false;
	made = session_query(f->desk->session, _("Propuesta"), err,
		"select core.drawing_propose($1, $2, $3, $4, $5)", 5,
		base_of(path), title, text, HITO_VERSION, f->why);
	if (!made)
		return false;
	printf(_("Propuesto %s: la secretaría lo pone en vigor.\n"),
		result_value(made, 0, 0));
	result_free(made);
	return true;
}

static int
run_propose(struct forming *f)
{
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (f->n == 0 || str_is_blank(f->why))
		return batch_usage(f->batch,
			_("propose pide los archivos y --why, para qué se "
			  "cambian."));
	f->proposes = true;
	f->desk = batch_desk(f->batch, &code);
	for (size_t i = 0; f->desk && i < f->n && code == EXIT_DONE; i++)
		if (!propose_one(f, f->files[i], &err))
			code = batch_failed(&err);
	if (code == EXIT_DONE && f->problems > 0)
		code = EXIT_USAGE;
	return code;
}

/* ---- text */

/* The file that this machine works with: what a change begins with. */
static const char *
path_used(struct forming *f, const char *name, struct err *err)
{
	const struct form *form = desk_form(f->desk, name);
	const struct layout *layout;

	if (form)
		return form->path;
	layout = layout_find(f->desk, f->arena, name, err);
	if (layout)
		return layout->path;
	if (err->kind == ERR_USAGE)
		err_set(err, ERR_USAGE, NULL,
			_("No hay ningún registro ni informe «%s»."), name);
	return NULL;
}

static int
run_text(struct forming *f)
{
	struct err err = { 0 };
	int code = EXIT_DONE;
	const char *path, *text;
	size_t n;

	if (f->n != 1)
		return batch_usage(f->batch,
			_("text pide el nombre de un registro o informe."));
	f->desk = !f->offline && has_server(f->batch)
			  ? batch_desk(f->batch, &code)
			  : desk_new(f->batch->settings, &err);
	if (!f->desk)
		return code == EXIT_DONE ? batch_failed(&err) : code;
	path = path_used(f, f->files[0], &err);
	text = path ? file_read(f->arena, path, FILE_SMALL, &n, &err) : NULL;
	if (!text)
		return batch_failed(&err);
	fwrite(text, 1, n, stdout);
	return EXIT_DONE;
}

static const struct {
	const char *name;
	const char *name_es;
	int (*run)(struct forming *f);
} verbs[] = {
	{ "check", "probar", run_check },
	{ "draw", "dibujar", run_draw },
	{ "list", "listar", run_list },
	{ "describe", "describir", run_describe },
	{ "propose", "proponer", run_propose },
	{ "text", "texto", run_text },
};

static const struct option words[] = {
	{ "offline", "sin-base", OPTION_FLAG, offsetof(struct forming, offline),
		0, NULL },
	{ "why", "motivo", OPTION_TEXT, offsetof(struct forming, why), 0,
		NULL },
};
static const size_t further = offsetof(struct forming, given);

int
batch_form(struct batch *batch, int argc, char **argv)
{
	static const struct options options = { OPTIONS(words),
		.words.further = &further };
	struct forming f = { .batch = batch, .arena = batch->arena };
	const char *verb = argc > 1 ? argv[1] : "";
	int code = EXIT_DONE;

	if (argc > 1 &&
		!options_read(batch, &options, argc - 1, argv + 1, &f, &code))
		return code;
	f.files = option_values(f.arena, &f.given);
	f.n = f.given.n;
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
		if (!str_eq(verb, verbs[i].name) &&
			!str_eq(verb, verbs[i].name_es))
			continue;
		code = verbs[i].run(&f);
		if (f.desk)
			desk_close(f.desk);
		return code;
	}
	return batch_usage(batch, _("se espera check, draw, list, describe, propose o text."));
}
