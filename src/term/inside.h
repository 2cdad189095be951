/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_INSIDE_H
#define HITO_TERM_INSIDE_H

/*
 * What the files of term/ know of each other; nobody outside includes it but
 * their tests. decode turns bytes into keys and touches no descriptor; input
 * reads and waits; draw and term share curses.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/key.h"
#include "base/mem.h"
#include "base/theme.h"

/* term.c: the keys that a description of a terminal (terminfo) may name. */
struct term_key {
	const char *name;
	key_code key;
};
extern const struct term_key term_keys[];
extern const size_t term_n_keys;

/* decode.c: bytes in, keys out, in order. */
enum decode_state {
	DECODE_GROUND,
	DECODE_UTF8,
	DECODE_ESC,
	DECODE_ESC_ESC, /* cancel, unless a sequence follows at once */
	DECODE_CSI,
	DECODE_SS3,
	DECODE_STRING, /* OSC, DCS ...: swallowed up to its end */
	DECODE_PASTE,
	DECODE_LATE, /* after a lone Esc: what follows may be its rest */
};

enum {
	DECODE_SEQUENCE = 32, /* longer ones are swallowed, not kept */
	DECODE_PASTE_MAX = 1 << 20,
	DECODE_ESC_MS = 700, /* an Esc waits so long for its key */
	DECODE_ESC_ESC_MS = 50,
	DECODE_REST_MS = 3000, /* what is begun has its rest on the way */
	DECODE_LATE_MS = 10,   /* of a key comes at once */
	DECODE_STRING_MS = 200,
	DECODE_PASTE_MS = 5000,
};

struct decode_key {
	key_code key;
	char *paste; /* malloc'd text of a K_PASTE */
};

struct decode {
	enum decode_state state;
	bool utf8;
	bool alt; /* an Esc stood before the character */
	char sequence[DECODE_SEQUENCE];
	size_t length;
	size_t wanted; /* bytes of the UTF-8 character */
	struct buf paste;
	struct decode_key *keys; /* a queue: [head, head + n) */
	size_t head;
	size_t n;
	size_t cap;
	struct buf typed;	 /* of decode_typed */
	struct decode_key *held; /* n_held, taken out until they are wanted */
	size_t n_held;
};

void decode_begin(struct decode *d, bool utf8);
void decode_byte(struct decode *d, unsigned char byte);
/* Milliseconds until decode_timeout wants to be called if no byte comes;
 * -1 when nothing is half read. */
int decode_waits(const struct decode *d);
void decode_timeout(struct decode *d);
bool decode_take(struct decode *d, struct decode_key *key);
void decode_put(struct decode *d, key_code key);
/* Whether a cancel key is in the queue, or an Esc from that place on; takes it
 * out. */
bool decode_cancelled(struct decode *d, size_t esc_from);
void decode_drop(struct decode *d);
/* The end of what is typed in the queue, at most so many cells; keys that are no
 * text as "·". "" when nothing in it is text. Owned by d, until the next call. */
const char *decode_typed(struct decode *d, int cells);
/* The queue is put aside, behind what was before; back before what came since;
 * forgotten. */
void decode_hold(struct decode *d);
void decode_give_back(struct decode *d);
void decode_forget(struct decode *d);
void decode_end(struct decode *d);
/* Tells a sequence of the terminal's description (terminfo). */
void decode_learn(const char *sequence, key_code key);

/* input.c */
void input_open(int fd, bool utf8);
void input_close(void);
/* The text of a K_PASTE from a script. */
void input_set_paste(const char *text);

/* term.c: signals, told through a pipe so that no wait misses one. */
int term_signal_fd(void);
/* K_RESIZE, K_SUSPEND (continued after a stop), K_EOF, or K_NONE. */
key_code term_take_signal(void);
void term_resize(int rows, int cols);

/* draw.c */
void draw_open(bool ascii, enum theme theme);
bool draw_has_text(const char *text);
/* The screen as text, right-trimmed rows, then "cursor ROW,COLUMN". */
void draw_dump(FILE *out);

#endif
