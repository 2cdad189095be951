/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board of the offices on the screen. */
#include "place/offices/offices.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	MARK_AT = 0,
	TEXT_AT = 2,
	CODE = 8,
	NAME_AT = 11,
	GAP = 2,
	NAME_FIRST = 52, /* cells beyond what 80 columns leave for a name */
};

/* The columns behind an office's name, from the right border leftwards. */
enum part {
	COL_BAR,
	COL_REPORTED,
	COL_APPROVED,
	COL_STATE,
	COL_HANDED_IN,
	COL_RATE,
	COLUMNS
};

static const struct {
	const char *title;
	int width;
	bool right; /* stands on the right */
} columns[] = {
	[COL_BAR] = { N_("informados"), 8, false },
	[COL_REPORTED] = { "", 5, true },
	[COL_APPROVED] = { N_("apr."), 4, true },
	[COL_STATE] = { N_("situación"), 13, false },
	[COL_HANDED_IN] = { N_("entregó"), 11, false },
	[COL_RATE] = { N_("a tiempo"), 8, true },
};

static bool
is_open(const struct offices *offices)
{
	return str_eq(offices->state, "open");
}

static bool
is_true(const char *text)
{
	return str_eq(text, "t");
}

/* What a wider terminal has more goes to the names until they are whole, then
 * to the bar too. */
static int
column_width(enum part i)
{
	int more = term_cols() - SCREEN_COLS - NAME_FIRST;

	return columns[i].width + (i == COL_BAR && more > 0 ? more / 2 : 0);
}

static int
column_at(enum part i)
{
	int x = term_cols();

	for (; i < COLUMNS; i++)
		x -= column_width(i) + 1;
	return x + 1;
}

static void
put(int y, enum part i, const char *text, enum draw_style style)
{
	if (columns[i].right)
		draw_text_right(y, column_at(i), column_width(i), text, style);
	else
		draw_text(y, column_at(i), column_width(i), text, style);
}

static const char *
state_word(const struct office_row *row)
{
	static const struct i18n_word words[] = {
		{ "pending", N_("Por informar") },
		{ "draft", N_("Borrador") },
		{ "submitted", N_("Presentado") },
		{ "returned", N_("Observado") },
		{ "approved", N_("Aprobado") },
		{ "missing", N_("Sin informar") },
		{ 0 },
	};
	const char *word = i18n_word(words, row->state);

	if (is_true(row->own))
		return _("Autoaprobado");
	return word ? word : row->state;
}

/* The part that the bar shows; the numbers stand beside it. */
static double
part_of(const char *some, const char *all)
{
	double whole = all ? strtod(all, NULL) : 0;

	return some && whole > 0 ? strtod(some, NULL) / whole : 0;
}

static void
paint_counts(int y, const char *reported, const char *due, const char *approved,
	const char *rate)
{
	char text[64];

	draw_bar(y, column_at(COL_BAR), column_width(COL_BAR),
		part_of(reported, due), -1);
	snprintf(text, sizeof text, "%s/%s", reported ? reported : "0",
		due ? due : "0");
	put(y, COL_REPORTED, text, DRAW_PLAIN);
	put(y, COL_APPROVED, approved ? approved : "0", DRAW_PLAIN);
	put(y, COL_RATE, rate ? rate : "-", DRAW_PLAIN);
}

static void
paint_office(const struct offices_place *p, size_t at, int y)
{
	const struct office_row *row = &p->offices.rows[at];
	bool late = is_true(row->late);
	char text[32];

	draw_text(y, TEXT_AT, CODE, row->code, DRAW_PLAIN);
	draw_text(y, NAME_AT, column_at(COL_BAR) - GAP - NAME_AT, row->name,
		DRAW_PLAIN);
	paint_counts(
		y, row->n_reported, row->n_due, row->n_approved, row->rate);
	put(y, COL_STATE, state_word(row), DRAW_PLAIN);
	if (row->handed_in)
		snprintf(text, sizeof text, "%s%s", row->handed_in,
			late ? "!" : "");
	else
		snprintf(text, sizeof text, "%s", late ? _("! vencido") : "-");
	put(y, COL_HANDED_IN, text, late ? DRAW_BAD : DRAW_PLAIN);
}

static void
paint_total(const struct offices_place *p, int y)
{
	const struct offices *o = &p->offices;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof text, _("Total: entregó %s de %s"),
		o->n_answered ? o->n_answered : "0",
		o->n_offices ? o->n_offices : "0");
	draw_text(y, TEXT_AT, column_at(COL_BAR) - GAP - TEXT_AT, text,
		DRAW_PLAIN);
	paint_counts(y, o->n_reported, o->n_due, o->n_approved, o->rate);
}

/* Under the last column, of which periods it is. */
static void
paint_rule(const struct offices_place *p, int y)
{
	char text[SCREEN_TEXT];
	int width;

	draw_line(y, TEXT_AT, term_cols() - 2 * TEXT_AT);
	if (!p->offices.rate_of)
		return;
	snprintf(text, sizeof text, _(" a tiempo: %s "), p->offices.rate_of);
	width = utf8_cells(text);
	draw_text(
		y, term_cols() - TEXT_AT - 2 - width, width, text, DRAW_PLAIN);
}

