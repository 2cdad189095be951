/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Long lists as reports: progress while they are read and written, Esc Esc
 * stops at any time and leaves nothing half-done, what was typed ahead stays;
 * in the batch an interrupt does. And a report on a slow line: moving about
 * in it asks the server nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "drive.h"
#include "proxy.h"
#include "pty.h"
#include "target.h"

enum {
	LONG_MS = 180000, /* of a whole list under the sanitizers */
	DELAY = 100,	  /* ms each way of a slow line */
};

static int
many_documents(void **state)
{
	(void)state;
	drive_sql("insert into core.document (document_ref, document_title,"
		  " office_id) select 'P-' || lpad(g::text, 6, '0'),"
		  " 'Práctica: documento ' || g, (select id from core.office"
		  " where office_code = 'GRPAT')"
		  " from generate_series(1, 40000) as g");
	return 0;
}

static bool
is_there(const char *name)
{
	char path[512];

	(void)snprintf(path, sizeof path, "%s/%s", getenv("HOME"), name);
	return access(path, F_OK) == 0;
}

static void
expect(struct drive *d, const char *text, int ms)
{
	if (!pty_until(d->pty, text, ms))
		drive_fail(d, "no «%s»", text);
}

/* A line that makes every round trip long: it is being read when she wants
 * out, and the list is there as it was. */
static void
reading_is_stopped(void **state)
{
	struct drive d;

	(void)state;
	(void)drive_start(&d, NULL);
	drive_go(&d, ":documento<Enter>", "Documentos");
	proxy_delay(d.proxy, DELAY);
	(void)pty_keys(d.pty, "p");
	expect(&d, "Leyendo: fila", LONG_MS);
	expect(&d, "000 de 40", LONG_MS);
	expect(&d, "Esc Esc cancela", LONG_MS);
	(void)pty_keys(d.pty, "jj<Esc><Esc>");
	if (!pty_until_gone(d.pty, "Leyendo", LONG_MS))
		drive_fail(&d, "it goes on reading");
	proxy_delay(d.proxy, 0);
	drive_rest(&d);
	if (!pty_shows(d.pty, "ancel"))
		drive_fail(&d, "it does not say so");
	assert_false(pty_shows(d.pty, "Lista:"));
	/* typed ahead of it, not lost: two rows down */
	assert_int_equal(pty_row_of(d.pty, ">"), 4);
	drive_stop(&d);
}

static void
writing_is_stopped(void **state)
{
	struct drive d;

	(void)state;
	(void)drive_start(&d, NULL);
	drive_go(&d, ":documento<Enter>", "Documentos");
	(void)pty_keys(d.pty, "p");
	expect(&d, "f graba en un archivo", LONG_MS);
	drive_go(&d, "f", "qué formato");
	drive_go(&d, "pdf<Enter>", "~/lista-documento.pdf");
	(void)pty_keys(d.pty, "<Enter>");
	expect(&d, "Componiendo pdf: fila", LONG_MS);
	(void)pty_keys(d.pty, "<Esc><Esc>");
	expect(&d, "Cancelado", LONG_MS);
	assert_false(is_there("lista-documento.pdf"));
	/* it is all still there, and goes into another file */
	drive_go(&d, "f", "qué formato");
	drive_go(&d, "csv<Enter>", "~/lista-documento.csv");
	(void)pty_keys(d.pty, "<Enter>");
	expect(&d, "Grabado en ~/lista-documento.csv", LONG_MS);
	assert_true(is_there("lista-documento.csv"));
	drive_stop(&d);
}

/* Everything is made and nothing is stored yet: it stays so. */
static void
issuing_is_stopped(void **state)
{
	struct drive d;

	(void)state;
	(void)drive_start(&d, NULL);
	drive_go(&d, "i", "INFORME DE SEGUIMIENTO");
	drive_go(&d, "informe de s<Enter>", "De qué periodo");
	drive_go(&d, "<Enter>", "Promedio del plan");
	drive_go(&d, "<F6>", "Número oficial");
	drive_go(&d, "Informe 1<F2>", "PRELIMINAR? (s/n)");
	proxy_delay(d.proxy, DELAY);
	(void)pty_keys(d.pty, "s");
	expect(&d, "Componiendo", LONG_MS);
	(void)pty_keys(d.pty, "<Esc><Esc>");
	expect(&d, "no se emitió nada", LONG_MS);
	proxy_delay(d.proxy, 0);
	/* what was typed is still there, and can be issued */
	assert_true(pty_shows(d.pty, "[Informe 1 "));
	assert_int_equal(drive_number("select count(*) from follow.report"), 0);
	drive_go(&d, "<F2>", "PRELIMINAR? (s/n)");
	(void)pty_keys(d.pty, "s");
	expect(&d, "Emitido: informe 1/1", LONG_MS);
	assert_int_equal(drive_number("select count(*) from follow.report"), 1);
	assert_int_equal(
		drive_number("select count(*) from follow.report_file"), 7);
	drive_stop(&d);
}

