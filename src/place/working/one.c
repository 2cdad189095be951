/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The working of one indicator: what it is, where planned and executed come
 * from, and the division by the method that counts beside the other one. */
#include "place/working/working.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "screen/open.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	LABEL_AT = 2,
	LABEL = 16,
	MINE_AT = LABEL_AT + LABEL + 1,
	GAP = 2
};

/* What of one text stands on a row. */
struct piece {
	const char *text; /* NULL nothing */
	size_t n;
};

struct one_row {
	struct piece label, mine, other;
	bool is_head;
};

/* ---- on the screen */

static bool
is_kind(const struct working_line *line, const char *kind)
{
	return line->kind && str_eq(line->kind, kind);
}

/* Cells of one of the two columns. */
static int
half_width(void)
{
	return (term_cols() - MINE_AT - 1 - GAP) / 2;
}

/* The next row's piece of what is left of a text. */
static struct piece
take(const char **rest, int width)
{
	struct piece piece = { 0 };

	if (!*rest || !**rest)
		return piece;
	piece.text = *rest;
	piece.n = utf8_fit_words(*rest, strlen(*rest), width);
	*rest += piece.n;
	while (**rest == ' ')
		(*rest)++;
	return piece;
}

static struct one_row *
new_row(struct working_place *p, struct arena *arena)
{
	if (p->view.rows.n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 32;
		p->lines = arena_grow(arena, p->lines, p->view.rows.n, p->cap,
			sizeof *p->lines);
	}
	return &p->lines[p->view.rows.n++];
}

static void
wrap_line(struct working_place *p, struct arena *arena,
	const struct working_line *line)
{
	const char *label = line->label, *mine = line->mine,
		   *other = line->other;
	int width = is_kind(line, "wide") ? term_cols() - MINE_AT - 1
					  : half_width();

	do {
		struct one_row *row = new_row(p, arena);

		row->is_head = is_kind(line, "head");
		row->label = take(&label, LABEL);
		row->mine = take(&mine, width);
		row->other = take(&other, width);
	} while ((label && *label) || (mine && *mine) || (other && *other));
}

static void
wrap(struct working_place *p, struct arena *arena)
{
	p->width = term_cols();
	p->view.rows.n = p->cap = 0;
	p->lines = NULL;
	for (size_t i = 0; i < p->working.n_lines; i++)
		wrap_line(p, arena, &p->working.lines[i]);
}

static void
paint_piece(int y, int x, const struct piece *piece, enum draw_style style)
{
	if (piece->text)
		draw_bytes(y, x, utf8_width(piece->text, piece->n), piece->text,
			piece->n, style);
}

static void
paint_row(struct view *view, size_t row, int y)
{
	const struct one_row *line = &working_of(view)->lines[row];
	enum draw_style style = line->is_head ? DRAW_LABEL : DRAW_PLAIN;

	paint_piece(y, LABEL_AT, &line->label, DRAW_LABEL);
	paint_piece(y, MINE_AT, &line->mine, style);
	paint_piece(y, MINE_AT + half_width() + GAP, &line->other, style);
}

static void
paint(struct view *view)
{
	struct working_place *p = working_of(view);
	int top = screen_top();

	if (p->width != term_cols())
		wrap(p, view->data);
	working_paint_head(p, top);
	rows_paint(view, top + 1, screen_bottom(), 0, paint_row);
	screen_hint(view->screen, _("Enter abre la ficha del indicador."));
	screen_state(view->screen, false,
		p->working.note ? p->working.note : "", NULL);
}

/* ---- what its keys do */

static bool
read_all(struct view *view, struct arena *arena, struct err *err)
{
	struct working_place *p = working_of(view);

	if (!working_read(view->desk, arena, &p->of, &p->working, err))
		return false;
	wrap(p, arena);
	return true;
}

static void
open_indicator(struct view *view)
{
	const struct figure_of *figure = &working_of(view)->of;
	const struct form *form =
		desk_form_in(view->desk, "working", "indicator");

	if (form)
		screen_open(view->screen, "form",
			&(struct place_args){ .of = form->name,
				.key = arena_printf(view->data, "%s/%s",
					figure->plan, figure->key) });
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_indicator },
	{ CMD_LOOK, .run = open_indicator },
};

const struct view_ops working_one_ops = {
	.where = IN_WORKING,
	.read = read_all,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
};
