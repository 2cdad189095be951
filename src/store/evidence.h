/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_EVIDENCE_H
#define HITO_STORE_EVIDENCE_H

/*
 * The files of records: sent before the action that takes one, and given back
 * by the one that gets it. They go in pieces, larger while the line is quick;
 * a line that is cut goes on where it was, today or the next time that the
 * same file is sent. What may be kept, and who reads it, the server says.
 */

#include "base/step.h"
#include "store/action.h"

/* Where files are that are named without a folder; NULL: where the program
 * runs. */
struct evidence_place {
	const char *folder;
	struct step *step; /* told how far it is, may stop it; NULL */
};

/* Sends the file that answers[0] names, if the action sends one; its number
 * takes the place of the name. */
bool evidence_send(struct desk *desk, const struct action *action,
	const char **answers, const struct evidence_place *place,
	struct err *err);
/* Writes the file that the record has, under that name or (NULL) its own,
 * whole or not at all and over nothing; *path: where it stands. Its digest is
 * compared. */
bool evidence_get(struct desk *desk, const struct record *record,
	const struct action *action, const char *as,
	const struct evidence_place *place, const char **path, struct err *err);
/* Where a file is that is named without a folder, or with one. */
const char *
evidence_path(struct arena *arena, const char *folder, const char *name);
/* Names of files in folder that begin so, in order; NULL-terminated. */
char **
evidence_names(struct arena *arena, const char *folder, const char *beginning);

#endif
