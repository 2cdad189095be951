/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/conf.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/theme.h"
#include "base/utf8.h"
#include "cmd/language.h"

#define SITE_FILE "/etc/hito/hito.conf"

enum {
	PATH_ROOM = 4096
};

/* ---- the table of settings */

static bool
take_bool(
	const struct setting *s, const char *value, bool *out, struct err *err)
{
	static const char *const yes[] = { "si", "yes", "on", "true", "1",
		NULL };
	static const char *const no[] = { "no", "off", "false", "0", NULL };
	char folded[16];

	utf8_fold(value, folded, sizeof folded);
	if (!str_in(yes, folded) && !str_in(no, folded))
		return err_set(err, ERR_INPUT, s->name,
			_("«%s» se escribe sí o no; dice «%s»."), s->name,
			value);
	*out = str_in(yes, folded);
	return true;
}

static bool
take_ms(const struct setting *s, const char *value, int *out, struct err *err)
{
	long n;

	if (!str_to_long(value, 600000, &n))
		return err_set(err, ERR_INPUT, s->name,
			_("«%s» es un número de milisegundos entre 0 y 600000; "
			  "dice «%s»."),
			s->name, value);
	*out = (int)n;
	return true;
}

static bool
is_lang(const struct setting *s, const char *value, struct err *err)
{
	struct arena *arena;

	if (language_is_known(value))
		return true;
	arena = arena_new();
	err_set(err, ERR_INPUT, s->name, _("«%s» es uno de %s; dice «%s»."),
		s->name, language_list(arena), value);
	arena_free(arena);
	return false;
}

static bool
is_theme(const struct setting *s, const char *value, struct err *err)
{
	char names[64];

	if (theme_named(value) != THEMES)
		return true;
	theme_names(names, sizeof names);
	return err_set(err, ERR_INPUT, s->name,
		_("«%s» es uno de %s; dice «%s»."), s->name, names, value);
}

#define AT(member) offsetof(struct settings, member)

static const struct setting settings_table[] = {
	{ "office", "HITO_OFFICE", AT(office), SETTING_TEXT, "",
		N_("Código de la oficina en la que se trabaja.") },
	{ "plan", "HITO_PLAN", AT(plan), SETTING_TEXT, "",
		N_("Código del plan que se abre; sin él, el último vigente.") },
	{ "connection", NULL, AT(connection), SETTING_TEXT, "",
		N_("Cadena de conexión o URI de PostgreSQL; sin ella valen las "
		   "variables PG*.") },
	{ "folder", "HITO_FOLDER", AT(folder), SETTING_TEXT, "~/evidencias",
		N_("Carpeta de los archivos que se envían con un documento y "
		   "de los que se traen.") },
	{ "lang", NULL, AT(lang), SETTING_LANG, "es",
		N_("Idioma de los textos: es, en u otro que tenga catálogo.") },
	{ "ascii", NULL, AT(ascii), SETTING_BOOL, "no",
		N_("Solo signos ASCII en la pantalla.") },
	{ "mono", NULL, AT(mono), SETTING_BOOL, "no", N_("Sin colores.") },
	{ "theme", NULL, AT(theme), SETTING_THEME, "normal",
		N_("Colores de la pantalla: normal para fondo oscuro, claro "
		   "para fondo claro, mono sin ellos, contraste con fondo y "
		   "letras propios.") },
	{ "mouse", NULL, AT(mouse), SETTING_BOOL, "no",
		N_("Atender al ratón.") },
	{ "reader", NULL, AT(reader), SETTING_BOOL, "no",
		N_("Para quien escucha la pantalla: una línea dice en qué "
		   "está el cursor, con su nombre y su valor, y el cursor "
		   "está en ella.") },
	{ "wait-notice", NULL, AT(wait_notice_ms), SETTING_MS, "300",
		N_("Milisegundos de espera tras los cuales se dice qué se "
		   "espera.") },
};

static const struct setting *
setting_find(const char *name)
{
	for (size_t i = 0; i < sizeof settings_table / sizeof *settings_table;
		i++) {
		if (str_eq(settings_table[i].name, name))
			return &settings_table[i];
	}
	return NULL;
}

void
setting_each(setting_each_fn *fn, void *arg)
{
	for (size_t i = 0; i < sizeof settings_table / sizeof *settings_table;
		i++)
		fn(arg, &settings_table[i]);
}

