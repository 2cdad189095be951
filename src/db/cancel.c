/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking the server to stop what runs. libpq of 17 and newer asks over TLS as
 * the session does and step by step, so that the session's own wait carries
 * it; an older one blocks on a connection of its own.
 */
#include "db/link.h"

#ifdef LIBPQ_HAS_ASYNC_CANCEL

#include <poll.h>

void
cancel_end(struct session *s)
{
	if (s->cancel)
		PQcancelFinish(s->cancel);
	s->cancel = NULL;
}

void
cancel_send(struct session *s)
{
	cancel_end(s);
	s->cancel = PQcancelCreate(s->conn);
	if (!s->cancel || !PQcancelStart(s->cancel))
		cancel_end(s);
	s->cancel_state = PGRES_POLLING_WRITING;
	s->round_trips++;
}

void
cancel_watch(const struct session *s, struct wait_for *on)
{
	if (!s->cancel)
		return;
	on->also_fd = PQcancelSocket(s->cancel);
	on->also_events = s->cancel_state == PGRES_POLLING_READING ? WAIT_READ
								   : WAIT_WRITE;
}

void
cancel_step(struct session *s)
{
	struct wait_for on = { .fd = -1 };

	cancel_watch(s, &on);
	if (!s->cancel || !wait_is_ready(&on))
		return;
	s->cancel_state = PQcancelPoll(s->cancel);
	if (s->cancel_state == PGRES_POLLING_OK ||
		s->cancel_state == PGRES_POLLING_FAILED)
		cancel_end(s);
}

#else

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/child.h"

/*
 * PQcancel blocks, on a dead link for minutes: a child does it, so that keys
 * are answered meanwhile. PQcancel is safe in a signal handler, so also after
 * fork.
 */
void
cancel_send(struct session *s)
{
	PGcancel *cancel = PQgetCancel(s->conn);
	char words[256];
	pid_t child;

	if (!cancel)
		return;
	child = fork();
	if (child == 0) {
		/* before we go on: what is ours, a journal, is nobody else's */
		child_close_from(0, -1);
		/* The grandchild is init's to bury, not ours to wait for. */
		if (fork() == 0)
			(void)PQcancel(cancel, words, (int)sizeof words);
		_exit(0);
	}
	if (child > 0)
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
	PQfreeCancel(cancel);
	s->round_trips++;
}

void
cancel_end(struct session *s)
{
	(void)s;
}

void
cancel_watch(const struct session *s, struct wait_for *on)
{
	(void)s;
	(void)on;
}

void
cancel_step(struct session *s)
{
	(void)s;
}

#endif
