/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_INPUT_H
#define HITO_TERM_INPUT_H

/*
 * Keys from the terminal. An Esc waits at most 700 ms for one more key: a
 * digit makes a function key, another character K_ALT, a second Esc K_CANCEL.
 * Unknown sequences are swallowed whole. What was typed ahead is kept in
 * order, also while the program waits for the server.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/key.h"
#include "base/wait.h"
#include "term/macro.h"

/* Waits for the next key; without timeout nothing moves meanwhile. */
key_code input_key(void);
/* Waits until deadline (clock_ms); K_NONE when none came. */
key_code input_key_until(int64_t deadline_ms);
/* The same until that socket is ready or its deadline passed, if no key came
 * before. */
key_code input_key_or(const struct wait_for *on);
/* What is recorded of the keys and played in their place. */
struct macro *input_macro(void);
/* Whether a key is there already. */
bool input_pending(void);
/* Whether she wants out of what runs: takes Esc Esc or Ctrl-G out of what was
 * typed ahead and keeps the rest. Waits for nothing. */
bool input_cancelled(void);
/* Throws away what was typed before a question was painted. */
void input_drop(void);
/* What was typed ahead is meant for what comes after something that is not
 * done: it is kept from here on, until it is given back in its order, or
 * forgotten. */
void input_hold(void);
void input_give_back(void);
void input_forget(void);
/* The text of the last K_PASTE, cleaned; valid until the next key. */
const char *input_paste(void);

/*
 * The screen's wait: keys typed meanwhile are kept, the screen resizes, after
 * notice_ms tell is called with the text for the status line (once
 * a second), Esc Esc or Ctrl-G cancels, from then on Esc alone too. What is
 * typed ahead stands in it where it shows_typed, soon after each key.
 */
struct input_wait {
	struct wait wait;
	int notice_ms;
	void (*tell)(void *arg, const char *text);
	void *arg;
	bool cancelled; /* a wait was; whoever does several says false first */
	int64_t since_ms; /* of the wait that is told */
	const char *what;
	int64_t tell_at;
	bool told;
	size_t esc_from; /* keys that were there before */
	bool shows_typed;
	size_t typed; /* keys that it shows */
};
void input_wait_init(struct input_wait *wait, int notice_ms,
	void (*tell)(void *arg, const char *text), void *arg);

#endif
