/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_TELL_H
#define HITO_IMPORT_TELL_H

/*
 * What came of a file, as text for people: of one that was only looked at,
 * and of a load. The command prints it, the screen shows it.
 */

#include "base/mem.h"
#include "import/job.h"

struct teller {
	struct buf out;
	struct arena *arena;
	const struct import_result *result;
	const struct import_options *options;
	bool by_options; /* whoever reads gives options: they are named */
};

/* What one line can hold: newlines become blanks, and nothing that a terminal
 * would obey. */
const char *tell_line(struct arena *arena, const char *text);
/* " hitos.xlsx   xlsx, hoja «Hitos»   22 filas", without line end. */
void tell_file(struct teller *t);
/* Which load took this same file in before; nothing where none did. */
void tell_before(struct teller *t);
/* The columns as they would be read, and what is wrong with the file. */
void tell_look(struct teller *t, const struct look *look);
/* Cells that cannot be read, or fields that must be filled and are not? */
bool tell_look_is_bad(const struct import_result *r, const struct look *look);
/* What was decided of a column; NULL nothing. */
const char *
tell_decided_of(const struct import_result *r, const struct look_column *c);
/* How the columns were read. */
void tell_decided(struct teller *t);
/* "22 nuevos", with what is between them: new, changed, same. */
const char *tell_written(struct arena *arena, const struct import_result *r,
	const char *between);
/* How many records came of what kind, and how many lines want a look. */
void tell_counts(struct teller *t);
/* The first values that change, or would. */
void tell_changes(struct teller *t);
/* Those of lines, one below the other, the first most of them. */
void tell_findings(struct teller *t, size_t most);

#endif
