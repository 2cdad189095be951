/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_CHILD_H
#define HITO_DB_CHILD_H

/*
 * Running one of the server's programs to its end, without a shell, with a
 * small environment of our own and, when the caller is root, as another user.
 */

#include <stdbool.h>

#include "base/mem.h"

struct child {
	const char *as;	  /* user to run as; "" = the caller */
	const char *home; /* HOME and working directory */
};

/* Exit status; -1 when it could not be run or died by a signal. What it says
 * (both outputs, in English) is added to out, which may be NULL. */
int
child_run(const struct child *child, const char *const *argv, struct buf *out);

#endif
