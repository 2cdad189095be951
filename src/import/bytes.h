/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_BYTES_H
#define HITO_IMPORT_BYTES_H

/*
 * The bytes of a file, read from front to back as often as wanted in constant
 * memory: a regular file, a pipe or standard input ("-"), whose bytes are kept
 * meanwhile in a file that has no name. Knows its fingerprint and whether it
 * changes while it is read; nothing of what the bytes mean.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

struct bytes;

/* Opens it and says what is wrong with a folder or a terminal. sha256: what
 * the sender says it is; NULL unknown. ERR_FILE or ERR_USAGE. */
struct bytes *bytes_open(const char *path, const char *sha256, struct err *err);
void bytes_close(struct bytes *bytes);
/* Called before each read of what is no plain file, so that a pipe that
 * stalls does not hide what happens elsewhere; false ends the reading. */
typedef bool bytes_wait(void *arg, int fd, struct err *err);
void bytes_on_wait(struct bytes *bytes, bytes_wait *wait, void *arg);

/* What packed bytes are unfolded by, before they are kept. */
struct bytes_filter {
	void *(*open)(const char *name); /* of the file, for messages */
	bool (*feed)(void *filter, const char *bytes, size_t n, FILE *to,
		struct err *err);
	/* No more come: were those all? */
	bool (*end)(void *filter, struct err *err);
	void (*close)(void *filter);
};

/* Fills the piece that waits to be used, as far as there are bytes. */
bool bytes_fill(struct bytes *bytes, struct err *err);
/* The n bytes that wait; valid until the next call. */
const char *bytes_piece(const struct bytes *bytes, size_t *n);
/* The first n of them are done with. */
void bytes_use(struct bytes *bytes, size_t n);
/* No more bytes come behind those that wait. */
bool bytes_at_end(const struct bytes *bytes);
/* Read so far in this pass, those that wait included. */
uint64_t bytes_read(const struct bytes *bytes);
/* Of a regular file; 0 when unknown. */
uint64_t bytes_size(const struct bytes *bytes);

/* Sees to it that all bytes can be read again, those of a pipe are kept; and
 * stands before the first. */
bool bytes_take_in(struct bytes *bytes, struct err *err);
/* The same of what is packed: unfolded by filter. The fingerprint and the
 * name stay those of the packed file. */
bool bytes_unfold(struct bytes *bytes, const struct bytes_filter *filter,
	struct err *err);
/* Reads a pass for its fingerprint alone. */
bool bytes_count(struct bytes *bytes, struct err *err);
/* Where all of it can be read at any place, once it was taken in. */
int bytes_fd(const struct bytes *bytes);
/* Back to the first byte; from now on what is read is counted in the
 * fingerprint. */
bool bytes_rewind(struct bytes *bytes, struct err *err);
/* All bytes of a pass were read: are they those of the pass before? */
bool bytes_end_pass(struct bytes *bytes, struct err *err);
/* Behind a pass: is it what the sender says, and still what was read? */
bool bytes_is_expected(const struct bytes *bytes, struct err *err);
/* A regular file must not have grown, shrunk or been written meanwhile. */
bool bytes_is_unchanged(const struct bytes *bytes, struct err *err);

bool bytes_is_regular(const struct bytes *bytes);
/* Does path lead to it, by whatever name or link? */
bool bytes_is_at(const struct bytes *bytes, const char *path);
const char *bytes_name(const struct bytes *bytes); /* without folders */
/* Behind a pass. */
const char *bytes_sha256(const struct bytes *bytes);

#endif
