/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server that is to confirm each change and is not there: what is waited for
 * is named on the screen, and who waits no longer has lost nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libpq-fe.h>

#include "drive.h"

#define SAVED(text)                                               \
	drive_number("select count(*) from plan.milestone where " \
		     "text = '" text "'")
#define WAITING "select from pg_stat_activity where wait_event = 'SyncRep'"

static PGconn *
super(void)
{
	PGconn *conn = PQconnectdb(getenv("TEST_URL_SUPER"));

	if (PQstatus(conn) != CONNECTION_OK)
		fail_msg("%s", PQerrorMessage(conn));
	return conn;
}

/* How many rows that has. */
static int
rows_of(PGconn *conn, const char *sql)
{
	PGresult *r = PQexec(conn, sql);
	int n = PQntuples(r);

	if (PQresultStatus(r) != PGRES_COMMAND_OK &&
		PQresultStatus(r) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(conn));
	PQclear(r);
	return n;
}

/* Until changes wait for it: the server hears of the setting when it likes. */
static void
standby_goes(PGconn *conn)
{
	PGconn *other = super();

	rows_of(conn, "alter system set synchronous_standby_names = 'lejos'");
	rows_of(conn, "select pg_reload_conf()");
	while (rows_of(conn, WAITING) == 0) {
		if (PQconsumeInput(other) && PQisBusy(other))
			continue;
		while (PQtransactionStatus(other) == PQTRANS_ACTIVE)
			PQclear(PQgetResult(other));
		(void)PQsendQuery(
			other, "select pg_logical_emit_message(true, '', '')");
	}
	PQfinish(other);
}

static void
standby_is_no_more_needed(PGconn *conn)
{
	rows_of(conn, "alter system reset synchronous_standby_names");
	rows_of(conn, "select pg_reload_conf()");
	while (rows_of(conn, WAITING) > 0)
		;
}

static void
save_waits(struct drive *d, const char *text)
{
	(void)pty_keys(d->pty, "<Tab>");
	drive_go(d, text, text);
	(void)pty_keys(d->pty, "<Tab><F2>");
	if (!pty_until(d->pty, "No responde el servidor de respaldo",
		    PTY_LIMIT_MS))
		drive_fail(d, "what is waited for is not named");
}

static void
is_saved(struct drive *d)
{
	if (!pty_until(d->pty, "grabado 2030", PTY_LIMIT_MS))
		drive_fail(d, "it is not saved");
	drive_rest(d);
}

static void
what_a_save_waits_for_is_named(void **state)
{
	PGconn *conn = *state;
	struct drive d;

	drive_start(&d, NULL);
	drive_go(&d, "<C-p>lista hito<Enter>", "Hitos");
	drive_go(&d, "<F6>", "Nuevo");
	drive_go(&d, "<S-Tab>2030-2032<Tab>1<Tab>", NULL);
	standby_goes(conn);
	save_waits(&d, "Hasta que no se exige");
	standby_is_no_more_needed(conn);
	is_saved(&d);
	assert_int_equal(SAVED("Hasta que no se exige"), 1);
	standby_goes(conn);
	save_waits(&d, "Hasta que se deja");
	(void)pty_keys(d.pty, "<C-g>");
	is_saved(&d);
	assert_int_equal(SAVED("Hasta que se deja"), 1);
	standby_is_no_more_needed(conn);
	drive_stop(&d);
}

static int
set_up(void **state)
{
	drive_own_plan(0);
	*state = super();
	return 0;
}

/* The server goes on to other tests. */
static int
take_down(void **state)
{
	standby_is_no_more_needed(*state);
	PQfinish(*state);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			what_a_save_waits_for_is_named, set_up, take_down),
	};

	return cmocka_run_group_tests_name("fault/lacking", tests, NULL, NULL);
}
