/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_DRAFT_H
#define HITO_STORE_DRAFT_H

/*
 * What was typed and is not known to be saved, as journals tell it
 * (store/journal.h): of a record the values that were read and those that
 * were typed over them, and the screen to come back to.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "form/record.h"
#include "store/desk.h"
#include "store/journal_file.h"

enum {
	DRAFT_AT = 4,
	DRAFT_ID = RECORD_DRAFT,
	DRAFT_WHEN = 11, /* cells of "29/11 10:32" */
};

/* The screen that it was typed on. */
struct draft_place {
	const char *name; /* of the place: "form", "sheet", "sala", ...; or
			   * "action" (store/tried.h) */
	const char *of;	  /* name of the register */
	const char *at[DRAFT_AT]; /* which of them, as that place says it */
};

/*
 * A text of a record by its path: "ends", a field; "=ends", one that could not
 * be read, as typed; of the rows of lines "plan.goal#2.text", and
 * "plan.goal#2@" the row's id, "plan.goal#2:" its version, "plan.goal#2-" that
 * it was dropped.
 */
struct draft_value {
	const char *path;
	const char *text; /* NULL: none */
};

struct draft {
	const char *id; /* a UUID, the same wherever it is copied to */
	struct draft_place place;
	const char *record; /* id of the record; NULL: a new one */
	const char *version;
	const char *title;   /* its key, as it was */
	int64_t at;	     /* seconds since 1970: written down last */
	size_t order;	     /* in its journal, within a second */
	const char *request; /* sent, and not known to be saved; NULL: not */
	bool waits;	     /* to be sent when there is a line */
	bool is_lost;	   /* it was confirmed, and the server has it no more */
	const char *saved; /* the request that was confirmed; NULL none */
	int64_t saved_at;
	bool is_partial; /* what was read is lost */
	size_t n_read;
	struct draft_value *read;
	size_t n_typed;
	struct draft_value *typed;
	/* of its journal */
	const char *path;
	const struct draft *twin; /* the same in another one; NULL none */
	const char *who;
	const char *where; /* "rgarcia@central" */
	bool is_mine;	   /* of this session */
	bool is_elsewhere; /* typed at another server of that name */
};

struct drafts {
	size_t n;
	struct draft *v; /* the oldest first */
	size_t n_busy;	 /* of sessions of hers that go on */
	size_t lost;	 /* bytes of journals that nothing can be made of */
};

/* ---- draft.c: a record in texts */

/* The texts of an entry that tells what was read of a record, or what was
 * typed; typing (may be NULL): the text in the box of a value, not read yet. */
struct draft_typing {
	const struct value *value;
	const char *text;
};
size_t draft_read_texts(
	struct arena *arena, const struct record *record, const char ***out);
size_t draft_typed_texts(struct arena *arena, const struct record *record,
	const struct draft_typing *typing, const char ***out);
/* Types it over a record as the server has it; how many of its values have no
 * place there any more. */
size_t draft_apply(
	const struct draft *draft, struct record *record, struct date today);
/* The record as it was when it was written down; *unknown: as
 * above. The caller frees it. */
struct record *draft_record(const struct draft *draft, const struct form *form,
	struct date today, size_t *unknown);

/* ---- drafts.c: what lies in journals */

/* Those of this person at this database that no session has open, and what of
 * this session waits to be sent. Journals that have nothing more are taken
 * off the disk. */
void drafts_read(struct desk *desk, struct arena *arena, struct drafts *out);
/* Asks the server for what it confirmed within the hour: one that took over
 * from another may not have it all. What is missing is a draft again. Nothing
 * is asked where nothing was confirmed, on a line on which it was asked, and
 * of a copy, to which not all need have come; a round trip else. How many are
 * missing. */
size_t drafts_ask_for_saved(struct desk *desk);
/* For desk->link.mend: desk_reconnect, and asks; told by the next to ask. */
bool drafts_mend(struct desk *desk, struct err *err);
/* Those of whoever has this home folder, at any database. */
void drafts_read_all(struct arena *arena, struct drafts *out);

/* ---- draft_words.c: as people are told of it */

/* Whether it is what was answered to an action, and to which; NULL: the form
 * has it no more. */
bool draft_is_of_action(const struct draft *draft);
const struct action *
draft_action(const struct draft *draft, const struct form *form);
/* What it is a draft of: "Hitos", "Hitos: Retirar", "Hoja de ingreso". */
const char *draft_what(struct arena *arena, const struct desk *desk,
	const struct draft *draft);

/* The hour of Lima at which it was written down. Room of DRAFT_WHEN + 1. */
void draft_when(const struct draft *draft, char *out);
/* The same as 2026-11-29T10:32:00-05:00. */
const char *draft_iso(const struct draft *draft, struct arena *arena);
/* "SE PERDIÓ", "sin confirmar", "por enviar"; "" it is only typed. */
const char *draft_state(const struct draft *draft);
/* That the server has so many saves no more (not 0). */
const char *drafts_lost_told(struct arena *arena, size_t n);
/* How many values, or marks, are typed in it. */
size_t draft_size(const struct draft *draft);
/* Whether they are opened and sent together: what went out under one request,
 * the rows of a sheet. */
bool draft_goes_with(const struct draft *a, const struct draft *b);

/* ---- draft_take.c: from one journal to another */

/* Takes it into the journal of this session. ERR_FILE leaves it where it
 * was; ERR_CONFLICT: another session took it meanwhile. */
bool draft_take(struct desk *desk, struct draft *draft, struct err *err);
/* Forgets it. */
bool
draft_discard(struct desk *desk, const struct draft *draft, struct err *err);

#endif
