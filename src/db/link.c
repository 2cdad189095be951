/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/link.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/served.h"
#include "base/str.h"
#include "db/refuse.h"

/* A cancel that overtakes its query finds nothing to stop: it is asked again,
 * and after the last time the link counts as dead. */
enum {
	CANCEL_AGAIN_MS = 1000,
	CANCEL_TIMES = 5,
	CANCEL_LATE_MS = 10000, /* it may still stop what comes after */
	FDS = 256,		/* that a session has open at most */
};

void
link_begin(struct session *s)
{
	s->cancels = 0;
	s->since_ms = clock_ms();
	s->deadline_ms = -1;
	memset(&s->refusal, 0, sizeof s->refusal);
}

long
link_passed(const struct session *s)
{
	return (long)(clock_ms() - s->since_ms);
}

/*
 * PQcancel opens a connection of its own and blocks on it, on a dead link for
 * minutes: a child does it, so that keys are answered meanwhile. PQcancel is
 * safe in a signal handler, so also after fork.
 */
static void
send_cancel(struct session *s)
{
	PGcancel *cancel = PQgetCancel(s->conn);
	char words[256];
	pid_t child;

	if (!cancel)
		return;
	child = fork();
	if (child == 0) {
		/* The grandchild is init's to bury, not ours to wait for; what
		 * it would keep open (the terminal, a lock) is let go. */
		if (fork() == 0) {
			for (int fd = 0; fd < FDS; fd++)
				close(fd);
			(void)PQcancel(cancel, words, (int)sizeof words);
		}
		_exit(0);
	}
	if (child > 0)
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
	PQfreeCancel(cancel);
	s->round_trips++;
}

bool
link_lost(struct session *s, struct err *err)
{
	const char *words = s->conn ? PQerrorMessage(s->conn) : "";

	err_set(err, ERR_LINK, NULL, "%s",
		_("La conexión con el servidor se perdió."));
	err_detail(err, words);
	log_line("link", "lost: %s", words);
	s->prefetching = false;
	PQfinish(s->conn);
	s->conn = NULL;
	return false;
}

bool
link_check(const struct session *s, struct err *err)
{
	if (session_is_open(s))
		return true;
	return err_set(err, ERR_LINK, NULL, "%s",
		_("No hay conexión con el servidor."));
}

static bool
ask_to_stop(struct session *s, struct err *err)
{
	if (s->cancels == CANCEL_TIMES)
		return link_lost(s, err);
	s->cancels++;
	s->cancelled_ms = clock_ms();
	send_cancel(s);
	s->deadline_ms = clock_ms() + CANCEL_AGAIN_MS;
	return true;
}

/* First wish to leave: ask the server to stop. Second: leave it. */
static bool
on_cancel(struct session *s, struct err *err)
{
	return s->cancels > 0 ? link_lost(s, err) : ask_to_stop(s, err);
}

static bool
wait_once(struct session *s, unsigned events, const char *what, struct err *err)
{
	struct wait_for on = {
		.fd = PQsocket(s->conn),
		.events = events,
		.what = s->cancels > 0 ? _("Cancelación pedida") : what,
		.since_ms = s->since_ms,
		.deadline_ms = s->deadline_ms,
	};

	if (on.fd < 0)
		return link_lost(s, err);
	switch (s->wait->until(s->wait, &on)) {
	case WAIT_CANCEL:
		return on_cancel(s, err);
	case WAIT_TIMEOUT:
		return ask_to_stop(s, err);
	case WAIT_READY:
		break;
	}
	return true;
}

bool
link_flush(struct session *s, const char *what, struct err *err)
{
	for (;;) {
		int left = PQflush(s->conn);

		if (left == 0)
			return true;
		/* What failed to be sent may have been answered already: the
		 * server says why it closes before it does. */
		if (left < 0)
			return true;
		if (!wait_once(s, WAIT_READ | WAIT_WRITE, what, err))
			return false;
		if (!PQconsumeInput(s->conn))
			return link_lost(s, err);
	}
}

bool
link_await(struct session *s, const char *what, struct err *err)
{
	while (PQisBusy(s->conn)) {
		if (!wait_once(s, WAIT_READ, what, err))
			return false;
		if (!PQconsumeInput(s->conn) && PQisBusy(s->conn))
			return link_lost(s, err);
	}
	return true;
}

bool
link_more(struct session *s, const char *what, struct err *err)
{
	return wait_once(s, WAIT_READ, what, err) &&
	       (PQconsumeInput(s->conn) || link_lost(s, err));
}

bool
link_drain(struct session *s, const char *what, struct err *err)
{
	for (;;) {
		if (!link_await(s, what, err))
			return false;
		PGresult *res = PQgetResult(s->conn);
		if (!res)
			return true;
		PQclear(res);
		if (PQstatus(s->conn) == CONNECTION_BAD)
			return link_lost(s, err);
	}
}

static void
take(char *out, size_t room, const PGresult *res, int code)
{
	const char *words = PQresultErrorField(res, code);

	str_copy(out, room, words ? words : "");
}

/* A cancel goes its own way: what it was for may have ended before it comes. */
static bool
was_asked_to_stop(const struct session *s)
{
	return s->cancels > 0 ||
	       (s->cancelled_ms > 0 &&
		       clock_ms() - s->cancelled_ms < CANCEL_LATE_MS);
}

bool
link_refused(struct session *s, const PGresult *res, struct err *err)
{
	struct refusal *r = &s->refusal;

	take(r->sqlstate, sizeof r->sqlstate, res, PG_DIAG_SQLSTATE);
	take(r->schema, sizeof r->schema, res, PG_DIAG_SCHEMA_NAME);
	take(r->table, sizeof r->table, res, PG_DIAG_TABLE_NAME);
	take(r->column, sizeof r->column, res, PG_DIAG_COLUMN_NAME);
	take(r->constraint, sizeof r->constraint, res, PG_DIAG_CONSTRAINT_NAME);
	take(r->message, sizeof r->message, res, PG_DIAG_MESSAGE_PRIMARY);
	take(r->detail, sizeof r->detail, res, PG_DIAG_MESSAGE_DETAIL);
	take(r->hint, sizeof r->hint, res, PG_DIAG_MESSAGE_HINT);
	log_line("refused", "%s %s %s %s", r->sqlstate, r->table, r->constraint,
		r->message);
	served_in(r->message, sizeof r->message);
	served_in(r->detail, sizeof r->detail);
	served_in(r->hint, sizeof r->hint);
	if (str_eq(r->sqlstate, "57014") && was_asked_to_stop(s))
		return err_set(err, ERR_CANCEL, NULL, "%s",
			_("Se canceló: nada se hizo."));
	return refuse_explain(r, err);
}
