/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_CMD_CONF_H
#define HITO_CMD_CONF_H

/*
 * Settings: /etc/hito/hito.conf, then XDG_CONFIG_HOME/hito/hito.conf, lines
 * `name = value`, `bind KEY COMMAND`, # comments. A const table declares each
 * setting with its default and help. And what the program itself remembers
 * between starts (last office, last plan) under XDG_STATE_HOME/hito.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "cmd/keymap.h"

struct settings {
	const char *office;	/* office to work in; NULL none */
	const char *plan;	/* plan to open; NULL the latest */
	const char *connection; /* conninfo; NULL: PG* variables */
	const char *folder;	/* of the files that are sent and got */
	const char *lang;
	bool ascii;
	bool mono;
	const char *theme; /* a name that theme_named knows */
	bool mouse;
	bool reader; /* somebody listens to the screen */
	int wait_notice_ms; /* 300 */
	struct keymap *keymap;
	struct arena *arena;
};

enum setting_kind {
	SETTING_TEXT,
	SETTING_LANG, /* es, en */
	SETTING_THEME,
	SETTING_BOOL,
	SETTING_MS
};

/* One line of the table of settings, for the reader and the manual. */
struct setting {
	const char *name;
	const char *env; /* variable that wins over the files; NULL none */
	size_t offset;	 /* in struct settings */
	enum setting_kind kind;
	const char *value; /* default, as written in a file */
	const char *help;
};
typedef void setting_each_fn(void *arg, const struct setting *setting);
void setting_each(setting_each_fn *fn, void *arg);

/* The defaults, no file read. */
void settings_init(struct settings *settings, struct arena *arena);
/* The lines of one file; path only for messages. */
bool settings_read(struct settings *settings, const char *path,
	const char *text, struct err *err);
/* Reads both files, then HITO_OFFICE and HITO_PLAN; a mistake is ERR_INPUT
 * "file:line: sentence". Missing files are no mistake. */
bool
settings_load(struct settings *settings, struct arena *arena, struct err *err);
/* XDG directories with /hito, made 0700 on demand. Owned by arena. */
const char *settings_dir_config(struct arena *arena);
const char *settings_dir_state(struct arena *arena);
const char *settings_dir_cache(struct arena *arena);
/* The folder of the settings' files, the home folder written out, made too. */
const char *
settings_folder(const struct settings *settings, struct arena *arena);
/* What the program remembers; NULL when it does not. */
const char *memory_get(struct arena *arena, const char *name);
/* What is remembered under names that begin so, without that beginning;
 * NULL-terminated. */
const char **memory_names(struct arena *arena, const char *beginning);
bool memory_set(const char *name, const char *value);
/* The folders where forms, sql, man, modules are: HITO_HOME, beside the
 * program when it runs from .build, else PREFIX/share/hito. "forms",
 * "sql", ... -> path. What was found is kept as HITO_HOME. */
void home_init(const char *argv0);
const char *home_path(struct arena *arena, const char *what);

#endif
