/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_TERM_H
#define HITO_TERM_TERM_H

/*
 * The terminal: opened once, given back on every way out (die and signals
 * too). The only folder that sees curses. Works on whatever terminfo knows,
 * without colour and in ASCII; PuTTY, xterm and Linux console sequences are
 * told by a table.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/key.h"
#include "base/theme.h"

struct term_options {
	bool ascii; /* no box characters, accents folded */
	enum theme theme;
	bool mouse;
	const char *script; /* file of keys instead of the keyboard; NULL */
	const char *dump;   /* where screen dumps go; NULL = standard output */
	int rows;	    /* --size; 0 = the terminal's */
	int cols;
};

bool term_open(const struct term_options *options, struct err *err);
void term_close(void);
bool term_is_open(void);
bool term_is_script(void);
int term_rows(void);
int term_cols(void);
/* Leaves the screen to a child (editor) and takes it back. */
void term_leave(void);
void term_return(void);
/* Ctrl-Z. */
void term_suspend(void);
bool term_is_ascii(void);
/* Whether the environment says that the terminal is one of UTF-8. */
bool term_speaks_utf8(void);

#endif
