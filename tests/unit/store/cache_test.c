/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue on disk: whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include <libpq-fe.h>

#include "base/str.h"
#include "db/link.h"
#include "store/cache.h"

#define HASH "0123456789abcdef"

static const char *const names[] = { "relation", "name", "type", "length",
	"precision", "scale", "not_null", "has_default", "generated",
	"comment" };

enum {
	COLUMNS = sizeof names / sizeof *names
};

static struct result *
result_of(size_t rows, const char *const (*cells)[COLUMNS])
{
	PGresAttDesc attributes[COLUMNS] = { { 0 } };
	PGresult *res = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);

	for (int i = 0; i < COLUMNS; i++) {
		attributes[i].name = (char *)(uintptr_t)names[i];
		attributes[i].typid = 25;
	}
	PQsetResultAttrs(res, COLUMNS, attributes);
	for (size_t r = 0; r < rows; r++) {
		for (int i = 0; i < COLUMNS; i++) {
			const char *cell = cells[r][i];

			PQsetvalue(res, (int)r, i, (char *)(uintptr_t)cell,
				cell ? (int)strlen(cell) : -1);
		}
	}
	return result_wrap(res);
}

static const char *const catalogue[][COLUMNS] = {
	{ "plan.goal", "id", "bigint", NULL, NULL, NULL, "t", "t", "t", NULL },
	{ "plan.goal", "text", "character varying", "200", NULL, NULL, "t", "f",
		"f", "Texto\tcon \\ y\nsalto" },
	{ "plan.goal", "quantity", "numeric", NULL, "12", "2", "f", "f", "f",
		NULL },
	{ "plan.goal", "text_folded", "text", NULL, NULL, NULL, "f", "t", "t",
		NULL },
	{ "plan.goal_list", "id", "bigint", NULL, NULL, NULL, "f", "f", "f",
		NULL },
	{ "plan.goal_list", "text", "character varying", NULL, NULL, NULL, "f",
		"f", "f", NULL },
	{ "plan.goal_list", "plan_code", "text", NULL, NULL, NULL, "f", "f",
		"f", "Plan" },
};

enum {
	ROWS = sizeof catalogue / sizeof *catalogue
};

static struct cache *
taken(struct arena *arena)
{
	struct cache *cache = cache_new(arena);
	struct result *result = result_of(ROWS, catalogue);

	cache_take(cache, result);
	result_free(result);
	cache_lacks(cache, "plan.nothing");
	return cache;
}

static void
check_merged(const struct cache *cache, struct arena *arena)
{
	struct columns c =
		cache_merge(cache, arena, "plan.goal", "plan.goal_list");
	const struct column *text = columns_find(&c, "text");
	const struct column *quantity = columns_find(&c, "quantity");
	const struct column *plan = columns_find(&c, "plan_code");

	assert_int_equal(c.n, 5);
	assert_true(text->required && text->in_table && text->in_view);
	assert_int_equal(text->length, 200);
	assert_string_equal(text->comment, "Texto\tcon \\ y\nsalto");
	assert_int_equal(text->type, COLUMN_TEXT);
	assert_true(quantity->in_table && !quantity->in_view);
	assert_int_equal(quantity->precision, 12);
	assert_int_equal(quantity->scale, 2);
	assert_int_equal(quantity->type, COLUMN_NUMERIC);
	assert_true(plan->in_view && !plan->in_table && !plan->required);
	assert_false(columns_find(&c, "id")->required);
	assert_false(columns_find(&c, "text_folded")->in_table);
	assert_int_equal(
		cache_merge(cache, arena, "plan.nothing", "plan.nothing").n, 0);
}

static const char *const relations[] = { "plan.goal", "plan.goal_list",
	"plan.nothing" };
#define ALL sizeof relations / sizeof *relations, relations

static void
test_round_trip(void **state)
{
	struct arena *arena = arena_new();
	struct cache *cache = taken(arena);
	struct buf text = { 0 };
	char *again;

	(void)state;
	check_merged(cache, arena);
	cache_write(cache, HASH, &text);
	assert_null(cache_read(arena, "fedcba9876543210", text.data, ALL));
	again = arena_strndup(arena, text.data, text.len);
	cache = cache_read(arena, HASH, text.data, ALL);
	assert_non_null(cache);
	check_merged(cache, arena);
	assert_true(cache_has(cache, "plan.nothing"));
	assert_false(cache_has(cache, "plan.other"));
	/* Of one alone, and not of those whose name begins or ends with it. */
	cache = cache_read(arena, HASH, again, 1, &relations[1]);
	assert_non_null(cache);
	assert_false(cache_has(cache, "plan.goal"));
	assert_true(cache_has(cache, "plan.goal_list"));
	assert_false(cache_has(cache, "plan.nothing"));
	buf_free(&text);
	arena_free(arena);
}

/* Cut at every byte, each byte bent: never taken for whole, never a crash. */
static void
test_broken(void **state)
{
	struct arena *arena = arena_new();
	struct buf text = { 0 };

	(void)state;
	cache_write(taken(arena), HASH, &text);
	for (size_t i = 0; i < text.len; i++) {
		struct arena *scratch = arena_new();
		char *bent = arena_strndup(scratch, text.data, text.len);

		assert_null(cache_read(scratch, HASH,
			arena_strndup(scratch, text.data, i), ALL));
		bent[i] = (char)(bent[i] ^ 1);
		assert_null(cache_read(scratch, HASH, bent, ALL));
		arena_free(scratch);
	}
	buf_free(&text);
	arena_free(arena);
}

static void
test_path(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_true(str_ends(cache_path(arena, HASH), "/catalog-" HASH));
	assert_null(cache_path(arena, "../../etc/passwd"));
	assert_null(cache_path(arena, ""));
	assert_null(cache_path(arena, NULL));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
