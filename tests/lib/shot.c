/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shot.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "pty.h"

enum {
	GAP = 5,   /* unchanged cells that cost less than a move over them */
	ERASE = 3, /* bytes of "erase to the end of the row" */
};

struct cell {
	uint32_t chars[VTERM_MAX_CHARS_PER_CELL];
	unsigned look; /* attributes and colours, 0 = plain */
};

struct shot {
	int rows, cols;
	int y, x; /* cursor */
	struct cell *cells;
};

/* --- taking ------------------------------------------------------------- */

static unsigned
colour_look(const VTermColor *c, unsigned is_default)
{
	if (c->type & is_default)
		return 0;
	return VTERM_COLOR_IS_INDEXED(c) ? 1U + c->indexed.idx : 257U;
}

static unsigned
cell_look(const VTermScreenCell *c)
{
	unsigned look = c->attrs.bold;

	look |= (unsigned)c->attrs.underline << 1;
	look |= (unsigned)c->attrs.reverse << 3;
	look |= (unsigned)c->attrs.blink << 4;
	look |= (unsigned)c->attrs.italic << 5;
	look |= colour_look(&c->fg, VTERM_COLOR_DEFAULT_FG) << 6;
	look |= colour_look(&c->bg, VTERM_COLOR_DEFAULT_BG) << 16;
	return look;
}

struct shot *
shot_blank(int rows, int cols)
{
	struct shot *s = calloc(1, sizeof *s);
	size_t n = (size_t)rows * (size_t)cols;

	if (s)
		s->cells = calloc(n, sizeof *s->cells);
	if (!s || !s->cells) {
		fprintf(stderr, "shot: out of memory\n");
		exit(2);
	}
	s->rows = rows;
	s->cols = cols;
	for (size_t i = 0; i < n; i++)
		s->cells[i].chars[0] = ' ';
	return s;
}

struct shot *
shot_take(struct pty *p)
{
	struct shot *s = shot_blank(pty_rows(p), pty_cols(p));

	pty_cursor(p, &s->y, &s->x);
	for (int i = 0; i < s->rows * s->cols; i++) {
		VTermPos at = { i / s->cols, i % s->cols };
		VTermScreenCell c;

		vterm_screen_get_cell(pty_screen(p), at, &c);
		/* What stands behind the end is not set. */
		for (int k = 0; k < VTERM_MAX_CHARS_PER_CELL && c.chars[k]; k++)
			s->cells[i].chars[k] = c.chars[k];
		s->cells[i].look = cell_look(&c);
	}
	return s;
}

void
shot_free(struct shot *shot)
{
	if (shot)
		free(shot->cells);
	free(shot);
}

/* --- comparing ---------------------------------------------------------- */

static size_t
char_bytes(uint32_t c)
{
	if (c == UINT32_MAX) /* right half of a wide character */
		return 0;
	return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

static size_t
cell_bytes(const struct cell *c)
{
	size_t n = 0;

	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c->chars[i]; i++)
		n += char_bytes(c->chars[i]);
	return n;
}

static bool
cell_same(const struct cell *a, const struct cell *b)
{
	return a->look == b->look &&
	       memcmp(a->chars, b->chars, sizeof a->chars) == 0;
}

static bool
cell_blank(const struct cell *c)
{
	return c->chars[0] == ' ' && c->look == 0;
}

static size_t
digits(int n)
{
	return n > 99 ? 3 : n > 9 ? 2 : 1;
}

/* Where the writing has come to. */
struct pen {
	int y, x;
	unsigned look;
	size_t bytes;
	bool erases;
};

/* Bytes of getting from the pen's place to row y, column x. */
static size_t
move_bytes(const struct pen *pen, int y, int x)
{
	size_t cup = 4 + digits(y + 1) + digits(x + 1);
	size_t over = (size_t)abs(x - pen->x);

	if (y == pen->y && x == pen->x)
		return 0;
	if (x == 0 && (y == pen->y || y == pen->y + 1))
		return y == pen->y ? 1 : 2;
	if (y == pen->y + 1 && x == pen->x)
		return 1;
	if (y == pen->y)
		return over == 1 && x < pen->x ? 1
		       : over == 1	       ? 3
					       : 3 + digits((int)over);
	return cup;
}

static unsigned
look_parts(unsigned look)
{
	unsigned n = (look >> 6 & 0x3ff ? 1U : 0U) + (look >> 16 ? 1U : 0U);

	for (unsigned bit = 1; bit < 64; bit <<= 1)
		n += look & bit ? 1U : 0U;
	return n;
}

static void
pen_move(struct pen *pen, int y, int x)
{
	pen->bytes += move_bytes(pen, y, x);
	pen->y = y;
	pen->x = x;
}

/* Writes the cells [a, b] of row y. */
static void
pen_write(struct pen *pen, const struct cell *row, int y, int a, int b)
{
	pen_move(pen, y, a);
	for (int x = a; x <= b;) {
		int run = x;
		size_t text = cell_bytes(&row[x]), erase;
		bool may = pen->erases && cell_blank(&row[x]);

		if (row[x].look != pen->look) {
			pen->look = row[x].look;
			pen->bytes += 3 + 2 * (size_t)look_parts(pen->look);
		}
		while (run < b && cell_same(&row[run + 1], &row[x]))
			run++;
		erase = 2 * (3 + digits(run - x + 1)); /* and a move over it */
		text *= (size_t)(run - x + 1);
		pen->bytes += may && erase < text ? erase : text;
		x = run + 1;
	}
	pen->x = b + 1;
}

static int
row_end(const struct cell *row, int cols)
{
	while (cols && cell_blank(&row[cols - 1]))
		cols--;
	return cols;
}

/* Changed cells of one row: counts them, writes their runs. */
static void
row_change(const struct shot *before, const struct shot *after, int y,
	struct pen *pen, struct shot_change *c)
{
	int cols = after->cols;
	const struct cell *was = before->cells + (size_t)y * (size_t)cols;
	const struct cell *now = after->cells + (size_t)y * (size_t)cols;
	int end = row_end(now, cols), a = -1, b = -1;
	bool erase = row_end(was, cols) >= end + ERASE;
	int upto = erase ? end : cols;

	for (int x = 0; x < cols; x++) {
		if (cell_same(&was[x], &now[x]))
			continue;
		c->cells++;
		c->text += cell_bytes(&now[x]);
		if (x >= upto)
			continue;
		if (a >= 0 && x - b > GAP) {
			pen_write(pen, now, y, a, b);
			a = -1;
		}
		a = a < 0 ? x : a;
		b = x;
	}
	if (a >= 0)
		pen_write(pen, now, y, a, b);
	if (erase) {
		pen_move(pen, y, end);
		pen->bytes += ERASE;
	}
}

struct shot_change
shot_change(const struct shot *before, const struct shot *after, bool erases)
{
	struct shot_change c = { 0 };
	struct pen pen = {
		.y = before->y,
		.x = before->x,
		.erases = erases,
	};

	if (before->rows != after->rows || before->cols != after->cols) {
		fprintf(stderr, "shot: two sizes\n");
		exit(2);
	}
	for (int y = 0; y < after->rows; y++)
		row_change(before, after, y, &pen, &c);
	if (pen.look)
		pen.bytes += 3;
	pen_move(&pen, after->y, after->x);
	c.least = pen.bytes;
	return c;
}
