/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_ROW_H
#define HITO_BASE_ROW_H

/*
 * One row of a file of any kind: separated text, a sheet of a workbook. What a
 * text says is still to be found out; a cell of a workbook may say what it is.
 */

#include <stddef.h>

enum row_kind {
	ROW_TEXT,    /* as a person typed it: nothing is certain */
	ROW_NUMBER,  /* "-12.5": decimal point, no grouping */
	ROW_PERCENT, /* "80%": the number that people see, with its sign */
	/* "2019-08-01"; with " 19:00:00" where what is stored has a time of
	 * day that its format does not show. */
	ROW_DATE,
	ROW_MONTH,  /* the same, of which only month and year are shown */
	ROW_YEAR,   /* .. of which only the year is shown */
	ROW_MOMENT, /* "2019-08-01 10:25:00": date and time are shown */
	ROW_TIME,   /* "10:25"; "34:30" counts on beyond a day */
	ROW_TRUE,   /* of no text that counts */
	ROW_FALSE,
	/* What is no value: "#N/A" an error as shown, "=A1+B1" a formula of
	 * which nobody kept the value, "59" a day that no calendar has. */
	ROW_ERROR,
};

struct file_row {
	size_t line; /* of the file, 1-based, where the row begins */
	size_t n;
	char **cells;		    /* valid until the next call, as kinds is */
	const unsigned char *kinds; /* a row_kind each; NULL: all texts */
};

#endif
