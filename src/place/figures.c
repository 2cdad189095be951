/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compliance by part: bars of a period, and the quarters before of the row
 * the cursor is on. */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/light.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "screen/light.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "store/figures.h"
#include "term/draw.h"
#include "term/prompt.h"
#include "term/term.h"

enum {
	KEY_AT = 2,
	KEY = 9,
	LABEL_AT = 12,
	LABEL = 15,
	BAR = 12,
	SHOWN = 9,
	SIGN = 8,
	COVERAGE = 5,
	NOTE = 14,
	HEAD_ROWS = 2,
	TREND_LINES = 2,
	TREND_ROWS = TREND_LINES + 2, /* a line and whose it is */
	QUARTER = 26,		      /* cells of one quarter of a trend */
	QUARTER_NAME = 7,
	QUARTER_BAR = 8
};

/* The parts that the arrows go through. */
static const struct part {
	const char *name;
	const char *title;
} parts[] = {
	{ "commitment", N_("Compromisos") },
	{ "office", N_("Oficinas") },
	{ "objective", N_("Objetivos") },
	{ "action_line", N_("Líneas") },
	{ "indicator", N_("Indicadores") },
};

enum {
	PARTS = sizeof parts / sizeof parts[0]
};

struct figures_place {
	struct view view;
	size_t part;
	const char *plan;   /* asked for; NULL: the server's choice */
	const char *period; /* the same */
	struct figures figures;
};

static struct figures_place *
of(struct view *view)
{
	return (struct figures_place *)view;
}

/* ---- on the screen */

/* NULL paints nothing. */
static void
put(int y, int x, int cells, const char *text)
{
	int used = utf8_cells(text);

	if (used > 0)
		draw_text(y, x, used < cells ? used : cells, text, DRAW_PLAIN);
}

static void
put_right(int y, int x, int cells, const char *text)
{
	if (text)
		draw_text_right(y, x, cells, text, DRAW_PLAIN);
}

/* What a wider terminal has more goes to the label and the bar. */
static int
label_width(void)
{
	return LABEL + (term_cols() - SCREEN_COLS) / 2;
}

static int
bar_width(void)
{
	int extra = term_cols() - SCREEN_COLS;

	return BAR + extra - extra / 2;
}

static int
bar_at(void)
{
	return LABEL_AT + label_width() + 1;
}

/* For a bar; words ("pendiente") are none. */
static double
share(const char *percent)
{
	return percent ? strtod(percent, NULL) / 100 : 0;
}

static double
mark(const struct figures_place *p)
{
	return p->figures.threshold ? share(p->figures.threshold) : -1;
}

static void
paint_row(struct view *view, size_t row, int y)
{
	const struct figures_place *p = of(view);
	const struct figures_row *figure = &p->figures.rows[row];
	const char *sign = band_sign(figure->band, term_is_ascii(), false);
	int x = bar_at();

	put(y, KEY_AT, KEY, figure->key);
	put(y, LABEL_AT, label_width(), figure->label);
	draw_bar(y, x, bar_width(), share(figure->shown), mark(p));
	x += bar_width() + 1;
	put_right(y, x, SHOWN, figure->shown);
	x += SHOWN + 1;
	draw_text(y, x, utf8_cells(sign), sign, band_style(figure->band));
	x += SIGN + 1;
	put_right(y, x, COVERAGE, figure->coverage);
	put(y, x + COVERAGE + 1, NOTE, figure->note);
}

/* The period, then the parts with the one that is shown in brackets. */
static void
paint_parts(const struct figures_place *p, int y)
{
	const char *title = p->figures.period_title;
	int x = 1;

	put(y, x, 20, title);
	x += title ? utf8_cells(title) + 3 : 0;
	for (size_t i = 0; i < PARTS; i++) {
		char text[64];

		snprintf(text, sizeof text, i == p->part ? "[%s]" : " %s ",
			_(parts[i].title));
		put(y, x, utf8_cells(text), text);
		x += utf8_cells(text) + 1;
	}
}

static void
paint_head(const struct figures_place *p, int y)
{
	int x = bar_at() + bar_width() + 1;

	paint_parts(p, y);
	draw_text(y + 1, KEY_AT, bar_at() - KEY_AT, _(parts[p->part].title),
		DRAW_LABEL);
	draw_text(y + 1, x + SHOWN - 7, 7, _("cumpl."), DRAW_LABEL);
	x += SHOWN + 1 + SIGN + 1;
	draw_text(y + 1, x, COVERAGE, _(" cob."), DRAW_LABEL);
}

static void
paint_quarter(const struct figures_place *p, size_t quarter, int y, int x)
{
	const char *shown = p->figures.rows[p->view.rows.at].quarters[quarter];

	put(y, x, QUARTER_NAME - 1, p->figures.quarters[quarter]);
	draw_bar(y, x + QUARTER_NAME, QUARTER_BAR, share(shown), mark(p));
	put(y, x + QUARTER_NAME + QUARTER_BAR + 1,
		QUARTER - QUARTER_NAME - QUARTER_BAR - 2, shown);
}

