/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that every place has, unless the view has its own. */
#include "view/inside.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "term/draw.h"
#include "term/prompt.h"
#include "term/term.h"

/* A list of values, a question: what lies below waits for its answer. */
static bool
is_modal(struct screen *screen)
{
	if (screen->modal == 0)
		return false;
	screen_say(screen, _("Primero termine aquí: Enter elige, Esc Esc "
			     "sale."));
	return true;
}

static enum view_result
run_help(struct view *view, const char *argument)
{
	(void)argument;
	help_open(view->screen, NULL, NULL);
	return VIEW_PAINT;
}

static enum view_result
run_menu(struct view *view, const char *argument)
{
	(void)argument;
	if (!is_modal(view->screen))
		screen_push(view->screen, menu_view(view->desk));
	return VIEW_PAINT;
}

static enum view_result
run_out(struct view *view, const char *argument)
{
	(void)view;
	(void)argument;
	return VIEW_CLOSE;
}

static enum view_result
run_cancel(struct view *view, const char *argument)
{
	(void)argument;
	return view->screen->n > 1 ? VIEW_CLOSE : VIEW_PAINT;
}

static enum view_result
run_redraw(struct view *view, const char *argument)
{
	(void)view;
	(void)argument;
	draw_all();
	return VIEW_PAINT;
}

static enum view_result
run_suspend(struct view *view, const char *argument)
{
	(void)view;
	(void)argument;
	term_suspend();
	return VIEW_PAINT;
}

static enum view_result
run_board(struct view *view, const char *argument)
{
	(void)argument;
	if (!is_modal(view->screen))
		screen_unwind(view->screen, 1);
	return VIEW_PAINT;
}

static enum view_result
run_figures(struct view *view, const char *argument)
{
	(void)argument;
	if (!is_modal(view->screen))
		screen_push(view->screen, figures_view(view->desk, NULL, NULL));
	return VIEW_PAINT;
}

static enum view_result
run_quit(struct view *view, const char *argument)
{
	(void)argument;
	if (is_modal(view->screen) || !screen_unwind(view->screen, 1))
		return VIEW_PAINT;
	return VIEW_QUIT;
}

static enum view_result
run_office(struct view *view, const char *argument)
{
	(void)argument;
	if (!is_modal(view->screen))
		office_choose(view->screen);
	return VIEW_PAINT;
}

static enum view_result
run_sheet(struct view *view, const char *argument)
{
	(void)argument;
	if (!is_modal(view->screen))
		screen_push(
			view->screen, sheet_view(view->desk, NULL, NULL, NULL));
	return VIEW_PAINT;
}

static enum view_result
run_report(struct view *view, const char *argument)
{
	if (!is_modal(view->screen))
		preview_choose(view->screen, argument);
	return VIEW_PAINT;
}

/* The server's own words of the last refusal. */
static enum view_result
run_detail(struct view *view, const char *argument)
{
	struct screen *screen = view->screen;
	const struct err *err = &screen->last;

	(void)argument;
	if (err->kind == ERR_NONE) {
		screen_say(screen, _("No hay ningún aviso con detalles."));
		return VIEW_PAINT;
	}
	screen_push(screen,
		text_view(view->desk, _("Detalle del aviso"),
			arena_printf(screen->arena, "%s\n%s\n\n%s\n%s",
				err->text, err->hint, _("Detalle técnico:"),
				err->detail[0] ? err->detail
					       : _("(ninguno)"))));
	return VIEW_PAINT;
}

/* ---- registers by name */

bool
common_open_register(struct screen *screen, const char *name)
{
	struct form *form = desk_form(screen->desk, name);

	if (!form)
		return false;
	screen_push(screen, list_view(screen->desk, form, NULL, NULL));
	return true;
}

struct names {
	struct arena *arena;
	char folded[128];
	unsigned where;
	char **found;
	size_t n;
};

static void
add_name(struct names *names, const char *name)
{
	char folded[128];

	utf8_fold(name, folded, sizeof folded);
	if (!str_starts(folded, names->folded))
		return;
	names->found = arena_grow(names->arena, names->found, names->n,
		names->n + 2, sizeof *names->found);
	names->found[names->n++] = arena_strdup(names->arena, name);
	names->found[names->n] = NULL;
}

static void
add_registers(struct names *names, const struct desk *desk)
{
	for (size_t i = 0; i < desk->n_forms; i++)
		add_name(names, desk->forms[i]->title);
}

static char **
complete_register(void *arg, struct arena *arena, const char *typed)
{
	struct names names = { .arena = arena };

	utf8_fold(typed, names.folded, sizeof names.folded);
	add_registers(&names, arg);
	return names.found;
}

