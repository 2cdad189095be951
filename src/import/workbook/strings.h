/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_STRINGS_H
#define HITO_IMPORT_WORKBOOK_STRINGS_H

/*
 * The texts that the cells of a workbook name by number (ECMA-376 part 1,
 * 18.4). As many as there are, in constant memory.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "import/workbook/spill.h"

enum {
	STRINGS_MEMORY = 8 << 20, /* bytes, before they go to disk */
};

struct strings {
	struct spill texts;
	struct spill places; /* of each text: where it ends */
	uint64_t n;
};

void strings_init(struct strings *strings);
void strings_free(struct strings *strings);
bool strings_add(
	struct strings *strings, const char *text, size_t n, struct err *err);
/* Puts text number at (from 0, less than n) into out, instead of what was
 * there. */
bool strings_get(
	struct strings *strings, uint64_t at, struct buf *out, struct err *err);

/*
 * A text of an xlsx as it was meant: _x000D_ stands for a character that XML
 * cannot hold (18.18.93), CRLF and CR are one line end. In place.
 */
void strings_plain(struct buf *text);

#endif
