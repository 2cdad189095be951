/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as stored, made into what people see of them: the values of
 * import/numfmt.h. */
#include "import/numfmt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"

enum {
	TYPED_DIGITS = 15, /* as many a spreadsheet keeps of what is typed */
	WHOLE_DIGITS = 100,
	BINARY_DIGITS = 17, /* tell any two doubles apart */
	PERCENT_POWER = 2,
	DAY = 24 * 60 * 60,
	SLACK = 60,		   /* seconds, of days typed in Lima .. */
	LIMA_IN_GREENWICH = 18000, /* .. or stored as Greenwich has them */
	GREENWICH_IN_LIMA = 68400,
	FALSE_DAY = 60, /* 29 February 1900, which was none */
	LAST_DAY = 2958465,
	DAYS_TO_1904 = 1462,
};

/* ---- decimal text ------------------------------------------------------- */

/* 0.digits times ten to the power of point. */
struct decimal {
	bool negative;
	bool exact; /* all digits are kept */
	bool whole; /* written without sign or exponent */
	size_t n;   /* without zeros in front; 0: nought */
	long point;
	char digits[WHOLE_DIGITS];
};

static const char *
take_digits(const char *p, struct decimal *d, bool behind)
{
	for (; *p >= '0' && *p <= '9'; p++) {
		if (d->n == 0 && *p == '0') {
			d->point -= behind;
			continue;
		}
		if (d->n < sizeof d->digits)
			d->digits[d->n++] = *p;
		else
			d->exact = false;
		d->point += !behind;
	}
	return p;
}

static bool
read_decimal(const char *p, struct decimal *d)
{
	const char *from;
	long power = 0;

	*d = (struct decimal){ .exact = true };
	d->negative = *p == '-';
	p += *p == '-' || *p == '+';
	from = p;
	p = take_digits(p, d, false);
	d->whole = !*p;
	if (*p == '.')
		p = take_digits(p + 1, d, true);
	if (p == from || p[-1] == '.')
		return false;
	if (*p == 'e' || *p == 'E') {
		bool negative = p[1] == '-';

		p += 1 + (p[1] == '-' || p[1] == '+');
		if (!str_to_long(p, 1000, &power))
			return false;
		d->point += negative ? -power : power;
		p += strlen(p);
	}
	while (d->n > 0 && d->digits[d->n - 1] == '0')
		d->n--;
	return !*p;
}

/* Plain, without exponent. */
static bool
write_decimal(const struct decimal *d, char *out, size_t room)
{
	size_t before = d->point > 0 ? (size_t)d->point : 0;
	size_t zeros = d->point < 0 ? (size_t)-d->point : 0;
	size_t at = 0;

	if (d->n == 0)
		return str_copy(out, room, "0");
	if (before + zeros + d->n + sizeof "-0." > room)
		return false;
	if (d->negative)
		out[at++] = '-';
	for (size_t i = 0; i < before; i++)
		out[at++] = i < d->n ? d->digits[i] : '0';
	if (before == 0)
		out[at++] = '0';
	if (d->n > before) {
		out[at++] = '.';
		memset(out + at, '0', zeros);
		at += zeros;
		memcpy(out + at, d->digits + before, d->n - before);
		at += d->n - before;
	}
	out[at] = '\0';
	return true;
}

/* The decimal of a double as it was typed. Whole numbers beyond the digits that
 * are typed keep what tells them apart. */
static bool
from_double(double value, struct decimal *d)
{
	char text[64];
	bool large = fabs(value) >= 1e15;

	for (int digits = TYPED_DIGITS; digits <= BINARY_DIGITS; digits++) {
		snprintf(text, sizeof text, "%.*e", digits - 1, value);
		if (!large || strtod(text, NULL) == value)
			break;
	}
	return read_decimal(text, d);
}

