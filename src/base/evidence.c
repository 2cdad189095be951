/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which charset a whole file is in: the evidence part of base/charset.h. */
#include <string.h>

#include "base/charset.h"
#include "base/utf8.h"

enum {
	HIGH = 0x80,
	SEQUENCE_MAX = 4, /* bytes of a character of UTF-8 */
};

static bool
is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_one_of(unsigned char c, const char *bytes)
{
	return c && strchr(bytes, c);
}

/* Characters of Spanish text in UTF-8: no word of another charset has Ã or Â
 * before these signs. */
static bool
is_spanish(uint32_t cp)
{
	static const char signs[] = "\xa1\xaa\xab\xb0\xba\xbb\xbf"
				    "\xc1\xc9\xcd\xd1\xd3\xda\xdc"
				    "\xe1\xe9\xed\xf1\xf3\xfa\xfc";

	return (cp <= 0xff && is_one_of((unsigned char)cp, signs)) ||
	       (cp >= 0x2013 && cp <= 0x2026);
}

/* A byte that is no UTF-8, with those at both sides. á é í ó ú ñ count where
 * a letter stands beside; ° and º behind the N of a number. */
static void
weigh_byte(struct charset_evidence *e, unsigned char c, unsigned char after)
{
	static const char windows[] = "\xe1\xe9\xed\xf3\xfa\xf1\xfc"
				      "\xc1\xc9\xcd\xd3\xda\xd1\xdc";
	static const char dos[] = "\xa0\x82\xa1\xa2\xa3\xa4\x81"
				  "\xb5\x90\xd6\xe0\xe9\xa5\x9a";

	if (is_letter(e->before) || is_letter(after)) {
		e->windows += is_one_of(c, windows);
		e->dos += is_one_of(c, dos);
	}
	if ((e->before | 0x20) == 'n' && !is_letter(after)) {
		e->windows += is_one_of(c, "\xb0\xba");
		e->dos += is_one_of(c, "\xf8\xa7");
	}
}

/* What is no ASCII, with n bytes from it on. Returns those it takes. */
static size_t
weigh_high(struct charset_evidence *e, const char *bytes, size_t n)
{
	uint32_t cp;
	size_t length = utf8_decode(bytes, n, &cp);

	if (length > 1) {
		e->utf8 += is_spanish(cp);
		if (!e->utf8_line && is_spanish(cp))
			e->utf8_line = e->line + 1;
		return length;
	}
	e->other++;
	if (!e->other_line)
		e->other_line = e->line + 1;
	weigh_byte(e, (unsigned char)*bytes,
		n > 1 ? (unsigned char)bytes[1] : '\0');
	return 1;
}

size_t
charset_weigh(
	struct charset_evidence *e, const char *bytes, size_t n, bool last)
{
	size_t at = 0, taken = 0;

	for (; at < n && (last || n - at >= SEQUENCE_MAX); at += taken) {
		unsigned char c = (unsigned char)bytes[at];

		taken = c < HIGH ? 1 : weigh_high(e, bytes + at, n - at);
		/* CR, LF and both together end one line. */
		e->line += c == '\r' || (c == '\n' && e->before != '\r');
		e->before = (unsigned char)bytes[at + taken - 1];
	}
	return at;
}

const char *
charset_single(const struct charset_evidence *e)
{
	return e->dos > e->windows ? "CP850" : "WINDOWS-1252";
}

const char *
charset_decide(const struct charset_evidence *e)
{
	return e->other == 0 || e->utf8 >= e->other ? "UTF-8"
						    : charset_single(e);
}
