/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of a session, and what was agreed on each point. */
#include "place/session/session.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "screen/stack.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	NO_AT = 2,
	NO = 3,
	UNDER = 3,  /* what was agreed stands so much further in */
	ASIDE = 24, /* minutes and who presents it, or its votes */
	DETAIL = 4, /* lines of the text of the cursor's row */
};

/* A point, or what was agreed on one. */
struct agenda_line {
	const struct roll_item *item;
	bool agreed;
};

struct agenda {
	struct view view;
	struct sala *sala;
	unsigned reads; /* of what its lines are of */
	struct arena *arena;
	struct agenda_line *lines;
};

static struct agenda *
agenda_of(struct view *view)
{
	return (struct agenda *)view;
}

/* ---- its lines */

static bool
same_point(const struct roll_item *a, const struct roll_item *b)
{
	return a->no && b->no && str_eq(a->no, b->no);
}

static struct agenda_line *
lines_of(const struct roll *roll, struct arena *arena, size_t *n)
{
	struct agenda_line *lines =
		arena_array(arena, 2 * roll->n_items + 1, sizeof *lines);

	*n = 0;
	for (size_t i = 0; i < roll->n_items; i++) {
		const struct roll_item *item = &roll->items[i];

		if (item->no && (i == 0 || !same_point(item, item - 1)))
			lines[(*n)++] = (struct agenda_line){ item, false };
		if (item->agreement_no)
			lines[(*n)++] = (struct agenda_line){ item, true };
	}
	return lines;
}

/* Of what was read last. */
static void
lay_out(struct agenda *a)
{
	struct rows *rows = &a->view.rows;

	if (a->reads == a->sala->reads)
		return;
	a->reads = a->sala->reads;
	arena_reset(a->arena);
	a->lines = lines_of(&a->sala->roll, a->arena, &rows->n);
	if (rows->at >= rows->n)
		rows->at = rows->n > 0 ? rows->n - 1 : 0;
}

static const struct agenda_line *
line_here(struct agenda *a)
{
	lay_out(a);
	return a->view.rows.n > 0 ? &a->lines[a->view.rows.at] : NULL;
}

/* ---- painting */

static const char *
text_of(const struct agenda_line *line)
{
	return line->agreed ? line->item->agreement : line->item->text;
}

static const char *
aside_of(const struct agenda_line *line, char *out, size_t room)
{
	const struct roll_item *item = line->item;

	if (line->agreed)
		return item->votes;
	snprintf(out, room, "%s%s%s%s", item->minutes ? item->minutes : "",
		item->minutes ? _(" min") : "",
		item->minutes && item->presenter ? ", " : "",
		item->presenter ? item->presenter : "");
	return out;
}

/* Its number and text, in those cells from column on. */
static void
paint_text(const struct agenda_line *line, int y, int column, int width)
{
	int text = column + NO + 1 + (line->agreed ? UNDER : 0);

	draw_text_right(y, text - NO - 1, NO,
		line->agreed ? line->item->agreement_no : line->item->no,
		DRAW_PLAIN);
	draw_text(y, text, column + width - text, text_of(line), DRAW_PLAIN);
}

static void
paint_line(struct view *view, size_t at, int y)
{
	const struct agenda_line *line = &agenda_of(view)->lines[at];
	int aside = term_cols() - ASIDE - 1;
	char text[256];

	paint_text(line, y, NO_AT, aside - 1 - NO_AT);
	draw_text(
		y, aside, ASIDE, aside_of(line, text, sizeof text), DRAW_PLAIN);
}

void
agenda_paint_beside(const struct sala *s, int column)
{
	struct arena *arena = arena_new();
	size_t n;
	const struct agenda_line *lines = lines_of(&s->roll, arena, &n);
	int top = screen_top() + 3, room = screen_bottom() - top;
	int width = term_cols() - column - 1;

	draw_text(top - 1, column, width, _("Agenda"), DRAW_LABEL);
	for (int i = 0; i < room && (size_t)i < n; i++)
		paint_text(&lines[i], top + i, column, width);
	arena_free(arena);
}

