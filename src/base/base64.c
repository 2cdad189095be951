/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/base64.h"

#include <string.h>

#include "base/mem.h"

static const char digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_put(struct buf *out, const void *bytes, size_t n)
{
	const unsigned char *b = bytes;

	for (size_t i = 0; i < n; i += 3) {
		unsigned long v = (unsigned long)b[i] << 16 |
				  (unsigned long)(i + 1 < n ? b[i + 1] : 0)
					  << 8 |
				  (unsigned long)(i + 2 < n ? b[i + 2] : 0);

		buf_putc(out, digits[v >> 18 & 63]);
		buf_putc(out, digits[v >> 12 & 63]);
		buf_putc(out, i + 1 < n ? digits[v >> 6 & 63] : '=');
		buf_putc(out, i + 2 < n ? digits[v & 63] : '=');
	}
}

void
base64_take(struct buf *out, const char *text)
{
	unsigned long v = 0;
	unsigned bits = 0;

	for (; *text; text++) {
		const char *at = strchr(digits, *text);

		if (*text == '\n' || *text == '\r')
			continue;
		if (!at)
			return;
		v = v << 6 | (unsigned long)(at - digits);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			buf_putc(out, (char)(v >> bits & 0xff));
		}
	}
}
