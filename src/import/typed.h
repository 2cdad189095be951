/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_TYPED_H
#define HITO_IMPORT_TYPED_H

/*
 * Cells that say what they are (base/row.h): as people see them, and as the
 * parser of a field reads them. Their decimal sign and their order of day and
 * month are certain.
 */

#include "base/row.h"
#include "import/reading.h"

enum row_kind row_kind_of(const struct file_row *row, size_t cell);
/* As the screen shows it: 01/08/2019, ago-2019, sí. text itself or in arena. */
const char *
typed_shown(struct arena *arena, enum row_kind kind, const char *text);
/* The whole row so. */
struct file_row
typed_row_shown(struct arena *arena, const struct file_row *row);
/* Is it a day alone that is kept with the hour of midnight in Greenwich? */
bool typed_is_doubtful(enum row_kind kind, const char *text);
/* What to give to the parser of the field; kind is not ROW_TEXT. NULL: err
 * says why it is no value. */
const char *typed_text(struct arena *arena, const struct field *field,
	const struct reading *reading, enum row_kind kind, const char *text,
	struct err *err);

#endif
