/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/link.h"

#include "base/i18n.h"
#include "base/wait.h"
#include "screen/screen.h"
#include "term/prompt.h"
#include "store/draft.h"
#include "store/journal.h"
#include "term/term.h"

enum {
	SECOND_MS = 1000,
	QUICK_MS = 1000,
	MOST_REST_MS = 30000,
};

void
link_init(struct screen *screen, void (*tell)(void *arg, const char *text))
{
	screen->desk->link.mend =
		term_is_script() ? desk_reconnect : drafts_mend;
	input_wait_init(&screen->link.wait,
		screen->desk->settings->wait_notice_ms, tell, screen);
}

bool
link_connect(struct screen *screen, struct err *err)
{
	struct desk *desk = screen->desk;
	struct session_params *params = &screen->link.params;
	struct wait *wait =
		term_is_script() ? &wait_plain : &screen->link.wait.wait;
	bool done = desk_connect(desk, params, wait, err);

	while (!done && desk->link.needs_password && !params->never_prompt &&
		!term_is_script()) {
		char *secret = prompt_secret(screen->arena, _("Contraseña:"));

		if (!secret)
			break;
		params->password = secret;
		done = desk_connect(desk, params, wait, err);
	}
	screen->link.skeleton = !done;
	/* not before: it might be the password that is typed */
	screen->link.wait.shows_typed = done;
	return done;
}

/* What was tried in vain for long is not tried at every key. */
static int64_t
rest_until(int64_t begun)
{
	int64_t now = clock_ms(), took = now - begun;

	if (took < QUICK_MS)
		return 0;
	return now + (2 * took < MOST_REST_MS ? 2 * took : MOST_REST_MS);
}

/* The server may be another one, to which not all had come yet. */
static void
tell_lost(struct screen *screen)
{
	size_t n = term_is_script() ? 0 : drafts_ask_for_saved(screen->desk);

	struct arena *arena;

	if (n == 0)
		return;
	arena = arena_new();
	screen_say(screen, "%s", drafts_lost_told(arena, n));
	arena_free(arena);
}

/* What was left for the line: it is not sent by itself. */
static void
tell_left(struct screen *screen)
{
	size_t n = screen->link.left ? journal_waiting(screen->desk) : 0;

	screen->link.left = false;
	if (n > 0)
		screen_say(screen,
			ngettext("Hay línea otra vez, y %zu borrador por "
				 "enviar: Ctrl-P borradores.",
				"Hay línea otra vez, y %zu borradores por "
				"enviar: Ctrl-P borradores.",
				n),
			n);
}

/* Makes the line anew by that; false with err said. */
static bool
link_anew(
	struct screen *screen, bool (*make)(struct desk *desk, struct err *err))
{
	struct err err = { 0 };
	int64_t begun = clock_ms();

	if (begun < screen->link.next_try) {
		err_set(&err, ERR_LINK, NULL,
			_("Sin línea desde las %s; se vuelve a intentar en "
			  "%d s."),
			desk_lost_at(screen->desk),
			(int)((screen->link.next_try - begun) / SECOND_MS + 1));
		screen_error(screen, &err);
		return false;
	}
	if (make(screen->desk, &err)) {
		screen->link.next_try = 0;
		return true;
	}
	screen->link.next_try = rest_until(begun);
	if (screen->desk->site.is_private)
		err_hint(&err, "%s",
			_("El servidor privado se enciende con: hito db "
			  "start"));
	screen_error(screen, &err);
	return false;
}

bool
screen_link(struct screen *screen)
{
	if (!desk_is_current(screen->desk) &&
		!link_anew(screen, desk_reconnect))
		return false;
	tell_left(screen);
	tell_lost(screen);
	return true;
}

bool
screen_link_to_save(struct screen *screen)
{
	return desk_has_line(screen->desk) || link_anew(screen, desk_resume);
}

void
screen_left_for_later(struct screen *screen)
{
	screen->link.left = true;
	screen_say(screen,
		_("Sin línea desde las %s: quedó en borradores para enviarlo "
		  "cuando vuelva."),
		desk_lost_at(screen->desk));
}
