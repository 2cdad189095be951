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

enum setup_mode {
	SETUP_DOES,  /* each step is shown, asked, and a transaction */
	SETUP_SHOWS, /* each is shown and done, all of it is undone */
	SETUP_TRIES, /* the same; only what cannot be is told */
};

struct setup {
	struct batch *batch;
	const char *given[SETUP_KEYS]; /* as it was said; NULL: not said */
	const char *sent[SETUP_KEYS];  /* as the server, or a file, takes it */
	const char *shown[SETUP_KEYS]; /* as the server shows it */
	const char *answers;	       /* a file of them */
	const char *administrator;
	bool dry_run;
	bool yes;
	enum setup_mode mode;
	/* what the database says */
	const char *now[SETUP_KEYS];
	bool missing[SETUP_KEYS];
	bool unsourced[SETUP_KEYS]; /* nobody said from where it comes */
	size_t n_done;		    /* steps that were done, or would be */
	int code;
};

/* The name of an option in her language, and what it is called. */
const char *setup_option(enum setup_key key);
const char *setup_label(enum setup_key key);

/* Takes what was said of a key, read as the field of a register that it is;
 * NULL: nothing. False with err: it is none; what was said before stays. */
bool setup_take(struct setup *setup, struct desk *desk, enum setup_key key,
	const char *text, struct err *err);
/* Asks for what is missing, and again where it cannot be. */
bool setup_ask(struct setup *setup, struct desk *desk, struct err *err);
/* Says it and asks; true at once where nothing stays. */
bool setup_agrees(const struct setup *setup);

/* All steps up to the one of a key. Each: nothing where nothing of it was
 * given or differs. False with err: it could not be done. setup->code tells
 * of a file that was refused. */
bool setup_run(struct setup *setup, struct desk *desk, enum setup_key last,
	struct err *err);
/* The same in a transaction that is undone. */
bool setup_try(struct setup *setup, struct desk *desk, enum setup_mode mode,
	enum setup_key last, struct err *err);

bool setup_file(struct setup *setup, struct desk *desk, enum setup_key key,
	const char *form, struct err *err);
bool setup_people(struct setup *setup, struct desk *desk, struct err *err);

#endif
