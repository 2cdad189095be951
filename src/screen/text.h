/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_TEXT_H
#define HITO_SCREEN_TEXT_H

/* Text to read: wrapped at words, scrolled by rows. */

#include <stddef.h>

#include "screen/rows.h"
#include "term/draw.h"

struct arena;
struct screen;

/* Bytes of the text that look otherwise. */
struct text_look {
	size_t at;
	size_t n;
	enum draw_style style;
};

/* The text of a view, a row each line of it as it was wrapped. */
struct text_body {
	struct arena *arena; /* of lines */
	const char *text;
	const struct text_look *looks;
	size_t n_looks;
	struct text_line *lines;
	size_t n;
	int width; /* it was wrapped for; 0: not yet */
};

/* All of the work area; line is called for each that shows, and may leave it
 * to text_body_line. */
void
text_body_paint(struct view *view, struct text_body *body, rows_paint_fn *line);
void text_body_line(const struct text_body *body, size_t row, int y);

/* Both are copied. */
void text_open(struct screen *screen, const char *title, const char *text);
/* The same with looks, in the order of the text; copied too. */
void text_open_marked(struct screen *screen, const char *title,
	const char *text, const struct text_look *looks, size_t n);

#endif
