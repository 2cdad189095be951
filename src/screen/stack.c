/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/stack.h"

#include "base/i18n.h"
#include "cmd/command.h"
#include "screen/screen.h"
#include "screen/view.h"
#include "term/draw.h"
#include "term/term.h"

struct view *
stack_top(const struct screen *screen)
{
	const struct stack *stack = &screen->stack;

	return stack->n > 0 ? stack->views[stack->n - 1] : NULL;
}

struct view *
stack_below(const struct view *view)
{
	const struct stack *stack = &view->screen->stack;

	for (size_t i = 1; i < stack->n; i++)
		if (stack->views[i] == view)
			return stack->views[i - 1];
	return NULL;
}

void
stack_resume(struct screen *screen)
{
	struct view *view = stack_top(screen);

	if (!view || screen->quit)
		return;
	if (view->ops->resume)
		view->ops->resume(view);
	else if (view->ops->read)
		view_refresh(view);
}

void
stack_pop(struct screen *screen)
{
	struct stack *stack = &screen->stack;
	struct view *view = stack_top(screen);

	stack->n--;
	if (view->ops->close)
		view->ops->close(view);
	if (stack->n >= stack->modal)
		view_free(view);
	stack_resume(screen);
}

void
stack_clear(struct screen *screen)
{
	while (screen->stack.n > 0)
		stack_pop(screen);
}

static bool
enter(struct view *view)
{
	view_is_read(view);
	if (view->ops->enter)
		return view->ops->enter(view);
	return !view->ops->read || view_read(view);
}

bool
screen_push(struct view *view)
{
	struct screen *screen = view->screen;
	struct stack *stack = &screen->stack;

	if (stack->n == stack->cap) {
		stack->cap = stack->n + 16;
		stack->views = arena_grow(screen->arena, stack->views, stack->n,
			stack->cap, sizeof view);
	}
	stack->views[stack->n++] = view;
	screen_hint(screen, "");
	if (enter(view))
		return true;
	stack_pop(screen);
	return false;
}

bool
screen_unwind(struct screen *screen, size_t keep)
{
	while (screen->stack.n > keep) {
		struct view *view = stack_top(screen);

		if (view->ops->may_close && !view->ops->may_close(view))
			return false;
		stack_pop(screen);
	}
	return true;
}

bool
screen_is_modal(struct screen *screen)
{
	if (screen->stack.modal == 0)
		return false;
	screen_say(screen, _("Primero termine aquí: Enter elige, Esc Esc "
			     "sale."));
	return true;
}

void
view_close(struct view *view)
{
	view->screen->stack.closing = view;
}

/* ---- on the terminal */

void
screen_paint(struct screen *screen)
{
	struct view *view = stack_top(screen);

	screen->frame.rows = term_rows();
	screen->frame.cols = term_cols();
	draw_clear();
	if (frame_is_too_small()) {
		frame_paint_too_small();
	} else {
		screen->frame.title[0] = '\0';
		screen_state(screen, false, NULL, NULL);
		screen->frame.spoken[0] = '\0';
		draw_cursor(screen_top(), 0);
		if (view)
			view->ops->paint(view);
		frame_speak_line(screen);
		frame_paint(screen, view ? view->ops->where : IN_BOARD);
	}
	draw_update();
}

void
stack_tell(void *arg, const char *text)
{
	struct screen *screen = arg;

	if (screen->frame.rows != term_rows() ||
		screen->frame.cols != term_cols())
		screen_paint(screen);
	if (frame_is_too_small())
		return;
	draw_text(term_rows() - 2, 0, term_cols(), text, DRAW_PLAIN);
	draw_update();
}

void
screen_saved(struct screen *screen)
{
	screen->saves++;
}
