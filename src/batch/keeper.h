/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_KEEPER_H
#define HITO_BATCH_KEEPER_H

/* What the verbs of `hito db` share. */

#include "batch/batch.h"

struct session;

/* A session for migrate, status and audit: the connection given, else the
 * private server's superuser. */
struct session *open_keeper(struct batch *batch, struct err *err);

/* hito db audit [--verify [--from SEAL] [--anchor FILE]] | --anchor */
int db_audit(struct batch *batch, int argc, char **argv);

#endif
