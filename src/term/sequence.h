/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_SEQUENCE_H
#define HITO_TERM_SEQUENCE_H

/* The sequences that keyboards send after ESC [ and ESC O: xterm, the Linux
 * console, vt220, rxvt and each of PuTTY's keyboard settings. */

#include <stddef.h>

#include "base/key.h"

/* body is what follows the ESC: "[11~", "OP", "[[A". K_NONE when unknown;
 * modifiers of cursor keys ("[1;5C") are ignored. */
key_code sequence_find(const char *body);
/* Adds one of the terminal's own description. */
void sequence_learn(const char *body, key_code key);

#endif
