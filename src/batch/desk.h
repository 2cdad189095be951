/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_DESK_H
#define HITO_BATCH_DESK_H

/* The person at work, for the subcommands that work on registers. */

#include "batch/options.h"
#include "store/desk.h"

/* Connected as the options say; exit code in *code on failure, the message
 * already said. */
struct desk *batch_desk(struct batch *batch, int *code);
/* Connects one that is not, with one question for the password where a person
 * can answer it. */
bool
batch_desk_connect(struct batch *batch, struct desk *desk, struct err *err);
/* The register of that name; NULL with an err that names those there are. */
const struct form *
batch_register(const struct desk *desk, const char *name, struct err *err);

/* What a subcommand does once connected; arg is its own. The exit code:
 * an err that it filled is said. */
typedef bool batch_work_fn(struct desk *desk, void *arg, struct err *err);
int batch_work(struct batch *batch, batch_work_fn *work, void *arg);
/* The same once the words of the command line were read into arg. */
int batch_run(struct batch *batch, const struct options *options, int argc,
	char **argv, batch_work_fn *work, void *arg);

#endif
