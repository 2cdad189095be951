/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_COMPARE_H
#define HITO_IMPORT_COMPARE_H

/* What a file says in columns that are only read, beside what the database
 * has: asked when the rows are laid and nothing is written yet. */

#include "db/session.h"
#include "import/mapping.h"

/* A notice of each cell that says something else, the first few and then how
 * many; of a column that says something of new records, that it is not taken.
 * Asks nothing when no column is compared. */
bool compare_told(struct session *session, const struct mapping *mapping,
	struct findings *findings, struct err *err);

#endif
