/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portrait.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "pty.h"

enum {
	CELL_W = 9, /* six tenths of the letters' size, as most fonts have it */
	CELL_H = 18,
	SIZE = 15,
	BASE = 13, /* of the letters, from the top of the cell */
	EDGE = 14,
	BAR_TOP = 3, /* a bar leaves so much of its row */
	EIGHTHS = 8,
	COLOURS = 8,
	WIDE = -1, /* right half of a wide character */
	UTF8_ROOM = 5,
};

/* Numbers of the terminal's table, and 0 what it has of its own. */
struct cell {
	uint32_t c;
	uint32_t mark; /* combining */
	int ink;
	int ground;
	bool bold, underline, reverse;
};

struct portrait {
	int rows, cols;
	int y, x; /* cursor; -1 hidden */
	struct cell *cells;
};

static const char own_ink[] = "#d6dde5", own_ground[] = "#1c2128";
static const char cursor_ground[] = "#5f7388";

static const char *const colours[COLOURS] = { "#0d1117", "#ff7b72", "#56c364",
	"#f0b429", "#6cb6ff", "#d2a8ff", "#56d4dd", "#f0f3f6" };

/* What is drawn, from the top left corner of its cell. */
static const struct {
	uint32_t c;
	const char *path;
} shapes[] = {
	{ 0x2503, "m3.5 0h2v18h-2z" },
	{ 0x25a0, "m.5 5h8v8h-8z" },
	{ 0x25b2, "m4.5 4.5 4.5 9h-9z" },
	{ 0x25cb, "m.5 9a4 4 0 1 1 8 0 4 4 0 1 1-8 0zm1.3 0a2.7 2.7 0 1 0 5.4 0"
		  " 2.7 2.7 0 1 0-5.4 0z" },
	{ 0x25cf, "m.5 9a4 4 0 1 1 8 0 4 4 0 1 1-8 0z" },
};

/* --- taking ------------------------------------------------------------- */

static void *
need(void *p)
{
	if (!p) {
		fprintf(stderr, "portrait: out of memory\n");
		exit(2);
	}
	return p;
}

static int
colour_of(const VTermColor *c, unsigned is_default)
{
	if (c->type & is_default || !VTERM_COLOR_IS_INDEXED(c))
		return 0;
	return 1 + c->indexed.idx % COLOURS;
}

static struct cell
cell_of(struct pty *p, int row, int col)
{
	VTermPos at = { row, col };
	VTermScreenCell c;

	vterm_screen_get_cell(pty_screen(p), at, &c);
	return (struct cell){
		.c = c.chars[0] ? c.chars[0] : ' ',
		.mark = c.chars[0] && c.chars[0] != (uint32_t)WIDE ? c.chars[1]
								   : 0,
		.ink = colour_of(&c.fg, VTERM_COLOR_DEFAULT_FG),
		.ground = colour_of(&c.bg, VTERM_COLOR_DEFAULT_BG),
		.bold = c.attrs.bold,
		.underline = c.attrs.underline != 0,
		.reverse = c.attrs.reverse,
	};
}

struct portrait *
portrait_take(struct pty *p)
{
	struct portrait *portrait = need(calloc(1, sizeof *portrait));

	portrait->rows = pty_rows(p);
	portrait->cols = pty_cols(p);
	portrait->cells = need(calloc((size_t)(portrait->rows * portrait->cols),
		sizeof(struct cell)));
	portrait->y = portrait->x = -1;
	if (pty_cursor_visible(p))
		pty_cursor(p, &portrait->y, &portrait->x);
	for (int i = 0; i < portrait->rows * portrait->cols; i++)
		portrait->cells[i] =
			cell_of(p, i / portrait->cols, i % portrait->cols);
	return portrait;
}

void
portrait_free(struct portrait *portrait)
{
	if (portrait)
		free(portrait->cells);
	free(portrait);
}

