/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_OPEN_H
#define HITO_SCREEN_OPEN_H

/* Places, opened by name. Which there are the program tells the screen; none
 * knows another but by its name and these arguments. */

#include "cmd/command.h"
#include "form/record.h"
#include "form/statement.h"

struct screen;
struct view;

/* What to show; each may be NULL, which is the place's choice. */
struct place_args {
	const char *of;	       /* name of a register, or of a report's layout */
	const char *id;	       /* of a record */
	const char *title;     /* of what is shown, where it has none itself */
	const char *plan;      /* code */
	const char *part;      /* of the plan: "plan", "commitment", ... */
	const char *key;       /* as people type it: "3", "O1/L1" */
	const char *period;    /* "2019-Q1", "2019", "plan": so far */
	const char *filter;    /* of a list */
	const char *where;     /* of a list: COLUMN=VALUE */
	const char *words;     /* of a list: found in its rows */
	const char *typed;     /* behind the command that opens it */
	struct record *record; /* to begin with, taken over */
	const char *request;   /* it was sent with, and is not confirmed */
	const struct record *about;	 /* whose rows are listed */
	const struct page_request *rows; /* to be made a report of, */
	const char *narrowed;		 /* narrowed as this says */
};

struct place {
	const char *name;
	enum command_id id;  /* that opens it anywhere; CMD_NONE none */
	const char *heading; /* of the menu, as form files give it; NULL none */
	const char *title;   /* in the menu, N_ */
	/* One of the two. */
	void (*open)(struct screen *screen);
	void (*with)(struct screen *screen, const struct place_args *args);
};

void place_open(const struct place *place, struct screen *screen,
	const struct place_args *args);

void screen_open(
	struct screen *screen, const char *name, const struct place_args *args);
/* What that command opens; NULL: none. */
const struct place *
place_of_command(const struct screen *screen, enum command_id id);
const struct place *const *screen_places(const struct screen *screen);
struct desk *screen_desk(const struct screen *screen);

#endif
