/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "db/link.h"

enum {
	MAX_VALUES = 16, /* of session_query */
	FLOW_MS = 100,	 /* what takes longer to come stands in the way */
};

/* Statements under way as one pipeline. */
struct flight {
	struct session *s;
	const char *what;
	size_t n;
	const struct statement *statements;
	struct result **results;
	size_t at; /* the statement whose answer comes next */
	bool refused;
	size_t failed;
	struct err *err;
};

struct result *
result_wrap(PGresult *res)
{
	struct result *r = mem_alloc(sizeof *r);

	r->res = res;
	return r;
}

static bool
send_one(struct session *s, const struct statement *st, struct err *err)
{
	if (PQsendQueryParams(s->conn, st->sql, st->n, NULL,
		    (const char *const *)st->values, NULL, NULL, 0))
		return true;
	if (PQstatus(s->conn) == CONNECTION_BAD)
		return link_lost(s, err);
	err_set(err, ERR_BUG, NULL, "%s",
		_("No se pudo enviar la consulta al servidor."));
	return err_detail(err, PQerrorMessage(s->conn));
}

/* The statement whose answer this is, for who asked to see them. */
static void
echo_answer(const struct flight *f, const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	const char *failure = PQresultErrorField(res, PG_DIAG_SQLSTATE);

	if (f->at >= f->n || status == PGRES_PIPELINE_SYNC || !log_echoes())
		return;
	if (status == PGRES_PIPELINE_ABORTED)
		failure = "not run";
	log_echo(f->statements[f->at].sql, link_passed(f->s), failure);
}

/* Those whose answer never came. */
static void
echo_lost(const struct flight *f)
{
	for (size_t i = f->at; i < f->n; i++)
		log_echo(f->statements[i].sql, link_passed(f->s), "lost");
}

/* True when this was the Sync: the pipeline's end. */
static bool
take_in(struct flight *f, PGresult *res)
{
	echo_answer(f, res);
	switch (PQresultStatus(res)) {
	case PGRES_PIPELINE_SYNC:
		PQclear(res);
		return true;
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
		if (f->at < f->n && !f->results[f->at]) {
			f->results[f->at] = result_wrap(res);
			return false;
		}
		break;
	case PGRES_PIPELINE_ABORTED:
		break;
	default:
		if (!f->refused) {
			f->refused = true;
			f->failed = f->at;
			link_refused(f->s, res, f->err);
		}
	}
	PQclear(res);
	return false;
}

/* Takes results until the Sync; false when the link was lost before. */
static bool
land(struct flight *f)
{
	struct session *s = f->s;

	for (;;) {
		if (!link_await(s, f->what, f->err))
			return false;
		PGresult *res = PQgetResult(s->conn);
		if (!res) {
			f->at++;
			if (PQstatus(s->conn) == CONNECTION_BAD ||
				f->at > f->n + 2)
				return link_lost(s, f->err);
			continue;
		}
		if (take_in(f, res))
			return true;
		if (PQstatus(s->conn) == CONNECTION_BAD)
			return link_lost(s, f->err);
	}
}

static bool
take_off(struct session *s, const struct statement *statements, size_t n,
	const char *what, struct err *err)
{
	if (!PQenterPipelineMode(s->conn))
		return err_set(err, ERR_BUG, NULL, "%s",
			_("La conexión está ocupada con otra consulta."));
	for (size_t i = 0; i < n; i++)
		if (!send_one(s, &statements[i], err))
			return s->conn ? link_lost(s, NULL) : false;
	if (!PQpipelineSync(s->conn))
		return link_lost(s, err);
	return link_flush(s, what, err);
}

static void
drop_results(struct result **results, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		result_free(results[i]);
		results[i] = NULL;
	}
}

/* What was sent ahead stands before what is sent now: it is not awaited before
 * that is on its way. A wish to leave that it met was meant for the latter. */
