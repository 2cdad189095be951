/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/datepart.h"

#include <string.h>

/* Where the reader stands. v[at] is always valid: TOKEN_END ends the list. */
struct reader {
	const struct token *v;
	size_t at;
	struct date_part *part;
};

static const struct token *
peek(const struct reader *r, size_t ahead)
{
	for (size_t i = 0; i < ahead; i++)
		if (r->v[r->at + i].kind == TOKEN_END)
			return &r->v[r->at + i];
	return &r->v[r->at + ahead];
}

static bool
is(const struct token *t, enum token_kind kind)
{
	return t->kind == kind;
}

static bool
is_short_number(const struct token *t)
{
	return is(t, TOKEN_NUMBER) && t->digits <= 2;
}

static bool
is_long_year(const struct token *t)
{
	return is(t, TOKEN_NUMBER) && t->digits == 4;
}

/* n | sign | n, counted from the token ahead. */
static bool
is_pair(const struct reader *r, size_t ahead)
{
	return is(peek(r, ahead), TOKEN_NUMBER) &&
	       is(peek(r, ahead + 1), TOKEN_SEPARATOR) &&
	       is(peek(r, ahead + 2), TOKEN_NUMBER);
}

static bool
is_triple(const struct reader *r, size_t ahead)
{
	return is_pair(r, ahead) && is_pair(r, ahead + 2);
}

static void
set_year(struct date_part *part, const struct token *t)
{
	long year = t->digits <= 2 ? 2000 + t->value : t->value;

	if (t->digits == 3 || year < YEAR_FIRST || year > YEAR_LAST)
		part->bad_year = t->value;
	else
		part->year = (int)year;
}

/* Day and month as written, or the other way round when only that is
 * possible: 09/25/2016. */
static void
set_day_month(struct date_part *part, long day, long month)
{
	if (month > 12 && month <= 31 && day >= 1 && day <= 12) {
		part->swapped = true;
		part->day = (int)month;
		part->month = (int)day;
		return;
	}
	part->day = day > 99 ? 99 : (int)day;
	part->month = month > 99 ? 99 : (int)month;
}

/* "del 2018", ", 2016": a year of four digits that begins no other date. */
static void
year_after(struct reader *r)
{
	size_t n = 0;

	while (is(peek(r, n), TOKEN_NOISE))
		n++;
	if (is_long_year(peek(r, n)) && !is_pair(r, n)) {
		set_year(r->part, peek(r, n));
		r->at += n + 1;
	}
}

static bool
read_triple(struct reader *r)
{
	const struct token *a = peek(r, 0), *b = peek(r, 2), *c = peek(r, 4);

	if (!is_triple(r, 0))
		return false;
	/* 10-17/08/2018 and 10/08-17/08/2018 are two ends. */
	if (peek(r, 1)->sign != peek(r, 3)->sign &&
		(peek(r, 1)->sign == '-' || peek(r, 3)->sign == '-'))
		return false;
	if (a->digits == 4) {
		set_year(r->part, a);
		set_day_month(r->part, c->value, b->value);
	} else {
		set_day_month(r->part, a->value, b->value);
		set_year(r->part, c);
	}
	r->at += 5;
	return true;
}

/* 2019-08, 08/2019, 20/11, 08-19. */
static bool
read_pair(struct reader *r)
{
	const struct token *a = peek(r, 0), *b = peek(r, 2);

	if (!is_pair(r, 0))
		return false;
	/* 10-17/08/2018: the first number stands alone. */
	if (is_triple(r, 0) && peek(r, 1)->sign == '-')
		return false;
	/* 2018-2020 are two years. */
	if (a->digits == 4 && b->digits == 4)
		return false;
	if (a->digits == 4 || b->digits >= 3) {
		bool year_first = a->digits == 4;
		long month = year_first ? b->value : a->value;

		set_year(r->part, year_first ? a : b);
		r->part->month = month > 99 ? 99 : (int)month;
		r->at += 3;
		return true;
	}
	if (a->digits > 2)
		return false;
	r->at += 3;
	if (b->value > 31 && a->value >= 1 && a->value <= 12) {
		r->part->month = (int)a->value;
		r->part->year = 2000 + (int)b->value;
		r->part->swapped = true;
		return true;
	}
	set_day_month(r->part, a->value, b->value);
	year_after(r);
	return true;
}

/* What follows a month: [day,] year. has_day: it stood before the month. */
static void
after_month(struct reader *r, bool has_day)
{
	const struct token *t;
	size_t n = 0;

	while (is(peek(r, n), TOKEN_NOISE) ||
		(is(peek(r, n), TOKEN_SEPARATOR) &&
			is(peek(r, n + 1), TOKEN_NUMBER)))
		n++;
	t = peek(r, n);
	if (!is(t, TOKEN_NUMBER) || is_triple(r, n))
		return;
	if (!has_day && is_short_number(t)) {
		size_t m = n + 1;

		while (is(peek(r, m), TOKEN_NOISE))
			m++;
		if (t->ordinal || is_long_year(peek(r, m))) {
			r->part->day = (int)t->value;
			r->at += n + 1;
			year_after(r);
			return;
		}
	}
	if (t->ordinal || is_pair(r, n))
		return;
	set_year(r->part, t);
	r->at += n + 1;
}

