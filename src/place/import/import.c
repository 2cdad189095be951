/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of the person's folder into a register: looked at, tried, loaded. Until
 * the last, leaving leaves nothing. */
#include "place/import/import.h"

#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/str.h"
#include "import/tell.h"
#include "screen/ask.h"
#include "screen/choose.h"
#include "screen/files.h"
#include "screen/frame.h"
#include "screen/open.h"
#include "screen/stack.h"

/* ---- keys --------------------------------------------------------------- */

static void
load(struct import_place *p)
{
	const struct import_result *r = import_result(p->import);
	struct screen *screen = p->view.screen;

	if (screen_ask(screen, "ns", _("¿Cargar en %s? %s. (s/n)"),
		    p->form->title, tell_written(p->arena, r, ", ")) == 's' &&
		import_take_load(p))
		screen_say(screen, _("Cargado: carga %s."),
			import_result(p->import)->batch);
}

static void
go_on(struct view *view)
{
	struct import_place *p = import_of(view);

	if (p->stage == STAGE_DONE)
		screen_say(view->screen, _("Ya está cargado: F10 vuelve."));
	else if (import_is_clean(p))
		load(p);
	else
		import_take_trial(p);
}

static void
skip_bad(struct view *view)
{
	struct import_place *p = import_of(view);

	if (p->stage != STAGE_TRIED) {
		screen_say(view->screen,
			p->stage == STAGE_DONE
				? _("Ya está cargado: F10 vuelve.")
				: _("Simule antes la carga con F2."));
		return;
	}
	p->options.skip_bad = !p->options.skip_bad;
	if (!import_take_trial(p))
		p->options.skip_bad = !p->options.skip_bad;
}

static void
kept_map(struct view *view)
{
	struct import_place *p = import_of(view);

	if (p->stage != STAGE_LOOK || !import_result(p->import)->kept.batch) {
		screen_say(view->screen,
			p->stage == STAGE_LOOK
				? _("Su oficina no guarda ninguna asignación "
				    "que sirva a este archivo.")
				: _("La asignación se elige mirando el "
				    "archivo: F5 lo mira otra vez."));
		return;
	}
	p->without_kept = p->options.kept_map;
	if (!import_take_look(p))
		p->without_kept = !p->without_kept;
}

static void
again(struct view *view)
{
	struct import_place *p = import_of(view);

	if (p->stage == STAGE_DONE)
		screen_say(view->screen, _("Ya está cargado: F10 vuelve."));
	else
		import_take_look(p);
}

static const struct view_command commands[] = {
	{ CMD_GO_ON, .run = go_on },
	{ CMD_SKIP_BAD, .run = skip_bad },
	{ CMD_KEPT_MAP, .run = kept_map },
	{ CMD_REREAD, .run = again },
	{ .id = CMD_LOOK },
};

static bool
enter(struct view *view)
{
	return import_take_look(import_of(view));
}

/* It shows what was read, until it is asked to read again. */
static void
resume(struct view *view)
{
	view_is_read(view);
}

static void
close(struct view *view)
{
	struct import_place *p = import_of(view);

	import_close(p->import);
	if (p->arena)
		arena_free(p->arena);
}

static const struct view_ops ops = {
	.where = IN_IMPORT,
	.enter = enter,
	.paint = import_paint,
	.commands = { VIEW_COMMANDS(commands) },
	.resume = resume,
	.close = close,
};

/* ---- opening ------------------------------------------------------------ */

static const struct form *
choose_register(struct screen *screen)
{
	struct desk *desk = screen_desk(screen);
	struct choices c = { .arena = arena_new() };
	const struct form *form;
	struct err err = { 0 };

	if (!desk_forms_whole(desk, &err)) {
		screen_error(screen, &err);
		arena_free(c.arena);
		return NULL;
	}
	for (size_t i = 0; i < desk->n_forms; i++)
		if (desk->forms[i]->import.allowed &&
			desk_may_read(desk, desk->forms[i]))
			choices_add(&c, desk->forms[i]->title, NULL,
				desk->forms[i]);
	form = choices_ask(screen, _("¿En qué registro se carga?"), &c);
	arena_free(c.arena);
	return form;
}

/* "hitos hitos.csv": a register before the file. */
static const struct form *
named_register(struct screen *screen, const char **typed)
{
	const char *blank = *typed ? strchr(*typed, ' ') : NULL;
	const struct form *form =
		blank ? desk_form(screen_desk(screen),
				arena_strndup(screen_desk(screen)->arena,
					*typed, (size_t)(blank - *typed)))
		      : NULL;

	if (form)
		*typed = blank + 1;
	return form;
}

/* A pipe would keep the screen waiting for who knows what. */
static bool
is_file(struct screen *screen, const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0 || S_ISREG(st.st_mode))
		return true;
	screen_say(screen, _("%s no es un archivo: escriba el nombre de uno."),
		path);
	return false;
}

static void
import_place_open(struct screen *screen, const struct place_args *args)
{
	const char *typed = args->typed, *path;
	const struct form *form = named_register(screen, &typed);
	struct import_place *p;

	if (!form && args->of)
		form = desk_form(screen_desk(screen), args->of);
	if (!form)
		form = choose_register(screen);
	if (!form)
		return;
	if (!typed) {
		screen_paint(screen);
		typed = files_choose(screen,
			arena_printf(screen_desk(screen)->arena,
				_("¿Qué archivo se carga en %s?"), form->title),
			NULL);
	}
	if (str_is_blank(typed))
		return;
	path = files_path(screen, typed);
	if (!is_file(screen, path))
		return;
	p = view_new(screen, &ops, sizeof *p);
	p->form = form;
	p->options = (struct import_options){ .rows = -1, .by_keys = true };
	p->options.sheet.path = arena_strdup(p->view.arena, path);
	screen_push(&p->view);
}

const struct place place_import = { "import", CMD_IMPORT, NULL, NULL,
	.with = import_place_open };
