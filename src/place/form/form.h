/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_FORM_FORM_H
#define HITO_PLACE_FORM_FORM_H

/*
 * One record on its form, shared by form.c (its life and what is seen beside
 * the fields), run.c (what the keys do) and save.c.
 */

#include "screen/entry.h"

struct form_place {
	struct entry entry;	/* stands first */
	const char *id;		/* to read on entering, */
	const char *key;	/* or by its key; both NULL: new */
	char note[SCREEN_TEXT]; /* the number given at the last save */
};

static inline struct form_place *
form_of(struct view *view)
{
	return (struct form_place *)view;
}

/* ---- form.c */
/* Shows that record (taken over). */
void form_take(struct entry *e, struct record *record);
/* The same, the cursor where it was. */
void form_take_here(struct entry *e, struct record *record);
/* Reads it again; false with the error said. */
bool form_read(struct form_place *p);
/* A new one, with what is kept of from (NULL none). */
struct record *form_blank(struct entry *e, const struct record *from);
/* The next record of the list that it was opened from, by < 0 the one before;
 * says so where there is none. */
void form_step(struct view *view, int by);
/* May another record take its place? Asks when something is unsaved. */
bool form_may_lose(struct view *view);

/* ---- run.c */
extern const struct view_commands form_commands;
void form_about(struct view *view, struct about *about);

/* ---- save.c */
void form_save(struct view *view);

#endif
