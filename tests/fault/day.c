/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A day's work on a line of 9.6 kbit/s and 600 ms that is cut and falls silent:
 * records are typed and saved, the next one while the first is on its way,
 * lists are read. A typed key is answered at once whatever the line does, a
 * screen costs one round trip and its bytes, and in the evening all that was
 * typed is in the database once and nothing is left among the drafts. In the
 * trials (TEST_TIMES) it is the whole day, about two hours; else a piece of it,
 * quicker.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/draft.h"

#include "clock.h"
#include "drive.h"
#include "target.h"

enum {
	RATE = 9600 / 8, /* bytes a second, each way */
	TRIP_MS = 600,
	STALL_MS = 45000,
	HOLD_MS = 3000,	 /* until a line that is cut silently dies */
	ANSWER_MS = 200, /* until a key is answered */
	SLACK_MS = 250,	 /* of a screen, beside its bytes */
	MS = 1000,
	TEXT = 64,
	MOST = 20000, /* that are measured */
};

/* How much, and how many times as fast; by the environment, too. */
static struct {
	const char *name;
	size_t piece;
	size_t whole;
	size_t n;
} sizes[] = {
	{ "DAY_SAVES", 10, 500, 0 },
	{ "DAY_LISTS", 6, 300, 0 },
	{ "DAY_CUTS", 2, 20, 0 },
	{ "DAY_STALLS", 1, 3, 0 },
	{ "DAY_SPEED", 10, 1, 0 },
};
enum size {
	SAVES,
	LISTS,
	CUTS,
	STALLS,
	SPEED,
	SIZES,
};

struct times {
	size_t n;
	long ms[MOST];
};

static struct {
	struct drive d;
	size_t saves, lists, cuts, stalls; /* that there were */
	size_t made, changed, reported;	   /* records */
	unsigned lines;			   /* opened again */
	bool bad;  /* the line is, in this step: nothing of it is counted */
	bool anew; /* and may have been made anew */
	unsigned behind; /* an answer that nobody waits for is still to come */
	struct times keys, ahead, screens;
} day;

