/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_COPY_H
#define HITO_DB_COPY_H

/*
 * Streaming rows into the server with COPY ... FROM STDIN (text format), and
 * out of it with COPY ... TO STDOUT. Memory is constant. The COPY is always
 * drained: after copy_end, copy_abort or copy_out the session can be used
 * again.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "db/session.h"

struct copy;

/* sql is the whole COPY command. */
struct copy *
copy_begin(struct session *session, const char *sql, struct err *err);
/* One row; NULL is SQL NULL. Escapes as COPY text wants it. */
bool copy_row(struct copy *copy, size_t n, const char *const *values,
	struct err *err);
/* The server has taken *rows rows. Frees copy in every case. */
bool copy_end(struct copy *copy, size_t *rows, struct err *err);
/* Makes the server throw the rows away. Frees copy. */
void copy_abort(struct copy *copy);

/* Takes what came; false with err: nothing more is wanted. */
typedef bool
copy_take_fn(void *arg, const char *bytes, size_t n, struct err *err);
/* Gives all that COPY ... TO STDOUT sends, in pieces that are its lines. */
bool copy_out(struct session *session, const char *sql, copy_take_fn *take,
	void *arg, struct err *err);

#endif
