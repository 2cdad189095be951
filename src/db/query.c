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

/* What of a pipeline is answered by itself. */
struct sent {
	size_t statement;
	struct name *name; /* NULL: its text was sent */
	bool known;	   /* the name, before this pipeline */
	enum {
		SENT_TO_RUN,
		SENT_TO_MAKE, /* the name */
		SENT_TO_CLOSE
	} what;
	bool done; /* the server said so */
};

/* Statements under way as one pipeline. */
struct flight {
	struct session *s;
	const char *what;
	size_t n;
	const struct statement *statements;
	struct result **results;
	bool named; /* what is said again is called by its name */
	unsigned no;
	struct sent *sent;
	size_t n_sent;
	size_t at; /* the one whose answer comes next */
	bool refused;
	bool stale; /* by what is known of a name */
	size_t failed;
	struct err *err;
};

enum {
	SENT_MOST = 3 /* of one statement */
};

/* One that is sent ahead: all that is to be kept until its answer is taken,
 * which may be never. */
struct ahead {
	struct flight flight;
	struct statement statement;
	struct sent sent[SENT_MOST];
	char text[];
};

static size_t
statement_at(const struct flight *f)
{
	return f->at < f->n_sent ? f->sent[f->at].statement : f->n;
}

/* ---- sending */

static bool
not_sent(struct session *s, struct err *err)
{
	if (PQstatus(s->conn) == CONNECTION_BAD)
		return link_lost(s, err);
	err_set(err, ERR_BUG, NULL, "%s",
		_("No se pudo enviar la consulta al servidor."));
	return err_detail(err, PQerrorMessage(s->conn));
}

static void
note_sent(struct flight *f, size_t statement, struct name *name, int what)
{
	f->sent[f->n_sent++] = (struct sent){ .statement = statement,
		.name = name,
		.known = name && name->since != f->no,
		.what = what };
}

/* Its name, made with it where it has none yet. NULL: it goes as text. */
static struct name *
name_of(struct flight *f, size_t i, bool *sent)
{
	struct session *s = f->s;
	const char *sql = f->statements[i].sql;
	bool named = f->named && !f->statements[i].by_value;
	struct name *name = named ? names_find(&s->names, sql) : NULL;
	struct name *spare = !named || name ? NULL : names_spare(&s->names);
	char close[40];

	if (spare) {
		(void)snprintf(
			close, sizeof close, "deallocate \"%s\"", spare->id);
		*sent = PQsendQueryParams(
			s->conn, close, 0, NULL, NULL, NULL, NULL, 0);
		spare->closing = true;
		note_sent(f, i, spare, SENT_TO_CLOSE);
	}
	if (name || !named)
		return name;
	name = names_add(&s->names, sql);
	if (name && *sent) {
		*sent = PQsendPrepare(s->conn, name->id, sql, 0, NULL);
		note_sent(f, i, name, SENT_TO_MAKE);
	}
	return name;
}

static bool
send_one(struct flight *f, size_t i)
{
	struct session *s = f->s;
	const struct statement *st = &f->statements[i];
	const char *const *values = (const char *const *)st->values;
	bool sent = true;
	struct name *name = name_of(f, i, &sent);

	if (sent && name)
		sent = PQsendQueryPrepared(
			s->conn, name->id, st->n, values, NULL, NULL, 0);
	else if (sent)
		sent = PQsendQueryParams(
			s->conn, st->sql, st->n, NULL, values, NULL, NULL, 0);
	if (name)
		name->used = f->no;
	note_sent(f, i, name, SENT_TO_RUN);
	return sent || not_sent(s, f->err);
}

static bool
load(struct flight *f)
{
	struct session *s = f->s;

	f->no = ++s->names.flight;
	if (!PQenterPipelineMode(s->conn))
		return err_set(f->err, ERR_BUG, NULL, "%s",
			_("La conexión está ocupada con otra consulta."));
	for (size_t i = 0; i < f->n; i++)
		if (!send_one(f, i))
			return s->conn ? link_lost(s, NULL) : false;
	return PQpipelineSync(s->conn) || link_lost(s, f->err);
}

static bool
take_off(struct flight *f)
{
	return load(f) && link_flush(f->s, f->what, f->err);
}

/* ---- answers */

/* The statement whose answer this is, for who asked to see them. */
static void
echo_answer(const struct flight *f, const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	const char *failure = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	size_t i = statement_at(f);

	if (i >= f->n || status == PGRES_PIPELINE_SYNC || !log_echoes())
		return;
	/* what could not be made was told, and is not run either */
	if (f->sent[f->at].what == SENT_TO_RUN ? f->refused && f->failed == i
					       : !failure)
		return;
	if (status == PGRES_PIPELINE_ABORTED)
		failure = "not run";
	log_echo(f->statements[i].sql, link_passed(f->s), failure);
}

