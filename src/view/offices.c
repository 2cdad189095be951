/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has answered in a period, and what keeps it from closing: from here the
 * secretariat approves, declares missing, closes and reopens. */
#include "view/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/offices.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	MARK_AT = 0,
	TEXT_AT = 2,
	CODE = 8,
	NAME_AT = 11,
	GAP = 2,
};

enum line_kind {
	LINE_HEAD, /* the period; the cursor goes there, as to the next two */
	LINE_OFFICE,
	LINE_OBSTACLE,
	LINE_DAYS,
	LINE_HEADINGS,
	LINE_TOTAL,
	LINE_RULE,
	LINE_TITLE,
};

struct line {
	enum line_kind kind;
	size_t at; /* which office or obstacle */
};

struct offices_place {
	struct view view;
	const char *plan; /* as asked for, NULL the server's choice */
	const char *period;
	struct arena *arena; /* of what follows */
	struct offices offices;
	struct line *lines;
	size_t n_lines;
	size_t *where; /* the line of each row that the cursor goes to */
	struct rows rows;
	size_t top; /* first line shown */
	unsigned saves;
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

static struct offices_place *
of(struct view *view)
{
	return (struct offices_place *)view;
}

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

/* ---- which line says what */

static void
add_line(struct offices_place *p, enum line_kind kind, size_t at)
{
	if (kind <= LINE_OBSTACLE)
		p->where[p->rows.n++] = p->n_lines;
	p->lines[p->n_lines++] = (struct line){ kind, at };
}

static void
lay_out(struct offices_place *p)
{
	const struct offices *o = &p->offices;
	size_t most = o->n + o->n_obstacles + 6, i;

	p->lines = arena_array(p->arena, most, sizeof(*p->lines));
	p->where = arena_array(p->arena, most, sizeof(*p->where));
	p->n_lines = p->rows.n = 0;
	add_line(p, LINE_HEAD, 0);
	add_line(p, LINE_DAYS, 0);
	add_line(p, LINE_HEADINGS, 0);
	for (i = 0; i < o->n; i++)
		add_line(p, LINE_OFFICE, i);
	add_line(p, LINE_TOTAL, 0);
	add_line(p, LINE_RULE, 0);
	add_line(p, LINE_TITLE, 0);
	for (i = 0; i < o->n_obstacles; i++)
		add_line(p, LINE_OBSTACLE, i);
}

static const struct line *
line_here(struct offices_place *p)
{
	return &p->lines[p->where[p->rows.at]];
}

/* The office of the cursor's row, also of what is missing from it. */
static const struct office_row *
office_here(struct offices_place *p)
{
	const struct line *line = line_here(p);
	const struct office_obstacle *missing;
	size_t i;

	if (line->kind == LINE_OFFICE)
		return &p->offices.rows[line->at];
	if (line->kind != LINE_OBSTACLE)
		return NULL;
	missing = &p->offices.obstacles[line->at];
	for (i = 0; i < p->offices.n; i++)
		if (str_eq(missing->kind, "submission") &&
			str_eq(missing->key, p->offices.rows[i].code))
			return &p->offices.rows[i];
	return NULL;
}

static const struct office_obstacle *
obstacle_here(struct offices_place *p)
{
	const struct line *line = line_here(p);

	return line->kind == LINE_OBSTACLE ? &p->offices.obstacles[line->at]
					   : NULL;
}

/* ---- on the screen */

static int
column_at(enum part i)
{
	int x = term_cols();

	for (; i < COLUMNS; i++)
		x -= columns[i].width + 1;
	return x + 1;
}

static void
put(int y, enum part i, const char *text, enum draw_style style)
{
	int width = columns[i].width;
	int used = utf8_width(text, strlen(text));
	int pad = columns[i].right && used < width ? width - used : 0;

	draw_text(y, column_at(i) + pad, width - pad, text, (size_t)-1, style);
}

static const char *
state_word(const struct office_row *row)
{
	static const struct {
		const char *state;
		const char *word;
	} words[] = {
		{ "pending", N_("Por informar") },
		{ "draft", N_("Borrador") },
		{ "submitted", N_("Presentado") },
		{ "returned", N_("Observado") },
		{ "approved", N_("Aprobado") },
		{ "missing", N_("Sin informar") },
	};
	size_t i;

	if (is_true(row->own))
		return _("Autoaprobado");
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq(words[i].state, row->state))
			return _(words[i].word);
	return row->state;
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

