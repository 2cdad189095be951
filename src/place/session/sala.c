/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was read of a session, and what is typed over it. */
#include "place/session/session.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/link.h"
#include "store/journal.h"
#include "term/draw.h"
#include "term/input.h"
#include "term/term.h"

/* ---- reading */

void
sala_forget(struct sala *s)
{
	if (s->arena)
		arena_free(s->arena);
	s->arena = NULL;
	s->roll = (struct roll){ 0 };
}

static bool
same_said(const struct roll_said *a, const struct roll_said *b)
{
	const struct roll_seat both = { .was = *a, .now = *b };

	return !roll_seat_is_changed(&both);
}

/* My marks over what somebody else saved; which seats both of us did is
 * told. */
static void
keep_mine(struct sala *s, const struct roll *roll)
{
	struct buf both = { 0 };

	for (size_t i = 0; i < s->roll.n; i++) {
		const struct roll_seat *mine = &s->roll.seats[i];
		struct roll_seat *theirs = roll_seat_named(roll, mine->no);

		if (!theirs || !roll_seat_is_changed(mine))
			continue;
		if (!same_said(&mine->was, &theirs->was) &&
			!same_said(&mine->now, &theirs->was))
			buf_printf(&both, "%s%s", both.len > 0 ? ", " : "",
				mine->no);
		theirs->now = mine->now;
	}
	if (both.len > 0)
		snprintf(s->trouble, sizeof s->trouble,
			_("También otra persona marcó: %.200s. Se ve lo "
			  "suyo."),
			buf_text(&both));
	buf_free(&both);
}

void
sala_show(
	struct sala *s, const struct roll *roll, struct arena *arena, bool mine)
{
	s->trouble[0] = '\0';
	if (mine)
		keep_mine(s, roll);
	sala_forget(s);
	s->roll = *roll;
	s->arena = arena;
	s->reads++;
	s->n_steps = 0;
	s->wrong = roll->n;
	s->view.rows.n = roll->n;
	if (s->view.rows.at >= roll->n)
		s->view.rows.at = roll->n > 0 ? roll->n - 1 : 0;
	view_is_read(&s->view);
}

bool
sala_load(struct sala *s, bool mine)
{
	struct screen *screen = s->view.screen;
	struct arena *arena = arena_new();
	struct roll roll;
	struct err err = { 0 };

	if (screen_link(screen) &&
		roll_read(s->view.desk, s->roll.ref ? s->roll.ref : s->session,
			arena, &roll, &err)) {
		sala_show(s, &roll, arena, mine);
		return true;
	}
	screen_error(screen, &err);
	arena_free(arena);
	return false;
}

/* ---- what is typed */

struct roll_seat *
sala_seat(struct sala *s)
{
	return s->roll.n > 0 ? &s->roll.seats[s->view.rows.at] : NULL;
}

bool
sala_ready(struct sala *s)
{
	const struct desk *desk = s->view.desk;
	const struct form *form = desk_form_in(desk, "sala", "session");
	const char *why = desk->read_only ? desk->read_only_why : s->roll.why;
	struct err err = { 0 };

	if (!why && form && !desk_may(desk, form, DESK_UPDATE, &err))
		screen_error(s->view.screen, &err);
	else if (why)
		screen_say(
			s->view.screen, _("La lista no se cambia: %s."), why);
	else if (s->request[0])
		screen_say(s->view.screen,
			_("Lo enviado aún no está confirmado: F2 lo comprueba. "
			  "Después puede seguir."));
	else
		return sala_seat(s);
	return false;
}

void
sala_put(struct sala *s, const struct roll_said *said)
{
	struct roll_seat *seat = sala_seat(s);

	if (s->n_steps == s->cap_steps) {
		s->cap_steps = 2 * s->cap_steps + 64;
		s->steps = arena_grow(s->view.arena, s->steps, s->n_steps,
			s->cap_steps, sizeof *s->steps);
	}
	s->steps[s->n_steps++] =
		(struct sala_step){ s->view.rows.at, seat->now };
	seat->now = *said;
	s->note[0] = '\0';
	if (s->wrong == s->view.rows.at)
		s->wrong = s->roll.n;
	sala_note(s);
}

bool
sala_undo(struct sala *s)
{
	const struct sala_step *step;

	if (s->n_steps == 0)
		return false;
	step = &s->steps[--s->n_steps];
	s->roll.seats[step->seat].now = step->said;
	s->view.rows.at = step->seat;
	s->past_end = false;
	sala_note(s);
	return true;
}

/* ---- in the journal */

static struct draft_place
where(const struct sala *s, const char *marks)
{
	const struct form *form = desk_form_in(s->view.desk, "sala", "session");

	return (struct draft_place){ .name = "sala",
		.of = form ? form->name : NULL,
		.at = { s->roll.ref, marks } };
}