static bool
land_ahead(struct session *s, struct err *err)
{
	struct result *result = NULL;
	const struct statement ahead = { .sql = s->ahead ? s->ahead : "" };
	struct err own = { 0 };
	struct flight f = { .s = s,
		.what = _("Consulta"),
		.n = 1,
		.statements = &ahead,
		.results = &result,
		.err = &own };

	if (!s->prefetching)
		return true;
	s->prefetching = false;
	if (!land(&f)) {
		result_free(result);
		if (err)
			*err = own;
		return false;
	}
	if (f.refused) {
		result_free(result);
		link_not_heard(s);
		return true;
	}
	s->prefetched = result;
	s->came = 0;
	return true;
}

bool
session_flows_slowly(const struct session *session)
{
	return session->flow_ms > FLOW_MS;
}

bool
session_run(struct session *session, const struct statement *statements,
	size_t n, struct result **results, size_t *failed, const char *what,
	struct err *err)
{
	struct flight f = { .s = session,
		.what = what,
		.n = n,
		.statements = statements,
		.results = results,
		.err = err };

	memset(results, 0, n * sizeof(struct result *));
	if (failed)
		*failed = 0;
	if (!link_check(session, err))
		return false;
	link_begin(session);
	session->round_trips++;
	bool done = take_off(session, statements, n, what, err) &&
		    land_ahead(session, err) && land(&f);
	if (done)
		PQexitPipelineMode(session->conn);
	else
		echo_lost(&f);
	if (done && !f.refused)
		return true;
	drop_results(results, n);
	if (failed)
		*failed = f.failed;
	return false;
}

struct result *
session_query(struct session *session, const char *what, struct err *err,
	const char *sql, int n, ...)
{
	const char *values[MAX_VALUES] = { NULL };
	struct statement st = { .sql = sql, .n = n, .values = values };
	struct result *result = NULL;
	va_list ap;

	if (n > MAX_VALUES)
		die("session_query: %d values", n);
	va_start(ap, n);
	for (int i = 0; i < n; i++)
		values[i] = va_arg(ap, const char *);
	va_end(ap);
	session_run(session, &st, 1, &result, NULL, what, err);
	return result;
}

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

bool
session_prefetch(struct session *session, const struct statement *s)
{
	if (!link_check(session, NULL) || session->prefetching ||
		PQtransactionStatus(session->conn) != PQTRANS_IDLE)
		return false;
	result_free(session->prefetched);
	session->prefetched = NULL;
	if (!take_off(session, s, 1, "", NULL))
		return false;
	session->prefetching = true;
	free(session->ahead);
	session->ahead = log_echoes() ? mem_strdup(s->sql) : NULL;
	return true;
}

bool
link_finish_prefetch(struct session *s, struct err *err)
{
	if (!s->prefetching)
		return true;
	link_begin(s);
	s->round_trips++;
	if (!land_ahead(s, err))
		return false;
	PQexitPipelineMode(s->conn);
	return true;
}

struct result *
session_prefetched(struct session *session)
{
	struct result *result;

	if (!session_is_open(session) || !link_finish_prefetch(session, NULL))
		return NULL;
	result = session->prefetched;
	session->prefetched = NULL;
	return result;
}

size_t
result_rows(const struct result *result)
{
	return (size_t)PQntuples(result->res);
}

int
result_columns(const struct result *result)
{
	return PQnfields(result->res);
}

const char *
result_name(const struct result *result, int column)
{
	return PQfname(result->res, column);
}

/* Not PQfnumber: that one folds case and strips quotes. */
int
result_column(const struct result *result, const char *name)
{
	int n = PQnfields(result->res);

	for (int i = 0; i < n; i++)
		if (str_eq(PQfname(result->res, i), name))
			return i;
	return -1;
}

const char *
result_value(const struct result *result, size_t row, int column)
{
	if (column < 0 || PQgetisnull(result->res, (int)row, column))
		return NULL;
	return PQgetvalue(result->res, (int)row, column);
}

const char *
result_get(const struct result *result, size_t row, const char *name)
{
	return result_value(result, row, result_column(result, name));
}

size_t
result_touched(const struct result *result)
{
	long n = 0;

	(void)str_to_long(PQcmdTuples(result->res), 2000000000, &n);
	return (size_t)n;
}

void
result_free(struct result *result)
{
	if (result)
		PQclear(result->res);
	free(result);
}
