/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of one text: short, said again, and without the functions for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"
#include "db/shortened.h"

static int
open_one(void **state)
{
	const struct session_params params = {
		.conninfo = getenv("TEST_URL_SUPER"),
		.never_prompt = true,
		.application = "test"
	};
	struct err err = { 0 };

	*state = session_open(&params, &wait_plain, NULL, &err);
	if (!*state)
		fprintf(stderr, "%s %s\n", err.text, err.detail);
	return *state ? 0 : -1;
}

static int
close_one(void **state)
{
	session_close(*state);
	return 0;
}

static void
script(struct session *s, const char *sql)
{
	struct err err = { 0 };

	if (!session_script(s, sql, "test", &err))
		fail_msg("%s: %s %s", sql, err.text, err.detail);
}

static struct result *
ask(struct session *s, const struct statement *st)
{
	struct err err = { 0 };
	struct result *r;

	if (!session_run(s, st, 1, &r, NULL, "test", &err))
		fail_msg("%s: %s %s", st->sql, err.text, err.detail);
	return r;
}

/* ---- texts */

enum {
	CELLS = 3
};

/* Rows of cells as text, asked for as values. */
struct table {
	struct arena *arena;
	size_t n; /* cells */
	const char **cells;
	struct statement st;
};

static void
table_ask(struct table *t, enum statement_answer answer)
{
	struct buf sql = { 0 };

	buf_puts(&sql, "select string_agg(x::text,',')from(values ");
	for (size_t i = 0; i < t->n; i++)
		buf_printf(&sql, "%s$%zu::text%s",
			i % CELLS	? ","
				: i > 0 ? ",("
					: "(",
			i + 1, i % CELLS == CELLS - 1 ? ")" : "");
	buf_puts(&sql, ")as x");
	t->st = (struct statement){ .sql = arena_strdup(
					    t->arena, buf_text(&sql)),
		.n = (int)t->n,
		.values = t->cells,
		.answer = answer };
	buf_free(&sql);
}

static void
table_is(const struct table *t, struct result *packed)
{
	struct result *r = result_unpack_part(packed, 0, CELLS, NULL);

	assert_int_equal(result_rows(r), t->n / CELLS);
	for (size_t i = 0; i < t->n; i++) {
		const char *cell =
			result_value(r, i / CELLS, (int)(i % CELLS));

		if (t->cells[i])
			assert_string_equal(cell, t->cells[i]);
		else
			assert_null(cell);
	}
	result_free(r);
	result_free(packed);
}

/* Thrice: new, the same, the same. */
static void
comes_whole(struct session *s, struct table *t)
{
	for (int answer = ANSWER_TEXT; answer <= ANSWER_SHORT; answer++) {
		table_ask(t, (enum statement_answer)answer);
		for (int i = 0; i < 3; i++)
			table_is(t, ask(s, &t->st));
	}
}

static const char *const strange[] = { "", NULL, ",", ", ,", "\"", "\"\"", "\\",
	"\\\"", "(", ")", "),(", "\n", "\n,", " ", "  ", "a b", " a", "a ",
	"s", "p", "ñ, €\xf0\x9d\x84\x9e", "00000000000000000000",
	"000000000", "91.200000000000000000000000000000",
	"33333333333333333333", "6666666667", "t", "f", "null", "$1",
	"Gerencia Regional de Planeamiento y Presupuesto" };

enum {
	STRANGE = sizeof strange / sizeof *strange
};

static void
strange_texts_come_whole(void **state)
{
	struct table t = { .arena = arena_new(), .n = CELLS * 3 * STRANGE };

	t.cells = arena_array(t.arena, t.n, sizeof *t.cells);
	for (size_t i = 0; i < t.n; i++)
		t.cells[i] = strange[i * 7 / 3 % STRANGE];
	comes_whole(*state, &t);
	/* characters that numbers are told by, in the texts themselves */
	t.cells[1] = "\x0e!";
	comes_whole(*state, &t);
	t.cells[1] = "\x05";
	comes_whole(*state, &t);
	t.cells[1] = "\x01\x02\x03\x04";
	comes_whole(*state, &t);
	arena_free(t.arena);
}

