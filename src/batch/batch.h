/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_BATCH_H
#define HITO_BATCH_BATCH_H

/*
 * The subcommands: options in, exit code out, data on standard output,
 * everything else on standard error. One file each; this is their table.
 * Exit codes: 0 done, 1 usage or own failure, 2 connection, 3 refused by the
 * server (an import refused for bad rows too), 4 done with rejected rows, 5 a
 * dry run that found errors, 130 interrupted.
 */

#include <stdbool.h>
#include <stddef.h>

#include "cmd/conf.h"
#include "db/session.h"
#include "store/desk.h"

enum {
	EXIT_DONE = 0,
	EXIT_USAGE = 1,
	EXIT_LINK = 2,
	EXIT_REFUSED = 3,
	EXIT_REJECTS = 4,
	EXIT_DRY_ERRORS = 5,
	EXIT_INTERRUPTED = 130,
};

/* What stands before or after the subcommand and holds for all of them. */
struct batch {
	struct settings *settings;
	struct session_params params;
	bool quiet;
	bool given_connection; /* by option, PG* variable or setting */
	struct arena *arena;
	const char *plan; /* --plan */
	const char *period;
};

struct subcommand {
	const char *name;    /* "import" */
	const char *name_es; /* "importar" */
	const char *usage;   /* one line after the name */
	const char *help;
	int (*run)(struct batch *batch, int argc, char **argv);
};

/* NULL when there is none of that name. */
const struct subcommand *subcommand_find(const char *name);
typedef void subcommand_each_fn(void *arg, const struct subcommand *s);
void subcommand_each(subcommand_each_fn *fn, void *arg);

int batch_db(struct batch *batch, int argc, char **argv);
int batch_user(struct batch *batch, int argc, char **argv);
int batch_form(struct batch *batch, int argc, char **argv);
int batch_list(struct batch *batch, int argc, char **argv);
int batch_show(struct batch *batch, int argc, char **argv);
int batch_import(struct batch *batch, int argc, char **argv);
int batch_report(struct batch *batch, int argc, char **argv);

/* A desk connected as the options say, for the subcommands that work on
 * registers; exit code in *code on failure, the message already said. */
struct desk *batch_desk(struct batch *batch, int *code);

#endif