static bool
read_month(struct reader *r)
{
	const struct token *t = peek(r, 0);

	if (!is(t, TOKEN_MONTH))
		return false;
	/* "mar 03/09/2019": Tuesday, as the echo of a date writes it. */
	if (is_triple(r, 1) && t->value == 3) {
		r->part->weekday = 1;
		r->at++;
		return read_triple(r);
	}
	r->part->month = (int)t->value;
	r->at++;
	after_month(r, false);
	return true;
}

/* 10 de julio del 2018, 15-ago-19, 30 June 2015. */
static bool
read_day_month(struct reader *r)
{
	size_t n = 1;

	if (!is_short_number(peek(r, 0)))
		return false;
	while (is(peek(r, n), TOKEN_NOISE) ||
		(n == 1 && is(peek(r, n), TOKEN_SEPARATOR)))
		n++;
	if (!is(peek(r, n), TOKEN_MONTH))
		return false;
	r->part->day = (int)peek(r, 0)->value;
	r->part->month = (int)peek(r, n)->value;
	r->at += n + 1;
	after_month(r, true);
	return true;
}

static bool
is_part_number(const struct token *t)
{
	return is(t, TOKEN_ROMAN) ||
	       (is_short_number(t) && t->value >= 1 && t->value <= 4);
}

static bool
is_part_word(const struct token *t)
{
	return is(t, TOKEN_QUARTER) || is(t, TOKEN_SEMESTER);
}

static bool
set_quarter(
	struct reader *r, const struct token *number, const struct token *word)
{
	if (!is(word, TOKEN_SEMESTER))
		r->part->quarter = (int)number->value;
	else if (number->value <= 2)
		r->part->half = (int)number->value;
	else
		return false;
	return true;
}

static void
quarter_year(struct reader *r)
{
	size_t n = 0;

	while (is(peek(r, n), TOKEN_NOISE) || is(peek(r, n), TOKEN_SEPARATOR))
		n++;
	if (is(peek(r, n), TOKEN_NUMBER) && !is_pair(r, n) &&
		(is_long_year(peek(r, n)) || n > 0)) {
		set_year(r->part, peek(r, n));
		r->at += n + 1;
	}
}

/* I trim. 2019, T1 2019, 1T2019, I-2019. */
static bool
read_quarter_first(struct reader *r)
{
	const struct token *a = peek(r, 0), *b = peek(r, 1);

	if (is_part_number(a) && is_part_word(b)) {
		if (!set_quarter(r, a, b))
			return false;
		r->at += 2;
	} else if (is_part_word(a) && is_part_number(b)) {
		if (!set_quarter(r, b, a))
			return false;
		r->at += 2;
	} else if (is(a, TOKEN_ROMAN)) {
		r->part->quarter = (int)a->value;
		r->at++;
	} else {
		return false;
	}
	quarter_year(r);
	return true;
}

/* 2019-Q1, 2019 T1, 2019-I, 2019-1T. */
static bool
read_quarter_last(struct reader *r)
{
	const struct token *year = peek(r, 0), *a, *b;
	size_t n = is(peek(r, 1), TOKEN_SEPARATOR) ? 2 : 1;

	if (!is_long_year(year))
		return false;
	a = peek(r, n);
	b = peek(r, n + 1);
	if (is_part_word(a) && is_part_number(b) && set_quarter(r, b, a))
		n += 2;
	else if (is_part_number(a) && is_part_word(b) && set_quarter(r, a, b))
		n += 2;
	else if (is(a, TOKEN_ROMAN) && set_quarter(r, a, a))
		n += 1;
	else
		return false;
	set_year(r->part, year);
	r->at += n;
	return true;
}

/* 2019, 2019-ago; 12. */
static bool
read_number(struct reader *r)
{
	const struct token *t = peek(r, 0);
	size_t n = is(peek(r, 1), TOKEN_SEPARATOR) ? 2 : 1;

	if (is_long_year(t)) {
		set_year(r->part, t);
		r->at++;
		if (is(peek(r, n - 1), TOKEN_MONTH) && r->part->year &&
			!is(peek(r, n), TOKEN_NUMBER) &&
			!is(peek(r, n), TOKEN_SEPARATOR)) {
			r->part->month = (int)peek(r, n - 1)->value;
			r->at += n;
		}
		return true;
	}
	if (!is_short_number(t) || t->value < 1 || t->value > 31)
		return false;
	r->part->day = (int)t->value;
	r->at++;
	return true;
}

bool
part_read(const struct tokens *tokens, size_t *at, struct date_part *out)
{
	static bool (*const readers[])(struct reader * r) = {
		read_quarter_first,
		read_quarter_last,
		read_triple,
		read_day_month,
		read_pair,
		read_month,
		read_number,
	};

	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		struct date_part part = { .weekday = -1, .bad_year = -1 };
		struct reader r = {
			.v = tokens->v,
			.at = *at,
			.part = &part,
		};

		if (!readers[i](&r))
			continue;
		*at = r.at;
		*out = part;
		return true;
	}
	return false;
}
