/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_JOURNAL_INSIDE_H
#define HITO_STORE_JOURNAL_INSIDE_H

/* What the entries of a journal say, for journal.c that writes them and
 * telling.c that reads them. */

#include "store/journal.h"

#define JOURNAL_ENDING ".journal"
#define JOURNAL_FORMAT "1"

enum journal_op {
	JOURNAL_OWNER = 'J',
	JOURNAL_READ = 'B',  /* a draft begins: what was read */
	JOURNAL_TYPED = 'C', /* all that is typed over it */
	JOURNAL_SENT = 'S',
	JOURNAL_SAVED = 'K',
	JOURNAL_REFUSED = 'R',
	JOURNAL_DROPPED = 'X',
	JOURNAL_WAITS = 'W',
	JOURNAL_LOST = 'L', /* what was saved is not there any more */
};

/* Texts of JOURNAL_OWNER. */
enum {
	OWNER_FORMAT,
	OWNER_WHO,
	OWNER_DATABASE,
	OWNER_INSTITUTION,
	OWNER_WHERE, /* "rgarcia@central" */
	OWNER_BEGUN,
	OWNER_TEXTS,
};

/* Of all the others the first is a draft's id, or a request's. Pairs of path
 * and text behind these: */
enum {
	READ_VALUES = 1,
};
enum {
	TYPED_ID,
	TYPED_TIME,
	TYPED_PLACE,
	TYPED_OF,
	TYPED_RECORD,
	TYPED_VERSION,
	TYPED_TITLE,
	TYPED_AT,
	TYPED_VALUES = TYPED_AT + DRAFT_AT,
};
/* Of what was sent and became of it; ids of drafts follow. */
enum {
	SENT_REQUEST,
	SENT_TIME,
	SENT_IDS,
};

/* NULL: there is no home folder. */
const char *journal_folder(struct arena *arena);
/* Of the session's own; NULL where nothing was written yet. */
const char *journal_path(const struct journal *journal);
/* Notes in the session's own journal that what a request saved is lost. */
void journal_lost(struct desk *desk, const char *request);
/* Whether a screen has it. */
bool journal_is_open(const struct journal *journal, const char *id);
/* Writes a draft of another journal into the session's own, for a screen that
 * is to open with it. */
bool
journal_copy(struct desk *desk, const struct draft *draft, struct err *err);
/* The same of one that stands in it. */
void journal_taken(struct desk *desk, const struct draft *draft);
/* It stays where it was: the copy goes again. */
void journal_give_back(struct desk *desk, const char *id);

#endif
