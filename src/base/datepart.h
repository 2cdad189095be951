/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_DATEPART_H
#define HITO_BASE_DATEPART_H

/*
 * One end of a published date, read from tokens: "10/08", "Oct. 2018",
 * "I trim. 2019", "12". What is missing is 0 and may be filled from the other
 * end. Private to partial and period.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/datetoken.h"

enum {
	YEAR_FIRST = 1900, /* outside of these a year is a slip */
	YEAR_LAST = 2100,
};

struct date_part {
	int year;
	int month;
	int day;
	int quarter;   /* 1..4 */
	int half;      /* 1..2: a semester */
	long bad_year; /* as written, when it is no possible year; -1 none */
	bool swapped;  /* month before day, or month/year in two digits */
	int weekday;   /* 0..6 as written before it; -1 none */
};

/* Reads one end beginning at *at; moves *at behind it. False (and *at as it
 * was) when none begins there. */
bool part_read(const struct tokens *tokens, size_t *at, struct date_part *out);

#endif
