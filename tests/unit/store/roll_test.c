/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is there at an hour, how many are enough, and how a roll is written:
 * what the server says of the same is in tests/sql/78_roll.sql. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/roll.h"

enum {
	NINE = 9 * 60,
	TEN = 10 * 60
};

#define TURN(mark, from, to)      \
	{                         \
		mark, 0, from, to \
	}
#define SAID(...)                                \
	{                                        \
		.n = 1, .turns = { __VA_ARGS__ } \
	}

static void
test_who_is_there(void **state)
{
	static const struct {
		struct roll_said said;
		int hour;
		bool there;
	} cases[] = {
		{ { 0 }, ROLL_NO_HOUR, false },
		{ SAID(TURN(ROLL_TITULAR, -1, -1)), ROLL_NO_HOUR, true },
		{ SAID(TURN(ROLL_ALTERNATE, -1, -1)), NINE, true },
		{ SAID(TURN(ROLL_EXCUSED, -1, -1)), ROLL_NO_HOUR, false },
		{ SAID(TURN(ROLL_ABSENT, -1, -1)), NINE, false },
		/* from its minute on, till before the one at which it left */
		{ SAID(TURN(ROLL_TITULAR, NINE, -1)), NINE - 1, false },
		{ SAID(TURN(ROLL_TITULAR, NINE, -1)), NINE, true },
		{ SAID(TURN(ROLL_TITULAR, -1, TEN)), TEN - 1, true },
		{ SAID(TURN(ROLL_TITULAR, -1, TEN)), TEN, false },
		{ SAID(TURN(ROLL_TITULAR, -1, TEN)), ROLL_NO_HOUR, false },
		{ SAID(TURN(ROLL_TITULAR, TEN, -1)), ROLL_NO_HOUR, true },
	};
	const struct roll_said twice = { .n = 2,
		.turns = { TURN(ROLL_TITULAR, -1, NINE),
			TURN(ROLL_ALTERNATE, TEN, -1) } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (roll_is_there(&cases[i].said, cases[i].hour) !=
			cases[i].there)
			fail_msg("case %zu", i);
	assert_true(roll_is_there(&twice, NINE - 1));
	assert_false(roll_is_there(&twice, NINE));
	assert_true(roll_is_there(&twice, TEN));
	assert_true(roll_is_there(&twice, ROLL_NO_HOUR));
}

static void
test_roll(void **state)
{
	struct roll_seat seats[] = {
		{ .no = "1",
			.sector = "government",
			.now = SAID(TURN(ROLL_TITULAR, -1, -1)) },
		{ .no = "2",
			.sector = "government",
			.now = { 1, { { ROLL_ALTERNATE, 2, -1, -1 } } } },
		/* as it was read: not written */
		{ .no = "3",
			.sector = "civil_society",
			.was = SAID(TURN(ROLL_TITULAR, -1, -1)),
			.now = SAID(TURN(ROLL_TITULAR, -1, -1)) },
		{ .no = "10",
			.sector = "civil_society",
			.was = SAID(TURN(ROLL_TITULAR, -1, -1)),
			.now = { 2, { TURN(ROLL_TITULAR, -1, NINE + 5),
					    TURN(ROLL_TITULAR, TEN, -1) } } },
		{ .no = "11",
			.sector = "civil_society",
			.now = SAID(TURN(ROLL_EXCUSED, -1, -1)) },
		{ .no = "12", .sector = "civil_society" },
	};
	struct roll roll = { .needed = "4", .n = 6, .seats = seats };
	struct roll_count count = roll_count(&roll, ROLL_NO_HOUR);
	struct buf out = { 0 };

	(void)state;
	assert_int_equal(count.present, 4);
	assert_int_equal(count.government, 2);
	assert_int_equal(count.civil_society, 2);
	count = roll_count(&roll, NINE + 5); /* one left and is not back yet */
	assert_int_equal(count.present, 3);
	assert_int_equal(count.civil_society, 1);
	assert_true(roll_has_quorum(&roll, 4));
	assert_false(roll_has_quorum(&roll, 3));
	roll.needed = NULL;
	assert_false(roll_has_quorum(&roll, 6));
	assert_true(roll_is_changed(&roll));
	roll_write(&roll, &out);
	assert_string_equal(buf_text(&out), "1T 2S2 10T-09:05 10T10:00 11E");
	buf_free(&out);
	for (size_t i = 0; i < roll.n; i++)
		seats[i].was = seats[i].now;
	assert_false(roll_is_changed(&roll));
	assert_int_equal(roll_hour("09:05"), NINE + 5);
	assert_int_equal(roll_hour(NULL), ROLL_NO_HOUR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_is_there),
		cmocka_unit_test(test_roll),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
