/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/prompt.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "base/key.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "term/draw.h"
#include "term/input.h"
#include "term/term.h"

/* readline has no argument for its callbacks: the prompt that runs. */
static struct {
	struct arena *arena;
	const char *question;
	struct prompt_help help;
	prompt_list *list; /* NULL: none is shown */
	const struct prompt_item *items;
	int here; /* the item of the cursor; -1: the line has it */
	int keys; /* since the line was told */
	bool told;
	struct buf bytes; /* what readline reads next */
	size_t at;
	char *line;
	bool done;
	char **matches; /* of the completion under way */
	FILE *nowhere;
} prompt;

enum {
	SECRET = 256,
	LISTED = 10, /* items shown */
	ANSWER = 24, /* cells that a long question leaves for it */
	NAME_MOST = 24,
	KEYS = 32 /* that may be lost with the program */
};

static int
give_byte(FILE *stream)
{
	(void)stream;
	if (prompt.at >= prompt.bytes.len)
		return EOF;
	return (unsigned char)prompt.bytes.data[prompt.at++];
}

/* Asked by readline before it reads ahead; it would ask the stream: only our
 * bytes are any. */
static int
more_bytes(void)
{
	return prompt.at < prompt.bytes.len;
}

/* A key as the bytes of readline's own editing keys. */
static void
put_key(key_code key)
{
	static const struct {
		key_code key;
		const char *bytes;
	} keys[] = {
		{ K_LEFT, "\002" },
		{ K_RIGHT, "\006" },
		{ K_HOME, "\001" },
		{ K_END, "\005" },
		{ K_UP, "\020" },
		{ K_DOWN, "\016" },
		{ K_BACKSPACE, "\177" },
		{ K_TAB, "\t" },
		{ K_ENTER, "\r" },
		{ K_WORD_LEFT, "\033b" },
		{ K_WORD_RIGHT, "\033f" },
		{ K_ALT('b'), "\033b" },
		{ K_ALT('f'), "\033f" },
		{ K_CTRL('U'), "\025" },
		{ K_CTRL('W'), "\027" },
		{ K_CTRL('K'), "\013" },
		{ K_CTRL('A'), "\001" },
		{ K_CTRL('E'), "\005" },
	};
	char text[5];

	if (key_is_text(key)) {
		buf_add(&prompt.bytes, text, utf8_encode((uint32_t)key, text));
		return;
	}
	if (key == K_DELETE && rl_point < rl_end)
		buf_puts(&prompt.bytes, "\004");
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (keys[i].key == key)
			buf_puts(&prompt.bytes, keys[i].bytes);
}

static void
put_paste(void)
{
	const char *c;

	for (c = input_paste(); *c; c++)
		buf_putc(&prompt.bytes, *c == '\n' || *c == '\t' ? ' ' : *c);
}

static void
take_line(char *line)
{
	prompt.line = line;
	prompt.done = true;
	rl_callback_handler_remove();
}

/* The question and what is typed, scrolled so that the cursor shows. */
static void
paint(void)
{
	int row = term_rows() - 3;
	int room = term_cols();
	int used = utf8_cells(prompt.question) + 1;
	int cursor = utf8_width(rl_line_buffer, (size_t)rl_point);
	size_t from = 0;

	if (row < 0)
		row = 0;
	if (used > room - ANSWER && used > room / 2)
		used = room - ANSWER > room / 2 ? room - ANSWER : room / 2;
	while (from < (size_t)rl_point &&
		cursor - utf8_width(rl_line_buffer, from) >= room - used - 1)
		from = utf8_next(rl_line_buffer, (size_t)rl_end, from);
	draw_text(row, 0, used, prompt.question, DRAW_PLAIN);
	draw_bytes(row, used, room - used, rl_line_buffer + from,
		(size_t)rl_end - from, DRAW_PLAIN);
	draw_cursor(row, used + cursor - utf8_width(rl_line_buffer, from));
}

static int
n_listed(void)
{
	int n = 0;

	while (prompt.items && prompt.items[n].name)
		n++;
	return n;
}

static void
paint_item(int y, const struct prompt_item *item, bool here)
{
	int used = utf8_cells(item->name);

	if (used < NAME_MOST)
		used = NAME_MOST;
	draw_text(y, 1, 1, here ? ">" : "", here ? DRAW_CURSOR : DRAW_PLAIN);
	draw_text(y, 3, used, item->name, DRAW_PLAIN);
	if (item->note)
		draw_text(y, used + 5, term_cols() - used - 6, item->note,
			DRAW_PLAIN);
}

