/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_CRC32C_H
#define HITO_BASE_CRC32C_H

/* CRC-32C (Castagnoli), as in RFC 3720 appendix B.4. */

#include <stddef.h>
#include <stdint.h>

/* Of n bytes behind those that gave crc; 0 to begin with. */
uint32_t crc32c(uint32_t crc, const void *bytes, size_t n);

#endif
