/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_READING_H
#define HITO_IMPORT_READING_H

/*
 * One cell of a file made into what the parser of its field reads on the
 * screen. What a file means is fixed for its whole column (import/survey
 * decides it), and what only a spreadsheet leaves behind, or only a clock
 * makes a date of, is refused here.
 */

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/row.h"
#include "form/record.h"

/* What a day is that a workbook keeps with the hour of its midnight in
 * Greenwich. */
enum utc_days {
	UTC_UNSAID,
	UTC_NO,	 /* that day, whatever its hour */
	UTC_YES, /* the next */
};

/* How the cells of a column are read. */
struct reading {
	enum number_style style; /* of numbers */
	bool month_first;	 /* of dates */
	bool months;		 /* a first of the month is that month */
	enum utc_days utc_days;
};

bool reading_has_numbers(const struct field *field);
bool reading_has_dates(const struct field *field);
/* A cell as it is compared and kept: one spelling of its letters, nothing
 * that has no width, runs of blanks to one but in texts of several lines; and
 * without the apostrophe that our own exports put before what a spreadsheet
 * would obey (*quoted: it had one). field may be NULL. text itself or a copy
 * in arena. */
const char *reading_tidy(struct arena *arena, const struct field *field,
	const char *text, bool *quoted);
/* Reads a tidied cell. False: err says what is wrong with it. quoted: it is a
 * text, whatever it begins with. */
bool reading_value(struct arena *arena, const struct field *field,
	const struct reading *reading, const char *text, bool quoted,
	struct date today, struct value *value, struct err *err);
/* The same of a cell that says what it is; kind is not ROW_TEXT. */
bool reading_typed(struct arena *arena, const struct field *field,
	const struct reading *reading, enum row_kind kind, const char *text,
	struct date today, struct value *value, struct err *err);

#endif
