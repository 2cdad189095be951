/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_CLUSTER_H
#define HITO_DB_CLUSTER_H

/*
 * The embedded server: a private PostgreSQL cluster made with the installed
 * initdb and pg_ctl. Unix socket only, directory 0700, UTF-8, checksums on.
 * Lies under XDG_DATA_HOME/hito/cluster or where HITO_CLUSTER says. When the
 * caller is root the server runs as another user (postgres, else nobody) in
 * a place that user can reach, and cluster->as says which. The superuser of
 * initdb is the role "hito_super", used by `hito db` alone.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "db/child.h"

struct cluster {
	char bin[256];	/* where initdb, pg_ctl, postgres are */
	char home[512]; /* our directory: data/, socket/, log, info */
	char data[600];
	char socket[600]; /* the socket's directory */
	char as[64];	  /* the user the server runs as; "" = the caller */
	int version;	  /* major version of the installed server */
	int lock;	  /* held from make to seal or discard; 0 none */
};

enum cluster_state {
	CLUSTER_NONE, /* there is none */
	CLUSTER_HALF, /* its making was cut short: make does it anew */
	CLUSTER_STOPPED,
	CLUSTER_STALE, /* stopped, with a pid file left behind */
	CLUSTER_RUNNING,
	CLUSTER_BROKEN, /* there, but cannot be used: err says why */
};

/* Finds the server's programs and our directory. ERR_FILE with the package
 * to install when the server is missing. */
bool cluster_find(struct cluster *c, struct err *err);
enum cluster_state cluster_state(const struct cluster *c, struct err *err);
/* initdb. Refuses one that exists, a full disk, a socket path too long (107
 * bytes), each with a sentence. */
bool cluster_make(struct cluster *c, struct err *err);
/* Its making is complete: from now on it is used without being asked for. */
bool cluster_seal(struct cluster *c, struct err *err);
/* Starts it if it does not run; also over a stale pid file. A server that
 * was upgraded underneath (other major version) is a sentence with what to
 * do. Two starts at once: the second waits for the first. */
bool cluster_start(struct cluster *c, struct err *err);
bool cluster_stop(struct cluster *c, struct err *err);
/* Starts it, and starts it anew where it runs with the settings of another
 * edition of the program. */
bool cluster_renew(struct cluster *c, struct err *err);
/* Connection string of the caller's role: "host=... dbname=hito". */
const char *
cluster_conninfo(const struct cluster *c, bool super, char *out, size_t room);
/* Name of the caller's role: the user of the operating system. */
const char *cluster_caller(char *out, size_t room);
/* Removes a cluster whose making failed half-way. */
void cluster_discard(struct cluster *c);
/* Where one is made anew while this one stays as it is. */
struct cluster cluster_beside(const struct cluster *c);
/* That one, sealed, in the place of this one, which is moved to the folder was.
 * Both stand still then. Where it cannot be done all is as before. */
bool cluster_replace(struct cluster *c, struct cluster *beside, char *was,
	size_t room, struct err *err);
/* Runs a program of the server's folder: argv[0] is its name and becomes its
 * path. flow NULL: nothing flows. logged: why it failed stands in the log too.
 * failed is the sentence where it does, but for a full disk. */
bool cluster_run(const struct cluster *c, const char **argv,
	const struct child_flow *flow, bool logged, const char *failed,
	struct err *err);

#endif
