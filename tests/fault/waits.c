/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line goes bad at forty points of a session, in five ways: silent, cut,
 * cut with nobody behind it, ended one way only, and silent under a burst of
 * keys. At each a key is answered, soon, and after each the session goes on.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "clock.h"
#include "drive.h"

enum {
	PROMISED = 200, /* ms until a key is answered */
	POINTS = 8,
	WAYS = 5,
};

/* From the list of milestones, what asks the server for something. */
static const char *const points[POINTS] = {
	"<F5>",
	"h",
	"<End>",
	"<Enter>",
	"<C-p>lista indicador<Enter>",
	"<C-p>lista compromiso<Enter>",
	"<C-p>lista plan<Enter>",
	"<C-p>hoja<Enter>",
};

struct answers {
	long ms[WAYS * POINTS];
	size_t n;
};

static int
by_size(const void *a, const void *b)
{
	const long *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static long
median(struct answers *a)
{
	qsort(a->ms, a->n, sizeof *a->ms, by_size);
	return a->ms[a->n / 2];
}

/* A key that only moves the cursor or says that there is nothing to move. */
static long
moved(struct drive *d)
{
	long from = clock_now();

	drive_go(d, "<Down>", NULL);
	return clock_now() - from;
}

/* What is waited for is told, and the way out of it is answered. */
static long
left(struct drive *d)
{
	long from;

	if (!pty_until(d->pty, "Esc Esc cancela", PTY_LIMIT_MS))
		drive_fail(d, "a wait is not told");
	from = clock_now();
	(void)pty_keys(d->pty, "<C-g>");
	if (!pty_until(d->pty, "Cancelaci\xc3\xb3n pedida", PTY_LIMIT_MS))
		drive_fail(d, "the way out is not answered");
	return clock_now() - from;
}

static void
go_to_list(struct drive *d)
{
	drive_go(d, "<C-p>tablero<Enter>", "Plan 2018-2020");
	drive_go(d, "<C-p>lista hito<Enter>", "Hitos");
}

static long
silent(struct drive *d, const char *keys)
{
	long ms;

	proxy_stall(d->proxy, true);
	(void)pty_keys(d->pty, keys);
	ms = left(d);
	proxy_stall(d->proxy, false);
	drive_rest(d);
	return ms;
}

/* Keys in one piece while nothing comes: kept, and done with when it does. */
static long
burst(struct drive *d, const char *keys)
{
	proxy_stall(d->proxy, true);
	(void)pty_keys(d->pty, keys);
	for (int i = 0; i < 40; i++)
		(void)pty_keys(d->pty, i % 2 ? "<Up>" : "<Down>");
	if (!pty_until(d->pty, "Esc Esc cancela", PTY_LIMIT_MS))
		drive_fail(d, "a wait is not told");
	proxy_stall(d->proxy, false);
	drive_rest(d);
	return moved(d);
}

static long
cut(struct drive *d, const char *keys)
{
	proxy_drop(d->proxy);
	drive_go(d, keys, NULL);
	return moved(d);
}

static long
refused(struct drive *d, const char *keys)
{
	long ms;

	proxy_refuse(d->proxy, true);
	proxy_drop(d->proxy);
	drive_go(d, keys, NULL);
	ms = moved(d);
	proxy_refuse(d->proxy, false);
	return ms;
}

static long
half(struct drive *d, const char *keys)
{
	const struct proxy_fault fault = {
		.down = true, .after = 40, .how = CUT_HALF
	};

	proxy_arm(d->proxy, &fault);
	drive_go(d, keys, NULL);
	return moved(d);
}

static void
a_key_is_answered_at_forty_points(void **state)
{
	static long (*const ways[WAYS])(struct drive *,
		const char *) = { silent, burst, cut, refused, half };
	struct answers good = { .n = 0 }, bad = { .n = 0 };
	struct drive d;
	long usual, under;

	(void)state;
	drive_start(&d, NULL);
	for (size_t w = 0; w < WAYS; w++)
		for (size_t p = 0; p < POINTS; p++) {
			go_to_list(&d);
			good.ms[good.n++] = moved(&d);
			bad.ms[bad.n++] = ways[w](&d, points[p]);
		}
	/* and it is all there again */
	go_to_list(&d);
	drive_go(&d, "<Enter>", "Responsable");
	drive_stop(&d);
	usual = median(&good);
	under = median(&bad);
	print_message("# a key is answered after %ld ms, %ld at most; on a bad "
		      "line after %ld ms, %ld at most\n",
		usual, good.ms[good.n - 1], under, bad.ms[bad.n - 1]);
	/* What a key costs on this machine now is not the line's. */
	assert_in_range(under, 0, PROMISED + 2 * usual);
}

static int
set_up(void **state)
{
	(void)state;
	drive_own_plan(40);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_key_is_answered_at_forty_points),
	};

	return cmocka_run_group_tests_name("fault/waits", tests, set_up, NULL);
}
