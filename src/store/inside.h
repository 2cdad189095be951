/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_INSIDE_H
#define HITO_STORE_INSIDE_H

/* What the files of store share among themselves; nobody else includes it. */

#include "db/session.h"
#include "store/store.h"

/* Text of the server, cleaned; lines keeps newlines, else they become
 * blanks. NULL stays NULL. */
char *clean_text(struct arena *arena, const char *text, bool lines);

/* The results of statement_read made a record; results: one for the record
 * and one per lines. NULL when there is no row. */
struct record *record_from(const struct form *form,
	struct result *const *results);
void results_free(struct result **results, size_t n);
/* One pipeline; results in arena, NULL with err on failure. */
struct result **store_run(struct desk *desk, struct statements *list,
	struct arena *arena, size_t *failed, const char *what,
	struct err *err);

/* Where in a pipeline the refusal came. */
struct refused {
	size_t failed; /* index of the statement */
	size_t end;    /* of the first one behind those of statement_save */
};

/* Puts the register's own sentence and the field on what the server refused.
 * *row: of the lines, -1 none. */
void refusal_explain(struct desk *desk, const struct record *record,
	const struct refused *refused, int *row, struct err *err);
/* Whether what was refused is the request id: the save was done before. */
bool refusal_is_repeat(struct desk *desk);

/* The parts of a KEY in the order of form->natural; plan stands in for a
 * missing first part. False when the text has not as many. */
bool key_split(struct arena *arena, const struct form *form,
	const char *plan, const char *key, const char **parts);

/* Forgets the prefetched page: after a change it would be old. */
void page_forget(struct desk *desk);

/* Sends what list holds (the request id and the change) with the read-back
 * behind it; what store_save promises. */
bool store_change(struct desk *desk, struct statements *list,
	const struct record *record, const char *request,
	struct record **saved, int *row, struct err *err);
/* "plan.milestone" as two quoted identifiers. */
const char *quoted_name(struct arena *arena, const char *name);

/* What every change begins with: the request id. */
void request_statement(struct statements *list, const char *request);
/* After a repeated request: the id of the row of table that it made; NULL
 * with err when it cannot be told. */
const char *request_row(struct desk *desk, struct arena *arena,
	const char *request, const char *table, struct err *err);

#endif
