/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_VIEW_VIEW_H
#define HITO_VIEW_VIEW_H

/*
 * A screen. Views lie on a stack; the top one has the keys. Each is one file
 * with one public constructor and a table of functions; none touches
 * another's struct.
 */

#include <stdbool.h>

#include "base/err.h"
#include "base/mem.h"
#include "cmd/command.h"
#include "store/desk.h"

struct record;
struct view;
struct view_command;
struct rows;
struct screen;

enum view_result {
	VIEW_KEPT,  /* nothing to paint */
	VIEW_PAINT, /* paint me */
	VIEW_CLOSE, /* take me off the stack */
	VIEW_QUIT,
	VIEW_UNKNOWN, /* not my command */
};

struct view_ops {
	const char *name;
	unsigned where; /* enum command_where */
	/* All that it shows, from the server into arena; on failure the place
	 * is as before. Called on the stack, on F5 and after something was
	 * saved above. NULL: it reads in its own way. */
	bool (*read)(struct view *view, struct arena *arena, struct err *err);
	/* Once, when it is put on the stack; false (said already): it goes
	 * away again. NULL: it reads, if it has the above. */
	bool (*enter)(struct view *view);
	void (*paint)(struct view *view);
	/* The rows that its cursor moves over; NULL: none. */
	struct rows *(*rows)(struct view *view);
	/* What its commands do, ended by an empty one; NULL: none. */
	const struct view_command *commands;
	/* A command that neither of these took; NULL: none. */
	enum view_result (*run)(
		struct view *view, enum command_id id, const char *argument);
	/* A key that is no command here: text typed into a field. */
	enum view_result (*type)(struct view *view, key_code key);
	/* Back on top after the view above closed, or another size. NULL: it
	 * reads again what changed, if it has the above. */
	void (*resume)(struct view *view);
	/* May it close? Asks when something is unsaved. */
	bool (*may_close)(struct view *view);
	void (*close)(struct view *view);
};

struct view {
	const struct view_ops *ops;
	struct screen *screen;
	struct desk *desk;
	struct arena *arena; /* place lifetime: dies with the view */
	struct arena *data;  /* of what ops->read read last; NULL nothing */
	unsigned saves;	     /* of the screen when it did */
};

/* The stack, the frame around (rows 1, 22-24), the loop. */
struct screen *screen_new(struct desk *desk);
void screen_push(struct screen *screen, struct view *view);
/* The loop; returns the exit code. params: to connect with once the skeleton
 * is painted. */
int screen_run(struct screen *screen, const struct session_params *params);
void screen_free(struct screen *screen);

/* Row 1: what this screen is; the frame adds who, where and the period. */
void screen_title(struct screen *screen, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Row 22: a message (stays until the next key that changes something) or the
 * hint of a field. */
void screen_say(struct screen *screen, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void screen_error(struct screen *screen, const struct err *err);
void screen_hint(struct screen *screen, const char *text);
/* Row 23; changed: with the mark of unsaved changes. */
void screen_state(struct screen *screen, bool changed, const char *left,
	const char *right);
/* A question in row 22 answered by one of the keys of `answers` ("sn"); the
 * first is the safe one, taken on Enter and Esc. */
char screen_ask(struct screen *screen, const char *answers, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));
/* First and one past the last row of the work area. */
int screen_top(const struct screen *screen);
int screen_bottom(const struct screen *screen);

/* The constructors. */
struct view *board_view(struct desk *desk);
struct view *menu_view(struct desk *desk);
struct view *list_view(struct desk *desk, const struct form *form,
	const char *filter, const char *where);
/* Of the rows that carry the key of that record (copied). */
struct view *list_view_about(
	struct desk *desk, const struct form *form, const struct record *about);
struct view *
form_view(struct desk *desk, const struct form *form, const char *id);
/* How a figure comes about. part: "plan", "commitment", "office",
 * "objective", "action_line" or "indicator"; key as people type it ("3",
 * "O1/L1"), NULL for the plan; period "2019-Q1", "2019" or "plan" (so far),
 * NULL: the quarter that is being reported. */
struct view *working_view(struct desk *desk, const char *plan, const char *part,
	const char *key, const char *period);
/* Who has answered in a period and what keeps it from closing; plan and
 * period NULL: the server's choice. */
struct view *
offices_view(struct desk *desk, const char *plan, const char *period);
/* The entry sheet; NULL: the plan and period on the screen, the office worked
 * in. */
struct view *sheet_view(struct desk *desk, const char *plan, const char *office,
	const char *period);
/* Compliance of a period by part of the plan; NULL: those of the board. */
struct view *
figures_view(struct desk *desk, const char *plan, const char *period);
struct view *text_view(struct desk *desk, const char *title, const char *text);

#endif