	draw_bar(y, column_at(COL_BAR), columns[COL_BAR].width,
		part_of(reported, due), -1);
	snprintf(text, sizeof(text), "%s/%s", reported ? reported : "0",
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

	draw_text(y, TEXT_AT, CODE, row->code, (size_t)-1, DRAW_PLAIN);
	draw_text(y, NAME_AT, column_at(COL_BAR) - GAP - NAME_AT, row->name,
		(size_t)-1, DRAW_PLAIN);
	paint_counts(
		y, row->n_reported, row->n_due, row->n_approved, row->rate);
	put(y, COL_STATE, state_word(row), DRAW_PLAIN);
	if (row->handed_in)
		snprintf(text, sizeof(text), "%s%s", row->handed_in,
			late ? "!" : "");
	else
		snprintf(text, sizeof(text), "%s", late ? _("! vencido") : "-");
	put(y, COL_HANDED_IN, text, late ? DRAW_BAD : DRAW_PLAIN);
}

static void
paint_total(const struct offices_place *p, int y)
{
	const struct offices *o = &p->offices;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof(text), _("Total: entregó %s de %s"),
		o->n_answered ? o->n_answered : "0",
		o->n_offices ? o->n_offices : "0");
	draw_text(y, TEXT_AT, column_at(COL_BAR) - GAP - TEXT_AT, text,
		(size_t)-1, DRAW_PLAIN);
	paint_counts(y, o->n_reported, o->n_due, o->n_approved, o->rate);
}

static void
paint_headings(const struct offices_place *p, int y)
{
	int i;

	(void)p;
	draw_text(y, TEXT_AT, column_at(COL_BAR) - GAP - TEXT_AT, _("Oficina"),
		(size_t)-1, DRAW_LABEL);
	for (i = COL_APPROVED; i < COLUMNS; i++)
		put(y, (enum part)i, _(columns[i].title), DRAW_LABEL);
	draw_text(y, column_at(COL_BAR),
		columns[COL_BAR].width + 1 + columns[COL_REPORTED].width,
		_(columns[COL_BAR].title), (size_t)-1, DRAW_LABEL);
}

static void
paint_head(const struct offices_place *p, int y)
{
	const struct offices *o = &p->offices;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof(text), _("Plan %s   %s %s   corte %s"),
		o->plan ? o->plan : "", o->period_title ? o->period_title : "",
		is_open(o) ? _("abierto") : _("cerrado"),
		o->cutoff ? o->cutoff : "-");
	draw_text(y, TEXT_AT, term_cols() - TEXT_AT, text, (size_t)-1,
		DRAW_PLAIN);
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
		snprintf(when, sizeof(when), "%s", _("es hoy"));
	else if (n > 0)
		snprintf(when, sizeof(when),
			ngettext("queda %lu día", "quedan %lu días", days),
			days);
	else
		snprintf(when, sizeof(when),
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

	snprintf(text, sizeof(text), _("Envíos %s   Informe %s"),
		day_text(p, o->submissions_due, o->submissions_left, first,
			sizeof(first)),
		day_text(p, o->report_due, o->report_left, second,
			sizeof(second)));
	draw_text(y, TEXT_AT, term_cols() - TEXT_AT, text, (size_t)-1,
		DRAW_PLAIN);
}

static void
paint_title(const struct offices_place *p, int y)
{
	const struct offices *o = &p->offices;
	char text[SCREEN_TEXT], mark[SCREEN_TEXT] = "";

	if (is_open(o) && o->reopened_by)
		snprintf(mark, sizeof(mark), _("Lo reabrió %s el %s. "),
			o->reopened_by, o->reopened_on);
	if (is_open(o))
		snprintf(text, sizeof(text), "%s%s", mark,
			o->n_obstacles > 0 ? _("Lo que falta para cerrar:")
					   : _("No falta nada para cerrar."));
	else
		snprintf(text, sizeof(text), _("Lo cerró %s el %s."),
			o->closed_by ? o->closed_by : "-",
			o->closed_on ? o->closed_on : "-");
	draw_text(y, TEXT_AT, term_cols() - TEXT_AT, text, (size_t)-1,
		DRAW_LABEL);
}

