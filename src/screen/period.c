/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/period.h"

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "screen/frame.h"
#include "screen/open.h"
#include "screen/view.h"
#include "term/prompt.h"

bool
period_asked(struct screen *screen, const char *typed, const char *shown,
	char key[PERIOD_KEY_ROOM])
{
	struct period period;
	struct err err = { 0 };

	if (!typed)
		typed = prompt_line(screen_desk(screen)->arena,
			_("¿Periodo? (2019-Q1, I-2019, 2019)"), shown, NULL);
	if (str_is_blank(typed))
		return false;
	if (!period_read(typed, &period, &err)) {
		screen_error(screen, &err);
		return false;
	}
	period_key(period, key, PERIOD_KEY_ROOM);
	return true;
}

void
period_change(struct view *view, const char *typed, const char *shown,
	const char **asked)
{
	const char *before = *asked;
	char key[PERIOD_KEY_ROOM];

	if (!period_asked(view->screen, typed, shown, key))
		return;
	*asked = arena_strdup(view->desk->arena, key);
	if (!view_read(view))
		*asked = before;
}
