/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/tried.h"

#include "base/str.h"
#include "screen/screen.h"

struct tried *
tried_open(struct screen *screen, const struct action *action, const char *of)
{
	struct tried *tried = &screen->tried;

	if (tried->action != action || !str_eq(tried->of, of))
		*tried = (struct tried){
			.action = action,
			.of = arena_strdup(screen->arena, of),
		};
	return tried;
}

void
tried_done(struct screen *screen)
{
	screen->tried.action = NULL;
}
