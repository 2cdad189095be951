/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the cursor can go on a form, in reading order. */
#include "view/form.h"

#include <stdlib.h>

static bool
can_write(const struct form_place *p, const struct field *field)
{
	if (p->finding)
		return field->column && field->column->in_view;
	return p->can_edit && !field->noentry &&
	       !(field->noupdate && p->record->id);
}

static bool
page_is_open(const struct form_place *p, int page)
{
	for (size_t i = 0; i < p->form->n_fields; i++)
		if (p->form->fields[i].page == page &&
			p->form->fields[i].n_boxes > 0 &&
			can_write(p, &p->form->fields[i]))
			return true;
	for (size_t i = 0; i < p->form->n_lines && !p->finding; i++)
		for (size_t j = 0; j < p->form->lines[i].n_fields; j++)
			if (p->form->lines[i].page == page &&
				can_write(p, &p->form->lines[i].fields[j]))
				return true;
	return false;
}

static void
add(struct form_place *p, int lines, size_t field, size_t row, int page,
	bool open)
{
	struct spot *spot;

	p->spots = arena_grow(p->spots_arena, p->spots, p->n_spots,
		p->n_spots + 1, sizeof *p->spots);
	spot = &p->spots[p->n_spots++];
	spot->lines = lines;
	spot->field = (int)field;
	spot->row = row;
	spot->page = page;
	spot->open = open;
}

static void
add_row(struct form_place *p, int l, size_t row, bool all)
{
	const struct lines *lines = &p->form->lines[l];

	for (size_t i = 0; i < lines->n_fields; i++) {
		bool open = can_write(p, &lines->fields[i]);

		if (lines->fields[i].n_boxes > 0 && (open || all))
			add(p, l, i, row, lines->page, open);
	}
}

/* The rows that are there, and one more to write a new one. */
static void
add_lines(struct form_place *p, int l, bool all)
{
	const struct record_lines *lines = &p->record->lines[l];

	if (p->finding)
		return;
	for (size_t i = 0; i < lines->n; i++)
		if (!lines->rows[i].dropped)
			add_row(p, l, i, all);
	if (p->can_edit)
		add_row(p, l, lines->n, false);
}

static int
lines_row(const struct lines *lines)
{
	return lines->n_fields > 0 && lines->fields[0].n_boxes > 0
		       ? lines->fields[0].boxes[0].row
		       : 0;
}

/* The lines of a page that stand above a row of it. */
static size_t
add_lines_above(struct form_place *p, int page, size_t next, int row, bool all)
{
	while (next < p->form->n_lines) {
		const struct lines *lines = &p->form->lines[next];

		if (lines->page == page && lines_row(lines) >= row)
			break;
		if (lines->page == page)
			add_lines(p, (int)next, all);
		next++;
	}
	return next;
}

static void
add_page(struct form_place *p, int page)
{
	bool all = !page_is_open(p, page);
	size_t next = 0;

	for (size_t i = 0; i < p->form->n_fields; i++) {
		const struct field *field = &p->form->fields[i];
		bool open = can_write(p, field);

		if (field->page != page || field->n_boxes == 0)
			continue;
		next = add_lines_above(p, page, next, field->boxes[0].row, all);
		if (open || all)
			add(p, -1, i, 0, page, open);
	}
	add_lines_above(p, page, next, 1000, all);
}

void
spots_build(struct form_place *p)
{
	struct spot here =
		p->n_spots > 0 ? p->spots[p->at] : (struct spot){ .lines = -1 };
	int at;

	if (p->spots_arena)
		arena_reset(p->spots_arena);
	else
		p->spots_arena = arena_new();
	p->spots = NULL;
	p->n_spots = 0;
	for (int page = 0; page < (int)p->form->n_pages; page++)
		add_page(p, page);
	at = spot_find(p, here.lines, here.field, here.row);
	p->at = at >= 0 ? (size_t)at : 0;
}

struct spot *
spot_here(struct form_place *p)
{
	return p->n_spots > 0 ? &p->spots[p->at] : NULL;
}

const struct field *
spot_field(const struct form_place *p, const struct spot *spot)
{
	return spot->lines < 0
		       ? &p->form->fields[spot->field]
		       : &p->form->lines[spot->lines].fields[spot->field];
}

struct value *
spot_value(const struct form_place *p, const struct spot *spot)
{
	struct record_lines *lines;

	if (spot->lines < 0)
		return &p->record->values[spot->field];
	lines = &p->record->lines[spot->lines];
	if (spot->row >= lines->n)
		return NULL;
	return &lines->rows[spot->row].values[spot->field];
}

int
spot_find(const struct form_place *p, int lines, int field, size_t row)
{
	for (size_t i = 0; i < p->n_spots; i++)
		if (p->spots[i].lines == lines && p->spots[i].field == field &&
			p->spots[i].row == row)
			return (int)i;
	return SPOT_NONE;
}

size_t
lines_position(const struct form_place *p, int lines, size_t row)
{
	const struct record_lines *l = &p->record->lines[lines];
	size_t n = 0;

	for (size_t i = 0; i < row && i < l->n; i++)
		n += !l->rows[i].dropped;
	return n;
}

bool
spot_box(const struct form_place *p, const struct spot *spot, size_t i,
	struct box *box)
{
	const struct field *field = spot_field(p, spot);
	size_t position, top;

	if (i >= field->n_boxes || spot->page != p->page)
		return false;
	*box = field->boxes[i];
	if (spot->lines < 0)
		return true;
	position = lines_position(p, spot->lines, spot->row);
	top = p->line_top[spot->lines];
	if (position < top ||
		position >= top + (size_t)p->form->lines[spot->lines].rows)
		return false;
	box->row += (int)(position - top);
	return true;
}

void
spot_show(struct form_place *p)
{
	const struct spot *spot = spot_here(p);
	size_t position, *top, rows;

	if (!spot)
		return;
	p->page = spot->page;
	if (spot->lines < 0)
		return;
	position = lines_position(p, spot->lines, spot->row);
	rows = (size_t)p->form->lines[spot->lines].rows;
	top = &p->line_top[spot->lines];
	if (position < *top)
		*top = position;
	if (position >= *top + rows)
		*top = position + 1 - rows;
}

/* Where a spot would be, scrolled away or not: rows in reading order. */
static int
virtual_row(const struct form_place *p, const struct spot *spot)
{
	const struct field *field = spot_field(p, spot);
	int row = field->boxes[0].row;

	if (spot->lines >= 0)
		row += (int)lines_position(p, spot->lines, spot->row) -
		       (int)p->line_top[spot->lines];
	return row;
}

int
spot_vertical(const struct form_place *p, int by)
{
	const struct spot *here = &p->spots[p->at];
	int row = virtual_row(p, here), best = SPOT_NONE, nearest = 0;
	int column = spot_field(p, here)->boxes[0].column;

	for (size_t i = 0; i < p->n_spots; i++) {
		const struct spot *s = &p->spots[i];
		int down = (virtual_row(p, s) - row) * by, cost;

		if (s->page != here->page || down <= 0)
			continue;
		cost = down * 1000 +
		       abs(spot_field(p, s)->boxes[0].column - column);
		if (best != SPOT_NONE && cost >= nearest)
			continue;
		best = (int)i;
		nearest = cost;
	}
	return best;
}
