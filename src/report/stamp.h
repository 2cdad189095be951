/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_STAMP_H
#define HITO_REPORT_STAMP_H

/* The day that a document says it was made on: the one printed on it, never
 * the clock's, so that the same report gives the same bytes. */

#include <stdbool.h>

#include "base/date.h"
#include "report/report.h"

/* What stands before an official number: "012-2019" is a number only, "Informe
 * N° 012-2019" says so itself. */
const char *report_number_sign(const char *number);
/* Of the cover, else of reading the data; false when neither has a day. */
bool report_day(const struct report *report, struct date *day);

/* What stands on every page: "PRUEBA - datos de práctica · BORRADOR"; nothing
 * where there is nothing to say. */
void report_marks(const struct report *report, struct buf *out);

#endif
