/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_FROZEN_H
#define HITO_REPORT_FROZEN_H

/*
 * A report as it is kept: one JSON object for each thing that a writer sees,
 * in order, and the report made again of them. What a writer can tell apart
 * must be here: the tables in frozen.c name every member of struct report.
 * Knows nothing of where it is kept.
 */

#include "base/mem.h"
#include "db/session.h"
#include "report/report.h"

/* Adds a JSON array of flat objects whose members are text or null. */
void frozen_write(const struct report *report, struct buf *out);
/* Rows with a column of each member's name (follow.report_lines). NULL when
 * they are no report. Texts live in arena. */
struct report *frozen_read(struct arena *arena, const struct result *rows);

#endif
