/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_LIMIT_H
#define HITO_IMPORT_WORKBOOK_LIMIT_H

/*
 * How far what is packed may unfold: what people send is a few times smaller
 * packed, and what is made to fill a disk thousands of times.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum {
	LIMIT_RATIO = 100,
	LIMIT_FREE = 16 << 20, /* bytes that nobody asks about */
};

/* in bytes of name (of its part, unless NULL) became out. ERR_FILE. */
bool limit_ratio(const char *name, const char *part, uint64_t in, uint64_t out,
	struct err *err);

#endif
