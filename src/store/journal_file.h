/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_JOURNAL_FILE_H
#define HITO_STORE_JOURNAL_FILE_H

/*
 * A journal as it lies on the disk: entries behind one another, each two bytes
 * of a mark, its length and the CRC-32C of length and content (both 32 bits,
 * little-endian), then a letter and texts, each with its length. Appended to,
 * never written over; mode 0600, locked by the session that it belongs to.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

struct journal_entry {
	char op;
	size_t n;
	const char **texts; /* each may be NULL */
};

struct journal_file;

enum journal_lock {
	JOURNAL_MINE,
	JOURNAL_BUSY, /* a session that goes on has it */
	JOURNAL_GONE, /* not there, or not to be opened: err says why */
};

/* A new one of that name in a folder, which is made; NULL with ERR_FILE. */
struct journal_file *
journal_make(const char *folder, const char *name, struct err *err);
/* One that is there, to add to it. */
enum journal_lock
journal_take(const char *path, struct journal_file **out, struct err *err);
/* All of them or none; sync: they are on the disk when it returns. ERR_FILE
 * leaves the file as it was. */
bool journal_add(struct journal_file *file, const struct journal_entry *entries,
	size_t n, bool sync, struct err *err);
size_t journal_size(const struct journal_file *file);
/* remove: takes it off the disk too. */
void journal_release(struct journal_file *file, bool remove);

/* What can be read of it: whole entries, also those behind a damaged part;
 * *lost the bytes that are of none. */
bool journal_read(struct arena *arena, const char *path,
	struct journal_entry **out, size_t *n, size_t *lost, struct err *err);
/* The same of bytes. */
void journal_parse(struct arena *arena, const char *bytes, size_t size,
	struct journal_entry **out, size_t *n, size_t *lost);

#endif
