/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/wait.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <time.h>

int64_t
clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int
clock_left_ms(int64_t deadline)
{
	int64_t left;

	if (deadline < 0)
		return -1;
	left = deadline - clock_ms();
	if (left < 0)
		return 0;
	return left > INT_MAX ? INT_MAX : (int)left;
}

static short
poll_events(unsigned events)
{
	return (short)((events & WAIT_READ ? POLLIN : 0) |
		       (events & WAIT_WRITE ? POLLOUT : 0));
}

void
wait_polls(const struct wait_for *on, struct pollfd *p)
{
	p[0] = (struct pollfd){ .fd = on->fd,
		.events = poll_events(on->events) };
	p[1] = (struct pollfd){ .fd = on->also_events ? on->also_fd : -1,
		.events = poll_events(on->also_events) };
}

bool
wait_is_ready(const struct wait_for *on)
{
	struct pollfd p[WAIT_FDS];

	wait_polls(on, p);
	return poll(p, WAIT_FDS, 0) != 0;
}

static enum wait_result
plain_until(struct wait *self, const struct wait_for *on)
{
	(void)self;
	for (;;) {
		struct pollfd p[WAIT_FDS];
		int n;

		wait_polls(on, p);
		n = poll(p, WAIT_FDS, clock_left_ms(on->deadline_ms));
		if (n > 0)
			return WAIT_READY;
		if (n == 0 && on->deadline_ms >= 0 &&
			clock_ms() >= on->deadline_ms)
			return WAIT_TIMEOUT;
		/* A broken descriptor: let the reader find out. */
		if (n < 0 && errno != EINTR)
			return WAIT_READY;
	}
}

struct wait wait_plain = { .until = plain_until };
