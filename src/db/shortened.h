/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_SHORTENED_H
#define HITO_DB_SHORTENED_H

/* An answer as core.short writes it (sql/code/base/packed.sql), made whole. */

#include <stdbool.h>

struct buf;

/* Adds what it stands for to out, which holds nothing yet. False where text is
 * none: a number of nothing, or cut off. */
bool shortened_read(const char *text, struct buf *out);

#endif
