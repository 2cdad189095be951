/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_VIEW_INSIDE_H
#define HITO_VIEW_INSIDE_H

/* What the files of view/ share: the screen, rows with a marker, lists to
 * choose from, and the tables from command to function. */

#include "base/step.h"
#include "store/store.h"
#include "term/draw.h"
#include "term/input.h"
#include "view/view.h"

enum {
	SCREEN_ROWS = 24, /* smaller than this is refused, politely */
	SCREEN_COLS = 80,
	SCREEN_TEXT = 512, /* bytes of a message, a hint, a title */
	PERIOD_KEY_ROOM = 16,
};

struct screen {
	struct desk *desk;
	struct arena *arena;
	struct input_wait wait;
	struct session_params params;
	struct view **views; /* the stack, the top one last */
	size_t n;
	size_t cap;
	size_t modal; /* views below this number wait in a C call */
	bool quit;
	bool skeleton; /* nothing but the frame: not connected yet */
	int exit_code;
	int rows; /* as painted last */
	int cols;
	char title[SCREEN_TEXT];
	char message[SCREEN_TEXT];
	bool message_is_error;
	char hint[SCREEN_TEXT];
	int cursor; /* column of row 22 it is in, -1: the view's */
	bool changed;
	char state[SCREEN_TEXT];
	char state_right[SCREEN_TEXT];
	struct err last;	    /* for its detail */
	unsigned saves;		    /* lists read again when it moved */
	enum command_id id;	    /* being run */
	struct record **last_saved; /* one per form of the desk, NULL none */
	size_t n_last_saved;
};

/* ---- frame.c */
void frame_paint(struct screen *screen);
bool frame_is_too_small(void);
void frame_paint_too_small(void);
void frame_tell(void *arg, const char *text);

/* ---- view.c */
struct view *
view_alloc(struct desk *desk, const struct view_ops *ops, size_t size);
/* Pushes and works until that view is gone again; the view's arena is kept
 * for the caller, who frees it with view_free. False when it never opened. */
bool screen_modal(struct screen *screen, struct view *view);
void view_free(struct view *view);
void screen_paint(struct screen *screen);
/* Reconnects when the link is lost; false with err said. */
bool screen_link(struct screen *screen);
/* May every view above the bottom close? Closes them. */
bool screen_unwind(struct screen *screen, size_t keep);

/* ops->read, on a link that is made again when it is lost; false with the
 * error said and all as before. */
bool view_read(struct view *view);
/* The same when something was saved since. */
void view_refresh(struct view *view);

struct view_command {
	enum command_id id;
	enum view_result (*run)(struct view *view, const char *argument);
};
/* By a table that an empty command ends; NULL: none. */
enum view_result view_dispatch(const struct view_command *table,
	struct view *view, enum command_id id, const char *argument);
/* What tables of commands share: reads again; does nothing, for what is open
 * already. */
enum view_result view_reread(struct view *view, const char *argument);
enum view_result view_stay(struct view *view, const char *argument);
/* Moves over the view's rows, or does what it or every place does. */
enum view_result
view_run(struct view *view, enum command_id id, const char *argument);

/* ---- common.c: commands that every place has */
enum view_result
common_run(struct view *view, enum command_id id, const char *argument);
/* Opens what "lista hitos" or "hitos" names. */
bool common_open_register(struct screen *screen, const char *name);
/* A period's key from what was typed, asking when nothing was, with the one
 * that is shown to begin with (NULL none); false (said already, or cancelled):
 * none. */
bool common_period(struct view *view, const char *argument, const char *shown,
	char key[PERIOD_KEY_ROOM]);
/* The board of the offices for the plan and period of a record or row. */
enum view_result common_offices(struct view *view, const char *argument,
	const char *plan, const char *period);

/* ---- rows.c: a column of rows with a marker */
struct rows {
	size_t n;
	size_t at;  /* the row of the cursor */
	size_t top; /* the first row shown */
	int height; /* rows shown */
};
/* Keeps cursor and top inside; before painting. */
void rows_fit(struct rows *rows, int height);
/* The first line shown where rows stand among n_lines other ones: that of the
 * cursor is line, the one above it shows too. */
void rows_scroll(const struct rows *rows, size_t line, size_t n_lines,
	int height, size_t *top);
/* True when id was a movement, done. */
bool rows_move(struct rows *rows, enum command_id id);
/* Fits them between line top and the one before end and paints those that
 * show, the marker in column. */
