/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PUBLISH_FOLDER_H
#define HITO_PUBLISH_FOLDER_H

/*
 * A folder that others read while it is written. Each file is compared with
 * the one that stands there as it comes, and begins to be written, beside it,
 * where they differ: what did not change is not touched. All new ones are
 * whole and on the disk before the first is put in its place, each by one
 * rename, in the order in which they were made: the last names the others with
 * their SHA-256, by which a reader knows files of two editions apart.
 * It is ours alone: ".hito-publish" in it has the names of its files, so that
 * one which is no longer made goes. Two programs do not write it at once.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/sha256.h"

struct folder;

/* What a file came to. */
struct folder_file {
	size_t bytes;
	char sha256[SHA256_HEX];
};

/* Makes it where it is not there. Refused where it has files and is not ours,
 * and while another program writes it. */
struct folder *folder_open(const char *path, struct err *err);
/* One file after the other: its name in the folder, its bytes in pieces, its
 * end. put takes the folder as void *, as copy_out gives it. */
void folder_begin(struct folder *folder, const char *name);
bool folder_put(void *folder, const char *bytes, size_t n, struct err *err);
bool
folder_end(struct folder *folder, struct folder_file *file, struct err *err);
/* All of it at once. */
bool folder_save(struct folder *folder, const char *name,
	const struct buf *bytes, struct err *err);
/* Puts them in their places; how many are new or changed or went. */
bool folder_publish(struct folder *folder, size_t *changed, struct err *err);
/* What was not published is thrown away. */
void folder_close(struct folder *folder);

#endif
