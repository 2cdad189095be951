/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_KEY_H
#define HITO_BASE_KEY_H

/*
 * What a key press is called between term/input (which makes it), cmd/keymap
 * (which gives it a meaning) and form/edit (which types it). Below
 * 0x110000 a key is the Unicode code point that it types; control characters
 * are keys, not text.
 */

#include <stdbool.h>
#include <stddef.h>

typedef int key_code; /* the one typedef: a code point or a name below */

enum {
	K_NONE = 0,
	K_TAB = 0x09,
	K_ENTER = 0x0d,
	K_ESC = 0x1b,
	K_FIRST = 0x110000,
	K_F1,
	K_F2,
	K_F3,
	K_F4,
	K_F5,
	K_F6,
	K_F7,
	K_F8,
	K_F9,
	K_F10,
	K_F11,
	K_F12,
	K_UP,
	K_DOWN,
	K_LEFT,
	K_RIGHT,
	K_HOME,
	K_END,
	K_PGUP,
	K_PGDN,
	K_INSERT,
	K_DELETE,
	K_BACKSPACE,
	K_BACKTAB,
	K_CANCEL,    /* Esc Esc */
	K_RESIZE,    /* the terminal changed its size */
	K_SUSPEND,   /* came back from a stop: paint all */
	K_PASTE,     /* a bracketed paste; text from input_paste() */
	K_EOF,	     /* the terminal went away (SIGHUP, end of input) */
	K_WORD_LEFT, /* Ctrl and an arrow */
	K_WORD_RIGHT,
	K_ESC_BASE = 0x120000, /* Esc then a character: K_ESC_BASE + it */
	K_LAST = 0x240000,
};

#define K_CTRL(c) ((c)&0x1f)
#define K_ALT(c) (K_ESC_BASE + (c))

/* "F2", "Ctrl-S", "Esc 2", "Enter", "a": as people read it. Room of n bytes;
 * returns name. */
const char *key_name(key_code key, char *name, size_t n);
/* Reads what key_name writes, in Spanish or English, case ignored. */
bool key_read(const char *name, key_code *key);
/* Whether the key types a character. */
bool key_is_text(key_code key);

#endif
