/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_CHART_H
#define HITO_REPORT_CHART_H

/*
 * Where the things of a chart stand, for every writer that draws one: in
 * thousandths of the chart's length, whole numbers. A bar that does not reach
 * the mark by however little ends before it.
 */

#include <stdbool.h>

#include "base/mem.h"
#include "report/report.h"

enum {
	CHART_FULL = 1000
};

/* What the whole length means. */
struct chart_scale {
	long from; /* thousandths of a percent, or days since 1970-01-01 */
	long to;   /* greater than from */
	int mark;  /* place of the mark; -1 none */
};

/* How the bar of a situation is drawn and called, everywhere the same. */
struct chart_look {
	const char *state; /* and its class in HTML */
	const char *word;  /* N_ */
	const char *sign;  /* its bar in text */
	const char *ascii;
	unsigned rgb;
};

/* Never NULL: what is not known waits. */
const struct chart_look *chart_look(const char *state);
/* By number; NULL behind the last. */
const struct chart_look *chart_look_at(size_t i);
/* Whether one of the chart's bars is drawn so. */
bool
chart_has_look(const struct report_chart *chart, const struct chart_look *look);

struct chart_scale chart_scale(const struct report_chart *chart);
/* Where the mark of one item is; -1 none. */
int chart_mark(const struct chart_scale *scale, const struct chart_item *item);
/* "80", and behind it the marks that are not the chart's: "80 %; III-18 75". */
void chart_marks(const struct report_chart *chart, struct buf *out);
/* Where a bar or a point of bars and trend ends; -1 when it has no value. */
int chart_place(const struct report_chart *chart,
	const struct chart_scale *scale, const struct chart_item *item);
/* Where a bar of a timeline begins and ends; false when no day is known. An
 * unknown begin is the scale's, an unknown end the mark or the begin. */
bool chart_span(const struct chart_scale *scale, const struct chart_item *item,
	int *begin, int *end);
/* The place of each first of January between; at most max. Timeline. */
int
chart_years(const struct chart_scale *scale, int max, int *years, int *places);
/* Days since 1970-01-01 of an ISO day; false on anything else. */
bool chart_day(const char *iso, long *day);

#endif
