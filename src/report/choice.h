/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_CHOICE_H
#define HITO_REPORT_CHOICE_H

/* What a report can be asked of: the periods there are and, where a layout
 * is of one thing, the things. */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "report/layout.h"
#include "report/period.h"
#include "store/desk.h"

struct period_choice {
	const char *plan;
	const char *key;
	const char *title; /* "I Trim. 2019" */
	bool closed;
};

/* Of every plan she may read, those of the plan on the desk first, each in
 * the order of time. One round trip. */
bool periods_read(struct desk *desk, struct arena *arena, enum period_sort sort,
	struct period_choice **out, size_t *n, struct err *err);

struct key_choice {
	const char *key;
	const char *title; /* the widest column of its list */
};

/* The column of that register whose value is the key of such a report. */
const char *key_column(const struct layout *layout, const struct form *form);
/* The rows of the register that layout->key_of names, of that plan (NULL: it
 * is of none); none when it names none. */
bool
keys_read(struct desk *desk, struct arena *arena, const struct layout *layout,
	const char *plan, struct key_choice **out, size_t *n, struct err *err);

#endif
