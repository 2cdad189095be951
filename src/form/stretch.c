/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form/stretch.h"

#include "form/reader.h"

enum {
	RIGHT = FORM_COLUMNS - 10, /* a box that ends behind it was drawn up to
				    * the border */
	MEMO_MOST = 16,		   /* rows of one text */
	LIST_MOST = 24,		   /* rows of one child list */
	BETWEEN = 2		   /* a blank row and the next page's title */
};

/* ---- all that stands on a page */

struct place {
	int *row;
	int *column;
};

typedef void place_fn(void *arg, struct place place);

static void
each_place(struct form *form, int page, place_fn *fn, void *arg)
{
	struct page *p = &form->pages[page];

	for (size_t i = 0; i < p->n_labels; i++)
		fn(arg, (struct place){
				&p->labels[i].row, &p->labels[i].column });
	for (size_t i = 0; i < form->n_fields; i++) {
		struct field *f = &form->fields[i];

		for (size_t b = 0; f->page == page && b < f->n_boxes; b++)
			fn(arg, (struct place){ &f->boxes[b].row,
					&f->boxes[b].column });
	}
	for (size_t l = 0; l < form->n_lines; l++) {
		struct lines *lines = &form->lines[l];

		for (size_t i = 0; lines->page == page && i < lines->n_fields;
			i++)
			if (lines->fields[i].n_boxes > 0)
				fn(arg, (struct place){
						&lines->fields[i].boxes[0].row,
						&lines->fields[i]
							 .boxes[0]
							 .column });
	}
}

/* The first row of a child list; -1: it is not drawn. */
static int
list_row(const struct lines *lines)
{
	for (size_t i = 0; i < lines->n_fields; i++)
		if (lines->fields[i].n_boxes > 0)
			return lines->fields[i].boxes[0].row;
	return -1;
}

/* Behind the last row of a child list: a line may be drawn in two places, one
 * under the other. */
static int
list_end(const struct lines *lines)
{
	int end = 0;

	for (size_t i = 0; i < lines->n_fields; i++) {
		const struct field *f = &lines->fields[i];

		if (f->n_boxes > 0 && f->boxes[0].row + lines->rows > end)
			end = f->boxes[0].row + lines->rows;
	}
	return end;
}

struct moved {
	int below; /* what stands below that row */
	int by;
};

static void
move_place(void *arg, struct place place)
{
	const struct moved *m = arg;

	*place.row += *place.row > m->below ? m->by : 0;
}

static void
move_below(struct form *form, int page, int below, int by)
{
	each_place(form, page, move_place, &(struct moved){ below, by });
}

struct counted {
	int from, to; /* rows */
	int right_of; /* column */
	size_t n;
	int last; /* row of all places */
};

static void
count_place(void *arg, struct place place)
{
	struct counted *c = arg;
	int row = *place.row;

	c->n += row >= c->from && row <= c->to && *place.column > c->right_of;
	c->last = row > c->last ? row : c->last;
}

static size_t
places_in(struct form *form, int page, int from, int to, int right_of)
{
	struct counted c = { from, to, right_of, 0, -1 };

	each_place(form, page, count_place, &c);
	return c.n;
}

static int
rows_used(struct form *form, int page)
{
	struct counted c = { .last = -1 };
	int used;

	each_place(form, page, count_place, &c);
	used = c.last + 1;
	for (size_t l = 0; l < form->n_lines; l++) {
		const struct lines *lines = &form->lines[l];
		if (lines->page == page && list_end(lines) > used)
			used = list_end(lines);
	}
	return used;
}

/* ---- wider */

static int
right_end(const struct box *box)
{
	return box->column + box->width;
}

static bool
reaches_border(struct form *form, const struct field *field)
{
	for (size_t i = 0; i < field->n_boxes; i++) {
		const struct box *b = &field->boxes[i];

		if (right_end(b) < RIGHT || places_in(form, field->page, b->row,
						    b->row, b->column) > 0)
			return false;
	}
	return field->n_boxes > 0;
}

