/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The screen's beginning and end. */
#include "screen/screen.h"

#include "base/i18n.h"
#include "screen/everywhere.h"
#include "screen/loop.h"
#include "screen/office.h"
#include "store/draft.h"
#include "term/script.h"
#include "term/term.h"

struct screen *
screen_new(struct desk *desk, const struct place *const *places)
{
	struct arena *arena = arena_new();
	struct screen *screen = arena_alloc(arena, sizeof *screen);

	screen->arena = arena;
	screen->desk = desk;
	screen->places = places;
	screen->everywhere = everywhere_run;
	screen->frame.cursor = -1;
	link_init(screen, stack_tell);
	return screen;
}

/* What was typed before and is not saved is shown first. */
static void
offer_drafts(struct screen *screen)
{
	struct arena *arena;
	struct drafts drafts;

	if (term_is_script())
		return;
	arena = arena_new();
	drafts_ask_for_saved(screen->desk);
	drafts_read(screen->desk, arena, &drafts);
	if (drafts.n > 0) {
		screen_open(screen, "drafts", &(struct place_args){ 0 });
		screen_say(screen,
			ngettext("Queda %zu borrador sin grabar de antes.",
				"Quedan %zu borradores sin grabar de antes.",
				drafts.n),
			drafts.n);
	} else if (drafts.lost > 0) {
		screen_say(screen, _("Un diario de borradores está dañado: no "
				     "se pudo leer nada de él."));
	}
	arena_free(arena);
}

/* The first screen: the board, after the office when there are several. */
static bool
begin(struct screen *screen, struct err *err)
{
	struct desk *desk = screen->desk;

	if (!link_connect(screen, err))
		return false;
	screen_open(screen, screen->places[0]->name, &(struct place_args){ 0 });
	screen_paint(screen);
	if (!desk_bind(desk, err))
		return false;
	if (!desk->office && desk->n_offices > 1)
		office_choose(screen);
	if (desk->files.problem)
		screen_say(screen, _("Formularios: %s"),
			desk->files.problem);
	offer_drafts(screen);
	return true;
}

int
screen_run(struct screen *screen, const struct session_params *params)
{
	struct err err = { 0 };

	screen->link.params = *params;
	screen->link.skeleton = true;
	screen_paint(screen);
	if (!begin(screen, &err)) {
		term_close();
		err_print(&err, false);
		return err_exit_code(&err);
	}
	loop_run(screen);
	screen->quit = true;
	stack_clear(screen);
	if (term_is_script())
		screen->exit_code = script_status();
	return screen->exit_code;
}

void
screen_free(struct screen *screen)
{
	last_free(screen);
	arena_free(screen->arena);
}