static int
by_size(const void *a, const void *b)
{
	const long *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* That so many of a hundred are below. */
static long
most_of(struct times *t, size_t percent)
{
	qsort(t->ms, t->n, sizeof *t->ms, by_size);
	return t->n ? t->ms[(t->n - 1) * percent / 100] : 0;
}

static void
add_time(struct times *t, long ms)
{
	if (t->n < MOST)
		t->ms[t->n++] = ms;
}

static int
scaled(int ms)
{
	return ms / (int)sizes[SPEED].n;
}

/* ---- what a person does */

/* One key, and until what is typed so far is on the screen. */
static void
type_key(const char *text, size_t n, struct times *t)
{
	long from = clock_now(), ms = 0;
	char seen[TEXT];
	int blank = *text == ' '; /* may be the end of a line */

	(void)snprintf(
		seen, sizeof seen, "%.*s", (int)n - blank, text + blank);
	(void)pty_send(day.d.pty, text + n - 1, 1);
	while (!pty_shows(day.d.pty, seen)) {
		if (ms > PTY_LIMIT_MS)
			drive_fail(&day.d, "«%s» is typed and not shown", seen);
		pty_read_for(day.d.pty, 2);
		ms = clock_now() - from;
	}
	add_time(t, ms);
}

/* With nothing of it on the line. */
static void
type(const char *text)
{
	size_t before = proxy_count(day.d.proxy).all;

	for (size_t n = 1; n <= strlen(text); n++)
		type_key(text, n, &day.keys);
	if (!day.bad && proxy_count(day.d.proxy).all != before)
		drive_fail(&day.d, "«%s» went over the line", text);
}

static void
type_ahead(const char *text)
{
	for (size_t n = 1; n <= strlen(text); n++)
		type_key(text, n, &day.ahead);
}

/* A step that may cost a round trip and its bytes; behind a change there is
 * one more, which nobody waits for (store/behind.h): its answer may come while
 * the next step is taken. The first screen read on a new line reads what a
 * start does, too. */
static void
screen(const char *keys, const char *expect)
{
	const bool change = strcmp(keys, "<F2>") == 0;
	const unsigned most = change ? 2 : 1 + day.behind;
	long from = clock_now(), due;
	struct step step = drive_step(&day.d, keys, expect);
	size_t bytes = step.line.up + step.line.down;
	bool counts = !day.bad && !day.anew;

	day.behind = change && step.line.trips < most;
	if (day.bad || (!change && step.line.trips > 0))
		day.anew = day.bad;
	if (!counts)
		return;
	if (step.line.trips > most || step.line.connections > 0)
		drive_fail(&day.d,
			"«%s»: %u round trips for %u, %u connections, %zu up, "
			"%zu down",
			keys, step.line.trips, most, step.line.connections,
			step.line.up, step.line.down);
	due = (long)(bytes * MS / (RATE * sizes[SPEED].n)) +
	      (long)step.line.trips * scaled(TRIP_MS);
	add_time(&day.screens, clock_now() - from - due);
}

/* Whether one knows; where one does not it is asked for again. */
static void
until_known(const char *what)
{
	for (int i = 0; pty_shows(day.d.pty, "no se sabe si se grab"); i++) {
		if (i > 8)
			drive_fail(&day.d, "«%s» is never known", what);
		drive_go(&day.d, "<F2>", NULL);
	}
	day.saves++;
}

static void
save(const char *what)
{
	screen("<F2>", NULL);
	until_known(what);
	if (!pty_shows(day.d.pty, "rabad"))
		drive_fail(&day.d, "«%s» is not saved", what);
}

static void
numbered(char *text, const char *before, size_t no, const char *after)
{
	(void)snprintf(text, TEXT, "%s%04zu%s", before, no, after);
}

/* ---- what befalls the line */

enum fault {
	CALM,
	CUT_UP, /* in what is asked */
	CUT_DOWN,
	CUT_IDLE,
	SILENT,
};

static enum fault
cut_of(size_t no)
{
	return no % 5 == 4 ? CUT_IDLE : no % 2 ? CUT_DOWN : CUT_UP;
}

static void
befall(enum fault fault)
{
	static const enum proxy_cut ways[] = { CUT_RESET, CUT_CLOSE, CUT_HALF,
		CUT_STALL, CUT_LOST };
	const struct proxy_fault cut = {
		.down = fault == CUT_DOWN,
		.after = day.cuts * 97 % 600,
		.how = ways[day.cuts % (sizeof ways / sizeof *ways)],
		.hold_ms = scaled(HOLD_MS),
	};

	day.bad = fault != CALM;
	if (fault == SILENT)
		proxy_stall(day.d.proxy, true);
	else if (fault == CUT_IDLE)
		proxy_drop(day.d.proxy);
	else if (fault != CALM)
		proxy_arm(day.d.proxy, &cut);
	day.stalls += fault == SILENT;
	day.cuts += fault != CALM && fault != SILENT;
}

/* What was to befall may not have come to it. */
static void
calm(void)
{
	const struct proxy_fault none = { .how = CUT_NONE };

	proxy_stall(day.d.proxy, false);
	proxy_arm(day.d.proxy, &none);
	drive_rest(&day.d);
	day.anew = day.anew || day.bad;
	day.bad = false;
}

static void
stay_silent(long since)
{
	long left = since + scaled(STALL_MS) - clock_now();

	if (left > 0)
		pty_read_for(day.d.pty, (int)left);
	proxy_stall(day.d.proxy, false);
}

/* ---- its work */

/* Two new ones; the second is typed while the first is on its way. */
static void
make_two(enum fault fault)
{
	char first[TEXT], second[TEXT];
	long since;

	numbered(first, "#", day.made++, " dato");
	numbered(second, "#", day.made++, " dato");
	screen("<F6>", "Nuevo");
	if (day.made == 2)
		drive_go(&day.d, "<S-Tab>2030-2032<Tab>1<Tab>", NULL);
	drive_go(&day.d, "<Tab>", NULL);
	type(first);
	befall(fault);
	since = clock_now();
	proxy_count_new(day.d.proxy);
	(void)pty_keys(day.d.pty, "<F2><Tab>");
	type_ahead(second);
	if (fault == SILENT)
		stay_silent(since);
	drive_rest(&day.d);
	until_known(first);
	day.lines += proxy_count(day.d.proxy).connections;
	if (!pty_shows(day.d.pty, second))
		drive_fail(&day.d, "«%s», typed ahead, is lost", second);
	calm();
	save(second);
	screen("<F10>", "Hitos");
}

/* What stands there is changed. */
static void
change(enum fault fault)
{
	char text[TEXT];

	numbered(text, " c", day.changed++, "");
	screen("<End>", "Hitos");
	screen("<Enter>", "Responsable");
	drive_go(&day.d, "<Tab>", NULL);
	type(text);
	befall(fault);
	save(text);
	calm();
	screen("<F10>", "Hitos");
}

static void
report(enum fault fault)
{
	char text[TEXT];
	long since;

	(void)snprintf(text, sizeof text, "%zu", 1 + day.reported % 11);
	screen("<C-p>hoja<Enter>", "Hoja de ingreso");
	if (!pty_shows(day.d.pty, "IV Trim. 2019"))
		screen("<C-p>periodo IV-2019<Enter>", "IV Trim. 2019");
	drive_go(&day.d, text, NULL);
	drive_go(&day.d, "<Tab>", NULL);
	numbered(text, " e", day.reported++, "");
	type(text);
	befall(fault);
	since = clock_now();
	if (fault == SILENT) {
		(void)pty_keys(day.d.pty, "<F2>");
		stay_silent(since);
		drive_rest(&day.d);
	}
	save(text);
	calm();
	screen("<C-p>lista hito<Enter>", "Hitos");
}

static void
look(enum fault fault)
{
	static const struct {
		const char *keys, *expect;
	} lists[] = {
		{ "<F5>", "Hitos" },
		{ "<Home>", "Hitos" },
		{ "<PgDn>", "Hitos" },
		{ "<C-p>lista indicador<Enter>", "Indicadores" },
		{ "<C-p>lista compromiso<Enter>", "Compromisos" },
		{ "<C-p>lista hito<Enter>", "Hitos" },
		{ "<End>", "Hitos" },
	};
	size_t i = day.lists++ % (sizeof lists / sizeof *lists);

	befall(fault);
	proxy_count_new(day.d.proxy);
	screen(lists[i].keys, lists[i].expect);
	day.lines += proxy_count(day.d.proxy).connections;
	calm();
}

/* While nothing comes to rest. */
static void
press(const char *keys, const char *expect)
{
	(void)pty_keys(day.d.pty, keys);
	if (!pty_until(day.d.pty, expect, PTY_LIMIT_MS))
		drive_fail(&day.d, "after «%s» no «%s»", keys, expect);
}

/* The list does not come and is left; what is written then waits, and goes
 * when it is sent in the evening. */
static void
work_away(void)
{
	long since = clock_now();
	char text[TEXT];

	befall(SILENT);
	press("<F5>", "Esc Esc cancela");
	press("<Esc><Esc>", "SIN L");
	press("<F6>", "Nuevo");
	(void)pty_keys(day.d.pty, "<Tab>");
	numbered(text, "#", day.made++, " dato");
	type(text);
	(void)pty_keys(day.d.pty, "<F2>");
	stay_silent(since);
	drive_rest(&day.d);
	until_known(text);
	/* what was tried in vain for long is not tried at every key */
	for (int i = 0; pty_shows(day.d.pty, "SIN L"); i++) {
		if (i > PTY_LIMIT_MS / MS)
			drive_fail(&day.d, "the line does not come back");
		pty_read_for(day.d.pty, MS);
		drive_go(&day.d, "<F5>", NULL);
	}
	calm();
	screen("<F10>", "Hitos");
}

/* ---- the day */

/* Spread evenly over the saves, the first in the middle of its part. */
static bool
is_due(size_t there_were, enum size what)
{
	return (2 * day.saves + 1) * sizes[what].n >
	       (2 * there_were + 1) * sizes[SAVES].n;
}

static enum fault
next_fault(void)
{
	if (is_due(day.stalls, STALLS))
		return SILENT;
	return is_due(day.cuts, CUTS) ? cut_of(day.cuts) : CALM;
}

static void
work(size_t turn)
{
	static void (*const turns[])(
		enum fault) = { make_two, make_two, change, report };
	enum fault fault = next_fault();

	if (!strstr(pty_row(day.d.pty, 0), "Hitos"))
		screen("<C-p>lista hito<Enter>", "Hitos");
	if (fault == SILENT && day.stalls % 3 == 1)
		work_away();
	else if (fault == SILENT && day.stalls % 3 == 2)
		report(fault);
	else if (fault == SILENT)
		make_two(fault);
	else
		turns[turn % (sizeof turns / sizeof *turns)](fault);
	while (is_due(day.lists, LISTS))
		look(day.lists % 7 == 5 && is_due(day.cuts, CUTS)
				? cut_of(day.cuts)
				: CALM);
}

/* What waits among the drafts is sent, and nothing is left there. */
static void
evening(void)
{
	drive_go(&day.d, "<C-p>borradores<Enter>", "Borradores");
	if (!pty_shows(day.d.pty, "No queda nada escrito"))
		drive_go(&day.d, "<F6>", "No queda nada escrito");
}

/* As often as it was typed, and each once. */
static void
is_there_once(const char *what, const char *of, size_t typed)
{
	char sql[512];

	for (int distinct = 0; distinct < 2; distinct++) {
		long n;

		(void)snprintf(sql, sizeof sql,
			"select count(%s m) from %s t, regexp_matches(%s, 'g') m",
			distinct ? "distinct" : "", of, what);
		n = drive_number(sql);
		if (n != (long)typed)
			fail_msg("%s: typed %zu times, %s%ld there", what,
				typed, distinct ? "distinct " : "", n);
	}
}

static size_t
left_in_drafts(void)
{
	struct arena *arena = arena_new();
	struct drafts drafts;
	size_t n;

	drafts_read_all(arena, &drafts);
	n = drafts.n + drafts.lost;
	arena_free(arena);
	return n;
}

static void
tell(void)
{
	print_message(
		"#| %zu saves, %zu lists, %zu cuts, %zu stalls of %d s at "
		"%d bit/s and %d ms, %u lines more\n",
		day.saves, day.lists, day.cuts, day.stalls,
		scaled(STALL_MS) / MS, (int)(RATE * 8 * sizes[SPEED].n),
		scaled(TRIP_MS), day.lines);
	print_message("#| of %zu keys half are answered within %ld ms, 99 of "
		      "100 within %ld, all within %ld\n",
		day.keys.n, most_of(&day.keys, 50), most_of(&day.keys, 99),
		most_of(&day.keys, 100));
	print_message("#| of %zu while a save is on its way: %ld, %ld, %ld\n",
		day.ahead.n, most_of(&day.ahead, 50), most_of(&day.ahead, 99),
		most_of(&day.ahead, 100));
	print_message("#| of %zu screens, beside a round trip and their bytes: "
		      "%ld, %ld, %ld\n",
		day.screens.n, most_of(&day.screens, 50),
		most_of(&day.screens, 99), most_of(&day.screens, 100));
}

static void
nothing_is_lost_nor_doubled(void **state)
{
	(void)state;
	drive_start(&day.d, NULL);
	proxy_delay(day.d.proxy, scaled(TRIP_MS / 2));
	proxy_rate(day.d.proxy, RATE * (int)sizes[SPEED].n);
	/* what comes tells what the line is like, and nothing is asked ahead */
	drive_go(&day.d, "<C-p>lista hito<Enter>", "Hitos");
	for (size_t turn = 0; day.saves < sizes[SAVES].n; turn++)
		work(turn);
	evening();
	drive_stop(&day.d);
	tell();
	is_there_once("t.text, '#\\d{4} dato'", "plan.milestone", day.made);
	is_there_once("t.text, ' c\\d{4}'", "plan.milestone", day.changed);
	is_there_once(
		"t.evidence, 'e\\d{4}'", "follow.result_list", day.reported);
	assert_int_equal(left_in_drafts(), 0);
	/* half of them: what else this machine does is not the line's */
	assert_in_range(most_of(&day.keys, 50), 0, ANSWER_MS);
	assert_in_range(most_of(&day.ahead, 50), 0, ANSWER_MS);
	assert_in_range(most_of(&day.screens, 50), 0, SLACK_MS);
}

static int
set_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZES; i++) {
		const char *said = getenv(sizes[i].name);
		long n = said ? strtol(said, NULL, 10) : 0;

		sizes[i].n = n > 0		  ? (size_t)n
			     : target_times() > 1 ? sizes[i].whole
						  : sizes[i].piece;
	}
	drive_own_plan(1);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost_nor_doubled),
	};

	return cmocka_run_group_tests_name("fault/day", tests, set_up, NULL);
}
