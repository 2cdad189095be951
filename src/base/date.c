/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days of the calendar. Published dates are in partial.c, periods in
 * period.c. */
#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	LIMA_SECONDS = -5 * 3600
}; /* UTC-5, no summer time since 1994 */

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int
date_days_in_month(int year, int month)
{
	static const int days[] = {
		31,
		28,
		31,
		30,
		31,
		30,
		31,
		31,
		30,
		31,
		30,
		31,
	};

	if (month < 1 || month > 12)
		return 0;
	return days[month - 1] + (month == 2 && is_leap(year));
}

bool
date_is_valid(struct date d)
{
	return d.year >= 1 && d.year <= 9999 && d.day >= 1 &&
	       d.day <= date_days_in_month(d.year, d.month);
}

int
date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year - b.year;
	if (a.month != b.month)
		return a.month - b.month;
	return a.day - b.day;
}

/* Days since 1970-01-01 of the proleptic Gregorian calendar, and back
 * (Hinnant, "chrono-compatible low-level date algorithms"). */
static long
day_number(struct date d)
{
	long y = d.year - (d.month <= 2);
	long era = (y >= 0 ? y : y - 399) / 400;
	long of_era = y - era * 400;
	long of_year =
		(153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static struct date
from_day_number(long z)
{
	long era, of_era, y, of_year, m;
	struct date d;

	z += 719468;
	era = (z >= 0 ? z : z - 146096) / 146097;
	of_era = z - era * 146097;
	y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	of_year = of_era - (365 * y + y / 4 - y / 100);
	m = (5 * of_year + 2) / 153;
	d.day = (int)(of_year - (153 * m + 2) / 5 + 1);
	d.month = (int)(m < 10 ? m + 3 : m - 9);
	d.year = (int)(y + era * 400 + (d.month <= 2));
	return d;
}

static struct date
within_calendar(struct date d)
{
	if (d.year < 1)
		return (struct date){ 1, 1, 1 };
	if (d.year > 9999)
		return (struct date){ 9999, 12, 31 };
	return d;
}

struct date
date_add_days(struct date d, int days)
{
	return within_calendar(from_day_number(day_number(d) + days));
}

struct date
date_add_months(struct date d, int months)
{
	long all = (long)d.year * 12 + d.month - 1 + months;
	int last;

	if (all < 12)
		return (struct date){ 1, 1, 1 };
	if (all >= 10000L * 12)
		return (struct date){ 9999, 12, 31 };
	d.year = (int)(all / 12);
	d.month = (int)(all % 12) + 1;
	last = date_days_in_month(d.year, d.month);
	if (d.day > last)
		d.day = last;
	return d;
}

int
date_weekday(struct date d)
{
	/* 1970-01-01 was a Thursday. */
	long w = (day_number(d) + 3) % 7;

	return (int)(w < 0 ? w + 7 : w);
}

void
date_iso(struct date d, char *out, size_t room)
{
	*out = '\0';
	if (d.year != 0)
		snprintf(out, room, "%04d-%02d-%02d", d.year, d.month, d.day);
}

bool
date_from_iso(const char *s, struct date *out)
{
	int y = 0, m = 0, d = 0, used = 0;
	struct date read;

	if (!s || strlen(s) != 10 || strspn(s, "0123456789-") != 10)
		return false;
	if (sscanf(s, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || used != 10)
		return false;
	read = (struct date){ y, m, d };
	if (!date_is_valid(read))
		return false;
	*out = read;
	return true;
}

void
date_show(struct date d, char *out, size_t room)
{
	*out = '\0';
	if (d.year != 0)
		snprintf(out, room, "%02d/%02d/%04d", d.day, d.month, d.year);
}

void
date_echo(struct date d, char *out, size_t room)
{
	static const char *const names[] = {
		N_("lun"),
		N_("mar"),
		N_("mié"),
		N_("jue"),
		N_("vie"),
		N_("sáb"),
		N_("dom"),
	};
	char shown[16];

	date_show(d, shown, sizeof shown);
	*out = '\0';
	if (d.year != 0)
		snprintf(out, room, "%s %s", _(names[date_weekday(d)]), shown);
}

struct date
date_today_lima(void)
{
	time_t now = time(NULL) + LIMA_SECONDS;
	struct tm tm;

	gmtime_r(&now, &tm);
	return (struct date){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday };
}

/* 0503, 050319, 05032019 and 20190305: a day without separators. */
static bool
read_digits(const char *text, struct date today, struct date *out)
{
	int part[4] = { 0 };
	size_t n = strlen(text);

	if (strspn(text, "0123456789") != n || (n != 4 && n != 6 && n != 8))
		return false;
	for (size_t i = 0; i < n; i++)
		part[i / 2] = 10 * part[i / 2] + (text[i] - '0');
	*out = (struct date){ today.year, part[1], part[0] };
	if (n == 6)
		out->year = 2000 + part[2];
	if (n == 8)
		out->year = 100 * part[2] + part[3];
	if (n == 8 && (!date_is_valid(*out) || out->year < 1900))
		*out = (struct date){ 100 * part[0] + part[1], part[2],
			part[3] };
	return true;
}

static bool
no_such_day(const char *text, struct err *err)
{
	return err_set(err, ERR_INPUT, NULL,
		_("El día «%s» no existe en el calendario."), text);
}

bool
date_read(
	const char *text, struct date today, struct date *out, struct err *err)
{
	struct arena *arena = arena_new();
	const char *trimmed = str_trim(arena, text);
	struct partial_date p;
	bool ok = true;

	if (read_digits(trimmed, today, out)) {
		if (!date_is_valid(*out) || out->year < 1900)
			ok = no_such_day(trimmed, err);
	} else if (!partial_read(trimmed, today, &p, err)) {
		ok = false;
	} else if (p.doubtful) {
		ok = err_set(err, ERR_INPUT, NULL, "%s",
			p.doubt[0]
				? p.doubt
				: _("La fecha no puede llevar el signo «?» aquí."));
	} else if (p.precision != DATE_DAY || date_compare(p.from, p.to) != 0) {
		ok = err_set(err, ERR_INPUT, NULL,
			_("Falta el día: escriba la fecha como 15/08/2019."));
	} else {
		*out = p.from;
	}
	arena_free(arena);
	return ok;
}

/* The first number of text with at most max digits, -1 none; text moves on. */
static int
digits_read(const char **text, int max)
{
	int n = 0;
	int value = 0;

	for (; n < max && **text >= '0' && **text <= '9'; n++)
		value = value * 10 + *(*text)++ - '0';
	return n > 0 ? value : -1;
}

/* "a.m.", "pm", "p. m.": +12 for the afternoon, -1 when it is none. */
static bool
half_day_read(const char *text, int *hour)
{
	char half = '\0';

	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '.')
			continue;
		char c = (char)tolower((unsigned char)*text);
		if (!half && (c == 'a' || c == 'p'))
			half = c;
		else if (!half || c != 'm' || text[1 + strspn(text + 1, " .")])
			return false;
	}
	if (!half)
		return true;
	if (*hour < 1 || *hour > 12)
		return false;
	*hour = *hour % 12 + (half == 'p' ? 12 : 0);
	return true;
}

bool
hour_read(const char *text, int *minute)
{
	size_t plain = strspn(text, "0123456789");
	int h = digits_read(&text, plain == 3 ? 1 : 2);
	int m = 0;

	if (plain == 3 || plain == 4) {
		m = digits_read(&text, 2);
	} else if (plain > 4) {
		return false;
	} else if (text[0] != '\0' && strchr(":.hH", text[0]) &&
		   text[1] >= '0' && text[1] <= '9') {
		text++;
		if (strspn(text, "0123456789") != 2)
			return false;
		m = digits_read(&text, 2);
		/* seconds, as databases write them */
		if (text[0] == ':') {
			text++;
			if (digits_read(&text, 2) < 0)
				return false;
		}
	}
	if (h < 0 || !half_day_read(text, &h) || h > 23 || m > 59)
		return false;
	*minute = h * 60 + m;
	return true;
}

void
hour_show(int minute, char *out, size_t room)
{
	snprintf(out, room, "%02d:%02d", minute / 60, minute % 60);
}
