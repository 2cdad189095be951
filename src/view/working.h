/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_VIEW_WORKING_H
#define HITO_VIEW_WORKING_H

/* What the working of several terms and that of one indicator share. */

#include "store/working.h"
#include "view/inside.h"

/* Of an indicator alone, by both methods. */
struct view *working_one_view(struct desk *desk, const struct figure_of *of);

struct figure_of figure_copy(struct arena *arena, const struct figure_of *of);
/* Row 1: whose figure it is. */
void working_title(struct screen *screen, const struct figure_of *of);
/* Line y: the figure, its light and the rule. */
void working_head(int y, const struct working *working);
/* The form of an indicator; code as in its register. */
void
working_open(struct screen *screen, const char *plan, const char *indicator);

#endif
