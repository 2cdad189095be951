/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_TEXT_H
#define HITO_SCREEN_TEXT_H

/* Text to read: wrapped at words, scrolled by rows. */

struct screen;

/* Both are copied. */
void text_open(struct screen *screen, const char *title, const char *text);

#endif
