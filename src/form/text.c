/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form/text.h"

#include <stdint.h>

#include "base/utf8.h"

void
text_upper(struct buf *b, const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		char bytes[4];

		at += utf8_decode(s + at, n - at, &cp);
		if ((cp >= 'a' && cp <= 'z') ||
			(cp >= 0xe0 && cp <= 0xfe && cp != 0xf7))
			cp -= 0x20;
		buf_add(b, bytes, utf8_encode(cp, bytes));
	}
}

size_t
text_characters(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

void
text_clean(struct buf *b, const char *s, size_t n, bool lines)
{
	struct buf plain = { 0 };
	struct arena *scratch = arena_new();
	char *clean = arena_alloc(scratch, 3 * n + 1);

	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (c == '\r' && i + 1 < n && s[i + 1] == '\n')
			continue;
		if (c == '\r' || c == '\n')
			c = lines ? '\n' : ' ';
		buf_putc(&plain, c == '\t' ? ' ' : c);
	}
	buf_add(b, clean,
		utf8_clean(buf_text(&plain), plain.len, lines, clean));
	buf_free(&plain);
	arena_free(scratch);
}