static bool
setting_take(struct settings *settings, const struct setting *s,
	const char *value, struct err *err)
{
	void *place = (char *)settings + s->offset;

	if (s->kind == SETTING_BOOL)
		return take_bool(s, value, place, err);
	if (s->kind == SETTING_MS)
		return take_ms(s, value, place, err);
	if (s->kind == SETTING_LANG && !is_lang(s, value, err))
		return false;
	if (s->kind == SETTING_THEME && !is_theme(s, value, err))
		return false;
	*(const char **)place =
		*value ? arena_strdup(settings->arena, value) : NULL;
	return true;
}

/* ---- reading a file of settings */

/* "bind KEY COMMAND": either may be of several words ("Esc 2", "page down"):
 * they are parted where a command begins, else before the last word. */
static bool
take_bind(struct settings *settings, char *rest, struct err *err)
{
	const char *command = NULL;
	char *space = rest;

	while (!command && (space = strpbrk(space, " \t"))) {
		const char *behind = str_trim(settings->arena, space);

		if (command_find(behind, IN_ALL) || !strpbrk(behind, " \t"))
			command = behind;
		else
			space += strspn(space, " \t");
	}
	if (!command)
		return err_set(err, ERR_INPUT, NULL,
			_("Se espera «bind TECLA ORDEN»."));
	return keymap_bind(settings->keymap, command,
		str_trim(settings->arena,
			arena_strndup(settings->arena, rest,
				(size_t)(space - rest))),
		err);
}

static bool
take_line(struct settings *settings, char *line, struct err *err)
{
	const struct setting *s;
	const char *name;
	char *equals;

	if (*line == '\0' || *line == '#')
		return true;
	if (str_starts(line, "bind ") || str_starts(line, "bind\t"))
		return take_bind(
			settings, str_trim(settings->arena, line + 5), err);
	equals = strchr(line, '=');
	if (!equals)
		return err_set(err, ERR_INPUT, NULL,
			_("Se espera «nombre = valor» o «bind TECLA ORDEN»."));
	*equals = '\0';
	name = str_trim(settings->arena, line);
	s = setting_find(name);
	if (!s)
		return err_set(err, ERR_INPUT, NULL,
			_("No hay ningún ajuste «%s»."), name);
	return setting_take(
		settings, s, str_trim(settings->arena, equals + 1), err);
}

static bool
wrong_line(const char *path, int line, struct err *err)
{
	char text[sizeof err->text];

	if (!err)
		return false;
	str_copy(text, sizeof text, err->text);
	return err_set(err, ERR_INPUT, NULL, "%s:%d: %s", path, line, text);
}

bool
settings_read(struct settings *settings, const char *path, const char *text,
	struct err *err)
{
	int line = 1;

	for (const char *at = text; *at; line++) {
		size_t n = strcspn(at, "\n");
		char *one = arena_strndup(settings->arena, at, n);

		if (utf8_valid(one, n) != n || strlen(one) != n) {
			err_set(err, ERR_INPUT, NULL,
				_("La línea no es texto UTF-8."));
			return wrong_line(path, line, err);
		}
		if (!take_line(settings, str_trim(settings->arena, one), err))
			return wrong_line(path, line, err);
		at += n + (at[n] == '\n');
	}
	return true;
}

static bool
read_if_there(struct settings *settings, const char *path, struct err *err)
{
	char *text;

	if (!file_exists(path))
		return true;
	text = file_read(settings->arena, path, FILE_SMALL, NULL, err);
	return text && settings_read(settings, path, text, err);
}

static bool
take_environment(struct settings *settings, struct err *err)
{
	for (size_t i = 0; i < sizeof settings_table / sizeof *settings_table;
		i++) {
		const struct setting *s = &settings_table[i];
		const char *value = s->env ? getenv(s->env) : NULL;

		if (value && *value && !setting_take(settings, s, value, err))
			return false;
	}
	return true;
}

void
settings_init(struct settings *settings, struct arena *arena)
{
	*settings = (struct settings){ .arena = arena };
	settings->keymap = keymap_new(arena);
	for (size_t i = 0; i < sizeof settings_table / sizeof *settings_table;
		i++)
		setting_take(settings, &settings_table[i],
			settings_table[i].value, NULL);
}

bool
settings_load(struct settings *settings, struct arena *arena, struct err *err)
{
	const char *own;

	settings_init(settings, arena);
	own = arena_printf(arena, "%s/hito.conf", settings_dir_config(arena));
	return read_if_there(settings, SITE_FILE, err) &&
	       read_if_there(settings, own, err) &&
	       take_environment(settings, err);
}

/* ---- directories */

static const char *
home_of_person(void)
{
	const char *home = getenv("HOME");
	const struct passwd *pw;

	if (home && *home == '/')
		return home;
	pw = getpwuid(getuid());
	return pw && pw->pw_dir ? pw->pw_dir : "/";
}

