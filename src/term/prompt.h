/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TERM_PROMPT_H
#define HITO_TERM_PROMPT_H

/* One line asked for in the message row, edited by readline (callback
 * interface), with history and completion. */

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Words that fit what was typed; NULL-terminated, owned by arena. */
typedef char **
prompt_complete(void *arg, struct arena *arena, const char *typed);

/* NULL when the person cancelled. What is typed first takes the place of
 * initial, as in a field; an editing key first keeps it. */
char *prompt_line(struct arena *arena, const char *question,
	const char *initial, prompt_complete *complete, void *arg);
/* One of what is listed above the row, narrowed while one types. */
struct prompt_item {
	const char *name; /* NULL behind the last */
	const char *note; /* NULL none */
};
/* Those that fit what was typed, the likeliest first; owned by arena. */
typedef const struct prompt_item *
prompt_list(void *arg, struct arena *arena, const char *typed);
/* The line, or the item that the cursor was laid on; NULL when the person
 * cancelled. Tab completes. */
char *prompt_choose(struct arena *arena, const char *question,
	prompt_list *list, void *arg);
/* Without echo; also before the screen is open. */
char *prompt_secret(struct arena *arena, const char *question);

#endif
