/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/utf8.h"

#include <string.h>

#include "base/width.h"

enum {
	REPLACEMENT = 0xfffd,
	MARKS_MAX = 4, /* combining marks after one character */
};

size_t
utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)s;
	size_t len;
	uint32_t v;

	*cp = p[0];
	if (p[0] < 0x80)
		return 1;
	*cp = REPLACEMENT;
	len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
	if (p[0] < 0xc2 || p[0] > 0xf4 || n < len)
		return 1;
	v = p[0] & (0xffu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 1;
		v = v << 6 | (p[i] & 0x3f);
	}
	if (v < least[len] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 1;
	*cp = v;
	return len;
}

size_t
utf8_encode(uint32_t cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp >= 0xd800 && cp <= 0xdfff)
		return 0;
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	if (cp > 0x10ffff)
		return 0;
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

size_t
utf8_valid(const char *s, size_t n)
{
	size_t at = 0;

	while (at < n) {
		uint32_t cp;
		size_t len = utf8_decode(s + at, n - at, &cp);

		/* A real U+FFFD takes three bytes, a bad byte one. */
		if (cp == REPLACEMENT && len == 1)
			return at;
		at += len;
	}
	return n;
}

size_t
utf8_next(const char *s, size_t n, size_t at)
{
	uint32_t cp;

	if (at >= n)
		return n;
	at += utf8_decode(s + at, n - at, &cp);
	while (at < n) {
		size_t len = utf8_decode(s + at, n - at, &cp);

		if (!width_is_combining(cp))
			break;
		at += len;
	}
	return at;
}

/* Start of the code point before at, marks not counted in. */
static size_t
back_one(const char *s, size_t at, uint32_t *cp)
{
	size_t start = at - 1;

	while (start > 0 && at - start < 4 &&
		((unsigned char)s[start] & 0xc0) == 0x80)
		start--;
	if (start + utf8_decode(s + start, at - start, cp) == at)
		return start;
	*cp = REPLACEMENT;
	return at - 1;
}

size_t
utf8_prev(const char *s, size_t at)
{
	uint32_t cp;

	while (at > 0) {
		at = back_one(s, at, &cp);
		if (!width_is_combining(cp))
			break;
	}
	return at;
}

int
utf8_width_of(uint32_t cp)
{
	if (cp < 0x300)
		return 1;
	if (width_is_combining(cp))
		return 0;
	return width_is_wide(cp) ? 2 : 1;
}

int
utf8_width(const char *s, size_t n)
{
	size_t at = 0;
	int cells = 0;

	while (at < n) {
		uint32_t cp;

		at += utf8_decode(s + at, n - at, &cp);
		cells += utf8_width_of(cp);
	}
	return cells;
}

int
utf8_cells(const char *s)
{
	return s ? utf8_width(s, strlen(s)) : 0;
}

size_t
utf8_fit(const char *s, size_t n, int cells)
{
	size_t at = 0;

	while (at < n) {
		uint32_t cp;
		size_t len = utf8_decode(s + at, n - at, &cp);
		int width = utf8_width_of(cp);

		if (width > cells)
			break;
		cells -= width;
		at += len;
	}
	return at;
}

size_t
utf8_fit_words(const char *s, size_t n, int cells)
{
	size_t fit = utf8_fit(s, n, cells), at;

	if (fit == n)
		return n;
	for (at = fit; at > 0 && s[at] != ' '; at--)
		;
	if (at > 0)
		return at;
	return fit > 0 ? fit : utf8_next(s, n, 0);
}

/*
 * Code points that a terminal obeys, that hide, or that turn the text around
 * them: C0, DEL, C1, soft hyphen, joiners and fillers without width, bidi
 * marks and overrides (UAX #9), line and paragraph separators, variation
 * selectors (they change the width of what stands before), interlinear and
 * musical controls, tags, private use, noncharacters.
 */
static const struct {
	uint32_t first;
	uint32_t last;
} unsafe[] = {
	{ 0x0000, 0x001f },
	{ 0x007f, 0x009f },
	{ 0x00ad, 0x00ad },
	{ 0x034f, 0x034f },
	{ 0x061c, 0x061c },
	{ 0x115f, 0x1160 },
	{ 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f },
	{ 0x200b, 0x200f },
	{ 0x2028, 0x202e },
	{ 0x2060, 0x206f },
	{ 0x3164, 0x3164 },
	{ 0xd800, 0xf8ff },
	{ 0xfdd0, 0xfdef },
	{ 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff },
	{ 0xffa0, 0xffa0 },
	{ 0xfff0, 0xfffb },
	{ 0xfffe, 0xffff },
	{ 0x13430, 0x1345f },
	{ 0x1bca0, 0x1bca3 },
	{ 0x1d173, 0x1d17a },
	{ 0xe0000, 0x10ffff },
};

static bool
is_unsafe(uint32_t cp)
{
	if (cp >= 0x20 && cp < 0x7f)
		return false;
	for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++)
		if (cp <= unsafe[i].last)
			return cp >= unsafe[i].first;
	/* The last two of every plane are noncharacters. */
	return (cp & 0xfffe) == 0xfffe;
}

struct cleaner {
	bool lines;
	int marks; /* after the last character; -1: no character yet */
};

enum verdict {
	KEEP,
	BLANK,
	SIGN,
	DROP
};

static enum verdict
judge(struct cleaner *c, uint32_t cp, size_t len)
{
	if (cp == '\n' && c->lines) {
		c->marks = -1;
		return KEEP;
	}
	if (width_is_combining(cp) && !is_unsafe(cp)) {
		/* A mark with nothing under it would sit on a bracket. */
		if (c->marks < 0) {
			c->marks = 0;
			return SIGN;
		}
		return ++c->marks > MARKS_MAX ? DROP : KEEP;
	}
	c->marks = 0;
	if (cp == '\t')
		return BLANK;
	return is_unsafe(cp) || (cp == REPLACEMENT && len == 1) ? SIGN : KEEP;
}

size_t
utf8_clean(const char *s, size_t n, bool lines, char *out)
{
	struct cleaner c = { .lines = lines, .marks = -1 };
	size_t at = 0, used = 0;

	while (at < n) {
		uint32_t cp;
		size_t len = utf8_decode(s + at, n - at, &cp);

		switch (judge(&c, cp, len)) {
		case KEEP:
			memmove(out + used, s + at, len);
			used += len;
			break;
		case BLANK:
			out[used++] = ' ';
			break;
		case SIGN:
			used += utf8_encode(REPLACEMENT, out + used);
			break;
		case DROP:
			break;
		}
		at += len;
	}
	out[used] = '\0';
	return used;
}

bool
utf8_is_clean(const char *s, size_t n, bool lines)
{
	struct cleaner c = { .lines = lines, .marks = -1 };
	size_t at = 0;

	while (at < n) {
		uint32_t cp;
		size_t len = utf8_decode(s + at, n - at, &cp);

		if (judge(&c, cp, len) != KEEP)
			return false;
		at += len;
	}
	return true;
}