static struct cell *
row_of(const struct portrait *portrait, int row)
{
	return portrait->cells + (size_t)row * (size_t)portrait->cols;
}

/* --- another word ------------------------------------------------------- */

/* "#" is any digit. */
static bool
is_of(char mark, uint32_t c)
{
	return mark == '#' ? c >= '0' && c <= '9' : c == (uint32_t)mark;
}

/* The first column where the row has the mark, -1 none. */
static int
column_of(const struct portrait *portrait, int row, const char *mark)
{
	const struct cell *cells = row_of(portrait, row);
	int n = (int)strlen(mark), k;

	for (int at = 0; at + n <= portrait->cols; at++) {
		for (k = 0; k < n && is_of(mark[k], cells[at + k].c); k++)
			;
		if (k == n)
			return at;
	}
	return -1;
}

static int
blanks_at(const struct portrait *portrait, int row, int at)
{
	const struct cell *cells = row_of(portrait, row);
	int n = 0;

	while (at + n < portrait->cols && cells[at + n].c == ' ')
		n++;
	return n;
}

/* What stands behind the word up to two blanks goes with it. */
static void
put_word(struct portrait *portrait, int row, int at, const char *into)
{
	struct cell *cells = row_of(portrait, row), look = cells[at];
	int from = at, to = at, end, n = (int)strlen(into), more;

	while (from > 0 && cells[from - 1].c != ' ')
		from--;
	while (to < portrait->cols && cells[to].c != ' ')
		to++;
	for (end = to;
		end < portrait->cols && blanks_at(portrait, row, end) < 2;)
		end++;
	more = n - (to - from);
	if (more > blanks_at(portrait, row, end)) {
		fprintf(stderr, "portrait: no room for %s\n", into);
		exit(2);
	}
	memmove(cells + to + more, cells + to,
		(size_t)(end - to) * sizeof *cells);
	for (int i = 0; i < n; i++) {
		cells[from + i] = look;
		cells[from + i].c = (uint32_t)into[i];
	}
	for (int i = end + more; i < end; i++)
		cells[i] = (struct cell){ .c = ' ' };
}

void
portrait_word(struct portrait *portrait, const char *mark, const char *into)
{
	for (int row = 0; row < portrait->rows; row++) {
		int at = column_of(portrait, row, mark);

		if (at >= 0)
			put_word(portrait, row, at, into);
	}
}

/* --- text --------------------------------------------------------------- */

static void
put_char(FILE *out, uint32_t c)
{
	char bytes[UTF8_ROOM] = { 0 };

	if (c < 0x80) {
		bytes[0] = (char)c;
	} else if (c < 0x800) {
		bytes[0] = (char)(0xc0 | c >> 6);
		bytes[1] = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		bytes[0] = (char)(0xe0 | c >> 12);
		bytes[1] = (char)(0x80 | (c >> 6 & 0x3f));
		bytes[2] = (char)(0x80 | (c & 0x3f));
	} else {
		bytes[0] = (char)(0xf0 | c >> 18);
		bytes[1] = (char)(0x80 | (c >> 12 & 0x3f));
		bytes[2] = (char)(0x80 | (c >> 6 & 0x3f));
		bytes[3] = (char)(0x80 | (c & 0x3f));
	}
	fputs(bytes, out);
}

static void
put_cell(FILE *out, const struct cell *c)
{
	if (c->c == (uint32_t)WIDE)
		return;
	put_char(out, c->c);
	if (c->mark)
		put_char(out, c->mark);
}

char *
portrait_text(const struct portrait *portrait)
{
	char *text = NULL;
	size_t n;
	FILE *out = need(open_memstream(&text, &n));

	for (int row = 0; row < portrait->rows; row++) {
		const struct cell *cells = row_of(portrait, row);
		int end = portrait->cols;

		while (end > 0 && cells[end - 1].c == ' ')
			end--;
		for (int col = 0; col < end; col++)
			put_cell(out, &cells[col]);
		fputc('\n', out);
	}
	fclose(out);
	return need(text);
}

