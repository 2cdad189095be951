/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_INSIDE_H
#define HITO_STORE_INSIDE_H

/* What the files of store share among themselves; nobody else includes it. */

#include "base/wait.h"
#include "db/session.h"
#include "store/store.h"

/* Text of the server, cleaned; lines keeps newlines, else they become
 * blanks. NULL stays NULL. */
char *clean_text(struct arena *arena, const char *text, bool lines);

/* A list of columns, as the functions below and result_unpack take it. */
#define COLUMNS(names) sizeof names / sizeof *names, names

/* Before the name of a column: the server says it in words of its own, which
 * are read in the person's language. */
#define IN_WORDS "~"

/* The texts of one row, cleaned, into a struct that begins with them: its
 * first n members are const char * in the order of the columns. */
void texts_load(struct arena *arena, const struct result *result, size_t row,
	size_t n, const char *const *columns, void *to);
/* All rows: an array of such structs, each of that size. */
void *texts_load_rows(struct arena *arena, const struct result *result,
	size_t n, const char *const *columns, size_t size, size_t *rows);

/* The results of statement_read made a record; results: one for the record
 * and one per lines. NULL when there is no row. */
struct record *
record_from(const struct form *form, struct result *const *results);
/* Loads a record's own fields from a row that has columns of their names;
 * those that it has not are empty. */
void
record_fill(struct record *record, const struct result *result, size_t row);
void results_free(struct result **results, size_t n);
/* One pipeline; results in arena, NULL with err on failure. What the line cut
 * off is sent again on a new one where desk->link.mend tells how: what changes
 * something has its request id. */
struct result **store_run(struct desk *desk, struct statements *list,
	struct arena *arena, size_t *failed, const char *what, struct err *err);

/* The form files that are to be read anew, others being served now. */
bool forms_anew(struct desk *desk, struct err *err);
/* The program's own in the place of one that is served and that it cannot use,
 * not bound; NULL: the form is of another source, or there is none. */
struct form *forms_instead(struct desk *desk, const struct form *form,
	struct err *err);

/* Notes which form files there are; ERR_FILE when there is none. */
bool forms_list(struct desk *desk, struct err *err);
/* Reads those not read yet; ERR_FILE when none is whole. */
bool forms_read(struct desk *desk, struct err *err);
/* The desk's wait, reading forms until the server has answered. */
struct wait *forms_wait(struct desk *desk);
/* Whether the form files are those that an earlier start read whole, or bound to
 * the columns that are kept of the schema of that hash; NULL: read. */
bool forms_are_proven(
	const struct desk *desk, struct arena *arena, const char *hash);
void
forms_prove(const struct desk *desk, struct arena *arena, const char *hash);
/* What was not read of a form. */
bool
form_read_rest(const struct desk *desk, struct form *form, struct err *err);
/* Of all; those with a mistake are left out. */
void forms_read_whole(struct desk *desk);
/* Binds what is not bound, unless earlier starts did. */
bool forms_bind(struct desk *desk, struct err *err);
/* Tells of a form that is not served. */
void forms_leave_out(struct desk *desk, const struct err *why);

/* What the first screen shows: core.hello, core.my_offices, core.my_rights of
 * the forms' tables, follow.board; NULL board: a database older than it. */
struct answers {
	struct result *hello, *offices, *rights, *board;
};
bool answers_ask(struct desk *desk, struct answers *answers, struct err *err);
void answers_free(struct answers *answers);

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
/* Whether it is a second row of the form's table with the same key. */
bool refusal_is_double(struct desk *desk, const struct form *form);

/* The parts of a KEY in the order of form->natural; plan stands in for a
 * missing first part. False when the text has not as many. */
bool key_split(struct arena *arena, const struct form *form, const char *plan,
	const char *key, const char **parts);

/* Forgets the prefetched page: after a change it would be old. */
void page_forget(struct desk *desk);

/* Sends what list holds (the request id and the change) with the read-back
 * behind it; what store_save promises. */
bool store_change(struct desk *desk, struct statements *list,
	const struct record *record, const char *request, struct record **saved,
	struct err *err);
/* The same of a change that has its own read-back in list: the results, NULL
 * with err. *repeat: it was done before and has no results; read anew. */
struct result **store_send(struct desk *desk, struct statements *list,
	const struct record *record, const char *request, bool *repeat,
	struct err *err);

/* The same of the rows that the last statement of list saves all or none of,
 * which names the one that it refuses (struct refusal.row); their drafts are
 * noted. */
struct store_rows {
	const struct record *const *records;
	size_t n;
	const char *request;
	bool repeat;
	size_t at; /* the one that was refused */
};
struct result **store_send_rows(struct desk *desk, struct statements *list,
	struct store_rows *rows, struct err *err);

/* Asks for the row that a list has of a saved record, and takes the answer. */
void listed_statement(
	struct statements *list, const struct listed *listed, const char *id);
void listed_take(struct listed *listed, const struct result *result);

/* What every change begins with: the request id. */
void request_statement(struct statements *list, const char *request);

#endif
