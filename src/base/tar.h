/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_TAR_H
#define HITO_BASE_TAR_H

/*
 * An archive of a few regular files, as every tar(1) reads it. Each header is
 * written in one way only, so that a changed byte anywhere in it is seen; what
 * lies between the files is zero. Sizes of 8 GiB and more are written as GNU
 * and bsd tar do.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/sha256.h"

enum {
	TAR_BLOCK = 512,
	TAR_NAME = 100,
};

/* Being written, to a file that one can go back in. */
struct tar_out {
	FILE *out;
	int64_t made; /* seconds since 1970, of all files */
	char name[TAR_NAME];
	int64_t header; /* where that of this file stands */
	uint64_t bytes;
	struct sha256 sum;
};

/* Each false: out cannot be written, as its ferror or errno says. */
bool tar_begin(struct tar_out *t, const char *name);
bool tar_add(struct tar_out *t, const void *bytes, size_t n);
bool tar_end(struct tar_out *t, char hex[SHA256_HEX]);
bool tar_close(struct tar_out *t);

/* A file in one that is read. */
struct tar_entry {
	char name[TAR_NAME];
	uint64_t bytes;
};

enum tar_found {
	TAR_FILE,
	TAR_OVER, /* the end, and nothing behind it */
	TAR_CUT,  /* the archive ends before its end */
	TAR_WRONG /* no archive of ours, or a changed one */
};

/* What comes next; in stands at its first byte then. */
enum tar_found tar_next(FILE *in, struct tar_entry *entry);
/* Behind the bytes of a file: over what fills its last block. */
enum tar_found tar_skip_rest(FILE *in, const struct tar_entry *entry);

#endif