/* --- the picture -------------------------------------------------------- */

struct pen {
	const struct portrait *portrait;
	FILE *out;
	int row;
};

static const char *
colour_name(int colour, const char *own)
{
	return colour ? colours[colour - 1] : own;
}

static const char *
ink_name(const struct cell *c)
{
	return c->reverse ? colour_name(c->ground, own_ground)
			  : colour_name(c->ink, own_ink);
}

static const char *
ground_name(const struct cell *c)
{
	return c->reverse ? colour_name(c->ink, own_ink)
			  : colour_name(c->ground, own_ground);
}

static bool
looks_same(const struct cell *a, const struct cell *b)
{
	return a->ink == b->ink && a->ground == b->ground &&
	       a->bold == b->bold && a->underline == b->underline &&
	       a->reverse == b->reverse;
}

static int
x_of(int col)
{
	return EDGE + col * CELL_W;
}

static int
y_of(int row)
{
	return EDGE + row * CELL_H;
}

static void
put_fill(const struct pen *pen, const struct cell *c)
{
	if (strcmp(ink_name(c), own_ink) != 0)
		fprintf(pen->out, " fill=\"%s\"", ink_name(c));
}

static const char *
shape_of(uint32_t c)
{
	for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
		if (shapes[i].c == c)
			return shapes[i].path;
	return NULL;
}

/* U+2588, all of the cell, to U+258F, an eighth; 0 no bar. */
static int
eighths_of(uint32_t c)
{
	return c >= 0x2588 && c <= 0x258f ? 0x2590 - (int)c : 0;
}

/* How many cells from `at` on are one bar, and how long it is. */
static int
bar_cells(const struct pen *pen, int at, int *eighths)
{
	const struct cell *cells = row_of(pen->portrait, pen->row);
	int col = at;

	*eighths = 0;
	while (col < pen->portrait->cols &&
		looks_same(&cells[col], &cells[at]) &&
		eighths_of(cells[col].c) == EIGHTHS)
		col++;
	if (col < pen->portrait->cols && looks_same(&cells[col], &cells[at]))
		*eighths = eighths_of(cells[col].c);
	if (*eighths > 0)
		col++;
	*eighths += (col - at - (*eighths > 0)) * EIGHTHS;
	return col - at;
}

static int
same_cells(const struct pen *pen, int at)
{
	const struct cell *cells = row_of(pen->portrait, pen->row);
	int col = at;

	while (col < pen->portrait->cols && cells[col].c == cells[at].c &&
		looks_same(&cells[col], &cells[at]))
		col++;
	return col - at;
}

static void
put_drawn(const struct pen *pen, int at, double x, double y, double width,
	double height)
{
	fprintf(pen->out, "<rect x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\"",
		x_of(at) + x, y_of(pen->row) + y, width, height);
	put_fill(pen, &row_of(pen->portrait, pen->row)[at]);
	fputs("/>\n", pen->out);
}

/* A bar, a line or a light; the cells it took, 0 when it is none of them. */
static int
put_shape(const struct pen *pen, int at)
{
	const struct cell *c = &row_of(pen->portrait, pen->row)[at];
	const char *path = shape_of(c->c);
	int eighths, n;

	if (path) {
		fprintf(pen->out, "<path d=\"M%d %d%s\"", x_of(at),
			y_of(pen->row), path);
		put_fill(pen, c);
		fputs("/>\n", pen->out);
		return 1;
	}
	n = bar_cells(pen, at, &eighths);
	if (n > 0) {
		put_drawn(pen, at, 0, BAR_TOP, eighths * CELL_W / 8.0,
			CELL_H - 2 * BAR_TOP);
		return n;
	}
	if (c->c != 0x2500)
		return 0;
	n = same_cells(pen, at);
	put_drawn(pen, at, 0, CELL_H / 2.0 - .5, n * CELL_W, 1);
	return n;
}

