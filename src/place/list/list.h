/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_LIST_LIST_H
#define HITO_PLACE_LIST_LIST_H

/* The list of a register, shared by list.c (what is seen), state.c (what row 23
 * says), page.c (what is loaded), which.c (which rows they are), narrow.c
 * (narrowed while one types), columns.c (which columns), column.c (where those
 * stand and which one orders the rows) and run.c (what its other keys do). */

#include "screen/frame.h"
#include "screen/view.h"
#include "store/store.h"

struct list_place {
	struct view view;
	const struct form *form;
	const struct form *seen; /* the same with the columns that one sees */
	const struct form *read; /* and with hidden ones behind: all read */
	/* What is asked for. */
	const char *filter; /* name of a filter; NULL none */
	bool mine;
	bool deleted;
	const char *where;    /* COLUMN=VALUE; NULL none */
	struct record *about; /* its rows carry this one's key; NULL none */
	const char **texts;   /* of the find form, one per field */
	struct find *find;    /* of where and texts; NULL none */
	const char *saved;    /* the name that texts are kept under, or NULL */
	const char *words;    /* looked for everywhere; NULL none */
	char narrow[64];
	const char *sort; /* column that orders the rows; NULL: as the form */
	bool descending;
	size_t column; /* of the list, that the cursor is in */
	/* What is loaded: a stretch of the whole, without gaps. */
	struct arena *arena;
	struct row *loaded;
	char narrowed[64];	  /* what they are narrowed by */
	struct list_whole *whole; /* that they are of, in arena; NULL none */
	size_t cap;
	bool more;   /* rows follow the last one */
	bool before; /* rows stand before the first one */
	long first;  /* rows before the stretch; < 0 not known */
	long count;  /* of all; -1 not known */
	long around; /* about as many as there are then; -1 */
	char read_at[8];
};

static inline struct list_place *
list_of(struct view *view)
{
	return (struct list_place *)view;
}

/* page.c */
/* Nothing is looked for: all of its register, and how many they are is cheap to
 * know. */
bool list_is_whole(const struct list_place *l);
/* Rows that fit on the screen. */
int list_height(void);
bool list_load_first(struct list_place *l);
/* The same without asking for what follows them; and that by itself. */
bool list_load_rows(struct list_place *l);
void list_prefetch(struct list_place *l);
bool list_load_last(struct list_place *l);
bool list_load_next(struct list_place *l);
bool list_load_before(struct list_place *l);
/* The same rows again as they are now. */
bool list_reload(struct list_place *l);
/* Makes find of where and texts; false with the error said. */
bool list_make_find(struct list_place *l);
void list_request(const struct list_place *l, struct page_request *request);
void list_forget(struct list_place *l);
/* What was saved above it of one of its rows, see view_ops. */
bool list_listed(struct view *view, const char *of, struct listed *listed);
void list_relist(struct view *view, const struct listed *listed);

/* which.c */
/* What was searched for, as a person reads it: "Fin: >=2019; Avance: =". */
void list_criteria(const struct list_place *l, struct buf *out);
void list_show_deleted(struct view *view);
void list_count(struct view *view);
void list_find(struct view *view, const char *argument);
void list_filter(struct view *view, const char *argument);
void list_cancel(struct view *view);
void list_save_filter(struct view *view, const char *argument);
void list_print(struct view *view);

/* narrow.c */
void list_narrow(struct view *view);

/* files.c */
void list_export(struct view *view, const char *argument);
void list_import(struct view *view, const char *argument);

/* columns.c */
/* Those that the person chose when she last did, or the form's. */
void list_columns_recall(struct list_place *l);
/* Asks which ones. */
void list_columns(struct view *view);

/* column.c */
int list_column_width(const struct list_place *l, size_t i);
/* Where it begins. */
int list_column_at(const struct list_place *l, size_t column);
/* Whether all of its list shows, the widest column giving way. */
bool list_columns_fit(const struct form *form);
/* Goes to the next column, by < 0 to the one before. */
void list_column(struct view *view, int by);
/* By the column of the cursor: ascending, descending, as the form does. */
void list_sort(struct view *view);
/* How the rows are ordered, as a person reads it; "" as the form does. */
void list_order(const struct list_place *l, char *out, size_t size);

/* state.c */
/* Row 23: the row of the cursor and of how many, and what is shown. */
void list_state(const struct list_place *l, struct buf *out);

/* run.c */
extern const struct view_commands list_commands;
/* True when id was a movement, done: pages are loaded as it needs them. */
bool list_move(struct view *view, enum command_id id);
/* The row beyond that of a record, see view_ops. */
enum view_step list_step(struct view *view, const char *of, const char *id,
	int by, const char **to);
/* The record of the cursor's row. */
void list_about(struct view *view, struct about *about);

#endif