/* Those whose answer never came. */
static void
echo_lost(const struct flight *f)
{
	for (size_t i = f->at; i < f->n_sent; i++)
		if (f->sent[i].what == SENT_TO_RUN)
			log_echo(f->statements[f->sent[i].statement].sql,
				link_passed(f->s), "lost");
}

/* What the names are behind this pipeline: its answers tell. */
static void
settle_names(struct flight *f)
{
	for (size_t i = 0; f->s->conn && i < f->n_sent; i++) {
		struct sent *sent = &f->sent[i];

		if (sent->done)
			continue;
		if (sent->what == SENT_TO_MAKE)
			names_drop(&f->s->names, sent->name);
		else if (sent->what == SENT_TO_CLOSE)
			sent->name->closing = false;
	}
}

static void
take_done(struct flight *f, PGresult *res)
{
	struct sent *sent = f->at < f->n_sent ? &f->sent[f->at] : NULL;

	if (sent)
		sent->done = true;
	if (sent && sent->what == SENT_TO_RUN && !f->results[sent->statement]) {
		f->results[sent->statement] = result_wrap(res);
		return;
	}
	if (sent && sent->what == SENT_TO_MAKE)
		sent->name->made = true;
	else if (sent && sent->what == SENT_TO_CLOSE)
		names_drop(&f->s->names, sent->name);
	PQclear(res);
}

/* Whoever is at the other end does not keep names, or what a name stands for
 * has other columns than when it was made. */
static bool
is_stale(struct flight *f)
{
	const char *code = f->s->refusal.sqlstate;
	const struct sent *sent = f->at < f->n_sent ? &f->sent[f->at] : NULL;

	if (!sent || !sent->name)
		return false;
	if (str_eq(code, "26000") || str_eq(code, "42P05"))
		f->s->names.off = true;
	else if (!str_eq(code, "0A000") || !sent->known)
		return false;
	return true;
}

static void
take_refused(struct flight *f, PGresult *res)
{
	if (!f->refused) {
		f->refused = true;
		f->failed = statement_at(f);
		link_refused(f->s, res, f->err);
		f->stale = is_stale(f);
	}
	PQclear(res);
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
		take_done(f, res);
		break;
	case PGRES_PIPELINE_ABORTED:
		PQclear(res);
		break;
	default:
		take_refused(f, res);
	}
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
				f->at > f->n_sent + 2)
				return link_lost(s, f->err);
			continue;
		}
		if (take_in(f, res))
			return true;
		if (PQstatus(s->conn) == CONNECTION_BAD)
			return link_lost(s, f->err);
	}
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
	struct flight *f = s->ahead ? &s->ahead->flight : NULL;
	struct result *result = NULL;
	struct err own = { 0 };
	bool landed;

	if (!s->prefetching)
		return true;
	s->prefetching = false;
	f->results = &result;
	f->err = &own;
	landed = land(f);
	settle_names(f);
	if (landed && !f->refused) {
		s->prefetched = result;
		s->came = 0;
		return true;
	}
	result_free(result);
	if (landed)
		link_not_heard(s);
	else if (err)
		*err = own;
	return landed;
}

bool
session_flows_slowly(const struct session *session)
{
	return session->flow_ms > FLOW_MS;
}

static struct flight *
make_ahead(struct session *session, const struct statement *s)
{
	size_t n = log_echoes() ? strlen(s->sql) : 0;
	struct ahead *ahead = mem_alloc(sizeof *ahead + n + 1);

	free(session->ahead);
	session->ahead = ahead;
	*ahead = (struct ahead){ .statement = *s };
	memcpy(ahead->text, s->sql, n);
	ahead->text[n] = '\0';
	ahead->flight = (struct flight){ .s = session,
		.what = _("Consulta"),
		.n = 1,
		.statements = &ahead->statement,
		.named = !session->names.off,
		.sent = ahead->sent };
	return &ahead->flight;
}

/* The caller's statement is no more needed. */
static void
keep_ahead(struct ahead *ahead)
{
	ahead->statement.sql = ahead->text;
	ahead->statement.values = NULL;
}

void
link_drop_prefetched(struct session *s)
{
	result_free(s->prefetched);
	s->prefetched = NULL;
	packing_free(s->packed);
	s->packed = NULL;
}

/* In the burst of what is run, behind its Sync. */
static bool
load_behind(struct session *s, const char *sql, struct err *err)
{
	struct flight *f;
	bool loaded;

	if (!sql)
		return true;
	link_drop_prefetched(s);
	f = make_ahead(s, &(struct statement){ .sql = sql });
	f->err = err;
	loaded = load(f);
	keep_ahead(s->ahead);
	return loaded;
}

