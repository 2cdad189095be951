/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_TEXT_H
#define HITO_SCREEN_TEXT_H

/* Text to read: wrapped at words, scrolled by rows. */

#include <stddef.h>

#include "term/draw.h"

struct screen;

/* Bytes of the text that look otherwise. */
struct text_look {
	size_t at;
	size_t n;
	enum draw_style style;
};

/* Both are copied. */
void text_open(struct screen *screen, const char *title, const char *text);
/* The same with looks, in the order of the text; copied too. */
void text_open_marked(struct screen *screen, const char *title,
	const char *text, const struct text_look *looks, size_t n);

#endif
