/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_DRIVE_H
#define HITO_TESTS_DRIVE_H

/*
 * The program at work: on a terminal of a kind, on a line to the server that
 * counts, one step at a time. A step that does not show what it should fails
 * the test with the screen as it stands.
 */

#include <stdbool.h>

#include "proxy.h"
#include "pty.h"
#include "shot.h"

struct drive_terminal {
	bool keeps_drafts; /* of sessions before */
	const char *name;
	const char *term;
	const char *const *env;
	const char *option; /* of the program; NULL none */
	bool erases;	    /* see shot.h */
	bool refused;	    /* no server behind the line, from the beginning */
	int rows, cols;	    /* 0: 24 and 80 */
};

struct drive {
	struct proxy *proxy;
	struct pty *pty;
	const struct drive_terminal *terminal;
};

/* What a step cost. */
struct step {
	struct pty_count screen;
	struct shot_change change;
	struct proxy_count line;
};

/* Starts the program and waits for the board. NULL terminal: an xterm. */
struct step drive_start(struct drive *d, const struct drive_terminal *t);
/* The same, not waiting for anything. */
void drive_launch(struct drive *d, const struct drive_terminal *t);
void drive_stop(struct drive *d);
/* Keys, then until the text is on the screen (NULL: nothing particular) and
 * the program waits for the next one. */
struct step drive_step(struct drive *d, const char *keys, const char *expect);
/* Keys whose answer is not to be measured. */
void drive_go(struct drive *d, const char *keys, const char *expect);
/* Until then, after something else than keys. */
void drive_rest(struct drive *d);
/* Fails the test, with the screen. */
void drive_fail(struct drive *d, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A plan in preparation, "2030-2032", with one commitment of so many
 * milestones "Fila N ...": cards of a submitted plan do not change. */
void drive_own_plan(int milestones);
/* A statement to the server as the test's own person, past the proxy. */
void drive_sql(const char *sql);
/* Some as its superuser: "set role hito_owner; update ...". */
void drive_super(const char *sql);
/* One number from the server. */
long drive_number(const char *sql);

#endif
