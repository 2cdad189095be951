/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_OFFICES_OFFICES_H
#define HITO_PLACE_OFFICES_OFFICES_H

/*
 * The board of the offices, shared by offices.c (its life, which line says
 * what), paint.c and run.c (what its keys do).
 */

#include "screen/view.h"
#include "store/offices.h"

enum offices_line_kind {
	LINE_HEAD, /* the period; the cursor goes there, as to the next two */
	LINE_OFFICE,
	LINE_OBSTACLE,
	LINE_DAYS,
	LINE_HEADINGS,
	LINE_TOTAL,
	LINE_RULE,
	LINE_TITLE,
};

struct offices_line {
	enum offices_line_kind kind;
	size_t at; /* which office or obstacle */
};

struct offices_place {
	struct view view;
	const char *plan; /* as asked for, NULL the server's choice */
	const char *period;
	struct offices offices;
	struct offices_line *lines;
	size_t *where; /* the line of each row that the cursor goes to */
	struct rows_lines shown;
};

static inline struct offices_place *
offices_of(struct view *view)
{
	return (struct offices_place *)view;
}

/* ---- offices.c */
/* As ops->read. */
bool offices_fill(struct view *view, struct arena *arena, struct err *err);
/* The office of the cursor's row, also of what is missing from it; NULL:
 * none. */
const struct office_row *office_here(struct offices_place *p);
/* What is missing, of the cursor's row; NULL: it is no such row. */
const struct office_obstacle *obstacle_here(struct offices_place *p);

/* ---- paint.c */
void offices_paint(struct view *view);

#endif
