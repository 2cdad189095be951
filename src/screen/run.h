/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_RUN_H
#define HITO_SCREEN_RUN_H

/* A command done: by the view's own tables, else as everywhere. */

#include "screen/view.h"

/* Whether one of these, done. */
bool view_dispatch(const struct view_commands *commands, struct view *view,
	enum command_id id, const char *argument);
/* argument: NULL when none was typed. */
void view_run(struct view *view, enum command_id id, const char *argument);
/* What it does where no view has it. */
void
view_otherwise(struct view *view, enum command_id id, const char *argument);

#endif
