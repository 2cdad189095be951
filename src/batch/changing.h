/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_CHANGING_H
#define HITO_BATCH_CHANGING_H

/*
 * What new, edit and do share: the words, the request id under which a change
 * is done once however often it is sent, sending it again after a lost link,
 * and the answer, as text or as JSON. Nothing is asked: what is missing is
 * named.
 */

#include "batch/desk.h"
#include "store/action.h"

struct changing;

/* Once connected; form: the register that it names. */
typedef bool changing_work(struct desk *desk, struct changing *c,
	const struct form *form, struct err *err);

struct changing {
	struct batch *batch;
	const char *name; /* of the register */
	const char *key;
	const char *action;	  /* of do */
	const char *from;	  /* of new: the key of what is copied */
	const char *about;	  /* of new: REGISTER=KEY */
	struct option_list given; /* --set, --line and --drop, in order */
	const char *request;	  /* --request */
	bool json;
	char id[37]; /* the request's id */
	changing_work *work;
};

extern const struct options changing_new, changing_edit, changing_do;

/* Reads the words of one of them and works once connected. */
int changing_run(struct batch *batch, const struct options *options, int argc,
	char **argv, changing_work *work);

/* One try at it under c->id; *after is the record as it stands then. */
typedef bool changing_try(struct desk *desk, struct changing *c, void *arg,
	struct record **after, struct err *err);
/* Tries until the server said yes or no, a few times, and prints what stands
 * then behind the word for it ("Grabado"). Refused: with --json says it there
 * too, and names the field. */
bool changing_send(struct desk *desk, struct changing *c, changing_try *try,
	void *arg, const char *done, struct err *err);
/* The same refusal of what was not sent. Returns false. */
bool changing_refused(
	const struct form *form, const struct changing *c, struct err *err);

#endif
