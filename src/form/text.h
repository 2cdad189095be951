/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_TEXT_H
#define HITO_FORM_TEXT_H

/* Small things with typed text, private to form/value and form/edit. */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* Adds n bytes of s in capitals: ASCII and Latin-1, all that Spanish
 * needs. */
void text_upper(struct buf *b, const char *s, size_t n);
/* Characters, combining ones counted too, as the server counts lengths. */
size_t text_characters(const char *s);
/* Adds what may be typed: line ends as newlines, or blanks where lines is
 * false; tabs as blanks; nothing that a terminal obeys. */
void text_clean(struct buf *b, const char *s, size_t n, bool lines);

#endif