static void
paint_headings(int y)
{
	draw_text(y, TEXT_AT, column_at(COL_BAR) - GAP - TEXT_AT, _("Oficina"),
		DRAW_LABEL);
	for (int i = COL_APPROVED; i < COLUMNS; i++)
		put(y, (enum part)i, _(columns[i].title), DRAW_LABEL);
	draw_text(y, column_at(COL_BAR),
		column_width(COL_BAR) + 1 + column_width(COL_REPORTED),
		_(columns[COL_BAR].title), DRAW_LABEL);
}

static void
paint_head(const struct offices_place *p, int y)
{
	const struct offices *o = &p->offices;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof text, _("Plan %s   %s %s   corte %s"),
		o->plan ? o->plan : "", o->period_title ? o->period_title : "",
		is_open(o) ? _("abierto") : _("cerrado"),
		o->cutoff ? o->cutoff : "-");
	draw_text(y, TEXT_AT, term_cols() - TEXT_AT, text, DRAW_PLAIN);
}

/* "15/04/2019 (quedan 5 días)"; of a closed period the day alone. */
static const char *
day_text(const struct offices_place *p, const char *day, const char *left,
	char *out, size_t room)
{
	long n = left ? strtol(left, NULL, 10) : 0;
	unsigned long days = (unsigned long)labs(n);
	char when[64];

	if (!day)
		return "-";
	if (n == 0)
		snprintf(when, sizeof when, "%s", _("es hoy"));
	else if (n > 0)
		snprintf(when, sizeof when,
			ngettext("queda %lu día", "quedan %lu días", days),
			days);
	else
		snprintf(when, sizeof when,
			ngettext("venció ayer", "venció hace %lu días", days),
			days);
	if (is_open(&p->offices) && left)
		snprintf(out, room, "%s (%s)", day, when);
	else
		snprintf(out, room, "%s", day);
	return out;
}

static void
paint_days(const struct offices_place *p, int y)
{
	const struct offices *o = &p->offices;
	char text[SCREEN_TEXT], first[128], second[128];

	snprintf(text, sizeof text, _("Envíos %s   Informe %s"),
		day_text(p, o->submissions_due, o->submissions_left, first,
			sizeof first),
		day_text(p, o->report_due, o->report_left, second,
			sizeof second));
	draw_text(y, TEXT_AT, term_cols() - TEXT_AT, text, DRAW_PLAIN);
}

static void
paint_title(const struct offices_place *p, int y)
{
	const struct offices *o = &p->offices;
	char text[SCREEN_TEXT], mark[SCREEN_TEXT] = "";

	if (is_open(o) && o->reopened_by)
		snprintf(mark, sizeof mark, _("Lo reabrió %s el %s. "),
			o->reopened_by, o->reopened_on);
	if (is_open(o))
		snprintf(text, sizeof text, "%s%s", mark,
			o->n_obstacles > 0 ? _("Lo que falta para cerrar:")
					   : _("No falta nada para cerrar."));
	else
		snprintf(text, sizeof text, _("Lo cerró %s el %s."),
			o->closed_by ? o->closed_by : "-",
			o->closed_on ? o->closed_on : "-");
	draw_text(y, TEXT_AT, term_cols() - TEXT_AT, text, DRAW_LABEL);
}

static void
paint_line(struct view *view, size_t line, int y)
{
	const struct offices_place *p = offices_of(view);
	const struct offices_line *l = &p->lines[line];

	switch (l->kind) {
	case LINE_HEAD:
		paint_head(p, y);
		break;
	case LINE_OFFICE:
		paint_office(p, l->at, y);
		break;
	case LINE_OBSTACLE:
		draw_text(y, TEXT_AT, term_cols() - TEXT_AT,
			p->offices.obstacles[l->at].sentence, DRAW_PLAIN);
		break;
	case LINE_DAYS:
		paint_days(p, y);
		break;
	case LINE_HEADINGS:
		paint_headings(y);
		break;
	case LINE_TOTAL:
		paint_total(p, y);
		break;
	case LINE_RULE:
		paint_rule(p, y);
		break;
	case LINE_TITLE:
		paint_title(p, y);
		break;
	}
}

/* What Enter does differs from row to row. */
static void
hint(struct offices_place *p)
{
	const struct office_obstacle *missing = obstacle_here(p);
	const char *text = _("Enter abre el periodo; a cierra, reabre o "
			     "declara sin informar.");

	if (missing && str_eq(missing->kind, "action"))
		text = _("Enter propone la acción; F3 muestra las del "
			 "periodo.");
	else if (missing && str_eq(missing->kind, "quarter"))
		text = _("Enter muestra los envíos de ese periodo.");
	else if (office_here(p))
		text = _(
			"Enter abre su hoja; F3 su envío; a aprueba, devuelve, "
			"declara sin informar.");
	screen_hint(p->view.screen, text);
}

void
offices_paint(struct view *view)
{
	struct offices_place *p = offices_of(view);

	screen_title(view->screen, _("Envíos del trimestre"));
	rows_paint_lines(view, &p->shown, MARK_AT, paint_line);
	hint(p);
	screen_read_at(
		view->screen, _("!: fuera de plazo"), p->offices.read_at);
}
