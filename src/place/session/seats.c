/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the roll: one a seat, and the cursor goes on. */
#include "place/session/session.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "screen/ask.h"
#include "screen/open.h"
#include "screen/run.h"
#include "term/prompt.h"

/* ---- from seat to seat */

bool
sala_move(struct view *view, enum command_id id)
{
	if (id == CMD_PAGE_UP || id == CMD_PAGE_DOWN ||
		!rows_move(&view->rows, id))
		return false;
	sala_of(view)->past_end = false;
	return true;
}

/* What is typed on after the last one belongs to none: it is not taken. */
static bool
takes(struct sala *s)
{
	if (!sala_ready(s))
		return false;
	if (s->past_end)
		screen_say(s->view.screen,
			_("Lo último no se tomó: no hay más asientos. Las "
			  "flechas siguen; F2 graba."));
	return !s->past_end;
}

static void
go_on(struct sala *s)
{
	if (s->view.rows.at + 1 < s->view.rows.n)
		s->view.rows.at++;
	else
		s->past_end = true;
}

/* ---- hours */

/* The hour now, where the session is today. */
static const char *
hour_now(struct sala *s, char out[6])
{
	if (!str_eq(s->roll.is_today, "t"))
		return NULL;
	desk_hour(s->view.desk, out, 6);
	return out;
}

/* An hour, or none where it is left blank; false: she would rather not. What
 * is typed ahead is the answer. */
static bool
ask_hour(struct sala *s, const char *what, const char *initial, int *hour)
{
	struct screen *screen = s->view.screen;
	const char *question = arena_printf(
		s->view.arena, _("Asiento %s, %s:"), sala_seat(s)->no, what);
	char *typed;

	while ((typed = prompt_line(s->view.arena, question, initial, NULL))) {
		*hour = ROLL_NO_HOUR;
		if (str_is_blank(typed) ||
			hour_read(str_trim(s->view.arena, typed), hour))
			return true;
		screen_say(screen, _("«%s» no es una hora: se escribe 9:40."),
			typed);
		initial = typed;
	}
	return false;
}

/* ---- marks */

static bool
is_coming(const struct roll_turn *turn)
{
	return turn &&
	       (turn->mark == ROLL_TITULAR || turn->mark == ROLL_ALTERNATE);
}

/* Who had left is there again, from an hour on; blank: did not leave. */
static bool
comes_back(struct sala *s, struct roll_said *said, struct roll_turn turn)
{
	struct roll_turn *last = &said->turns[said->n - 1];
	char now[6];

	if (!ask_hour(s, _("vuelve a las"), hour_now(s, now), &turn.arrived))
		return false;
	if (turn.arrived == ROLL_NO_HOUR) {
		last->left = ROLL_NO_HOUR;
		return true;
	}
	if (turn.arrived < last->left || said->n == ROLL_TURNS) {
		screen_say(s->view.screen,
			said->n == ROLL_TURNS
				? _("El asiento ya salió y volvió demasiadas "
				    "veces.")
				: _("Vuelve antes de retirarse: no se tomó."));
		return false;
	}
	said->turns[said->n++] = turn;
	return true;
}

/* Once the session has begun, the hour at which it comes is asked. */
static bool
comes(struct sala *s, struct roll_said *said, struct roll_turn turn)
{
	char now[6];

	if (s->roll.started_at &&
		!ask_hour(s, _("llega a las (en blanco, desde el inicio)"),
			hour_now(s, now), &turn.arrived))
		return false;
	*said = (struct roll_said){ .n = 1, .turns = { turn } };
	return true;
}

static void
come(struct sala *s, enum roll_mark mark, int alternate)
{
	struct roll_said said = sala_seat(s)->now;
	struct roll_turn turn = { mark, alternate, ROLL_NO_HOUR, ROLL_NO_HOUR };
	struct roll_turn *last = said.n > 0 ? &said.turns[said.n - 1] : NULL;
	bool taken = true;

	if (!is_coming(last)) {
		taken = comes(s, &said, turn);
	} else if (last->left != ROLL_NO_HOUR) {
		taken = comes_back(s, &said, turn);
	} else {
		last->mark = mark;
		last->alternate = alternate;
	}
	if (!taken)
		return;
	sala_put(s, &said);
	go_on(s);
}

static void
titular(struct view *view)
{
	struct sala *s = sala_of(view);

	if (takes(s))
		come(s, ROLL_TITULAR, 0);
}

/* Which of several, by the next key; 0: none. What is typed ahead is the
 * answer. */
static int
which_alternate(struct sala *s, const struct roll_seat *seat)
{
	struct screen *screen = s->view.screen;
	struct buf names = { 0 };
	key_code key;

	for (size_t i = 0; i < seat->n_others; i++)
		buf_printf(&names, "%s%zu %s", i > 0 ? ", " : "", i + 1,
			seat->others[i]);
	screen_say(screen, _("¿Cuál? %s"), buf_text(&names));
	buf_free(&names);
	do
		key = screen_ask_key(screen, 1, false);
	while (!key_is_no(key) && key != K_EOF &&
		(key < '1' || key >= '1' + (int)seat->n_others));
	screen_asked(screen);
	return key_is_no(key) || key == K_EOF ? 0 : (int)(key - '0');
}

