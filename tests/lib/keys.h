/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_KEYS_H
#define HITO_TESTS_KEYS_H

/* What terminals send for the keys that have a name. */

#include <stddef.h>

/*
 * Reads the next key of text like "abc<F2><C-s>" into out (room for 16
 * bytes); returns how many bytes of text it took, 0 at the end. *n is what
 * out holds. vt: as a VT220 sends it. An unknown name ends the program.
 */
size_t key_next(const char *text, int vt, char out[16], size_t *n);

#endif
