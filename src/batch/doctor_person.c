/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The person's side: locale, terminal, folders, form files, modules. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/module.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/doctor.h"
#include "import/workbook.h"
#include "report/layout.h"
#include "report/module.h"
#include "store/desk.h"
#include "term/probe.h"
#include "term/term.h"

enum {
	ANSWER_MS = 700, /* a terminal says where its cursor is */
	ROOM = 100,	 /* MiB, for drafts and the log */
	COLS = 80,
	ROWS = 24
};

/* ---- locale */

static const char *
said_locale(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return value;
	}
	return "C";
}

static void
check_locale(struct checkup *c)
{
	const char *remedy = _("Diga en su perfil export LANG=C.UTF-8, o el de "
			       "su país: es_PE.UTF-8.");
	const char *name = said_locale();
	locale_t found = newlocale(LC_CTYPE_MASK, name, (locale_t)0);

	if (found)
		freelocale(found);
	if (!found)
		checkup_say(c, "locale", _("idioma"), HEALTH_WARNING, remedy,
			_("La configuración regional «%s» no está instalada: "
			  "se usa C.UTF-8."),
			name);
	else if (!term_speaks_utf8())
		checkup_say(c, "locale", _("idioma"), HEALTH_WARNING, remedy,
			_("La configuración regional «%s» no es UTF-8: la "
			  "pantalla va sin tildes."),
			name);
	else
		checkup_say(c, "locale", _("idioma"), HEALTH_GOOD, NULL,
			_("La configuración regional es %s."), name);
}

/* ---- terminal */

static void
check_size(struct checkup *c, const struct probe *p)
{
	if (p->cols == 0)
		return;
	if (p->cols < COLS || p->rows < ROWS)
		checkup_say(c, "size", _("tamaño"), HEALTH_WARNING,
			_("Agrande la ventana, o achique la letra."),
			_("La ventana es de %dx%d y los formularios se dibujan "
			  "para %dx%d."),
			p->cols, p->rows, COLS, ROWS);
	else
		checkup_say(c, "size", _("tamaño"), HEALTH_GOOD, NULL,
			_("La ventana es de %dx%d."), p->cols, p->rows);
}

static void
check_keys(struct checkup *c, const struct probe *p)
{
	if (p->missing[0])
		checkup_say(c, "keys", _("teclas"), HEALTH_WARNING,
			_("Esc y la cifra valen por la tecla: Esc 2 es F2, "
			  "Esc 0 es F10."),
			_("La descripción de la terminal no tiene: %s."),
			p->missing);
	else
		checkup_say(c, "keys", _("teclas"), HEALTH_GOOD, NULL, "%s",
			_("La terminal tiene las teclas de función y las "
			  "flechas; Esc y la cifra valen también."));
}

static void
check_terminal(struct checkup *c)
{
	const char *name = getenv("TERM");
	const char *remedy = _("Pruebe con export TERM=xterm-256color, o "
			       "TERM=vt220.");
	struct probe p;

	if (!name || !*name) {
		checkup_say(c, "terminal", _("terminal"), HEALTH_WARNING,
			remedy, "%s",
			_("No se sabe qué terminal es: TERM está vacía. Sin "
			  "pantalla, las órdenes andan."));
		return;
	}
	probe_terminal(name, STDOUT_FILENO, &p);
	if (!p.known || !p.moves) {
		checkup_say(c, "terminal", _("terminal"), HEALTH_BAD, remedy,
			p.known ? _("La terminal «%s» no puede mover el "
				    "cursor: no hay pantalla en ella.")
				: _("La terminal «%s» no se conoce en esta "
				    "máquina."),
			name);
		return;
	}
	checkup_say(c, "terminal", _("terminal"), HEALTH_GOOD, NULL,
		p.colors > 0 ? _("La terminal es %s, de %d colores.")
			     : _("La terminal es %s, sin colores."),
		name, p.colors);
	check_size(c, &p);
	check_keys(c, &p);
}

/* ---- how wide it paints */

/* What some paint in two cells, and some in one; what all paint in two. */
static const char *const signs[] = { "a", "─", "…", "·", "█", "▋", "×", "±",
	"á", "“" };
enum {
	SIGNS = sizeof signs / sizeof *signs
};

static void
say_widths(struct checkup *c, const int *cells)
{
	struct buf wrong = { 0 };

	for (size_t i = 0; i < SIGNS; i++)
		if (cells[i] >= 0 &&
			cells[i] != utf8_width(signs[i], strlen(signs[i])))
			buf_printf(
				&wrong, "%s%s", wrong.len ? " " : "", signs[i]);
	if (wrong.len)
		checkup_say(c, "widths", _("signos"), HEALTH_BAD,
			_("En la terminal, diga que los signos de ancho "
			  "ambiguo ocupan una celda y que el texto es UTF-8; o "
			  "use hito --ascii."),
			_("La terminal pinta de otro ancho: %s."),
			buf_text(&wrong));
	else
		checkup_say(c, "widths", _("signos"), HEALTH_GOOD, NULL, "%s",
			_("Los signos de ancho dudoso ocupan lo que se "
			  "espera."));
	buf_free(&wrong);
}

