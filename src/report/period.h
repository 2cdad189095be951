/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_PERIOD_H
#define HITO_REPORT_PERIOD_H

/* Which periods a report is of, and how one is read from the command line. */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum period_sort {
	PERIOD_ANY,
	PERIOD_QUARTER,
	PERIOD_YEAR,
	PERIOD_NONE, /* of a thing that is of no plan */
};

enum {
	PERIOD_KEY = 12
}; /* bytes of "2019-Q1", generously */

/* What was typed ("I Trim. 2019") as a key ("2019-Q1"); a period of another
 * sort than the report's is refused with the sort it wants. */
bool period_wanted(const char *text, enum period_sort sort,
	char key[PERIOD_KEY], struct err *err);

#endif
