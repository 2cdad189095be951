/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_SHEET_H
#define HITO_STORE_SHEET_H

/*
 * The entry sheet of an office in a period: one record of the register of
 * results for each of its indicators, new where nothing was entered yet, and
 * the submission that carries them. What may be written and done is told by
 * the server (sql/code/follow/sheet.sql).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "form/record.h"
#include "store/desk.h"
#include "store/store.h"

enum {
	SHEET_BEFORE = 4 /* periods whose values stand beside */
};

struct sheet_row {
	/* texts of follow.sheet_rows, in the order of sheet.c */
	const char *direction; /* "up", "down" */
	const char *measure;   /* "sum", "running", "level" */
	const char *formula;
	const char *before[SHEET_BEFORE];
	const char *cell; /* as read: "not_due", "pending", "hidden", a state */
	const char *why;  /* why it is not written here; NULL: it is */
	const char *proposed;	 /* a number that a series gives; NULL none */
	const char *proposed_of; /* its evidence, as it is saved */

	const char *levels; /* of a scale, a line each; NULL none */
	struct record *record;
	bool left_out; /* as read: due and not answered */
};

struct sheet {
	/* texts of follow.sheet_head, in the order of sheet.c */
	const char *plan; /* codes as the server has them */
	const char *period;
	const char *office;
	const char *period_title;
	const char *period_state;
	const char *office_name;
	const char *before[SHEET_BEFORE]; /* titles, oldest first; NULL none */
	const char *version; /* of the submission; NULL: there is none */
	const char *state;   /* of it; NULL none, or not to be read */
	const char *due;     /* ISO */
	const char *reason;
	const char *explanation;
	const char *steps; /* actions open to the reader, "send missing" */

	bool late;
	char read_at[6];
	size_t n;
	struct sheet_row *rows;
};

/* One round trip. The texts live in arena, the records in their own. */
bool sheet_read(struct desk *desk, const char *office, const char *period,
	const char *plan, struct arena *arena, struct sheet *out,
	struct err *err);
/* Frees the records. */
void sheet_free(struct sheet *sheet);

/* Whether the submission would leave that row out, by what is saved. */
bool sheet_is_left_out(const struct sheet_row *row);

/* What store_save_all promises, of the rows with these numbers; their records
 * are exchanged for what was saved. Of a refusal *at is the row's number. A
 * result that somebody else entered meanwhile for the same indicator is a
 * conflict: the row's record then has the id of that one, for screen and
 * next save. */
bool sheet_save(struct desk *desk, struct sheet *sheet, const size_t *rows,
	size_t n, const char *request, size_t *at, struct err *err);

/* A step of the submission by the name of its action, then the sheet as it is
 * after it, in one round trip; answer: the explanation or the reason, NULL
 * none. */
bool sheet_step(struct desk *desk, const struct sheet *sheet, const char *step,
	const char *answer, const char *request, struct arena *arena,
	struct sheet *out, struct err *err);

#endif