void
sala_note(struct sala *s)
{
	struct screen *screen = s->view.screen;
	const struct journal_screen what = { s->roll.id, s->roll.version,
		s->roll.ref, .is_changed = roll_is_changed(&s->roll) };
	struct buf marks = { 0 };
	struct draft_place place;
	struct err err = { 0 };

	roll_keep(&s->roll, &marks);
	place = where(s, buf_text(&marks));
	if (!journal_note_screen(s->view.desk, s->draft, &place, &what, &err))
		screen_error(screen, &err);
	buf_free(&marks);
}

/* Marks go over the session as it is now: which seats somebody else marked
 * meanwhile the save tells. */
static void
put_marks_back(struct sala *s, const struct draft *draft)
{
	size_t unknown = roll_put_back(&s->roll, draft->place.at[1]);

	str_copy(s->draft, sizeof s->draft, draft->id);
	str_copy(s->request, sizeof s->request,
		draft->request ? draft->request : "");
	s->roll.version = arena_strdup(s->arena, draft->version);
	if (unknown > 0)
		screen_say(s->view.screen,
			ngettext("%zu marca del borrador ya no tiene asiento.",
				"%zu marcas del borrador ya no tienen asiento.",
				unknown),
			unknown);
}

void
sala_put_back(struct sala *s)
{
	const struct form *form =
		desk_form_in(s->view.desk, "sala", "agreement");
	struct draft_place place = where(s, NULL);
	const struct draft *draft = journal_next_taken(s->view.desk, &place);

	if (draft)
		put_marks_back(s, draft);
	place.name = "agree";
	place.of = form ? form->name : NULL;
	draft = journal_next_taken(s->view.desk, &place);
	if (!draft)
		return;
	/* what went out with it is confirmed with it */
	if (str_eq(draft->request, s->request))
		s->request[0] = '\0';
	agree_open_draft(s, draft);
}

bool
sala_stays(struct sala *s, const struct err *err)
{
	s->trouble[0] = '\0';
	if (!input_pending())
		return false;
	snprintf(s->trouble, sizeof s->trouble, _("SIN GRABAR. %.400s"),
		err->text);
	return true;
}

/* ---- what all of its screens show */

static int
digits(size_t n)
{
	return n < 10 ? 1 : n < 100 ? 2 : 3;
}

/* How many seats a sector has: its count keeps that room, so that a key moves
 * nothing. */
static int
room_of(const struct roll *roll, const char *sector)
{
	size_t n = 0;

	for (size_t i = 0; i < roll->n; i++)
		n += str_eq(roll->seats[i].sector, sector);
	return digits(n);
}

/* A session of which nobody wrote down who came had a quorum or not: it is
 * not said. */
static bool
is_unrecorded(const struct roll *roll)
{
	static const char *const before[] = { "planned", "convened", NULL };

	for (size_t i = 0; i < roll->n; i++)
		if (roll->seats[i].now.n > 0)
			return false;
	return !str_in(before, roll->state);
}

void
sala_paint_head(const struct sala *s, int hour)
{
	const struct roll *roll = &s->roll;
	const struct roll_count count = roll_count(roll, hour);
	struct buf out = { 0 };

	if (is_unrecorded(roll)) {
		draw_text(screen_top(), 1, term_cols() - 2,
			_("Asistencia sin registro"), DRAW_PLAIN);
		return;
	}
	buf_printf(&out, _("%*d de %s, "), digits(roll->n), count.present,
		roll->base ? roll->base : "0");
	if (roll->needed)
		buf_printf(&out, _("hacen falta %s: %s"), roll->needed,
			roll_has_quorum(roll, count.present) ? _("hay quórum")
							     : _("sin quórum"));
	else
		buf_puts(&out, _("sin regla de quórum"));
	buf_printf(&out, _(" · Gobierno %*d · Sociedad civil %*d"),
		room_of(roll, "government"), count.government,
		room_of(roll, "civil_society"), count.civil_society);
	draw_text(screen_top(), 1, term_cols() - 2, buf_text(&out), DRAW_PLAIN);
	buf_free(&out);
}

static const char *
state_word(const struct sala *s)
{
	const struct form *form = desk_form_in(s->view.desk, "sala", "session");
	int at = form ? form_field(form, "state") : -1;

	return at >= 0 ? field_choice_label(&form->fields[at], s->roll.state)
		       : s->roll.state;
}

void
sala_paint_state(const struct sala *s, bool changed, const char *request)
{
	/* that a mark is in the journal its own sign says: no byte more */
	bool is_failing = s->draft[0] && journal_is_failing(s->view.desk);
	char right[64];

	snprintf(right, sizeof right, _("%s, leído %s"), state_word(s),
		s->roll.read_at);
	screen_state(s->view.screen, changed,
		request[0]	? _("AÚN NO CONFIRMADO")
		: s->trouble[0] ? s->trouble
		: is_failing	? draft_noted(s->view.desk)
				: s->note,
		right);
}
