/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at a file, trying and loading it: each opens it anew. */
#include "place/import/import.h"

#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "screen/choose.h"
#include "screen/files.h"
#include "screen/frame.h"
#include "screen/link.h"
#include "screen/progress.h"
#include "screen/stack.h"

/* ---- what is asked ------------------------------------------------------ */

static size_t
ask_sheet(struct asker *self, const char *file, const char *const *names,
	size_t n)
{
	struct import_asked *a = (struct import_asked *)self;
	struct import_place *p = a->place;
	struct choices c = { .arena = arena_new() };
	const char *const *chosen;

	for (size_t i = 0; i < n; i++)
		choices_add(&c, names[i], NULL, &names[i]);
	chosen = choices_ask(p->view.screen,
		arena_printf(c.arena, _("¿Qué hoja de %s se carga?"), file),
		&c);
	arena_free(c.arena);
	a->none = !chosen;
	if (!chosen)
		return n;
	p->options.sheet_wanted = arena_strdup(p->view.arena, *chosen);
	return (size_t)(chosen - names);
}

static enum utc_days
ask_utc_days(
	struct asker *self, const char *column, size_t line, const char *shown)
{
	static const enum utc_days days[] = { UTC_NO, UTC_YES };
	struct import_place *p = ((struct import_asked *)self)->place;
	const struct choice_item items[] = {
		{ .title = _("Es ese día"),
			.note = _("a las siete de la noche") },
		{ .title = _("Es el siguiente"),
			.note = _("a medianoche, en la hora de otra zona") },
	};
	int chosen = screen_choose_to(p->view.screen, _("¿Qué día se carga?"),
		arena_printf(p->view.arena,
			_("%s, línea %zu: la celda guarda %s. Enter elige."),
			column, line, shown),
		items, sizeof items / sizeof *items, 0);

	if (chosen >= 0)
		p->options.utc_days = days[chosen];
	return p->options.utc_days;
}

/* ---- one pass over it --------------------------------------------------- */

/* Does what is wanted with the file. NULL with err. */
static struct import *
take(struct import_place *p, const char *what, bool look, struct err *err)
{
	struct screen *screen = p->view.screen;
	struct import *import = import_open(&p->options, err);
	struct screen_step step;
	bool done;

	if (!import)
		return NULL;
	screen_step_begin(&step, screen, what);
	done = look ? import_look(import, p->view.desk, p->form, &step.step,
			      &p->look, err)
		    : import_run(
			      import, p->view.desk, p->form, &step.step, err);
	if (done)
		return import;
	import_close(import);
	return NULL;
}

static void
show(struct import_place *p, struct import *import, enum import_stage stage)
{
	import_close(p->import);
	p->import = import;
	p->stage = stage;
	p->view.rows.at = p->view.rows.top = 0;
	import_tell(p);
}

/* Who chose none of the sheets knows why nothing came of it. */
static bool
failed(struct import_place *p, const struct err *err)
{
	if (p->asked.none)
		screen_say(p->view.screen,
			_("No se eligió ninguna hoja: no se cargó nada."));
	else
		screen_error(p->view.screen, err);
	return false;
}

/* ---- looking ------------------------------------------------------------ */

/* The one of the screen, where the file has none. */
static bool
lacks_plan(const struct import_place *p)
{
	for (size_t i = 0; i < p->look.n_missing; i++)
		if (str_eq(p->look.missing[i]->name, "plan_code"))
			return !p->options.plan &&
			       desk_plan_shown(p->view.desk);
	return false;
}

/* What came of the look says how to look better: *better. */
static struct import *
look_once(struct import_place *p, bool *better, struct err *err)
{
	struct import *import = take(p, _("Leyendo"), true, err);

	*better = import && lacks_plan(p);
	if (*better)
		p->options.plan = desk_plan_shown(p->view.desk);
	return import;
}

