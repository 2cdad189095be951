/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_FAR_H
#define HITO_TESTS_FAR_H

/* A desk behind a proxy that cuts its line, and an eye that looks at the
 * truth past it. Whatever fails ends the test. */

#include <libpq-fe.h>

#include "base/mem.h"
#include "base/wait.h"
#include "cmd/conf.h"
#include "store/store.h"

#include "proxy.h"

struct far {
	struct proxy *proxy;
	struct arena *arena;
	struct settings settings;
	struct wait wait; /* gives a silent line up after seconds */
	struct desk *desk;
	PGconn *eye;
};

void far_open(struct far *far);
void far_close(struct far *far);
/* The number that a query of one answers; value: its $1. */
long far_number(struct far *far, const char *sql, const char *value);
/* Fails with the error unless done. */
void must(bool done, const struct err *err, const char *what);

#endif
