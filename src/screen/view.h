/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_VIEW_H
#define HITO_SCREEN_VIEW_H

/*
 * What lies on the screen's stack; the top one has the keys. Each is made in
 * one file and has a table of functions; none touches another's struct.
 */

#include <stdbool.h>

#include "base/err.h"
#include "base/key.h"
#include "base/mem.h"
#include "cmd/command.h"
#include "screen/rows.h"
#include "store/desk.h"

struct about;
struct listed;
struct screen;
struct view;

/* One of the three; none: it is known here and does nothing, being open
 * already. */
struct view_command {
	enum command_id id;
	void (*run)(struct view *view);
	void (*with)(struct view *view, const char *argument); /* NULL none */
	void (*go)(struct view *view, int by);
	int by; /* 1 onward or down, -1 back or up */
};

struct view_commands {
	size_t n;
	const struct view_command *v;
};

#define VIEW_COMMANDS(t) .n = sizeof(t) / sizeof *(t), .v = (t)

enum {
	VIEW_SHARED = 3
};

/* What came of going from a record to another one's row. */
enum view_step {
	STEP_DONE,
	STEP_NOT_HERE, /* the record is in none of its rows */
	STEP_NO_MORE,  /* it is the first, or the last */
	STEP_SAID      /* the next one could not be had: why was said */
};

struct view_ops {
	unsigned where; /* enum command_where */
	/* All that it shows, from the server into arena; on failure the place
	 * is as before. Called on the stack, on F5 and after something was
	 * saved above. NULL: it reads in its own way. */
	bool (*read)(struct view *view, struct arena *arena, struct err *err);
	/* Once, when it is put on the stack; false (said already): it goes
	 * away again. NULL: it reads, if it has the above. */
	bool (*enter)(struct view *view);
	void (*paint)(struct view *view);
	/* Whether that command moved its cursor. NULL: over the view's rows,
	 * where it has some (IN_ROWS). */
	bool (*move)(struct view *view, enum command_id id);
	/* What its commands do; the first that has one. */
	struct view_commands commands;
	const struct view_commands *shared[VIEW_SHARED];
	/* The record that the commands of screen/about.h are about; NULL:
	 * none. */
	void (*about)(struct view *view, struct about *about);
	/* Goes from the record of that id of a register to the next of its rows,
	 * by < 0 to the one before, for what was opened from it. NULL: none of
	 * its rows leads to another. */
	enum view_step (*step)(struct view *view, const char *of,
		const char *id, int by, const char **to);
	/* Which rows it has of that register, and is not about to read again; false:
	 * none. NULL: none ever. */
	bool (*listed)(
		struct view *view, const char *of, struct listed *listed);
	/* One of them as it was saved above; all are read again where that is
	 * not enough. */
	void (*relist)(struct view *view, const struct listed *listed);
	/* A key that is no command here: text typed into a field. */
	void (*type)(struct view *view, key_code key);
	/* Back on top after the view above closed, or another size. NULL: it
	 * reads again what changed, if it has the above. */
	void (*resume)(struct view *view);
	/* Writes down what is typed, the program being about to end. */
	void (*note)(struct view *view);
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
	struct rows rows;    /* that its cursor moves over */
};

/* A view at the beginning of that many bytes, the rest zero; not on the stack
 * yet. */
void *view_new(struct screen *screen, const struct view_ops *ops, size_t size);
void view_free(struct view *view);
/* ops->read, on a link that is made again when it is lost; false with the
 * error said and all as before. */
bool view_read(struct view *view);
/* Notes that it was read now; whether something was saved since. */
void view_is_read(struct view *view);
bool view_is_stale(const struct view *view);
/* view_read when it is. */
void view_refresh(struct view *view);
/* As a command. */
void view_reread(struct view *view);

#endif
