/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/link.h"

#include "base/i18n.h"
#include "screen/screen.h"
#include "term/prompt.h"
#include "term/term.h"

void
link_init(struct screen *screen, void (*tell)(void *arg, const char *text))
{
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
	return done;
}

bool
screen_link(struct screen *screen)
{
	struct err err = { 0 };

	if (desk_is_connected(screen->desk))
		return true;
	if (desk_reconnect(screen->desk, &err))
		return true;
	if (screen->desk->site.is_private)
		err_hint(&err, "%s",
			_("El servidor privado se enciende con: hito db "
			  "start"));
	screen_error(screen, &err);
	return false;
}
