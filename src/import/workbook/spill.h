/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_SPILL_H
#define HITO_IMPORT_WORKBOOK_SPILL_H

/*
 * Bytes put one behind the other and read again at any place: in memory up to
 * a limit, beyond it in a file that has no name and that nobody else may read.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum {
	SPILL_PAGE = 32 * 1024,
	SPILL_PAGES = 32, /* kept of the file, read as whole pages */
};

struct spill_page {
	uint64_t number; /* from 1; 0: empty */
	char bytes[SPILL_PAGE];
};

struct spill {
	size_t limit;	 /* bytes in memory */
	struct buf head; /* all of them, or what is not yet in the file */
	int fd;		 /* -1: none yet */
	uint64_t size;
	uint64_t written; /* to the file */
	struct spill_page *pages;
};

void spill_init(struct spill *spill, size_t limit);
void spill_free(struct spill *spill);
bool
spill_add(struct spill *spill, const void *bytes, size_t n, struct err *err);
/* n bytes from at on, which are there. */
bool spill_get(
	struct spill *spill, uint64_t at, void *out, size_t n, struct err *err);

#endif
