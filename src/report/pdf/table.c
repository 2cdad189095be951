/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that break well: columns as wide as their texts ask for, headings
 * again on each page, no heading of a group without its rows, no last row
 * alone, no row cut unless it is longer than a page.
 */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/pdf/paper.h"

#define GAP 9.0		  /* between columns */
#define PAD 3.4		  /* above and below the text of a row */
#define LONG_START 90.0	  /* of a row over pages that begins on this one */
#define WIDEST 250.0	  /* what a column may ask for */
#define LAYOUT_WIDTH 80.0 /* of the columns' widths in the layout */
#define LETTER 7.0     /* the letters of a word are no wider, on the average */
#define SMALLEST 0.6   /* letters that can still be read */
#define SIGN_HIGH 22.0 /* of a place to sign on */
#define LIGHT_SIZE 6.6
#define LIGHT_DOWN 1.1
#define LIGHT_ROOM (LIGHT_SIZE + 4)

enum {
	ENDLESS = 1000, /* bytes that no column holds on one line */
	FIGURE = 40,	/* bytes of the longest number with its sign */
};

struct table {
	struct paper *paper;
	const struct report_block *block;
	size_t n; /* columns with a width */
	const struct report_column **columns;
	size_t *at; /* their cells */
	double *x;
	double *width;
	double *widths;	 /* each cell's text on one line is no wider */
	double *heights; /* of each row */
	double *groups;	 /* of the heading above each row; 0 none */
	double heading;
	bool is_wide;  /* on sheets that lie */
	double room;   /* for its columns */
	double shrunk; /* its letters, by this factor; 1: they are not */
};

const char *
table_caption(struct paper *p, const struct report_block *block)
{
	return arena_printf(
		p->arena, _("Tabla %d. %s"), block->table, block->table_title);
}

static bool
is_number(const struct report_column *column)
{
	return column->kind == CELL_NUMBER || column->kind == CELL_PERCENT;
}

