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

static enum wait_result
plain_until(struct wait *self, const struct wait_for *on)
{
	(void)self;
	for (;;) {
		struct pollfd p = { .fd = on->fd };
		int n;

		if (on->events & WAIT_READ)
			p.events |= POLLIN;
		if (on->events & WAIT_WRITE)
			p.events |= POLLOUT;
		n = poll(&p, 1, clock_left_ms(on->deadline_ms));
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
