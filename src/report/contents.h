/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_CONTENTS_H
#define HITO_REPORT_CONTENTS_H

/*
 * What a writer set where, and with which editions of which libraries. Kept
 * beside the bytes of what is issued: another edition makes other bytes of the
 * same report, and what they say is the same. Filled by the writers whose
 * bytes depend on libraries; knows nothing of where it is kept.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* Start with { 0 }; the owner calls contents_free. */
struct contents {
	struct buf text;      /* a line for each place: place, tab, words */
	size_t line;	      /* where the last one begins */
	struct buf libraries; /* members of a JSON object: name, version */
};

/* Nobody wants to know when c is NULL. */
void
contents_library(struct contents *c, const char *name, const char *version);
/* place: the number of a page, or the name of a cell. What is set at the place
 * of the last call goes on behind it; blanks and breaks of lines are one blank. */
void
contents_put(struct contents *c, const char *place, const char *text, size_t n);
void contents_free(struct contents *c);

/* The first place where two say something else, from the first word on that is
 * another, shortened; "" where one has no such place. */
struct contents_difference {
	const char *place;
	const char *was;
	const char *now;
};
bool contents_differ(struct arena *arena, const char *was, const char *now,
	struct contents_difference *out);

#endif
