/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_LINK_H
#define HITO_SCREEN_LINK_H

/* The connection as the person at the screen meets it. */

#include <stdbool.h>

#include "base/err.h"
#include "store/desk.h"
#include "term/input.h"

struct screen;

struct link {
	struct input_wait wait;
	struct session_params params;
	bool skeleton;	  /* nothing but the frame: not connected yet */
	int64_t next_try; /* not before, on clock_ms(): the last one was slow */
	bool left;	  /* something for later: told when the line is there */
};

/* tell: what is said while the server is waited for. */
void
link_init(struct screen *screen, void (*tell)(void *arg, const char *text));
/* With link.params, asking for a password where one is wanted. */
bool link_connect(struct screen *screen, struct err *err);
/* Reconnects when the link is lost; false with err said. */
bool screen_link(struct screen *screen);
/* The same for a change, which goes before all that a connection asks. */
bool screen_link_to_save(struct screen *screen);
/* Says that what was to be saved waits for it. */
void screen_left_for_later(struct screen *screen);

#endif
