/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_SESSION_H
#define HITO_DB_SESSION_H

/*
 * A connection to the server and the one way to use it: a list of statements
 * sent as one pipeline with one Sync, answered by as many results. All or
 * nothing: the implicit transaction of the pipeline is undone whole by any
 * error. Only non-blocking libpq calls; every wait goes through the struct
 * wait that the opener gives. Knows nothing of forms or screens.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/statement.h"
#include "base/wait.h"

struct session;
struct result;

/*
 * What the person gave; every member may be NULL. conninfo is a URI, a
 * keyword=value string or a database name, untouched. Her own `options`
 * (URI, service, PGOPTIONS) are kept, ours go before them: statement, lock and
 * idle timeouts, search_path, hito.office.
 */
struct session_params {
	const char *conninfo;
	const char *host;
	const char *port;
	const char *user;
	const char *dbname;
	const char *password; /* from a prompt; never from the command line */
	const char *office;   /* code of the office she works in */
	bool prompt_password; /* -W */
	bool never_prompt;    /* -w */
	const char *application; /* "hito", shown to the server */
	bool any_server;	 /* also a read-only standby (hito db status) */
	bool direct;   /* this server takes TLS from the first byte, it seems */
	bool standby;  /* rather one that only follows another; nothing is
		       * written then */
	bool as_it_is; /* none of our options: what the server says itself */
};

/* "central:5432", to remember something of a server by; "" for one on this
 * machine, and for several. */
void
session_server(const struct session_params *params, char *out, size_t size);
/* Does the server take TLS from the first byte, and this program ask for it? */
bool session_takes_direct(const struct session *session);

/* Did session_open fail because no server that answers takes writes? Then one
 * with any_server reads. */
bool session_was_read_only(const struct err *err);
/* A standby, or a server that takes no writes now. */
bool session_is_read_only(const struct session *session);
/* Does it write dates as hito reads them? Else its settings never came there. */
bool session_dates_are_iso(const struct session *session);
/* How the link is kept from others; texts live until the session is closed. */
struct session_guard {
	bool off_machine;     /* the server is on another one */
	const char *protocol; /* "TLSv1.3"; NULL: none */
	char sslmode[16];     /* "verify-full"; "" not known */
};
struct session_guard session_guard(const struct session *session);
/* Does a connection string bring a password? */
bool session_tells_password(const char *conninfo);

/* NULL with err (ERR_LINK, ERR_RIGHTS for a refused login) on failure; waits
 * through wait. *needs_password tells that a prompt would help. */
struct session *session_open(const struct session_params *params,
	struct wait *wait, bool *needs_password, struct err *err);
/*
 * The same in two steps, for a server that starts its part while the program
 * prepares its own. session_begin waits for nothing; NULL for a server on
 * another machine, where looking up its name may take long. session_finish
 * takes the parameters that were given to it, and closes what it cannot open.
 */
struct session *session_begin(const struct session_params *params);
struct session *
session_finish(struct session *begun, const struct session_params *params,
	struct wait *wait, bool *needs_password, struct err *err);
void session_close(struct session *session);

/* The edition of the database that was found there. On a link made anew the
 * server refuses changes where it has another one (REFUSE_EDITION). */
void session_expect(struct session *session, const char *edition);
/* The same parameters again after a lost link. */
bool session_reopen(struct session *session, struct err *err);
/* False after the link was lost, until session_reopen. */
bool session_is_open(const struct session *session);
/* The same, after having looked whether it was lost while nobody asked it for
 * anything. Sends nothing. */
bool session_look(struct session *session);
/* Whether what was lost last began with no transaction open, and was not left
 * by who waited for it: then the same may be asked again. */
bool session_may_repeat(const struct session *session);
/* "rgarcia@central". Owned by session. */
const char *session_where(const struct session *session);
const char *session_user(const struct session *session);
const char *session_database(const struct session *session);
/* While no query runs, for at most ms: until there is something to read from
 * fd (*came), or until the link is lost while nothing comes: false then. */
bool session_wait_input(
	struct session *session, int fd, int ms, bool *came, struct err *err);
