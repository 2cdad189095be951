/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _DEFAULT_SOURCE /* initgroups */
#include "db/child.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PIECE = 1 << 16,
	LOOK_MS = 200
};

/* A child that runs, and our ends of its three; -1: none. */
struct running {
	pid_t pid;
	int in, out, words;
	const struct child_flow *flow;
	struct buf *said;
	char *piece;  /* just come from it */
	size_t n, at; /* of the piece on its way in: how long, how far */
	bool stopped;
};

/* Out of the hands of the caller, for good. */
static bool
become(const struct passwd *pw)
{
	return initgroups(pw->pw_name, pw->pw_gid) == 0 &&
	       setgid(pw->pw_gid) == 0 && setuid(pw->pw_uid) == 0 &&
	       setuid(0) != 0;
}

void
child_close_from(int first, int kept)
{
	long max = sysconf(_SC_OPEN_MAX);

	if (max < 0 || max > 4096)
		max = 4096;
	for (int fd = first; fd < (int)max; fd++)
		if (fd != kept)
			close(fd);
}

/* Its standard input, output and error; 0: /dev/null for the first. */
_Noreturn static void
become_program(const struct child *child, const struct passwd *pw,
	const char *const *argv, const int ends[3])
{
	char home[1024];
	char *env[] = { home, "PATH=/usr/local/bin:/usr/bin:/bin",
		"LC_ALL=C.UTF-8", "TZ=UTC", NULL };
	int in = ends[0] > 0 ? ends[0] : open("/dev/null", O_RDWR);

	snprintf(home, sizeof home, "HOME=%s", child->home);
	if (in < 0 || dup2(in, 0) < 0 || dup2(ends[1], 1) < 0 ||
		dup2(ends[2], 2) < 0)
		_exit(127);
	child_close_from(3, -1);
	if (pw && !become(pw))
		_exit(126);
	if (chdir(child->home) != 0 && chdir("/") != 0)
		_exit(126);
	execve(argv[0], (char *const *)argv, env);
	_exit(127);
}

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The pipes of those that are wanted; its[]: the ends of the child. */
static bool
open_pipes(struct running *r, int its[3])
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, words[2];

	if (pipe(words) != 0)
		return false;
	if ((r->flow->give && pipe(in) != 0) ||
		(r->flow->take && pipe(out) != 0)) {
		close(words[0]);
		close(words[1]);
		shut(&in[0]);
		shut(&in[1]);
		return false;
	}
	r->in = in[1];
	r->out = out[0];
	r->words = words[0];
	its[0] = in[0];
	its[1] = out[1] >= 0 ? out[1] : words[1];
	its[2] = words[1];
	return true;
}

static bool
begin(struct running *r, const struct child *child, const char *const *argv)
{
	const struct passwd *pw = child->as[0] ? getpwnam(child->as) : NULL;
	int its[3];

	if ((child->as[0] && !pw) || !open_pipes(r, its))
		return false;
	r->pid = fork();
	if (r->pid == 0)
		become_program(child, pw, argv, its);
	close(its[2]);
	if (its[1] != its[2])
		close(its[1]);
	shut(&its[0]);
	return r->pid > 0;
}

/* Of what came from fd; false: that was the end. */
static bool
read_piece(int fd, char *piece, size_t *n)
{
	ssize_t got = read(fd, piece, PIECE);

	*n = got > 0 ? (size_t)got : 0;
	return got > 0 || (got < 0 && errno == EINTR);
}

static void
take_words(struct running *r)
{
	size_t n;

	if (!read_piece(r->words, r->piece, &n))
		shut(&r->words);
	else if (r->said)
		buf_add(r->said, r->piece, n);
}

static void
take_out(struct running *r)
{
	size_t n;

	if (!read_piece(r->out, r->piece, &n))
		shut(&r->out);
	else if (n > 0 && !r->flow->take(r->flow->arg, r->piece, n))
		r->stopped = true;
}

/* A child that reads no more says why, and with what status. */
static void
give_in(struct running *r, char *piece)
{
	ssize_t put;

	if (r->at == r->n) {
		ptrdiff_t n = r->flow->give(r->flow->arg, piece, PIECE);

		r->at = 0;
		r->n = n > 0 ? (size_t)n : 0;
		r->stopped = n < 0;
		if (n <= 0) {
			shut(&r->in);
			return;
		}
	}
	put = write(r->in, piece + r->at, r->n - r->at);
	if (put > 0)
		r->at += (size_t)put;
	else if (put < 0 && errno != EINTR && errno != EAGAIN)
		shut(&r->in);
}

static void
look(struct running *r)
{
	const struct child_flow *flow = r->flow;

	if (flow->go_on && !flow->go_on(flow->arg))
		r->stopped = true;
}

/* Until it has closed all, or is to end. What goes in has a piece of its own:
 * a pipe takes it by parts. */
static void
let_flow(struct running *r)
{
	char *gone = r->in >= 0 ? mem_alloc(PIECE) : NULL;

	if (r->in >= 0)
		fcntl(r->in, F_SETFL, O_NONBLOCK);
	while (!r->stopped && (r->words >= 0 || r->out >= 0)) {
		struct pollfd ends[] = { { r->words, POLLIN, 0 },
			{ r->out, POLLIN, 0 }, { r->in, POLLOUT, 0 } };

		(void)poll(ends, 3, LOOK_MS);
		look(r);
		if (ends[0].revents)
			take_words(r);
		if (ends[1].revents)
			take_out(r);
		if (ends[2].revents && r->in >= 0)
			give_in(r, gone);
	}
	free(gone);
}

/* Its exit status; -1 when it was ended, or ended by itself badly. */
static int
end(struct running *r)
{
	int status = 0;

	if (r->stopped)
		kill(r->pid, SIGTERM);
	shut(&r->in);
	shut(&r->out);
	shut(&r->words);
	while (waitpid(r->pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) && !r->stopped ? WEXITSTATUS(status) : -1;
}

int
child_flow(const struct child *child, const char *const *argv,
	const struct child_flow *flow, struct buf *words)
{
	struct running r = { .flow = flow, .said = words };
	struct sigaction ignore = { .sa_handler = SIG_IGN }, before;
	int status = -1;

	if (!begin(&r, child, argv)) {
		if (r.pid < 0) {
			shut(&r.in);
			shut(&r.out);
			shut(&r.words);
		}
		return -1;
	}
	r.piece = mem_alloc(PIECE);
	sigaction(SIGPIPE, &ignore, &before);
	let_flow(&r);
	status = end(&r);
	sigaction(SIGPIPE, &before, NULL);
	free(r.piece);
	return status;
}

int
child_run(const struct child *child, const char *const *argv, struct buf *out)
{
	static const struct child_flow nothing = { NULL };

	return child_flow(child, argv, &nothing, out);
}
