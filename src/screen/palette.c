/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/palette.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/run.h"
#include "screen/screen.h"
#include "term/prompt.h"

/* ---- names to complete */

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

/* ---- registers */

/* What "lista hitos" or "hitos" names. */
static bool
open_register(struct screen *screen, const char *name)
{
	const struct form *form = desk_form(screen->desk, name);

	if (form)
		screen_open(screen, "list",
			&(struct place_args){ .of = form->name });
	return form;
}

void
palette_list(struct view *view, const char *name)
{
	struct screen *screen = view->screen;

	if (!name)
		name = prompt_line(screen->arena, _("¿Lista de qué?"), NULL,
			complete_register, view->desk);
	if (name && !open_register(screen, name))
		screen_say(screen,
			_("No hay ningún registro «%s»; F9 muestra "
			  "los que hay."),
			name);
}

/* ---- commands */

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
static void
run_words(struct view *view, char *line)
{
	const struct command *command = command_named(line, view->ops->where);
	char *blank;

	if (!command && view->screen->stack.modal == 0 &&
		open_register(view->screen, line))
		return;
	if (!command)
		command = command_find(line, view->ops->where);
	if (command) {
		view_run(view, command->id, NULL);
		return;
	}
	for (blank = strrchr(line, ' '); blank;) {
		*blank = '\0';
		command = command_find(line, view->ops->where);
		if (command && command->argument != ARG_NONE) {
			view_run(view, command->id, blank + 1);
			return;
		}
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
}

void
palette_run(struct view *view)
{
	struct arena *arena = view->screen->arena;
	char *line = prompt_line(arena, ":", NULL, complete_command, view);

	if (!str_is_blank(line))
		run_words(view, str_trim(arena, line));
}
