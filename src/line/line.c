/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line/line.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "line/inside.h"
#include "report/board_text.h"
#include "report/search_text.h"
#include "store/entry.h"
#include "store/search.h"

static bool
line_board(struct line *line, struct err *err)
{
	struct desk *desk = line->desk;

	if (!board_read(desk, desk->arena, &desk->board, err))
		return false;
	board_write(desk, desk->settings->ascii);
	return true;
}

/* Words in every register. */
static bool
line_find_all(struct line *line, char *words, struct err *err)
{
	struct search search;

	if (!search_read(line->desk, line->scratch, words, &search, err))
		return false;
	if (search.n == 0)
		return err_set(err, ERR_INPUT, NULL,
			_("Ningún registro que usted pueda leer lo tiene."));
	search_write(&search);
	return true;
}

static bool
line_quit(struct line *line, struct err *err)
{
	line->done = line_open_record(line, NULL, err);
	return line->done;
}

static void
print_command(const struct line_command *c)
{
	const struct command *command = command_get(c->id);
	const char *name = command_name(command);
	const char *word = c->word ? _(c->word) : name;

	printf("  %s%s%s %s\n      %s\n", name, str_eq(word, name) ? "" : ", ",
		str_eq(word, name) ? "" : word, *c->usage ? _(c->usage) : "",
		_(command->help));
}

static bool
line_help(struct line *line, char *argument, struct err *err)
{
	const struct command *asked =
		*argument ? command_find(argument, IN_ALL) : NULL;

	if (*argument && !asked)
		return err_set(err, ERR_INPUT, NULL,
			_("No se conoce la orden «%s»."), argument);
	for (const struct line_command *c = line->commands; c->id; c++)
		if (!asked || asked->id == c->id)
			print_command(c);
	if (asked)
		return true;
	printf("  %s\n      %s\n", _("CAMPO = VALOR"),
		_("Cambia un campo del registro abierto."));
	printf("  %s\n      %s\n", _("ACCIÓN [DATO=VALOR ...]"),
		_("Hace con el registro abierto lo que ofrece acción."));
	printf("%s", _("Los registros:"));
	for (size_t i = 0; i < line->desk->n_forms; i++)
		printf(" %s", form_called(line->desk->forms[i]));
	putchar('\n');
	return true;
}

static const struct line_command line_commands[] = {
	{ CMD_BOARD, "", NULL, .bare = line_board },
	{ CMD_LIST, N_("REGISTRO [FILTRO]"), N_("listar"), line_list, NULL },
	{ CMD_SHOW_DELETED, N_("REGISTRO"), NULL, line_marked, NULL },
	{ CMD_FIND, N_("REGISTRO CAMPO=VALOR ..."), NULL, line_find, NULL },
	{ CMD_FIND_ALL, N_("PALABRA ..."), NULL, line_find_all, NULL },
	{ CMD_PAGE_DOWN, "", NULL, .bare = line_more },
	{ CMD_OPEN, N_("FILA | REGISTRO CLAVE"), N_("mostrar"), line_open,
		NULL },
	{ CMD_NEW, N_("REGISTRO"), NULL, line_new, NULL },
	{ CMD_NEW_ACTIVITY, N_("REGISTRO"), N_("registrar"), line_about, NULL },
	{ CMD_DUPLICATE, "", NULL, .bare = line_duplicate },
	{ CMD_NEW_LINE, N_("[LISTA [N] [CAMPO=VALOR ...]]"), N_("línea"),
		line_lines, NULL },
	{ CMD_DROP_LINE, N_("LISTA N"), N_("quitar"), line_drop, NULL },
	{ CMD_SAVE, "", NULL, .bare = line_save },
	{ CMD_CANCEL, "", NULL, .bare = line_cancel },
	{ CMD_REREAD, "", NULL, .bare = line_reread },
	{ CMD_HISTORY, "", NULL, .bare = line_history },
	{ CMD_ACTION, N_("[ACCIÓN [DATO=VALOR ...]]"), NULL, line_act, NULL },
	{ CMD_MARK, N_("MOTIVO"), NULL, line_mark, NULL },
	{ CMD_RESTORE, "", NULL, line_restore, NULL },
	{ CMD_DRAFTS, N_("[N | descartar N]"), NULL, line_drafts, NULL },
	{ CMD_HELP, N_("[ORDEN]"), NULL, line_help, NULL },
	{ CMD_OUT, "", NULL, .bare = line_quit },
	{ CMD_QUIT, "", NULL, .bare = line_quit },
	{ 0 },
};

