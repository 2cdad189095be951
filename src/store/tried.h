/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_TRIED_H
#define HITO_STORE_TRIED_H

/*
 * What was typed as answers to an action that is not done yet, so that it
 * stands there when it is asked again: the server refused it, the link was
 * lost, or she thought better of it. It is in the journal too, and so among
 * the drafts, of which it is none that a screen has open.
 */

#include "store/action.h"
#include "store/draft.h"

#define DRAFT_OF_ACTION "action" /* place.name; at[0] is the action's */

enum {
	TRIED_ANSWERS =
		ACTION_ASKS + 1, /* an explanation is none that is asked */
	TRIED_AT = 1, /* at: office, period and plan of a sheet's submission */
};

struct tried {
	struct tried *next;
	const struct form *form;
	const struct action *action;
	struct draft_place place;
	const char *record; /* id; NULL: none, only title tells it */
	const char *version;
	const char *title;
	size_t n;
	struct draft_value typed[TRIED_ANSWERS]; /* NULL text: not yet */
	char draft[DRAFT_ID];
	char request[DRAFT_ID]; /* sent, and not known to be done; "" not */
};

/* What was typed for that action and record, to be gone on with; else
 * nothing. title: of the record, as people know it. A draft that was taken
 * (draft_take) is gone on with. */
struct tried *tried_open(struct desk *desk, const struct action *action,
	const struct record *record, const char *title);
/* NULL: nothing. */
const char *tried_answer(struct tried *tried, const char *name);
/* Notes an answer, or (open) what of it stands there while it is typed: the
 * answer is what it was then. What journal_note says of failures. */
bool tried_type(struct desk *desk, struct tried *tried, const char *name,
	const char *typed, struct err *err);
bool tried_type_open(struct desk *desk, struct tried *tried, const char *name,
	const char *typed, struct err *err);
/* Before it is sent: the request to send it with. */
const char *tried_sent(struct desk *desk, struct tried *tried);
/* Behind it; what is done is forgotten. */
void tried_became(struct desk *desk, struct tried *tried, bool done,
	const struct err *err);
/* Sends what is not known to be done once more, as it was sent; *after as
 * action_run has it, NULL of a sheet. */
bool tried_again(struct desk *desk, struct tried *tried, struct record **after,
	struct err *err);
/* That draft is not wanted any more. */
void tried_forget(struct desk *desk, const char *draft);

#endif