static PangoAlignment
alignment(const struct report_column *column)
{
	return is_number(column) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static enum style
cell_style(const struct report_row *row, const struct report_column *column)
{
	if (row->total)
		return STYLE_CELL_STRONG;
	return is_number(column) ? STYLE_CELL_NUMBER : STYLE_CELL;
}

static const char *
cell_text(struct paper *p, const struct report_column *column,
	const struct report_cell *cell)
{
	const struct light *light;

	if (column->kind != CELL_LIGHT)
		return cell->shown ? cell->shown : "";
	light = light_of(cell->exact);
	return arena_printf(p->arena, "%s  %s", light->letter,
		cell->shown ? cell->shown : _(light->word));
}

/* "Logro %" is not broken before its sign. */
static const char *
heading_text(struct paper *p, const struct report_column *column)
{
	const char *sign = strstr(column->title, " %");

	if (!sign)
		return column->title;
	return arena_printf(p->arena, "%.*s\u00a0%s",
		(int)(sign - column->title), column->title, sign + 1);
}

/* ---- widths */

/* Of a text that is no longer than ENDLESS: n bytes of it. */
static double
part_width(struct paper *p, enum style style, const char *text, size_t n)
{
	char part[ENDLESS + 1];

	memcpy(part, text, n);
	part[n] = '\0';
	return paper_text_width(p, style, part);
}

/* The widest word, when wider than most: what cannot be narrower without
 * cutting one. */
static double
word_width(struct paper *p, enum style style, const char *text, double most)
{
	while (*text) {
		size_t n = strcspn(text, " \n");
		/* short ones are not worth measuring */
		bool may = (double)n * LETTER > most;
		double width = n > ENDLESS ? PAPER_UPRIGHT
			       : may	   ? part_width(p, style, text, n)
					   : 0;

		most = width > most ? width : most;
		text += n + (text[n] != '\0');
	}
	return most;
}

static double
larger(double a, double b)
{
	return a > b ? a : b;
}

/* "1,347,451.24", "31/12/2019", "S/.80": more of a number than of a word. */
static bool
is_figure(const char *text, size_t n)
{
	size_t of_number = 0;

	for (size_t i = 0; i < n; i++)
		of_number += strchr("0123456789.,/-%", text[i]) != NULL;
	return n <= FIGURE && 2 * of_number > n;
}

/* The widest figure in a text: none is cut. */
static double
figure_width(struct paper *p, enum style style, const char *text, double most)
{
	while (*text) {
		size_t n = strcspn(text, " \n");

		if (is_figure(text, n))
			most = larger(most, part_width(p, style, text, n));
		text += n + (text[n] != '\0');
	}
	return most;
}

/* A longer one is cut: of a number or light a quarter of the page, of a text
 * some more than the layout gives its column. */
static double
longest_word(const struct report_column *column)
{
	double share = 1.25 * PAPER_UPRIGHT * column->width / LAYOUT_WIDTH;
	double most = PAPER_UPRIGHT / 4;

	if (is_number(column) || column->kind == CELL_LIGHT)
		return most;
	share = larger(share, PAPER_UPRIGHT / 8);
	return share < most ? share : most;
}

/* How wide a cell's text is on one line, measured where that is wider than what
 * is known; else no less than that. */
static double
line_width(struct paper *p, enum style style, const char *text, double known)
{
	double most;

	/* on one line it would be wider than a number of pango can be */
	if (strlen(text) > ENDLESS)
		return 2 * PAPER_UPRIGHT;
	most = paper_text_most(p, style, text);
	return most > known ? paper_text_width(p, style, text) : most;
}

/* A number or a light stands on one line. */
static void
ask_widths(struct table *t, size_t i, double *least, double *wished)
{
	struct paper *p = t->paper;
	const struct report_column *c = t->columns[i];
	double room = c->kind == CELL_LIGHT ? LIGHT_ROOM : 0;
	double digits = 0;

	if (c->kind == CELL_SIGN) {
		*least = *wished = PAPER_UPRIGHT * c->width / LAYOUT_WIDTH;
		return;
	}
	*least = word_width(p, STYLE_HEADING, heading_text(p, c), 0);
	*wished = larger(
		*least, 0.6 * paper_text_width(p, STYLE_HEADING, c->title));
	for (size_t r = 0;
		r < t->block->n_rows && step_at(p->report->step, r + 1); r++) {
		const struct report_row *row = &t->block->rows[r];
		enum style style = cell_style(row, c);
		const char *text = cell_text(p, c, &row->cells[t->at[i]]);
		bool whole = c->kind == CELL_LIGHT ||
			     (is_number(c) && strlen(text) <= FIGURE);
		/* a column asks for no more than WIDEST */
		double known = *wished < WIDEST ? *wished : HUGE_VAL;
		double width;

		known = whole && *least < known ? *least : known;
		known = whole && is_number(c) && digits < known ? digits
								: known;
		width = line_width(p, style, text, known - room) + room;
		*wished = larger(*wished, width);
		*least = larger(*least,
			whole ? width
			      : word_width(p, style, text, *least - room) +
					room);
		digits = whole && is_number(c)
				 ? larger(digits, width)
				 : figure_width(p, style, text, digits);
		t->widths[r * t->n + i] = width;
	}
	*wished = *wished > WIDEST ? WIDEST : *wished;
	if (*least > longest_word(c))
		*least = larger(longest_word(c), digits);
	*wished = larger(*wished, *least);
}

static double
sum_of(const double *widths, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += widths[i];
	return sum;
}

/* What is left of room goes to who wishes more, in the proportions of the
 * layout; who has what she wished leaves the rest to the others. */
static void
grow_widths(struct table *t, const double *wished, double left)
{
	for (size_t turn = 0; turn < t->n && left > 0.5; turn++) {
		double asking = 0;
		double given = 0;

		for (size_t i = 0; i < t->n; i++)
			asking += t->width[i] < wished[i] ? t->columns[i]->width
							  : 0;
		for (size_t i = 0; asking > 0 && i < t->n; i++) {
			double more = left * t->columns[i]->width / asking;

			if (t->width[i] >= wished[i])
				continue;
			if (more > wished[i] - t->width[i])
				more = wished[i] - t->width[i];
			t->width[i] += more;
			given += more;
		}
		left -= given;
	}
}

/* A sheet that lies where an upright one would cut a word or a number; and
 * smaller letters where that one would, too. */
static void
choose_sheet(struct table *t, double *least, double *wished)
{
	double gaps = GAP * (double)(t->n - 1);
	double needs = sum_of(least, t->n);

	t->is_wide = needs > PAPER_UPRIGHT - gaps;
	if (needs > PAPER_LYING - gaps)
		t->shrunk = (PAPER_LYING - gaps) / needs;
	if (t->shrunk < SMALLEST)
		t->shrunk = SMALLEST;
	for (size_t i = 0; i < t->n; i++) {
		least[i] *= t->shrunk;
		wished[i] *= t->shrunk;
	}
	for (size_t i = 0; i < t->n * t->block->n_rows; i++)
		t->widths[i] *= t->shrunk;
	t->room = (t->is_wide ? PAPER_LYING : PAPER_UPRIGHT) - gaps;
}

static void
share_widths(struct table *t, const double *least, const double *wished)
{
	double needs = sum_of(least, t->n);
	double wishes = sum_of(wished, t->n);
	double x = PAPER_LEFT;

	for (size_t i = 0; i < t->n; i++)
		t->width[i] = needs >= t->room	  ? least[i] * t->room / needs
			      : wishes <= t->room ? wished[i] * t->room / wishes
						  : least[i];
	if (needs < t->room && wishes > t->room)
		grow_widths(t, wished, t->room - needs);
	for (size_t i = 0; i < t->n; i++) {
		t->x[i] = x;
		x += t->width[i] + GAP;
	}
}

static void
set_widths(struct table *t)
{
	struct arena *arena = t->paper->arena;
	double *least = arena_array(arena, t->n + 1, sizeof *least);
	double *wished = arena_array(arena, t->n + 1, sizeof *wished);

	t->widths =
		arena_array(arena, t->n * t->block->n_rows, sizeof *t->widths);
	for (size_t i = 0; i < t->n; i++)
		ask_widths(t, i, &least[i], &wished[i]);
	choose_sheet(t, least, wished);
	share_widths(t, least, wished);
}

/* ---- heights */

static double
text_room(const struct table *t, size_t i)
{
	return t->width[i] -
	       (t->columns[i]->kind == CELL_LIGHT ? LIGHT_ROOM : 0);
}

static double
row_height(struct table *t, size_t r, double line)
{
	const struct report_row *row = &t->block->rows[r];
	double most = line;

	for (size_t i = 0; i < t->n; i++) {
		const struct report_column *c = t->columns[i];
		const char *text = row->cells[t->at[i]].shown;

		if (c->kind == CELL_SIGN)
			most = larger(most, SIGN_HIGH);
		if (t->widths[r * t->n + i] < t->width[i] &&
			!(text && strchr(text, '\n')))
			continue;

		most = larger(most,
			paper_height(t->paper, cell_style(row, c),
				text_room(t, i), alignment(c),
				cell_text(t->paper, c, &row->cells[t->at[i]])));
	}
	return most + 2 * PAD;
}

static void
set_heights(struct table *t)
{
	const struct report_block *b = t->block;
	struct paper *p = t->paper;
	const char *group = NULL;
	double line = paper_set(p, STYLE_CELL, 0, PANGO_ALIGN_LEFT, "0");

	t->heights = arena_array(p->arena, b->n_rows, sizeof *t->heights);
	t->groups = arena_array(p->arena, b->n_rows, sizeof *t->groups);
	for (size_t r = 0; r < b->n_rows && step_at(p->report->step, r + 1);
		r++) {
		const struct report_row *row = &b->rows[r];

		t->heights[r] = row_height(t, r, line);
		if (row->group && !str_eq(row->group, group))
			t->groups[r] = paper_height(p, STYLE_GROUP, t->room,
					       PANGO_ALIGN_LEFT, row->group) +
				       2 * PAD + 4;
		group = row->group;
	}
	for (size_t i = 0; i < t->n; i++)
		t->heading = larger(
			t->heading, paper_set(p, STYLE_HEADING, t->width[i],
					    alignment(t->columns[i]),
					    heading_text(p, t->columns[i])) +
					    2 * PAD);
}

/* ---- drawing */

static void
draw_heading(struct table *t)
{
	struct paper *p = t->paper;

	paper_fill(p, PAPER_LEFT, p->y, p->text, t->heading, TINT);
	paper_rule(p, PAPER_LEFT, p->text, p->y, 1.0, NAVY);
	for (size_t i = 0; i < t->n; i++) {
		const struct report_column *c = t->columns[i];
		double height = paper_set(p, STYLE_HEADING, t->width[i],
			alignment(c), heading_text(p, c));

		paper_text(p, STYLE_HEADING, t->x[i],
			p->y + t->heading - PAD - height, t->width[i],
			alignment(c), heading_text(p, c));
	}
	p->y += t->heading;
	paper_rule(p, PAPER_LEFT, p->text, p->y, 0.5, NAVY);
}

static void
draw_caption(struct table *t, bool again)
{
	paper_caption(t->paper, table_caption(t->paper, t->block), again, 5);
	draw_heading(t);
}

static void
draw_group(struct table *t, const char *text)
{
	struct paper *p = t->paper;

	p->y += PAD + 4;
	p->y += paper_text(p, STYLE_GROUP, PAPER_LEFT, p->y, p->text,
			PANGO_ALIGN_LEFT, text) +
		PAD;
	paper_rule(p, PAPER_LEFT, p->text, p->y, 0.4, HAIR);
}

/* The next page, for row r or what is left of it. */
static void
break_page(struct table *t, size_t r)
{
	const struct report_row *row = &t->block->rows[r];

	paper_rule(
		t->paper, PAPER_LEFT, t->paper->text, t->paper->y, 0.5, NAVY);
	paper_page(t->paper, false);
	draw_caption(t, true);
	if (row->group && t->groups[r] <= 0)
		draw_group(t, arena_printf(t->paper->arena,
				      _("%s (continuación)"), row->group));
}

static void
draw_cell(struct table *t, const struct report_row *row, size_t i)
{
	struct paper *p = t->paper;
	const struct report_column *c = t->columns[i];
	const struct report_cell *cell = &row->cells[t->at[i]];
	double x = t->x[i];

	if (c->kind == CELL_LIGHT) {
		if ((!cell->shown && !cell->exact) || cell_is_unlit(cell))
			return;
		paper_light(p, light_of(cell->exact), x,
			p->y + PAD + LIGHT_DOWN, LIGHT_SIZE);
		x += LIGHT_ROOM;
	}
	paper_text(p, cell_style(row, c), x, p->y + PAD, text_room(t, i),
		alignment(c), cell_text(p, c, cell));
}

static void
draw_row(struct table *t, size_t r)
{
	const struct report_row *row = &t->block->rows[r];
	struct paper *p = t->paper;

	if (row->total) {
		paper_fill(p, PAPER_LEFT, p->y, p->text, t->heights[r], TINT);
		paper_rule(p, PAPER_LEFT, p->text, p->y, 0.6, NAVY);
	}
	for (size_t i = 0; p->is_final && i < t->n; i++)
		draw_cell(t, row, i);
	p->y += t->heights[r];
	paper_rule(p, PAPER_LEFT, p->text, p->y, 0.4, HAIR);
}

/* ---- a row longer than a page: line by line */

struct part {
	PangoLayout *layout;
	int next;      /* line */
	GSList *lines; /* from there on: asking by number counts them all */
};

static void
draw_line(struct table *t, size_t i, PangoLayoutLine *line, double baseline)
{
	double x = t->x[i] + t->width[i] - text_room(t, i);

	if (alignment(t->columns[i]) == PANGO_ALIGN_RIGHT) {
		PangoRectangle size;

		pango_layout_line_get_extents(line, NULL, &size);
		x += text_room(t, i) - pango_units_to_double(size.width);
	}
	cairo_move_to(t->paper->cr, x, baseline);
	pango_cairo_show_layout_line(t->paper->cr, line);
	paper_note_line(t->paper, line);
}

static bool
draw_lines(struct table *t, const struct report_row *row, struct part *parts,
	double line)
{
	struct paper *p = t->paper;
	int room = (int)((paper_room(p) - 2 * PAD) / line);
	int most = 0;
	bool more = false;

	for (size_t i = 0; i < t->n; i++) {
		struct part *part = &parts[i];
		int n = pango_layout_get_line_count(part->layout) - part->next;

		n = n > room ? room : n;
		if (part->next == 0 && t->columns[i]->kind == CELL_LIGHT)
			paper_light(p, light_of(row->cells[t->at[i]].exact),
				t->x[i], p->y + PAD + LIGHT_DOWN, LIGHT_SIZE);
		paper_colour(
			p, paper_style_rgb(cell_style(row, t->columns[i])));
		for (int k = 0; k < n; k++) {
			draw_line(t, i, part->lines->data,
				p->y + PAD + line * (k + 0.8));
			part->lines = part->lines->next;
		}
		part->next += n;
		most = n > most ? n : most;
		more = more ||
		       part->next < pango_layout_get_line_count(part->layout);
	}
	p->y += line * most + 2 * PAD;
	return more;
}

static void
draw_long_row(struct table *t, size_t r)
{
	const struct report_row *row = &t->block->rows[r];
	struct paper *p = t->paper;
	struct part *parts = arena_array(p->arena, t->n, sizeof *parts);
	double line = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct report_column *c = t->columns[i];
		double height = paper_set(p, cell_style(row, c),
			text_room(t, i), PANGO_ALIGN_LEFT,
			cell_text(p, c, &row->cells[t->at[i]]));

		parts[i].layout = pango_layout_copy(p->layout);
		parts[i].lines =
			pango_layout_get_lines_readonly(parts[i].layout);
		line = larger(line,
			height / pango_layout_get_line_count(p->layout) + 0.8);
	}
	while (draw_lines(t, row, parts, line))
		break_page(t, r);
	for (size_t i = 0; i < t->n; i++)
		g_object_unref(parts[i].layout);
	paper_rule(p, PAPER_LEFT, p->text, p->y, 0.4, HAIR);
}

