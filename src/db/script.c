/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/str.h"
#include "db/link.h"

/* The line of sql that the server points at, counted in characters. */
static bool
say_line(const char *sql, const PGresult *res, struct err *err)
{
	const char *at = PQresultErrorField(res, PG_DIAG_STATEMENT_POSITION);
	long position = 0, line = 1;

	if (!at || !str_to_long(at, 100000000, &position))
		return false;
	for (; *sql && position > 1; sql++) {
		/* Continuation bytes of UTF-8 do not count. */
		if (((unsigned char)*sql & 0xc0) == 0x80)
			continue;
		line += *sql == '\n';
		position--;
	}
	return err_set(err, ERR_RULE, NULL, _("Línea %ld: %s"), line,
		PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY));
}

static void
script_refused(struct session *s, const char *sql, const PGresult *res,
	struct err *err)
{
	struct err explained = { 0 };

	link_refused(s, res, &explained);
	if (err)
		*err = explained;
	say_line(sql, res, err);
	if (err && err->kind != ERR_CANCEL)
		err_detail(err, explained.detail);
}

/* A file of sql/ is told by its length and beginning. */
static void
echo_script(const struct session *s, const char *sql, bool refused)
{
	char told[200];

	if (!log_echoes())
		return;
	(void)snprintf(
		told, sizeof told, "(%zu bytes) %.160s", strlen(sql), sql);
	log_echo(told, link_passed(s), refused ? s->refusal.sqlstate : NULL);
}

bool
session_script(struct session *session, const char *sql, const char *what,
	struct err *err)
{
	struct session *s = session;
	bool refused = false;

	if (!link_check(s, err) || !link_finish_prefetch(s, err))
		return false;
	link_begin(s);
	if (!PQsendQuery(s->conn, sql))
		return link_lost(s, err);
	s->round_trips++;
	if (!link_flush(s, what, err))
		return false;
	for (;;) {
		if (!link_await(s, what, err))
			return false;
		PGresult *res = PQgetResult(s->conn);
		if (!res) {
			echo_script(s, sql, refused);
			return !refused;
		}
		if (PQresultStatus(res) == PGRES_FATAL_ERROR && !refused) {
			refused = true;
			script_refused(s, sql, res, err);
		}
		PQclear(res);
		if (PQstatus(s->conn) == CONNECTION_BAD)
			return link_lost(s, err);
	}
}
