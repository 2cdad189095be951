/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The working of a figure of several terms: their sum, the division. */
#include "place/working/working.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/light.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	NAME_AT = 2,
	HEAD_ROWS = 2,
	SUM_ROWS = 5
};

/* Columns of figures, from the right border leftwards; the indicator has
 * what is left. */
static const struct figure {
	const char *title;
	int width;
	size_t offset;
} columns[] = {
	{ N_("plan."), 7, offsetof(struct working_term, planned) },
	{ N_("ejec."), 7, offsetof(struct working_term, executed) },
	{ N_("logro"), 7, offsetof(struct working_term, attainment) },
	{ N_("tope"), 6, offsetof(struct working_term, capped) },
	{ N_("peso"), 4, offsetof(struct working_term, weight) },
	{ N_("x peso"), 8, offsetof(struct working_term, product) },
	{ N_("otro"), 6, offsetof(struct working_term, other) },
};

enum {
	COLUMNS = sizeof columns / sizeof columns[0],
	EXECUTED = 1,
	ATTAINMENT = 2,
	WEIGHT = 4,
	PRODUCT = 5
};

/* ---- shared with the working of one indicator */

static void
paint_title(struct screen *screen, const struct figure_of *of)
{
	static const struct i18n_word titles[] = {
		{ "plan", N_("Cifra del plan") },
		{ "commitment", N_("Cifra del compromiso") },
		{ "office", N_("Cifra de la oficina") },
		{ "objective", N_("Cifra del objetivo") },
		{ "action_line", N_("Cifra de la línea de acción") },
		{ "indicator", N_("Cifra del indicador") },
		{ 0 },
	};
	const char *key = str_eq(of->part, "plan") ? "" : of->key;
	char title[SCREEN_TEXT];

	snprintf(title, sizeof title, "%s%s%s", i18n_word(titles, of->part),
		*key ? " " : "", key);
	screen_title(screen, title);
}

void
working_paint_head(const struct working_place *p, int y)
{
	const struct working *w = &p->working;
	char text[SCREEN_TEXT];

	paint_title(p->view.screen, &p->of);
	snprintf(text, sizeof text, _("%s: %s %s   %s: umbral %s, tope %s"),
		w->period_title ? w->period_title : "",
		w->shown ? w->shown : "s/d",
		band_sign(w->band, term_is_ascii(), false),
		w->rule ? w->rule : "", w->threshold ? w->threshold : "",
		w->cap ? w->cap : "");
	draw_text(y, 1, term_cols() - 1, text, DRAW_PLAIN);
}

/* ---- on the screen */

/* The cell where a column begins. */
static int
column_at(const struct working_place *p, size_t i)
{
	int x = term_cols();

	for (; i < p->n_columns; i++)
		x -= columns[i].width + 1;
	return x;
}

static void
put_right(const struct working_place *p, int y, size_t column, const char *text,
	enum draw_style style)
{
	draw_text_right(
		y, column_at(p, column), columns[column].width, text, style);
}

static const char *
direction_sign(const struct working_term *term)
{
	bool down = term->direction && str_eq(term->direction, "down");

	if (term_is_ascii())
		return down ? "(-)" : "(+)";
	return down ? "(▼)" : "(▲)";
}

static const char *
figure(const struct working_term *term, size_t column)
{
	return *(const char *const *)(const void *)((const char *)term +
						    columns[column].offset);
}

/* What does not count says why, in the place of what it has not. */
static void
paint_note(
	const struct working_place *p, const struct working_term *term, int y)
{
	size_t from = term->executed ? ATTAINMENT : EXECUTED;
	int x = column_at(p, from) + 2;
	int end = term->weight ? column_at(p, WEIGHT) : term_cols() - 1;

	draw_text(y, x, end - x, term->note, DRAW_PLAIN);
}

static void
paint_figures(
	const struct working_place *p, const struct working_term *term, int y)
{
	bool counts = term->product;

	for (size_t i = 0; i < p->n_columns; i++) {
		if (figure(term, i) &&
			(counts || i < ATTAINMENT || i == WEIGHT))
			put_right(p, y, i, figure(term, i), DRAW_PLAIN);
		else if (i == 0 || (i == EXECUTED && counts))
			put_right(p, y, i, "-", DRAW_PLAIN);
	}
	if (!counts && term->note)
		paint_note(p, term, y);
}

static void
paint_term(struct view *view, size_t row, int y)
{
	const struct working_place *p = working_of(view);
	const struct working_term *term = &p->working.terms[row];
	int room = column_at(p, 0) - NAME_AT - 5, used;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof text, "%s %s", term->code, term->name);
	used = utf8_cells(text);
	used = used < room ? used : room;
	draw_text(y, NAME_AT, used, text, DRAW_PLAIN);
	draw_text(y, NAME_AT + used + 1, 3, direction_sign(term), DRAW_PLAIN);
	paint_figures(p, term, y);
}