/* Every missing part of path, 0700. Failure shows when a file is written. */
static void
make_folders(const char *path)
{
	char part[PATH_ROOM];

	if (!str_copy(part, sizeof part, path))
		return;
	for (char *p = part + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		mkdir(part, 0700);
		*p = '/';
	}
	mkdir(part, 0700);
}

/* The XDG specification: relative paths in the variables are ignored. */
static const char *
xdg(struct arena *arena, const char *variable, const char *otherwise)
{
	const char *base = getenv(variable);
	const char *path;

	if (base && *base == '/')
		path = arena_printf(arena, "%s/hito", base);
	else
		path = arena_printf(
			arena, "%s/%s/hito", home_of_person(), otherwise);
	make_folders(path);
	return path;
}

const char *
settings_dir_config(struct arena *arena)
{
	return xdg(arena, "XDG_CONFIG_HOME", ".config");
}

const char *
settings_dir_state(struct arena *arena)
{
	return xdg(arena, "XDG_STATE_HOME", ".local/state");
}

const char *
settings_dir_cache(struct arena *arena)
{
	return xdg(arena, "XDG_CACHE_HOME", ".cache");
}

const char *
settings_folder(const struct settings *settings, struct arena *arena)
{
	const char *path =
		file_expand(arena, settings->folder ? settings->folder : ".");

	make_folders(path);
	return path;
}

/* ---- what the program remembers: lines "name=value" */

static char *
memory_read(struct arena *arena, const char **path)
{
	char *text = NULL;

	*path = arena_printf(arena, "%s/memory", settings_dir_state(arena));
	if (file_exists(*path))
		text = file_read(arena, *path, FILE_SMALL, NULL, NULL);
	return text ? text : arena_strdup(arena, "");
}

const char *
memory_get(struct arena *arena, const char *name)
{
	const char *path;
	const char *at = memory_read(arena, &path);
	size_t len = strlen(name);

	while (*at) {
		size_t n = strcspn(at, "\n");

		if (n > len && strncmp(at, name, len) == 0 && at[len] == '=')
			return arena_strndup(arena, at + len + 1, n - len - 1);
		at += n + (at[n] == '\n');
	}
	return NULL;
}

const char **
memory_names(struct arena *arena, const char *beginning)
{
	const char *path;
	const char *at = memory_read(arena, &path);
	size_t len = strlen(beginning), n = 0;
	const char **names = arena_array(arena, 1, sizeof *names);

	while (*at) {
		size_t line = strcspn(at, "\n"), name = strcspn(at, "=\n");

		if (name > len && strncmp(at, beginning, len) == 0) {
			names = arena_grow(
				arena, names, n, n + 2, sizeof *names);
			names[n++] = arena_strndup(arena, at + len, name - len);
			names[n] = NULL;
		}
		at += line + (at[line] == '\n');
	}
	return names;
}

bool
memory_set(const char *name, const char *value)
{
	struct arena *arena = arena_new();
	struct buf out = { 0 };
	const char *path;
	const char *at = memory_read(arena, &path);
	size_t len = strlen(name);
	bool done;

	while (*at) {
		size_t n = strcspn(at, "\n");

		if (!(n > len && strncmp(at, name, len) == 0 &&
			    at[len] == '=')) {
			buf_add(&out, at, n);
			buf_putc(&out, '\n');
		}
		at += n + (at[n] == '\n');
	}
	if (value && !strchr(value, '\n'))
		buf_printf(&out, "%s=%s\n", name, value);
	done = file_write_private(path, buf_text(&out), out.len, NULL);
	buf_free(&out);
	arena_free(arena);
	return done;
}

/* ---- where our own files are */

/*
 * Run from a work tree the program stands under .build: forms and sql lie
 * beside that. Kept in the environment, so that programs started from here
 * find the same files and no variable of ours is needed.
 */
void
home_init(const char *argv0)
{
	char exe[PATH_ROOM];
	char *build;
	ssize_t n;

	if (getenv("HITO_HOME"))
		return;
	n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	if (n > 0) {
		exe[n] = '\0';
	} else if (strchr(argv0, '/') && strlen(argv0) < sizeof exe) {
		char *real = realpath(argv0, NULL);

		str_copy(exe, sizeof exe, real ? real : argv0);
		free(real);
	} else {
		return;
	}
	build = strstr(exe, "/.build/");
	if (build) {
		*build = '\0';
		setenv("HITO_HOME", exe, 0);
	}
}

const char *
home_path(struct arena *arena, const char *what)
{
	const char *home = getenv("HITO_HOME");

	if (home && *home)
		return arena_printf(arena, "%s/%s", home, what);
	return arena_printf(arena, "%s/share/hito/%s", HITO_PREFIX, what);
}
