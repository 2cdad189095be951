/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_VIEW_FORM_H
#define HITO_VIEW_FORM_H

/*
 * One record on its form, shared by form.c (its life), form_spot.c (the
 * places the cursor goes to), form_paint.c, form_field.c (entering, typing,
 * leaving), form_run.c (what the keys do) and form_save.c. The find form is
 * the same with nothing in it (find.c).
 */

#include "form/edit.h"
#include "form/record.h"
#include "view/inside.h"

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

struct form_place {
	struct view view;
	const struct form *form;
	struct record *record;
	const char *id; /* to read on entering; NULL: new */
	bool finding;	/* an empty form, to search by */
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
	bool moved;		/* its cursor was, since entering */
	char *entered;		/* the text as on entering (mem_alloc) */
	char echo[SCREEN_TEXT]; /* what the last field was read as */
	char note[SCREEN_TEXT]; /* the number given at the last save */
	char request[37];	/* of a save not confirmed; "" none */
	bool leaving;		/* asked already, may go */
	/* Finding: the texts, and whether the search was asked for. */
	const char **texts;
	bool search;
	long found; /* rows counted last; -1 */
};

static inline struct form_place *
form_of(struct view *view)
{
	return (struct form_place *)view;
}

/* ---- form_spot.c */
void spots_build(struct form_place *p);
struct spot *spot_here(struct form_place *p);
const struct field *
spot_field(const struct form_place *p, const struct spot *spot);
/* NULL for a row of lines that is not there yet. */
struct value *spot_value(const struct form_place *p, const struct spot *spot);
/* Index of a spot: of a field, of a cell of the lines; SPOT_NONE. */
int spot_find(const struct form_place *p, int lines, int field, size_t row);
/* The box (of the field's n_boxes) on the screen; false when it is on
 * another page or scrolled away. */
bool spot_box(const struct form_place *p, const struct spot *spot, size_t i,
	struct box *box);
/* Rows of lines that are shown before this one (dropped ones are not). */
size_t lines_position(const struct form_place *p, int lines, size_t row);
/* The spot in the row above (by < 0) or below on the screen. */
int spot_vertical(const struct form_place *p, int by);
/* Scrolls the lines so that the spot shows. */
void spot_show(struct form_place *p);

/* ---- form_paint.c */
void form_paint(struct view *view);
/* The labels and fields alone, and the cursor. */
void form_paint_fields(struct form_place *p);
/* The text of a value as it stands in its boxes. Owned by arena. */
const char *form_text(struct arena *arena, const struct field *field,
	const struct value *value);

/* ---- form_field.c */
void field_enter(struct form_place *p, size_t at);
/* Reads what was typed; a bad value is marked and stays. */
void field_leave(struct form_place *p);
void field_go(struct form_place *p, int at);
void field_next(struct form_place *p);
void field_prev(struct form_place *p);
enum view_result field_type(struct view *view, key_code key);
/* Makes sure that it can be written; says why not. */
bool field_ready(struct form_place *p);
/* Puts a text into the field as if typed, and reads it. */
void field_set(struct form_place *p, const char *text);
bool form_is_changed(const struct form_place *p);
void field_values(struct form_place *p);

/* ---- form_date.c */
/* + - [ ] before anything was typed; false: not for this key or field. */
bool date_step(struct form_place *p, key_code key);
void date_echo_value(const struct field *field, const struct value *value,
	char *out, size_t room);

/* ---- form.c */
void form_take(struct form_place *p, struct record *record);
bool form_read(struct form_place *p);
struct record *form_blank(struct form_place *p, const struct record *from);
void form_close(struct view *view);

/* ---- form_run.c */
enum view_result
form_run(struct view *view, enum command_id id, const char *argument);

/* ---- form_save.c */
enum view_result form_save(struct view *view, const char *argument);

#endif
