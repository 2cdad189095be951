/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/run.h"

#include "screen/screen.h"

bool
view_dispatch(const struct view_commands *commands, struct view *view,
	enum command_id id, const char *argument)
{
	for (size_t i = 0; i < commands->n; i++) {
		const struct view_command *c = &commands->v[i];

		if (c->id != id)
			continue;
		if (c->with)
			c->with(view, argument);
		else if (c->go)
			c->go(view, c->by);
		else if (c->run)
			c->run(view);
		return true;
	}
	return false;
}

void
view_otherwise(struct view *view, enum command_id id, const char *argument)
{
	view->screen->everywhere(view, id, argument);
}

static bool
moves(struct view *view, enum command_id id)
{
	if (view->ops->move)
		return view->ops->move(view, id);
	return (view->ops->where & IN_ROWS) && rows_move(&view->rows, id);
}

void
view_run(struct view *view, enum command_id id, const char *argument)
{
	const struct view_ops *ops = view->ops;

	if (moves(view, id) ||
		view_dispatch(&ops->commands, view, id, argument))
		return;
	for (size_t i = 0; i < VIEW_SHARED && ops->shared[i]; i++)
		if (view_dispatch(ops->shared[i], view, id, argument))
			return;
	view_otherwise(view, id, argument);
}
