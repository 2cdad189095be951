/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_SHA256_H
#define HITO_BASE_SHA256_H

/*
 * SHA-256 (FIPS 180-4) of a stream: the fingerprint of an imported file. For
 * telling files apart, not for secrets.
 */

#include <stddef.h>
#include <stdint.h>

enum {
	SHA256_BLOCK = 64,
	SHA256_HEX = 65, /* 64 digits and the NUL */
};

struct sha256 {
	uint32_t state[8];
	uint64_t bytes;
	unsigned char block[SHA256_BLOCK];
};

void sha256_begin(struct sha256 *h);
void sha256_add(struct sha256 *h, const void *data, size_t n);
void sha256_end(struct sha256 *h, char hex[SHA256_HEX]);
/* All of it at once. */
void sha256_of(const void *data, size_t n, char hex[SHA256_HEX]);

#endif
