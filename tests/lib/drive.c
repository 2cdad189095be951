/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <libpq-fe.h>

#include "target.h"

/* What only the whole board shows. */
static const char board[] = "Plan 2018-2020";

static const struct drive_terminal xterm = {
	.name = "xterm",
	.term = "xterm-256color",
	.erases = true,
};

void
drive_fail(struct drive *d, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	pty_dump(d->pty, d->terminal->name);
	fail_msg("%s: %s", d->terminal->name, text);
}

/* A session that was cut leaves what was typed in it to the next one. */
static void
forget_drafts(void)
{
	const char *home = getenv("XDG_STATE_HOME");
	char command[1024];

	snprintf(command, sizeof command, "rm -rf '%s/hito/drafts'",
		home ? home : ".");
	if (home)
		assert_int_equal(system(command), 0);
}

void
drive_launch(struct drive *d, const struct drive_terminal *t)
{
	struct pty_options options;
	const char *argv[6] = { target_program(), "-d" };
	char url[1024];

	if (!t || !t->keeps_drafts)
		forget_drafts();
	d->terminal = t ? t : &xterm;
	options = (struct pty_options){
		.rows = d->terminal->rows ? d->terminal->rows : 24,
		.cols = d->terminal->cols ? d->terminal->cols : 80,
		.term = d->terminal->term,
		.env = d->terminal->env,
	};
	d->proxy = proxy_open(target_socket(), getenv("TEST_TMP"));
	proxy_refuse(d->proxy, d->terminal->refused);
	argv[2] = proxy_conninfo(d->proxy, target_url(), url, sizeof url);
	argv[3] = d->terminal->option;
	d->pty = pty_start(&options, argv);
}

static struct step
cost(struct drive *d, const struct shot *before)
{
	struct shot *after = shot_take(d->pty);
	struct step step = {
		.screen = pty_count(d->pty),
		.line = proxy_count(d->proxy),
		.change = shot_change(before, after, d->terminal->erases),
	};

	shot_free(after);
	return step;
}

static bool
line_is_busy(void *arg)
{
	return proxy_is_busy(arg);
}

void
drive_rest(struct drive *d)
{
	if (!pty_rest(d->pty, line_is_busy, d->proxy, PTY_LIMIT_MS))
		drive_fail(d, "never at rest");
}

static void
await(struct drive *d, const char *keys, const char *expect)
{
	if (expect && !pty_until(d->pty, expect, PTY_LIMIT_MS))
		drive_fail(d, "after «%s» no «%s»", keys, expect);
	drive_rest(d);
}

struct step
drive_start(struct drive *d, const struct drive_terminal *t)
{
	struct shot *blank;
	struct step step;

	drive_launch(d, t);
	blank = shot_blank(pty_rows(d->pty), pty_cols(d->pty));
	await(d, "start", board);
	step = cost(d, blank);
	shot_free(blank);
	return step;
}

void
drive_stop(struct drive *d)
{
	pty_close(d->pty);
	proxy_close(d->proxy);
	*d = (struct drive){ 0 };
}

struct step
drive_step(struct drive *d, const char *keys, const char *expect)
{
	struct shot *before = shot_take(d->pty);
	struct step step;

	pty_count_new(d->pty);
	proxy_count_new(d->proxy);
	(void)pty_keys(d->pty, keys);
	await(d, keys, expect);
	step = cost(d, before);
	shot_free(before);
	return step;
}

void
drive_go(struct drive *d, const char *keys, const char *expect)
{
	(void)pty_keys(d->pty, keys);
	await(d, keys, expect);
}

static PGresult *
ask(const char *url, const char *sql, PGconn **conn)
{
	PGresult *r;

	*conn = PQconnectdb(url);
	r = PQexec(*conn, sql);
	if (PQresultStatus(r) != PGRES_TUPLES_OK &&
		PQresultStatus(r) != PGRES_COMMAND_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(*conn));
	return r;
}

void
drive_sql(const char *sql)
{
	PGconn *conn;

	PQclear(ask(target_url(), sql, &conn));
	PQfinish(conn);
}

void
drive_super(const char *sql)
{
	PGconn *conn;

	PQclear(ask(getenv("TEST_URL_SUPER"), sql, &conn));
	PQfinish(conn);
}

long
drive_number(const char *sql)
{
	PGconn *conn;
	PGresult *r = ask(target_url(), sql, &conn);
	long n = PQntuples(r) ? strtol(PQgetvalue(r, 0, 0), NULL, 10) : -1;

	PQclear(r);
	PQfinish(conn);
	return n;
}

void
drive_own_plan(int milestones)
{
	char sql[1024];

	(void)snprintf(sql, sizeof sql,
		"insert into plan.action_plan (plan_code, title, office_id) "
		"values ('2030-2032', 'Plan en preparación', "
		"core.my_office());"
		"insert into plan.commitment (plan_id, commitment_no, title, "
		"office_id) select id, 1, 'Un compromiso en preparación', "
		"office_id from plan.action_plan "
		"where plan_code = '2030-2032';"
		"insert into plan.milestone (commitment_id, position, text, "
		"office_id) select c.id, i, 'Fila ' || i || ' de la lista: ' "
		"|| repeat(chr(97 + i %% 26), 5 + i %% 17), c.office_id "
		"from plan.commitment c join plan.action_plan p "
		"on p.id = c.plan_id, generate_series(1, %d) i "
		"where p.plan_code = '2030-2032'",
		milestones);
	drive_sql(sql);
}
