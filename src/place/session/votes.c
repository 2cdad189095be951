/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The votes of an agreement, one key for each seat that is there. */
#include "place/session/session.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/frame.h"
#include "screen/stack.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	NO_AT = 2,
	NO = 3,
	NAME_AT = 6,
	VOTE = 12
};

struct votes {
	struct view view; /* its rows are the seats that are there */
	struct agree *agree;
	struct agree_vote **seats;
	size_t n_done; /* the rows that were voted, in order */
	size_t cap_done;
	size_t *done;
	bool past_end;
};

static struct votes *
votes_of(struct view *view)
{
	return (struct votes *)view;
}

/* ---- painting */

static const char *
vote_word(char vote)
{
	return vote == 'F'   ? _("A favor")
	       : vote == 'C' ? _("En contra")
	       : vote == 'A' ? _("Se abstiene")
			     : "";
}

static void
paint_row(struct view *view, size_t at, int y)
{
	const struct agree_vote *seat = votes_of(view)->seats[at];
	int vote = term_cols() - VOTE - 1;

	draw_text_right(y, NO_AT, NO, seat->no, DRAW_PLAIN);
	draw_text(y, NAME_AT, vote - 1 - NAME_AT, seat->name, DRAW_PLAIN);
	draw_text(y, vote, VOTE, vote_word(seat->vote), DRAW_PLAIN);
}

static size_t
count(const struct votes *v, char vote)
{
	size_t n = 0;

	for (size_t i = 0; i < v->view.rows.n; i++)
		n += v->seats[i]->vote == vote;
	return n;
}

static void
paint(struct view *view)
{
	struct votes *v = votes_of(view);
	char text[SCREEN_TEXT];

	snprintf(text, sizeof text, _("Votos %s"), v->agree->sala->roll.ref);
	screen_title(view->screen, text);
	sala_paint_head(v->agree->sala, agree_hour(v->agree));
	snprintf(text, sizeof text,
		_("%2zu a favor, %2zu en contra, %2zu abstenciones, %2zu sin "
		  "voto"),
		count(v, 'F'), count(v, 'C'), count(v, 'A'), count(v, 0));
	draw_text(screen_top() + 1, 1, term_cols() - 2, text, DRAW_PLAIN);
	rows_paint(view, screen_top() + 3, screen_bottom(), 0, paint_row);
	screen_hint(view->screen,
		_("f a favor, c en contra, a se abstiene, u quita; F2 graba; "
		  "F10 vuelve."));
	sala_paint_state(v->agree->sala, v->n_done > 0, "");
}

/* ---- its keys */

static void
note(struct votes *v)
{
	if (v->n_done == v->cap_done) {
		v->cap_done = 2 * v->cap_done + 32;
		v->done = arena_grow(v->view.arena, v->done, v->n_done,
			v->cap_done, sizeof *v->done);
	}
	v->done[v->n_done++] = v->view.rows.at;
}

static void
vote(struct view *view, char vote)
{
	struct votes *v = votes_of(view);

	if (v->view.rows.n == 0 || v->past_end) {
		screen_say(view->screen,
			_("Lo último no se tomó: no hay más asientos "
			  "presentes. F2 graba."));
		return;
	}
	note(v);
	v->seats[view->rows.at]->vote = vote;
	agree_note(v->agree);
	if (view->rows.at + 1 < view->rows.n)
		view->rows.at++;
	else
		v->past_end = true;
}

static void
for_it(struct view *view)
{
	vote(view, 'F');
}

static void
against(struct view *view)
{
	vote(view, 'C');
}

static void
neither(struct view *view)
{
	vote(view, 'A');
}

/* The vote given last is none again. */
static void
take_back(struct view *view)
{
	struct votes *v = votes_of(view);

	if (v->n_done == 0) {
		screen_say(view->screen, _("No hay nada que deshacer."));
		return;
	}
	view->rows.at = v->done[--v->n_done];
	v->seats[view->rows.at]->vote = 0;
	agree_note(v->agree);
	v->past_end = false;
}

static bool
move(struct view *view, enum command_id id)
{
	if (id == CMD_PAGE_UP || id == CMD_PAGE_DOWN ||
		!rows_move(&view->rows, id))
		return false;
	votes_of(view)->past_end = false;
	return true;
}

/* Of all that is typed, the agreement too. */
static void
save(struct view *view)
{
	struct agree *a = votes_of(view)->agree;

	stack_pop(view->screen);
	agree_save(&a->entry.view);
}

/* Back on the agreement, which shows their number. */
static void
close(struct view *view)
{
	agree_count(votes_of(view)->agree);
}

static const struct view_command commands[] = {
	{ CMD_FOR, .run = for_it },
	{ CMD_AGAINST, .run = against },
	{ CMD_ABSTAINS, .run = neither },
	{ CMD_TAKE_BACK, .run = take_back },
	{ CMD_SAVE, .run = save },
};

static const struct view_ops ops = {
	.where = IN_VOTES,
	.paint = paint,
	.move = move,
	.commands = { VIEW_COMMANDS(commands) },
	.close = close,
};

/* Whether a seat is there at the hour of the vote; a vote of one that is not
 * is none. */
static bool
votes_now(struct agree *a, size_t at)
{
	const struct roll *roll = &a->sala->roll;

	for (size_t i = 0; i < roll->n; i++)
		if (str_eq(roll->seats[i].no, a->votes[at].no))
			return roll_is_there(
				&roll->seats[i].now, agree_hour(a));
	return false;
}

void
votes_open(struct agree *a)
{
	struct votes *v = view_new(a->entry.view.screen, &ops, sizeof *v);

	v->agree = a;
	v->seats = arena_array(v->view.arena, a->n_votes + 1, sizeof *v->seats);
	for (size_t i = 0; i < a->n_votes; i++) {
		if (votes_now(a, i))
			v->seats[v->view.rows.n++] = &a->votes[i];
		else
			a->votes[i].vote = 0;
	}
	screen_push(&v->view);
}
