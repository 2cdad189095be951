/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_PROXY_H
#define HITO_TESTS_PROXY_H

/*
 * A line between a client and a PostgreSQL server that counts what travels
 * and can be made bad: slow, silent, cut after a byte. Runs in a thread of
 * the test program. Once the two speak TLS everything counts as connecting.
 */

#include <stdbool.h>
#include <stddef.h>

struct proxy;

/*
 * target: "HOST:PORT", or the path of a Unix socket. listen_dir: the
 * directory for a Unix socket ".s.PGSQL.5432" of ours; NULL: TCP on 127.0.0.1,
 * any port. Ends the test program on failure.
 */
struct proxy *proxy_open(const char *target, const char *listen_dir);
void proxy_close(struct proxy *proxy);
/* conninfo with host and port exchanged for the proxy's. */
const char *proxy_conninfo(const struct proxy *proxy, const char *conninfo,
	char *out, size_t room);

/* A round trip is a burst of the client followed by an answer. */
struct proxy_count {
	unsigned connections;
	unsigned connect_trips; /* until the server's first "ready" */
	unsigned trips;		/* after it */
	unsigned syncs;		/* "ready" answers after the first */
	size_t up;		/* bytes client to server, after connecting */
	size_t down;
	size_t largest_answer; /* bytes of the longest answer */
	size_t all;	       /* bytes both ways, connecting too */
};
struct proxy_count proxy_count(struct proxy *proxy);
void proxy_count_new(struct proxy *proxy);

/* Whether something is on its way: bytes, or an answer that a client waits
 * for; also while a link is being opened. */
bool proxy_is_busy(struct proxy *proxy);

enum proxy_cut {
	CUT_NONE,
	CUT_RESET, /* both sides get a reset */
	CUT_CLOSE, /* both sides get an orderly end */
	CUT_HALF,  /* that direction ends, the other still passes */
	CUT_STALL, /* silence in both directions, then (hold_ms) a reset */
	CUT_LOST,  /* that direction is swallowed, the other passes; then
		    * (hold_ms) a reset */
	CUT_HOW_MANY
};

struct proxy_fault {
	bool down;    /* counts bytes of the answers instead of the client's */
	size_t after; /* so many bytes still pass, from now on */
	enum proxy_cut how;
	int hold_ms; /* 0: for ever */
};
/* Once, on the connections that are open now. */
void proxy_arm(struct proxy *proxy, const struct proxy_fault *fault);
/* Whether the armed fault has struck. */
bool proxy_struck(struct proxy *proxy);

/* Every chunk waits so long each way. */
void proxy_delay(struct proxy *proxy, int ms);
/* So many bytes a second pass each way, 0 any, of all connections together. */
void proxy_rate(struct proxy *proxy, int bytes);
/* Nothing passes, either way, until it is set to false. */
void proxy_stall(struct proxy *proxy, bool on);
/* New connections are closed at once. */
void proxy_refuse(struct proxy *proxy, bool on);
/* Ends the connections that are open. */
void proxy_drop(struct proxy *proxy);
/* What goes next that way is cut behind its first byte, and no connection is
 * let in after it. */
void proxy_cut_next(struct proxy *proxy, bool down);

#endif
