/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/view.h"

#include "screen/frame.h"
#include "screen/link.h"
#include "screen/screen.h"

void *
view_new(struct screen *screen, const struct view_ops *ops, size_t size)
{
	struct arena *arena = arena_new();
	struct view *view = arena_alloc(arena, size);

	view->ops = ops;
	view->screen = screen;
	view->desk = screen->desk;
	view->arena = arena;
	return view;
}

void
view_free(struct view *view)
{
	if (view->data)
		arena_free(view->data);
	arena_free(view->arena);
}

/* ---- what it shows */

/* There may be fewer rows now; keys typed ahead come before the painting. */
static void
keep_inside(struct rows *rows)
{
	if (rows->at >= rows->n)
		rows->at = rows->n > 0 ? rows->n - 1 : 0;
}

bool
view_read(struct view *view)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };

	if (!screen_link(view->screen) || !view->ops->read(view, arena, &err)) {
		screen_error(view->screen, &err);
		arena_free(arena);
		return false;
	}
	if (view->data)
		arena_free(view->data);
	view->data = arena;
	view_is_read(view);
	keep_inside(&view->rows);
	return true;
}

void
view_is_read(struct view *view)
{
	view->saves = view->screen->saves;
}

bool
view_is_stale(const struct view *view)
{
	return view->saves != view->screen->saves;
}

void
view_refresh(struct view *view)
{
	if (view_is_stale(view))
		view_read(view);
}

void
view_reread(struct view *view)
{
	if (view->ops->read)
		view_read(view);
}