/* ---- breaks */

/* What must stand on this page from row r on: the heading of its group, and
 * the last row together with the one before it and what belongs behind. */
static double
height_kept(const struct table *t, size_t r)
{
	size_t n = t->block->n_rows;
	double height = t->groups[r] + t->heights[r];

	if (r + 2 == n ||
		(t->groups[r] > 0 && r + 1 < n && t->groups[r + 1] <= 0))
		height += t->groups[r + 1] + t->heights[r + 1];
	if (r + 2 >= n)
		height += t->paper->tail;
	return height;
}

static void
draw_rows(struct table *t)
{
	struct paper *p = t->paper;
	double page = paper_most(p) - t->heading - 70;

	for (size_t r = 0; r < t->block->n_rows; r++) {
		double kept = height_kept(t, r);
		bool is_long = t->heights[r] > page;

		if (step_stopped(p->report->step))
			return;
		if (is_long)
			kept = t->groups[r] + LONG_START;
		else if (kept > page)
			kept = t->groups[r] + t->heights[r];
		if (kept > paper_room(p))
			break_page(t, r);
		if (t->groups[r] > 0)
			draw_group(t, t->block->rows[r].group);
		if (is_long)
			draw_long_row(t, r);
		else
			draw_row(t, r);
	}
	paper_rule(p, PAPER_LEFT, p->text, p->y, 1.0, NAVY);
	p->y += 12;
}

