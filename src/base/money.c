/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/money.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	DIGITS_MAX = 100,
	TEXT_MAX = 300,
	GROUP = 3,
};

/* A number while it is read: digits before and behind the decimal sign. */
struct number {
	bool negative;
	bool percent;
	char whole[DIGITS_MAX + 1];
	size_t n_whole;
	char part[DIGITS_MAX + 1];
	size_t n_part;
};

static const char *const currencies[] = {
	"s/.",
	"s/",
	"us$",
	"$",
	"usd",
	"pen",
	"soles",
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *
skip_blanks(const char *p)
{
	while (*p == ' ')
		p++;
	return p;
}

static const char *
skip_currency(const char *p)
{
	for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++)
		if (str_starts(p, currencies[i]))
			return skip_blanks(p + strlen(currencies[i]));
	return p;
}

/* Lower case, every kind of blank a blank, every kind of apostrophe and of
 * minus the plain one. */
static bool
plain(const char *text, char *out, size_t room)
{
	size_t n = strlen(text), at = 0, used = 0;

	while (at < n) {
		uint32_t cp;
		char c;

		at += utf8_decode(text + at, n - at, &cp);
		c = cp < 0x7f ? (char)cp : '?';
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (cp == 0xa0 || cp == 0x202f || cp == 0x2009 || cp == '\t' ||
			cp == '\n' || cp == '\r')
			c = ' ';
		if (cp == 0x2019 || cp == 0xb4 || cp == '`')
			c = '\'';
		if (cp == 0x2212 || cp == 0x2013)
			c = '-';
		if (used + 1 >= room)
			return false;
		out[used++] = c;
	}
	while (used > 0 && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
	return true;
}

/* The whole part: plain digits, or groups of three with separators, where
 * the apostrophe may stand for the millions only: 1'347,451. */
static const char *
read_whole(const char *p, char group, struct number *out)
{
	size_t in_group = 0, groups = 0;

	for (;;) {
		bool separator = *p == group || *p == '\'' || *p == ' ';

		if (is_digit(*p)) {
			if (out->n_whole == DIGITS_MAX)
				return NULL;
			out->whole[out->n_whole++] = *p++;
			in_group++;
			continue;
		}
		if (!separator || !is_digit(p[1]))
			break;
		/* The first group has one to three digits, others three. */
		if (in_group == 0 || in_group > GROUP ||
			(groups && in_group != GROUP))
			return NULL;
		groups++;
		in_group = 0;
		p++;
	}
	return groups && in_group != GROUP ? NULL : p;
}

static const char *
read_part(const char *p, struct number *out)
{
	while (is_digit(*p)) {
		if (out->n_whole + out->n_part == DIGITS_MAX)
			return NULL;
		out->part[out->n_part++] = *p++;
	}
	return p;
}

static const char *
read_sign(const char *p, bool *negative)
{
	if (*p == '-' || *p == '+') {
		*negative = *p == '-';
		p = skip_blanks(p + 1);
	}
	return p;
}

static bool
read_plain(const char *p, enum number_style style, struct number *out)
{
	char point = style == NUMBER_COMMA ? ',' : '.';
	char group = style == NUMBER_COMMA ? '.' : ',';

	p = read_sign(skip_blanks(p), &out->negative);
	p = skip_currency(p);
	if (!out->negative)
		p = read_sign(p, &out->negative);
	p = read_whole(p, group, out);
	if (p && *p == point && (is_digit(p[1]) || out->n_whole)) {
		if (!out->n_whole)
			out->whole[out->n_whole++] = '0';
		p = read_part(p + 1, out);
	}
	if (!p || out->n_whole == 0)
		return false;
	p = skip_blanks(p);
	if (*p == '%') {
		out->percent = true;
		p = skip_blanks(p + 1);
	}
	return *skip_currency(p) == '\0';
}

static bool
write_canonical(const struct number *n, char *out, size_t room)
{
	size_t lead = 0;
	bool zero;
	int len;

	while (lead + 1 < n->n_whole && n->whole[lead] == '0')
		lead++;
	zero = strspn(n->whole, "0") == n->n_whole &&
	       strspn(n->part, "0") == n->n_part;
	len = snprintf(out, room, "%s%s%s%s", n->negative && !zero ? "-" : "",
		n->whole + lead, n->n_part ? "." : "", n->part);
	return len >= 0 && (size_t)len < room;
}

static bool
no_number(const char *text, enum number_style style, struct err *err)
{
	if (style == NUMBER_POINT && strchr(text, ','))
		return err_set(err, ERR_INPUT, NULL,
			_("«%.80s» no se puede leer como número: el punto "
			  "separa los decimales y la coma los millares."),
			text);
	err_set(err, ERR_INPUT, NULL,
		_("«%.80s» no se puede leer como número."), text);
	if (style == NUMBER_COMMA)
		return err_hint(err, "%s",
			_("Escriba, por ejemplo, "
			  "1.347.451,24: la coma separa los decimales."));
	return err_hint(err, "%s",
		_("Escriba, por ejemplo, 1,347,451.24: "
		  "el punto separa los decimales."));
}

bool
number_read(const char *text, enum number_style style, char *out, size_t room,
	bool *percent, struct err *err)
{
	struct number n = { 0 };
	char lower[TEXT_MAX];

	if (!plain(text, lower, sizeof lower) ||
		!read_plain(lower, style, &n) ||
		!write_canonical(&n, out, room))
		return no_number(text, style, err);
	if (percent)
		*percent = n.percent;
	return true;
}

/* A sign with digits behind it: "12." tells of no decimals. */
static bool
has_sign(const char *text)
{
	for (const char *p = text; (p = strpbrk(p, ".,")); p++)
		if (is_digit(p[1]) && (p == text || is_digit(p[-1])))
			return true;
	return false;
}

enum number_sign
number_tells(const char *text)
{
	char lower[TEXT_MAX];
	struct number point = { 0 }, comma = { 0 };
	bool by_point, by_comma, is_comma;

	if (!plain(text, lower, sizeof lower) || !has_sign(lower))
		return NUMBER_TELLS_NOTHING;
	by_point = read_plain(lower, NUMBER_POINT, &point);
	by_comma = read_plain(lower, NUMBER_COMMA, &comma);
	if (by_point != by_comma)
		return by_point ? NUMBER_TELLS_POINT : NUMBER_TELLS_COMMA;
	if (!by_point)
		return NUMBER_TELLS_NOTHING;
	/* Either reads it: one of the two has decimals. No group begins with
	 * a zero. */
	is_comma = comma.n_part > 0;
	if ((is_comma ? comma : point).whole[0] == '0')
		return is_comma ? NUMBER_TELLS_COMMA : NUMBER_TELLS_POINT;
	return is_comma ? NUMBER_MAY_BE_COMMA : NUMBER_MAY_BE_POINT;
}

/* Both without sign and leading zeros. */
static bool
fits(const char *digits, const char *limit)
{
	size_t n = strlen(digits), m = strlen(limit);

	return n < m || (n == m && strcmp(digits, limit) <= 0);
}

bool
integer_read(const char *text, char *out, size_t room, struct err *err)
{
	char number[DIGITS_MAX + 3];
	bool negative, percent;
	char *point;

	if (!number_read(
		    text, NUMBER_POINT, number, sizeof number, &percent, err))
		return false;
	point = strchr(number, '.');
	if (percent || (point && strspn(point + 1, "0") != strlen(point + 1)))
		return err_set(err, ERR_INPUT, NULL,
			_("«%.80s» debe ser un número entero."), text);
	if (point)
		*point = '\0';
	negative = number[0] == '-';
	if (!fits(number + negative,
		    negative ? "9223372036854775808" : "9223372036854775807") ||
		!str_copy(out, room, number))
		return err_set(err, ERR_INPUT, NULL,
			_("«%.80s» es un número demasiado grande."), text);
	return true;
}

void
number_show(const char *canonical, char *out, size_t room)
{
	bool negative = canonical[0] == '-';
	const char *digits = canonical + negative;
	size_t n = strcspn(digits, "."), used = 0;

	if (room == 0)
		return;
	if (negative && used + 1 < room)
		out[used++] = '-';
	for (size_t i = 0; i < n && used + 2 < room; i++) {
		if (i && (n - i) % GROUP == 0)
			out[used++] = ',';
		out[used++] = digits[i];
	}
	out[used] = '\0';
	str_copy(out + used, room - used, digits + n);
}
