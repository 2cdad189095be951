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
	/* There is nothing to send it to: it waits, and nothing is in doubt. */
	drive_go(&d, "<F2>", "borradores");
	start_server();
	drive_go(&d, "<C-p>borradores<Enter>", "por enviar");
	drive_go(&d, "<F2>", "Grabado.");
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

static const char next_milestone[] = "<Tab>";

/* How a line goes while a save waits for its answer. */
static void
cut_the_save(struct drive *d)
{
	const struct proxy_fault fault = {
		.down = true,
		.how = CUT_STALL,
		.hold_ms = 400,
	};

	proxy_arm(d->proxy, &fault);
}

/* Cut or not: what is typed while a save waits goes into the next record. The
 * save is found out about by itself, under its own request id. */
static void
typing_ahead_survives_a_cut(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, new_milestone, NULL);
	drive_go(&d, "Cortado una vez", "Cortado una vez");
	cut_the_save(&d);
	(void)pty_keys(d.pty, "<F2>");
	(void)pty_keys(d.pty, next_milestone);
	drive_go(&d, "Tecleado mientras tanto", "Tecleado mientras tanto");
	assert_true(proxy_struck(d.proxy));
	drive_go(&d, "<F2>", "rabado");
	assert_int_equal(milestones("Cortado una vez"), 1);
	assert_int_equal(milestones("Tecleado mientras tanto"), 1);
	drive_stop(&d);
}

/* There is no line to find out by: it waits until there is. */
static void
typing_ahead_waits_for_the_line(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, new_milestone, NULL);
	drive_go(&d, "Sin saberse", "Sin saberse");
	cut_the_save(&d);
	proxy_refuse(d.proxy, true);
	(void)pty_keys(d.pty, "<F2>");
	(void)pty_keys(d.pty, next_milestone);
	drive_go(&d, "Lo que sigue", "no se sabe");
	still_typed(&d, "Sin saberse");
	drive_go(&d, "<F2>", "Lo que sigue");
	proxy_refuse(d.proxy, false);
	drive_go(&d, "<F2>", "rabado");
	drive_go(&d, "<C-p>borradores<Enter>", "sin confirmar");
	drive_go(&d, "<F6>", "1 borrador grabado");
	assert_int_equal(milestones("Sin saberse"), 1);
	assert_int_equal(milestones("Lo que sigue"), 1);
	drive_stop(&d);
}

/* The first key reads, whether the line was cut before it or under it. */
static void
a_read_is_repeated_by_itself(void **state)
{
	const struct proxy_fault fault = { .down = true, .how = CUT_RESET };
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	for (int i = 0; i < 2; i++) {
		proxy_count_new(d.proxy);
		if (i == 0)
			proxy_drop(d.proxy);
		else
			proxy_arm(d.proxy, &fault);
		drive_go(&d, i == 0 ? "<F5>" : "<Enter>",
			i == 0 ? "Hitos" : "Responsable");
		assert_int_equal(proxy_count(d.proxy).connections, 1);
		if (pty_shows(d.pty, "se perdi\xc3\xb3") ||
			pty_shows(d.pty, "SIN L"))
			drive_fail(&d, "the cut was left to her");
	}
	drive_stop(&d);
}

/* Behind a cut the start and the screen are read: what was saved before is not
 * asked for, the server being the same. */
static void
a_cut_costs_a_start_and_a_read(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, new_milestone, NULL);
	drive_go(&d, "Antes del corte", "Antes del corte");
	drive_go(&d, "<F2>", "rabad");
	drive_go(&d, "<F10>", NULL);
	drive_go(&d, "<C-p>lista compromiso<Enter>", "Compromisos");
	proxy_drop(d.proxy);
	proxy_count_new(d.proxy);
	drive_go(&d, "<F5>", "Compromisos");
	assert_int_equal(proxy_count(d.proxy).connections, 1);
	assert_int_equal(proxy_count(d.proxy).trips, 2);
	assert_int_equal(milestones("Antes del corte"), 1);
	drive_stop(&d);
}

/* Nothing was sent, so nothing is in doubt: it waits among the drafts. */
static void
a_save_without_a_line_is_none(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, new_milestone, NULL);
	drive_go(&d, "Para cuando vuelva", "Para cuando vuelva");
	proxy_refuse(d.proxy, true);
	proxy_drop(d.proxy);
	drive_go(&d, "<F2>", "borradores");
	if (pty_shows(d.pty, "CONFIRMADO"))
		drive_fail(&d, "it is taken for sent");
	assert_int_equal(milestones("Para cuando vuelva"), 0);
	drive_stop(&d);
}

/* Who only acknowledges is silent, too: it is told by what comes. */
static void
silence_is_told_by_what_comes(void **state)
{
	struct drive d;

	(void)state;
	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	proxy_stall(d.proxy, true);
	(void)pty_keys(d.pty, "<F5>");
	if (!pty_until(d.pty, "calla desde hace 5 s", PTY_LIMIT_MS))
		drive_fail(&d, "silence is not told");
	/* Esc alone is a way out once it is told. */
	(void)pty_keys(d.pty, "<Esc>");
	if (!pty_until(d.pty, "Cancelaci\xc3\xb3n pedida", PTY_LIMIT_MS))
		drive_fail(&d, "Esc is not heard");
	proxy_stall(d.proxy, false);
	drive_rest(&d);
	if (pty_shows(d.pty, "se perdi\xc3\xb3"))
		drive_fail(&d, "a cancel is taken for a lost line");
	drive_go(&d, "<F5>", "Hitos");
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
		cmocka_unit_test(typing_ahead_survives_a_cut),
		cmocka_unit_test(typing_ahead_waits_for_the_line),
		cmocka_unit_test(a_read_is_repeated_by_itself),
		cmocka_unit_test(a_cut_costs_a_start_and_a_read),
		cmocka_unit_test(a_save_without_a_line_is_none),
		cmocka_unit_test(silence_is_told_by_what_comes),
	};

	return cmocka_run_group_tests_name("fault/server", tests, set_up, NULL);
}
