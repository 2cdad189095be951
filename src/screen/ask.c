/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/ask.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/screen.h"
#include "term/input.h"

bool
key_is_no(key_code key)
{
	return key == K_CANCEL || key == K_ESC || key == K_CTRL('G') ||
	       key == K_CTRL('C');
}

/* The answer that a key gives: itself, the safe one, or 0 for none. An
 * English yes is a yes, where that is what is asked. */
static char
answer_of(const char *answers, key_code key)
{
	const char *found;

	if ((key == 'y' || key == 'Y') && str_eq(answers, "ns"))
		key = 's';
	if (key_is_no(key) || key == K_ENTER || key == K_F10 || key == K_EOF)
		return answers[0];
	if (key <= 0x20 || key > 0x7e)
		return 0;
	found = strchr(answers, tolower((int)key));
	return found ? *found : 0;
}

static key_code
key_until(struct screen *screen, int64_t deadline_ms)
{
	key_code key = input_key_until(deadline_ms);

	if (key == K_EOF)
		screen->quit = true;
	return key;
}

static void
paint_question(struct screen *screen, int gap)
{
	screen->frame.cursor = utf8_cells(screen->frame.message) + gap;
	screen_paint(screen);
}

key_code
screen_ask_key(struct screen *screen, int gap, bool fresh)
{
	paint_question(screen, gap);
	if (fresh)
		input_drop();
	return key_until(screen, -1);
}

key_code
screen_ask_key_until(struct screen *screen, int64_t deadline_ms)
{
	paint_question(screen, 0);
	return key_until(screen, deadline_ms);
}

void
screen_asked(struct screen *screen)
{
	screen->frame.cursor = -1;
	screen_hush(screen);
}

char
screen_ask(struct screen *screen, const char *answers, const char *fmt, ...)
{
	char question[2 * SCREEN_TEXT];
	va_list ap;
	char answer;

	va_start(ap, fmt);
	vsnprintf(question, sizeof question, fmt, ap);
	va_end(ap);
	screen_say(screen, "%s", question);
	answer = answer_of(answers, screen_ask_key(screen, 1, true));
	while (!answer)
		answer = answer_of(answers, screen_ask_key(screen, 1, false));
	screen_asked(screen);
	return answer;
}

bool
screen_ask_again(struct screen *screen, const struct err *err)
{
	return err->kind == ERR_LINK &&
	       screen_ask(screen, "ns",
		       _("Aún no confirmado: se perdió el enlace. ¿Enviarlo de "
			 "nuevo? (s/n)")) == 's';
}
