/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_CHANGE_H
#define HITO_IMPORT_CHANGE_H

/*
 * What the checked lines of a file would change of the records that stand,
 * field by field: read from the server before it is written.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "db/session.h"
#include "import/mapping.h"

struct change {
	size_t line;
	const char *field;
	const char *column; /* heading of the file */
	const char *was;    /* as the screen shows it; "" nothing */
	const char *now;
};

struct changes {
	size_t n;      /* told .. */
	size_t all;    /* .. of so many */
	size_t erased; /* of them, what a blank cell empties */
	const struct change *v;
};

/* In mapping's arena. erases: blank cells empty what stands. */
bool changes_read(struct session *session, const struct mapping *mapping,
	bool erases, struct changes *out, struct err *err);
/* A count that the server gives in a column; 0 for none. */
long changes_count(const struct result *result, size_t row, const char *name);

#endif
