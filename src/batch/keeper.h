/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_KEEPER_H
#define HITO_BATCH_KEEPER_H

/* What the verbs of `hito db` share. */

#include "batch/batch.h"

struct cluster;
struct session;

/* A session for migrate, status and audit: the connection given, else the
 * private server's superuser. */
struct session *open_keeper(struct batch *batch, struct err *err);

/* The private server, when there is one that the caller may enter. */
bool keeper_find(struct cluster *c, struct err *err);

/* hito db backup FILE; restore [--aside] FILE */
int db_backup(struct batch *batch, int argc, char **argv);
int db_restore(struct batch *batch, int argc, char **argv);

/* Says what it finds; *whole: nothing is broken. from and anchors may be
 * NULL. */
bool audit_check(struct batch *batch, struct session *s, const char *from,
	const char *anchors, bool *whole, struct err *err);

/* hito db audit [--verify [--from SEAL] [--anchor FILE]] | --anchor |
 * --clear TABLE ROW --why TEXT [--yes] */
int db_audit(struct batch *batch, int argc, char **argv);

/* The personal values of a row's history are to go. */
struct clear_wish {
	const char *table;
	const char *row; /* its number */
	const char *why; /* NULL: the server asks for it */
	bool yes;	 /* she is not asked */
};
/* Says how many there are, asks, clears. */
int audit_clear(struct batch *batch, struct session *s,
	const struct clear_wish *wish, struct err *err);

#endif
