/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_CHILD_H
#define HITO_DB_CHILD_H

/*
 * Running one of the server's programs to its end, without a shell, with a
 * small environment of our own and, when the caller is root, as another user.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct child {
	const char *as;	  /* user to run as; "" = the caller */
	const char *home; /* HOME and working directory */
};

/* Exit status; -1 when it could not be run or died by a signal. What it says
 * (both outputs, in English) is added to out, which may be NULL. */
int
child_run(const struct child *child, const char *const *argv, struct buf *out);

/* The bytes of one that reads or writes many; a member may be NULL. */
struct child_flow {
	/* What it writes on standard output; false: it is to end. */
	bool (*take)(void *arg, const char *bytes, size_t n);
	/* What it is to read: so many bytes, 0 at the end, -1: it is to end. */
	ptrdiff_t (*give)(void *arg, char *bytes, size_t room);
	/* Looked at while nothing flows; false: it is to end. */
	bool (*go_on)(void *arg);
	void *arg;
};

/* The same with its bytes flowing; what it says of errors is added to words.
 * -1 too when it was ended. */
int child_flow(const struct child *child, const char *const *argv,
	const struct child_flow *flow, struct buf *words);

/* In one of our own: what it would keep open (the terminal, a lock) is let go,
 * from that on, but for one. */
void child_close_from(int first, int kept);

#endif
