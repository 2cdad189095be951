/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the cursor can go on a form, in reading order. */
#include "screen/entry.h"

#include <stdlib.h>

#include "base/str.h"
#include "form/stretch.h"
#include "term/term.h"

static bool
can_write(const struct entry *e, const struct field *field)
{
	if (e->texts)
		return field->column && field->column->in_view;
	return e->can_edit && !field->noentry &&
	       !(field->noupdate && e->record->id);
}

static bool
page_is_open(const struct entry *e, int page)
{
	for (size_t i = 0; i < e->drawn->n_fields; i++)
		if (e->drawn->fields[i].page == page &&
			e->drawn->fields[i].n_boxes > 0 &&
			can_write(e, &e->drawn->fields[i]))
			return true;
	for (size_t i = 0; i < e->drawn->n_lines && !e->texts; i++)
		for (size_t j = 0; j < e->drawn->lines[i].n_fields; j++)
			if (e->drawn->lines[i].page == page &&
				can_write(e, &e->drawn->lines[i].fields[j]))
				return true;
	return false;
}

static void
add(struct entry *e, int lines, size_t field, size_t row, int page, bool open)
{
	struct spot *spot;

	e->spots = arena_grow(e->spots_arena, e->spots, e->n_spots,
		e->n_spots + 1, sizeof *e->spots);
	spot = &e->spots[e->n_spots++];
	spot->lines = lines;
	spot->field = (int)field;
	spot->row = row;
	spot->page = page;
	spot->open = open;
}

static void
add_row(struct entry *e, int l, size_t row, bool all)
{
	const struct lines *lines = &e->drawn->lines[l];

	for (size_t i = 0; i < lines->n_fields; i++) {
		bool open = can_write(e, &lines->fields[i]);

		if (lines->fields[i].n_boxes > 0 && (open || all))
			add(e, l, i, row, lines->page, open);
	}
}

/* The rows that are there, and one more to write a new one; lines drawn with
 * one row hold one. */
