/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_ACTION_H
#define HITO_STORE_ACTION_H

/*
 * What is done with a record besides editing it: the actions of its form
 * file, each a function of the database called with id, row_version and the
 * answers, and the two of every register, marking and restoring. All go under
 * a request id, and the record is read back. Every face finds, asks and runs
 * them here and differs only in how it asks.
 */

#include "store/store.h"

/* Marks the record, asking why; restores it. */
extern const struct action action_mark;
extern const struct action action_restore;

/* As a person reads it. */
const char *action_title(const struct action *action);
/* Those of the form, then the two of every register: the i-th, NULL behind
 * the last. */
const struct action *action_at(const struct form *form, size_t i);
/* Is its first answer a file (store/evidence.h)? */
bool action_has_file(const struct action *action);
/* By its name alone; NULL none. */
const struct action *action_named(const struct form *form, const char *name);
/* By its name, its title or a beginning of it that only one has; NULL with an
 * err that names those there are. */
const struct action *
action_called(const struct form *form, const char *name, struct err *err);
/* Whether she means it, asked before it is done: "¿Deshacer: 12?", behind what
 * the record says that it does. of: what it is done with, NULL the record. */
const char *action_question(struct arena *arena, const struct action *action,
	const struct record *record, const char *of);
/* Whether the record is in a state for it. */
bool action_fits(const struct action *action, const struct record *record);
/* The same; false with an err that names those it is in a state for. */
bool action_ready(const struct action *action, const struct record *record,
	struct err *err);

/* Reads what was typed as an answer: as the field of that name does, else a
 * text; blank is NULL. */
bool action_answer(struct arena *arena, const struct form *form,
	const struct action_ask *ask, const char *typed, struct date today,
	const char **answer, struct err *err);

/* What was said to what an action of a form asks. */
struct reply {
	const struct form *form;
	const struct action *action;
	struct arena *arena; /* of the answers */
	const char *v[ACTION_ASKS];
	const char *typed[ACTION_ASKS]; /* the caller's text */
	bool said[ACTION_ASKS];
};
/* Takes an answer by the name or title of what is asked. */
bool reply_set(struct reply *reply, const char *name, const char *value,
	struct date today, struct err *err);
/* False with err (ERR_INPUT) that names what was not said. */
bool reply_complete(const struct reply *reply, struct err *err);
/* How a person is asked for the i-th. */
const char *reply_title(const struct reply *reply, size_t i);
/* The same of what bears that name. */
const char *action_asks(
	const struct form *form, const struct action *action, const char *name);

/* What store_save promises; a refusal that names what was asked has it in
 * err->field. after may be NULL; *after is NULL when the record can be read
 * no more. */
bool action_run(struct desk *desk, const struct record *record,
	const struct action *action, const char *const *answers,
	const char *request, struct record **after, struct err *err);

#endif