typedef void rows_paint_fn(struct view *view, size_t row, int y);
void rows_paint(struct view *view, struct rows *rows, int top, int end,
	int column, rows_paint_fn *paint);

/* ---- light.c: the look of a band, beside its sign */
enum draw_style band_style(const char *band);

/* ---- choose.c: one of a few, by cursor or by typing its beginning */
struct choice_item {
	const char *title;
	const char *note; /* NULL none */
	const char *key;  /* of a period: it may be typed too; NULL none */
};
/* The index chosen, or -1. */
int screen_choose(struct screen *screen, const char *title,
	const struct choice_item *items, size_t n, size_t start);

/* ---- pick.c: values of a lookup, asked of the server while one types.
 * typed: how to begin. True: row *row of *out was chosen (in arena). */
struct pick;
bool screen_pick(struct screen *screen, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, struct arena *arena, struct pick *out, size_t *row);

/* ---- find.c: the form, empty; texts one per field, kept between calls.
 * request: what the list shows now; NULL texts beginning. True: search. */
bool screen_find(struct screen *screen, const struct form *form,
	const char **texts, struct arena *arena);

/* ---- diff.c: a save that met another version. True: *merged is what to
 * save now (the caller frees it); *anew: begin with theirs instead. */
bool screen_diff(struct screen *screen, const struct record *mine,
	struct record **merged, bool *anew);

/* ---- related.c: the list of what belongs to a record: rows that carry its
 * key. name: of the register, NULL asks. */
void related_open(
	struct screen *screen, const struct record *about, const char *name);

/* ---- figure.c: the working of the figure that a record stands for. text:
 * what it has in a column, NULL nothing. */
typedef const char *figure_text_fn(const void *arg, const char *column);
void figure_open(struct screen *screen, const struct form *form,
	figure_text_fn *text, const void *arg);
/* Whether to look at a record of it is to look at its working. */
bool figure_is_looked_at(const struct form *form);

/* ---- progress.c: something long: what it does and how far it is, in row 23
 * after the time that any wait has; Esc Esc stops it */
struct screen_step {
	struct step step;
	struct screen *screen;
	int64_t since;
	int64_t looked;
	int64_t told;
};
void screen_step_begin(
	struct screen_step *s, struct screen *screen, const char *what);

/* ---- preview.c: which report of which period, then its preview. name: of
 * the layout, NULL asks */
void preview_choose(struct screen *screen, const char *name);
/* The rows of a list as a report. Lives no longer than the list. */
struct listing_wish;
void preview_list(struct screen *screen, const struct listing_wish *wish);
/* What a row of the register of issued reports stands for; name: "12/2". */
void preview_issued(struct screen *screen, const char *name);
/* Whether it is that register: nothing is typed into it. */
bool is_report_register(const struct form *form);

/* ---- history.c, help.c */
void history_open(struct screen *screen, const struct form *form,
	const char *id, const char *title);
void help_open(struct screen *screen, const struct form *form,
	const struct field *field);
/* ---- office.c */
bool office_choose(struct screen *screen);
/* ---- editor.c: text edited in $EDITOR; NULL when it was not (said). */
char *editor_run(struct screen *screen, struct arena *arena, const char *text);

/* ---- last.c: the record saved last in a register, for what a clerk repeats;
 * NULL none */
const struct record *last_saved(struct screen *screen, const struct form *form);
void last_saved_set(struct screen *screen, const struct record *record);
void last_saved_free(struct screen *screen);

/* ---- sheet.c: that of a submission or a result; NULL: of another register,
 * or of a record not saved. */
struct view *sheet_view_of(struct desk *desk, const struct record *record);
bool sheet_belongs_to(const struct form *form);

/* ---- form.c: a new record beginning with this one (taken over). */
struct view *form_view_from(struct desk *desk, struct record *record);
/* ---- change.c: marking, restoring, what list and form have in common */
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
/* Asks what an action asks, and whether to do it. */
bool change_ask(struct screen *screen, const struct record *record,
	const struct action *action, const char **answers);
/* A new record of that form, with what it shares with this one. */
void change_new_about(struct screen *screen, const struct form *form,
	const struct record *about);
/* The same of the register of activities. */
void change_new_activity(struct screen *screen, const struct record *about);
bool
change_may(struct screen *screen, const struct form *form, enum command_id id);

#endif
