/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_CMD_KEYMAP_H
#define HITO_CMD_KEYMAP_H

/*
 * From a key to a command, by place: the table of cmd/command with what
 * hito.conf binds anew. In a field (IN_FORM, IN_FIND) keys that type text are
 * text unless a line of the map says otherwise.
 */

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "cmd/command.h"

struct keymap;

struct keymap *keymap_new(struct arena *arena);
enum command_id
keymap_find(const struct keymap *map, unsigned where, key_code key);
/* The key shown for a command in that place; K_NONE none. */
key_code
keymap_key(const struct keymap *map, unsigned where, enum command_id id);
/* Binds key to the command of that name instead of what it had by the
 * settings file; a clash with another line of it is refused (ERR_INPUT). */
bool keymap_bind(struct keymap *map, const char *command, const char *key,
	struct err *err);

#endif