static enum view_result
run_list(struct view *view, const char *argument)
{
	struct screen *screen = view->screen;

	if (is_modal(screen))
		return VIEW_PAINT;
	if (!argument)
		argument = prompt_line(screen->arena, _("¿Lista de qué?"), NULL,
			complete_register, view->desk);
	if (argument && !common_open_register(screen, argument))
		screen_say(screen,
			_("No hay ningún registro «%s»; F9 muestra "
			  "los que hay."),
			argument);
	return VIEW_PAINT;
}

/* ---- periods */

bool
common_period(struct view *view, const char *argument, const char *shown,
	char key[PERIOD_KEY_ROOM])
{
	struct period period;
	struct err err = { 0 };

	if (!argument)
		argument = prompt_line(view->arena,
			_("¿Periodo? (2019-Q1, I-2019, 2019)"), shown, NULL,
			NULL);
	if (!argument || str_is_blank(argument))
		return false;
	if (!period_read(argument, &period, &err)) {
		screen_error(view->screen, &err);
		return false;
	}
	period_key(period, key, PERIOD_KEY_ROOM);
	return true;
}

enum view_result
common_offices(struct view *view, const char *argument, const char *plan,
	const char *period)
{
	char key[PERIOD_KEY_ROOM];

	if (is_modal(view->screen) ||
		(argument && !common_period(view, argument, NULL, key)))
		return VIEW_PAINT;
	screen_push(view->screen,
		offices_view(view->desk, plan, argument ? key : period));
	return VIEW_PAINT;
}

static enum view_result
run_completeness(struct view *view, const char *argument)
{
	return common_offices(
		view, argument, view->desk->plan, view->desk->period);
}

/* ---- the palette */

static void
add_command(void *arg, const struct command *command)
{
	struct names *names = arg;

	if (command->where & names->where)
		add_name(names, command_name(command));
}

static char **
complete_command(void *arg, struct arena *arena, const char *typed)
{
	struct view *view = arg;
	struct names names = { .arena = arena, .where = view->ops->where };

	utf8_fold(typed, names.folded, sizeof names.folded);
	command_each(add_command, &names);
	add_registers(&names, view->desk);
	return names.found;
}

/* "orden", a register's name, the beginning of an "orden", "orden palabras":
 * "informe" is the register, although "informes" begins so. */
static enum view_result
run_words(struct view *view, char *line)
{
	const struct command *command = command_named(line, view->ops->where);
	char *blank;

	if (!command && view->screen->modal == 0 &&
		common_open_register(view->screen, line))
		return VIEW_PAINT;
	if (!command)
		command = command_find(line, view->ops->where);
	if (command)
		return view_run(view, command->id, NULL);
	for (blank = strrchr(line, ' '); blank;) {
		*blank = '\0';
		command = command_find(line, view->ops->where);
		if (command && command->argument != ARG_NONE)
			return view_run(view, command->id, blank + 1);
		*blank = ' ';
		while (blank > line && *--blank != ' ')
			;
		if (blank == line)
			break;
	}
	screen_say(view->screen,
		_("Aquí no hay ninguna orden «%s»; F1 "
		  "muestra las que hay."),
		line);
	return VIEW_PAINT;
}

static enum view_result
run_palette(struct view *view, const char *argument)
{
	char *line;

	(void)argument;
	line = prompt_line(
		view->screen->arena, ":", NULL, complete_command, view);
	if (!line || str_is_blank(line))
		return VIEW_PAINT;
	return run_words(view, str_trim(view->screen->arena, line));
}

static const struct view_command commands[] = {
	{ CMD_HELP, run_help },
	{ CMD_MENU, run_menu },
	{ CMD_OUT, run_out },
	{ CMD_CANCEL, run_cancel },
	{ CMD_REDRAW, run_redraw },
	{ CMD_SUSPEND, run_suspend },
	{ CMD_BOARD, run_board },
	{ CMD_FIGURES, run_figures },
	{ CMD_LIST, run_list },
	{ CMD_OFFICE, run_office },
	{ CMD_SHEET, run_sheet },
	{ CMD_DETAIL, run_detail },
	{ CMD_REPORT, run_report },
	{ CMD_QUIT, run_quit },
	{ CMD_COMPLETENESS, run_completeness },
	{ CMD_PALETTE, run_palette },
	{ 0 },
};

enum view_result
common_run(struct view *view, enum command_id id, const char *argument)
{
	return view_dispatch(commands, view, id, argument);
}
