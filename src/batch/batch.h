/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_BATCH_H
#define HITO_BATCH_BATCH_H

/*
 * The subcommands: options in, exit code out, data on standard output,
 * everything else on standard error. One file each (batch/commands.h), in a
 * table (batch/table.h); what they share is here and in batch/options.h
 * (their words), batch/desk.h (registers), batch/output.h and
 * batch/progress.h.
 * Exit codes: 0 done, 1 usage or own failure, 2 connection, 3 refused by the
 * server (an import refused for bad rows too), 4 done with rejected rows, 5 a
 * dry run that found errors, 130 interrupted.
 */

#include <stdbool.h>

#include "cmd/conf.h"
#include "db/session.h"

enum {
	EXIT_DONE = 0,
	EXIT_USAGE = 1,
	EXIT_LINK = 2,
	EXIT_REFUSED = 3,
	EXIT_REJECTS = 4,
	EXIT_DRY_ERRORS = 5,
	EXIT_INTERRUPTED = 130,
};

struct options;

/* What stands before or after the subcommand and holds for all of them. */
struct batch {
	struct settings *settings;
	struct session_params params;
	bool quiet;
	bool shows_board;	 /* so that its desk asks for it */
	bool given_connection; /* by option, PG* variable or setting */
	struct arena *arena;
	const char *plan; /* --plan */
	const char *period;
	const char *called; /* the program, as it was called */
	const char *name; /* of the subcommand that runs; NULL none */
	const char *usage;
	struct wait wait; /* of its desk's session */
	int64_t told;	  /* the wait that was told of, by its begin */
	const struct options *options; /* those that hold for all */
	void *options_into;
};

/* Wrong use: says it with the subcommand's usage, returns EXIT_USAGE. */
int batch_usage(const struct batch *batch, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Prints err, returns its exit code. */
int batch_failed(const struct err *err);

/* Whether somebody can be asked. */
bool batch_at_terminal(void);
/* Asks her; no is the safe answer and the default. */
bool batch_agrees(const char *question);

#endif