/* Above the row, over what is shown there; empty rows where fewer fit. */
static void
paint_list(void)
{
	int top = term_rows() - 3 - LISTED;
	int n, first;

	prompt.items =
		prompt.list(prompt.help.arg, prompt.arena, rl_line_buffer);
	n = n_listed();
	if (prompt.here >= n)
		prompt.here = n - 1;
	first = prompt.here >= LISTED ? prompt.here - LISTED + 1 : 0;
	for (int i = 0; i < LISTED && top > 0; i++) {
		draw_text(top + i, 0, term_cols(), "", DRAW_PLAIN);
		if (first + i < n)
			paint_item(top + i, &prompt.items[first + i],
				first + i == prompt.here);
	}
}

/* The words that fit, in the row below. */
static void
show_matches(char **matches, int n, int longest)
{
	struct buf text = { 0 };

	(void)longest;
	if (prompt.list)
		return;
	for (int i = 1; i <= n; i++) {
		buf_puts(&text, matches[i]);
		buf_puts(&text, "  ");
	}
	draw_text(term_rows() - 2, 0, term_cols(), buf_text(&text), DRAW_PLAIN);
	buf_free(&text);
}

static char *
next_match(const char *text, int state)
{
	(void)text;
	(void)state;
	if (!prompt.matches || !*prompt.matches)
		return NULL;
	return strdup(*prompt.matches++);
}

/* The whole line is completed, blanks included: names have several words. */
static char **
complete(const char *text, int start, int end)
{
	(void)start;
	(void)end;
	rl_attempted_completion_over = 1;
	if (!prompt.help.complete)
		return NULL;
	prompt.matches =
		prompt.help.complete(prompt.help.arg, prompt.arena, text);
	return rl_completion_matches(text, next_match);
}

static void
set_up(void)
{
	if (!prompt.nowhere)
		prompt.nowhere = fopen("/dev/null", "r+");
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_instream = prompt.nowhere;
	rl_outstream = prompt.nowhere;
	rl_getc_function = give_byte;
	rl_input_available_hook = more_bytes;
	rl_redisplay_function = paint;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_completion_display_matches_hook = show_matches;
	rl_attempted_completion_function = complete;
	rl_completer_word_break_characters = "";
	rl_completer_quote_characters = "";
	rl_completion_append_character = '\0';
	rl_completion_query_items = -1;
	rl_readline_name = "hito";
	rl_variable_bind("enable-bracketed-paste", "off");
	rl_variable_bind("show-all-if-ambiguous", "on");
	rl_variable_bind("completion-ignore-case", "on");
	rl_variable_bind("bell-style", "none");
	rl_variable_bind("editing-mode", "emacs");
}

static bool
is_way_out(key_code key)
{
	return key == K_CANCEL || key == K_ESC || key == K_CTRL('G') ||
	       key == K_CTRL('C') || key == K_EOF || key == K_F10;
}

/* Gives one key to readline. */
static void
feed(key_code key)
{
	buf_reset(&prompt.bytes);
	prompt.at = 0;
	if (key == K_PASTE)
		put_paste();
	else
		put_key(key);
	while (!prompt.done && prompt.at < prompt.bytes.len)
		rl_callback_read_char();
}

/* A key of the list: up and down in it, and what the cursor is laid on. */
static bool
listed(key_code key)
{
	char *line;

	if (!prompt.list)
		return false;
	if (key == K_DOWN || (key == K_UP && prompt.here >= 0)) {
		prompt.here +=
			key == K_DOWN ? prompt.here + 1 < n_listed() : -1;
		return true;
	}
	if (prompt.here < 0 || (key != K_ENTER && key != K_TAB)) {
		prompt.here = -1;
		return false;
	}
	line = arena_strdup(prompt.arena, prompt.items[prompt.here].name);
	prompt.here = -1;
	rl_replace_line(line, 0);
	rl_point = rl_end;
	return key == K_TAB;
}

/* line: NULL, it is taken back. */
static void
tell(const char *line)
{
	prompt.keys = 0;
	if (!prompt.help.typed || (!line && !prompt.told))
		return;
	prompt.help.typed(prompt.help.arg, line);
	prompt.told = true;
}

