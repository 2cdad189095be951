/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_WORKING_WORKING_H
#define HITO_PLACE_WORKING_WORKING_H

/* The working of a figure: of several terms (working.c), of one indicator
 * alone, by both methods (one.c). */

#include "screen/view.h"
#include "store/working.h"

struct one_row;

struct working_place {
	struct view view;
	struct figure_of of;
	struct working working;
	size_t n_columns; /* without the other method where nobody has one */
	struct one_row *lines; /* of an indicator, */
	size_t cap;
	int width; /* wrapped for this one */
};

static inline struct working_place *
working_of(struct view *view)
{
	return (struct working_place *)view;
}

/* Row 1: whose figure it is; line y: the figure, its light and the rule. */
void working_paint_head(const struct working_place *p, int y);

extern const struct view_ops working_one_ops;

#endif
