/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_STORE_H
#define HITO_STORE_STORE_H

/*
 * All reading and saving of registers, for every face alike. Each function is
 * one round trip (one pipeline) unless it says otherwise.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/wait.h"
#include "form/find.h"
#include "form/record.h"
#include "form/statement.h"
#include "store/desk.h"

struct row {
	const char *id;
	const char *version;
	const char **cells;  /* one per form->list, as shown */
	const char **values; /* the same canonical, NULL = none */
	const char **key;    /* what orders it and id, for paging */
	bool cleaned;	     /* values are not what the server has */
};

struct page_rows {
	size_t n;
	struct row *rows;
	bool more;	     /* there is a next one in the direction asked */
	const char *read_at; /* "10:32" */
	/* Of all pages, where that was asked for; -1 not known. */
	long count;
	long around; /* about as many, where it is dear to count them */
};

/* A copy of the key of a row that came for that request, to ask for what
 * follows it. */
const char *const *row_key(struct arena *arena,
	const struct page_request *request, const struct row *row);
bool store_page(struct desk *desk, const struct page_request *request,
	struct arena *arena, struct page_rows *out, struct err *err);
bool store_count(struct desk *desk, const struct page_request *request,
	long *count, struct err *err);
/* Sends a page's query ahead; store_page takes the answer if the request is the
 * same. False: it was not sent. */
bool store_prefetch(struct desk *desk, const struct page_request *request);
/* Whether nothing that was sent ahead is on its way any more; else on is what to
 * watch for it. Waits for nothing. */
bool store_ahead_is_there(struct desk *desk, struct wait_for *on);

/* The whole record with its lines. ERR_INPUT when it is not there (any
 * more). */
struct record *store_read(struct desk *desk, const struct form *form,
	const char *id, struct err *err);
/* KEY as on the command line, "2018-2020/3.2". */
struct record *store_read_key(struct desk *desk, const struct form *form,
	const char *key, struct err *err);
/* The same of a marked one, that marked last; or of whichever there is, the
 * standing one first, with a round trip more where there is none. */
struct record *store_read_marked(struct desk *desk, const struct form *form,
	const char *key, struct err *err);
struct record *store_read_any(struct desk *desk, const struct form *form,
	const char *key, struct err *err);
/* The natural key of a record as text; of a saved one, as it was read. */
const char *store_key(struct arena *arena, const struct record *record);

/*
 * Saves. request: 36 characters of a UUID made by request_new before the
 * first byte leaves; the same one again after a lost link, until confirmed.
 * On success *saved is the record as the server has it now (a new one, the
 * caller frees both). Refusals: err->field names the field, or "lines.field"
 * with *row. ERR_CONFLICT: another version is there (store_conflict). ERR_LINK:
 * not confirmed; keep the record and the request id, reconnect, call again.
 */
bool store_save(struct desk *desk, const struct record *record,
	const char *request, struct record **saved, int *row, struct err *err);
/* The same with the row that a list has of it, for a list that need not be read
 * again then. */
struct listed {
	struct page_request request; /* which rows are in the list */
	struct arena *arena;	     /* of row */
	struct row *row; /* as it is now; NULL: it is in none, or not known */
};
bool store_save_listed(struct desk *desk, const struct record *record,
	const char *request, struct listed *listed, struct record **saved,
	int *row, struct err *err);
/* Whether the row stands where that one stood. */
bool row_stays(const struct page_request *request, const struct row *was,
	const struct row *now);
void request_new(char out[37]);
/* The request of what is not there yet and can be saved once only: the number of
 * its draft, so that it is found saved also where it could not be written down
 * that it was sent. "" (no draft): one of its own. */
void request_of(const char *draft, char out[37]);
/* After a change that failed: whether to send the same request again, where
 * nobody is asked. Connects anew after a lost link, a few times. */
bool store_again(struct desk *desk, int *tries, const struct err *err);

/* What is there now, who changed it and when ("mlopez", "hace 4 min,
 * 10:32"). */
struct conflict {
	struct record *theirs;
	const char *who;
	const char *when;
	bool gone; /* marked as deleted meanwhile */
};
bool store_conflict(struct desk *desk, const struct record *mine,
	struct arena *arena, struct conflict *out, struct err *err);

bool store_mark(struct desk *desk, const struct form *form, const char *id,
	const char *version, const char *why, const char *request,
	struct err *err);
bool store_restore(struct desk *desk, const struct form *form, const char *id,
	const char *version, const char *request, struct err *err);

/* History of a record from audit.change: one per changed field. */
struct change {
	const char *at;
	const char *who;
	const char *office;
	const char *op;	   /* "alta", "cambio", "anulación", ... */
	const char *field; /* title; NULL for a whole row */
	const char *old;
	const char *now; /* of a whole row: why marked, from which file */
};
bool store_history(struct desk *desk, const struct form *form, const char *id,
	struct arena *arena, struct change **out, size_t *n, struct err *err);

/* Bytes of a change told in words: those that went or came. */
struct change_mark {
	size_t at;
	size_t n;
	bool came;
};
struct change_marks {
	struct arena *arena;
	struct change_mark *v;
	size_t n;
	size_t cap;
};
/* "Fin: jun-2019 -> ago-2019" behind what out has; of a long text the words
 * that changed and a few around them: "... la obra [-fue-] {+vino+} ...".
 * Line ends are told as a sign. Adds where they stand in out to marks (NULL
 * nobody asks). */
void change_tell(struct arena *arena, const struct change *change,
	struct buf *out, struct change_marks *marks);

/* Of what a function of the server wrote and its table refused: the sentence
 * that the form has for that constraint, where it has one. */
void
refusal_in_words(struct desk *desk, const struct form *form, struct err *err);

#endif