static char *
finish(struct arena *arena)
{
	char *line = NULL;

	if (prompt.line) {
		line = arena_strdup(arena, prompt.line);
		if (*line)
			add_history(line);
		free(prompt.line);
	}
	prompt.line = NULL;
	buf_free(&prompt.bytes);
	return line;
}

/* What the callbacks use stands in prompt. */
static char *
ask(struct arena *arena, const char *question, const char *initial)
{
	bool untouched = initial;
	key_code key;

	prompt.arena = arena;
	prompt.question = question;
	prompt.done = false;
	prompt.items = NULL;
	prompt.here = -1;
	prompt.keys = 0;
	prompt.told = false;
	set_up();
	rl_callback_handler_install("", take_line);
	if (initial)
		rl_insert_text(initial);
	while (!prompt.done) {
		if (prompt.list && !input_pending())
			paint_list();
		paint();
		draw_update();
		key = input_key();
		if (is_way_out(key)) {
			if (key != K_EOF)
				tell(NULL);
			else if (!untouched)
				tell(rl_line_buffer);
			rl_free_line_state();
			rl_callback_handler_remove();
			break;
		}
		if (untouched && (key == K_PASTE || key_is_text(key)))
			feed(K_CTRL('U'));
		untouched = false;
		if (!listed(key))
			feed(key);
		if (!prompt.done && (++prompt.keys >= KEYS || key == K_PASTE))
			tell(rl_line_buffer);
	}
	return finish(arena);
}

char *
prompt_line(struct arena *arena, const char *question, const char *initial,
	const struct prompt_help *help)
{
	prompt.help = help ? *help : (struct prompt_help){ 0 };
	prompt.list = NULL;
	return ask(arena, question, initial);
}

/* Those whose name begins with what was typed. */
static char **
names_of_list(void *arg, struct arena *arena, const char *typed)
{
	const struct prompt_item *items = prompt.list(arg, arena, typed);
	size_t n = 0, found = 0;
	char **names;

	while (items[n].name)
		n++;
	names = arena_array(arena, n + 1, sizeof *names);
	for (size_t i = 0; i < n; i++)
		if (utf8_begins_with(items[i].name, typed))
			names[found++] = arena_strdup(arena, items[i].name);
	return names;
}

char *
prompt_choose(struct arena *arena, const char *question, const char *initial,
	prompt_list *list, void *arg)
{
	prompt.help = (struct prompt_help){ names_of_list, .arg = arg };
	prompt.list = list;
	return ask(arena, question, initial);
}

/* Before the screen is open: the terminal itself, without echo. */
static char *
secret_line(struct arena *arena, const char *question)
{
	struct termios was, quiet;
	char text[SECRET] = "";
	int fd = open("/dev/tty", O_RDWR | O_NOCTTY);
	FILE *tty = fd < 0 ? NULL : fdopen(fd, "r+");
	bool got;

	if (!tty)
		return NULL;
	tcgetattr(fd, &was);
	quiet = was;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	tcsetattr(fd, TCSAFLUSH, &quiet);
	fprintf(tty, "%s ", question);
	fflush(tty);
	got = fgets(text, sizeof text, tty);
	rewind(tty);
	fprintf(tty, "\n");
	tcsetattr(fd, TCSAFLUSH, &was);
	fclose(tty);
	text[strcspn(text, "\r\n")] = '\0';
	return got ? arena_strdup(arena, text) : NULL;
}

char *
prompt_secret(struct arena *arena, const char *question)
{
	struct buf typed = { 0 };
	char text[5];
	key_code key;
	char *line;

	if (!term_is_open())
		return secret_line(arena, question);
	draw_text(term_rows() - 3, 0, term_cols(), question, DRAW_PLAIN);
	draw_cursor(term_rows() - 3, utf8_cells(question) + 1);
	draw_update();
	while ((key = input_key()) != K_ENTER && !is_way_out(key)) {
		if (key_is_text(key))
			buf_add(&typed, text, utf8_encode((uint32_t)key, text));
		else if (key == K_BACKSPACE && typed.len > 0)
			typed.data[typed.len = utf8_prev(
					   typed.data, typed.len)] = '\0';
	}
	line = key == K_ENTER ? arena_strdup(arena, buf_text(&typed)) : NULL;
	buf_free(&typed);
	return line;
}
