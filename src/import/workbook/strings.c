/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/strings.h"

#include <string.h>

#include "base/utf8.h"

enum {
	ESCAPE = 7, /* bytes of _x000D_ */
};

void
strings_init(struct strings *s)
{
	*s = (struct strings){ 0 };
	spill_init(&s->texts, STRINGS_MEMORY);
	spill_init(&s->places, STRINGS_MEMORY / 4);
}

void
strings_free(struct strings *s)
{
	spill_free(&s->texts);
	spill_free(&s->places);
}

bool
strings_add(struct strings *s, const char *text, size_t n, struct err *err)
{
	uint64_t end = s->texts.size + n;

	s->n++;
	return spill_add(&s->texts, text, n, err) &&
	       spill_add(&s->places, &end, sizeof end, err);
}

bool
strings_get(struct strings *s, uint64_t at, struct buf *out, struct err *err)
{
	uint64_t places[2] = { 0, 0 };
	char piece[1024];

	if (at == 0 ? !spill_get(&s->places, 0, &places[1], sizeof *places, err)
		    : !spill_get(&s->places, (at - 1) * sizeof *places, places,
			      sizeof places, err))
		return false;
	buf_reset(out);
	while (places[0] < places[1]) {
		size_t n = places[1] - places[0] < sizeof piece
				   ? (size_t)(places[1] - places[0])
				   : sizeof piece;

		if (!spill_get(&s->texts, places[0], piece, n, err))
			return false;
		buf_add(out, piece, n);
		places[0] += n;
	}
	return true;
}

/* ---- escapes ------------------------------------------------------------ */

/* The character that _xHHHH_ stands for; false: it is none. */
static bool
read_escape(const char *p, size_t n, uint32_t *code)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";

	if (n < ESCAPE || p[0] != '_' || p[1] != 'x' || p[ESCAPE - 1] != '_')
		return false;
	*code = 0;
	for (size_t i = 2; i < ESCAPE - 1; i++) {
		const char *digit = p[i] ? strchr(digits, p[i]) : NULL;

		if (!digit)
			return false;
		*code = *code * 16 + (uint32_t)((digit - digits) % 16);
	}
	return *code != 0;
}

/* The same, of two where one is half a character. Returns how many bytes. */
static size_t
read_character(const char *p, size_t n, uint32_t *code)
{
	uint32_t low;

	if (!read_escape(p, n, code))
		return 0;
	if (*code < 0xd800 || *code > 0xdfff)
		return ESCAPE;
	if (*code > 0xdbff || !read_escape(p + ESCAPE, n - ESCAPE, &low) ||
		low < 0xdc00 || low > 0xdfff)
		return 0;
	*code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
	return 2 * (size_t)ESCAPE;
}

void
strings_plain(struct buf *text)
{
	char *to = text->data;
	size_t n = text->len;
	bool cr = false; /* an LF now belongs to the CR before it */

	if (!to || !(memchr(to, '_', n) || memchr(to, '\r', n)))
		return;
	for (size_t at = 0; at < n;) {
		const char *p = text->data + at;
		uint32_t code;
		size_t used = read_character(p, n - at, &code);
		bool second;

		if (used == 0)
			code = (unsigned char)*p;
		second = cr && code == '\n';
		cr = code == '\r';
		if (cr)
			*to++ = '\n';
		else if (used && !second)
			to += utf8_encode(code, to);
		else if (!second)
			*to++ = *p;
		at += used ? used : 1;
	}
	text->len = (size_t)(to - text->data);
	text->data[text->len] = '\0';
}
