/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/crc32c.h"

enum {
	HALF_BITS = 4,
	HALF = 15,
};

/* Half a byte at a time: the remainders of 0..15 by the polynomial 1EDC6F41,
 * bits reversed. */
static const uint32_t halves[] = {
	0x00000000,
	0x105ec76f,
	0x20bd8ede,
	0x30e349b1,
	0x417b1dbc,
	0x5125dad3,
	0x61c69362,
	0x7198540d,
	0x82f63b78,
	0x92a8fc17,
	0xa24bb5a6,
	0xb21572c9,
	0xc38d26c4,
	0xd3d3e1ab,
	0xe330a81a,
	0xf36e6f75,
};

uint32_t
crc32c(uint32_t crc, const void *bytes, size_t n)
{
	const unsigned char *at = bytes;

	crc = ~crc;
	for (size_t i = 0; i < n; i++) {
		crc ^= at[i];
		crc = (crc >> HALF_BITS) ^ halves[crc & HALF];
		crc = (crc >> HALF_BITS) ^ halves[crc & HALF];
	}
	return ~crc;
}
