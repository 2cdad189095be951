/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folding half of base/utf8.h: accents and case away. */
#include "base/utf8.h"

#include <string.h>

#include "base/str.h"

enum {
	LATIN_FIRST = 0xc0, /* U+00C0 .. U+017F: Latin-1 and Extended-A */
	LATIN1_LAST = 0xff,
	LATIN_LAST = 0x17f,
	MARK_FIRST = 0x300, /* combining marks of decomposed letters */
	MARK_LAST = 0x36f,
};

/* The plain letter of each. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTs"
			    "aaaaaaaceeeeiiiidnooooo/ouuuuyty"
			    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
			    "GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlL"
			    "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSs"
			    "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

static char
plain_latin(uint32_t cp)
{
	return latin[cp - LATIN_FIRST];
}

/* Exactly what the server's core.fold() does: the accented letters of
 * Latin-1, not those that are letters of their own. */
static uint32_t
fold_one(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		uint32_t plain;
	} signs[] = {
		{ 0xa0, ' ' },
		{ 0x2013, '-' },
		{ 0x2014, '-' },
		{ 0x2019, '\'' },
		/* Æ Ð × Ø Þ ß æ ð ÷ ø þ stay. */
		{ 0xc6, 0xc6 },
		{ 0xd0, 0xd0 },
		{ 0xd7, 0xd7 },
		{ 0xd8, 0xd8 },
		{ 0xde, 0xde },
		{ 0xdf, 0xdf },
		{ 0xe6, 0xe6 },
		{ 0xf0, 0xf0 },
		{ 0xf7, 0xf7 },
		{ 0xf8, 0xf8 },
		{ 0xfe, 0xfe },
	};

	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (signs[i].cp == cp)
			return signs[i].plain;
	if (cp < LATIN_FIRST || cp > LATIN1_LAST)
		return cp;
	return fold_one((unsigned char)plain_latin(cp));
}

/* Folds into out all but the code points that drop() names. */
static void
fold_without(const char *s, char *out, size_t room, bool (*drop)(uint32_t cp))
{
	size_t n = strlen(s), at = 0, used = 0;

	while (at < n) {
		char encoded[4];
		uint32_t cp;
		size_t len;

		at += utf8_decode(s + at, n - at, &cp);
		if (drop(cp))
			continue;
		len = utf8_encode(fold_one(cp), encoded);
		if (used + len >= room)
			break;
		memcpy(out + used, encoded, len);
		used += len;
	}
	if (room)
		out[used] = '\0';
}

/* Grave, acute, circumflex, tilde, diaeresis, cedilla of decomposed text. */
static bool
is_spanish_mark(uint32_t cp)
{
	return (cp >= 0x300 && cp <= 0x303) || cp == 0x308 || cp == 0x327;
}

void
utf8_fold(const char *s, char *out, size_t room)
{
	fold_without(s, out, room, is_spanish_mark);
}

static bool
is_mark_or_heading_noise(uint32_t cp)
{
	/* BOM, º, ° and the marks of footnotes. */
	if (cp == 0xfeff || cp == 0xba || cp == 0xb0)
		return true;
	cp = fold_one(cp);
	if (cp && cp < 0x80 && strchr(" \t\r\n.,:;*_-\"'()", (int)cp))
		return true;
	return cp >= MARK_FIRST && cp <= MARK_LAST;
}

static bool
compare_folded(const char *a, const char *b, bool whole)
{
	char x[256], y[256];

	if (!a || !b)
		return false;
	utf8_fold(a, x, sizeof x);
	utf8_fold(b, y, sizeof y);
	return whole ? str_eq(x, y) : str_starts(x, y);
}

bool
utf8_is_same(const char *a, const char *b)
{
	return compare_folded(a, b, true);
}

bool
utf8_begins_with(const char *s, const char *beginning)
{
	return compare_folded(s, beginning, false);
}

void
utf8_fold_heading(const char *s, char *out, size_t room)
{
	fold_without(s, out, room, is_mark_or_heading_noise);
}

uint32_t
utf8_accent(uint32_t cp)
{
	static const uint32_t cycle[][2] = {
		{ 'a', 0xe1 },
		{ 0xe1, 'a' },
		{ 'A', 0xc1 },
		{ 0xc1, 'A' },
		{ 'e', 0xe9 },
		{ 0xe9, 'e' },
		{ 'E', 0xc9 },
		{ 0xc9, 'E' },
		{ 'i', 0xed },
		{ 0xed, 'i' },
		{ 'I', 0xcd },
		{ 0xcd, 'I' },
		{ 'o', 0xf3 },
		{ 0xf3, 'o' },
		{ 'O', 0xd3 },
		{ 0xd3, 'O' },
		{ 'u', 0xfa },
		{ 0xfa, 0xfc },
		{ 0xfc, 'u' },
		{ 'U', 0xda },
		{ 0xda, 0xdc },
		{ 0xdc, 'U' },
		{ 'n', 0xf1 },
		{ 0xf1, 'n' },
		{ 'N', 0xd1 },
		{ 0xd1, 'N' },
		{ '?', 0xbf },
		{ 0xbf, '?' },
		{ '!', 0xa1 },
		{ 0xa1, '!' },
	};

	for (size_t i = 0; i < sizeof cycle / sizeof cycle[0]; i++)
		if (cycle[i][0] == cp)
			return cycle[i][1];
	return cp;
}

char
utf8_ascii(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		char ascii;
	} signs[] = {
		{ 0x00a0, ' ' },
		{ 0x00a1, '!' },
		{ 0x00aa, 'a' },
		{ 0x00ab, '"' },
		{ 0x00b0, 'o' },
		{ 0x00b4, '\'' },
		{ 0x00b6, '|' },
		{ 0x00b7, '.' },
		{ 0x00ba, 'o' },
		{ 0x00bb, '"' },
		{ 0x2010, '-' },
		{ 0x2011, '-' },
		{ 0x2012, '-' },
		{ 0x2013, '-' },
		{ 0x2014, '-' },
		{ 0x2018, '\'' },
		{ 0x2019, '\'' },
		{ 0x201c, '"' },
		{ 0x201d, '"' },
		{ 0x2022, '*' },
		{ 0x2026, '.' },
		{ 0x2500, '-' },
		{ 0x2502, '|' },
		{ 0x2503, '|' },
		{ 0x2588, '#' },
		{ 0x2591, '.' },
		{ 0x25a0, '#' },
		{ 0x25b2, '^' },
		{ 0x25bc, 'v' },
		{ 0x25cb, 'o' },
		{ 0x25cf, '*' },
		{ 0x2713, 'x' },
	};

	if (cp >= 0x20 && cp < 0x7f)
		return (char)cp;
	if (cp >= LATIN_FIRST && cp <= LATIN_LAST)
		return plain_latin(cp);
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (signs[i].cp == cp)
			return signs[i].ascii;
	return '?';
}