static void
widen_fields(struct form *form, int by)
{
	for (size_t i = 0; i < form->n_fields; i++) {
		struct field *f = &form->fields[i];

		if (f->page < 0 || !field_is_free(f) ||
			!reaches_border(form, f))
			continue;
		for (size_t b = 0; b < f->n_boxes; b++)
			f->boxes[b].width += by;
	}
}

/* A child list's columns and their titles, each as far to the right as those
 * before it have become wider. */
struct table {
	int row;
	size_t n;
	const int *ends;   /* of the columns as drawn */
	const int *widths; /* that they have more */
};

static void
move_column(void *arg, struct place place)
{
	const struct table *t = arg;
	int at = *place.column;

	if (*place.row != t->row && *place.row != t->row - 1)
		return;
	for (size_t i = 0; i < t->n; i++)
		if (at >= t->ends[i])
			*place.column += t->widths[i];
}

/* Cells of the columns that take more room; the rest of them in *widest. */
static int
growing(const struct lines *lines, const struct field **widest)
{
	int cells = 0;

	*widest = NULL;
	for (size_t i = 0; i < lines->n_fields; i++) {
		const struct field *f = &lines->fields[i];

		if (f->n_boxes == 0 || !field_is_free(f) || f->lookup)
			continue;
		cells += f->boxes[0].width;
		if (!*widest || f->boxes[0].width > (*widest)->boxes[0].width)
			*widest = f;
	}
	return cells;
}

static void
share_out(const struct lines *lines, int by, int *ends, int *widths)
{
	const struct field *widest;
	int all = growing(lines, &widest), left = by;

	for (size_t i = 0; i < lines->n_fields; i++) {
		const struct field *f = &lines->fields[i];

		ends[i] = f->n_boxes > 0 ? right_end(&f->boxes[0]) : 0;
		widths[i] = 0;
		if (f == widest || f->n_boxes == 0 || !field_is_free(f) ||
			f->lookup)
			continue;
		widths[i] = by * f->boxes[0].width / all;
		left -= widths[i];
	}
	if (widest)
		widths[widest - lines->fields] = left;
}

static void
widen_list(struct arena *arena, struct form *form, struct lines *lines, int by)
{
	size_t n = lines->n_fields;
	int *ends = arena_array(arena, n + 1, sizeof *ends);
	int *widths = arena_array(arena, n + 1, sizeof *widths);
	struct table t = { list_row(lines), n, ends, widths };
	int end = 0;

	share_out(lines, by, ends, widths);
	for (size_t i = 0; i < n; i++)
		end = ends[i] > end ? ends[i] : end;
	if (end < RIGHT)
		return;
	each_place(form, lines->page, move_column, &t);
	for (size_t i = 0; i < n; i++)
		if (lines->fields[i].n_boxes > 0)
			lines->fields[i].boxes[0].width += widths[i];
}

/* ---- pages below each other */

static void
add_labels(struct arena *arena, struct page *to, const struct page *from)
{
	to->labels = arena_grow(arena, to->labels, to->n_labels,
		to->n_labels + from->n_labels + 1, sizeof *to->labels);
	for (size_t i = 0; i < from->n_labels; i++)
		to->labels[to->n_labels++] = from->labels[i];
}

/* The page goes below the other, under its title. */
static void
join(struct arena *arena, struct form *form, int page, int to, int used)
{
	struct page *target = &form->pages[to];

	move_below(form, page, -1, used + BETWEEN);
	add_labels(arena, target, &form->pages[page]);
	target->labels[target->n_labels++] =
		(struct label){ used + 1, 1, form->pages[page].title };
	target->rows = used + BETWEEN + form->pages[page].rows;
}

static void
set_page(struct form *form, int page, int to)
{
	for (size_t i = 0; i < form->n_fields; i++)
		if (form->fields[i].page == page)
			form->fields[i].page = to;
	for (size_t l = 0; l < form->n_lines; l++)
		if (form->lines[l].page == page)
			form->lines[l].page = to;
}

static void
join_pages(struct arena *arena, struct form *form, int rows)
{
	int to = 0;

	for (int page = 1; page < (int)form->n_pages; page++) {
		int used = rows_used(form, to);

		if (used + BETWEEN + rows_used(form, page) <= rows) {
			join(arena, form, page, to, used);
		} else if (++to != page) {
			form->pages[to] = form->pages[page];
		}
		set_page(form, page, to);
	}
	form->n_pages = form->n_pages > 0 ? (size_t)to + 1 : 0;
}

