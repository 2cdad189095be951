/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_SQL_FILES_H
#define HITO_DB_SQL_FILES_H

/*
 * The files of sql/ in the order in which the server gets them. Those of a
 * folder by name; the folders of the code are listed in sql/code/load.sql
 * ("-- folder NAME"), and a file of theirs stands behind those that it names
 * ("-- after: NAME", without .sql, of its own folder).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct sql_names {
	struct arena *arena;
	size_t n;
	const char **v; /* "code/plan/milestone.sql", below the folder of sql */
};

/* Adds the *.sql of sql_dir/folder by name. */
bool sql_folder(struct sql_names *names, const char *sql_dir,
	const char *folder, struct err *err);
/* Adds those of load.sql. An order that goes round, or that names no file, is
 * ERR_FILE. */
bool sql_code(struct sql_names *names, const char *sql_dir, struct err *err);

#endif
