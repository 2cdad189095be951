/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/everywhere.h"

#include "base/i18n.h"
#include "screen/help.h"
#include "screen/office.h"
#include "screen/palette.h"
#include "screen/recording.h"
#include "screen/run.h"
#include "screen/screen.h"
#include "screen/text.h"
#include "screen/view.h"
#include "term/draw.h"
#include "term/term.h"

static void
help(struct view *view)
{
	help_open(view->screen, NULL, NULL);
}

static void
cancel(struct view *view)
{
	if (view->screen->stack.n > 1)
		view_close(view);
}

/* The server's own words of the last refusal. */
static void
detail(struct view *view)
{
	struct screen *screen = view->screen;
	const struct err *err = &screen->frame.last;

	if (err->kind == ERR_NONE)
		screen_say(screen, _("No hay ningún aviso con detalles."));
	else
		text_open(screen, _("Detalle del aviso"),
			arena_printf(screen->arena, "%s\n%s\n\n%s\n%s",
				err->text, err->hint, _("Detalle técnico:"),
				err->detail[0] ? err->detail : _("(ninguno)")));
}

/* What waits for the answer of what lies above it stays. */
static void
board(struct view *view)
{
	if (!screen_is_modal(view->screen))
		screen_unwind(view->screen, 1);
}

static void
quit(struct view *view)
{
	struct screen *screen = view->screen;

	if (screen_is_modal(screen))
		return;
	if (screen->stack.n == 1)
		view_close(view);
	else if (screen_unwind(screen, 1))
		screen->quit = true;
}

static void
office(struct view *view)
{
	if (!screen_is_modal(view->screen))
		office_choose(view->screen);
}

static void
list(struct view *view, const char *argument)
{
	if (!screen_is_modal(view->screen))
		palette_list(view, argument);
}

static const struct view_command commands[] = {
	{ CMD_HELP, .run = help },
	{ CMD_OUT, .run = view_close },
	{ CMD_CANCEL, .run = cancel },
	{ CMD_REREAD, .run = view_reread },
	{ CMD_DETAIL, .run = detail },
	{ CMD_PALETTE, .run = palette_run },
	{ CMD_BOARD, .run = board },
	{ CMD_QUIT, .run = quit },
	{ CMD_OFFICE, .run = office },
	{ CMD_LIST, .with = list },
	{ CMD_MACRO, .run = recording_turn },
	{ CMD_PLAY, .with = recording_play },
};

/* Of the terminal alone. */
static bool
terminal_run(enum command_id id)
{
	if (id == CMD_REDRAW)
		draw_all();
	else if (id == CMD_SUSPEND)
		term_suspend();
	return id == CMD_REDRAW || id == CMD_SUSPEND;
}

void
everywhere_run(struct view *view, enum command_id id, const char *argument)
{
	struct screen *screen = view->screen;
	const struct place *place = place_of_command(screen, id);
	const struct view_commands own = { VIEW_COMMANDS(commands) };

	if (!terminal_run(id) && !view_dispatch(&own, view, id, argument) &&
		place && !screen_is_modal(screen))
		place_open(place, screen,
			&(struct place_args){ .typed = argument });
}
