/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_TRIED_H
#define HITO_SCREEN_TRIED_H

/* What was typed as answers to an action that is not done yet, so that it
 * stands there when it is asked again: the server refused it, the link was
 * lost, or she thought better of it. */

#include "form/form.h"

struct screen;

struct tried {
	const struct action *action; /* NULL: none */
	const char *of;		     /* the record */
	const char *typed[ACTION_ASKS];
};

/* What was typed for that action and record, to be gone on with; else
 * nothing. */
struct tried *
tried_open(struct screen *screen, const struct action *action, const char *of);
/* It is done. */
void tried_done(struct screen *screen);

#endif