/* Only a terminal that answers at once is asked; nothing of it stays. */
static void
check_widths(struct checkup *c)
{
	int cells[SIGNS];
	int fd = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)
			 ? open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
			 : -1;

	if (fd < 0)
		checkup_say(c, "widths", _("signos"), HEALTH_UNSEEN, NULL, "%s",
			_("Solo en una terminal se ve de qué ancho pinta los "
			  "signos."));
	else if (!term_speaks_utf8())
		checkup_say(c, "widths", _("signos"), HEALTH_UNSEEN, NULL, "%s",
			_("Sin UTF-8 no se pintan signos de ancho dudoso."));
	else if (fflush(stdout) == 0 &&
		 probe_widths(fd, SIGNS, signs, cells, ANSWER_MS))
		say_widths(c, cells);
	else
		checkup_say(c, "widths", _("signos"), HEALTH_UNSEEN, NULL, "%s",
			_("La terminal no dice dónde tiene el cursor: no se "
			  "sabe de qué ancho pinta los signos."));
	if (fd >= 0)
		close(fd);
}

/* ---- folders */

static void
check_state(struct checkup *c)
{
	const char *state = settings_dir_state(c->arena);
	const char *path =
		state ? arena_printf(c->arena, "%s/drafts", state) : NULL;

	if (path && !file_exists(path))
		path = state; /* made with the first one */
	if (!path || access(path, W_OK | X_OK) != 0) {
		checkup_say(c, "state", _("borradores"), HEALTH_BAD,
			_("Haga suya la carpeta ~/.local/state/hito, o diga "
			  "otra con XDG_STATE_HOME."),
			_("No se puede escribir en la carpeta de los "
			  "borradores y de la bitácora: %s."),
			strerror(errno));
		return;
	}
	checkup_say(c, "state", _("borradores"), HEALTH_GOOD, NULL,
		_("Los borradores y la bitácora se escriben en %s."), path);
	checkup_disk(c, "state-disk", _("disco"), path, ROOM);
}

/* ---- what came with the program */

static int
is_layout(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && str_ends(entry->d_name, ".report");
}

/* The first layout that cannot be read, else *n of them. */
static bool
layouts_whole(struct checkup *c, size_t *n, struct err *err)
{
	const char *folder = home_path(c->arena, "forms/report");
	struct dirent **found = NULL;
	int count = scandir(folder, &found, is_layout, alphasort);
	bool whole = true;

	for (int i = 0; i < count; i++) {
		whole = whole && layout_load(c->arena,
					 arena_printf(c->arena, "%s/%s", folder,
						 found[i]->d_name),
					 err);
		free(found[i]);
	}
	free(found);
	*n = count > 0 ? (size_t)count : 0;
	return whole;
}

static void
check_forms(struct checkup *c)
{
	const char *remedy = _("Instale hito de nuevo, o corrija el archivo y "
			       "pruébelo con hito form check.");
	struct err err = { 0 };
	struct desk *desk = desk_new(c->batch->settings, &err);
	const char *problem = desk ? desk->files.problem : err.text;
	size_t reports = 0;

	if (!problem && !desk_forms_whole(desk, &err))
		problem = err.text;
	if (!problem && !layouts_whole(c, &reports, &err))
		problem = err.text;
	if (problem)
		checkup_say(c, "forms", _("formularios"), HEALTH_BAD, remedy,
			"%s", problem);
	else
		checkup_say(c, "forms", _("formularios"), HEALTH_GOOD, NULL,
			_("Están enteros los %zu formularios y los %zu "
			  "informes de %s."),
			desk->n_forms, reports, home_path(c->arena, "forms"));
	if (desk)
		desk_close(desk);
}

static void
check_modules(struct checkup *c)
{
	static const struct {
		const char *file, *entry, *what;
	} modules[] = {
		{ "hito-pdf.so", MODULE_ENTRY, "PDF" },
		{ "hito-xlsx.so", MODULE_ENTRY, "Excel" },
		{ "hito-workbook.so", WORKBOOK_ENTRY, "Excel, ODF" },
	};

	for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
		struct err err = { 0 };

		if (module_entry(modules[i].file, modules[i].entry, &err))
			checkup_say(c, modules[i].file, _("módulo"),
				HEALTH_GOOD, NULL, _("Carga %s (%s)."),
				modules[i].file, modules[i].what);
		else
			checkup_say(c, modules[i].file, _("módulo"), HEALTH_BAD,
				_("Instale hito de nuevo con las bibliotecas "
				  "que pide."),
				_("No carga %s (%s): %s"), modules[i].file,
				modules[i].what, err.detail);
	}
}

void
checkup_person(struct checkup *c)
{
	check_locale(c);
	check_terminal(c);
	check_widths(c);
	check_state(c);
	check_forms(c);
	check_modules(c);
}
