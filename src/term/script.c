/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/script.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"
#include "term/draw.h"
#include "term/inside.h"

enum {
	KEY_NAME = 64
};

/* The script instead of a keyboard: part of the terminal's state. */
static struct {
	struct arena *arena; /* holds the text */
	char *at;	     /* what comes next */
	int line;
	bool mid_line; /* keys of a line are being typed */
	const char *path;
	FILE *dump;
	bool own_dump;
	int status;
} script;

static bool
open_dump(const char *path, struct err *err)
{
	script.dump = path ? fopen(path, "w") : stdout;
	script.own_dump = path;
	if (script.dump)
		return true;
	return err_set(err, ERR_FILE, NULL,
		_("No se puede escribir en "
		  "«%s»: %s."),
		path, strerror(errno));
}

bool
script_open(const char *path, const char *dump_path, struct err *err)
{
	struct arena *arena = arena_new();
	char *text = file_read(arena, path, FILE_SMALL, NULL, err);

	if (!text || !open_dump(dump_path, err)) {
		arena_free(arena);
		return false;
	}
	script.arena = arena;
	script.at = text;
	script.path = path;
	script.line = 0;
	script.status = 0;
	script.mid_line = false;
	return true;
}

bool
script_is_on(void)
{
	return script.arena;
}

int
script_status(void)
{
	return script.status;
}

void
script_close(void)
{
	if (script.own_dump && script.dump)
		fclose(script.dump);
	else if (script.dump)
		fflush(script.dump);
	script.dump = NULL;
	script.own_dump = false;
	if (script.arena)
		arena_free(script.arena);
	script.arena = NULL;
}

static void
dump(const char *title)
{
	fprintf(script.dump, "--- %s\n", title);
	draw_dump(script.dump);
	fflush(script.dump);
}

static void
fail(const char *what, const char *text)
{
	fprintf(stderr, "%s:%d: %s: %s\n", script.path, script.line, what,
		text);
	dump(what);
	script.status = 1;
}

/* Each directive; K_EOF ends the script, K_NONE goes on. */
static key_code
do_dump(const char *argument)
{
	dump(argument);
	return K_NONE;
}

static key_code
do_expect(const char *argument)
{
	if (draw_has_text(argument))
		return K_NONE;
	fail("expected", argument);
	return K_EOF;
}

static key_code
do_refuse(const char *argument)
{
	if (!draw_has_text(argument))
		return K_NONE;
	fail("refused", argument);
	return K_EOF;
}

static key_code
do_size(const char *argument)
{
	int cols, rows;

	if (sscanf(argument, "%dx%d", &cols, &rows) != 2 || cols < 1 ||
		rows < 1 || cols > 1000 || rows > 1000) {
		fail("size", argument);
		return K_EOF;
	}
	term_resize(rows, cols);
	return K_RESIZE;
}

static key_code
do_paste(const char *argument)
{
	struct buf text = { 0 };

	for (size_t i = 0; argument[i]; i++) {
		if (argument[i] == '\\' && argument[i + 1] == 'n') {
			buf_putc(&text, '\n');
			i++;
		} else {
			buf_putc(&text, argument[i]);
		}
	}
	input_set_paste(buf_text(&text));
	buf_free(&text);
	return K_PASTE;
}

/* NULL: there is nothing to do, queries are answered before a key is asked
 * for. */
static const struct {
	const char *name;
	key_code (*run)(const char *argument);
} directives[] = {
	{ "@dump", do_dump },
	{ "@expect", do_expect },
	{ "@refuse", do_refuse },
	{ "@size", do_size },
	{ "@paste", do_paste },
	{ "@wait", NULL },
};

static key_code
run_directive(char *line)
{
	char *blank = strchr(line, ' ');
	const char *argument = blank ? blank + 1 : "";

	if (blank)
		*blank = '\0';
	for (size_t i = 0; i < sizeof directives / sizeof directives[0]; i++)
		if (str_eq(directives[i].name, line))
			return directives[i].run ? directives[i].run(argument)
						 : K_NONE;
	fail("unknown directive", line);
	return K_EOF;
}

/* "C-s", "S-Tab", "BS", "lt", and what key_read knows. */
static bool
read_key_name(const char *name, key_code *key)
{
	static const struct {
		const char *name;
		key_code key;
	} more[] = {
		{ "lt", '<' },
		{ "gt", '>' },
		{ "BS", K_BACKSPACE },
		{ "S-Tab", K_BACKTAB },
		{ "Ins", K_INSERT },
		{ "EOF", K_EOF },
		{ "Suspend", K_SUSPEND },
	};

	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++) {
		if (!str_eq(more[i].name, name))
			continue;
		*key = more[i].key;
		return true;
	}
	if (strlen(name) == 3 && str_starts(name, "C-")) {
		*key = K_CTRL(name[2]);
		return true;
	}
	if (!key_read(name, key))
		return false;
	if (*key >= K_ALT('1') && *key <= K_ALT('9'))
		*key = K_F1 + *key - K_ALT('1');
	else if (*key == K_ALT('0'))
		*key = K_F10;
	return true;
}

/* One key of the line at script.at. */
static key_code
typed_key(void)
{
	char *end = *script.at == '<' ? strchr(script.at, '>') : NULL;
	char name[KEY_NAME];
	uint32_t cp;
	key_code key;

	if (!end) {
		script.at += utf8_decode(script.at, strlen(script.at), &cp);
		return (key_code)cp;
	}
	*end = '\0';
	str_copy(name, sizeof name, script.at + 1);
	script.at = end + 1;
	if (read_key_name(name, &key))
		return key;
	fail("unknown key", name);
	return K_EOF;
}

/* Takes the next line; true when it is one of keys. */
static bool
next_line(key_code *key)
{
	char *line = script.at;
	char *end = strchr(line, '\n');

	script.line++;
	*key = K_NONE;
	if (*line != '@' && *line != '#' && *line != '\n') {
		script.mid_line = true;
		return true;
	}
	script.at = end ? end + 1 : line + strlen(line);
	if (end)
		*end = '\0';
	if (*line == '@')
		*key = run_directive(line);
	return false;
}

key_code
script_key(void)
{
	key_code key;

	while (script.status == 0 && *script.at) {
		if (script.mid_line && *script.at == '\n') {
			script.at++;
			script.mid_line = false;
			continue;
		}
		if (script.mid_line || next_line(&key))
			return typed_key();
		if (key != K_NONE)
			return key;
	}
	return K_EOF;
}
