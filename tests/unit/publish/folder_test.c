/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Only what changed is written; a reader never sees half. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "publish/folder.h"

static char path[64];

static int
setup(void **state)
{
	(void)state;
	(void)snprintf(path, sizeof path, "/tmp/hito-folder-XXXXXX");
	return mkdtemp(path) ? 0 : -1;
}

static int
teardown(void **state)
{
	char command[96];

	(void)state;
	(void)snprintf(command, sizeof command, "rm -rf '%s'", path);
	return system(command);
}

static const char *
at(const char *name)
{
	static char full[2][128];
	static int turn;

	turn = !turn;
	(void)snprintf(full[turn], sizeof full[turn], "%s/%s", path, name);
	return full[turn];
}

static void
expect_text(const char *name, const char *text)
{
	struct arena *arena = arena_new();
	char *there = file_read(arena, at(name), FILE_SMALL, NULL, NULL);

	assert_true(str_eq(there, text));
	arena_free(arena);
}

static struct folder *
opened(void)
{
	struct err err = { 0 };
	struct folder *folder = folder_open(path, &err);

	assert_string_equal(err.text, "");
	assert_non_null(folder);
	return folder;
}

/* In pieces of three bytes: where they differ is anywhere. */
static void
put(struct folder *folder, const char *name, const char *text)
{
	struct folder_file file;
	size_t n = strlen(text);

	folder_begin(folder, name);
	for (size_t i = 0; i < n; i += 3)
		assert_true(folder_put(
			folder, text + i, n - i < 3 ? n - i : 3, NULL));
	assert_true(folder_end(folder, &file, NULL));
	assert_int_equal(file.bytes, n);
}

static size_t
published(struct folder *folder)
{
	size_t changed = 99;

	assert_true(folder_publish(folder, &changed, NULL));
	folder_close(folder);
	return changed;
}

static size_t
publish_one(const char *text)
{
	struct folder *folder = opened();

	put(folder, "a.csv", text);
	return published(folder);
}

static ino_t
number_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(at(name), &st), 0);
	return st.st_ino;
}

static void
test_what_is_the_same_is_not_touched(void **state)
{
	ino_t was;

	(void)state;
	assert_int_equal(publish_one("a,b\n1,2\n"), 1);
	was = number_of("a.csv");
	assert_int_equal(publish_one("a,b\n1,2\n"), 0);
	assert_int_equal(number_of("a.csv"), was);
	/* first byte, last byte, longer, shorter, nothing */
	assert_int_equal(publish_one("A,b\n1,2\n"), 1);
	expect_text("a.csv", "A,b\n1,2\n");
	assert_int_equal(publish_one("A,b\n1,2."), 1);
	expect_text("a.csv", "A,b\n1,2.");
	assert_int_equal(publish_one("A,b\n1,2.\n"), 1);
	expect_text("a.csv", "A,b\n1,2.\n");
	assert_int_equal(publish_one("A,b"), 1);
	expect_text("a.csv", "A,b");
	assert_int_equal(publish_one(""), 1);
	expect_text("a.csv", "");
	assert_int_equal(publish_one(""), 0);
}

static void
test_nothing_moves_before_all_is_there(void **state)
{
	struct folder *folder;

	(void)state;
	publish_one("old\n");
	folder = opened();
	put(folder, "a.csv", "new\n");
	put(folder, "b.csv", "more\n");
	expect_text("a.csv", "old\n");
	assert_false(file_exists(at("b.csv")));
	folder_close(folder); /* as if it had failed */
	expect_text("a.csv", "old\n");
	assert_false(file_exists(at(".a.csv.new")));
	assert_false(file_exists(at("b.csv")));
}

static void
test_what_a_killed_program_left_is_taken_over(void **state)
{
	FILE *left;

	(void)state;
	publish_one("old\n");
	left = fopen(at(".a.csv.new"), "w");
	assert_non_null(left);
	fputs("half of a much longer text", left);
	fclose(left);
	assert_int_equal(publish_one("new\n"), 1);
	expect_text("a.csv", "new\n");
	assert_false(file_exists(at(".a.csv.new")));
	/* of one that stayed as it was, and of one that is not made */
	file_save(at(".a.csv.new"), "half", 4, false, NULL);
	file_save(at(".b.csv.new"), "half", 4, false, NULL);
	assert_int_equal(publish_one("new\n"), 0);
	assert_false(file_exists(at(".a.csv.new")));
	assert_false(file_exists(at(".b.csv.new")));
}

static void
test_one_that_is_no_longer_made_goes(void **state)
{
	struct folder *folder = opened();

	(void)state;
	put(folder, "a.csv", "1\n");
	put(folder, "gone.csv", "2\n");
	assert_int_equal(published(folder), 2);
	file_save(at("mine.txt"), "hers\n", 5, false, NULL);
	assert_int_equal(publish_one("1\n"), 1);
	assert_false(file_exists(at("gone.csv")));
	expect_text("mine.txt", "hers\n");
	expect_text(".hito-publish", "a.csv\n");
}

static void
test_a_list_leads_nowhere_else(void **state)
{
	(void)state;
	publish_one("1\n");
	mkdir(at("sub"), 0700);
	file_save(at("sub/x"), "x", 1, false, NULL);
	file_save(at(".hito-publish"), "a.csv\nsub/x\n../sub/x\n.git\n", 26,
		true, NULL);
	publish_one("2\n");
	expect_text("sub/x", "x");
}

static void
test_a_link_is_replaced(void **state)
{
	struct stat st;

	(void)state;
	publish_one("1\n");
	file_save(at("other"), "1\n", 2, false, NULL);
	unlink(at("a.csv"));
	assert_int_equal(symlink("other", at("a.csv")), 0);
	assert_int_equal(publish_one("1\n"), 1);
	assert_int_equal(lstat(at("a.csv"), &st), 0);
	assert_true(S_ISREG(st.st_mode));
}

static void
test_a_folder_of_others_is_refused(void **state)
{
	struct err err = { 0 };

	(void)state;
	file_save(at("thesis.odt"), "x", 1, false, NULL);
	assert_null(folder_open(path, &err));
	assert_int_equal(err.kind, ERR_FILE);
	assert_false(file_exists(at(".hito-publish")));
}

static void
test_two_do_not_write_at_once(void **state)
{
	struct err err = { 0 };
	struct folder *first = opened();

	(void)state;
	assert_null(folder_open(path, &err));
	assert_int_equal(err.kind, ERR_FILE);
	folder_close(first);
	folder_close(opened());
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_what_is_the_same_is_not_touched),
		TEST(test_nothing_moves_before_all_is_there),
		TEST(test_what_a_killed_program_left_is_taken_over),
		TEST(test_one_that_is_no_longer_made_goes),
		TEST(test_a_list_leads_nowhere_else),
		TEST(test_a_link_is_replaced),
		TEST(test_a_folder_of_others_is_refused),
		TEST(test_two_do_not_write_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