/* The wait may be exchanged while no query runs. */
void session_set_wait(struct session *session, struct wait *wait);
/* Round trips that were awaited so far, for the tests' budgets and the log. What
 * is sent ahead is one only when it is awaited by itself. */
unsigned session_round_trips(const struct session *session);

/*
 * Runs n statements as one pipeline. results[i] is filled for each (to be
 * freed by result_free) or, on failure, none. what names the wait. On a
 * refusal err is what db/refuse makes of it and err->detail the server's
 * words; *failed (may be NULL) is the index of the statement that failed.
 * The text of each travels once a connection (names.h).
 */
bool session_run(struct session *session, const struct statement *statements,
	size_t n, struct result **results, size_t *failed, const char *what,
	struct err *err);
/* One statement with values given one by one (const char *, n of them). */
struct result *session_query(struct session *session, const char *what,
	struct err *err, const char *sql, int n, ...);
/* Several commands in one string, no values: scripts of sql/ (simple query
 * protocol). Notices go to notice (may be NULL). */
bool session_script(struct session *session, const char *sql, const char *what,
	struct err *err);

/*
 * The machine-readable part of the last refusal: SQLSTATE, and the names the
 * server gave or "". Valid until the next call. A function that saves many rows
 * puts the number of the one it refuses before the column, "3.executed".
 */
struct refusal {
	char sqlstate[6];
	char schema[64];
	char table[64];
	char column[64];
	char constraint[64];
	char message[512];
	char detail[512];
	char hint[256];
	size_t row; /* of many that one statement changes, from 1; 0 none */
};
const struct refusal *session_refusal(const struct session *session);

/* A result as text. NULL value = SQL NULL. Owned by result. */
size_t result_rows(const struct result *result);
int result_columns(const struct result *result);
const char *result_name(const struct result *result, int column);
/* -1 when there is none of that name. */
int result_column(const struct result *result, const char *name);
const char *result_value(const struct result *result, size_t row, int column);
/* By column name; NULL also when there is no such column. */
const char *
result_get(const struct result *result, size_t row, const char *name);
/* Rows touched by an INSERT, UPDATE, DELETE, COPY. */
size_t result_touched(const struct result *result);
void result_free(struct result *result);
/*
 * A statement that answers one text (enum statement_answer), row values behind
 * each other with commas ("select string_agg(x::text, ',') from f() as x"), has
 * a result of one column, a row each. Where the answer is the one that came the
 * last time, the server says no more than that.
 *
 * Below: a result of one column of row values as
 * one with a column of each name, in the order of the row; frees the packed
 * one. Describing many columns and counting each value costs a short answer
 * more bytes on the line than it holds.
 */
struct result *
result_unpack(struct result *packed, size_t n, const char *const *names);

/* The rows of such a result that begin with that letter, without it (0: all of
 * them); the packed one stays. names NULL: they have none. */
struct result *result_unpack_part(const struct result *packed, char letter,
	size_t n, const char *const *names);
/* Those of one of several lists, each of which ends with a row that is a line
 * end and nothing else. */
struct result *result_unpack_list(const struct result *packed, size_t list,
	size_t n, const char *const *names);

/*
 * The one kind of background query: send now, take the answer when it is
 * there. Only one at a time; what is run meanwhile goes out behind it, and
 * takes its answer in.
 */
bool session_prefetch(struct session *session, const struct statement *s);
/* Whether none is on its way any more; else on (may be NULL) is what to watch
 * for it. Waits for nothing. */
bool session_ahead_is_there(struct session *session, struct wait_for *on);
/*
 * Goes out with what is run next, in a transaction of its own behind it: no
 * trip more, and its answer is drained as a prefetched one. sql lives on.
 */
void session_behind(struct session *session, const char *sql);
/* The prefetched result if it has arrived, waiting at most until it has;
 * NULL when none is under way or it failed. */
struct result *session_prefetched(struct session *session);
/* Whether a page would be long on its way, as the last answers were: asked for
 * ahead it would stand before what is wanted next. */
bool session_flows_slowly(const struct session *session);

#endif
