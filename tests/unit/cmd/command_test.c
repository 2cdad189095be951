/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "cmd/command.h"
#include "cmd/keymap.h"

enum {
	PLACES = 20
};

static void
test_each_command_has_an_entry(void **state)
{
	(void)state;
	for (int id = CMD_NONE + 1; id < CMD_HOW_MANY; id++) {
		const struct command *c = command_get((enum command_id)id);

		if (!c)
			fail_msg("command %d has no entry", id);
		assert_non_null(c->name);
		assert_non_null(c->name_es);
		assert_non_null(c->help);
		assert_int_not_equal(c->where, 0);
		assert_true(c->keys[0] != K_NONE);
	}
}

static void
test_bar_fits(void **state)
{
	(void)state;
	for (int place = 1; place <= 10; place++) {
		unsigned where = 0;

		for (int id = 1; id < CMD_HOW_MANY; id++) {
			const struct command *c =
				command_get((enum command_id)id);

			if (c->bar_place != place)
				continue;
			assert_int_equal(where & c->where, 0);
			where |= c->where;
			assert_true(utf8_width(c->bar, strlen(c->bar)) <= 6);
			assert_int_equal(c->keys[0], K_F1 + place - 1);
		}
		assert_int_not_equal(where, 0);
	}
}

static bool
owns(const struct command *c, unsigned where, key_code key)
{
	if (!(c->where & where))
		return false;
	for (size_t i = 0; i < COMMAND_KEYS; i++)
		if (c->keys[i] == key)
			return true;
	for (size_t i = 0; i < COMMAND_LIST_KEYS && !(where & IN_TYPING); i++)
		if (c->list_keys[i] == key)
			return true;
	return false;
}

static void
check_key(const struct command *c, key_code key)
{
	char name[64];

	if (key == K_NONE)
		return;
	for (unsigned where = 1; where < 1u << PLACES; where <<= 1)
		for (int id = 1; id < CMD_HOW_MANY; id++) {
			const struct command *other =
				command_get((enum command_id)id);

			if (other != c && owns(c, where, key) &&
				owns(other, where, key))
				fail_msg("%s: %s and %s",
					key_name(key, name, sizeof name),
					c->name, other->name);
		}
}

static void
test_no_key_has_two_meanings(void **state)
{
	(void)state;
	for (int id = 1; id < CMD_HOW_MANY; id++) {
		const struct command *c = command_get((enum command_id)id);

		for (size_t i = 0; i < COMMAND_KEYS; i++)
			check_key(c, c->keys[i]);
		for (size_t i = 0; i < COMMAND_LIST_KEYS; i++)
			check_key(c, c->list_keys[i]);
	}
}

static void
test_names_are_found(void **state)
{
	(void)state;
	assert_int_equal(command_find("grabar", IN_FORM)->id, CMD_SAVE);
	assert_int_equal(command_find("MENU", IN_LIST)->id, CMD_MENU);
	assert_int_equal(command_find("lista", IN_LIST)->id, CMD_LIST);
	assert_int_equal(command_find("hist", IN_FORM)->id, CMD_HISTORY);
	assert_null(command_find("grabar", IN_LIST));
	assert_null(command_find("", IN_ALL));
	assert_null(command_find("p", IN_ALL));
	/* the register "informe" is none of its own */
	assert_null(command_named("informe", IN_BOARD));
	assert_int_equal(command_named("Informes", IN_BOARD)->id, CMD_REPORT);
}

static void
test_map_knows_the_keys(void **state)
{
	static const struct {
		unsigned where;
		key_code key;
		enum command_id id;
	} cases[] = {
		{ IN_FORM, K_F2, CMD_SAVE },
		{ IN_FORM, K_CTRL('S'), CMD_SAVE },
		{ IN_LIST, K_ENTER, CMD_OPEN },
		{ IN_FORM, K_ENTER, CMD_NEXT_FIELD },
		{ IN_FORM, K_TAB, CMD_NEXT_FIELD },
		{ IN_LIST, '+', CMD_NEW },
		{ IN_FORM, '+', CMD_NONE },
		{ IN_LIST, K_DELETE, CMD_MARK },
		{ IN_FORM, K_DELETE, CMD_NONE },
		{ IN_LIST, '?', CMD_HELP },
		{ IN_FORM, '?', CMD_NONE },
		{ IN_LIST, 'q', CMD_OUT },
		{ IN_LIST, K_WORD_LEFT, CMD_LEFT },
		{ IN_FORM, K_WORD_LEFT, CMD_WORD_LEFT },
		{ IN_SHEET, K_WORD_RIGHT, CMD_NONE },
		{ IN_SHEET, K_ALT('I'), CMD_REPORT },
		{ IN_PICK, 'q', CMD_NONE },
		{ IN_PICK, K_ENTER, CMD_OPEN },
		{ IN_FORM, K_ALT(':'), CMD_PALETTE },
		{ IN_FORM, K_PGDN, CMD_NEXT_PAGE },
		{ IN_LIST, K_PGDN, CMD_PAGE_DOWN },
		{ IN_FORM, K_CANCEL, CMD_CANCEL },
		{ IN_DIFF, K_F2, CMD_SAVE },
		{ IN_FIND, K_F2, CMD_SEARCH },
		{ IN_FORM, K_NONE, CMD_NONE },
	};
	struct arena *arena = arena_new();
	struct keymap *map = keymap_new(arena);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(keymap_find(map, cases[i].where, cases[i].key),
			cases[i].id);
	assert_int_equal(keymap_key(map, IN_LIST, CMD_NEW), K_F6);
	assert_int_equal(keymap_key(map, IN_LIST, CMD_SAVE), K_NONE);
	arena_free(arena);
}

static void
test_keys_are_bound_anew(void **state)
{
	struct arena *arena = arena_new();
	struct keymap *map = keymap_new(arena);
	struct err err = { 0 };

	(void)state;
	assert_true(keymap_bind(map, "grabar", "F12", &err));
	assert_int_equal(keymap_find(map, IN_FORM, K_F12), CMD_SAVE);
	assert_int_equal(keymap_key(map, IN_FORM, CMD_SAVE), K_F12);
	assert_false(keymap_bind(map, "ayuda", "F12", &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_false(keymap_bind(map, "volar", "F11", &err));
	assert_false(keymap_bind(map, "ayuda", "F99", &err));
	assert_true(keymap_bind(map, "menú", "Esc 1", &err));
	assert_int_equal(keymap_find(map, IN_LIST, K_F1), CMD_MENU);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_command_has_an_entry),
		cmocka_unit_test(test_bar_fits),
		cmocka_unit_test(test_no_key_has_two_meanings),
		cmocka_unit_test(test_names_are_found),
		cmocka_unit_test(test_map_knows_the_keys),
		cmocka_unit_test(test_keys_are_bound_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
