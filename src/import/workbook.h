/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_WORKBOOK_H
#define HITO_IMPORT_WORKBOOK_H

/*
 * Workbooks and packed files, read by a module (base/module),
 * hito-workbook.so. This is its door: what it exports, and what loads it.
 */

#include "import/bytes.h"
#include "import/source.h"

#define WORKBOOK_ENTRY "workbook_entry"

struct workbook_entry {
	/* fd: all of the file, to be read at any place; it stays the caller's
	 * and open. name: of the file, for messages; both must stay. */
	struct source *(*open)(int fd, const char *name,
		const struct source_tick *tick, struct err *err);
	const struct bytes_filter *gunzip;
};

/* Exported by the module. */
extern const struct workbook_entry workbook_entry
	__attribute__((visibility("default")));

struct source *workbook_open(
	struct bytes *bytes, const struct source_tick *tick, struct err *err);
/* NULL with err when the module is missing. */
const struct bytes_filter *workbook_gunzip(struct err *err);

#endif
