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
/* The name that a mistyped one is most like, in its language; NULL none. */
const char *subcommand_near(const char *name);
typedef void subcommand_each_fn(void *arg, const struct subcommand *s);
void subcommand_each(subcommand_each_fn *fn, void *arg);

/* argv[0] is the subcommand's name as typed; the options that hold for all
 * are taken out already. */
int batch_board(struct batch *batch, int argc, char **argv);
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

/* The register of that name; NULL with an err that names those there are. */
const struct form *
batch_register(const struct desk *desk, const char *name, struct err *err);

/*
 * Where no connection is configured, the private server's: started when it
 * stands still, made when a person at a terminal says so. Fills
 * batch->params; *is_private tells that it was used. Without one and without
 * a terminal ERR_LINK.
 */
bool batch_connection(struct batch *batch, bool *is_private, struct err *err);
/* Makes the private server with an institution and root office of plain
 * names; demo: with the demonstration plan. (db.c) */
bool batch_make_private(struct batch *batch, bool demo, struct err *err);
/* A secret asked for on the terminal without echo; on one line of standard
 * input when there is no terminal. NULL when none came. */
char *batch_secret(struct arena *arena, const char *question);
/* Wrong use: says it with the subcommand's usage, returns EXIT_USAGE. */
int batch_usage(const char *name, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Prints err, returns its exit code. */
int batch_failed(const struct err *err);

#endif
