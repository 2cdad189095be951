/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_LOOP_H
#define HITO_SCREEN_LOOP_H

/* The loop: a key, what it means to the top view, one update. */

#include <stdbool.h>

struct screen;
struct view;

/* Until nothing is on the stack, or the person left. */
void loop_run(struct screen *screen);
/* Pushes and works until that view is gone again; the view's arena is kept
 * for the caller, who frees it with view_free. False when it never opened. */
bool screen_modal(struct view *view);

#endif