static void
paint_head(const struct working_place *p, int y)
{
	working_paint_head(p, y);
	draw_text(y + 1, NAME_AT, column_at(p, 0) - NAME_AT, _("Indicador"),
		DRAW_LABEL);
	for (size_t i = 0; i < p->n_columns; i++)
		put_right(p, y + 1, i, _(columns[i].title), DRAW_LABEL);
}

/* The sums under their columns, then the division. */
static void
paint_sum(const struct working_place *p, int y)
{
	const struct working *w = &p->working;
	char text[SCREEN_TEXT];

	draw_line(y, column_at(p, WEIGHT),
		columns[WEIGHT].width + 1 + columns[PRODUCT].width);
	put_right(p, y + 1, WEIGHT, w->weights ? w->weights : "-", DRAW_PLAIN);
	put_right(
		p, y + 1, PRODUCT, w->weighted ? w->weighted : "-", DRAW_PLAIN);
	if (w->weights)
		snprintf(text, sizeof text,
			_("promedio = %s / %s = %s     cobertura %s de %s"),
			w->weighted, w->weights, w->shown, w->n_measured,
			w->n_due);
	else
		snprintf(text, sizeof text,
			_("sin promedio todavía     cobertura %s de %s"),
			w->n_measured ? w->n_measured : "0",
			w->n_due ? w->n_due : "0");
	draw_text(y + 2, 1, term_cols() - 1, text, DRAW_PLAIN);
	draw_text(y + 3, 1, term_cols() - 1, w->note, DRAW_PLAIN);
	if (w->other)
		draw_text(y + 4, 1, term_cols() - 1, w->other, DRAW_PLAIN);
}

static void
say_term(struct working_place *p)
{
	const struct working_term *term;
	char text[SCREEN_TEXT];

	if (p->view.rows.n == 0) {
		screen_hint(p->view.screen,
			_("No hay indicadores en este periodo."));
		return;
	}
	term = &p->working.terms[p->view.rows.at];
	snprintf(text, sizeof text, _("Enter muestra su cálculo: %s (%s)."),
		term->name, term->unit ? term->unit : "-");
	screen_hint(p->view.screen, text);
}

static void
paint(struct view *view)
{
	struct working_place *p = working_of(view);
	int top = screen_top();
	int first = top + HEAD_ROWS;
	int bottom = screen_bottom() - SUM_ROWS + (!p->working.other);

	paint_head(p, top);
	rows_paint(view, first, bottom, 0, paint_term);
	paint_sum(p, first + (p->view.rows.n < (size_t)p->view.rows.height
					     ? (int)p->view.rows.n
					     : p->view.rows.height));
	say_term(p);
	screen_state(view->screen, false,
		p->n_columns == COLUMNS
			? _("otro: el logro por el otro método, donde se puede")
			: "",
		NULL);
}

/* ---- what its keys do */

static bool
has_other(const struct working *working)
{
	for (size_t i = 0; i < working->n; i++)
		if (working->terms[i].other)
			return true;
	return false;
}

static bool
read_all(struct view *view, struct arena *arena, struct err *err)
{
	struct working_place *p = working_of(view);

	if (!working_read(view->desk, arena, &p->of, &p->working, err))
		return false;
	p->view.rows.n = p->working.n;
	p->n_columns = has_other(&p->working) ? COLUMNS : COLUMNS - 1;
	return true;
}

static void
open_term(struct view *view)
{
	const struct working_place *p = working_of(view);

	if (view->rows.n > 0)
		screen_open(view->screen, "working",
			&(struct place_args){ .plan = p->of.plan,
				.part = "indicator",
				.key = p->working.terms[view->rows.at].code,
				.period = p->of.period });
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_term },
	{ CMD_LOOK, .run = open_term },
};

static const struct view_ops ops = {
	.where = IN_WORKING,
	.read = read_all,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
};

/* How a figure comes about. period NULL: the quarter that is being
 * reported. */
static void
working_open(struct screen *screen, const struct place_args *args)
{
	bool one = str_eq(args->part, "indicator");
	struct working_place *p =
		view_new(screen, one ? &working_one_ops : &ops, sizeof *p);
	struct arena *arena = p->view.arena;

	p->of = (struct figure_of){
		.plan = arena_strdup(arena, args->plan),
		.part = arena_strdup(arena, args->part),
		.key = arena_strdup(arena, args->key),
		.period = arena_strdup(arena, args->period),
	};
	screen_push(&p->view);
}

const struct place place_working = { "working", CMD_NONE, NULL, NULL,
	.with = working_open };
