/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has answered in a period, and what keeps it from closing: from here the
 * secretariat approves, declares missing, closes and reopens. */
#include "place/offices/offices.h"

#include "base/i18n.h"
#include "base/str.h"

/* ---- which line says what */

static void
add_line(struct offices_place *p, enum offices_line_kind kind, size_t at)
{
	if (kind <= LINE_OBSTACLE)
		p->where[p->view.rows.n++] = p->shown.n;
	p->lines[p->shown.n++] = (struct offices_line){ kind, at };
}

static void
lay_out(struct offices_place *p, struct arena *arena)
{
	const struct offices *o = &p->offices;
	size_t most = o->n + o->n_obstacles + 6;

	p->lines = arena_array(arena, most, sizeof *p->lines);
	p->shown.where = p->where = arena_array(arena, most, sizeof *p->where);
	p->shown.n = p->view.rows.n = 0;
	add_line(p, LINE_HEAD, 0);
	add_line(p, LINE_DAYS, 0);
	add_line(p, LINE_HEADINGS, 0);
	for (size_t i = 0; i < o->n; i++)
		add_line(p, LINE_OFFICE, i);
	add_line(p, LINE_TOTAL, 0);
	add_line(p, LINE_RULE, 0);
	add_line(p, LINE_TITLE, 0);
	for (size_t i = 0; i < o->n_obstacles; i++)
		add_line(p, LINE_OBSTACLE, i);
}

static const struct offices_line *
line_here(struct offices_place *p)
{
	return &p->lines[p->where[p->view.rows.at]];
}

const struct office_row *
office_here(struct offices_place *p)
{
	const struct offices_line *line = line_here(p);
	const struct office_obstacle *missing;

	if (line->kind == LINE_OFFICE)
		return &p->offices.rows[line->at];
	if (line->kind != LINE_OBSTACLE)
		return NULL;
	missing = &p->offices.obstacles[line->at];
	for (size_t i = 0; i < p->offices.n; i++)
		if (str_eq(missing->kind, "submission") &&
			str_eq(missing->key, p->offices.rows[i].code))
			return &p->offices.rows[i];
	return NULL;
}

const struct office_obstacle *
obstacle_here(struct offices_place *p)
{
	const struct offices_line *line = line_here(p);

	return line->kind == LINE_OBSTACLE ? &p->offices.obstacles[line->at]
					   : NULL;
}

/* ---- its life */

bool
offices_fill(struct view *view, struct arena *arena, struct err *err)
{
	struct offices_place *p = offices_of(view);

	if (!offices_read(
		    view->desk, arena, p->plan, p->period, &p->offices, err))
		return false;
	lay_out(p, arena);
	return true;
}
