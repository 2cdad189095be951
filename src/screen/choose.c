/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/choose.h"

#include <string.h>

#include "base/date.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/i18n.h"
#include "screen/frame.h"
#include "screen/loop.h"
#include "screen/period.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	TYPED = 64,
	TITLE_MOST = 44
};

struct choose {
	struct view view;
	const char *title;
	const char *hint;
	const struct choice_item *items;
	int title_width;
	int chosen;
	char typed[TYPED]; /* folded: the cursor goes to what begins so */
	size_t found;	   /* where it went; elsewhere one begins anew */
	bool periods;	   /* items have keys: whole ones may be typed */
	bool missed;	   /* nothing is as typed */
};

static struct choose *
of(struct view *view)
{
	return (struct choose *)view;
}

static void
paint_row(struct view *view, size_t row, int y)
{
	const struct choose *c = of(view);
	const struct choice_item *item = &c->items[row];
	int note = 5 + c->title_width;

	draw_text(y, 3, c->title_width, item->title, DRAW_PLAIN);
	if (item->note)
		draw_text(y, note, term_cols() - note - 1, item->note,
			DRAW_PLAIN);
}

static void
paint(struct view *view)
{
	struct choose *c = of(view);

	screen_title(view->screen, c->title);
	rows_paint(view, screen_top() + 1, screen_bottom(), 1, paint_row);
	screen_hint(view->screen, c->hint);
}

static void
open_row(struct view *view)
{
	struct choose *c = of(view);

	if (c->view.rows.n == 0)
		return;
	if (c->missed && c->view.rows.at == c->found) {
		screen_say(view->screen,
			c->periods ? _("Aquí no hay ningún periodo «%s».")
				   : _("Aquí nada empieza con «%s»."),
			c->typed);
		c->typed[0] = '\0';
		c->missed = false;
		return;
	}
	c->chosen = (int)c->view.rows.at;
	view_close(view);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_row },
	{ CMD_LOOK, .run = open_row },
};

/* Blind, a period is typed as anywhere else: "2019-Q1", "I-2019". */
static bool
is_typed(const struct choose *c, const struct choice_item *item)
{
	char text[256], key[PERIOD_KEY_ROOM];
	struct err err = { 0 };
	struct period period;

	utf8_fold(item->title, text, sizeof text);
	if (str_starts(text, c->typed))
		return true;
	if (!item->key)
		return false;
	utf8_fold(item->key, text, sizeof text);
	if (str_starts(text, c->typed))
		return true;
	if (!period_read(c->typed, &period, &err))
		return false;
	period_key(period, key, sizeof key);
	return str_eq(key, item->key);
}

static bool
is_named(const struct choose *c, const struct choice_item *item)
{
	char text[256];

	for (size_t i = 0; i < 2; i++) {
		utf8_fold(item->names[i] ? item->names[i] : "", text,
			sizeof text);
		if (str_starts(text, c->typed))
			return true;
	}
	return false;
}

static bool
go_to_first(struct choose *c,
	bool (*is)(const struct choose *, const struct choice_item *))
{
	for (size_t i = 0; i < c->view.rows.n; i++) {
		if (!is(c, &c->items[i]))
			continue;
		c->view.rows.at = c->found = i;
		return true;
	}
	return false;
}

/* The cursor goes to the first row that is as typed. */
static bool
go_to(struct choose *c)
{
	return go_to_first(c, is_typed) || go_to_first(c, is_named);
}

static void
type(struct view *view, key_code key)
{
	struct choose *c = of(view);
	char text[5] = "", folded[8], whole[TYPED];
	size_t n;

	if (!key_is_text(key))
		return;
	if (c->view.rows.at != c->found) {
		c->typed[0] = '\0';
		c->missed = false;
	}
	n = strlen(c->typed);
	text[utf8_encode((uint32_t)key, text)] = '\0';
	utf8_fold(text, folded, sizeof folded);
	if (n + strlen(folded) >= TYPED)
		return;
	str_copy(c->typed + n, TYPED - n, folded);
	if (go_to(c)) {
		c->missed = false;
		return;
	}
	/* A letter may begin another word, but not behind one that began none:
	 * Enter would take what nobody named. */
	if (!c->periods && !c->missed && n > 0) {
		str_copy(whole, TYPED, c->typed);
		str_copy(c->typed, TYPED, folded);
		if (go_to(c))
			return;
		str_copy(c->typed, TYPED, whole);
	}
	c->missed = true;
	c->found = c->view.rows.at;
}

static const struct view_ops ops = {
	.where = IN_PICK,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
	.type = type,
};

int
screen_choose_to(struct screen *screen, const char *title, const char *hint,
	const struct choice_item *items, size_t n, size_t start)
{
	struct choose *c = view_new(screen, &ops, sizeof *c);
	int chosen;

	c->title = title;
	c->hint = hint;
	c->items = items;
	c->view.rows.n = n;
	c->view.rows.at = start < n ? start : 0;
	c->chosen = -1;
	for (size_t i = 0; i < n; i++) {
		int w = utf8_cells(items[i].title);

		if (w > c->title_width)
			c->title_width = w;
		c->periods = c->periods || items[i].key;
	}
	if (c->title_width > TITLE_MOST)
		c->title_width = TITLE_MOST;
	screen_modal(&c->view);
	chosen = c->chosen;
	view_free(&c->view);
	return chosen;
}

int
screen_choose(struct screen *screen, const char *title,
	const struct choice_item *items, size_t n, size_t start)
{
	return screen_choose_to(screen, title,
		_("Enter elige; las primeras letras llevan antes; "
		  "Esc Esc sale sin elegir."),
		items, n, start);
}

void
choices_add(struct choices *c, const char *title, const char *note,
	const void *what)
{
	c->items = arena_grow(
		c->arena, c->items, c->n, c->n + 1, sizeof *c->items);
	c->what =
		arena_grow(c->arena, c->what, c->n, c->n + 1, sizeof *c->what);
	c->items[c->n] = (struct choice_item){ .title = title, .note = note };
	c->what[c->n++] = what;
}

void
choices_name(struct choices *c, const char *name, const char *alias)
{
	c->items[c->n - 1].names[0] = name;
	c->items[c->n - 1].names[1] = alias;
}

const void *
choices_ask(struct screen *screen, const char *title, const struct choices *c)
{
	int chosen = screen_choose(screen, title, c->items, c->n, c->start);

	return chosen >= 0 ? c->what[chosen] : NULL;
}
