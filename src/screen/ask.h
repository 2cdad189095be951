/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_ASK_H
#define HITO_SCREEN_ASK_H

/* Questions in row 22. */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/key.h"

struct screen;

/* A question answered by one of the keys of `answers` ("sn"); the first is
 * the safe one, taken on Enter and Esc. */
char screen_ask(struct screen *screen, const char *answers, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));
/* The next key, with the cursor that many cells behind the message; what is
 * typed ahead is dropped first when fresh. */
key_code screen_ask_key(struct screen *screen, int gap, bool fresh);
/* The same behind the message, until then (clock_ms); K_NONE when none came. */
key_code screen_ask_key_until(struct screen *screen, int64_t deadline_ms);
/* Takes message and cursor away from row 22. */
void screen_asked(struct screen *screen);
/* Whether a key leaves a question without an answer. */
bool key_is_no(key_code key);
/* Whether to send once more what is not known to have been done. */
bool screen_ask_again(struct screen *screen, const struct err *err);

#endif
