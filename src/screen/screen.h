/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_SCREEN_H
#define HITO_SCREEN_SCREEN_H

/* The screen as a whole, put together of what its files own. Places know it
 * by pointer. */

#include "screen/frame.h"
#include "screen/last.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/stack.h"

struct screen {
	struct desk *desk;
	struct arena *arena; /* program lifetime */
	struct link link;
	struct stack stack;
	struct frame frame;
	struct last last;
	const struct place *const *places; /* NULL ends them; first the board */
	/* What a command does where no view has it. */
	void (*everywhere)(
		struct view *view, enum command_id id, const char *argument);
	unsigned saves; /* what was read before is read again when it moved */
	bool quit;
	int exit_code;
};

struct screen *screen_new(struct desk *desk, const struct place *const *places);
/* The loop; returns the exit code. params: to connect with once the skeleton
 * is painted. */
int screen_run(struct screen *screen, const struct session_params *params);
void screen_free(struct screen *screen);

#endif
