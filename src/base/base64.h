/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_BASE64_H
#define HITO_BASE_BASE64_H

/* Bytes as letters (RFC 4648, section 4), without line ends. */

#include <stddef.h>

struct buf;

void base64_put(struct buf *out, const void *bytes, size_t n);
/* What text says, up to the first sign that is none of it; line ends are
 * passed over. */
void base64_take(struct buf *out, const char *text);

#endif
