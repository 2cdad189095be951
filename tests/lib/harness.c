/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The harness held against programs whose behaviour is known: cat, sh, and
 * a bare libpq client. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <cmocka.h>

#include <libpq-fe.h>

#include "proxy.h"
#include "pty.h"
#include "shot.h"
#include "target.h"

static struct pty *
start(const char *const *argv)
{
	const struct pty_options options = {
		.rows = 24,
		.cols = 80,
		.term = "xterm-256color",
	};

	return pty_start(&options, argv);
}

static struct pty *
start_shell(const char *script)
{
	const char *const argv[] = { "sh", "-c", script, NULL };

	return start(argv);
}

static void
typed_text_comes_back(void **state)
{
	const char *const argv[] = { "cat", NULL };
	struct pty *p = start(argv);

	(void)state;
	assert_true(pty_keys(p, "ma\xc3\xb1"
				"ana"));
	assert_true(pty_until(p,
		"ma\xc3\xb1"
		"ana",
		PTY_LIMIT_MS));
	assert_true(pty_rest(p, NULL, NULL, PTY_LIMIT_MS));
	assert_int_equal(pty_count(p).bytes, 7);
	pty_count_new(p);
	assert_true(pty_keys(p, "<Enter>"));
	assert_true(pty_rest(p, NULL, NULL, PTY_LIMIT_MS));
	assert_string_equal(pty_row(p, 1), "ma\xc3\xb1"
					   "ana");
	assert_int_equal(pty_row_of(p, "ana"), 0);
	assert_true(pty_count(p).writes == 1 || pty_count(p).writes == -1);
	pty_close(p);
}

static void
the_end_is_seen(void **state)
{
	struct pty *p = start_shell("echo hecho; exit 3");
	int status = 0;

	(void)state;
	assert_true(pty_ended(p, PTY_LIMIT_MS, &status));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 3);
	assert_true(pty_shows(p, "hecho"));
	pty_close(p);
}

static void
signals_and_settings(void **state)
{
	struct pty *p = start_shell("stty raw -echo; echo listo; cat");
	struct termios now, before;
	int status = 0;

	(void)state;
	assert_true(pty_until(p, "listo", PTY_LIMIT_MS));
	assert_true(pty_settings(p, &now, &before));
	assert_int_not_equal(now.c_lflag, before.c_lflag);
	pty_signal(p, SIGTERM);
	assert_true(pty_ended(p, PTY_LIMIT_MS, &status));
	assert_true(WIFSIGNALED(status));
	pty_close(p);
}

static void
size_and_environment_arrive(void **state)
{
	const char *const env[] = { "HITO_A=una", "HOME", NULL };
	const char *const argv[] = { "sh", "-c",
		"stty size; echo [$TERM/$HITO_A/$HOME]", NULL };
	const struct pty_options options = {
		.rows = 5,
		.cols = 20,
		.term = "vt220",
		.env = env,
	};
	struct pty *p = pty_start(&options, argv);

	(void)state;
	assert_true(pty_until(p, "[vt220/una/]", PTY_LIMIT_MS));
	assert_string_equal(pty_row(p, 0), "5 20");
	pty_close(p);
}

/* Sequences that curses uses and the emulator must understand. */
static const struct {
	const char *bytes;
	const char *row;
} drawn[] = {
	{ "abc\\r\\033[Cx", "axc" },
	{ "a\\033[5b|", "aaaaaa|" },
	{ "abcdef\\r\\033[3X", "   def" },
	{ "abcdef\\r\\033[2P", "cdef" },
	{ "abcdef\\r\\033[2@", "  abcdef" },
	{ "\\033(0qqq\\033(B-", "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80-" },
	{ "abc\\033[1;3H\\033[K", "ab" },
	{ "\\033[?1049hdentro", "dentro" },
	{ "fuera\\033[?1049hdentro\\033[?1049l", "fuera" },
	{ "1\\n2\\n3\\033[1;3r\\033[3;1H\\033[S\\033[1;1H", "2" },
	{ "a\\033]0;titulo\\007b", "ab" },
};

static void
the_screen_is_followed(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof drawn / sizeof drawn[0]; i++) {
		char script[128];
		struct pty *p;
		int status;

		(void)snprintf(
			script, sizeof script, "printf '%s'", drawn[i].bytes);
		p = start_shell(script);
		assert_true(pty_ended(p, PTY_LIMIT_MS, &status));
		assert_string_equal(pty_row(p, 0), drawn[i].row);
		pty_close(p);
	}
}

