/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/ident.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum {
	RUC_DIGITS = 11,
	DNI_DIGITS = 8,
	UBIGEO_DIGITS = 6,
	TEXT_MAX = 320, /* an e-mail address has at most 254 (RFC 5321) */
	DEPARTMENTS = 25,
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits alone; blanks, dots and hyphens between them dropped. False when
 * anything else stands there or there are more than room - 1. */
static bool
only_digits(const char *text, char *out, size_t room)
{
	size_t n = 0;

	for (; *text; text++) {
		if (text[0] == '\xc2' && text[1] == '\xa0') {
			text++;
			continue;
		}
		if (strchr(" .-\t", *text))
			continue;
		if (!is_digit(*text) || n + 1 >= room)
			return false;
		out[n++] = *text;
	}
	out[n] = '\0';
	return true;
}

static enum ident_result
give(char *out, size_t room, const char *canonical, enum ident_result result)
{
	return str_copy(out, room, canonical) ? result : IDENT_BAD;
}

/* Weighted sum of n digits. */
static int
weighted(const char *digits, const int *weights, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (digits[i] - '0') * weights[i];
	return sum;
}

enum ident_result
ident_ruc(const char *text, char *out, size_t room)
{
	static const int weights[] = { 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 };
	/* 10, 15, 16, 17 natural persons; 20 legal ones. */
	static const char *const prefixes[] = {
		"10",
		"15",
		"16",
		"17",
		"20",
	};
	char digits[RUC_DIGITS + 2];
	bool usual = false;
	int check;

	if (!only_digits(text, digits, sizeof digits) ||
		strlen(digits) != RUC_DIGITS)
		return IDENT_BAD;
	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
		usual |= str_starts(digits, prefixes[i]);
	check = (11 - weighted(digits, weights, RUC_DIGITS - 1) % 11) % 10;
	if (check != digits[RUC_DIGITS - 1] - '0')
		usual = false;
	return give(out, room, digits, usual ? IDENT_OK : IDENT_WARN);
}

/* The check character of a DNI, as digit or as letter: weights 3 2 7 6 5 4 3
 * 2, position 11 - sum mod 11 in two series. */
static bool
dni_check(const char *digits, char given)
{
	static const int weights[] = { 3, 2, 7, 6, 5, 4, 3, 2 };
	static const char numbers[] = "67890112345";
	static const char letters[] = "KABCDEFGHIJ";
	int at = (11 - weighted(digits, weights, DNI_DIGITS) % 11) % 11;

	if (given >= 'a' && given <= 'z')
		given = (char)(given - 'a' + 'A');
	return given == numbers[at] || given == letters[at];
}

enum ident_result
ident_dni(const char *text, char *out, size_t room)
{
	char digits[DNI_DIGITS + 2], padded[DNI_DIGITS + 1], body[32];
	const char *hyphen = strrchr(text, '-');
	char check = '\0';
	size_t n;

	if (!str_copy(body, sizeof body, text))
		return IDENT_BAD;
	/* 12345678-9: one character behind the last hyphen. */
	if (hyphen && hyphen[1] && str_is_blank(hyphen + 2)) {
		check = hyphen[1];
		body[hyphen - text] = '\0';
	}
	if (!only_digits(body, digits, sizeof digits))
		return IDENT_BAD;
	n = strlen(digits);
	if (n < 5 || n > DNI_DIGITS)
		return IDENT_BAD;
	memset(padded, '0', DNI_DIGITS);
	memcpy(padded + DNI_DIGITS - n, digits, n + 1);
	return give(out, room, padded,
		check && !dni_check(padded, check) ? IDENT_WARN : IDENT_OK);
}

enum ident_result
ident_ubigeo(const char *text, char *out, size_t room)
{
	char digits[UBIGEO_DIGITS + 2], padded[UBIGEO_DIGITS + 1];
	int department;
	size_t n;

	if (!only_digits(text, digits, sizeof digits))
		return IDENT_BAD;
	n = strlen(digits);
	if (n != UBIGEO_DIGITS && n != UBIGEO_DIGITS - 1)
		return IDENT_BAD;
	padded[0] = '0';
	memcpy(padded + UBIGEO_DIGITS - n, digits, n + 1);
	department = 10 * (padded[0] - '0') + (padded[1] - '0');
	return give(out, room, padded,
		department >= 1 && department <= DEPARTMENTS ? IDENT_OK
							     : IDENT_WARN);
}

/* Bytes that may stand on either side of the @; letters beyond ASCII are
 * left to the mail server. */
static bool
is_mail_text(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c <= ' ' || c == 0x7f || strchr("()<>,;:\\\"[]@", c))
			return false;
	}
	return n > 0 && s[0] != '.' && s[n - 1] != '.';
}

enum ident_result
ident_email(const char *text, char *out, size_t room)
{
	char mail[TEXT_MAX];
	const char *at;
	size_t n = strlen(text);

	while (n && (text[n - 1] == ' ' || text[n - 1] == '\n'))
		n--;
	while (n && *text == ' ')
		text++, n--;
	if (n >= sizeof mail)
		return IDENT_BAD;
	memcpy(mail, text, n);
	mail[n] = '\0';
	at = strchr(mail, '@');
	if (!at || !is_mail_text(mail, (size_t)(at - mail)) ||
		!is_mail_text(at + 1, strlen(at + 1)))
		return IDENT_BAD;
	return give(out, room, mail,
		strchr(at + 1, '.') && utf8_is_clean(mail, n, false)
			? IDENT_OK
			: IDENT_WARN);
}

enum ident_result
ident_phone(const char *text, char *out, size_t room)
{
	char digits[20], plain[64];
	const char *number;
	size_t n = 0;

	for (; *text && n + 1 < sizeof plain; text++)
		if (!strchr("()#*+/", *text))
			plain[n++] = *text;
	plain[n] = '\0';
	if (*text || !only_digits(plain, digits, sizeof digits))
		return IDENT_BAD;
	number = digits;
	/* The country's code is left out: 51 and 11 or 10 digits in all. */
	if (strlen(digits) >= 10 && str_starts(digits, "51"))
		number += 2;
	n = strlen(number);
	if (n < 6 || n > 12)
		return IDENT_BAD;
	/* Mobile: 9 digits from 9 on; fixed: 6 or 7, with area 8 or 9. */
	return give(out, room, number,
		(n == 9 && (number[0] == '9' || number[0] == '0')) || n == 8 ||
				n == 7 || n == 6
			? IDENT_OK
			: IDENT_WARN);
}
