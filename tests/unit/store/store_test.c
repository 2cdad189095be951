/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, the board, request ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <libpq-fe.h>

#include "base/light.h"
#include "base/str.h"
#include "db/link.h"
#include "store/inside.h"

/* ---- keys */

static const char *three[] = { "plan_code", "commitment_no", "position" };
static const char *two[] = { "plan_code", "commitment_no" };
static const char *one[] = { "document_ref" };
static const char *result_key[] = { "plan_code", "indicator_code",
	"period_key" };

static const struct key_case {
	size_t n;
	const char **natural;
	const char *plan;
	const char *key;
	const char *parts[3]; /* NULL first: refused */
} key_cases[] = {
	{ 3, three, NULL, "2018-2020/3.2", { "2018-2020", "3", "2" } },
	{ 3, three, NULL, " 2018-2020/3.2 ", { "2018-2020", "3", "2" } },
	{ 3, three, "2018-2020", "3.2", { "2018-2020", "3", "2" } },
	{ 3, three, NULL, "3.2", { NULL } },
	{ 3, three, NULL, "2018-2020/3", { NULL } },
	{ 3, three, NULL, "", { NULL } },
	{ 2, two, NULL, "2018-2020/3", { "2018-2020", "3" } },
	{ 2, two, NULL, "a/b/c", { "a", "b/c" } },
	{ 1, one, NULL, "RER 123-2019/GR", { "RER 123-2019/GR" } },
	{ 3, result_key, NULL, "2018-2020/3.1.2019-Q1",
		{ "2018-2020", "3.1", "2019-Q1" } },
};

static void
test_keys(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof key_cases / sizeof *key_cases; i++) {
		const struct key_case *c = &key_cases[i];
		struct form form = { .n_natural = c->n, .natural = c->natural };
		const char *parts[3] = { NULL, NULL, NULL };
		bool read = key_split(arena, &form, c->plan, c->key, parts);

		assert_int_equal(read, c->parts[0] != NULL);
		for (size_t k = 0; read && k < c->n; k++)
			assert_string_equal(parts[k], c->parts[k]);
	}
	arena_free(arena);
}

/* ---- the board */

static const char *const names[] = { "kind", "key", "label", "value", "shown",
	"band", "note", "n", "form", "filter", "where_", "plan_code",
	"plan_title", "period_key", "period_title", "threshold", "read_at" };

enum {
	COLUMNS = sizeof names / sizeof *names
};

static const char *const rows[][COLUMNS] = {
	{ "plan", "2018-2020", "Plan", "78.41", "78.41", "amber", "preliminar",
		NULL, NULL, NULL, NULL, "2018-2020", "Plan \033[31m", "2019-Q1",
		"I Trim. 2019 abierto", "80", "10:32" },
	{ "commitment", "1", "Decide", "91.20", "91.20", "green" },
	{ "newkind", "1", "de una base más nueva" },
	{ "alert", NULL, "hitos vencidos", NULL, NULL, NULL, NULL, "3",
		"milestone", "overdue" },
};

static struct result *
board_result(size_t n)
{
	PGresAttDesc attributes[COLUMNS] = { { 0 } };
	PGresult *res = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);

	for (int i = 0; i < COLUMNS; i++)
		attributes[i].name = (char *)(uintptr_t)names[i];
	PQsetResultAttrs(res, COLUMNS, attributes);
	for (size_t r = 0; r < n; r++) {
		for (int i = 0; i < COLUMNS; i++) {
			const char *cell = rows[r][i];

			PQsetvalue(res, (int)r, i, (char *)(uintptr_t)cell,
				cell ? (int)strlen(cell) : -1);
		}
	}
	return result_wrap(res);
}

static void
test_board(void **state)
{
	struct arena *arena = arena_new();
	struct result *result = board_result(sizeof rows / sizeof *rows);
	struct board *board = board_load(arena, result);

	(void)state;
	assert_int_equal(board->n, 3);
	assert_string_equal(board->plan, "2018-2020");
	assert_string_equal(board->period_title, "I Trim. 2019 abierto");
	assert_null(strchr(board->plan_title, '\033'));
	assert_int_equal(board->rows[0].kind, BOARD_PLAN);
	assert_string_equal(board->rows[0].value, "78.41");
	assert_int_equal(board->rows[1].kind, BOARD_COMMITMENT);
	assert_null(board->rows[1].note);
	assert_int_equal(board->rows[2].kind, BOARD_ALERT);
	assert_int_equal(board->rows[2].count, 3);
	assert_string_equal(board->rows[2].filter, "overdue");
	result_free(result);
	result = board_result(0);
	board = board_load(arena, result);
	assert_int_equal(board->n, 0);
	assert_null(board->plan);
	result_free(result);
	arena_free(arena);
}

static void
test_signs(void **state)
{
	(void)state;
	assert_string_equal(band_sign("green", false, false), "▲V Verde");
	assert_string_equal(band_sign("amber", false, true), "●A");
	assert_string_equal(band_sign("red", true, false), "[R]");
	assert_string_equal(band_sign(NULL, false, false), "○- s/d");
	assert_string_equal(
		band_sign("inconclusive", false, false), "○- no concluyente");
	assert_string_equal(band_sign("violet", true, true), "[-]");
}

static void
test_request(void **state)
{
	char a[37];
	char b[37];

	(void)state;
	request_new(a);
	request_new(b);
	assert_int_equal(strlen(a), 36);
	assert_int_equal(a[14], '4');
	assert_true(
		a[8] == '-' && a[13] == '-' && a[18] == '-' && a[23] == '-');
	assert_string_not_equal(a, b);
}

static void
test_clean(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_null(clean_text(arena, NULL, false));
	assert_string_equal(clean_text(arena, "uno\ndos", false), "uno dos");
	assert_string_equal(clean_text(arena, "uno\ndos", true), "uno\ndos");
	assert_null(strchr(clean_text(arena, "a\033]0;x\007b", true), '\033'));
	assert_string_equal(str_quote_name(arena, "plan.mile\"stone"),
		"\"plan\".\"mile\"\"stone\"");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_board),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_request),
		cmocka_unit_test(test_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
