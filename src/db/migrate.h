/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_MIGRATE_H
#define HITO_DB_MIGRATE_H

/*
 * Brings a database to the schema of sql/: sql/schema/NNNN_*.sql once each in
 * order, the files of sql/code as a whole when its hash changed. One transaction,
 * an advisory lock against two at once, a ledger (core.migration: file,
 * sha256, applied at, by) that refuses a landed file that was edited.
 */

#include <stdbool.h>

#include "base/err.h"
#include "db/session.h"

/* How many schema files the program knew when it was built. */
extern const int migrate_schema_files;

struct migration_state {
	int files;   /* schema files that this program has */
	int applied; /* of them, in the database */
	int database_major;
	bool code_differs;
	char hash[65]; /* the database's schema hash */
};

/* What would be done, what was done: one line each. */
typedef void migrate_say(void *arg, const char *line);

bool migrate_status(struct session *session, const char *sql_dir,
	struct migration_state *state, struct err *err);
bool migrate_run(struct session *session, const char *sql_dir, bool dry_run,
	migrate_say *say, void *arg, struct err *err);

#endif