static void
no_row_and_one_cell(void **state)
{
	struct statement st = {
		.sql = "select string_agg(x::text,',')from(select 1 where "
		       "false)as x",
		.answer = ANSWER_TEXT
	};
	struct result *r;

	for (int i = 0; i < 6; i++) {
		st.answer = i < 3 ? ANSWER_TEXT : ANSWER_SHORT;
		r = ask(*state, &st);
		assert_int_equal(result_rows(r), 0);
		result_free(r);
	}
	st.sql = "select string_agg(x::text,',')from(select null)as x";
	for (int i = 0; i < 3; i++) {
		r = ask(*state, &st);
		assert_int_equal(result_rows(r), 1);
		assert_string_equal(result_value(r, 0, 0), "()");
		result_free(r);
	}
}

/* ---- short */

/* What core.short makes of it, made whole again. */
static void
shortens(struct session *s, const char *text, char kind)
{
	const char *values[] = { text };
	const struct statement st = {
		.sql = "select core.short($1)", .n = 1, .values = values
	};
	struct result *r = ask(s, &st);
	const char *said = result_value(r, 0, 0);
	struct buf whole = { 0 };

	assert_int_equal(*said, kind);
	assert_true(shortened_read(said, &whole));
	assert_string_equal(buf_text(&whole), text);
	if (kind == 's')
		assert_in_range(strlen(said), 1, strlen(text) + 1);
	buf_free(&whole);
	result_free(r);
}

static void
every_character_comes_back(void **state)
{
	struct buf all = { 0 };

	for (int times = 0; times < 2; times++)
		for (unsigned c = 32; c < 0x3000; c++) {
			if (c < 0x80)
				buf_putc(&all, (char)c);
			else if (c < 0x800)
				buf_printf(&all, "%c%c", 0xc0 | c >> 6,
					0x80 | (c & 0x3f));
			else
				buf_printf(&all, "%c%c%c", 0xe0 | c >> 12,
					0x80 | (c >> 6 & 0x3f),
					0x80 | (c & 0x3f));
			buf_puts(&all, c % 50 ? "" : ",");
		}
	shortens(*state, buf_text(&all), 's');
	buf_puts(&all, "\x7f\t\n\r");
	shortens(*state, buf_text(&all), 's');
	buf_puts(&all, "\x1f");
	shortens(*state, buf_text(&all), 'p');
	buf_free(&all);
}

/* Of what makes pieces and words, by a generator that is always the same. */
static void
any_mixture_comes_back(void **state)
{
	static const char *const parts[] = { ",", " ", "a", "bc", "ñ", "(",
		"\"", "\n", "0000", "000000", "333333", "6", "12",
		"Gerencia", "una, dos", "GRPAT,\"Gerencia de Planeamiento\"," };
	unsigned seed = 1;

	for (int turn = 0; turn < 60; turn++) {
		struct buf text = { 0 };
		size_t most = 2 + (size_t)turn % 15;

		while (text.len < 600 + 37 * (size_t)turn) {
			seed = seed * 1103515245 + 12345;
			buf_puts(&text, parts[(seed >> 16) % most]);
		}
		shortens(*state, buf_text(&text), 's');
		buf_free(&text);
	}
}

/* There are 846 numbers of either kind; what comes later has none. */
static void
more_than_there_are_numbers(void **state)
{
	struct buf text = { 0 };

	for (int times = 0; times < 3; times++)
		for (int i = 0; i < 1000; i++)
			buf_printf(&text, "piece%d word%d,", i, i + times);
	shortens(*state, buf_text(&text), 's');
	buf_free(&text);
}

static void
the_edges_of_what_is_shortened(void **state)
{
	char text[601];

	memset(text, 'a', 600);
	text[600] = '\0';
	shortens(*state, text, 's');
	text[599] = '\0';
	shortens(*state, text, 'p');
}

