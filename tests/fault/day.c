/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A day's work on a line that is slow and dies now and then: one milestone
 * after the other is typed and saved, all keys at once as on any other line.
 * In the end each is there once. In the trials it is a long day (TEST_TIMES).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "drive.h"
#include "target.h"

enum {
	ENTRIES = 9,
	SLOW_MS = 40, /* each way */
	HOLD_MS = 100,
	DEATH = 3, /* at each third save */
};

static int
set_up(void **state)
{
	(void)state;
	drive_own_plan(1);
	return 0;
}

/* Another way at another byte each time. */
static void
arm(struct drive *d, size_t i)
{
	static const enum proxy_cut ways[] = { CUT_RESET, CUT_CLOSE, CUT_HALF,
		CUT_STALL, CUT_LOST };
	const struct proxy_fault fault = {
		.down = i / DEATH % 2,
		.after = i * 37 % 600,
		.how = ways[i / DEATH / 2 % (sizeof ways / sizeof ways[0])],
		.hold_ms = HOLD_MS,
	};

	proxy_arm(d->proxy, &fault);
}

/* Typed, saved, and saved again as long as it is not known to be: the program
 * sends what was on its way again by itself where it can. */
static void
enter(struct drive *d, size_t i)
{
	char keys[128], text[32];
	unsigned sent = 1;

	(void)snprintf(text, sizeof text, "Entrada %04zu", i);
	/* plan and commitment stay as they were */
	(void)snprintf(keys, sizeof keys, "<F6>%s<Tab>%s",
		i == 0 ? "<S-Tab>2030-2032<Tab>1<Tab>" : "", text);
	drive_go(d, keys, text);
	if (i % DEATH == DEATH - 1)
		arm(d, i);
	drive_go(d, "<F2>", NULL);
	for (; !pty_shows(d->pty, "rabado") && sent < 4; sent++) {
		if (!pty_shows(d->pty, text))
			drive_fail(
				d, "«%s» is not on the screen any more", text);
		drive_go(d, "<F2>", NULL);
	}
	if (!pty_shows(d->pty, "rabado"))
		drive_fail(d, "«%s» is never saved", text);
	drive_go(d, "<F10>", "Hitos");
}

static void
each_is_there_once(void **state)
{
	const size_t n = ENTRIES * target_times();
	unsigned lines;
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	proxy_delay(d.proxy, SLOW_MS);
	proxy_count_new(d.proxy);
	for (size_t i = 0; i < n; i++)
		enter(&d, i);
	lines = proxy_count(d.proxy).connections;
	drive_stop(&d);
	print_message("# %zu entries, %u lines more\n", n, lines);
	assert_true(lines > 0);
	assert_int_equal(drive_number("select count(*) from plan.milestone "
				      "where text like 'Entrada %'"),
		(long)n);
	assert_int_equal(drive_number("select count(distinct text) from "
				      "plan.milestone "
				      "where text like 'Entrada %'"),
		(long)n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_there_once),
	};

	return cmocka_run_group_tests_name("fault/day", tests, set_up, NULL);
}
