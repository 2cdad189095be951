/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines from a person by readline, from a pipe by getline. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "line/inside.h"

/* readline's callbacks have no argument: the line mode that runs, what its
 * next line starts with, and whether the line was taken back. */
static struct line *asking;
static const char *starts_with;
static bool taken_back;

enum {
	KEY_CTRL_C = 'C' & 0x1f
};

/* While something is worked on Ctrl-C stops nothing. */
static void
ignore(int sig)
{
	(void)sig;
}

/* At a prompt Ctrl-C is a key like others, so that it keeps its place among
 * them: a signal may come between two looks for it, and is then seen only
 * behind the next key, which goes with it. */
static void
begin_keys(int meta)
{
	struct termios mode;

	rl_prep_terminal(meta);
	if (tcgetattr(fileno(rl_instream), &mode) != 0)
		return;
	mode.c_cc[VINTR] = _POSIX_VDISABLE;
	(void)tcsetattr(fileno(rl_instream), TCSADRAIN, &mode);
}

/* Takes the line back and nothing else: an Enter on an empty line. */
static int
take_back(int count, int key)
{
	rl_replace_line("", 0);
	taken_back = true;
	return rl_newline(count, key);
}

static int
put_initial(void)
{
	if (starts_with)
		rl_insert_text(starts_with);
	return 0;
}

/* ---- completion: commands first, then registers, filters and fields */

struct words {
	struct arena *arena;
	const char *prefix;
	char **v;
	size_t n;
};

static void
offer(struct words *words, const char *word)
{
	char have[128];
	char want[128];

	if (!word)
		return;
	utf8_fold(word, have, sizeof have);
	utf8_fold(words->prefix, want, sizeof want);
	if (strncmp(have, want, strlen(want)) != 0)
		return;
	words->v = arena_grow(words->arena, words->v, words->n, words->n + 1,
		sizeof *words->v);
	words->v[words->n++] = arena_strdup(words->arena, word);
}

static void
offer_commands(struct words *words)
{
	for (const struct line_command *c = asking->commands; c->id; c++) {
		offer(words, command_name(command_get(c->id)));
		offer(words, c->word ? _(c->word) : NULL);
	}
}

/* The actions of the open record in the state it is in. */
static void
offer_actions(struct words *words)
{
	const struct record *record = asking->record;
	const struct action *a;

	for (size_t i = 0; record && (a = action_at(record->form, i)); i++)
		if (action_fits(a, record))
			offer(words, action_title(a));
}

static void
offer_second(struct words *words)
{
	const struct desk *desk = asking->desk;

	for (size_t i = 0; i < desk->n_forms; i++) {
		const struct form *form = desk->forms[i];

		offer(words, form_called(form));
		if (!strstr(rl_line_buffer, form->name) &&
			!(form->alias && strstr(rl_line_buffer, form->alias)))
			continue;
		form = desk_form_at(desk, i);
		if (!form)
			continue;
		for (size_t f = 0; f < form->n_filters; f++)
			offer(words, form->filters[f].name);
	}
}

static void
offer_fields(struct words *words)
{
	const struct form *form = asking->record ? asking->record->form : NULL;

	for (size_t i = 0; form && i < form->n_fields; i++)
		if (!form->fields[i].noentry)
			offer(words, form->fields[i].name);
}

/* The words as readline wants them: malloc'd, the common prefix first. */
static char *
match(const char *text, int state)
{
	static struct words words;
	static size_t at;

	if (state == 0) {
		words = (struct words){ asking->scratch, text, NULL, 0 };
		at = 0;
		if (strchr(rl_line_buffer, ' ')) {
			offer_second(&words);
		} else {
			offer_commands(&words);
			offer_actions(&words);
			offer_fields(&words);
		}
	}
	return at < words.n ? strdup(words.v[at++]) : NULL;
}

static char **
complete(const char *text, int start, int end)
{
	(void)start;
	(void)end;
	rl_attempted_completion_over = 1;
	return rl_completion_matches(text, match);
}

/* ---- asking */

void
line_ask_begin(struct line *line)
{
	struct sigaction action = { .sa_handler = ignore };

	asking = line;
	if (!line->at_terminal)
		return;
	rl_readline_name = "hito";
	rl_attempted_completion_function = complete;
	rl_startup_hook = put_initial;
	rl_prep_term_function = begin_keys;
	rl_bind_key(KEY_CTRL_C, take_back);
	rl_catch_signals = 0;
	sigaction(SIGINT, &action, NULL);
	using_history();
	stifle_history(500);
}

void
line_ask_end(void)
{
	if (asking && asking->at_terminal)
		signal(SIGINT, SIG_DFL);
	asking = NULL;
}

static char *
read_pipe(struct line *line)
{
	char *text = NULL;
	size_t room = 0;
	ssize_t n = getline(&text, &room, stdin);
	char *kept = NULL;

	if (n > 0 && text[n - 1] == '\n')
		text[n - 1] = '\0';
	if (n >= 0)
		kept = arena_strdup(line->scratch, text);
	free(text);
	return kept;
}

/* Only valid, clean text comes in, like from a key or a paste. */
static char *
cleaned(struct line *line, const char *text)
{
	size_t n = strlen(text);
	char *out = arena_alloc(line->scratch, 3 * n + 1);

	utf8_clean(text, n, false, out);
	return out;
}

char *
line_ask(struct line *line, const char *question, const char *initial,
	bool *cancelled)
{
	char *text;
	char *kept;

	if (!line->at_terminal) {
		text = read_pipe(line);
		return text ? cleaned(line, text) : NULL;
	}
	taken_back = false;
	starts_with = initial;
	fflush(stdout);
	text = readline(question);
	*cancelled = taken_back;
	if (!text || taken_back) {
		if (!text)
			putchar('\n');
		free(text);
		return NULL;
	}
	if (*text && !initial)
		add_history(text);
	kept = cleaned(line, text);
	free(text);
	return kept;
}

bool
line_ask_until(struct line *line, const char *question, const char *initial,
	line_take_fn *take, void *arg)
{
	for (;;) {
		struct err err = { 0 };
		bool cancelled = false;
		char *typed = line_ask(line, question, initial, &cancelled);

		if (!typed)
			return false;
		if (take(arg, typed, &err))
			return true;
		if (err.kind != ERR_NONE)
			err_print(&err, false);
		if (!line->at_terminal)
			return false;
	}
}

const char *
line_initial(
	struct line *line, const struct field *field, const struct value *value)
{
	size_t room = 4096;
	char *initial = arena_alloc(line->scratch, room);

	value_edit(field, value, initial, room);
	return initial;
}