static void
what_is_none_is_refused(void **state)
{
	static const char *const wrong[] = { "", "x", "s\x0e", "s\x0e!",
		"s\x05", "sabc,\x05", "sabc,\x0e\x22", "sabc \x17\x22",
		"sabc \x17", "sabc,\x0e ", "sabc,\x1f!" };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct buf out = { 0 };

		assert_false(shortened_read(wrong[i], &out));
		buf_free(&out);
	}
}

/* ---- the same again */

static const char of_things[] =
	"select string_agg(x::text,',')from(select * from things order by 1)as x";

static void
things_are(struct session *s, const char *wanted)
{
	const struct statement st = { .sql = of_things, .answer = ANSWER_TEXT };
	struct result *r = ask(s, &st);
	struct buf rows = { 0 };

	for (size_t i = 0; i < result_rows(r); i++)
		buf_puts(&rows, result_value(r, i, 0));
	assert_string_equal(buf_text(&rows), wanted);
	buf_free(&rows);
	result_free(r);
}

static void
what_changed_is_told(void **state)
{
	struct session *s = *state;

	script(s, "create temp table things (a int, b text)");
	things_are(s, "");
	things_are(s, "");
	script(s, "insert into things values (1, 'one'), (2, null)");
	things_are(s, "(1,one)(2,)");
	things_are(s, "(1,one)(2,)");
	script(s, "update things set b = 'two' where a = 2");
	things_are(s, "(1,one)(2,two)");
	script(s, "delete from things");
	things_are(s, "");
	script(s, "insert into things values (1, 'one')");
	/* in a transaction of several pipelines, plainly */
	script(s, "begin");
	things_are(s, "(1,one)");
	script(s, "update things set b = 'uno'");
	things_are(s, "(1,uno)");
	script(s, "rollback");
	things_are(s, "(1,one)");
}

/* Sent ahead, taken later; and what is asked meanwhile. */
static void
what_is_sent_ahead(void **state)
{
	const struct statement st = { .sql = of_things, .answer = ANSWER_SHORT };
	struct session *s = *state;
	struct result *r;

	for (int i = 0; i < 3; i++) {
		assert_true(session_prefetch(s, &st));
		if (i == 1)
			things_are(s, "(1,one)");
		r = session_prefetched(s);
		assert_non_null(r);
		assert_int_equal(result_rows(r), 1);
		assert_string_equal(result_value(r, 0, 0), "(1,one)");
		result_free(r);
		assert_null(session_prefetched(s));
	}
}

static void
a_server_without_the_functions(void **state)
{
	static const char *const names[] = { "digest", "short" };
	struct statement st = { .sql = of_things };
	struct session *s = *state;
	struct err err = { 0 };

	for (size_t i = 0; i < 2; i++) {
		char sql[128];
		unsigned before;

		st.answer = i == 0 ? ANSWER_TEXT : ANSWER_SHORT;
		(void)snprintf(sql, sizeof sql,
			"alter function core.%s(text) rename to gone", names[i]);
		script(s, sql);
		for (int k = 0; k < 2; k++) {
			before = session_round_trips(s);
			result_free(ask(s, &st));
			assert_int_equal(
				session_round_trips(s) - before, k == 0 ? 2 : 1);
		}
		(void)snprintf(sql, sizeof sql,
			"alter function core.gone(text) rename to %s", names[i]);
		script(s, sql);
		assert_true(session_reopen(s, &err));
		script(s, "create temp table things as select 1 as a");
	}
}

/* A list is what stands between two line ends. */
static void
lists_of_one_answer(void **state)
{
	struct statement st = { .sql = "select array_to_string(array[$1,$2,$3]"
				       "::text[],E'\\n,','')",
		.n = 3,
		.values = (const char *[]){ "(a,\"\n\"),(b,c),", NULL,
			"(d,)," },
		.answer = ANSWER_SHORT };
	struct result *r = ask(*state, &st), *list;
	static const size_t rows[] = { 2, 0, 1, 0 };

	for (size_t i = 0; i < 4; i++) {
		list = result_unpack_list(r, i, 2, NULL);
		assert_int_equal(result_rows(list), rows[i]);
		if (i == 0)
			assert_string_equal(result_value(list, 0, 1), "\n");
		if (i == 2)
			assert_string_equal(result_value(list, 0, 0), "d");
		result_free(list);
	}
	result_free(r);
}

