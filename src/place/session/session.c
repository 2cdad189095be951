/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sala of a session: opened, read, closed. */
#include "place/session/session.h"

#include "base/i18n.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "store/journal.h"

static bool
enter(struct view *view)
{
	struct sala *s = sala_of(view);

	if (!sala_load(s, false))
		return false;
	sala_put_back(s);
	return true;
}

static bool
is_changed(struct view *view)
{
	return roll_is_changed(&sala_of(view)->roll);
}

static void
save(struct view *view)
{
	sala_save(sala_of(view));
}

/* Back from what lies above it: what was saved there is read. */
static void
resume(struct view *view)
{
	struct sala *s = sala_of(view);

	if (view_is_stale(view) && !s->request[0])
		sala_load(s, true);
}

static void
drop(struct view *view)
{
	journal_drop(view->desk, sala_of(view)->draft);
}

static bool
waits(struct view *view)
{
	return journal_is_waiting(view->desk, sala_of(view)->draft);
}

static const struct entry_keeps keeps = { is_changed, save, drop, waits };

static bool
may_close(struct view *view)
{
	return view_may_lose(view, sala_of(view)->request, &keeps, true);
}

static void
close(struct view *view)
{
	journal_leave(view->desk, sala_of(view)->draft);
	sala_forget(sala_of(view));
}

static const struct view_ops ops = {
	.where = IN_ROLL,
	.enter = enter,
	.paint = sala_paint,
	.move = sala_move,
	.shared = { &sala_commands },
	.resume = resume,
	.may_close = may_close,
	.close = close,
};

/* Of the session that is the key, or was typed; neither: the one that is about
 * to be, or on. */
static void
sala_open(struct screen *screen, const struct place_args *args)
{
	struct sala *s = view_new(screen, &ops, sizeof *s);

	s->session = arena_strdup(
		s->view.arena, args->key ? args->key : args->typed);
	screen_push(&s->view);
}

const struct place place_sala = { "sala", CMD_ROLL, "Consejo", N_("Sala"),
	.with = sala_open };
