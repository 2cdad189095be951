/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_ANSWER_H
#define HITO_SCREEN_ANSWER_H

/* What an action asks, asked in row 22. What is typed is written down
 * (store/tried.h), and stands there when it is asked again. */

#include "store/tried.h"

struct screen;

/* One answer, as typed; NULL: cancelled. initial: where nothing was typed
 * before, may be NULL. */
const char *answer_prompt(struct screen *screen, struct tried *tried,
	const char *name, const char *question, const char *initial);
/* An answer that is known before it is asked. */
struct answer_given {
	const char *field;
	const char *answer;
};
/* All that the action asks but what is given (NULL nothing), and whether she
 * means it. */
bool answer_all(struct screen *screen, struct tried *tried,
	const struct record *record, const struct answer_given *given,
	const char **answers);

#endif
