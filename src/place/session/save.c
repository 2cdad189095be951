/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed in a session, sent in one pipeline. */
#include "place/session/session.h"

#include <stdio.h>

#include "base/i18n.h"
#include "screen/link.h"
#include "screen/stack.h"
#include "store/journal.h"
#include "store/store.h"
#include "term/input.h"

/* Somebody else called it too, or changed the session: it is read anew, and
 * what was typed stays over it. */
static void
conflict(struct sala *s)
{
	if (sala_load(s, true) && roll_is_changed(&s->roll))
		screen_say(s->view.screen,
			_("Sin grabar: otra persona cambió la sesión. Sus "
			  "marcas (*) siguen; F2 graba."));
}

static void
saved(struct sala *s, size_t n, bool agreed)
{
	if (agreed)
		snprintf(s->note, sizeof s->note, "%s", _("Acuerdo grabado."));
	else
		snprintf(s->note, sizeof s->note,
			ngettext("%zu asiento grabado.",
				"%zu asientos grabados.", n),
			n);
}

static size_t
changed_seats(const struct roll *roll)
{
	size_t n = 0;

	for (size_t i = 0; i < roll->n; i++)
		n += roll_seat_is_changed(&roll->seats[i]);
	return n;
}

/* There is no line: it waits among the drafts. */
static void
leave_for_later(struct sala *s, const char *draft)
{
	struct desk *desk = s->view.desk;
	bool roll = journal_wait(desk, s->draft, NULL);
	bool agreed = journal_wait(desk, draft, NULL);

	if (roll || agreed)
		screen_left_for_later(s->view.screen);
}

enum sala_sent
sala_send(struct sala *s, const struct roll_agreement *agreed,
	const char *draft, char request[37], struct err *err)
{
	struct screen *screen = s->view.screen;
	const char *const drafts[] = { s->draft, draft };
	size_t n = changed_seats(&s->roll), seat;
	struct arena *arena = arena_new();
	struct roll after;

	if (!screen_link_to_save(screen)) {
		if (!request[0])
			leave_for_later(s, draft);
		arena_free(arena);
		return SALA_UNKNOWN;
	}
	if (!request[0])
		request_of(draft, request);
	journal_sent(s->view.desk, drafts, 2, request);
	if (roll_save(s->view.desk, &s->roll, agreed, request, arena, &after,
		    &seat, err)) {
		request[0] = s->draft[0] = '\0';
		input_give_back();
		screen_saved(screen);
		sala_show(s, &after, arena, false);
		saved(s, n, agreed);
		return SALA_SAVED;
	}
	arena_free(arena);
	screen_error(screen, err);
	if (err->kind == ERR_LINK) {
		screen_paint(screen);
		input_hold();
		return SALA_UNKNOWN;
	}
	request[0] = '\0';
	input_give_back();
	s->note[0] = '\0';
	if (err->kind == ERR_CONFLICT)
		conflict(s);
	else
		s->wrong = seat;
	return SALA_REFUSED;
}

void
sala_save(struct sala *s)
{
	struct err err = { 0 };

	if (!s->request[0] && !roll_is_changed(&s->roll)) {
		screen_say(s->view.screen, _("No hay cambios que grabar."));
		return;
	}
	if (!s->request[0] && !sala_ready(s))
		return;
	if (sala_send(s, NULL, "", s->request, &err) != SALA_REFUSED ||
		err.kind == ERR_CONFLICT)
		return;
	if (!sala_stays(s, &err) && s->wrong < s->roll.n) {
		s->view.rows.at = s->wrong;
		s->past_end = false;
	}
}
