/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "line/line.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/str.h"
#include "line/inside.h"
#include "report/board_text.h"

static bool
line_board(struct line *line, char *argument, struct err *err)
{
	struct desk *desk = line->desk;

	(void)argument;
	if (!board_read(desk, desk->arena, &desk->board, err))
		return false;
	board_write(desk, desk->settings->ascii);
	return true;
}

static bool
line_quit(struct line *line, char *argument, struct err *err)
{
	(void)argument;
	line->done = line_open_record(line, NULL, err);
	return line->done;
}

static line_fn line_help;

static const struct line_command line_commands[] = {
	{ CMD_BOARD, "", NULL, line_board },
	{ CMD_LIST, N_("REGISTRO [FILTRO]"), N_("listar"), line_list },
	{ CMD_FIND, N_("REGISTRO CAMPO=VALOR ..."), NULL, line_find },
	{ CMD_PAGE_DOWN, "", NULL, line_more },
	{ CMD_OPEN, N_("FILA | REGISTRO CLAVE"), N_("mostrar"), line_open },
	{ CMD_NEW, N_("REGISTRO"), NULL, line_new },
	{ CMD_DUPLICATE, "", NULL, line_duplicate },
	{ CMD_SAVE, "", NULL, line_save },
	{ CMD_CANCEL, "", NULL, line_cancel },
	{ CMD_REREAD, "", NULL, line_reread },
	{ CMD_HISTORY, "", NULL, line_history },
	{ CMD_MARK, N_("MOTIVO"), NULL, line_mark },
	{ CMD_RESTORE, "", NULL, line_restore },
	{ CMD_HELP, "", NULL, line_help },
	{ CMD_OUT, "", NULL, line_quit },
	{ CMD_QUIT, "", NULL, line_quit },
};

enum {
	LINE_COMMANDS = sizeof line_commands / sizeof *line_commands
};

const struct line_command *
line_command(enum command_id id)
{
	for (size_t i = 0; i < LINE_COMMANDS; i++)
		if (line_commands[i].id == id)
			return &line_commands[i];
	return NULL;
}

void
line_command_each(line_command_each_fn *fn, void *arg)
{
	for (size_t i = 0; i < LINE_COMMANDS; i++)
		fn(arg, &line_commands[i]);
}

static void
print_command(void *arg, const struct line_command *c)
{
	const struct command *command = command_get(c->id);

	(void)arg;
	printf("  %s %s\n      %s\n", command->name_es,
		*c->usage ? _(c->usage) : "", _(command->help));
}

static bool
line_help(struct line *line, char *argument, struct err *err)
{
	(void)argument;
	(void)err;
	line_command_each(print_command, NULL);
	printf("  %s\n      %s\n", _("CAMPO = VALOR"),
		_("Cambia un campo del registro abierto."));
	printf("%s", _("Los registros:"));
	for (size_t i = 0; i < line->desk->n_forms; i++)
		printf(" %s", line->desk->forms[i]->alias
				      ? line->desk->forms[i]->alias
				      : line->desk->forms[i]->name);
	putchar('\n');
	return true;
}

char *
line_word(char **rest)
{
	char *word = *rest + strspn(*rest, " \t");
	size_t n = strcspn(word, " \t");

	*rest = word + n;
	if (word[n])
		*(*rest)++ = '\0';
	*rest += strspn(*rest, " \t");
	return word;
}

const struct form *
line_form(struct line *line, const char *name, struct err *err)
{
	const struct form *form = desk_form(line->desk, name);

	if (form)
		return form;
	err_set(err, ERR_INPUT, NULL, _("No hay ningún registro «%s»."), name);
	err_hint(err, "%s", _("Escriba ayuda para ver cuáles hay."));
	return NULL;
}

/* "listar" and "mostrar" as well as "lista" and "abrir". */
static const struct line_command *
by_batch_name(const char *word)
{
	for (size_t i = 0; i < LINE_COMMANDS; i++)
		if (line_commands[i].batch &&
			str_eq(_(line_commands[i].batch), word))
			return &line_commands[i];
	return NULL;
}

static bool
run_text(struct line *line, char *text, struct err *err)
{
	char *rest = text;
	const struct command *command;
	const struct line_command *own;

	if (str_is_blank(text))
		return line->page.more ? line_more(line, text, err) : true;
	if (line_set(line, text, err))
		return true;
	if (err->kind != ERR_NONE)
		return false;
	char *word = line_word(&rest);
	command = command_find(word, IN_ALL);
	own = command ? line_command(command->id) : by_batch_name(word);
	if (own)
		return own->run(line, rest, err);
	err_set(err, ERR_INPUT, NULL, _("No se conoce la orden «%s»."), word);
	return err_hint(err, "%s", _("Escriba ayuda."));
}

/* A lost link is mended before the next command; what is open stays. */
static bool
link_ready(struct line *line, struct err *err)
{
	return desk_is_connected(line->desk) || desk_reconnect(line->desk, err);
}

static void
run_one(struct line *line, char *text)
{
	struct err err = { 0 };

	if (link_ready(line, &err) && run_text(line, text, &err))
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
line_run(struct desk *desk)
{
	struct line line = {
		.desk = desk,
		.scratch = arena_new(),
		.kept = arena_new(),
		.at_terminal = isatty(STDIN_FILENO),
	};

	line_ask_begin(&line);
	if (desk->board)
		board_write(desk, desk->settings->ascii);
	loop(&line);
	line_ask_end();
	if (line.record && record_is_changed(line.record))
		fprintf(stderr, "%s\n",
			_("hito: quedaron cambios sin grabar."));
	record_free(line.record);
	arena_free(line.kept);
	arena_free(line.scratch);
	return line.code;
}
