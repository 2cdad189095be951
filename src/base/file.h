/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_FILE_H
#define HITO_BASE_FILE_H

/*
 * Small files taken and left whole: settings, caches, layouts. Files that may
 * be large are streamed by whoever reads or makes them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct arena;
struct err;

enum {
	FILE_SMALL = 1 << 20
}; /* bytes; the usual limit */

bool file_exists(const char *path);
/* What of opening a file is told to a person, by errno. Returns false. */
bool file_cannot_open(const char *path, struct err *err);
/* The whole content, NUL-terminated; *n (may be NULL) its length. NULL with
 * ERR_FILE when it is missing, no regular file, longer than max or
 * unreadable. */
char *file_read(struct arena *arena, const char *path, size_t max, size_t *n,
	struct err *err);
/* Writes beside and renames over: a reader sees the old or the new content.
 * Mode 0600. */
bool file_write_private(
	const char *path, const char *text, size_t n, struct err *err);

/*
 * A file for a person, whole or not at all: written beside, then put in its
 * place. A link in its place is replaced, never followed; so is a file when
 * replace says so, and keeps its mode. Otherwise, when there is one, ERR_FILE
 * with field "exists" and nothing is touched.
 */
bool file_save(const char *path, const char *bytes, size_t n, bool replace,
	struct err *err);
/* Writes all of it to out. false: out cannot be written, as its ferror says,
 * or there is nothing to write, as arg knows. */
typedef bool file_fill_fn(void *arg, FILE *out);
/* The same of bytes that nobody holds; err is filled but for the latter. */
bool file_save_by(const char *path, file_fill_fn *fill, void *arg, bool replace,
	struct err *err);
/* "~/x" with the home folder in it; anything else as it is. */
const char *file_expand(struct arena *arena, const char *path);

#endif
