/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/link.h"

#include <string.h>
#include <sys/ioctl.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/served.h"
#include "base/str.h"
#include "db/refuse.h"

/* A cancel that overtakes its query finds nothing to stop: it is asked again
 * while nothing comes, and after the last time the link counts as dead. */
enum {
	CANCEL_AGAIN_MS = 1000,
	CANCEL_TIMES = 5,
	FLOW_PAGE = 2048,      /* bytes of what may be asked for ahead */
	FLOW_TELLS = 1536,     /* what is shorter may have come at once */
	LEAVE_MS = 4000,       /* a cancel has so long to be heard */
	CANCEL_LATE_MS = 10000 /* it may still stop what comes after */
};

void
link_begin(struct session *s)
{
	cancel_end(s);
	s->cancels = 0;
	s->unheard = s->leaves = s->lacks_standby = false;
	s->since_ms = s->came_ms = clock_ms();
	s->came = 0;
	s->deadline_ms = -1;
	/* nothing is asked for ahead in a transaction */
	s->was_idle =
		s->prefetching || PQtransactionStatus(s->conn) == PQTRANS_IDLE;
	memset(&s->refusal, 0, sizeof s->refusal);
}

long
link_passed(const struct session *s)
{
	return (long)(clock_ms() - s->since_ms);
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
	s->was_idle = s->was_idle && s->cancels == 0;
	cancel_end(s);
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
leave(struct session *s, struct err *err)
{
	struct err lost = { 0 };

	link_lost(s, &lost);
	err_set(err, ERR_LINK, NULL, "%s",
		_("Se dejó la conexión: lo cancelado no terminaba."));
	err_detail(err, lost.detail);
	return false;
}

static bool
ask_to_stop(struct session *s, struct err *err)
{
	int64_t now = clock_ms();

	if (s->cancels == CANCEL_TIMES)
		return link_lost(s, err);
	if (s->cancels++ == 0)
		s->asked_ms = now;
	s->unheard = true;
	s->cancelled_ms = now;
	cancel_send(s);
	s->deadline_ms = now + CANCEL_AGAIN_MS;
	return true;
}

/* The first wish to leave asks the server to stop. The second leaves it, but
 * not before the server had its time: an answer that is on its way, and a
 * cancel on a slow line, are no lost link. */
static bool
on_cancel(struct session *s, struct err *err)
{
	if (s->cancels == 0)
		return ask_to_stop(s, err);
	if (clock_ms() >= s->asked_ms + LEAVE_MS)
		return leave(s, err);
	s->leaves = s->unheard;
	if (s->leaves && s->deadline_ms > s->asked_ms + LEAVE_MS)
		s->deadline_ms = s->asked_ms + LEAVE_MS;
	return true;
}

/* Nothing was heard of the cancel. What still comes is not to be asked for
 * again: it ends by itself. */
static bool
on_timeout(struct session *s, struct err *err)
{
	int64_t now = clock_ms();

	if (s->leaves && now >= s->asked_ms + LEAVE_MS)
		return leave(s, err);
	if (s->unheard)
		return ask_to_stop(s, err);
	s->unheard = true;
	s->deadline_ms = now + CANCEL_AGAIN_MS;
	return true;
}

void
link_not_heard(struct session *s)
{
	memset(&s->refusal, 0, sizeof s->refusal);
	if (s->cancels > 0) {
		s->unheard = true;
		s->deadline_ms = clock_ms();
	}
}

static const char *
what_is_awaited(const struct session *s, const char *what)
{
	if (s->leaves)
		return _("Dejando la conexión");
	return s->cancels > 0 ? _("Cancelación pedida") : what;
}

static bool
wait_once(struct session *s, unsigned events, const char *what, struct err *err)
{
	struct wait_for on = {
		.fd = PQsocket(s->conn),
		.events = events,
		.what = what_is_awaited(s, what),
		.since_ms = s->since_ms,
		.came_ms = s->came_ms,
		.came = s->came,
		.deadline_ms = s->deadline_ms,
		.lacks_standby = s->lacks_standby && s->cancels == 0,
	};

	if (on.fd < 0)
		return link_lost(s, err);
	cancel_watch(s, &on);
	switch (s->wait->until(s->wait, &on)) {
	case WAIT_CANCEL:
		return on_cancel(s, err);
	case WAIT_TIMEOUT:
		return on_timeout(s, err);
	case WAIT_READY:
		cancel_step(s);
		break;
	}
	return true;
}

/* What came, as far as the socket tells before it is read. */
static bool
take_in(struct session *s)
{
	int n = 0;

	if (ioctl(PQsocket(s->conn), FIONREAD, &n) == 0 && n > 0) {
		if (s->came == 0)
			s->first_ms = clock_ms();
		s->came += (size_t)n;
		s->came_ms = clock_ms();
		if (s->came >= FLOW_TELLS)
			s->flow_ms = (s->came_ms - s->first_ms) * FLOW_PAGE /
				     (int64_t)s->came;
		s->unheard = false;
		s->leaves = false;
	}
	return PQconsumeInput(s->conn);
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
		if (!take_in(s))
			return link_lost(s, err);
	}
}

bool
link_await(struct session *s, const char *what, struct err *err)
{
	while (PQisBusy(s->conn)) {
		if (!wait_once(s, WAIT_READ, what, err))
			return false;
		if (!take_in(s) && PQisBusy(s->conn))
			return link_lost(s, err);
	}
	return true;
}

bool
link_more(struct session *s, const char *what, struct err *err)
{
	return wait_once(s, WAIT_READ, what, err) &&
	       (take_in(s) || link_lost(s, err));
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

/* "3.executed" is that of the third of many rows. */
static void
take_row(struct refusal *r)
{
	char *point = strchr(r->column, '.');
	long row = 0;

	r->row = 0;
	if (!point)
		return;
	*point = '\0';
	if (str_to_long(r->column, 100000, &row)) {
		r->row = (size_t)row;
		memmove(r->column, point + 1, strlen(point + 1) + 1);
	} else {
		*point = '.';
	}
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
	take_row(r);
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
