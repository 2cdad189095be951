/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_EXPORT_ROWS_H
#define HITO_REPORT_EXPORT_ROWS_H

/*
 * Rows of a register as a file has them that import reads: a cell for each of
 * chosen fields, from a cursor in the snapshot that stands open
 * (store/stream).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "form/statement.h"
#include "report/export_cell.h"
#include "store/desk.h"
#include "store/stream.h"

struct export_rows {
	struct desk *desk;
	const struct form *form;
	struct arena *arena;
	struct columns besides; /* what its import reads beside the list */
	size_t n;
	const struct field **fields;
	int *doubts; /* column of the answer that says it; -1 none */
	struct stream *stream;
};

/* Of no field yet. */
bool export_rows_begin(struct export_rows *rows, struct desk *desk,
	const struct form *form, struct arena *arena, struct err *err);
/* Whether there is something to be read of a field: what no file fills as far
 * as it is drawn. */
bool
export_rows_have(const struct export_rows *rows, const struct field *field);
void export_rows_add(struct export_rows *rows, const struct field *field);
/* Those of request; they come by stream_next. */
bool export_rows_open(struct export_rows *rows,
	const struct page_request *request, struct err *err);
void export_rows_end(struct export_rows *rows);
struct export_cell export_rows_cell(const struct export_rows *rows,
	const struct result *answer, size_t row, size_t i);

#endif
