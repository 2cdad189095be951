/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/copy.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"

/* Rows travel in pieces of about this many bytes. */
enum {
	PIECE = 64 * 1024
};

struct copy {
	struct session *s;
	char *sql; /* for who asked to see it; NULL: nobody */
	struct buf piece;
	bool broken; /* the server gave up; copy_end says why */
};

static const char *
what(void)
{
	return _("Carga de filas");
}

/* The first answer to COPY; false with err when it is not "go on". */
static bool
wait_go(struct session *s, ExecStatusType go, struct err *err)
{
	if (!link_flush(s, what(), err) || !link_await(s, what(), err))
		return false;
	PGresult *res = PQgetResult(s->conn);
	if (PQresultStatus(res) == go) {
		PQclear(res);
		return true;
	}
	if (PQstatus(s->conn) == CONNECTION_BAD) {
		PQclear(res);
		return link_lost(s, err);
	}
	link_refused(s, res, err);
	PQclear(res);
	link_drain(s, what(), NULL);
	return false;
}

static bool
begin(struct session *session, const char *sql, ExecStatusType go,
	struct err *err)
{
	if (!link_check(session, err) || !link_finish_prefetch(session, err))
		return false;
	link_begin(session);
	if (!PQsendQuery(session->conn, sql))
		return link_lost(session, err);
	session->round_trips++;
	if (wait_go(session, go, err))
		return true;
	log_echo(sql, link_passed(session), session->refusal.sqlstate);
	return false;
}

struct copy *
copy_begin(struct session *session, const char *sql, struct err *err)
{
	struct copy *copy;

	if (!begin(session, sql, PGRES_COPY_IN, err))
		return NULL;
	copy = mem_alloc(sizeof *copy);
	memset(copy, 0, sizeof *copy);
	copy->s = session;
	copy->sql = log_echoes() ? mem_strdup(sql) : NULL;
	return copy;
}

/* One field as COPY's text format wants it. */
static void
add_value(struct buf *b, const char *value)
{
	static const char special[] = "\b\f\n\r\t\v\\";
	static const char letter[] = "bfnrtv\\";

	if (!value) {
		buf_puts(b, "\\N");
		return;
	}
	for (;;) {
		size_t n = strcspn(value, special);

		buf_add(b, value, n);
		value += n;
		if (!*value)
			return;
		buf_putc(b, '\\');
		buf_putc(b, letter[strchr(special, *value) - special]);
		value++;
	}
}

static bool
send_piece(struct copy *copy, struct err *err)
{
	struct session *s = copy->s;
	int sent;

	while ((sent = PQputCopyData(
			s->conn, copy->piece.data, (int)copy->piece.len)) == 0)
		if (!link_flush(s, what(), err))
			return false;
	buf_reset(&copy->piece);
	if (sent < 0) {
		copy->broken = true;
		return true;
	}
	return link_flush(s, what(), err);
}

bool
copy_row(
	struct copy *copy, size_t n, const char *const *values, struct err *err)
{
	if (!link_check(copy->s, err))
		return false;
	if (copy->broken)
		return true;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(&copy->piece, '\t');
		add_value(&copy->piece, values[i]);
	}
	buf_putc(&copy->piece, '\n');
	return copy->piece.len < PIECE || send_piece(copy, err);
}

/* The server's last word about the COPY. */
static bool
last_word(struct session *s, size_t *rows, struct err *err)
{
	bool done = false;

	if (!link_await(s, what(), err))
		return false;
	PGresult *res = PQgetResult(s->conn);
	if (PQresultStatus(res) == PGRES_COMMAND_OK) {
		long n = 0;

		(void)str_to_long(PQcmdTuples(res), 2000000000, &n);
		*rows = (size_t)n;
		done = true;
	} else if (PQstatus(s->conn) == CONNECTION_OK) {
		link_refused(s, res, err);
	}
	PQclear(res);
	if (PQstatus(s->conn) == CONNECTION_BAD)
		return link_lost(s, err);
	return link_drain(s, what(), err) && done;
}

static bool
put_end(struct copy *copy, const char *why, struct err *err)
{
	struct session *s = copy->s;
	int sent;

	if (copy->broken)
		return true;
	while ((sent = PQputCopyEnd(s->conn, why)) == 0)
		if (!link_flush(s, what(), err))
			return false;
	return link_flush(s, what(), err);
}

static bool
finish(struct copy *copy, const char *why, size_t *rows, struct err *err)
{
	struct session *s = copy->s;

	if (!link_check(s, err))
		return false;
	if (!why && copy->piece.len > 0 && !copy->broken &&
		!send_piece(copy, err))
		return false;
	return put_end(copy, why, err) && last_word(s, rows, err);
}

/* The rows are nobody's to see, the command is. */
static void
drop(struct copy *copy, const char *failure)
{
	if (copy->sql)
		log_echo(copy->sql, link_passed(copy->s), failure);
	free(copy->sql);
	buf_free(&copy->piece);
	free(copy);
}

bool
copy_end(struct copy *copy, size_t *rows, struct err *err)
{
	size_t taken = 0;
	bool done = finish(copy, NULL, &taken, err);

	if (rows)
		*rows = taken;
	drop(copy, done ? NULL : copy->s->refusal.sqlstate);
	return done;
}

void
copy_abort(struct copy *copy)
{
	size_t taken = 0;

	(void)finish(copy, "hito", &taken, NULL);
	drop(copy, "aborted");
}

/* ---- out of the server */

/* How many bytes of *piece came; -1: that was all, or it was refused. */
static int
next_piece(struct session *s, char **piece, struct err *err)
{
	int n;

	while ((n = PQgetCopyData(s->conn, piece, 1)) == 0)
		if (!link_more(s, what(), err))
			return -1;
	return n;
}

bool
copy_out(struct session *session, const char *sql, copy_take_fn *take,
	void *arg, struct err *err)
{
	bool wanted = true;
	size_t rows = 0;
	char *piece;
	int n;

	if (!begin(session, sql, PGRES_COPY_OUT, err))
		return false;
	while ((n = next_piece(session, &piece, err)) > 0) {
		wanted = wanted && take(arg, piece, (size_t)n, err);
		PQfreemem(piece);
	}
	if (!session_is_open(session) ||
		!last_word(session, &rows, wanted ? err : NULL)) {
		log_echo(sql, link_passed(session), session->refusal.sqlstate);
		return false;
	}
	log_echo(sql, link_passed(session), NULL);
	return wanted;
}
