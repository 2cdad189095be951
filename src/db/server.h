/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_SERVER_H
#define HITO_DB_SERVER_H

/* Where the installed PostgreSQL keeps initdb, pg_ctl and postgres. */

#include <stddef.h>

enum {
	SERVER_OLDEST = 15
}; /* security_invoker views need it */

/*
 * The folder of the programs of version wanted, else (also with wanted 0) of
 * the newest one. HITO_PGBIN, when set, is the only place looked at. Returns
 * the major version found, 0 none.
 */
int server_find(int wanted, char *bin, size_t room);

#endif
