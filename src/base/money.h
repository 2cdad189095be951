/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_MONEY_H
#define HITO_BASE_MONEY_H

/*
 * Numbers as people type them, made into exact decimal text. No double ever.
 * Peruvian documents write 1'347,451.24 and 1,347,451.24; the decimal sign is
 * the point unless a column says otherwise.
 */

#include <stdbool.h>
#include <stddef.h>

struct err;

enum number_style {
	NUMBER_POINT, /* 1,347,451.24  1'347,451.24  126 653  S/. 5,700.00 */
	NUMBER_COMMA, /* 1.347.451,24  50,4 % */
};

/* What one number as written tells of the decimal sign of its column. */
enum number_sign {
	NUMBER_TELLS_NOTHING, /* 12, or no number at all */
	NUMBER_TELLS_POINT,   /* 0.8  1,234.5  1,234,567 */
	NUMBER_TELLS_COMMA,   /* 0,125  50,4  1.234,5 */
	NUMBER_MAY_BE_POINT,  /* 1.234: a decimal point, or groups */
	NUMBER_MAY_BE_COMMA,  /* 1,234 */
};
enum number_sign number_tells(const char *text);

/* Canonical decimal text ("-1347451.24", no exponent, no blanks, no leading
 * zeros but one) into out. Currency signs and a percent sign are dropped;
 * *percent tells whether one was there (may be NULL). NaN, Infinity and
 * exponents are refused; so is a grouping that is none ("1,23,4"). At most
 * 100 digits. */
bool number_read(const char *text, enum number_style style, char *out,
	size_t room, bool *percent, struct err *err);
/* Whole number within bigint. */
bool integer_read(const char *text, char *out, size_t room, struct err *err);
/* Grouped for the screen: "1,347,451.24". */
void number_show(const char *canonical, char *out, size_t room);

#endif