static void
changes_are_measured(void **state)
{
	struct pty *p = start_shell("printf 'uno dos tres'; read a; "
				    "printf '\\033[1;5HDOS\\033[5;1H'; read a");
	struct shot *before, *after, *blank = shot_blank(24, 80);
	struct shot_change c;

	(void)state;
	assert_true(pty_until(p, "tres", PTY_LIMIT_MS));
	before = shot_take(p);
	c = shot_change(blank, before, true);
	assert_int_equal(c.text, 10); /* blanks are not changed cells */
	assert_int_equal(c.least, 12);
	assert_true(pty_send(p, "\n", 1));
	assert_true(pty_until(p, "DOS", PTY_LIMIT_MS));
	assert_true(pty_rest(p, NULL, NULL, PTY_LIMIT_MS));
	after = shot_take(p);
	c = shot_change(before, after, true);
	assert_int_equal(c.cells, 3);
	assert_int_equal(c.text, 3);
	/* to column 5 (the cursor stood at 13): 6; DOS: 3; to row 5: 6 */
	assert_int_equal(c.least, 13);
	shot_free(before);
	shot_free(after);
	shot_free(blank);
	pty_close(p);
}

/* --- the line ----------------------------------------------------------- */

static PGconn *
through(struct proxy *proxy)
{
	char url[1024];
	PGconn *c = PQconnectdb(
		proxy_conninfo(proxy, target_url(), url, sizeof url));

	if (PQstatus(c) != CONNECTION_OK)
		fail_msg("%s", PQerrorMessage(c));
	return c;
}

static ExecStatusType
query(PGconn *c, const char *sql)
{
	PGresult *r = PQexec(c, sql);
	ExecStatusType status = PQresultStatus(r);

	PQclear(r);
	return status;
}

static void
round_trips_are_counted(void **state)
{
	struct proxy *proxy;
	struct proxy_count n;
	PGconn *c;

	(void)state;
	if (!target_url())
		skip();
	proxy = proxy_open(target_socket(), NULL);
	c = through(proxy);
	n = proxy_count(proxy);
	assert_int_equal(n.connections, 1);
	assert_in_range(n.connect_trips, 1, 6);
	assert_int_equal(n.trips, 0);
	for (int i = 0; i < 3; i++)
		assert_int_equal(query(c, "select 1"), PGRES_TUPLES_OK);
	n = proxy_count(proxy);
	assert_int_equal(n.trips, 3);
	assert_int_equal(n.syncs, 3);
	assert_int_equal(n.up, 3 * (1 + 4 + strlen("select 1") + 1));
	proxy_count_new(proxy);
	assert_int_equal(
		query(c, "select repeat('x', 100000)"), PGRES_TUPLES_OK);
	n = proxy_count(proxy);
	assert_int_equal(n.trips, 1);
	assert_in_range(n.largest_answer, 100000, 100200);
	PQfinish(c);
	proxy_close(proxy);
}

/* After each kind of cut the client notices and a new connection works. */
static void
cuts_cut_where_they_should(void **state)
{
	(void)state;
	if (!target_url())
		skip();
	for (int how = CUT_RESET; how < CUT_HOW_MANY; how++)
		for (int down = 0; down < 2; down++) {
			struct proxy *proxy = proxy_open(target_socket(), NULL);
			const struct proxy_fault fault = {
				.down = down,
				.after = 7,
				.how = (enum proxy_cut)how,
				.hold_ms = 30,
			};
			PGconn *c = through(proxy);

			proxy_arm(proxy, &fault);
			assert_int_not_equal(
				query(c, "select 1"), PGRES_TUPLES_OK);
			assert_true(proxy_struck(proxy));
			PQfinish(c);
			c = through(proxy);
			assert_int_equal(query(c, "select 1"), PGRES_TUPLES_OK);
			PQfinish(c);
			proxy_close(proxy);
		}
}

static void
a_stalled_line_bursts(void **state)
{
	struct proxy *proxy;
	PGconn *c;

	(void)state;
	if (!target_url())
		skip();
	proxy = proxy_open(target_socket(), NULL);
	c = through(proxy);
	proxy_stall(proxy, true);
	assert_int_equal(PQsendQuery(c, "select 1"), 1);
	proxy_stall(proxy, false);
	PQclear(PQgetResult(c));
	assert_null(PQgetResult(c));
	assert_int_equal(proxy_count(proxy).trips, 1);
	proxy_drop(proxy);
	assert_int_not_equal(query(c, "select 1"), PGRES_TUPLES_OK);
	PQfinish(c);
	proxy_close(proxy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_text_comes_back),
		cmocka_unit_test(the_end_is_seen),
		cmocka_unit_test(signals_and_settings),
		cmocka_unit_test(size_and_environment_arrive),
		cmocka_unit_test(the_screen_is_followed),
		cmocka_unit_test(changes_are_measured),
		cmocka_unit_test(round_trips_are_counted),
		cmocka_unit_test(cuts_cut_where_they_should),
		cmocka_unit_test(a_stalled_line_bursts),
	};

	return cmocka_run_group_tests_name("harness", tests, NULL, NULL);
}