/* One round trip for the periods, at most two for the report; inside none. */
static void
a_slow_line(void **state)
{
	struct drive d;
	struct step step;

	(void)state;
	(void)drive_start(&d, NULL);
	proxy_delay(d.proxy, DELAY);
	step = drive_step(&d, "i", "INFORME DE SEGUIMIENTO");
	assert_int_equal(step.line.trips, 0);
	step = drive_step(&d, "informe de s<Enter>", "De qué periodo");
	assert_int_equal(step.line.trips, 1);
	step = drive_step(&d, "<Enter>", "Promedio del plan");
	assert_in_range(step.line.trips, 1, 2);
	proxy_delay(d.proxy, 0);
	step = drive_step(&d, "<Down><PgDn><End><Home>]]/logro<Enter>n", NULL);
	assert_int_equal(step.line.trips, 0);
	step = drive_step(&d, "<F4>", "4.2 INDICADORES");
	assert_int_equal(step.line.trips, 0);
	drive_stop(&d);
}

/* No number is broken to fit: what is wider than the screen goes by. */
static void
wide_lines_are_read_sideways(void **state)
{
	struct drive d;

	(void)state;
	drive_sql("insert into core.document (document_ref, document_title,"
		  " office_id) select repeat('7', 38), repeat('8', 39), id"
		  " from core.office where office_code = 'GRPAT'");
	(void)drive_start(&d, NULL);
	drive_go(&d, ":documento<Enter>", "Documentos");
	drive_go(&d, "/777777<Enter>", "777777");
	drive_go(&d, "p", "Lista:");
	assert_true(pty_shows(d.pty, "digo "));
	assert_false(pty_shows(d.pty, "Fecha"));
	drive_go(&d, ">", "Fecha");
	assert_false(pty_shows(d.pty, "digo "));
	drive_go(&d, ">>", "no siguen hacia ese lado");
	drive_go(&d, "<lt><lt>", "digo ");
	drive_stop(&d);
}

/* ---- the batch, on a terminal of its own */

static struct pty *
batch(const char *const *argv)
{
	const struct pty_options options = { 24, 80, "xterm", NULL };

	return pty_start(&options, argv);
}

static void
an_interrupt_stops_a_list(void **state)
{
	char path[512];
	const char *const argv[] = { target_program(), "-d", target_url(),
		"list", "document", "--format", "pdf", "--output", path, NULL };
	struct pty *p;
	int status = 0;

	(void)state;
	(void)snprintf(path, sizeof path, "%s/cut.pdf", getenv("HOME"));
	p = batch(argv);
	if (!pty_until(p, "Componiendo pdf: fila", LONG_MS)) {
		pty_dump(p, "no progress");
		fail();
	}
	(void)pty_keys(p, "<C-c>");
	assert_true(pty_ended(p, LONG_MS, &status));
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 130);
	pty_close(p);
	assert_false(is_there("cut.pdf"));
}

/* Interrupted when the line has carried so many round trips, false when it
 * had ended before. */
static bool
interrupted_after(unsigned trips, int *status)
{
	struct proxy *proxy = proxy_open(target_socket(), NULL);
	char url[1024];
	const char *const argv[] = { target_program(), "-d",
		proxy_conninfo(proxy, target_url(), url, sizeof url), "report",
		"issue", "quarterly", "2018-Q3", NULL };
	struct pty *p = batch(argv);
	bool ended = false;

	/* The answer to the next is on its way for longer than a key. */
	proxy_delay(proxy, DELAY);
	while (!ended && proxy_count(proxy).trips < trips)
		ended = pty_ended(p, 1, status);
	if (!ended) {
		(void)pty_keys(p, "<C-c>");
		assert_true(pty_ended(p, LONG_MS, status));
	}
	pty_close(p);
	proxy_close(proxy);
	return !ended;
}

/* Reports there are, once nobody is at work any more. */
static long
reports(void)
{
	while (drive_number("select count(*) from pg_stat_activity where "
			    "datname = current_database() and "
			    "pid <> pg_backend_pid() and "
			    "backend_type = 'client backend'") > 0)
		;
	return drive_number("select count(*) from follow.report");
}

/* Between any two round trips: interrupted nothing is issued, and what ended
 * well is. A server that is slow to hear of it is left (exit 2), and before
 * and behind the work the signal is nobody's: then it may be either. */
static void
an_interrupt_stops_issuing(void **state)
{
	const long before = reports();
	unsigned interrupted = 0, trips = 1;
	long now = before;

	(void)state;
	while (now == before) {
		int status = 0;

		interrupted += interrupted_after(trips++, &status);
		now = reports();
		assert_in_range(now, before, before + 1);
		if (WIFSIGNALED(status))
			continue;
		if (WEXITSTATUS(status) == 130)
			assert_int_equal(now, before);
		else if (WEXITSTATUS(status) == 0)
			assert_int_equal(now, before + 1);
		else
			assert_int_equal(WEXITSTATUS(status), 2);
	}
	print_message("# interrupted %u times\n", interrupted);
	assert_true(interrupted > 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading_is_stopped),
		cmocka_unit_test(writing_is_stopped),
		cmocka_unit_test(issuing_is_stopped),
		cmocka_unit_test(a_slow_line),
		cmocka_unit_test(an_interrupt_stops_a_list),
		cmocka_unit_test(an_interrupt_stops_issuing),
		cmocka_unit_test(wide_lines_are_read_sideways),
	};

	return cmocka_run_group_tests_name(
		"screen/preview", tests, many_documents, NULL);
}
