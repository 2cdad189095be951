/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/progress.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/wait.h"
#include "screen/screen.h"
#include "term/term.h"

enum {
	LOOK_MS = 50, /* between two looks at the keyboard */
	TELL_MS = 400
};

static void
tell(struct screen_step *s)
{
	char text[160], line[240];

	step_text(&s->step, text, sizeof text);
	snprintf(line, sizeof line, _("%s. Esc Esc cancela."), text);
	stack_tell(s->screen, line);
}

/* A writer may be at work in Spanish: what is painted is not. */
static bool
go_on(struct step *step)
{
	struct screen_step *s = (struct screen_step *)step;
	int64_t now = clock_ms();
	int source;

	if (now - s->looked < LOOK_MS)
		return true;
	s->looked = now;
	/* The server may have answered before it was told to stop. */
	if (input_cancelled() || s->screen->link.wait.cancelled)
		return false;
	if (term_is_script() || now - s->told < TELL_MS ||
		now - s->since < s->screen->link.wait.notice_ms)
		return true;
	s->told = now;
	source = i18n_is_source();
	i18n_source(false);
	tell(s);
	i18n_source(source);
	return true;
}

void
screen_step_begin(
	struct screen_step *s, struct screen *screen, const char *what)
{
	int64_t now = clock_ms();

	screen->link.wait.cancelled = false;
	*s = (struct screen_step){ .step = { .go_on = go_on, .what = what },
		.screen = screen,
		.since = now,
		.looked = now };
}
