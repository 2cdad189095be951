/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/inside.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "base/i18n.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	TYPED = 64,
	TITLE_MOST = 44
};

struct choose {
	struct view view;
	const char *title;
	const struct choice_item *items;
	struct rows rows;
	int title_width;
	int chosen;
	char typed[TYPED]; /* folded: the cursor goes to what begins so */
};

static struct choose *
of(struct view *view)
{
	return (struct choose *)view;
}

static void
paint(struct view *view)
{
	struct choose *c = of(view);
	int top = screen_top(view->screen) + 1;
	int bottom = screen_bottom(view->screen);
	size_t i;

	screen_title(view->screen, "%s", c->title);
	rows_fit(&c->rows, bottom - top);
	for (i = c->rows.top;
		i < c->rows.n && top + (int)(i - c->rows.top) < bottom; i++) {
		int y = top + (int)(i - c->rows.top);
		const struct choice_item *item = &c->items[i];

		draw_text(y, 3, c->title_width, item->title, (size_t)-1,
			DRAW_PLAIN);
		if (item->note)
			draw_text(y, 5 + c->title_width,
				term_cols() - 6 - c->title_width, item->note,
				(size_t)-1, DRAW_PLAIN);
		rows_mark(&c->rows, i, y, 1);
	}
	screen_hint(view->screen,
		_("Enter elige. Escriba las primeras "
		  "letras para llegar antes. Esc Esc sale sin elegir."));
	screen_state(view->screen, false, "", NULL);
}

static enum view_result
open_row(struct view *view, const char *argument)
{
	(void)argument;
	if (of(view)->rows.n == 0)
		return VIEW_KEPT;
	of(view)->chosen = (int)of(view)->rows.at;
	return VIEW_CLOSE;
}

static enum view_result
leave(struct view *view, const char *argument)
{
	(void)view;
	(void)argument;
	return VIEW_CLOSE;
}

static const struct view_command commands[] = {
	{ CMD_OPEN, open_row },
	{ CMD_LOOK, open_row },
	{ CMD_CANCEL, leave },
	{ CMD_OUT, leave },
};

static enum view_result
run(struct view *view, enum command_id id, const char *argument)
{
	if (rows_move(&of(view)->rows, id)) {
		of(view)->typed[0] = '\0';
		return VIEW_PAINT;
	}
	return VIEW_DISPATCH(commands, view, id, argument);
}

/* The cursor goes to the first row that begins with what was typed. */
static bool
go_to(struct choose *c)
{
	char title[256];
	size_t i;

	for (i = 0; i < c->rows.n; i++) {
		utf8_fold(c->items[i].title, title, sizeof(title));
		if (!str_starts(title, c->typed))
			continue;
		c->rows.at = i;
		return true;
	}
	return false;
}

static enum view_result
type(struct view *view, key_code key)
{
	struct choose *c = of(view);
	char text[5] = "", folded[8];
	size_t n = strlen(c->typed);

	if (!key_is_text(key))
		return VIEW_KEPT;
	text[utf8_encode((uint32_t)key, text)] = '\0';
	utf8_fold(text, folded, sizeof(folded));
	if (n + strlen(folded) >= TYPED)
		return VIEW_KEPT;
	str_copy(c->typed + n, TYPED - n, folded);
	if (!go_to(c)) {
		str_copy(c->typed, TYPED, folded);
		if (!go_to(c))
			c->typed[0] = '\0';
	}
	return VIEW_PAINT;
}

static const struct view_ops ops = {
	.name = "choose",
	.where = IN_PICK,
	.paint = paint,
	.run = run,
	.type = type,
};

int
screen_choose(struct screen *screen, const char *title,
	const struct choice_item *items, size_t n, size_t start)
{
	struct choose *c =
		(struct choose *)view_alloc(screen->desk, &ops, sizeof(*c));
	size_t i;
	int chosen;

	c->title = title;
	c->items = items;
	c->rows.n = n;
	c->rows.at = start < n ? start : 0;
	c->chosen = -1;
	for (i = 0; i < n; i++) {
		int w = utf8_width(items[i].title, strlen(items[i].title));

		if (w > c->title_width)
			c->title_width = w;
	}
	if (c->title_width > TITLE_MOST)
		c->title_width = TITLE_MOST;
	screen_modal(screen, &c->view);
	chosen = c->chosen;
	view_free(&c->view);
	return chosen;
}
