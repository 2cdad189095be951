/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_JOURNAL_H
#define HITO_STORE_JOURNAL_H

/*
 * The journal of a session at the screen or in the shell: what is typed is
 * written down and on the disk when a field is left, and before it is sent,
 * so that it is there again after the program, the terminal or the machine
 * went down. It begins with the first thing typed and goes when nothing in it
 * is wanted any more: an hour after the last was confirmed.
 * XDG_STATE_HOME/hito/drafts, a file per session, 0600.
 */

#include "store/draft.h"

enum {
	JOURNAL_KEPT = 60 * 60, /* seconds, of what was confirmed */
};

struct journal;

/* For desk->journal; without one nothing is written down. */
struct journal *journal_begin(void);
/* is_over: nothing in it is wanted any more, the end of a script. */
void journal_end(struct journal *journal, bool is_over);

/*
 * What is typed in a record now. One that is as it was read is no draft any
 * more. False with ERR_FILE the first time that it cannot be written (again
 * once it could): typing goes on, and it is tried anew each time.
 */
bool journal_note(struct desk *desk, struct record *record,
	const struct draft_place *place, const struct draft_typing *typing,
	struct err *err);
/* The same of what is no record. id: room of its number; "" before the first
 * time. */
struct journal_screen {
	const char *record; /* id */
	const char *version;
	const char *title;
	bool is_changed;
	bool is_open; /* it is being typed: the disk is not waited for */
	size_t n;     /* of what is typed, where place does not tell it all */
	const struct draft_value *typed;
};
bool journal_note_screen(struct desk *desk, char id[DRAFT_ID],
	const struct draft_place *place, const struct journal_screen *what,
	struct err *err);
/* Whether what is typed cannot be written down. */
bool journal_is_failing(const struct desk *desk);

/* Before drafts of those numbers ("" none) are sent. */
void journal_sent(struct desk *desk, const char *const *ids, size_t n,
	const char *request);
/* The server said that a request was saved, or refused it. */
void journal_settled(struct desk *desk, const char *request, bool saved);
/* Whether it stands in it and is not over. */
bool journal_has(const struct desk *desk, const char *id);
/* It is to be sent when there is a line. */
bool journal_wait(struct desk *desk, const char *id, struct err *err);
bool journal_is_waiting(const struct desk *desk, const char *id);
/* How many do. */
size_t journal_waiting(const struct desk *desk);
/* It is not on the screen any more. */
void journal_leave(struct desk *desk, const char *id);
/* She does not want it any more. */
void journal_drop(struct desk *desk, char id[DRAFT_ID]);

/* What draft_take took for a screen that is about to open, each once; NULL no
 * more. In at, NULL is any. */
const struct draft *
journal_next_taken(struct desk *desk, const struct draft_place *place);
/* Those that no screen came for are among the drafts again. */
void journal_untaken(struct desk *desk);

#endif
