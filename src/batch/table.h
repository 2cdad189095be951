/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_TABLE_H
#define HITO_BATCH_TABLE_H

/* The table of the subcommands. */

#include "batch/commands.h"

struct subcommand {
	const char *name;    /* "import" */
	const char *name_es; /* "importar" */
	const char *usage;   /* one line after the name */
	const char *help;
	batch_fn *run;
};

/* NULL when there is none of that name. */
const struct subcommand *subcommand_find(const char *name);
/* The name that a mistyped one is most like, in its language; NULL none. */
const char *subcommand_near(const char *name);
typedef void subcommand_each_fn(void *arg, const struct subcommand *s);
void subcommand_each(subcommand_each_fn *fn, void *arg);
int subcommand_run(
	const struct subcommand *s, struct batch *batch, int argc, char **argv);

#endif
