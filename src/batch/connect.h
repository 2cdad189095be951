/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_CONNECT_H
#define HITO_BATCH_CONNECT_H

/* Which server is meant, and the questions that it may take. */

#include "batch/batch.h"

/*
 * Where no connection is configured, the private server's: started when it
 * stands still, made when a person at a terminal says so. Fills
 * batch->params; *is_private tells that it was used. Without one and without
 * a terminal ERR_LINK.
 */
bool batch_connection(struct batch *batch, bool *is_private, struct err *err);
/* A secret asked for on the terminal without echo; on one line of standard
 * input when there is no terminal. NULL when none came. */
char *batch_secret(struct arena *arena, const char *question);

#endif
