/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_MACRO_H
#define HITO_TERM_MACRO_H

/*
 * Keys kept to be pressed again. What is recorded is every key, answers to
 * questions too; what is played comes in place of the keyboard, as often as
 * asked, until something goes wrong. One macro, of the session.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/key.h"

enum {
	MACRO_KEYS = 1000
};

struct macro {
	key_code keys[MACRO_KEYS];
	size_t n;    /* recorded */
	size_t mark; /* before the key that is being done */
	size_t at;   /* of the one that is played */
	unsigned left; /* times still to be played, the running one too */
	bool recording;
	bool spoiled; /* more keys than have room, or something pasted */
};

void macro_record(struct macro *m);
/* Ends recording before the key that is being done; false when nothing was
 * recorded, or spoiled: then there is none. */
bool macro_keep(struct macro *m);
/* A key that came; K_RESIZE and the like are none. */
void macro_note(struct macro *m, key_code key);
/* The next key is that of a command of its own. */
void macro_mark(struct macro *m);
void macro_play(struct macro *m, unsigned times);
bool macro_is_playing(const struct macro *m);
/* The next key of what is played; K_NONE when nothing is. */
key_code macro_next(struct macro *m);
/* Whether something was played that is not any more. */
bool macro_break(struct macro *m);

#endif
