/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Migrations of small folders of SQL on databases of their own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/migrate.h"
#include "db/sql_files.h"

/* SHA-256 of 0001_first.sql with a bigint */
#define OTHER_EDITION \
	"6e552644b47cc20b24559dcfd02e72de0c0f400b6ba0b0cbeeba1ba7313e1323"

struct bench {
	struct session *own; /* the database of the tests */
	struct session *s;   /* the one migrated */
	char dir[300];
	int lines; /* said */
};

static struct session *
open_db(const char *dbname)
{
	const struct session_params params = {
		.conninfo = getenv("TEST_URL_SUPER"),
		.dbname = dbname,
		.never_prompt = true,
	};
	struct err err = { 0 };
	struct session *s = session_open(&params, NULL, NULL, &err);

	if (!s)
		fail_msg("%s %s", err.text, err.detail);
	return s;
}

static void
write_sql(const struct bench *b, const char *name, const char *text)
{
	char path[400];
	struct err err = { 0 };

	snprintf(path, sizeof path, "%s/%s", b->dir, name);
	assert_true(file_write_private(path, text, strlen(text), &err));
}

static void
remove_sql(const struct bench *b, const char *name)
{
	char path[400];

	snprintf(path, sizeof path, "%s/%s", b->dir, name);
	assert_int_equal(unlink(path), 0);
}

static int
set_up(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	char path[400];
	struct err err = { 0 };

	b->own = open_db(NULL);
	assert_true(session_script(b->own,
		"drop database if exists migrate_test with (force)", "", &err));
	assert_true(session_script(b->own,
		"create database migrate_test template template0", "", &err));
	b->s = open_db("migrate_test");
	snprintf(b->dir, sizeof b->dir, "%s/sql.XXXXXX", getenv("TEST_TMP"));
	assert_non_null(mkdtemp(b->dir));
	snprintf(path, sizeof path, "%s/schema", b->dir);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/code", b->dir);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/code/base", b->dir);
	assert_int_equal(mkdir(path, 0700), 0);
	write_sql(b, "code/load.sql", "-- folder base\n");
	write_sql(b, "schema/0001_first.sql",
		"create schema core; create table core.one (n int);");
	write_sql(b, "code/base/view.sql",
		"create or replace view core.v as select n from core.one;");
	*state = b;
	return 0;
}

static int
take_down(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	session_close(b->s);
	session_script(
		b->own, "drop database migrate_test with (force)", "", &err);
	session_close(b->own);
	free(b);
	return 0;
}

static void
count_lines(void *arg, const char *line)
{
	struct bench *b = arg;

	(void)line;
	b->lines++;
}

static bool
migrate(struct bench *b, bool dry_run, struct err *err)
{
	b->lines = 0;
	return migrate_run(b->s, b->dir, dry_run, count_lines, b, err);
}

static struct migration_state
status(struct bench *b)
{
	struct migration_state st;
	struct err err = { 0 };

	if (!migrate_status(b->s, b->dir, &st, &err))
		fail_msg("%s", err.text);
	return st;
}

static bool
there_is(struct bench *b, const char *relation)
{
	struct err err = { 0 };
	struct result *r = session_query(b->s, "", &err,
		"select to_regclass($1) is not null", 1, relation);
	bool yes;

	assert_non_null(r);
	yes = str_eq(result_value(r, 0, 0), "t");
	result_free(r);
	return yes;
}

static void
applies_once(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	assert_int_equal(status(b).applied, 0);
	assert_true(migrate(b, false, &err));
	assert_int_equal(b->lines, 2);
	assert_true(there_is(b, "core.v"));
	assert_int_equal(status(b).applied, 1);
	assert_int_equal(status(b).database_major, 1);
	assert_false(status(b).code_differs);
	assert_int_equal(strlen(status(b).hash), 64);
	assert_true(migrate(b, false, &err));
	assert_int_equal(b->lines, 1);
}

static void
a_dry_run_leaves_nothing(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	assert_true(migrate(b, true, &err));
	assert_int_equal(b->lines, 2);
	assert_false(there_is(b, "core.one"));
	assert_int_equal(status(b).applied, 0);
}

static void
the_next_file_is_added(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	assert_true(migrate(b, false, &err));
	write_sql(b, "schema/0002_second.sql", "create table core.two (n int)");
	assert_int_equal(status(b).files, 2);
	assert_true(migrate(b, false, &err));
	assert_int_equal(b->lines, 1);
	assert_true(there_is(b, "core.two"));
}

