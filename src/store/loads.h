/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_LOADS_H
#define HITO_STORE_LOADS_H

/* Loads of files, besides what a register of them is: what stands against
 * undoing one, and the one that took a file in before. */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "store/desk.h"

/* One thing that stands against undoing a load. */
struct obstacle {
	const char *said;     /* the record, or the register */
	const char *reason;   /* what is about it */
	const char *relation; /* its table */
	const char *col;      /* changed since; NULL none */
	const char *who;
	const char *at;
};
bool store_obstacles(struct desk *desk, const char *load, struct arena *arena,
	struct obstacle **out, size_t *n, struct err *err);

/* The load that took a file into a register before, by its SHA-256. */
struct load_before {
	const char *batch; /* NULL: none did */
	const char *login;
	const char *at;
	const char *file;
	const char *undone; /* by which load; NULL: it stands */
};
bool store_load_before(struct desk *desk, const char *name, const char *sha256,
	struct arena *arena, struct load_before *out, struct err *err);

#endif
