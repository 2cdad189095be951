/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_PORTRAIT_H
#define HITO_TESTS_PORTRAIT_H

/*
 * A screen to be shown elsewhere: as text, and as a picture (SVG) with the
 * terminal's colours on a dark ground of its own. Nothing of it hangs on the
 * fonts of whoever looks: each run of letters has its width, and bars, lines
 * and lights are drawn.
 */

struct portrait;
struct pty;

struct portrait *portrait_take(struct pty *p);
void portrait_free(struct portrait *portrait);
/* Of each row, `into` in place of the first word that has the mark ("#" is any
 * digit), moving what follows it up to two blanks. ASCII. */
void
portrait_word(struct portrait *portrait, const char *mark, const char *into);
/* Rows ended by newlines, right blanks cut. malloc'd. */
char *portrait_text(const struct portrait *portrait);
char *portrait_svg(const struct portrait *portrait, const char *title);

#endif
