/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_OFFICES_H
#define HITO_STORE_OFFICES_H

/*
 * Who has answered in a period: its head, a row per office that owes an
 * answer, and what keeps the period from closing. Counts, rates and days are
 * worked out by the server (follow.completeness), the same for every reader.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct office_row {
	/* texts of follow.completeness, in the order of offices.c */
	const char *code;
	const char *name;
	const char *n_due;
	const char *n_reported;
	const char *n_approved;
	const char *state;     /* "pending": no submission; else as it has it */
	const char *handed_in; /* "06/04/2019", NULL not yet */
	const char *late;      /* "t", "f" */
	const char *rate;      /* handed in on time, percent; NULL none due */
	const char *submission; /* its id, NULL none */
	const char *own;	/* "t": approved by the office itself */
};

struct office_obstacle {
	/* texts of follow.closing_obstacles, in the order of offices.c */
	const char *kind; /* "submission", "action", "quarter" */
	const char *key;  /* office, number of a commitment ("" the plan),
			   * period */
	const char *sentence;
	const char *title; /* of that commitment */
};

struct offices {
	/* texts of follow.completeness_head, in the order of offices.c */
	const char *plan;
	const char *period;
	const char *period_title;
	const char *state;  /* "open", "closed" */
	const char *cutoff; /* days as "15/04/2019", NULL none */
	const char *submissions_due;
	const char *submissions_left; /* days, negative: past */
	const char *report_due;
	const char *report_left;
	const char *closed_by;
	const char *closed_on;
	const char *reopened_by;
	const char *reopened_on;
	const char *n_offices;
	const char *n_answered;
	const char *n_due;
	const char *n_reported;
	const char *n_approved;
	const char *rate;
	const char *rate_of; /* the periods it is over: "III-18 a I-19" */
	const char *read_at;

	size_t n;
	struct office_row *rows;
	size_t n_obstacles;
	struct office_obstacle *obstacles;
};

struct desk;

/* plan and period NULL: the server's choice. One round trip; on failure *out
 * is as before. */
bool offices_read(struct desk *desk, struct arena *arena, const char *plan,
	const char *period, struct offices *out, struct err *err);

#endif