static void
paint_line(struct offices_place *p, size_t line, int y)
{
	const struct line *l = &p->lines[line];

	switch (l->kind) {
	case LINE_HEAD:
		paint_head(p, y);
		break;
	case LINE_OFFICE:
		paint_office(p, l->at, y);
		break;
	case LINE_OBSTACLE:
		draw_text(y, TEXT_AT, term_cols() - TEXT_AT,
			p->offices.obstacles[l->at].sentence, (size_t)-1,
			DRAW_PLAIN);
		break;
	case LINE_DAYS:
		paint_days(p, y);
		break;
	case LINE_HEADINGS:
		paint_headings(p, y);
		break;
	case LINE_TOTAL:
		paint_total(p, y);
		break;
	case LINE_RULE:
		draw_line(y, TEXT_AT, term_cols() - 2 * TEXT_AT);
		break;
	case LINE_TITLE:
		paint_title(p, y);
		break;
	}
	if (p->where[p->rows.at] == line) {
		draw_text(y, MARK_AT, 1, ">", 1, DRAW_CURSOR);
		draw_cursor(y, MARK_AT);
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
		text = _("Enter muestra los envíos de ese trimestre.");
	else if (office_here(p))
		text = _(
			"Enter abre su hoja; F3 su envío; a aprueba, devuelve, "
			"declara sin informar.");
	screen_hint(p->view.screen, text);
}

static void
scroll_to_cursor(struct offices_place *p, size_t height)
{
	size_t line;

	rows_fit(&p->rows, (int)height);
	line = p->where[p->rows.at];
	if (p->rows.at == 0 || p->n_lines <= height)
		p->top = 0;
	else if (line < p->top + 1)
		p->top = line - 1;
	else if (line >= p->top + height)
		p->top = line - height + 1;
}

static void
paint(struct view *view)
{
	struct offices_place *p = of(view);
	int top = screen_top(view->screen);
	size_t height = (size_t)(screen_bottom(view->screen) - top), i;
	char right[64];

	screen_title(view->screen, "%s", _("Envíos del trimestre"));
	scroll_to_cursor(p, height);
	for (i = p->top; i < p->n_lines && i < p->top + height; i++)
		paint_line(p, i, top + (int)(i - p->top));
	hint(p);
	snprintf(right, sizeof(right), _("leído %s"),
		p->offices.read_at ? p->offices.read_at : "");
	screen_state(view->screen, false, _("!: fuera de plazo"), right);
}

/* ---- what its keys do */

static bool
read_offices(struct view *view)
{
	struct offices_place *p = of(view);
	struct arena *arena = arena_new();
	struct offices offices;
	struct err err = { 0 };

	if (!screen_link(view->screen) ||
		!offices_read(view->desk, arena, p->plan, p->period, &offices,
			&err)) {
		if (err.kind != ERR_NONE)
			screen_error(view->screen, &err);
		arena_free(arena);
		return false;
	}
	if (p->arena)
		arena_free(p->arena);
	p->arena = arena;
	p->offices = offices;
	p->saves = view->screen->saves;
	lay_out(p);
	return true;
}

static enum view_result
reread(struct view *view, const char *argument)
{
	(void)argument;
	read_offices(view);
	return VIEW_PAINT;
}

static enum view_result
change_period(struct view *view, const char *argument)
{
	struct offices_place *p = of(view);
	const char *before = p->period;
	char key[PERIOD_KEY_ROOM];

	if (!common_period(view, argument, key))
		return VIEW_PAINT;
	p->period = arena_strdup(view->arena, key);
	if (!read_offices(view))
		p->period = before;
	return VIEW_PAINT;
}

/* The period itself; NULL: said why. */
static struct record *
read_period(struct view *view)
{
	struct offices_place *p = of(view);
	struct form *form = desk_form(view->desk, "period");
	struct record *record;
	struct err err = { 0 };

	if (!form || !screen_link(view->screen))
		return NULL;
	record = store_read_key(view->desk, form,
		arena_printf(
			p->arena, "%s/%s", p->offices.plan, p->offices.period),
		&err);
	if (!record)
		screen_error(view->screen, &err);
	return record;
}

/* The submission of an office; drafts and what is not approved are read by
 * the office and the secretariat alone. */
static struct record *
read_submission(struct view *view, const struct office_row *row)
{
	struct form *form = desk_form(view->desk, "submission");
	struct record *record;
	struct err err = { 0 };

	if (!form || !screen_link(view->screen))
		return NULL;
	record = store_read(view->desk, form, row->submission, &err);
	if (!record && err.kind == ERR_INPUT)
		screen_say(view->screen,
			_("El envío de %s lo ven su oficina y la secretaría."),
			row->code);
	else if (!record)
		screen_error(view->screen, &err);
	return record;
}

static void
show(struct view *view, struct record *record)
{
	if (record)
		screen_push(view->screen, form_view_from(view->desk, record));
}

static void
set_field(struct record *record, const char *name, const char *value)
{
	int at = form_field(record->form, name);

	if (at >= 0 && value)
		record_load(record, at, value);
}

/* A new record of the plan and period shown. */
static struct record *
new_here(struct view *view, const struct form *form)
{
	const struct offices *o = &of(view)->offices;
	struct record *record = record_new(form, NULL, view->desk->today);

	set_field(record, "plan_code", o->plan);
	set_field(record, "period_key", o->period);
	set_field(record, "period_title", o->period_title);
	return record;
}

static void
propose_action(struct view *view, const struct office_obstacle *missing)
{
	struct form *form = desk_form(view->desk, "corrective_action");
	struct record *record;

	if (!form || !change_may(view->screen, form, CMD_NEW))
		return;
	record = new_here(view, form);
	if (missing->key && *missing->key) {
		set_field(record, "commitment_no", missing->key);
		set_field(record, "commitment_title", missing->title);
	}
	show(view, record);
}

/* One that is not there yet is begun by whoever works in that office. */
static void
open_submission(struct view *view, const struct office_row *row)
{
	struct form *form = desk_form(view->desk, "submission");
	struct record *record;

	if (row->submission) {
		show(view, read_submission(view, row));
	} else if (!form || !str_eq(row->code, view->desk->office)) {
		screen_say(view->screen,
			_("%s todavía no tiene un envío de este periodo."),
			row->code);
	} else if (change_may(view->screen, form, CMD_NEW)) {
		record = new_here(view, form);
		set_field(record, "office_code", row->code);
		set_field(record, "office_name", row->name);
		show(view, record);
	}
}

static enum view_result
open_row(struct view *view, const char *argument)
{
	struct offices_place *p = of(view);
	const struct office_row *row = office_here(p);
	const struct office_obstacle *missing = obstacle_here(p);

	(void)argument;
	if (row)
		screen_push(
			view->screen, sheet_view(view->desk, p->offices.plan,
					      row->code, p->offices.period));
	else if (!missing)
		show(view, read_period(view));
	else if (str_eq(missing->kind, "action"))
		propose_action(view, missing);
	else if (str_eq(missing->kind, "quarter"))
		screen_push(
			view->screen, offices_view(view->desk, p->offices.plan,
					      missing->key));
	return VIEW_PAINT;
}

static enum view_result
look(struct view *view, const char *argument)
{
	struct offices_place *p = of(view);
	const struct office_row *row = office_here(p);
	const struct office_obstacle *missing = obstacle_here(p);
	struct form *form = desk_form(view->desk, "corrective_action");

	if (row) {
		open_submission(view, row);
		return VIEW_PAINT;
	}
	if (!missing || !str_eq(missing->kind, "action") || !form)
		return open_row(view, argument);
	screen_push(
		view->screen, list_view(view->desk, form, NULL,
				      arena_printf(p->arena, "period_key=%s",
					      p->offices.period)));
	return VIEW_PAINT;
}

/* What can be done with a submission, with an office that has none, with the
 * period. */
static enum view_result
act(struct view *view, const char *argument)
{
	struct offices_place *p = of(view);
	const struct office_row *row = office_here(p);
	struct record *record;
	bool done;

	if (!row && obstacle_here(p))
		return open_row(view, argument);
	record = row && row->submission ? read_submission(view, row)
					: read_period(view);
	if (!record)
		return VIEW_PAINT;
	done = row && !row->submission
		       ? change_action_given(
				 view->screen, record, "office_code", row->code)
		       : change_action(view->screen, record, argument, NULL);
	record_free(record);
	if (done)
		read_offices(view);
	return VIEW_PAINT;
}

static const struct view_command commands[] = {
	{ CMD_OPEN, open_row },
	{ CMD_LOOK, look },
	{ CMD_ACTION, act },
	{ CMD_REREAD, reread },
	{ CMD_PERIOD, change_period },
	{ 0 },
};

static struct rows *
rows(struct view *view)
{
	return &of(view)->rows;
}

/* What was saved above may have changed who has answered. */
static void
resume(struct view *view)
{
	if (of(view)->saves != view->screen->saves)
		read_offices(view);
}

static void
close(struct view *view)
{
	if (of(view)->arena)
		arena_free(of(view)->arena);
}

static const struct view_ops ops = {
	.name = "offices",
	.where = IN_OFFICES,
	.enter = read_offices,
	.paint = paint,
	.rows = rows,
	.commands = commands,
	.resume = resume,
	.close = close,
};

struct view *
offices_view(struct desk *desk, const char *plan, const char *period)
{
	struct offices_place *p =
		(struct offices_place *)view_alloc(desk, &ops, sizeof(*p));

	p->plan = arena_strdup(p->view.arena, plan);
	p->period = arena_strdup(p->view.arena, period);
	return &p->view;
}
