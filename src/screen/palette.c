/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/palette.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/run.h"
#include "screen/screen.h"
#include "term/prompt.h"

/* ---- what can be named */

/* Items that fit what was typed: those that begin so, then those of which a
 * later word does. */
struct names {
	struct arena *arena;
	char folded[128];
	unsigned where;
	struct prompt_item *items[2];
	size_t n[2];
};

/* 0 it begins so, 1 a later word of it does, 2 none. */
static int
rank(const char *name, const char *typed)
{
	char folded[128];
	const char *at = folded;

	utf8_fold(name, folded, sizeof folded);
	if (str_starts(folded, typed))
		return 0;
	while ((at = strchr(at, ' ')))
		if (str_starts(++at, typed))
			return 1;
	return 2;
}

static void
add_name(struct names *names, const char *name, const char *note)
{
	int k = rank(name, names->folded);

	if (k > 1)
		return;
	names->items[k] = arena_grow(names->arena, names->items[k], names->n[k],
		names->n[k] + 1, sizeof *names->items[k]);
	names->items[k][names->n[k]++] = (struct prompt_item){ name, note };
}

static const struct prompt_item *
all_names(struct names *names)
{
	size_t n = names->n[0];
	struct prompt_item *all = arena_grow(names->arena, names->items[0], n,
		n + names->n[1] + 1, sizeof *all);

	if (names->n[1] > 0)
		memcpy(all + n, names->items[1], names->n[1] * sizeof *all);
	return all;
}

static void
add_registers(struct names *names, const struct desk *desk)
{
	for (size_t i = 0; i < desk->n_forms; i++)
		add_name(names, desk->forms[i]->title,
			_("Lista del registro; con una clave detrás, ese "
			  "registro."));
}

static const struct prompt_item *
list_registers(void *arg, struct arena *arena, const char *typed)
{
	struct names names = { .arena = arena };

	utf8_fold(typed, names.folded, sizeof names.folded);
	add_registers(&names, arg);
	return all_names(&names);
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
		name = prompt_choose(screen->arena, _("¿Lista de qué?"), NULL,
			list_registers, view->desk);
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
		add_name(names, command_name(command), _(command->help));
}

static const struct prompt_item *
list_commands(void *arg, struct arena *arena, const char *typed)
{
	struct view *view = arg;
	struct names names = { .arena = arena, .where = view->ops->where };

	utf8_fold(typed, names.folded, sizeof names.folded);
	command_each(add_command, &names);
	add_registers(&names, view->desk);
	return all_names(&names);
}

/* "hito 2018-2020/3.2": the record of that key. */
static bool
open_record(struct view *view, const char *name, const char *key)
{
	const struct form *form = view->screen->stack.modal == 0
					  ? desk_form(view->desk, name)
					  : NULL;

	if (form)
		screen_open(view->screen, "form",
			&(struct place_args){ .of = form->name, .key = key });
	return form;
}

static bool
run_with(struct view *view, const char *name, const char *rest)
{
	const struct command *command = command_named(name, view->ops->where);

	if (!command && open_record(view, name, rest))
		return true;
	if (!command)
		command = command_find(name, view->ops->where);
	if (!command || command->argument == ARG_NONE)
		return false;
	view_run(view, command->id, rest);
	return true;
}

/* "orden", a register's name, the beginning of an "orden", "orden palabras",
 * "registro clave": "informe" is the register, although "informes" begins
 * so. */
static bool
run_words(struct view *view, const char *line)
{
	const struct command *command = command_named(line, view->ops->where);

	if (!command && view->screen->stack.modal == 0 &&
		open_register(view->screen, line))
		return true;
	if (!command)
		command = command_find(line, view->ops->where);
	if (command) {
		view_run(view, command->id, NULL);
		return true;
	}
	for (const char *end = line + strlen(line); end > line; end--)
		if (*end == ' ' && run_with(view,
					   arena_strndup(view->screen->arena,
						   line, (size_t)(end - line)),
					   end + 1))
			return true;
	return false;
}

/* The only one that what was typed stands for. */
static const char *
only_item(struct view *view, const char *line)
{
	const struct prompt_item *items =
		list_commands(view, view->screen->arena, line);

	return items[0].name && !items[1].name ? items[0].name : NULL;
}

void
palette_run(struct view *view)
{
	struct arena *arena = view->screen->arena;
	char *line = prompt_choose(arena, ":", NULL, list_commands, view);
	const char *only;

	if (str_is_blank(line))
		return;
	line = str_trim(arena, line);
	if (run_words(view, line))
		return;
	only = only_item(view, line);
	if (!only || !run_words(view, only))
		screen_say(view->screen,
			_("Aquí no hay ninguna orden «%s»; F1 "
			  "muestra las que hay."),
			line);
}
