/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_STREAM_H
#define HITO_STORE_STREAM_H

/*
 * All rows of a statement in constant memory: a cursor inside one snapshot.
 * While rows are worked on the next ones are on their way.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "form/statement.h"
#include "store/desk.h"

/* One snapshot, read only, for any number of streams one behind the other. */
bool stream_begin(struct desk *desk, struct err *err);
void stream_end(struct desk *desk);

struct stream;
/* NULL with err; statement declares a cursor called STREAM_CURSOR. */
#define STREAM_CURSOR "hito_rows"
struct stream *stream_open(
	struct desk *desk, const struct statement *statement, struct err *err);
/* The next rows, until it is asked again; no row: there are no more. NULL with
 * err. */
const struct result *stream_next(struct stream *stream, struct err *err);
void stream_close(struct stream *stream);

#endif
