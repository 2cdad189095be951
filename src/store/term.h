/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_TERM_H
#define HITO_STORE_TERM_H

/*
 * A term in days, one by one up to its last: which count and why the others do
 * not, by the rule that was in force on the day from which it runs
 * (core.term_days). place: UBIGEO that says which regional holidays count;
 * NULL that of the institution.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"

struct desk;

struct term_day {
	/* texts of core.term_days, in the order of term.c */
	const char *n; /* which of the days that count; NULL does not */
	const char *day;
	const char *weekday;
	const char *counts; /* "cuenta", "no cuenta: Jueves Santo" */
};

struct term {
	struct term_day *days;
	size_t n;
	/* "5 días hábiles desde el 13/04/2018: hasta el 20/04/2018" */
	const char *said;
};

bool term_read(struct desk *desk, struct arena *arena, const char *rule,
	struct date from, const char *place, struct term *out, struct err *err);

#endif