static bool
shortest(const char *stored, struct decimal *d)
{
	double value;

	if (!read_decimal(stored, d))
		return false;
	value = strtod(stored, NULL);
	if (!isfinite(value))
		return false;
	if (value == 0)
		d->n = 0;
	if (d->exact && (d->n <= TYPED_DIGITS || d->whole))
		return true;
	return from_double(value, d);
}

bool
number_shortest(const char *stored, char *out, size_t room)
{
	struct decimal d;

	return shortest(stored, &d) && write_decimal(&d, out, room);
}

/* ---- days and hours ----------------------------------------------------- */

static bool
no_day(const char *stored, const char *why, struct err *err)
{
	err_set(err, ERR_INPUT, NULL,
		_("El número %.40s no se puede leer como fecha: %s."), stored,
		why);
	return err_hint(err, "%s",
		_("Escriba la fecha entera, como 15/08/2019, o cambie el "
		  "formato de la celda."));
}

/* Beyond the calendar it is not counted how far. */
static long long
seconds_of(double days)
{
	if (days < -1)
		days = -1;
	if (days > LAST_DAY + 1)
		days = LAST_DAY + 1;
	return (long long)(days * DAY + (days < 0 ? -0.5 : 0.5));
}

/* The day that a count of seconds since that of day 0 falls on. */
static bool
day_of(const char *stored, long long seconds, bool from_1904, struct date *day,
	struct err *err)
{
	long long n = seconds / DAY;

	if (seconds < 0)
		return no_day(stored, _("es negativo"), err);
	if (!from_1904 && n <= FALSE_DAY)
		return no_day(stored,
			_("las hojas de cálculo cuentan desde 1900 un 29 de "
			  "febrero que no hubo, y hasta el 60 no se sabe qué "
			  "día es"),
			err);
	if (n > LAST_DAY - (from_1904 ? DAYS_TO_1904 : 0))
		return no_day(stored, _("pasa del año 9999"), err);
	*day = date_add_days(from_1904 ? (struct date){ 1904, 1, 1 }
				       : (struct date){ 1899, 12, 30 },
		(int)n);
	return true;
}

static bool
is_near(long seconds, long what)
{
	return labs(seconds - what) <= SLACK;
}

/* A time of day of the seconds of a day: "10:25:00". */
static void
write_time(long seconds, char *out, size_t room)
{
	snprintf(out, room, " %02ld:%02ld:%02ld", seconds / 3600,
		seconds / 60 % 60, seconds % 60);
}

void
numfmt_day(struct date day, long seconds, char *out, size_t room)
{
	bool eve = seconds >= DAY - SLACK;

	date_iso(date_add_days(day, eve), out, room);
	if (eve)
		return;
	if (seconds > SLACK && !is_near(seconds, LIMA_IN_GREENWICH))
		write_time(seconds, out + strlen(out), room - strlen(out));
}

static bool
show_day(const char *stored, long long seconds, bool from_1904,
	struct numfmt_value *out, struct err *err)
{
	struct date day;

	if (!day_of(stored, seconds, from_1904, &day, err))
		return false;
	numfmt_day(day, (long)(seconds % DAY), out->text, sizeof out->text);
	return true;
}

static bool
show_moment(const char *stored, long long seconds, bool from_1904,
	struct numfmt_value *out, struct err *err)
{
	struct date day;

	if (!day_of(stored, seconds, from_1904, &day, err))
		return false;
	date_iso(day, out->text, sizeof out->text);
	write_time((long)(seconds % DAY), out->text + strlen(out->text),
		sizeof out->text - strlen(out->text));
	return true;
}

static bool
show_time(const char *stored, long long seconds, bool elapsed,
	struct numfmt_value *out, struct err *err)
{
	long long all = elapsed ? seconds : seconds % DAY;

	if (seconds < 0 || seconds > (long long)LAST_DAY * DAY)
		return err_set(err, ERR_INPUT, NULL,
			_("El número %.40s no se puede leer como hora."),
			stored);
	snprintf(out->text, sizeof out->text, "%lld:%02lld", all / 3600,
		all / 60 % 60);
	if (all % 60)
		snprintf(out->text + strlen(out->text),
			sizeof out->text - strlen(out->text), ":%02lld",
			all % 60);
	return true;
}

