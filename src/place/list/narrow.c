/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Narrowing a list while one types: here, where all of its rows are loaded and
 * it is certain to be the same; else the server is asked when one pauses. */
#include "place/list/list.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "form/narrow.h"
#include "screen/ask.h"
#include "screen/stack.h"
#include "term/input.h"
#include "term/term.h"

enum {
	PAUSE_MS = 300, /* who types on is not done */
	LOOK_MS = 3000	/* what takes longer to come is waited for and told */
};

/* All rows of a list, narrowed by what was typed then at most. */
struct list_whole {
	const struct form *form;
	const char *of;
	size_t n;
	struct row *rows;
	struct narrow_row *ready; /* one per row */
	struct row *shown;	  /* room for those that are left */
};

/* NULL: there are more, or not all that the server would look at is here. */
static struct list_whole *
whole_of(const struct list_place *l)
{
	struct list_whole *whole;
	size_t n = l->view.rows.n;

	if (!l->arena || l->more || l->before || !narrow_is_here(l->read))
		return NULL;
	whole = arena_alloc(l->arena, sizeof *whole);
	whole->form = l->read;
	whole->of = arena_strdup(l->arena, l->narrowed);
	whole->n = n;
	whole->rows = arena_array(l->arena, n + 1, sizeof *whole->rows);
	whole->ready = arena_array(l->arena, n + 1, sizeof *whole->ready);
	whole->shown = arena_array(l->arena, n + 1, sizeof *whole->shown);
	for (size_t i = 0; i < n; i++) {
		whole->rows[i] = l->loaded[i];
		if (l->loaded[i].cleaned ||
			!narrow_begin(&whole->ready[i], l->arena, l->read,
				l->loaded[i].values))
			return NULL;
	}
	return whole;
}

/* False: the server has to say. */
static bool
narrow_here(struct list_place *l)
{
	const struct list_whole *whole = l->whole;
	size_t n = 0;

	if (!whole)
		whole = l->whole = whole_of(l);
	if (!whole || whole->form != l->read ||
		!narrow_is_within(l->narrow, whole->of))
		return false;
	for (size_t i = 0; i < whole->n; i++)
		if (narrow_has(l->read, &whole->ready[i], l->narrow))
			whole->shown[n++] = whole->rows[i];
	l->loaded = whole->shown;
	l->view.rows.n = l->cap = n;
	l->view.rows.at = l->view.rows.top = 0;
	l->first = 0;
	l->count = l->around = -1;
	str_copy(l->narrowed, sizeof l->narrowed, l->narrow);
	return true;
}

/* ---- while one types */

/* Sends the question, and looks at keyboard and line: a key comes first, what
 * was asked for then comes for nobody. K_NONE: the rows are there, or are to be
 * asked for as ever. */
static key_code
ask_ahead(struct list_place *l)
{
	struct desk *desk = l->view.desk;
	int64_t until = clock_ms() + LOOK_MS;
	struct page_request request;
	key_code key = K_NONE;
	bool sent = false;

	list_request(l, &request);
	while (key == K_NONE && clock_ms() < until) {
		struct wait_for on = { 0 };
		bool there = store_ahead_is_there(desk, &on);

		if (sent && there)
			break;
		if (there && !store_prefetch(desk, &request))
			break;
		sent = sent || there;
		on.deadline_ms = until;
		if (!there)
			key = input_key_or(&on);
	}
	return key;
}

/* What is shown while one types. */
struct narrowing {
	bool stale; /* the rows are not those of what is typed by now */
	bool asked; /* the server was asked for them */
};

/* The next key, or K_NONE behind a pause in which the rows came. */
static key_code
key_or_rows(struct list_place *l, struct narrowing *is)
{
	key_code key =
		screen_ask_key_until(l->view.screen, clock_ms() + PAUSE_MS);

	if (key == K_NONE && l->narrow[0] && !term_is_script())
		key = ask_ahead(l);
	if (key != K_NONE)
		return key;
	list_load_rows(l);
	*is = (struct narrowing){ .asked = true };
	return K_NONE;
}

static bool
narrow_key(struct list_place *l, key_code key)
{
	size_t n = strlen(l->narrow);
	char text[5] = "";

	if (key == K_BACKSPACE && n > 0) {
		l->narrow[utf8_prev(l->narrow, n)] = '\0';
		return true;
	}
	if (!key_is_text(key) || n + 5 > sizeof l->narrow)
		return false;
	text[utf8_encode((uint32_t)key, text)] = '\0';
	return str_copy(l->narrow + n, sizeof l->narrow - n, text);
}

static bool
narrow_ends(key_code key)
{
	return key_is_no(key) || key == K_ENTER || key == K_TAB ||
	       key == K_EOF ||
	       (key > K_FIRST && key != K_BACKSPACE && key != K_RESIZE &&
		       key != K_SUSPEND);
}

void
list_narrow(struct view *view)
{
	struct list_place *l = list_of(view);
	struct screen *screen = view->screen;
	struct narrowing is = { 0 };
	bool before = l->narrow[0];
	key_code key = K_NONE;

	while (!narrow_ends(key)) {
		is.stale = is.stale && !narrow_here(l);
		screen_say(screen, "/%s", l->narrow);
		key = is.stale ? key_or_rows(l, &is)
			       : screen_ask_key(screen, 0, false);
		/* what is typed takes the place of what was typed before */
		if (before && key_is_text(key))
			l->narrow[0] = '\0';
		before = false;
		is.stale = narrow_key(l, key) || is.stale;
	}
	screen_asked(screen);
	if (key_is_no(key)) {
		is.stale = is.stale || l->narrow[0];
		l->narrow[0] = '\0';
	}
	if (is.stale && !narrow_here(l))
		list_load_first(l);
	else if (!is.stale && is.asked)
		list_prefetch(l);
	if (key == K_UP || key == K_DOWN)
		list_move(view, key == K_UP ? CMD_UP : CMD_DOWN);
}
