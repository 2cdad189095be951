/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_CHANGE_H
#define HITO_SCREEN_CHANGE_H

/* What is done to a record: mark, restore, act. */

#include "cmd/command.h"
#include "form/record.h"
#include "store/tried.h"

struct screen;

/* Whether she may; says why not. */
bool
change_may(struct screen *screen, const struct form *form, enum command_id id);
bool change_mark(struct screen *screen, const struct form *form, const char *id,
	const char *version, const char *name);
bool change_restore(struct screen *screen, const struct form *form,
	const char *id, const char *version, const char *name);
/* Offers the actions that fit; *after (may be NULL) the record as it is
 * then. */
bool change_action(struct screen *screen, const struct record *record,
	const char *name, struct record **after);
/* Only those that ask for a field, whose answer is given. */
bool change_action_given(struct screen *screen, const struct record *record,
	const char *field, const char *answer);
/* Sends what is not known to be done as it was sent. */
bool
change_again(struct screen *screen, struct tried *tried, struct record **after);
/* The same of a draft that was taken. */
bool change_draft(struct screen *screen, const struct form *form,
	const struct draft *draft);
/* A new record of that form, with what it shares with this one. */
void change_new_about(struct screen *screen, const struct form *form,
	const struct record *about);

#endif
