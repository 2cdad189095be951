/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_WAIT_H
#define HITO_BASE_WAIT_H

/*
 * How straight-line code waits for the server without a frozen screen. db/
 * knows no terminal: a session is given a wait by whoever opens it. The
 * screen's wait watches keyboard and socket, the batch's draws progress, the
 * tests' counts.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	WAIT_READ = 1,
	WAIT_WRITE = 2,
};

enum wait_result {
	WAIT_READY,   /* the socket is ready */
	WAIT_CANCEL,  /* the person wants out: cancel on the server */
	WAIT_TIMEOUT, /* deadline passed */
};

struct wait_for {
	int fd;
	unsigned events;      /* WAIT_READ, WAIT_WRITE */
	int also_fd;	      /* any of the two is enough */
	unsigned also_events; /* 0: there is no other */
	const char *what;     /* "Consulta", "Conexión": for the status line */
	int64_t since_ms;     /* clock_ms() when this wait began */
	int64_t came_ms;      /* when something came last; 0 nothing yet */
	size_t came;	      /* bytes of the answer so far */
	int64_t deadline_ms;  /* clock_ms() to give up at; -1 never */
	/* What was changed is there, and only another server that is to have
	 * it too is waited for, which is not there. */
	bool lacks_standby;
};

struct wait {
	enum wait_result (*until)(struct wait *self, const struct wait_for *on);
};

/* What of it poll(2) is to watch, WAIT_FDS of them; whether it is ready now. */
struct pollfd;
enum {
	WAIT_FDS = 2
};
void wait_polls(const struct wait_for *on, struct pollfd *p);
bool wait_is_ready(const struct wait_for *on);

/* Milliseconds of the monotonic clock. */
int64_t clock_ms(void);
/* How many are left until then, as poll takes them; -1 for ever. */
int clock_left_ms(int64_t deadline);
/* Plain poll(2): for batches without a terminal. */
extern struct wait wait_plain;

#endif