/* ---- what is held */

static struct statement
numbered(char *text, size_t size, int i)
{
	(void)snprintf(text, size, "select %d", i);
	return (struct statement){ .sql = text };
}

static void
hold(struct held *held, int i, size_t bytes)
{
	char sql[32];
	struct statement st = numbered(sql, sizeof sql, i);
	struct held_answer answer = held_take(held, &st);

	free(answer.text);
	answer.text = mem_alloc(bytes + 1);
	memset(answer.text, 'x', bytes);
	answer.text[bytes] = '\0';
	held_sum(answer.text, bytes, answer.sum);
	held_put(held, answer);
}

static bool
holds(struct held *held, int i)
{
	char sql[32];
	struct statement st = numbered(sql, sizeof sql, i);
	struct held_answer answer = held_take(held, &st);

	if (*answer.sum)
		held_put(held, answer);
	return *answer.sum;
}

static void
no_more_is_held_than_there_is_room_for(void **state)
{
	struct held held = { 0 };

	(void)state;
	for (int i = 0; i < HELD_MOST; i++)
		hold(&held, i, 10);
	assert_int_equal(held.n, HELD_MOST);
	/* the first was asked for again: the second goes */
	assert_true(holds(&held, 0));
	hold(&held, 1000, 10);
	assert_int_equal(held.n, HELD_MOST);
	assert_true(holds(&held, 0));
	assert_false(holds(&held, 1));
	for (int i = 0; i < 10; i++)
		hold(&held, 2000 + i, HELD_LARGEST - 1);
	assert_in_range(held.bytes, 1, HELD_BYTES);
	assert_true(holds(&held, 2009));
	hold(&held, 3000, HELD_LARGEST);
	assert_false(holds(&held, 3000));
	/* what is known anew stands for what was known */
	hold(&held, 2009, 5);
	hold(&held, 2009, 6);
	held_forget(&held);
	assert_int_equal(held.n, 0);
	assert_int_equal(held.bytes, 0);
	assert_false(holds(&held, 2009));
}

/* With other values it is another answer; NULL is not "". */
static void
an_answer_is_that_of_its_values(void **state)
{
	struct statement st = { .sql = "select $1",
		.n = 1,
		.values = (const char *[]){ "" },
		.answer = ANSWER_TEXT };
	struct held held = { 0 };
	struct held_answer answer = held_take(&held, &st);

	(void)state;
	held_sum("a", 1, answer.sum);
	held_put(&held, answer);
	st.values = (const char *[]){ NULL };
	assert_string_equal(held_take(&held, &st).sum, "");
	st.values = (const char *[]){ "" };
	assert_string_equal(
		held_take(&held, &st).sum, "ca978112ca1bbdcafac231b39a23dc4d");
	held_forget(&held);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strange_texts_come_whole),
		cmocka_unit_test(no_row_and_one_cell),
		cmocka_unit_test(every_character_comes_back),
		cmocka_unit_test(any_mixture_comes_back),
		cmocka_unit_test(more_than_there_are_numbers),
		cmocka_unit_test(the_edges_of_what_is_shortened),
		cmocka_unit_test(what_is_none_is_refused),
		cmocka_unit_test(what_changed_is_told),
		cmocka_unit_test(what_is_sent_ahead),
		cmocka_unit_test(a_server_without_the_functions),
		cmocka_unit_test(lists_of_one_answer),
		cmocka_unit_test(no_more_is_held_than_there_is_room_for),
		cmocka_unit_test(an_answer_is_that_of_its_values),
	};

	return cmocka_run_group_tests_name(
		"db/packing", tests, open_one, close_one);
}