/* The last quarters that there is room for. */
static void
paint_trend(const struct figures_place *p, int y)
{
	const struct figures_row *row = &p->figures.rows[p->view.rows.at];
	size_t a_line = (size_t)(term_cols() - KEY_AT) / QUARTER;
	size_t room = a_line * TREND_LINES;
	size_t n = row->quarters ? p->figures.n_quarters : 0;
	size_t first = n > room ? n - room : 0;
	char text[SCREEN_TEXT];

	draw_line(y, 1, term_cols() - 2);
	snprintf(
		text, sizeof text, _("Tendencia: %s %s"), row->key, row->label);
	draw_text(y + 1, KEY_AT, term_cols() - KEY_AT - 1, text, DRAW_PLAIN);
	for (size_t i = first; i < n; i++) {
		size_t at = i - first;

		paint_quarter(p, i, y + 2 + (int)(at / a_line),
			KEY_AT + (int)(at % a_line) * QUARTER);
	}
}

static void
paint_state(const struct figures_place *p)
{
	const struct figures *f = &p->figures;
	char left[SCREEN_TEXT];

	snprintf(left, sizeof left,
		_("%s; umbral %s %%; cob.: medidos de los "
		  "que corresponden"),
		f->state ? f->state : "", f->threshold ? f->threshold : "-");
	screen_read_at(p->view.screen, left, f->read_at);
}

static void
paint(struct view *view)
{
	struct figures_place *p = of(view);
	int top = screen_top();
	int end = screen_bottom() - TREND_ROWS;
	const char *detail = NULL;

	screen_title(view->screen, _("Cumplimiento"));
	paint_head(p, top);
	rows_paint(view, top + HEAD_ROWS, end, 0, paint_row);
	if (p->view.rows.n > 0) {
		paint_trend(p, end);
		detail = p->figures.rows[p->view.rows.at].detail;
	}
	screen_hint(view->screen,
		detail && *detail ? detail
				  : _("Enter muestra de dónde sale la cifra."));
	paint_state(p);
}

/* ---- what its keys do */

static bool
read_all(struct view *view, struct arena *arena, struct err *err)
{
	struct figures_place *p = of(view);
	const struct figure_of what = { p->plan, parts[p->part].name, NULL,
		p->period };

	if (!figures_read(view->desk, arena, &what, &p->figures, err))
		return false;
	p->view.rows.n = p->figures.n;
	return true;
}

static void
to_part(struct view *view, int by)
{
	struct figures_place *p = of(view);
	size_t before = p->part;

	p->part = (p->part + PARTS + (size_t)by) % PARTS;
	if (!view_read(view)) {
		p->part = before;
		return;
	}
	p->view.rows.at = p->view.rows.top = 0;
	screen_say(view->screen, "%s", ""); /* arrows keep what was said */
}

/* The server reads it, the refusal says which are there. */
static void
change_period(struct view *view, const char *argument)
{
	struct figures_place *p = of(view);
	const char *before = p->period;

	if (!argument)
		argument = prompt_line(view->arena,
			_("¿Periodo? (2019-Q1, 2019, plan: hasta hoy)"),
			p->figures.period, NULL);
	if (!argument || str_is_blank(argument))
		return;
	p->period = arena_strdup(view->arena, argument);
	if (!view_read(view))
		p->period = before;
}

static void
open_working(struct view *view)
{
	struct figures_place *p = of(view);
	const struct figures_row *row;

	if (p->view.rows.n == 0)
		return;
	row = &p->figures.rows[p->view.rows.at];
	screen_open(view->screen, "working",
		&(struct place_args){ .plan = p->figures.plan,
			.part = row->part,
			.key = row->key,
			.period = p->figures.period });
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_working },
	{ CMD_LOOK, .run = open_working },
	{ CMD_LEFT, .go = to_part, .by = -1 },
	{ CMD_RIGHT, .go = to_part, .by = 1 },
	{ CMD_PERIOD, .with = change_period },
	{ .id = CMD_FIGURES },
};

static const struct view_ops ops = {
	.where = IN_FIGURES,
	.read = read_all,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
};

static void
figures_open(struct screen *screen, const struct place_args *args)
{
	struct figures_place *p = view_new(screen, &ops, sizeof *p);
	const struct desk *desk = p->view.desk;

	p->plan = arena_strdup(
		p->view.arena, args->plan ? args->plan : desk_plan_shown(desk));
	p->period = arena_strdup(p->view.arena,
		args->period ? args->period : desk_period_shown(desk));
	screen_push(&p->view);
}

const struct place place_figures = { "figures", CMD_FIGURES, "Seguimiento",
	N_("Cumplimiento"), .with = figures_open };
