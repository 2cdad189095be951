/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_ENTRY_H
#define HITO_SCREEN_ENTRY_H

/*
 * A record on its form, being filled in: the spots that the cursor goes to
 * (entry_spot.c), what is seen of them (entry_paint.c), entering, typing and
 * leaving a field (entry_field.c), dates (entry_date.c) and what the keys of
 * all that do (entry.c). Views that have one begin with it; whose record it
 * is and what becomes of it is theirs.
 */

#include "form/edit.h"
#include "form/record.h"
#include "screen/frame.h"
#include "screen/view.h"
#include "store/draft.h"

struct pick;

/* Where the cursor can stand: a field, or a cell of the lines. */
struct spot {
	int lines; /* index of the lines; -1: a field of the form itself */
	int field;
	size_t row; /* of the lines; one past the last: a new one */
	int page;
	bool open; /* it can be written */
};

enum {
	SPOT_NONE = -1
};

struct entry {
	struct view view;
	const struct form *form;
	const struct form *drawn; /* where all of it stands on this screen */
	struct arena *drawn_arena;
	int fitted_rows, fitted_cols; /* of the screen that drawn is for */
	bool placed;		      /* the view works out drawn itself */
	struct record *record;
	const char **texts; /* of an empty form to search by, one per field;
	                     * NULL: the record is filled in */
	bool can_edit;
	const char *why_not; /* why it cannot */
	struct arena *spots_arena;
	struct spot *spots;
	size_t n_spots;
	size_t at;
	int page;
	size_t *line_top; /* first row shown, one per lines */
	bool editing;	  /* edit holds the spot's text */
	struct edit edit;
	bool moved;		  /* its cursor was, since entering */
	char *entered;		  /* the text as on entering (mem_alloc) */
	char echo[SCREEN_TEXT];	  /* what the last field was read as */
	char request[37];	  /* of a save not confirmed; "" none */
	struct draft_place where; /* to come back to what is typed; without a
				   * name it is not written down */
	int keys;		  /* typed since it was */
	/* To who listens, what its fields are of, said before their titles. */
	char about[SCREEN_TEXT];
};

static inline struct entry *
entry_of(struct view *view)
{
	return (struct entry *)view;
}

/* ---- entry.c */
/* A view that begins with one, of that form. */
void *entry_new(struct screen *screen, const struct view_ops *ops, size_t size,
	const struct form *form);
/* What entry_new and the rest made, the record too. */
void entry_close(struct view *view);
/* How a view keeps what was typed into it. */
struct entry_keeps {
	bool (*changed)(struct view *view);
	void (*save)(struct view *view);
	void (*drop)(struct view *view); /* its drafts; NULL: there are none */
	/* Whether they are to be sent later. */
	bool (*waits)(struct view *view);
};
/* May what was typed be lost, or was it saved? Asks where something is
 * unsaved; leaves: the view closes, else something takes its place. */
bool
entry_may_lose(struct view *view, const struct entry_keeps *keeps, bool leaves);
/* The same of a view that is no entry; request: of its save that is not
 * confirmed, "" none. */
bool view_may_lose(struct view *view, const char *request,
	const struct entry_keeps *keeps, bool leaves);
/* Whether numbers far from what they are expected to be near are meant; asks
 * once for each. what: before the field's name; past: as record_far. Index of
 * the field that is not, -1 none. */
int entry_not_meant(struct screen *screen, struct record *record,
	const char *what, const char *past);
/* Whether it went a line up or down within a long text. */
bool entry_moves(struct entry *e, int by);
extern const struct view_commands entry_commands;

/* ---- entry_note.c: what is typed, in the journal */
/* As it is now. */
void entry_note(struct entry *e);
/* With what stands in the field's box and was not read yet. */
void entry_note_open(struct entry *e);
/* The same once in a while. */
void entry_note_key(struct entry *e);
/* She lets go of it. */
void entry_drop(struct view *view);
/* Whether it is to be sent when there is a line. */
bool entry_waits(struct view *view);
/* Row 23: where what is typed is, until it is saved; NULL nowhere. */
const char *entry_noted(const struct entry *e);
const char *draft_noted(const struct desk *desk);

/* ---- entry_spot.c */
void spots_build(struct entry *e);
/* Makes drawn for the screen as it is now; what is being typed stays. */
void spots_fit(struct entry *e);
/* The field with the boxes it has on this screen. */
const struct field *spot_drawn(const struct entry *e, const struct spot *spot);
struct spot *spot_here(struct entry *e);
const struct field *spot_field(const struct entry *e, const struct spot *spot);
/* NULL for a row of lines that is not there yet. */
struct value *spot_value(const struct entry *e, const struct spot *spot);
/* Index of a spot: of a field, of a cell of the lines; SPOT_NONE. */
int spot_find(const struct entry *e, int lines, int field, size_t row);
/* The box (of the field's n_boxes) on the screen; false when it is on
 * another page or scrolled away. */
bool spot_box(const struct entry *e, const struct spot *spot, size_t i,
	struct box *box);
/* Rows of lines that are shown before this one (dropped ones are not). */
size_t lines_position(const struct entry *e, int lines, size_t row);
/* The spot in the row above (by < 0) or below on the screen. */
int spot_vertical(const struct entry *e, int by);
/* Scrolls the lines so that the spot shows. */
void spot_show(struct entry *e);

/* ---- entry_paint.c */
/* Row 1: the form and its page, behind those words. */
void entry_paint_title(struct entry *e, const char *what);
/* The labels and fields, and the cursor. */
void entry_paint(struct entry *e);

/* ---- entry_field.c */
void field_enter(struct entry *e, size_t at);
/* Reads what was typed; a bad value is marked and stays. */
void field_leave(struct entry *e);
void field_go(struct entry *e, int at);
void field_next(struct view *view);
void field_prev(struct view *view);
void field_type(struct view *view, key_code key);
/* Makes sure that it can be written; says why not. */
bool field_ready(struct entry *e);
/* Puts a text into the field as if typed, and reads it. */
void field_set(struct entry *e, const char *text);
/* Puts a row of the field's lookup into it. */
void field_take(struct entry *e, const struct pick *pick, size_t row);
bool entry_is_changed(const struct entry *e);

/* ---- entry_values.c */
/* Offers what may stand in the field. */
void field_values(struct view *view);

/* ---- entry_date.c */
/* The text of the field's day stepped by + - [ ]; false: not for this key or
 * field. */
bool date_step(struct entry *e, key_code key, char *out, size_t room);
void date_echo_value(const struct field *field, const struct value *value,
	char *out, size_t room);

#endif
