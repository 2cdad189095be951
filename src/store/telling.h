/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_TELLING_H
#define HITO_STORE_TELLING_H

/* A journal told as drafts, for the files that read journals; nobody else
 * includes it. */

#include "store/journal_inside.h"

/* One journal as it is read. */
struct telling {
	struct arena *arena;
	const char *path;
	const struct journal_entry *owner; /* NULL: it is lost */
	size_t n;
	size_t cap;
	struct draft *v; /* also those that are over: their place stays */
	bool *over;
	int64_t confirmed; /* the last that was; 0 none */
	size_t n_typed;	   /* entries, until now */
};

/* False: it cannot be read. *lost: the bytes that nothing can be made of. */
bool telling_read(
	struct arena *arena, const char *path, struct telling *t, size_t *lost);
/* Whether something in it is wanted still. */
bool telling_has_more(const struct telling *t);
/* Whose it is; NULL where that part of it is lost. */
const char *telling_owner(const struct telling *t, size_t i);
/* One whose owner is lost is of whoever has this home folder. NULL desk: of
 * anybody who has it. */
bool telling_is_hers(const struct telling *t, const struct desk *desk);

#endif