/* ---- taller */

/* One row more for a text, where nothing else stands beside its rows. */
static bool
grow_memo(struct form *form, struct field *f)
{
	struct box *last = &f->boxes[f->n_boxes - 1];

	if (f->n_boxes < 2 || f->n_boxes >= MEMO_MOST ||
		last->row - f->boxes[0].row + 1 != (int)f->n_boxes ||
		places_in(form, f->page, f->boxes[1].row, last->row, -1) !=
			f->n_boxes - 1)
		return false;
	move_below(form, f->page, last->row, 1);
	last[1] = *last;
	last[1].row++;
	f->n_boxes++;
	return true;
}

static bool
grow_list(struct form *form, struct lines *lines)
{
	int row = list_row(lines), last = row + lines->rows - 1;
	size_t n = 0;

	for (size_t i = 0; i < lines->n_fields; i++)
		n += lines->fields[i].n_boxes > 0;
	if (row < 0 || lines->rows >= LIST_MOST ||
		places_in(form, lines->page, row, last, -1) != n)
		return false;
	move_below(form, lines->page, last, 1);
	lines->rows++;
	return true;
}

/* A row each in turn, until there is none left or nothing takes one. */
static void
grow_page(struct form *form, int page, int rows)
{
	int left = rows - rows_used(form, page), before;

	do {
		before = left;
		for (size_t i = 0; i < form->n_fields && left > 0; i++)
			if (form->fields[i].page == page &&
				form->fields[i].n_boxes > 1)
				left -= grow_memo(form, &form->fields[i]);
		for (size_t l = 0; l < form->n_lines && left > 0; l++)
			if (form->lines[l].page == page)
				left -= grow_list(form, &form->lines[l]);
	} while (left > 0 && left < before);
}

/* ---- the copy */

static struct field *
copy_fields(struct arena *arena, const struct field *fields, size_t n)
{
	struct field *copy = arena_grow(arena, fields, n, n + 1, sizeof *copy);

	for (size_t i = 0; i < n; i++)
		copy[i].boxes = arena_grow(arena, fields[i].boxes,
			fields[i].n_boxes, fields[i].n_boxes + MEMO_MOST,
			sizeof *copy[i].boxes);
	return copy;
}

static struct form *
copy_form(struct arena *arena, const struct form *form)
{
	struct form *copy = arena_alloc(arena, sizeof *copy);

	*copy = *form;
	copy->fields = copy_fields(arena, form->fields, form->n_fields);
	copy->lines =
		arena_array(arena, form->n_lines + 1, sizeof *copy->lines);
	for (size_t i = 0; i < form->n_lines; i++) {
		copy->lines[i] = form->lines[i];
		copy->lines[i].fields = copy_fields(
			arena, form->lines[i].fields, form->lines[i].n_fields);
	}
	copy->pages =
		arena_array(arena, form->n_pages + 1, sizeof *copy->pages);
	for (size_t i = 0; i < form->n_pages; i++) {
		copy->pages[i] = form->pages[i];
		copy->pages[i].labels = NULL;
		copy->pages[i].n_labels = 0;
		add_labels(arena, &copy->pages[i], &form->pages[i]);
	}
	return copy;
}

const struct form *
form_stretch(struct arena *arena, const struct form *form, int rows, int cols)
{
	struct form *copy;

	if (rows <= FORM_ROWS && cols <= FORM_COLUMNS)
		return form;
	copy = copy_form(arena, form);
	if (cols > FORM_COLUMNS) {
		widen_fields(copy, cols - FORM_COLUMNS);
		for (size_t l = 0; l < copy->n_lines; l++)
			widen_list(arena, copy, &copy->lines[l],
				cols - FORM_COLUMNS);
	}
	join_pages(arena, copy, rows);
	for (int page = 0; page < (int)copy->n_pages; page++)
		grow_page(copy, page, rows);
	return copy;
}
