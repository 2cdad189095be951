/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/str.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

bool
str_eq(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	/* Most names that are looked for differ at once. */
	return *a == *b && strcmp(a, b) == 0;
}

/* Length of the blank at s, 0 when there is none. U+00A0 is C2 A0. */
static size_t
blank_at(const char *s)
{
	if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		return 1;
	return s[0] == '\xc2' && s[1] == '\xa0' ? 2 : 0;
}

bool
str_is_blank(const char *s)
{
	size_t n;

	if (!s)
		return true;
	while ((n = blank_at(s)))
		s += n;
	return *s == '\0';
}

bool
str_in(const char *const *words, const char *s)
{
	while (*words && !str_eq(*words, s))
		words++;
	return *words;
}

bool
str_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool
str_ends(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);

	return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool
str_copy(char *out, size_t room, const char *s)
{
	size_t n = strlen(s), keep = n;

	if (room == 0)
		return false;
	if (n >= room) {
		keep = room - 1;
		while (keep > 0 && ((unsigned char)s[keep] & 0xc0) == 0x80)
			keep--;
	}
	memcpy(out, s, keep);
	out[keep] = '\0';
	return keep == n;
}

char *
str_trim(struct arena *arena, const char *s)
{
	size_t n, end = 0, i = 0;

	if (!s)
		return NULL;
	while ((n = blank_at(s)))
		s += n;
	while (s[i]) {
		n = blank_at(s + i);
		i += n ? n : 1;
		if (!n)
			end = i;
	}
	return arena_strndup(arena, s, end);
}

char **
str_split(struct arena *arena, const char *s, char at, size_t *n)
{
	size_t count = 1, i = 0;
	char **parts;
	const char *p;

	for (p = s; *p; p++)
		count += *p == at;
	parts = arena_array(arena, count + 1, sizeof *parts);
	while (i < count) {
		const char *end = strchr(s, at);
		size_t len = end ? (size_t)(end - s) : strlen(s);

		parts[i++] = str_trim(arena, arena_strndup(arena, s, len));
		s += len + (end ? 1 : 0);
	}
	if (n)
		*n = count;
	return parts;
}

char *
str_quote_ident(struct arena *arena, const char *name)
{
	char *out = arena_alloc(arena, 2 * strlen(name) + 3), *p = out;

	*p++ = '"';
	for (; *name; name++) {
		if (*name == '"')
			*p++ = '"';
		*p++ = *name;
	}
	*p = '"';
	return out;
}

char *
str_quote_name(struct arena *arena, const char *name)
{
	const char *point = strchr(name, '.');
	size_t n = point ? (size_t)(point - name) : 0;

	if (!point)
		return str_quote_ident(arena, name);
	return arena_printf(arena, "%s.%s",
		str_quote_ident(arena, arena_strndup(arena, name, n)),
		str_quote_ident(arena, point + 1));
}

size_t
str_word(const char *s, size_t n, const char *const *words)
{
	size_t i = 0;

	while (i < n && !str_eq(words[i], s))
		i++;
	return i;
}

/* -1: no digit. */
static int
hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

void
str_unhex(struct buf *b, const char *s)
{
	s += str_starts(s, "\\x") ? 2 : 0;
	for (; hex_digit(s[0]) >= 0 && hex_digit(s[1]) >= 0; s += 2)
		buf_putc(b, (char)(16 * hex_digit(s[0]) + hex_digit(s[1])));
}

bool
str_to_long(const char *s, long max, long *out)
{
	long v = 0;

	if (!s || !*s)
		return false;
	for (; *s; s++) {
		int digit = *s - '0';

		if (digit < 0 || digit > 9 || v > (max - digit) / 10)
			return false;
		v = 10 * v + digit;
	}
	*out = v;
	return true;
}

/* How many letters stand as they are, most of all that is written. */
static size_t
plain_json(const char *s)
{
	const char *at = s;

	while (*at >= ' ' && *at < 0x7f && *at != '"' && *at != '\\')
		at++;
	return (size_t)(at - s);
}

void
str_json(struct buf *b, const char *s)
{
	static const char short_form[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	size_t left = s ? strlen(s) : 0;

	if (!s) {
		buf_puts(b, "null");
		return;
	}
	buf_putc(b, '"');
	while (*s) {
		size_t n = plain_json(s);
		uint32_t cp;
		const char *e;

		buf_add(b, s, n);
		s += n;
		left -= n;
		if (!*s)
			break;
		n = utf8_decode(s, left, &cp);
		e = cp < 0x80 ? strchr(short_form, (int)cp) : NULL;
		/* Only the first of each pair is a character to escape. */
		if (e && (e - short_form) % 2 == 0) {
			buf_putc(b, '\\');
			buf_putc(b, e[1]);
		} else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0) ||
			   cp == 0x2028 || cp == 0x2029) {
			buf_printf(b, "\\u%04x", (unsigned)cp);
		} else if (cp == 0xfffd) {
			buf_puts(b, "\xef\xbf\xbd");
		} else {
			buf_add(b, s, n);
		}
		s += n;
		left -= n;
	}
	buf_putc(b, '"');
}

void
str_json_member(
	struct buf *b, const char *lead, const char *name, const char *value)
{
	buf_printf(b, "%s\"%s\": ", lead, name);
	str_json(b, value);
}

void
str_json_members(struct buf *b, const char *lead, size_t n,
	const char *const *names, const void *texts)
{
	const char *const *values = texts;

	for (size_t i = 0; i < n; i++)
		str_json_member(b, i ? ", " : lead, names[i], values[i]);
}
