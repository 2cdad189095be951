/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_LINK_H
#define HITO_DB_LINK_H

/*
 * What the files of db/ share and nobody else sees: the session's inside, and
 * the waits on its socket. Only db/ includes this, as only db/ sees libpq.
 */

#include <libpq-fe.h>

#include "db/names.h"
#include "db/packing.h"
#include "db/session.h"

/* Keywords and values as libpq takes them. */
struct link_params {
	size_t n;
	char *keywords[48];
	char *values[48];
	bool off_machine; /* the server is on another machine */
	bool over_tcp;	  /* or at the near end of a tunnel */
	bool direct;	  /* TLS from the first byte is asked for */
	bool ours;	  /* by us: without it is tried too */
	bool unanswered;  /* and was, for nobody answered */
	long timeout;	  /* seconds to connect in, each host; 0 no end */
	char *hosts;	  /* whose addresses are to be found; NULL none are */
	char *ports;	  /* as they were said with them; NULL were not */
};

struct session {
	PGconn *conn;
	struct wait *wait;
	struct link_params params;
	PostgresPollingStatusType state; /* of connecting */
	unsigned round_trips;
	struct names names; /* of statements, that this link knows */
	struct packer packer;
	char server[256]; /* whose answers are kept */
	struct refusal refusal;
	char user[128];
	char database[128];
	char where[260];
	bool prefetching;	   /* sent, not all of it read */
	struct ahead *ahead;	   /* what is, or was last (query.c) */
	struct packing *packed;	   /* as it travels; NULL: as it was given */
	const char *behind;	   /* goes out behind what is run next */
	struct result *prefetched; /* arrived, not yet taken */
	int cancels;		   /* sent in this wait */
	bool lacks_standby;	   /* it said so in this wait */
	bool unheard;		   /* nothing came since the last one */
	bool leaves;		   /* the person wants out of a link, too */
	int64_t asked_ms;	   /* when the first one was sent */
	int64_t cancelled_ms;	   /* when the last one was sent; 0 never */
	int64_t since_ms;
	int64_t came_ms;  /* when something moved last */
	size_t came;	  /* bytes of the answer so far */
	int64_t first_ms; /* when its first ones came */
	/* How long a page would be coming, by the last one that tells. */
	int64_t flow_ms;
	int64_t deadline_ms;
	bool was_idle; /* nothing was open on the server when it began */
#ifdef LIBPQ_HAS_ASYNC_CANCEL
	PGcancelConn *cancel;
	PostgresPollingStatusType cancel_state;
#endif
};

struct result {
	PGresult *res;
};

/* Begins to count the time of one thing waited for. */
void link_begin(struct session *s);
/* Milliseconds since then. */
long link_passed(const struct session *s);
/* Sends all that is buffered, taking in what arrives meanwhile. */
bool link_flush(struct session *s, const char *what, struct err *err);
/* Until PQgetResult would not block. */
bool link_await(struct session *s, const char *what, struct err *err);
/* Until something came, and takes it in: rows of a COPY make nobody busy. */
bool link_more(struct session *s, const char *what, struct err *err);
/* What the server refused was not what is waited for: a wish to leave is told
 * to it anew. */
void link_not_heard(struct session *s);
/* Closes a link that is of no more use and says so; returns false. */
bool link_lost(struct session *s, struct err *err);
/* ERR_LINK when there is no link. */
bool link_check(const struct session *s, struct err *err);
/* Reads away whatever the server still has to say; false when lost. */
bool link_drain(struct session *s, const char *what, struct err *err);
/* Asks the server to stop what runs. What that takes goes on beside the
 * session's wait: watched with it, a step each time it ends. */
void cancel_send(struct session *s);
void cancel_watch(const struct session *s, struct wait_for *on);
void cancel_step(struct session *s);
void cancel_end(struct session *s);
/* What was asked for ahead is no more wanted. */
void link_drop_prefetched(struct session *s);
/* Takes the prefetched result in, so that the link is free. */
bool link_finish_prefetch(struct session *s, struct err *err);
/* Fills s->refusal and err from a failed result; returns false. */
bool link_refused(struct session *s, const PGresult *res, struct err *err);
struct result *result_wrap(PGresult *res);

/* The keyword list for libpq out of what the person gave (link_params.c). */
void
link_params_make(struct link_params *out, const struct session_params *given);
void link_params_free(struct link_params *p);
const char *link_params_get(const struct link_params *p, const char *keyword);
void
link_params_set(struct link_params *p, const char *keyword, const char *value);
/* The same in place of what was set before. */
void
link_params_put(struct link_params *p, const char *keyword, const char *value);
/* A socket directory, or a name or address of this machine. */
bool link_is_here(const char *host, size_t n);
/* Finds the addresses of the hosts that are named, waiting as the session
 * does; ERR_LINK, ERR_CANCEL (resolve.c). */
bool link_resolve(struct session *session, struct err *err);
/* The person left connecting. */
bool link_cancelled(struct err *err);
enum {
	LINK_KNOWS_DIRECT = 170000
}; /* libpq and server */
/* How TLS begins (sslnegotiation) and whether it is required (sslmode); NULL
 * where nothing is said (negotiate.c). */
struct negotiation {
	const char *begin;
	const char *mode;
};
/* What is to be said in place of what was, with libpq of that version; answered:
 * the server is known to take TLS from the first byte. */
struct negotiation link_negotiate(
	int libpq, const struct negotiation *said, bool socket, bool answered);
/* Do libpq's words say that nobody answered to that? */
bool link_direct_unanswered(const char *words);
/* Turns libpq's words about a failed connection into a sentence; direct: TLS
 * was to begin with the first byte. */
bool link_explain(const char *words, bool direct, struct err *err);

#endif
