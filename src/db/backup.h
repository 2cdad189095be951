/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_BACKUP_H
#define HITO_DB_BACKUP_H

/*
 * The private server as one file: an archive of tar(1) with
 *
 *   edition        what it is and of what edition, a line "rows TABLE N" for
 *                  each table
 *   roles.sql      the roles and their groups, as pg_dumpall writes them
 *   database.dump  as pg_restore takes it, of the same moment
 *   SHA256SUMS     of these three, as sha256sum(1) checks them
 *
 * What the edition says stands first: whoever reads it knows whether the rest
 * is for him. The sums stand last: a file that was cut has none.
 */

#include <stdbool.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/step.h"
#include "db/cluster.h"
#include "db/session.h"

enum {
	BACKUP_FORMAT = 1
};

/* What a copy says of itself, or what a database has now. */
struct backup_facts {
	const char *program;
	const char *schema; /* its last file: "schema/0038_searched.sql" */
	const char *made;   /* 2026-11-29T15:00:00Z */
	int postgres;	    /* major version */
	size_t tables;
	size_t rows;
	const char *counts; /* "rows plan.milestone 12\\n", in order */
};

/* Of the tables that are there, in the transaction of the session. */
bool backup_count(struct session *session, struct arena *arena,
	struct backup_facts *facts, struct err *err);

struct backup_job {
	const struct cluster *cluster;
	struct session *session; /* of its superuser, in no transaction */
	struct session *second;	 /* another one */
	struct arena *arena;
	struct step *step;
	struct backup_facts facts; /* filled */
	struct err *err;	   /* for who only has the job */
};
/* All of it to out. false: out cannot be written, as its ferror says, or err
 * is filled. */
bool backup_write(struct backup_job *job, FILE *out, struct err *err);

/* A copy that was opened: its members in the order above. */
struct backup_file {
	FILE *in;
	const char *path; /* for what is said of it */
	struct backup_facts facts;
	long long bytes, dump_at, dump_bytes;
	const char *roles;
};
/*
 * Reads all of it once: refused with a sentence when it is none, of a newer
 * edition (sql_dir has no such schema file, or the server is older), cut or
 * changed. roles live in arena.
 */
bool
backup_open(struct backup_file *file, struct arena *arena, const char *path,
	const char *sql_dir, int postgres, struct step *step, struct err *err);
void backup_close(struct backup_file *file);

/* Roles, then the database hito, into a server that has neither; session is of
 * its superuser in the database postgres. */
bool backup_restore(const struct backup_file *file, const struct cluster *c,
	struct session *session, struct arena *arena, struct step *step,
	struct err *err);

#endif
