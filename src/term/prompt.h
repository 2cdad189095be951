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

/* What goes with a question; each may be NULL. */
struct prompt_help {
	prompt_complete *complete;
	/* Told the line once in a while as it is typed, and when the terminal
	 * is gone; NULL: she took back what was told. */
	void (*typed)(void *arg, const char *line);
	void *arg; /* of both */
};
/* NULL when the person cancelled. What is typed first takes the place of
 * initial, as in a field; an editing key first keeps it. help may be NULL. */
char *prompt_line(struct arena *arena, const char *question,
	const char *initial, const struct prompt_help *help);
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
	const char *initial, prompt_list *list, void *arg);
/* Without echo; also before the screen is open. */
char *prompt_secret(struct arena *arena, const char *question);

#endif
