/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/keymap.h"

#include "base/i18n.h"
#include "base/str.h"

/* A key that the settings file gave to a command. */
struct binding {
	key_code key;
	const struct command *command;
};

struct keymap {
	struct arena *arena;
	size_t n;
	struct binding *bindings;
};

struct keymap *
keymap_new(struct arena *arena)
{
	struct keymap *map = arena_alloc(arena, sizeof *map);

	map->arena = arena;
	return map;
}

static bool
has(const key_code *keys, size_t n, key_code key)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i] == key)
			return true;
	return false;
}

static const struct binding *
find_binding(const struct keymap *map, unsigned where, key_code key)
{
	for (size_t i = 0; i < map->n; i++)
		if (map->bindings[i].key == key &&
			(map->bindings[i].command->where & where))
			return &map->bindings[i];
	return NULL;
}

/* Keys that type or edit in a field mean nothing else there. */
static bool
belongs_to_field(unsigned where, key_code key)
{
	return (where & IN_TYPING) && key_is_text(key);
}

static bool
has_key(const struct command *command, unsigned where, key_code key)
{
	if (has(command->keys, COMMAND_KEYS, key))
		return true;
	return !(where & IN_TYPING) &&
	       has(command->list_keys, COMMAND_LIST_KEYS, key);
}

enum command_id
keymap_find(const struct keymap *map, unsigned where, key_code key)
{
	const struct binding *binding = find_binding(map, where, key);
	const struct command *command;

	if (binding)
		return binding->command->id;
	if (key == K_NONE || belongs_to_field(where, key))
		return CMD_NONE;
	for (int id = CMD_NONE + 1; id < CMD_HOW_MANY; id++) {
		command = command_get((enum command_id)id);
		if (command && (command->where & where) &&
			has_key(command, where, key))
			return command->id;
	}
	/* by words only where there are words */
	if (key == K_WORD_LEFT || key == K_WORD_RIGHT)
		return keymap_find(
			map, where, key == K_WORD_LEFT ? K_LEFT : K_RIGHT);
	return CMD_NONE;
}

static key_code
first_free(const struct keymap *map, unsigned where, const key_code *keys,
	size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (keys[i] != K_NONE && !find_binding(map, where, keys[i]))
			return keys[i];
	return K_NONE;
}

key_code
keymap_key(const struct keymap *map, unsigned where, enum command_id id)
{
	const struct command *command = command_get(id);
	key_code key;

	if (!command || !(command->where & where))
		return K_NONE;
	for (size_t i = 0; i < map->n; i++)
		if (map->bindings[i].command == command)
			return map->bindings[i].key;
	key = first_free(map, where, command->keys, COMMAND_KEYS);
	if (key == K_NONE && !(where & IN_TYPING))
		key = first_free(
			map, where, command->list_keys, COMMAND_LIST_KEYS);
	return key;
}

/* Esc and a digit reach the map as the function key. */
static key_code
as_function_key(key_code key)
{
	if (key >= K_ALT('1') && key <= K_ALT('9'))
		return K_F1 + key - K_ALT('1');
	return key == K_ALT('0') ? K_F10 : key;
}

bool
keymap_bind(struct keymap *map, const char *command, const char *key,
	struct err *err)
{
	const struct command *found = command_find(command, IN_ALL);
	const struct binding *clash;
	key_code code;

	if (!found)
		return err_set(err, ERR_INPUT, NULL,
			_("No hay ninguna orden «%s»."), command);
	if (!key_read(key, &code))
		return err_set(err, ERR_INPUT, NULL,
			_("No hay ninguna tecla «%s»."), key);
	code = as_function_key(code);
	clash = find_binding(map, found->where, code);
	if (clash)
		return err_set(err, ERR_INPUT, NULL,
			_("La tecla %s ya se dio "
			  "a la orden «%s» en otra línea."),
			key, command_name(clash->command));
	map->bindings = arena_grow(map->arena, map->bindings, map->n,
		map->n + 1, sizeof *map->bindings);
	map->bindings[map->n].key = code;
	map->bindings[map->n].command = found;
	map->n++;
	return true;
}
