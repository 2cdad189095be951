/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_SCRIPT_H
#define HITO_TERM_SCRIPT_H

/*
 * Keys from a file and screens as text, so that screens are tested without
 * timing. A line is text to type with keys in <...> ("<F6>", "<Tab>",
 * "<C-s>", "<Esc 2>"); directives:
 *   @dump [TITLE]   writes the screen as it stands, with the cursor's place
 *   @expect TEXT    fails (exit 1, with a dump) unless TEXT is on it
 *   @refuse TEXT    fails if it is
 *   @size 80x24     resizes
 *   @paste TEXT     a bracketed paste (\n for a newline)
 *   @wait           until every query is answered
 *   # comment
 */

#include <stdbool.h>

#include "base/err.h"
#include "base/key.h"

bool script_open(const char *path, const char *dump_path, struct err *err);
/* The next key; runs directives on the way; K_EOF at the end. */
key_code script_key(void);
bool script_is_on(void);
/* 0, or 1 when an expectation failed. */
int script_status(void);
void script_close(void);

#endif
