/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_SETUP_H
#define HITO_BATCH_SETUP_H

/*
 * What the files of `hito setup` share. What it knows of a site stands in one
 * table (setup.c); a step is a piece of it that is shown, asked and done in
 * one transaction.
 */

#include "batch/batch.h"
#include "store/desk.h"

/* In the order in which it is told and done. */
enum setup_key {
	SETUP_INSTITUTION,
	SETUP_INSTITUTION_NAME,
	SETUP_ROOT_OFFICE,
	SETUP_OFFICE_NAME,
	SETUP_UBIGEO,
	SETUP_PLACE_NAME,
	SETUP_YEAR_NAME,
	SETUP_LOGO,
	SETUP_OFFICES,
	SETUP_HOLIDAYS,
	SETUP_RULES_NAME,
	SETUP_RULES_FROM,
	SETUP_THRESHOLD,
	SETUP_RED_BELOW,
	SETUP_RULES_SOURCE,
	SETUP_COUNCIL,
	SETUP_COUNCIL_NAME,
	SETUP_COUNCIL_FROM,
	SETUP_COUNCIL_NORM,
	SETUP_SEATS,
	SETUP_PEOPLE,
	SETUP_KEYS
};

struct setup {
	struct batch *batch;
	const char *given[SETUP_KEYS]; /* NULL: not said */
	const char *answers;	       /* a file of them */
	const char *administrator;
	bool dry_run;
	bool yes;
	/* what the database says */
	const char *now[SETUP_KEYS];
	bool missing[SETUP_KEYS];
	size_t n_done; /* steps that were done, or would be */
	bool waits; /* of a dry run: what later steps stand on is not there */
	int code;
};

/* The name of an option and what it is called. */
const char *setup_option(enum setup_key key);
const char *setup_label(enum setup_key key);

/* Takes lines "name = value" of the file where no option says it. */
bool setup_answers(struct setup *setup, struct err *err);
/* Asks for what is missing; Enter leaves it so. */
void setup_ask(struct setup *setup);
/* Says it and asks; true at once with --yes. */
bool setup_agrees(const struct setup *setup);

/* Each step: nothing where nothing of it was given or differs. False with
 * err: it could not be done. setup->code tells of a file that was refused. */
bool setup_file(struct setup *setup, struct desk *desk, enum setup_key key,
	const char *form, struct err *err);
bool setup_people(struct setup *setup, struct desk *desk, struct err *err);

#endif