static void
take_columns(struct table *t)
{
	const struct report_block *b = t->block;
	struct arena *arena = t->paper->arena;

	t->columns = arena_array(arena, b->n_columns, sizeof *t->columns);
	t->at = arena_array(arena, b->n_columns, sizeof *t->at);
	t->x = arena_array(arena, b->n_columns, sizeof *t->x);
	t->width = arena_array(arena, b->n_columns, sizeof *t->width);
	for (size_t i = 0; i < b->n_columns; i++) {
		if (b->columns[i].width <= 0)
			continue;
		t->columns[t->n] = &b->columns[i];
		t->at[t->n++] = i;
	}
}

/* Measured once, for both times that it is set. */
static struct table *
measured(struct paper *p, const struct report_block *block)
{
	struct table **t = &p->tables[block - p->report->blocks];

	if (*t)
		return *t;
	*t = arena_alloc(p->arena, sizeof **t);
	(*t)->paper = p;
	(*t)->block = block;
	(*t)->shrunk = 1;
	take_columns(*t);
	if ((*t)->n > 0) {
		set_widths(*t);
		paper_shrink(p, (*t)->shrunk);
		set_heights(*t);
		paper_shrink(p, 1);
	}
	return *t;
}

bool
table_is_wide(struct paper *p, const struct report_block *block)
{
	return block->n_columns > 0 && block->n_rows > 0 && !block->cards &&
	       measured(p, block)->is_wide;
}

/* The title never stays behind alone. */
double
table_start(struct paper *p, const struct report_block *block)
{
	struct table *t = measured(p, block);
	double start = t->n > 0 ? height_kept(t, 0) : 0;

	if (start - p->tail >= 300)
		start = LONG_START;
	return t->heading + 44 + start;
}

void
table_draw(struct paper *p, const struct report_block *block)
{
	struct table *t = measured(p, block);

	paper_need(p, table_start(p, block));
	p->y += p->y > PAPER_TOP ? 4 : 0;
	paper_entry(p, p->y);
	if (t->n == 0)
		return;
	paper_shrink(p, t->shrunk);
	draw_caption(t, false);
	draw_rows(t);
	paper_shrink(p, 1);
}
