/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_PACKING_H
#define HITO_DB_PACKING_H

/*
 * Statements that answer one text, as they travel: with the sum of the answer
 * that is still there from the last time (held.h), and short where that is
 * worth it (shortened.h); and their answers made rows again, each one text.
 * A server without the functions for it is asked plainly.
 */

#include "base/err.h"
#include "db/held.h"
#include "db/session.h"

/* Of one session. */
struct packer {
	struct held held;
	bool off; /* the server has not what it takes */
};

struct packing {
	struct packer *packer;
	size_t n;
	struct statement *v; /* as they travel */
	struct held_answer *known;
	bool plain;
};

/* NULL: none of them is of that kind. plain: as they were given. */
struct packing *packing_new(struct packer *packer,
	const struct statement *statements, size_t n, bool plain);
/* Makes rows of the answers, in place, and keeps them. False with err where one
 * of them is none. */
bool packing_take(
	struct packing *p, struct result **results, struct err *err);
/* Puts back what was not answered. */
void packing_free(struct packing *p);
/* Whether a statement was refused for what the server has not; it is asked
 * plainly then from now on. */
bool packing_is_unheard(struct packing *p, const struct refusal *refusal);

#endif
