/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/session.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"
#include "db/refuse.h"
#include "db/tls.h"

/* What the server says beside the answers belongs to the log: the screen is
 * not to be written on by a library. */
static void
notice(void *arg, const PGresult *res)
{
	struct session *s = arg;
	const char *code = PQresultErrorField(res, PG_DIAG_SQLSTATE);

	log_line("server", "%s", PQresultErrorMessage(res));
	if (code && str_eq(code, NOTICE_STANDBY))
		s->lacks_standby = true;
}

/* Hosts of the connection string share the time, each its own turn. */
static long
hosts_of(PGconn *conn)
{
	PQconninfoOption *all = PQconninfo(conn);
	long n = 1;

	for (PQconninfoOption *o = all; o && o->keyword; o++)
		if (str_eq(o->keyword, "host"))
			for (const char *c = o->val; c && *c; c++)
				n += *c == ',';
	PQconninfoFree(all);
	return n;
}

static bool
connect_failed(struct session *s, struct err *err)
{
	return link_explain(PQerrorMessage(s->conn), s->params.direct, err);
}

bool
link_cancelled(struct err *err)
{
	return err_set(
		err, ERR_CANCEL, NULL, "%s", _("Se canceló la conexión."));
}

static bool
connect_timed_out(long seconds, struct err *err)
{
	err_set(err, ERR_LINK, NULL,
		_("El servidor no contestó en %ld segundos."), seconds);
	return err_hint(err, "%s",
		_("Revise la red o la VPN, y el nombre del servidor."));
}

/* Drives PQconnectPoll to its end. */
static bool
connect_wait(struct session *s, struct err *err)
{
	long seconds = s->params.timeout;
	int64_t start = clock_ms(), limit = seconds * hosts_of(s->conn) * 1000;
	int64_t came = start;

	while (s->state != PGRES_POLLING_OK) {
		struct wait_for on = {
			.fd = PQsocket(s->conn),
			.events = s->state == PGRES_POLLING_READING
					  ? WAIT_READ
					  : WAIT_WRITE,
			.what = _("Conexión"),
			.since_ms = start,
			.came_ms = came,
			.deadline_ms = seconds > 0 ? start + limit : -1,
		};
		if (s->state == PGRES_POLLING_FAILED || on.fd < 0)
			return connect_failed(s, err);
		switch (s->wait->until(s->wait, &on)) {
		case WAIT_CANCEL:
			return link_cancelled(err);
		case WAIT_TIMEOUT:
			return connect_timed_out(limit / 1000, err);
		case WAIT_READY:
			break;
		}
		s->state = PQconnectPoll(s->conn);
		came = clock_ms();
	}
	return true;
}

static void
note_where(struct session *s)
{
	str_copy(s->user, sizeof s->user, PQuser(s->conn));
	str_copy(s->database, sizeof s->database, PQdb(s->conn));
	snprintf(s->where, sizeof s->where, "%s@%s", s->user, s->database);
}

/* Another server may have other functions; and what one said is nobody else's
 * to be asked about. */
static void
note_server(struct session *s)
{
	char server[sizeof s->server];

	(void)snprintf(server, sizeof server, "%s %s %s", PQhost(s->conn),
		PQhostaddr(s->conn), PQport(s->conn));
	if (!str_eq(server, s->server))
		held_forget(&s->packer.held);
	s->packer.off = false;
	str_copy(s->server, sizeof s->server, server);
}

static void
connect_begin(struct session *s)
{
	s->state = PGRES_POLLING_WRITING;
	s->cancelled_ms = 0;
	names_forget(&s->names);
	s->names.off = false;
	s->conn = PQconnectStartParams((const char *const *)s->params.keywords,
		(const char *const *)s->params.values, 1);
	if (!s->conn)
		die("%s", _("No hay memoria para la conexión."));
	PQsetNoticeReceiver(s->conn, notice, s);
	/* Only this verbosity puts the SQLSTATE into the words of a refused
	 * login (link_explain reads it). */
	PQsetErrorVerbosity(s->conn, PQERRORS_VERBOSE);
}

static bool
connect_end(struct session *s, struct err *err)
{
	struct tls_offer offer = { "" };

	if (PQstatus(s->conn) == CONNECTION_BAD)
		return connect_failed(s, err);
	if (s->params.over_tcp)
		tls_offer_begin(&offer);
	bool done = connect_wait(s, err);
	tls_offer_end(&offer);
	if (!done)
		return false;
	s->round_trips++;
	PQsetErrorVerbosity(s->conn, PQERRORS_DEFAULT);
	if (PQsetnonblocking(s->conn, 1) != 0)
		return connect_failed(s, err);
	note_where(s);
	note_server(s);
	s->flow_ms = 0;
	return true;
}

static void
disconnect(struct session *s)
{
	link_drop_prefetched(s);
	s->prefetching = false;
	cancel_end(s);
	PQfinish(s->conn);
	s->conn = NULL;
}

/* TLS from the first byte was our idea: who does not answer to it may to what
 * all servers know, and is asked no more. */
static bool
connect_otherwise(struct session *s, struct err *err)
{
	if (!s->params.ours || !link_direct_unanswered(PQerrorMessage(s->conn)))
		return false;
	log_line("tls", "sslnegotiation=direct: %s", PQerrorMessage(s->conn));
	err_clear(err);
	link_params_set(&s->params, "sslnegotiation", "postgres");
	s->params.direct = s->params.ours = false;
	s->params.unanswered = true;
	disconnect(s);
	connect_begin(s);
	return connect_end(s, err);
}

