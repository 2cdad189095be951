/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_FIGURES_H
#define HITO_STORE_FIGURES_H

/*
 * Compliance by part (follow.figures_by): the plan and its parts of one kind
 * over a quarter, a year or the plan so far, each with its quarters before.
 * All of it is text worked out by the server.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/working.h"

struct figures_row {
	/* texts of follow.figures_by, in the order of figures.c */
	const char *part; /* "plan", "commitment" ... */
	const char *key;
	const char *label;
	const char *shown; /* "78.41", "pendiente" */
	const char *band;
	const char *coverage; /* "3/4" */
	const char *note;     /* "faltan 2", NULL none */
	const char *detail;   /* a sentence */
	const char *trend;    /* as it came */

	char **quarters; /* shown, one per quarter of the head */
};

struct figures {
	/* texts of follow.figures_head, in the order of figures.c */
	const char *plan;
	const char *period; /* "2019-Q1", "2019", "plan" */
	const char *period_title;
	const char *state; /* "abierto" */
	const char *threshold;
	const char *read_at;
	const char *names; /* of the quarters, as they came */

	size_t n_quarters;
	char **quarters; /* "I-19", the quarters of every trend */
	size_t n;
	struct figures_row *rows;
};

struct desk;

/* Its key is not looked at; plan and period NULL: the server's choice. One
 * round trip; on failure *out is as before. */
bool figures_read(struct desk *desk, struct arena *arena,
	const struct figure_of *of, struct figures *out, struct err *err);

#endif
