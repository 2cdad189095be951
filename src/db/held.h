/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_HELD_H
#define HITO_DB_HELD_H

/*
 * Answers that the program still has, each by what was asked: the server is
 * told which one, and says nothing where it would be the same. What is kept is
 * never shown unless the server worked out the same just now. Bounded; sends
 * nothing.
 */

#include <stddef.h>

#include "base/sha256.h"
#include "base/statement.h"

enum {
	HELD_BYTES = 96 * 1024, /* of all texts */
	HELD_LARGEST = 20 * 1024,
	HELD_MOST = 64,
	HELD_SUM = 33 /* as core.digest tells it, and the NUL */
};

struct held_answer {
	char asked[SHA256_HEX]; /* the statement with its values */
	char sum[HELD_SUM];	/* of the answer; "" none is known */
	char *text;		/* as it came; NULL: the answer was empty */
	unsigned used;
};

struct held {
	size_t n;
	size_t bytes;
	unsigned clock;
	struct held_answer *v; /* room for HELD_MOST, once there is one */
};

/* What is known of the answer to a statement, no more kept then: it is put back
 * by whoever took it. */
struct held_answer held_take(struct held *held, const struct statement *st);
/* In place of what is known of the same; takes over the text, and lets go of
 * those used least recently. */
void held_put(struct held *held, struct held_answer answer);
void held_forget(struct held *held);
/* The sum of an answer, whole as the server had it. */
void held_sum(const char *text, size_t n, char sum[HELD_SUM]);

#endif