static void
put_escaped(FILE *out, const struct cell *c)
{
	if (c->c == '&')
		fputs("&amp;", out);
	else if (c->c == '<')
		fputs("&lt;", out);
	else if (c->c == '>')
		fputs("&gt;", out);
	else
		put_cell(out, c);
}

/* Where a run of letters of one look ends: before a shape or two blanks. */
static int
run_end(const struct pen *pen, int at)
{
	const struct cell *cells = row_of(pen->portrait, pen->row);
	int col = at, end = at;

	for (; col < pen->portrait->cols && looks_same(&cells[col], &cells[at]);
		col++) {
		if (shape_of(cells[col].c) || eighths_of(cells[col].c) ||
			cells[col].c == 0x2500 || col - end >= 2)
			break;
		if (cells[col].c != ' ')
			end = col + 1;
	}
	return end;
}

static int
put_run(const struct pen *pen, int at)
{
	const struct cell *cells = row_of(pen->portrait, pen->row);
	int end = run_end(pen, at);

	fprintf(pen->out, "<text x=\"%d\" y=\"%d\"", x_of(at),
		y_of(pen->row) + BASE);
	if (end - at > 1)
		fprintf(pen->out, " textLength=\"%d\"", (end - at) * CELL_W);
	put_fill(pen, &cells[at]);
	if (cells[at].bold)
		fputs(" font-weight=\"700\"", pen->out);
	if (cells[at].underline)
		fputs(" text-decoration=\"underline\"", pen->out);
	fputc('>', pen->out);
	for (int col = at; col < end; col++)
		put_escaped(pen->out, &cells[col]);
	fputs("</text>\n", pen->out);
	return end - at;
}

static void
put_ground(const struct pen *pen, int at, int n, const char *colour)
{
	fprintf(pen->out,
		"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\""
		" fill=\"%s\"/>\n",
		x_of(at), y_of(pen->row), n * CELL_W, CELL_H, colour);
}

/* Behind the letters: what is marked, and the cursor. */
static void
put_grounds(const struct pen *pen)
{
	const struct cell *cells = row_of(pen->portrait, pen->row);
	int n;

	for (int col = 0; col < pen->portrait->cols; col += n) {
		for (n = 1; col + n < pen->portrait->cols &&
			    looks_same(&cells[col + n], &cells[col]);)
			n++;
		if (strcmp(ground_name(&cells[col]), own_ground) != 0)
			put_ground(pen, col, n, ground_name(&cells[col]));
	}
	if (pen->portrait->y == pen->row)
		put_ground(pen, pen->portrait->x, 1, cursor_ground);
}

static void
put_row(const struct pen *pen)
{
	const struct cell *cells = row_of(pen->portrait, pen->row);
	int n;

	put_grounds(pen);
	for (int col = 0; col < pen->portrait->cols; col += n) {
		n = 1;
		if (cells[col].c == ' ')
			continue;
		n = put_shape(pen, col);
		if (n == 0)
			n = put_run(pen, col);
	}
}

char *
portrait_svg(const struct portrait *portrait, const char *title)
{
	char *text = NULL;
	size_t n;
	FILE *out = need(open_memstream(&text, &n));
	int width = portrait->cols * CELL_W + 2 * EDGE;
	int height = portrait->rows * CELL_H + 2 * EDGE;
	struct pen pen = { .portrait = portrait, .out = out };

	fprintf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\""
		" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
		"<title>%s</title>\n"
		"<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n"
		"<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo,"
		" Consolas, 'Liberation Mono', monospace\" font-size=\"%d\""
		" fill=\"%s\">\n",
		width, height, width, height, title, width, height, own_ground,
		SIZE, own_ink);
	for (pen.row = 0; pen.row < portrait->rows; pen.row++)
		put_row(&pen);
	fputs("</g>\n</svg>\n", out);
	fclose(out);
	return need(text);
}
