/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_TOTAL_H
#define HITO_IMPORT_TOTAL_H

/*
 * Rows of a sheet that add up those above them: they say so, and their numbers
 * are the sums. They are no data.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/row.h"

struct total;

/* width: cells that count. In arena. */
struct total *total_new(struct arena *arena, size_t width);
/* Rows below the headings, in their order. */
void total_row(struct total *total, const struct file_row *row);
/* After all rows: is that line one? */
bool total_is(const struct total *total, size_t line);

#endif
