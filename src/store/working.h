/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_WORKING_H
#define HITO_STORE_WORKING_H

/*
 * The working of a figure: its terms and what they come to. All
 * of it is text worked out by the server (follow.working_terms); nothing is
 * added up here.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

/* Which figure. */
struct figure_of {
	const char *plan; /* its code */
	/* "plan", "commitment", "office", "objective", "action_line",
	 * "indicator" */
	const char *part;
	const char *key;    /* as people type it: "3", "O1/L1"; NULL: plan */
	const char *period; /* "2019-Q1", "2019", "plan": so far */
};

struct working_term {
	/* texts of follow.working_terms, in the order of working.c */
	const char *code;
	const char *name;
	const char *direction; /* "up", "down" */
	const char *unit;
	const char *planned; /* NULL none, as the five below */
	const char *executed;
	const char *attainment;
	const char *capped;
	const char *weight; /* NULL: not in the mean */
	const char *product;
	const char *other; /* attainment by the other method */
	const char *note;  /* why it does not count, NULL none */
};

/* A line of the working of one indicator alone. */
struct working_line {
	/* texts of follow.working_one, in the order of working.c */
	const char
		*kind; /* "wide": mine over the whole width, "head", "pair" */
	const char *label;
	const char *mine;  /* by the method that counts */
	const char *other; /* by the other one, NULL none */
};

struct working {
	/* texts of follow.working_sum, in the order of working.c */
	const char *period_title;
	const char *rule;
	const char *threshold;
	const char *cap;
	const char *weights; /* NULL when nothing counts yet */
	const char *weighted;
	const char *shown;
	const char *band;
	const char *n_measured;
	const char *n_due;
	const char *note;
	const char *other; /* what the other method would give, NULL none */

	size_t n;
	struct working_term *terms;
	size_t n_lines;
	struct working_line *lines;
};

struct desk;

/* One round trip; on failure *out is as before. Of an indicator its lines
 * instead of terms. */
bool working_read(struct desk *desk, struct arena *arena,
	const struct figure_of *of, struct working *out, struct err *err);

#endif
