/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/run.h"

#include "screen/screen.h"

bool
view_dispatch(const struct view_command *table, struct view *view,
	enum command_id id, const char *argument)
{
	while (table && table->id != CMD_NONE && table->id != id)
		table++;
	if (!table || table->id == CMD_NONE)
		return false;
	if (table->with)
		table->with(view, argument);
	else if (table->run)
		table->run(view);
	return true;
}

void
view_otherwise(struct view *view, enum command_id id, const char *argument)
{
	view->screen->everywhere(view, id, argument);
}

void
view_run(struct view *view, enum command_id id, const char *argument)
{
	const struct view_ops *ops = view->ops;

	if (ops->move && ops->move(view, id))
		return;
	for (size_t i = 0; i < VIEW_TABLES; i++)
		if (view_dispatch(ops->commands[i], view, id, argument))
			return;
	view_otherwise(view, id, argument);
}
