/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A person at a form while the server dies, the line is cut or goes silent:
 * what was typed stays, is saved once, and the keys are answered.
 */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include <libpq-fe.h>

#include "clock.h"
#include "drive.h"
#include "target.h"

static const char new_milestone[] =
	"<C-p>lista hito<Enter><F6><S-Tab>2030-2032<Tab>1<Tab><Tab>";

/* --- the server --------------------------------------------------------- */

static pid_t
postmaster(void)
{
	char path[512], line[32] = "";
	const char *home = getenv("HITO_CLUSTER");
	FILE *f;

	(void)snprintf(
		path, sizeof path, "%s/data/postmaster.pid", home ? home : "");
	f = fopen(path, "r");
	if (f && !fgets(line, sizeof line, f))
		line[0] = '\0';
	if (f)
		fclose(f);
	return (pid_t)strtol(line, NULL, 10);
}

/* As pg_ctl -m immediate. */
static void
kill_server(void)
{
	pid_t pid = postmaster();
	PGconn *witness = PQconnectdb(target_url());
	struct pollfd at = { .fd = PQsocket(witness), .events = POLLIN };
	long end = clock_now() + PTY_LIMIT_MS;

	assert_true(pid > 1);
	assert_int_equal(PQstatus(witness), CONNECTION_OK);
	assert_int_equal(kill(pid, SIGQUIT), 0);
	/* Its connections end first, then its door is gone. */
	assert_int_equal(poll(&at, 1, PTY_LIMIT_MS), 1);
	PQfinish(witness);
	while (PQping(target_url()) != PQPING_NO_RESPONSE)
		assert_true(clock_now() < end);
}

static void
start_server(void)
{
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		execl(target_program(), "hito", "db", "start", "--quiet",
			(char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static long
milestones(const char *text)
{
	char sql[256];

	(void)snprintf(sql, sizeof sql,
		"select count(*) from plan.milestone where text = '%s'", text);
	return drive_number(sql);
}

static int
set_up(void **state)
{
	(void)state;
	drive_own_plan(40);
	return 0;
}

static void
still_typed(struct drive *d, const char *text)
{
	if (!pty_shows(d->pty, text))
		drive_fail(d, "«%s» is not on the screen any more", text);
}

/* --- tests -------------------------------------------------------------- */

static void
kill_under_a_form(size_t i)
{
	struct drive d;
	char before[64], text[96];

	(void)snprintf(before, sizeof before,
		"Antes de la ca\xc3\xad"
		"da %zu",
		i);
	(void)snprintf(text, sizeof text, "%s, y despu\xc3\xa9s", before);
	drive_start(&d, NULL);
	drive_go(&d, new_milestone, NULL);
	drive_go(&d, before, before);
	kill_server();
	/* Typing goes on. */
	drive_go(&d, ", y despu\xc3\xa9s", text);
	drive_go(&d, "<F2>", NULL);
	still_typed(&d, text);
	start_server();
	drive_go(&d, "<F2>", "rabado");
	assert_int_equal(milestones(text), 1);
	drive_stop(&d);
}

/* More often in the trials (TEST_TIMES). */
static void
a_server_killed_under_a_form(void **state)
{
	(void)state;
	if (!getenv("HITO_CLUSTER"))
		skip();
	for (size_t i = 0; i < target_times(); i++)
		kill_under_a_form(i);
}

/* The whole way twice over: killed with the list open, too. */
static void
a_server_killed_under_a_list(void **state)
{
	struct drive d;

	(void)state;
	if (!getenv("HITO_CLUSTER"))
		skip();
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	kill_server();
	drive_go(&d, "<F5>", NULL);
	if (!pty_shows(d.pty, "Hitos"))
		drive_fail(&d, "the list is gone");
	start_server();
	drive_go(&d, "<F5>", "Hitos");
	drive_go(&d, "<Enter>", "Responsable");
	drive_stop(&d);
}

/* Each way of losing the answer of a save; the next F2 confirms it. */
static void
an_answer_that_never_came(void **state)
{
	static const enum proxy_cut ways[] = { CUT_RESET, CUT_CLOSE, CUT_HALF,
		CUT_STALL, CUT_LOST };

	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		for (int down = 0; down < 2; down++) {
			const struct proxy_fault fault = {
				.down = down,
				.after = 40,
				.how = ways[i],
				.hold_ms = 50,
			};
			struct drive d;
			char text[64];

			(void)snprintf(
				text, sizeof text, "Corte %zu/%d", i, down);
			drive_start(&d, NULL);
			drive_go(&d, new_milestone, NULL);
			drive_go(&d, text, text);
			proxy_arm(d.proxy, &fault);
			(void)pty_keys(d.pty, "<F2>");
			drive_rest(&d);
			assert_true(proxy_struck(d.proxy));
			if (!pty_shows(d.pty, "rabado")) {
				still_typed(&d, text);
				drive_go(&d, "<F2>", "rabado");
			}
			assert_int_equal(milestones(text), 1);
			drive_stop(&d);
		}
}

static long
answered_after(struct drive *d, const char *keys, const char *expect)
{
	long from = clock_now();

	(void)pty_keys(d->pty, keys);
	if (!pty_until(d->pty, expect, PTY_LIMIT_MS))
		drive_fail(d, "«%s» is not answered", keys);
	return clock_now() - from;
}

/* The line is silent: it is said what is waited for, and the way out works:
 * once asks the server to stop, twice leaves the line. */
static void
a_silent_line_freezes_nothing(void **state)
{
	struct drive d;
	long said, asked, left;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	proxy_stall(d.proxy, true);
	said = answered_after(&d, "<F5>", "Esc Esc");
	asked = answered_after(&d, "<C-g>", "Cancelaci\xc3\xb3n pedida");
	left = answered_after(&d, "<C-g>", "Se dej\xc3\xb3");
	print_message("# silence is said after %ld ms, Esc answered after "
		      "%ld ms, again after %ld ms\n",
		said, asked, left);
	/* And when the line comes back the list is read. */
	proxy_stall(d.proxy, false);
	drive_go(&d, "<F5>", "Hitos");
	drive_go(&d, "<Enter>", "Responsable");
	drive_stop(&d);
}

/* Keys typed while a slow answer is under way arrive where they belong. */
static void
typing_ahead_is_kept(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	proxy_delay(d.proxy, 150);
	drive_go(&d, "<F6><S-Tab>2030-2032<Tab>1<Tab><Tab>Todo de una vez<F2>",
		"rabado");
	proxy_delay(d.proxy, 0);
	assert_int_equal(milestones("Todo de una vez"), 1);
	drive_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_server_killed_under_a_form),
		cmocka_unit_test(a_server_killed_under_a_list),
		cmocka_unit_test(an_answer_that_never_came),
		cmocka_unit_test(a_silent_line_freezes_nothing),
		cmocka_unit_test(typing_ahead_is_kept),
	};

	return cmocka_run_group_tests_name("fault/server", tests, set_up, NULL);
}