static const struct line_command *
by_id(const struct line *line, const struct command *command)
{
	const struct line_command *c = line->commands;

	while (command && c->id && c->id != command->id)
		c++;
	return command && c->id ? c : NULL;
}

/* "listar" and "mostrar" as well as "lista" and "abrir". */
static const struct line_command *
by_word(const struct line *line, const char *word)
{
	for (const struct line_command *c = line->commands; c->id; c++)
		if (c->word && utf8_is_same(_(c->word), word))
			return c;
	return NULL;
}

/* The command that text begins with, of two words first; *rest what stands
 * behind its name. NULL: there is none. */
static const struct line_command *
find_command(struct line *line, char *text, char **rest)
{
	char *both = arena_strdup(line->scratch, text);
	char *behind = both;
	const struct line_command *found;
	char *word;
	size_t n;

	line_word(&behind);
	n = (size_t)(behind - both);
	line_word(&behind);
	memcpy(both, text, n);
	found = by_id(line, command_named(both, IN_ALL));
	if (found) {
		*rest = text + (behind - both);
		return found;
	}
	*rest = text;
	word = line_word(rest);
	found = by_word(line, word);
	return found ? found : by_id(line, command_find(word, IN_ALL));
}

static bool
run_text(struct line *line, char *text, struct err *err)
{
	const struct line_command *command;
	char *given = str_trim(line->scratch, text);
	char *rest;

	if (*given == '#') /* a word about a script */
		return true;
	if (!*given)
		return line->page.more ? line_more(line, err) : true;
	if (line_set(line, text, err))
		return true;
	if (err->kind != ERR_NONE)
		return false;
	command = find_command(line, arena_strdup(line->scratch, given), &rest);
	if (command && command->bare && *rest)
		return err_set(err, ERR_INPUT, NULL, _("Sobra «%s»."), rest);
	if (command)
		return command->run ? command->run(line, rest, err)
				    : command->bare(line, err);
	if (line_act_named(line, given, err))
		return true;
	if (err->kind != ERR_NONE)
		return false;
	if (line->record && strchr(given, '='))
		return entry_set(line->record,
			str_trim(line->scratch,
				arena_strndup(line->scratch, given,
					strcspn(given, "="))),
			"", line->desk->today, err);
	err_set(err, ERR_INPUT, NULL, _("No se conoce la orden «%s»."),
		line_word(&given));
	return err_hint(err, "%s", _("Escriba ayuda."));
}

/* A lost link is mended before the next command; what is open stays. */
static bool
link_ready(struct line *line, struct err *err)
{
	if (!desk_is_current(line->desk) && !desk_reconnect(line->desk, err))
		return false;
	if (line->at_terminal)
		line_tell_lost(line);
	return true;
}

static void
run_one(struct line *line, char *text)
{
	struct err err = { 0 };

	bool done = link_ready(line, &err) && run_text(line, text, &err);

	line_note(line);
	if (done)
		return;
	fflush(stdout);
	err_print(&err, false);
	if (!line->at_terminal)
		line->code = err_exit_code(&err);
}

static const char *
question(struct line *line)
{
	const char *office = line->desk->office ? line->desk->office : "";

	if (!line->record)
		return arena_printf(line->scratch, "hito %s> ", office);
	return arena_printf(line->scratch, "hito %s %s%s> ", office,
		store_key(line->scratch, line->record),
		record_is_changed(line->record) ? "*" : "");
}

static void
loop(struct line *line)
{
	while (!line->done) {
		bool cancelled = false;
		char *text;

		arena_reset(line->scratch);
		text = line_ask(line, question(line), NULL, &cancelled);
		if (text)
			run_one(line, text);
		else if (!cancelled)
			break;
		fflush(stdout);
	}
}

int
line_run(struct desk *desk, bool quiet)
{
	struct line line = {
		.desk = desk,
		.commands = line_commands,
		.scratch = arena_new(),
		.kept = arena_new(),
		.at_terminal = isatty(STDIN_FILENO),
	};

	desk->link.mend = line.at_terminal ? drafts_mend : desk_reconnect;
	line_ask_begin(&line);
	if (desk->board && !quiet)
		board_write(desk, desk->settings->ascii);
	if (line.at_terminal)
		line_offer_drafts(&line);
	loop(&line);
	line_ask_end();
	if (line.record && record_is_changed(line.record))
		fprintf(stderr, "%s\n",
			desk->journal ? _("hito: quedaron cambios sin grabar, "
					  "en borradores.")
				      : _("hito: quedaron cambios sin "
					  "grabar."));
	record_free(line.record);
	arena_free(line.kept);
	arena_free(line.scratch);
	return line.code;
}
