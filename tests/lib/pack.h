/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_PACK_H
#define HITO_TESTS_PACK_H

/*
 * A zip archive made of parts as they are given, right or wrong: workbooks as
 * programs write them, and as none does.
 */

#include <stddef.h>

struct pack_part {
	const char *name;
	const char *bytes;
	size_t n;	 /* 0: as long as the text is */
	const char *raw; /* what stands in the archive, deflated; or NULL */
	size_t n_raw;
	unsigned flags; /* 1: encrypted */
};

/* The bytes of the archive, *size of them; free() them. */
char *pack(const struct pack_part *parts, size_t n, size_t *size);
/* A file without a name that has them; a descriptor. */
int pack_file(const char *bytes, size_t size);

#endif
