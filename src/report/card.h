/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_CARD_H
#define HITO_REPORT_CARD_H

/* A record by itself: as text on standard output, 80 columns, its fields by
 * name, its lines below, empty fields left out; or as a report that every
 * writer writes (card_report.c). */

#include "report/report.h"
#include "store/store.h"

/* One of its child lists, each row with its number. */
void card_lines(struct arena *arena, const struct record *record, size_t lines);
/* Who changed what in it, a line each. */
void history_write(struct arena *arena, const struct change *changes, size_t n);
void card_write(struct arena *arena, const struct record *record);

/* The same as a report of one card and its tables. What is personal is named
 * and not told: a file goes further than a screen. */
struct report *card_report(
	struct desk *desk, struct arena *arena, const struct record *record);

/* Fields with their values: of a record, or of a row of its lines. */
struct card_of {
	size_t n;
	const struct field *fields;
	const struct value *values;
	bool says_doubt; /* of a date, in words */
	bool is_export;	 /* nothing personal */
};
/* Whether it is told by itself: what a lookup shows stands beside its code. */
bool card_stands_alone(const struct card_of *of, size_t at);
/* The value, and what its lookup shows of it; "" for none. */
const char *card_text(struct arena *arena, const struct card_of *of, size_t at);

#endif
