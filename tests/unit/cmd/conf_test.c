/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settings, directories, what is remembered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "cmd/conf.h"

struct place {
	struct arena *arena;
	char dir[64];
};

static int
set_up(void **state)
{
	struct place *place = calloc(1, sizeof *place);

	place->arena = arena_new();
	str_copy(place->dir, sizeof place->dir, "/tmp/hito-conf-XXXXXX");
	assert_non_null(mkdtemp(place->dir));
	setenv("XDG_CONFIG_HOME", place->dir, 1);
	setenv("XDG_STATE_HOME", place->dir, 1);
	setenv("XDG_CACHE_HOME", "relative/is/ignored", 1);
	setenv("HOME", place->dir, 1);
	unsetenv("HITO_OFFICE");
	unsetenv("HITO_PLAN");
	*state = place;
	return 0;
}

static int
tear_down(void **state)
{
	struct place *place = *state;
	char command[128];

	snprintf(command, sizeof command, "rm -rf %s", place->dir);
	assert_int_equal(system(command), 0);
	arena_free(place->arena);
	free(place);
	return 0;
}

static void
test_lines(void **state)
{
	struct place *place = *state;
	struct settings s;
	struct err err = { 0 };

	settings_init(&s, place->arena);
	assert_int_equal(s.wait_notice_ms, 300);
	assert_false(s.ascii);
	assert_true(settings_read(&s, "hito.conf",
		"# nota\r\n\n office = GRPAT \nascii=sí\nmono = no\n"
		"wait-notice = 500\nlang = en\nplan =\n",
		&err));
	assert_string_equal(s.office, "GRPAT");
	assert_true(s.ascii);
	assert_false(s.mono);
	assert_int_equal(s.wait_notice_ms, 500);
	assert_string_equal(s.lang, "en");
	assert_null(s.plan);
}

static void
test_mistakes(void **state)
{
	static const struct {
		const char *text, *place;
	} cases[] = {
		{ "office GRPAT\n", "c:1: " },
		{ "\n\nascii = quizás\n", "c:3: " },
		{ "nada = 1\n", "c:1: " },
		{ "wait-notice = -1\n", "c:1: " },
		{ "wait-notice = 99999999999999999999\n", "c:1: " },
		{ "lang = qu\n", "c:1: " },
		{ "ascii = no\nbind\n", "c:2: " },
		{ "bind F2\n", "c:1: " },
		{ "bind F2 nosuchcommand\n", "c:1: " },
		{ "bind NoSuchKey save\n", "c:1: " },
		{ "bind F2 save\nbind F2 help\n", "c:2: " },
		{ "office = \xff\n", "c:1: " },
		{ "=\n", "c:1: " },
	};
	struct place *place = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct settings s;
		struct err err = { 0 };

		settings_init(&s, place->arena);
		assert_false(settings_read(&s, "c", cases[i].text, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		assert_true(str_starts(err.text, cases[i].place));
	}
}

static void
test_bind(void **state)
{
	struct place *place = *state;
	struct settings s;
	struct err err = { 0 };

	settings_init(&s, place->arena);
	assert_true(settings_read(&s, "c",
		"bind Ctrl-K save\n"
		"bind Esc 2  help\n"
		"bind Esc 3\tpantalla siguiente\n"
		"bind  F12  pantalla anterior\n",
		&err));
	assert_int_equal(keymap_find(s.keymap, IN_FORM, K_CTRL('k')), CMD_SAVE);
	assert_int_equal(keymap_find(s.keymap, IN_FORM, K_F2), CMD_HELP);
	assert_int_equal(
		keymap_find(s.keymap, IN_LIST, K_F3), CMD_PAGE_DOWN);
	assert_int_equal(keymap_find(s.keymap, IN_LIST, K_F12), CMD_PAGE_UP);
}

static void
test_environment_wins(void **state)
{
	struct place *place = *state;
	struct settings s;
	struct err err = { 0 };
	char path[128];
	FILE *f;

	snprintf(path, sizeof path, "%s/hito", place->dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/hito/hito.conf", place->dir);
	f = fopen(path, "w");
	fputs("office = GRPAT\nplan = 2018-2020\n", f);
	fclose(f);
	setenv("HITO_OFFICE", "SGTI", 1);
	assert_true(settings_load(&s, place->arena, &err));
	assert_string_equal(s.office, "SGTI");
	assert_string_equal(s.plan, "2018-2020");
	f = fopen(path, "w");
	fputs("office = GRPAT\nbad\n", f);
	fclose(f);
	assert_false(settings_load(&s, place->arena, &err));
	assert_non_null(strstr(err.text, "/hito.conf:2: "));
}

static void
test_directories(void **state)
{
	struct place *place = *state;
	struct stat st;
	const char *dir = settings_dir_state(place->arena);
	const char *cache = settings_dir_cache(place->arena);

	assert_int_equal(stat(dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_true(str_starts(cache, place->dir));
	assert_true(str_ends(cache, "/.cache/hito"));
	assert_int_equal(stat(cache, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
}

static void
test_memory(void **state)
{
	struct place *place = *state;
	struct stat st;
	char path[128];
	const char **names;

	assert_null(memory_get(place->arena, "office"));
	assert_true(memory_set("office", "GRPAT"));
	assert_true(memory_set("plan", "2018-2020"));
	assert_true(memory_set("office", "SGTI"));
	assert_string_equal(memory_get(place->arena, "office"), "SGTI");
	assert_string_equal(memory_get(place->arena, "plan"), "2018-2020");
	assert_null(memory_get(place->arena, "offic"));
	assert_true(memory_set("find.hito.lo_tarde", "state=pending"));
	assert_true(memory_set("find.hito.mío", "ends=<2019"));
	names = memory_names(place->arena, "find.hito.");
	assert_string_equal(names[0], "lo_tarde");
	assert_string_equal(names[1], "mío");
	assert_null(names[2]);
	assert_null(memory_names(place->arena, "find.hit.")[0]);
	assert_true(memory_set("office", NULL));
	assert_null(memory_get(place->arena, "office"));
	snprintf(path, sizeof path, "%s/hito/memory", place->dir);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_home(void **state)
{
	struct place *place = *state;

	setenv("HITO_HOME", "/srv/hito", 1);
	assert_string_equal(
		home_path(place->arena, "sql/schema"), "/srv/hito/sql/schema");
	unsetenv("HITO_HOME");
	assert_true(str_ends(
		home_path(place->arena, "forms"), "/share/hito/forms"));
	/* this program runs from .build: what it needs stands beside */
	home_init("conf_test");
	assert_null(strstr(home_path(place->arena, "forms"), ".build"));
	assert_null(strstr(home_path(place->arena, "forms"), "share"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_mistakes, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bind, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_environment_wins, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_directories, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_memory, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_home, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