bool
numfmt_is_doubtful_day(const char *text)
{
	int hour, minute, second;

	if (strlen(text) < sizeof "2019-08-01" - 1 ||
		sscanf(text + sizeof "2019-08-01" - 1, " %2d:%2d:%2d", &hour,
			&minute, &second) != 3)
		return false;
	return is_near(hour * 3600L + minute * 60L + second, GREENWICH_IN_LIMA);
}

/* ---- by the format ------------------------------------------------------ */

static bool
holds(const struct numfmt_section *s, double value)
{
	const char *c = s->compare;

	if (str_eq(c, "<>"))
		return value < s->bound || value > s->bound;
	return (strchr(c, '<') && value < s->bound) ||
	       (strchr(c, '>') && value > s->bound) ||
	       (strchr(c, '=') && !(value < s->bound) && !(value > s->bound));
}

/* The last one is for texts when it says so: dd/mm/yyyy;@. */
static size_t
sections_of_numbers(const struct numfmt *f)
{
	size_t n = f->n < NUMFMT_SECTIONS ? f->n : NUMFMT_SECTIONS - 1;

	return f->n > 1 && f->v[f->n - 1].kind == NUMFMT_TEXT && n == f->n
		       ? n - 1
		       : n;
}

static const struct numfmt_section *
section_for(const struct numfmt *f, double value)
{
	size_t n = sections_of_numbers(f);

	for (size_t i = 0; i + 1 < n; i++) {
		const struct numfmt_section *s = &f->v[i];
		bool its = s->compare[0] ? holds(s, value)
			   : i > 0	 ? value < 0
			   : n == 2	 ? value >= 0
					 : value > 0;

		if (its)
			return s;
	}
	return &f->v[n - 1];
}

/* A code keeps its zeros; -7 and 7.5 are none. */
static void
show_code(const struct decimal *d, unsigned zeros, struct numfmt_value *out)
{
	size_t len;

	write_decimal(d, out->text, sizeof out->text);
	len = strlen(out->text);
	if (strspn(out->text, "0123456789") != len) {
		out->kind = NUMFMT_NUMBER;
		return;
	}
	if (len >= zeros || zeros >= sizeof out->text)
		return;
	memmove(out->text + zeros - len, out->text, len + 1);
	memset(out->text, '0', zeros - len);
}

static bool
show_number(const struct decimal *d, unsigned zeros, struct numfmt_value *out)
{
	struct decimal percent = *d;

	if (out->kind == NUMFMT_CODE) {
		show_code(d, zeros, out);
		return true;
	}
	if (out->kind != NUMFMT_PERCENT)
		return write_decimal(d, out->text, sizeof out->text);
	percent.point += PERCENT_POWER;
	return write_decimal(&percent, out->text, sizeof out->text - 1) &&
	       str_copy(out->text + strlen(out->text), sizeof "%", "%");
}

bool
numfmt_show(const struct numfmt *format, const char *stored, bool from_1904,
	struct numfmt_value *out, struct err *err)
{
	const struct numfmt_section *section;
	struct decimal d;
	double value;
	long long seconds;

	*out = (struct numfmt_value){ 0 };
	if (!shortest(stored, &d))
		return err_set(err, ERR_INPUT, NULL,
			_("«%.40s» no es un número."), stored);
	value = strtod(stored, NULL);
	section = section_for(format, value);
	out->kind = section->kind;
	seconds = seconds_of(value);
	switch (out->kind) {
	case NUMFMT_DATE:
	case NUMFMT_MONTH:
	case NUMFMT_YEAR:
		return show_day(stored, seconds, from_1904, out, err);
	case NUMFMT_MOMENT:
		return show_moment(stored, seconds, from_1904, out, err);
	case NUMFMT_TIME:
		return show_time(stored, seconds, section->elapsed, out, err);
	default:
		return show_number(&d, section->zeros, out);
	}
}
