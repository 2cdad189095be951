/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_ABOUT_H
#define HITO_SCREEN_ABOUT_H

/* The record that a row or a form stands for, and where one gets from it. */

#include "form/record.h"
#include "screen/view.h"

struct about {
	const struct form *form;
	const char *id;	  /* NULL: there is none to do something with */
	const char *why;  /* the sentence then */
	const char *name; /* as a person says it */
	const char *version;
	bool deleted;
	const struct record *record; /* NULL: it is read where needed */
	/* What it has in a column; NULL nothing. */
	const char *(*text)(const struct about *about, const char *column);
	const void *row; /* for text */
	/* How it is looked at, where it is no number that comes about. */
	void (*look)(struct view *view);
	/* Once it was marked, or restored. */
	void (*changed)(struct view *view);
};

/* Of views that have ops->about. */
extern const struct view_commands about_commands;
/* Who changed what in it. */
void about_history(struct view *view);
/* Whether nothing is typed into that register: opens where its records are
 * made. */
bool about_is_made(struct view *view, const struct form *form);

#endif
