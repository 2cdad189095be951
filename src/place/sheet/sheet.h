/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_SHEET_SHEET_H
#define HITO_PLACE_SHEET_SHEET_H

/*
 * The entry sheet, shared by sheet.c (its life), paint.c (where things
 * stand), run.c (moving and saving) and act.c (the submission, another period
 * or office). Each row is a record on a form of four fields: that of the
 * cursor is the entry, whose functions enter, type and leave its fields.
 */

#include "screen/entry.h"
#include "store/sheet.h"

/* What is filled in, in the order of Tab. */
enum sheet_cell {
	CELL_EXECUTED,
	CELL_EVIDENCE,
	CELL_NARRATIVE,
	CELL_DOCUMENT,
	CELLS,
};

enum {
	SHEET_BOXES = 16, /* rows of a text at most */
	SHEET_NO_ROW = -1
};

/* Where the columns of the grid stand; worked out anew for each painting. */
struct sheet_columns {
	int name, name_width;
	int before, before_width; /* the first of n_before, one blank between */
	size_t n_before;
	int planned, planned_width;
	int executed, executed_width;
	int state;
	int panel;  /* row of the line above the panel, from the top */
	int detail; /* rows of what is told of an indicator */
};

struct sheet_place {
	struct entry entry; /* the row of the cursor; stands first */
	const char *plan;   /* as asked for */
	const char *period;
	const char *office;
	struct sheet sheet;
	struct arena *arena; /* of sheet */
	struct form drawn;   /* the register's form with the sheet's boxes */
	struct page page;
	struct label labels[CELLS - 1];
	struct record *nothing; /* under the cursor of a sheet without rows */
	int fields[CELLS];	/* of the form */
	struct box boxes[CELLS][SHEET_BOXES];
	struct sheet_columns at;
	bool past_end; /* Enter found no more rows: what follows is of none */
	char trouble[SCREEN_TEXT]; /* why it was not saved, until it is */
	char note[SCREEN_TEXT];	   /* what was saved last */
};

static inline struct sheet_place *
sheet_of(struct view *view)
{
	return (struct sheet_place *)view;
}

/* ---- sheet.c */
/* Reads that sheet and shows it; false with the error said. */
bool sheet_load(struct sheet_place *s, const char *office, const char *period,
	const char *plan);
/* Shows what was read, in arena (taken over). */
void sheet_show(
	struct sheet_place *s, const struct sheet *sheet, struct arena *arena);
bool sheet_is_changed(const struct sheet_place *s);
/* May another sheet take its place? Asks when something is unsaved. */
bool sheet_may_lose(struct view *view);
/* Leaves the cell and goes to another. */
void sheet_go(struct sheet_place *s, size_t row, enum sheet_cell cell);
/* Goes on in the row's record as it is now, without reading what stands in
 * the field. */
void sheet_enter(struct sheet_place *s, size_t row, enum sheet_cell cell);
enum sheet_cell sheet_cell_here(struct sheet_place *s);
struct sheet_row *sheet_row_here(struct sheet_place *s);

/* ---- paint.c */
void sheet_paint(struct view *view);
/* Works out where everything stands: before a cell is entered, since keys
 * typed ahead are taken without painting. */
void sheet_lay_out(struct sheet_place *s);

/* ---- run.c */
extern const struct view_commands sheet_commands;
void sheet_type(struct view *view, key_code key);
void sheet_save_all(struct view *view);

/* ---- act.c */
void sheet_act(struct view *view, const char *argument);
void sheet_change_period(struct view *view, const char *argument);
void sheet_change_office(struct view *view, const char *argument);
/* The code of an office chosen from the list; NULL: none. In the view's
 * arena. */
const char *sheet_choose_office(struct view *view);

#endif
