/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_EVERYWHERE_H
#define HITO_SCREEN_EVERYWHERE_H

/* Commands that every place has, unless it has its own; and those that open a
 * place. */

#include "cmd/command.h"

struct view;

void
everywhere_run(struct view *view, enum command_id id, const char *argument);

#endif
