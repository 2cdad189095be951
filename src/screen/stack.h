/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_STACK_H
#define HITO_SCREEN_STACK_H

/* The stack of views. */

#include <stdbool.h>
#include <stddef.h>

struct screen;
struct view;

struct stack {
	struct view **views; /* the top one last */
	size_t n;
	size_t cap;
	size_t modal;	      /* views below this number wait in a C call */
	struct view *closing; /* asked to be taken off; NULL none */
};

/* NULL: none. */
struct view *stack_top(const struct screen *screen);
/* What lies below it; NULL nothing. */
struct view *stack_below(const struct view *view);
/* False (said already): it would not open and is gone again. */
bool screen_push(struct view *view);
/* Takes the top view off; a modal one is its caller's. */
void stack_pop(struct screen *screen);
/* Takes all off, unasked. */
void stack_clear(struct screen *screen);
/* The top view reads again what changed. */
void stack_resume(struct screen *screen);
/* May every view above the bottom close? Closes them. */
bool screen_unwind(struct screen *screen, size_t keep);
/* A list of values, a question: what lies below waits for its answer. Says
 * so. */
bool screen_is_modal(struct screen *screen);
/* Takes the view off once its command is done, if it may close. */
void view_close(struct view *view);

void screen_paint(struct screen *screen);
/* Told while the server is waited for: row 23, and everything when the window
 * changed meanwhile. arg: the screen. */
void stack_tell(void *arg, const char *text);

/* Something was saved: what shows it reads again. */
void screen_saved(struct screen *screen);

#endif
