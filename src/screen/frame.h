/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_FRAME_H
#define HITO_SCREEN_FRAME_H

/* The frame around every view: row 1, and the last three. */

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"

struct screen;

enum {
	SCREEN_ROWS = 24, /* smaller than this is refused, politely */
	SCREEN_COLS = 80,
	SCREEN_TEXT = 512, /* bytes of a message, a hint, a title */
};

struct frame {
	int rows; /* as painted last */
	int cols;
	char title[SCREEN_TEXT];
	char message[SCREEN_TEXT];
	bool message_is_error;
	char hint[SCREEN_TEXT];
	int cursor; /* column of row 22 it is in, -1: the view's */
	bool changed;
	char state[SCREEN_TEXT];
	char state_right[SCREEN_TEXT];
	char spoken[SCREEN_TEXT]; /* row 23 to who listens; "" the state */
	int spoken_at;		  /* column of it that the cursor is in */
	struct err last; /* for its detail */
};

/* First and one past the last row of the work area. */
int screen_top(void);
int screen_bottom(void);

/* Row 1: what this screen is; the frame adds who, where and the period. */
void screen_title(struct screen *screen, const char *text);
/* Row 22: a message (stays until the next key that changes something) or the
 * hint of a field. */
void screen_say(struct screen *screen, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The same in the look of a refusal; nothing when there is none. */
void screen_error(struct screen *screen, const struct err *err);
/* Takes the message away. */
void screen_hush(struct screen *screen);
void screen_hint(struct screen *screen, const char *text);
/* Row 23, empty before each painting; changed: with the mark of unsaved
 * changes. */
void screen_state(struct screen *screen, bool changed, const char *left,
	const char *right);

/* Does somebody listen to it (the setting "reader")? */
bool screen_is_heard(const struct screen *screen);
/* To her, and only then, row 23 says what the cursor is on, "label: value", and
 * the cursor stands in the value, at that cell. */
void screen_speak(
	struct screen *screen, const char *label, const char *value, int cell);
/* Of a view that says nothing itself: what its line of the cursor shows. */
void frame_speak_line(struct screen *screen);
/* Row 23 of what was read at that hour (NULL: not yet) and never changes. */
void
screen_read_at(struct screen *screen, const char *left, const char *read_at);
/* The same of a text put together for it; frees it. */
void
screen_read_of(struct screen *screen, struct buf *left, const char *read_at);

bool frame_is_too_small(void);
void frame_paint_too_small(void);
/* where: whose keys the bar shows. */
void frame_paint(struct screen *screen, unsigned where);

#endif
