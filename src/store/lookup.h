/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_LOOKUP_H
#define HITO_STORE_LOOKUP_H

/* Lists of values: asked of the server by what is typed, never loaded
 * whole. */

#include "store/store.h"

struct pick_row {
	const char *id;
	const char *code;   /* what goes into the field */
	const char **cells; /* the other columns, as shown */
};

struct pick {
	size_t n_columns;
	const char **columns;
	size_t n;
	struct pick_row *rows;
	bool more;
	char kept_at[6]; /* there is no line: as it was at that hour; "" as it
			  * is now */
};

/* Without a line what was last read so in this session. */
bool lookup_read(struct desk *desk, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, struct arena *arena, struct pick *out,
	struct err *err);
/* Puts the picked row into the record: code, and the fields it shows. lines:
 * index of the lines and line their row; -1 for the form's own fields. */
void lookup_take(struct record *record, int lines, size_t line, int field,
	const struct pick *pick, size_t row);
/* Empties the fields that it shows. */
void lookup_clear(struct record *record, int lines, size_t line, int field);

#endif