/* The whole text of the cursor's row, as far as there is room. */
static void
paint_detail(const struct agenda_line *line, int y)
{
	const char *text = text_of(line);
	char whole[2 * SCREEN_TEXT];
	int width = term_cols() - 2;

	if (line->agreed && line->item->votes)
		snprintf(whole, sizeof whole, "%s (%s)", text ? text : "",
			line->item->votes);
	else
		str_copy(whole, sizeof whole, text ? text : "");
	text = whole;
	draw_line(y, 1, width);
	for (int i = 1; i < DETAIL && *text; i++) {
		size_t n = utf8_fit_words(text, strlen(text), width);

		if (i + 1 == DETAIL)
			n = strlen(text);
		draw_bytes(y + i, 1, width, text, n, DRAW_PLAIN);
		text += n + strspn(text + n, " ");
	}
}

static void
paint(struct view *view)
{
	struct agenda *a = agenda_of(view);
	const struct agenda_line *here = line_here(a);
	char title[SCREEN_TEXT];

	snprintf(title, sizeof title, _("Agenda %s"), a->sala->roll.ref);
	screen_title(view->screen, title);
	sala_paint_head(a->sala, ROLL_NO_HOUR);
	rows_paint(view, screen_top() + 2, screen_bottom() - DETAIL, 0,
		paint_line);
	if (here)
		paint_detail(here, screen_bottom() - DETAIL);
	screen_hint(view->screen,
		here ? _("Enter: un acuerdo sobre el punto. Tab: los asientos. "
			 "a: instalar, levantar.")
		     : _("La agenda no tiene puntos. + un acuerdo. Tab: los "
			 "asientos."));
	sala_paint_state(
		a->sala, roll_is_changed(&a->sala->roll), a->sala->request);
}

/* ---- its keys */

static void
agree(struct view *view)
{
	struct agenda *a = agenda_of(view);
	const struct agenda_line *here = line_here(a);

	if (a->sala->roll.why_not_agree)
		screen_say(view->screen,
			_("Aquí no se registra un acuerdo: %s."),
			a->sala->roll.why_not_agree);
	else if (sala_ready(a->sala))
		agree_open(a->sala, here && here->item->no ? here->item : NULL);
}

static void
back(struct view *view)
{
	view_close(view);
}

static void
save(struct view *view)
{
	sala_save(agenda_of(view)->sala);
}

static void
act(struct view *view, const char *argument)
{
	sala_act(agenda_of(view)->sala, argument);
}

static void
look(struct view *view)
{
	sala_look(agenda_of(view)->sala);
}

static void
reread(struct view *view)
{
	sala_reread(agenda_of(view)->sala);
}

static bool
move(struct view *view, enum command_id id)
{
	lay_out(agenda_of(view));
	return rows_move(&view->rows, id);
}

static void
resume(struct view *view)
{
	struct agenda *a = agenda_of(view);

	if (view_is_stale(&a->sala->view) && !a->sala->request[0])
		sala_load(a->sala, true);
}

static void
close(struct view *view)
{
	arena_free(agenda_of(view)->arena);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = agree },
	{ CMD_NEW, .run = agree },
	{ CMD_AGENDA, .run = back },
	{ CMD_SAVE, .run = save },
	{ CMD_ACTION, .with = act },
	{ CMD_LOOK, .run = look },
	{ CMD_REREAD, .run = reread },
};

static const struct view_ops ops = {
	.where = IN_AGENDA,
	.paint = paint,
	.move = move,
	.commands = { VIEW_COMMANDS(commands) },
	.resume = resume,
	.close = close,
};

void
agenda_open(struct sala *s)
{
	struct agenda *a = view_new(s->view.screen, &ops, sizeof *a);

	a->sala = s;
	a->arena = arena_new();
	lay_out(a);
	screen_push(&a->view);
}
