/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seats of a session on the screen, by sector. */
#include "place/session/session.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "screen/frame.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	HEAD_ROWS = 2, /* the quorum, and the day with its rule */
	MARK_AT = 0,   /* of the cursor's row; of what is not saved behind it */
	NO_AT = 2,
	NO = 3,
	NAME_AT = 6,
	MARK = 10,
	HOURS = 13,
	GAP = 1,
	BESIDE = 40 /* the agenda, on a screen that has room for it */
};

struct grid {
	int name_width;
	int person, person_width;
	int mark;
	int hours;
};

/* What the seats have of the screen: all of it, or as much as the agenda
 * beside them leaves. */
static int
seats_width(void)
{
	int more = term_cols() - SCREEN_COLS - BESIDE;

	return more < 0 ? term_cols() : SCREEN_COLS + more / 2;
}

/* From the right border leftwards; the seat and who sits in it share what is
 * left. */
static struct grid
grid(void)
{
	struct grid at = { .hours = seats_width() - HOURS };
	int room;

	at.mark = at.hours - GAP - MARK;
	room = at.mark - GAP - NAME_AT;
	at.person_width = (room - GAP) * 2 / 5;
	at.person = at.mark - GAP - at.person_width;
	at.name_width = at.person - GAP - NAME_AT;
	return at;
}

static const char *
mark_word(const struct roll_turn *turn, char *out, size_t room)
{
	switch (turn->mark) {
	case ROLL_TITULAR:
		return _("Titular");
	case ROLL_EXCUSED:
		return _("Excusada");
	case ROLL_ABSENT:
		return _("Ausente");
	case ROLL_ALTERNATE:
		break;
	}
	if (turn->alternate <= 1)
		return _("Alterna");
	snprintf(out, room, "%s %d", _("Alterna"), turn->alternate);
	return out;
}

/* Who sits there, or is expected. */
static const char *
person_of(const struct roll_seat *seat, const struct roll_turn *turn)
{
	size_t which =
		turn && turn->alternate > 0 ? (size_t)turn->alternate : 1;

	if (!turn || turn->mark != ROLL_ALTERNATE)
		return seat->titular;
	return which <= seat->n_others ? seat->others[which - 1] : NULL;
}

/* "-10:15 10:40-": where they do not fit, the last ones. */
static const char *
hours_of(const struct roll_said *said, char *out, size_t room)
{
	struct buf text = { 0 };
	char hour[8];

	for (size_t i = 0; i < said->n; i++) {
		const struct roll_turn *turn = &said->turns[i];

		if (turn->arrived == ROLL_NO_HOUR && turn->left == ROLL_NO_HOUR)
			continue;
		buf_puts(&text, text.len > 0 ? " " : "");
		if (turn->arrived != ROLL_NO_HOUR) {
			hour_show(turn->arrived, hour, sizeof hour);
			buf_puts(&text, hour);
		}
		buf_putc(&text, '-');
		if (turn->left != ROLL_NO_HOUR) {
			hour_show(turn->left, hour, sizeof hour);
			buf_puts(&text, hour);
		}
	}
	str_copy(out, room,
		buf_text(&text) + (text.len > HOURS ? text.len - HOURS : 0));
	buf_free(&text);
	return out;
}

static void
paint_seat(const struct sala *s, size_t at, int y)
{
	const struct roll_seat *seat = &s->roll.seats[at];
	const struct roll_turn *turn = roll_last(&seat->now);
	const struct grid c = grid();
	char word[32], hours[HOURS + 1];

	draw_bytes(y, MARK_AT + 1, 1,
		at == s->wrong		     ? "!"
		: roll_seat_is_changed(seat) ? "*"
					     : " ",
		1, DRAW_PLAIN);
	draw_text_right(y, NO_AT, NO, seat->no, DRAW_PLAIN);
	draw_text(y, NAME_AT, c.name_width, seat->name, DRAW_PLAIN);
	draw_text(
		y, c.person, c.person_width, person_of(seat, turn), DRAW_PLAIN);
	draw_text(y, c.mark, MARK,
		turn ? mark_word(turn, word, sizeof word) : "", DRAW_PLAIN);
	draw_text(y, c.hours, HOURS, hours_of(&seat->now, hours, sizeof hours),
		DRAW_PLAIN);
	if (at != s->view.rows.at)
		return;
	draw_bytes(y, MARK_AT, 1, ">", 1, DRAW_PLAIN);
	draw_cursor(y, MARK_AT);
}

static const char *
sector_word(const char *sector)
{
	static const struct i18n_word words[] = {
		{ "government", N_("Gobierno") },
		{ "civil_society", N_("Sociedad civil") },
		{ 0 },
	};
	const char *word = i18n_word(words, sector);

	return word ? word : sector;
}

static bool
begins_sector(const struct roll *roll, size_t at)
{
	return at == 0 ||
	       !str_eq(roll->seats[at].sector, roll->seats[at - 1].sector);
}

/* A line for each seat, and one above each sector. */
static void
paint_seats(struct sala *s, int top, int end)
{
	const struct roll *roll = &s->roll;
	size_t here = 0, n = 0, line = 0;

	for (size_t i = 0; i < roll->n; i++) {
		n += begins_sector(roll, i) ? 2 : 1;
		if (i == s->view.rows.at)
			here = n - 1;
	}
	rows_fit(&s->view.rows, end - top);
	rows_scroll(&s->view.rows, here, n, end - top, &s->top);
	for (size_t i = 0; i < roll->n; i++) {
		int y = top + (int)line - (int)s->top;

		if (begins_sector(roll, i)) {
			line++;
			if (y >= top && y < end)
				draw_text(y, NO_AT, seats_width() - NO_AT,
					sector_word(roll->seats[i].sector),
					DRAW_LABEL);
			y++;
		}
		line++;
		if (y >= top && y < end)
			paint_seat(s, i, y);
	}
}

static void
paint_day(const struct sala *s, int y)
{
	const struct roll *roll = &s->roll;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof text, "%s%s%s, %s", roll->day ? roll->day : "",
		roll->call_at ? " " : "", roll->call_at ? roll->call_at : "",
		roll->rule ? roll->rule : "");
	draw_text(y, 1, term_cols() - 2, text, DRAW_PLAIN);
}

void
sala_paint(struct view *view)
{
	struct sala *s = sala_of(view);
	char title[SCREEN_TEXT];

	snprintf(title, sizeof title, _("Sala %s"), s->roll.ref);
	screen_title(view->screen, title);
	sala_paint_head(s, ROLL_NO_HOUR);
	paint_day(s, screen_top() + 1);
	paint_seats(s, screen_top() + HEAD_ROWS, screen_bottom());
	if (seats_width() < term_cols())
		agenda_paint_beside(s, seats_width() + 2);
	screen_hint(view->screen,
		_("t titular, s alterna, e excusada, f ausente, r se retira, u "
		  "quita; Tab: agenda"));
	sala_paint_state(s, roll_is_changed(&s->roll), s->request);
}