static void
alternate(struct view *view)
{
	struct sala *s = sala_of(view);
	const struct roll_seat *seat;
	int which;

	if (!takes(s))
		return;
	seat = sala_seat(s);
	which = (int)seat->n_others;
	if (which > 1)
		which = which_alternate(s, seat);
	if (which > 0 || seat->n_others == 0)
		come(s, ROLL_ALTERNATE, which);
}

/* by < 0: it sent word. */
static void
does_not_come(struct view *view, int by)
{
	struct sala *s = sala_of(view);
	const struct roll_said said = { .n = 1,
		.turns = { { by < 0 ? ROLL_EXCUSED : ROLL_ABSENT, 0,
			ROLL_NO_HOUR, ROLL_NO_HOUR } } };

	if (!takes(s))
		return;
	sala_put(s, &said);
	go_on(s);
}

/* The turn of the seat whose hours are told; NULL: said that there is none. */
static struct roll_turn *
turn_here(struct sala *s, struct roll_said *said)
{
	struct roll_turn *last;

	if (!sala_ready(s))
		return NULL;
	*said = sala_seat(s)->now;
	last = said->n > 0 ? &said->turns[said->n - 1] : NULL;
	if (is_coming(last))
		return last;
	screen_say(s->view.screen, _("El asiento %s no asiste: t o s primero."),
		sala_seat(s)->no);
	return NULL;
}

static const char *
hour_shown(int hour, char out[6])
{
	if (hour == ROLL_NO_HOUR)
		return NULL;
	hour_show(hour, out, 6);
	return out;
}

static void
leaves(struct view *view)
{
	struct sala *s = sala_of(view);
	struct roll_said said;
	struct roll_turn *turn = turn_here(s, &said);
	char shown[6];
	int hour;

	if (!turn || !ask_hour(s, _("se retira a las"),
			     turn->left == ROLL_NO_HOUR
				     ? hour_now(s, shown)
				     : hour_shown(turn->left, shown),
			     &hour))
		return;
	if (hour != ROLL_NO_HOUR && hour <= turn->arrived) {
		screen_say(view->screen,
			_("Asiento %s: se retira antes de llegar."),
			sala_seat(s)->no);
		return;
	}
	turn->left = hour;
	sala_put(s, &said);
}

static void
arrives(struct view *view)
{
	struct sala *s = sala_of(view);
	struct roll_said said;
	struct roll_turn *turn = turn_here(s, &said);
	char shown[6];
	int hour;

	if (!turn || !ask_hour(s, _("llega a las (en blanco, desde el inicio)"),
			     hour_shown(turn->arrived, shown), &hour))
		return;
	if ((turn->left != ROLL_NO_HOUR && hour >= turn->left) ||
		(said.n > 1 && hour < turn[-1].left)) {
		screen_say(view->screen,
			_("Asiento %s: esa hora no va con las otras."),
			sala_seat(s)->no);
		return;
	}
	turn->arrived = hour;
	sala_put(s, &said);
}

static void
take_back(struct view *view)
{
	struct sala *s = sala_of(view);

	if (!s->request[0] && !sala_undo(s))
		screen_say(view->screen, _("No hay nada que deshacer."));
}

/* ---- the rest */

static void
save(struct view *view)
{
	sala_save(sala_of(view));
}

static void
agenda(struct view *view)
{
	agenda_open(sala_of(view));
}

static void
act(struct view *view, const char *argument)
{
	sala_act(sala_of(view), argument);
}

static void
look(struct view *view)
{
	sala_look(sala_of(view));
}

static void
reread(struct view *view)
{
	sala_reread(sala_of(view));
}

static void
history(struct view *view)
{
	struct sala *s = sala_of(view);
	const struct form *form = desk_form_in(view->desk, "sala", "session");

	if (form)
		screen_open(view->screen, "history",
			&(struct place_args){ .of = form->name,
				.id = s->roll.id,
				.title = s->roll.ref });
}

/* It is open already: only another session is something new. */
static void
other(struct view *view, const char *argument)
{
	if (argument)
		view_otherwise(view, CMD_ROLL, argument);
}

static const struct view_command commands[] = {
	{ CMD_PRESENT, .run = titular },
	{ CMD_ALTERNATE, .run = alternate },
	{ CMD_EXCUSED, .go = does_not_come, .by = -1 },
	{ CMD_ABSENT, .go = does_not_come, .by = 1 },
	{ CMD_LEAVES, .run = leaves },
	{ CMD_ARRIVES, .run = arrives },
	{ CMD_TAKE_BACK, .run = take_back },
	{ CMD_AGENDA, .run = agenda },
	{ CMD_SAVE, .run = save },
	{ CMD_ACTION, .with = act },
	{ CMD_LOOK, .run = look },
	{ CMD_REREAD, .run = reread },
	{ CMD_HISTORY, .run = history },
	{ CMD_ROLL, .with = other },
};
const struct view_commands sala_commands = { VIEW_COMMANDS(commands) };