static void
code_is_replaced_as_a_whole(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	write_sql(b, "code/base/more.sql",
		"create or replace view core.w as select n from core.one;");
	assert_true(migrate(b, false, &err));
	write_sql(b, "code/base/more.sql",
		"create or replace view core.w as select n, 1 as one"
		" from core.one;");
	assert_true(status(b).code_differs);
	assert_true(migrate(b, false, &err));
	assert_int_equal(b->lines, 2);
	remove_sql(b, "code/base/more.sql");
	assert_true(status(b).code_differs);
	assert_true(migrate(b, false, &err));
	assert_false(status(b).code_differs);
}

/* By name, but behind what a line names; the folders as load.sql has them. */
static void
code_stands_behind_what_it_names(void **state)
{
	struct bench *b = *state;
	struct sql_names names = { .arena = arena_new() };
	struct err err = { 0 };

	write_sql(b, "code/base/again.sql", "-- after: view\nselect 1;");
	write_sql(b, "code/base/zero.sql", "-- first of all\nselect 1;");
	write_sql(b, "code/base/more.sql", "-- after: zero\n-- after: view\n");
	assert_true(sql_code(&names, b->dir, &err));
	assert_int_equal(names.n, 4);
	assert_string_equal(names.v[0], "code/base/view.sql");
	assert_string_equal(names.v[1], "code/base/again.sql");
	assert_string_equal(names.v[2], "code/base/zero.sql");
	assert_string_equal(names.v[3], "code/base/more.sql");
	write_sql(b, "code/base/view.sql", "-- after: more\n");
	assert_false(sql_code(&names, b->dir, &err));
	assert_int_equal(err.kind, ERR_FILE);
	assert_non_null(strstr(err.text, "code/base"));
	write_sql(b, "code/base/view.sql", "-- after: nothing\n");
	assert_false(sql_code(&names, b->dir, &err));
	arena_free(names.arena);
}

static void
an_edited_file_is_refused(void **state)
{
	struct bench *b = *state;
	struct migration_state st;
	struct err err = { 0 };

	assert_true(migrate(b, false, &err));
	write_sql(b, "schema/0001_first.sql",
		"create schema core; create table core.one (n bigint);");
	assert_false(migrate(b, false, &err));
	assert_non_null(strstr(err.text, "schema/0001_first.sql"));
	assert_false(migrate_status(b->s, b->dir, &st, &err));
}

/* Both editions of a file go on by a later one that names the other. */
static void
an_edition_that_went_out_is_taken(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	write_sql(b, "schema/0001_first.sql",
		"create schema core; create table core.one (n bigint);");
	assert_true(migrate(b, false, &err));
	write_sql(b, "schema/0001_first.sql",
		"create schema core; create table core.one (n int);");
	assert_false(migrate(b, false, &err));
	write_sql(b, "schema/0002_second.sql",
		"-- whatever the width\n"
		"-- edition schema/0001_first.sql " OTHER_EDITION "\n"
		"alter table core.one add m int;");
	assert_true(migrate(b, false, &err));
	assert_int_equal(status(b).applied, 2);
}

static void
a_newer_database_is_refused(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	write_sql(b, "schema/0002_second.sql", "create table core.two (n int)");
	assert_true(migrate(b, false, &err));
	remove_sql(b, "schema/0002_second.sql");
	assert_false(migrate(b, false, &err));
	assert_non_null(strstr(err.text, "schema/0002_second.sql"));
}

static void
a_mistake_undoes_all_and_names_its_line(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	write_sql(b, "schema/0002_bad.sql",
		"create table core.two (n int);\n\nselect nothing;\n");
	assert_false(migrate(b, false, &err));
	assert_non_null(strstr(err.text, "schema/0002_bad.sql"));
	assert_non_null(strstr(err.text, "3"));
	assert_false(there_is(b, "core.one"));
	assert_int_equal(status(b).applied, 0);
}

static void
an_empty_folder_is_said(void **state)
{
	struct bench *b = *state;
	struct err err = { 0 };

	remove_sql(b, "schema/0001_first.sql");
	assert_false(migrate(b, false, &err));
	assert_int_equal(err.kind, ERR_FILE);
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, take_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		EACH(applies_once),
		EACH(a_dry_run_leaves_nothing),
		EACH(the_next_file_is_added),
		EACH(code_is_replaced_as_a_whole),
		EACH(code_stands_behind_what_it_names),
		EACH(an_edited_file_is_refused),
		EACH(an_edition_that_went_out_is_taken),
		EACH(a_newer_database_is_refused),
		EACH(a_mistake_undoes_all_and_names_its_line),
		EACH(an_empty_folder_is_said),
	};

	return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