/* All of it, once; false when it was refused or the link lost. */
static bool
fly(struct flight *f)
{
	struct session *s = f->s;
	const char *behind = s->prefetching ? NULL : s->behind;
	bool done;

	link_begin(s);
	s->round_trips++;
	s->behind = NULL;
	f->sent = mem_alloc(SENT_MOST * f->n * sizeof *f->sent + 1);
	done = load(f) && load_behind(s, behind, f->err) &&
	       link_flush(s, f->what, f->err) && land_ahead(s, f->err) &&
	       land(f);
	if (!done)
		echo_lost(f);
	else if (behind)
		s->prefetching = true;
	else
		PQexitPipelineMode(s->conn);
	settle_names(f);
	free(f->sent);
	if (done && !f->refused)
		return true;
	drop_results(f->results, f->n);
	return false;
}

/* A statement in a transaction of several pipelines cannot be said again by
 * itself: it goes as text. */
static bool
is_alone(const struct session *s)
{
	return s->prefetching || PQtransactionStatus(s->conn) == PQTRANS_IDLE;
}

static bool
run(struct flight *wanted, size_t *failed)
{
	struct session *s = wanted->s;
	struct flight f = *wanted;
	bool done;

	memset(f.results, 0, f.n * sizeof(struct result *));
	if (failed)
		*failed = 0;
	if (!link_check(s, f.err))
		return false;
	f.named = f.named && !s->names.off && is_alone(s);
	done = fly(&f);
	/* Nothing of it was done: all of it again, made anew or as text. */
	while (!done && f.stale && s->conn) {
		/* what went out behind it knows names too */
		if (!link_finish_prefetch(s, f.err))
			return false;
		names_forget(&s->names);
		err_clear(f.err);
		f = *wanted;
		f.named = !s->names.off;
		done = fly(&f);
	}
	if (!done && failed)
		*failed = f.failed;
	return done;
}

/* The same of statements that answer one text. */
static bool
run_packed(struct flight *f, struct packing *p, size_t *failed)
{
	bool done;

	if (p)
		f->statements = p->v;
	done = run(f, failed);
	if (!done || packing_take(p, f->results, f->err))
		return done;
	drop_results(f->results, f->n);
	return false;
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
		.named = true,
		.err = err };
	struct packing *p = packing_new(&session->packer, statements, n,
		!session->conn || !is_alone(session));
	bool done = run_packed(&f, p, failed);

	/* nothing of it was done */
	if (!done && packing_is_unheard(p, &session->refusal)) {
		packing_free(p);
		p = packing_new(&session->packer, statements, n, true);
		err_clear(err);
		done = run_packed(&f, p, failed);
	}
	packing_free(p);
	return done;
}

struct result *
session_query(struct session *session, const char *what, struct err *err,
	const char *sql, int n, ...)
{
	const char *values[MAX_VALUES] = { NULL };
	const struct statement st = { .sql = sql, .n = n, .values = values };
	struct result *result = NULL;
	struct flight f = { .s = session,
		.what = what,
		.n = 1,
		.statements = &st,
		.results = &result,
		.err = err };
	va_list ap;

	if (n > MAX_VALUES)
		die("session_query: %d values", n);
	va_start(ap, n);
	for (int i = 0; i < n; i++)
		values[i] = va_arg(ap, const char *);
	va_end(ap);
	run(&f, NULL);
	return result;
}

bool
session_ahead_is_there(struct session *session, struct wait_for *on)
{
	if (!session_is_open(session) || !session->prefetching)
		return true;
	if (!PQisBusy(session->conn) || !PQconsumeInput(session->conn) ||
		!PQisBusy(session->conn))
		return true;
	if (on)
		*on = (struct wait_for){ .fd = PQsocket(session->conn),
			.events = WAIT_READ,
			.deadline_ms = -1 };
	return false;
}

bool
session_prefetch(struct session *session, const struct statement *s)
{
	struct flight *f;

	if (!link_check(session, NULL) ||
		!session_ahead_is_there(session, NULL) ||
		!link_finish_prefetch(session, NULL) ||
		PQtransactionStatus(session->conn) != PQTRANS_IDLE)
		return false;
	link_drop_prefetched(session);
	session->packed = packing_new(&session->packer, s, 1, false);
	f = make_ahead(session, session->packed ? session->packed->v : s);
	session->prefetching = take_off(f);
	if (!session->prefetching)
		settle_names(f);
	keep_ahead(session->ahead);
	return session->prefetching;
}

void
session_behind(struct session *session, const char *sql)
{
	session->behind = sql;
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
	if (session->prefetched && session->packed &&
		!packing_take(session->packed, &session->prefetched, NULL))
		link_drop_prefetched(session);
	result = session->prefetched;
	session->prefetched = NULL;
	link_drop_prefetched(session);
	return result;
}