static bool
connect_now(struct session *s, struct err *err)
{
	if (!link_resolve(s, err))
		return false;
	connect_begin(s);
	return connect_end(s, err) || connect_otherwise(s, err);
}

static struct session *
session_make(const struct session_params *params)
{
	struct session *s = mem_alloc(sizeof *s);

	memset(s, 0, sizeof *s);
	link_params_make(&s->params, params);
	return s;
}

struct session *
session_begin(const struct session_params *params)
{
	struct session *s = session_make(params);
	struct pollfd ready = { .events = POLLOUT };
	struct tls_offer offer = { "" };

	if (s->params.off_machine) {
		session_close(s);
		return NULL;
	}
	if (s->params.over_tcp)
		tls_offer_begin(&offer);
	connect_begin(s);
	ready.fd = PQsocket(s->conn);
	if (PQstatus(s->conn) != CONNECTION_BAD && poll(&ready, 1, 0) == 1)
		s->state = PQconnectPoll(s->conn);
	tls_offer_end(&offer);
	return s;
}

struct session *
session_finish(struct session *s, const struct session_params *params,
	struct wait *wait, bool *needs_password, struct err *err)
{
	bool done;

	s->wait = wait ? wait : &wait_plain;
	done = connect_end(s, err) || connect_otherwise(s, err);
	if (needs_password)
		*needs_password = !done && s->conn && !params->never_prompt &&
				  PQconnectionNeedsPassword(s->conn);
	if (done)
		return s;
	session_close(s);
	return NULL;
}

struct session *
session_open(const struct session_params *params, struct wait *wait,
	bool *needs_password, struct err *err)
{
	struct session *s = session_make(params);

	s->wait = wait ? wait : &wait_plain;
	if (!link_resolve(s, err)) {
		session_close(s);
		return NULL;
	}
	connect_begin(s);
	return session_finish(s, params, wait, needs_password, err);
}

void
session_close(struct session *session)
{
	if (!session)
		return;
	disconnect(session);
	link_params_free(&session->params);
	names_forget(&session->names);
	free(session->ahead);
	held_forget(&session->packer.held);
	free(session);
}

bool
session_reopen(struct session *session, struct err *err)
{
	disconnect(session);
	return connect_now(session, err);
}

bool
session_takes_direct(const struct session *session)
{
	return !session->params.unanswered && PQsslInUse(session->conn) &&
	       PQlibVersion() >= LINK_KNOWS_DIRECT &&
	       PQserverVersion(session->conn) >= LINK_KNOWS_DIRECT;
}

bool
session_is_open(const struct session *session)
{
	return session && session->conn &&
	       PQstatus(session->conn) == CONNECTION_OK;
}

bool
session_look(struct session *session)
{
	struct pollfd p = { .events = POLLIN };

	/* What it says before it goes, and then that it goes. */
	while (session_is_open(session)) {
		p.fd = PQsocket(session->conn);
		if (poll(&p, 1, 0) <= 0)
			return true;
		if (!PQconsumeInput(session->conn))
			return link_lost(session, NULL);
	}
	return false;
}

bool
session_may_repeat(const struct session *session)
{
	return !session_is_open(session) && session->was_idle;
}

static bool
says_on(const struct session *session, const char *name)
{
	const char *value = PQparameterStatus(session->conn, name);

	return value && str_eq(value, "on");
}

bool
session_is_read_only(const struct session *session)
{
	return says_on(session, "in_hot_standby") ||
	       says_on(session, "default_transaction_read_only");
}

bool
session_dates_are_iso(const struct session *session)
{
	const char *style = PQparameterStatus(session->conn, "DateStyle");

	return style && str_starts(style, "ISO");
}

const char *
session_where(const struct session *session)
{
	return session->where;
}

const char *
session_user(const struct session *session)
{
	return session->user;
}

const char *
session_database(const struct session *session)
{
	return session->database;
}

bool
session_wait_input(
	struct session *s, int fd, int ms, bool *came, struct err *err)
{
	struct pollfd both[2] = {
		{ .fd = fd, .events = POLLIN },
		{ .events = POLLIN },
	};
	int n;

	*came = false;
	if (!link_check(s, err))
		return false;
	both[1].fd = PQsocket(s->conn);
	n = poll(both, 2, ms);
	*came = n > 0 ? both[0].revents != 0 : n < 0 && errno != EINTR;
	/* Unasked it says little but that it goes. */
	if (n > 0 && both[1].revents &&
		(!PQconsumeInput(s->conn) ||
			PQstatus(s->conn) == CONNECTION_BAD))
		return link_lost(s, err);
	return true;
}

void
session_set_wait(struct session *session, struct wait *wait)
{
	session->wait = wait ? wait : &wait_plain;
}

unsigned
session_round_trips(const struct session *session)
{
	return session->round_trips;
}

const struct refusal *
session_refusal(const struct session *session)
{
	return &session->refusal;
}

struct session_guard
session_guard(const struct session *session)
{
	struct session_guard guard = { .off_machine =
					       session->params.off_machine };
	PQconninfoOption *all = PQconninfo(session->conn);

	guard.protocol = PQsslAttribute(session->conn, "protocol");
	for (const PQconninfoOption *o = all; o && o->keyword; o++)
		if (str_eq(o->keyword, "sslmode") && o->val)
			str_copy(guard.sslmode, sizeof guard.sslmode, o->val);
	PQconninfoFree(all);
	return guard;
}
