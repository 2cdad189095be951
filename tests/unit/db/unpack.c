/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row values taken apart: what record_out writes, and what it never should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "db/link.h"

enum {
	CELLS = 4
};

static const struct {
	const char *row;
	const char *cells[CELLS];
} rows[] = {
	{ "(a,b,c,d)", { "a", "b", "c", "d" } },
	{ "(,,,)", { NULL, NULL, NULL, NULL } },
	{ "(\"\",x,\"\",)", { "", "x", "", NULL } },
	{ "(\"a, b\",\"say \"\"hi\"\"\",\"c:\\\\d\",\"(e)\")",
		{ "a, b", "say \"hi\"", "c:\\d", "(e)" } },
	{ "(\"two\nlines\",\xc3\xb1,\" \",t)",
		{ "two\nlines", "\xc3\xb1", " ", "t" } },
	/* More cells than were asked for: a newer database. */
	{ "(1,2,3,4,5,6)", { "1", "2", "3", "4" } },
	/* Fewer, or broken off: what is missing is NULL. */
	{ "(1,2)", { "1", "2", NULL, NULL } },
	{ "(1,\"2", { "1", "2", NULL, NULL } },
	{ "(1,\"2\\", { "1", "2\\", NULL, NULL } },
	{ "", { NULL, NULL, NULL, NULL } },
};

static struct result *
packed(const char *row)
{
	PGresAttDesc attribute = { .name = (char *)(uintptr_t) "b" };
	PGresult *res = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);

	PQsetResultAttrs(res, 1, &attribute);
	PQsetvalue(res, 0, 0, (char *)(uintptr_t)row, (int)strlen(row));
	return result_wrap(res);
}

static void
rows_are_taken_apart(void **state)
{
	static const char *const names[CELLS] = { "one", "two", "three",
		"four" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct result *r =
			result_unpack(packed(rows[i].row), CELLS, names);

		assert_int_equal(result_rows(r), 1);
		assert_int_equal(result_columns(r), CELLS);
		for (int c = 0; c < CELLS; c++) {
			const char *cell = result_get(r, 0, names[c]);

			if (rows[i].cells[c])
				assert_string_equal(cell, rows[i].cells[c]);
			else
				assert_null(cell);
		}
		result_free(r);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_taken_apart),
	};

	return cmocka_run_group_tests_name("db/unpack", tests, NULL, NULL);
}
