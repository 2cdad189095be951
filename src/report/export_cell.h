/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_EXPORT_CELL_H
#define HITO_REPORT_EXPORT_CELL_H

/* A value of the database as a cell of a file that is read again: nothing is
 * rounded, grouped or left to whoever opens it. */

#include <stdbool.h>

#include "base/mem.h"
#include "form/form.h"
#include "report/report.h"

enum {
	EXPORT_SHEET_TEXT = 32760 /* bytes that a workbook's cell surely has
				   * room for */
};

struct export_cell {
	const struct field *field;
	const char *value; /* as the server gave it; NULL none */
	bool doubtful;	   /* of a partial date */
	char decimal;	   /* '.' or ',' */
};

/* Days are ISO, percentages have their sign, choices their words. NULL where
 * nothing is. In arena, or the value itself. */
const char *
export_cell_text(const struct export_cell *cell, struct arena *arena);
/* Whether it is a number or a day, which no apostrophe goes before. */
bool export_cell_is_typed(const struct field *field);
enum cell_kind export_cell_kind(const struct field *field);

#endif