static void
add_lines(struct entry *e, int l, bool all)
{
	const struct record_lines *lines = &e->record->lines[l];
	size_t n = 0;

	if (e->texts)
		return;
	for (size_t i = 0; i < lines->n; i++)
		if (!lines->rows[i].dropped) {
			add_row(e, l, i, all);
			n++;
		}
	if (e->can_edit && (n == 0 || e->drawn->lines[l].rows > 1))
		add_row(e, l, lines->n, false);
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
add_lines_above(struct entry *e, int page, size_t next, int row, bool all)
{
	while (next < e->drawn->n_lines) {
		const struct lines *lines = &e->drawn->lines[next];

		if (lines->page == page && lines_row(lines) >= row)
			break;
		if (lines->page == page)
			add_lines(e, (int)next, all);
		next++;
	}
	return next;
}

/* A text that is only shown, and not whole: whoever stands on it reads the rest. */
static bool
is_cut(const struct entry *e, size_t i)
{
	const struct field *field = &e->drawn->fields[i];
	const char *text = e->texts ? NULL : e->record->values[i].now;
	size_t start, n;

	if (!field->wrap || field->n_boxes == 0 || str_is_blank(text))
		return false;
	wrap_box(text, field->n_boxes, field->boxes, field->n_boxes - 1, &start,
		&n);
	return !str_is_blank(text + start + n);
}

static void
add_page(struct entry *e, int page)
{
	bool all = !page_is_open(e, page);
	size_t next = 0;

	for (size_t i = 0; i < e->drawn->n_fields; i++) {
		const struct field *field = &e->drawn->fields[i];
		bool open = can_write(e, field);

		if (field->page != page || field->n_boxes == 0)
			continue;
		next = add_lines_above(e, page, next, field->boxes[0].row, all);
		if (open || all || is_cut(e, i))
			add(e, -1, i, 0, page, open);
	}
	add_lines_above(e, page, next, 1000, all);
}

static const struct field *
field_of(const struct form *form, const struct spot *spot)
{
	return spot->lines < 0 ? &form->fields[spot->field]
			       : &form->lines[spot->lines].fields[spot->field];
}

static bool
is_fitted(const struct entry *e)
{
	return e->placed ||
	       (e->fitted_rows == term_rows() && e->fitted_cols == term_cols());
}

/* What is being typed goes on in the boxes it has now. */
static void
fit(struct entry *e)
{
	struct arena *before = e->drawn_arena;
	const struct field *field;

	e->fitted_rows = term_rows();
	e->fitted_cols = term_cols();
	e->drawn_arena = arena_new();
	e->drawn = form_stretch(e->drawn_arena, e->form,
		screen_bottom() - screen_top(), term_cols());
	if (e->editing) {
		field = field_of(e->drawn, &e->spots[e->at]);
		edit_fit(&e->edit, field->n_boxes, field->boxes);
	}
	if (before)
		arena_free(before);
}

void
spots_build(struct entry *e)
{
	struct spot here =
		e->n_spots > 0 ? e->spots[e->at] : (struct spot){ .lines = -1 };
	int at;

	if (!is_fitted(e))
		fit(e);
	if (e->spots_arena)
		arena_reset(e->spots_arena);
	else
		e->spots_arena = arena_new();
	e->spots = NULL;
	e->n_spots = 0;
	for (int page = 0; page < (int)e->drawn->n_pages; page++)
		add_page(e, page);
	at = spot_find(e, here.lines, here.field, here.row);
	e->at = at >= 0 ? (size_t)at : 0;
}

void
spots_fit(struct entry *e)
{
	if (is_fitted(e))
		return;
	spots_build(e);
	spot_show(e);
}

struct spot *
spot_here(struct entry *e)
{
	return e->n_spots > 0 ? &e->spots[e->at] : NULL;
}

const struct field *
spot_field(const struct entry *e, const struct spot *spot)
{
	return field_of(e->form, spot);
}

const struct field *
spot_drawn(const struct entry *e, const struct spot *spot)
{
	return field_of(e->drawn, spot);
}

struct value *
spot_value(const struct entry *e, const struct spot *spot)
{
	struct record_lines *lines;

	if (spot->lines < 0)
		return &e->record->values[spot->field];
	lines = &e->record->lines[spot->lines];
	if (spot->row >= lines->n)
		return NULL;
	return &lines->rows[spot->row].values[spot->field];
}

int
spot_find(const struct entry *e, int lines, int field, size_t row)
{
	for (size_t i = 0; i < e->n_spots; i++)
		if (e->spots[i].lines == lines && e->spots[i].field == field &&
			e->spots[i].row == row)
			return (int)i;
	return SPOT_NONE;
}

size_t
lines_position(const struct entry *e, int lines, size_t row)
{
	const struct record_lines *l = &e->record->lines[lines];
	size_t n = 0;

	for (size_t i = 0; i < row && i < l->n; i++)
		n += !l->rows[i].dropped;
	return n;
}

bool
spot_box(const struct entry *e, const struct spot *spot, size_t i,
	struct box *box)
{
	const struct field *field = spot_drawn(e, spot);
	size_t position, top;

	if (i >= field->n_boxes || spot->page != e->page)
		return false;
	*box = field->boxes[i];
	if (spot->lines < 0)
		return true;
	position = lines_position(e, spot->lines, spot->row);
	top = e->line_top[spot->lines];
	if (position < top ||
		position >= top + (size_t)e->drawn->lines[spot->lines].rows)
		return false;
	box->row += (int)(position - top);
	return true;
}

void
spot_show(struct entry *e)
{
	const struct spot *spot = spot_here(e);
	size_t position, *top, rows;

	if (!spot)
		return;
	e->page = spot->page;
	if (spot->lines < 0)
		return;
	position = lines_position(e, spot->lines, spot->row);
	rows = (size_t)e->drawn->lines[spot->lines].rows;
	top = &e->line_top[spot->lines];
	if (position < *top)
		*top = position;
	if (position >= *top + rows)
		*top = position + 1 - rows;
}

/* Where a spot would be, scrolled away or not: rows in reading order. */
static int
virtual_row(const struct entry *e, const struct spot *spot)
{
	const struct field *field = spot_drawn(e, spot);
	int row = field->boxes[0].row;

	if (spot->lines >= 0)
		row += (int)lines_position(e, spot->lines, spot->row) -
		       (int)e->line_top[spot->lines];
	return row;
}

int
spot_vertical(const struct entry *e, int by)
{
	const struct spot *here = &e->spots[e->at];
	int row = virtual_row(e, here), best = SPOT_NONE, nearest = 0;
	int column = spot_drawn(e, here)->boxes[0].column;

	for (size_t i = 0; i < e->n_spots; i++) {
		const struct spot *s = &e->spots[i];
		int down = (virtual_row(e, s) - row) * by, cost;

		if (s->page != here->page || down <= 0)
			continue;
		cost = down * 1000 +
		       abs(spot_drawn(e, s)->boxes[0].column - column);
		if (best != SPOT_NONE && cost >= nearest)
			continue;
		best = (int)i;
		nearest = cost;
	}
	return best;
}