static struct import *
look(struct import_place *p, struct err *err)
{
	bool better;
	struct import *import = look_once(p, &better, err);

	if (better) {
		import_close(import);
		import = look_once(p, &better, err);
	}
	return import;
}

/* May the mapping that the office keeps read more of it? */
static bool
may_help(const struct import_place *p, const struct import *without,
	const struct err *err)
{
	if (p->without_kept || p->asked.none)
		return false;
	return without ? import_result(without)->kept.batch != NULL
		       : err->kind == ERR_FILE;
}

/* With it where she did not say no. */
static struct import *
look_with_kept(struct import_place *p, struct err *err)
{
	struct err other = { 0 };
	struct import *with, *without;

	p->options.kept_map = false;
	without = look(p, err);
	if (!may_help(p, without, err))
		return without;
	p->options.kept_map = true;
	with = look(p, &other);
	if (!with)
		p->options.kept_map = false;
	if (!with && !without)
		return NULL;
	import_close(without);
	/* What was seen of it stands no more. */
	return with ? with : look(p, err);
}

bool
import_take_look(struct import_place *p)
{
	const struct import_options before = p->options;
	struct arena *arena = p->view.arena;
	struct err err = { 0 };
	struct import *import;

	if (!screen_link(p->view.screen))
		return false;
	p->asked.asker = (struct asker){ ask_sheet, ask_utc_days };
	p->asked.place = p;
	p->asked.none = false;
	p->options.asker = &p->asked.asker;
	p->options.sheet.sha256 = p->options.sheet_wanted = NULL;
	p->options.utc_days = UTC_UNSAID;
	p->options.plan = NULL;
	p->options.skip_bad = p->options.dry_run = false;
	p->options.rejects = NULL;
	import = look_with_kept(p, &err);
	if (!import) {
		/* What is shown is still of those bytes. */
		p->options = before;
		return failed(p, &err);
	}
	p->options.sheet_wanted =
		arena_strdup(arena, import_result(import)->sheet);
	p->options.sheet.sha256 =
		arena_strdup(arena, import_result(import)->sha256);
	show(p, import, STAGE_LOOK);
	return true;
}

/* ---- trying and loading ------------------------------------------------- */

bool
import_is_clean(const struct import_place *p)
{
	return p->stage == STAGE_TRIED &&
	       import_result(p->import)->state == IMPORT_DONE;
}

static bool
run(struct import_place *p, const char *what, enum import_stage stage)
{
	struct err err = { 0 };
	struct import *import;

	if (!screen_link(p->view.screen))
		return false;
	import = take(p, what, false, &err);
	if (!import)
		return failed(p, &err);
	/* What stands may have changed since it was tried. */
	if (import_result(import)->state == IMPORT_REFUSED)
		stage = STAGE_TRIED;
	show(p, import, stage);
	return true;
}

bool
import_take_trial(struct import_place *p)
{
	p->options.dry_run = true;
	p->options.rejects = NULL;
	return run(p, _("Simulando"), STAGE_TRIED);
}

/* "hitos.rechazos.csv" in her folder, beside those of earlier loads. */
static const char *
rejects_path(struct import_place *p)
{
	struct arena *arena = p->view.arena;
	const char *file = import_result(p->import)->file;
	const char *dot = strrchr(file, '.');
	int n = dot ? (int)(dot - file) : (int)strlen(file);
	const char *path = files_path(p->view.screen,
		arena_printf(arena, _("%.*s.rechazos.csv"), n, file));

	for (int i = 2; file_exists(path); i++)
		path = files_path(p->view.screen,
			arena_printf(
				arena, _("%.*s.rechazos-%d.csv"), n, file, i));
	return path;
}

bool
import_take_load(struct import_place *p)
{
	p->options.rejects =
		import_result(p->import)->rejected > 0 ? rejects_path(p) : NULL;
	p->options.dry_run = false;
	if (!run(p, _("Cargando"), STAGE_DONE))
		return false;
	screen_saved(p->view.screen);
	return p->stage == STAGE_DONE;
}
