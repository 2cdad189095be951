/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/loop.h"

#include "base/i18n.h"
#include "cmd/keymap.h"
#include "screen/run.h"
#include "screen/screen.h"
#include "term/draw.h"
#include "term/term.h"

/* Moving about a list keeps the message; all else makes room for the hint. */
static bool
keeps_message(enum command_id id)
{
	switch (id) {
	case CMD_UP:
	case CMD_DOWN:
	case CMD_LEFT:
	case CMD_RIGHT:
	case CMD_FIRST:
	case CMD_LAST:
	case CMD_PAGE_UP:
	case CMD_PAGE_DOWN:
	case CMD_DETAIL:
	case CMD_REDRAW:
	case CMD_SUSPEND:
		return true;
	default:
		return false;
	}
}

/* The view that asked to be closed, if it is still the top one. */
static void
close_asked(struct screen *screen)
{
	struct stack *stack = &screen->stack;
	bool close = stack->closing && stack->closing == stack_top(screen);

	stack->closing = NULL;
	if (close)
		screen_unwind(screen, stack->n - 1);
}

/* A key that means nothing here says so; a letter typed into a field is
 * none of those. */
static void
say_silent(struct screen *screen, const struct view *view, key_code key)
{
	bool written = view->ops->type && !(key >= K_F1 && key <= K_F12) &&
		       (key < K_ESC_BASE || key == K_ALT(K_ENTER));

	if (written || key == K_NONE)
		return;
	screen_say(screen,
		_("Aquí esa tecla no hace nada; F1 muestra las que hay."));
	macro_break(input_macro());
}

static void
take_key(struct screen *screen, key_code key)
{
	struct view *view = stack_top(screen);
	enum command_id id = keymap_find(
		screen->desk->settings->keymap, view->ops->where, key);

	if (!keeps_message(id) ||
		(view->ops->where & (IN_FORM | IN_FIND | IN_SHEET | IN_AGREE)))
		screen_hush(screen);
	if (id == CMD_NONE)
		say_silent(screen, view, key);
	if (id != CMD_NONE)
		view_run(view, id, NULL);
	else if (view->ops->type)
		view->ops->type(view, key);
	close_asked(screen);
}

/* What is typed is among the drafts. */
static void
leave(struct screen *screen)
{
	for (size_t i = 0; i < screen->stack.n; i++)
		if (screen->stack.views[i]->ops->note)
			screen->stack.views[i]->ops->note(
				screen->stack.views[i]);
	screen->quit = true;
}

static void
lost_terminal(struct screen *screen)
{
	leave(screen);
	if (screen->exit_code == 0 && !term_is_script())
		screen->exit_code = 1;
}

/* Until the stack is as low as that, or the person left. */
static void
loop(struct screen *screen, size_t down_to)
{
	key_code key;

	while (screen->stack.n > down_to && !screen->quit) {
		if (!input_pending())
			screen_paint(screen);
		macro_mark(input_macro());
		key = input_key();
		if (key == K_EOF)
			lost_terminal(screen);
		else if (key == K_SUSPEND)
			draw_all();
		else if (key == K_RESIZE)
			stack_resume(screen);
		else if (!frame_is_too_small())
			take_key(screen, key);
		else if (key == K_F10 || key == K_CTRL('C'))
			leave(screen);
	}
}

void
loop_run(struct screen *screen)
{
	loop(screen, 0);
}

bool
screen_modal(struct view *view)
{
	struct screen *screen = view->screen;
	struct stack *stack = &screen->stack;
	size_t before = stack->modal;
	size_t depth = stack->n;
	bool opened;

	stack->modal = depth + 1;
	opened = screen_push(view);
	if (opened)
		loop(screen, depth);
	while (stack->n > depth)
		stack_pop(screen);
	stack->modal = before;
	return opened;
}
