/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a cell of an ods is, by what it stores and by how it is shown. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "base/str.h"
#include "import/numfmt.h"
#include "import/workbook/ods.h"

enum {
	HOURS_MAX = 1000000,
};

static enum row_kind
put(struct buf *out, enum row_kind kind, const char *text)
{
	buf_puts(out, text);
	return kind;
}

static enum row_kind
put_error(const struct ods_cell *c, struct buf *out)
{
	return put(out, ROW_ERROR, c->shown.len ? c->shown.data : "#");
}

/* ---- numbers ------------------------------------------------------------ */

/* TRUE and FALSE are numbers too, where nothing but their look tells. */
static bool
is_truth(const char *number, const char *shown, bool *truth)
{
	static const struct {
		const char *shown, *number;
	} words[] = {
		{ "FALSE", "0" },
		{ "TRUE", "1" },
		{ "FALSO", "0" },
		{ "VERDADERO", "1" },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (str_eq(words[i].shown, shown) &&
			str_eq(words[i].number, number)) {
			*truth = i % 2;
			return true;
		}
	return false;
}

/* 000007, of which 7 is stored. */
static bool
is_code(const char *number, const char *shown)
{
	size_t n = strlen(shown), zeros = strspn(shown, "0");

	if (zeros == 0 || n < 2 || strspn(shown, "0123456789") != n)
		return false;
	return str_eq(zeros == n ? shown + n - 1 : shown + zeros, number);
}

/* Gnumeric says of a percentage only that it is shown so; "80%" may also be
 * the number 80 with a sign behind it. */
static bool
is_percent(const char *number, const char *shown)
{
	double value = strtod(number, NULL), seen;
	char text[NUMFMT_ROOM];
	bool sign;

	if (!strchr(shown, '%') ||
		(!number_read(
			 shown, NUMBER_POINT, text, sizeof text, &sign, NULL) &&
			!number_read(shown, NUMBER_COMMA, text, sizeof text,
				&sign, NULL)))
		return false;
	seen = strtod(text, NULL);
	return sign && fabs(seen - 100 * value) <= fabs(seen - value);
}

static enum row_kind
put_percent(const struct ods_cell *c, struct buf *out)
{
	struct numfmt percent = numfmt_read("0%");
	struct numfmt_value shown;
	struct err unheard;

	if (!numfmt_show(
		    &percent, buf_text(&c->value), false, &shown, &unheard))
		return put_error(c, out);
	return put(out, ROW_PERCENT, shown.text);
}

static enum row_kind
put_number(const struct ods_cell *c, struct buf *out)
{
	const char *shown = buf_text(&c->shown);
	char number[NUMFMT_ROOM];
	bool truth;

	if (!number_shortest(buf_text(&c->value), number, sizeof number))
		return put_error(c, out);
	/* As old writers keep errors of formulas. */
	if (c->formula && (shown[0] == '#' || str_starts(shown, "Err:")))
		return put_error(c, out);
	if (is_truth(number, shown, &truth))
		return truth ? ROW_TRUE : ROW_FALSE;
	if (is_percent(number, shown))
		return put_percent(c, out);
	return put(out, ROW_NUMBER, is_code(number, shown) ? shown : number);
}

static enum row_kind
put_boolean(const struct ods_cell *c, struct buf *out)
{
	if (str_eq(buf_text(&c->value), "true"))
		return ROW_TRUE;
	return str_eq(buf_text(&c->value), "false") ? ROW_FALSE
						    : put_error(c, out);
}

/* ---- days and hours ----------------------------------------------------- */

/* 23:59:23.99, as seconds of the day. */
static bool
read_clock(const char *text, long *seconds)
{
	long hour, minute;
	char *end;
	double second;

	hour = strtol(text, &end, 10);
	if (end == text || *end != ':')
		return false;
	minute = strtol(end + 1, &end, 10);
	second = *end == ':' ? strtod(end + 1, NULL) : 0;
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
		!(second >= 0 && second < 60))
		return false;
	*seconds = 3600 * hour + 60 * minute + (long)(second + 0.5);
	return true;
}

/* What of a day is seen: "ago-2019" shows none, "2019" no month either. */
static enum row_kind
kind_of_day(struct date day, long seconds, const char *shown)
{
	struct partial_date p;
	struct err unheard;

	if (strchr(shown, ':') || (!shown[0] && seconds > 0))
		return ROW_MOMENT;
	if (!partial_read(shown, day, &p, &unheard) || p.from.year != day.year)
		return ROW_DATE;
	if (p.precision == DATE_YEAR)
		return ROW_YEAR;
	return p.precision == DATE_MONTH && p.from.month == day.month
		       ? ROW_MONTH
		       : ROW_DATE;
}

/* Days that programs count differently, by the February of 1900 that was not:
 * told by the number that a workbook stores, which is what is refused. */
static bool
is_early(struct date day, struct buf *out)
{
	static const struct date last = { 1900, 2, 28 };
	struct date first = { 1899, 12, 30 };
	int n = 0;

	if (date_compare(day, first) < 0 || date_compare(day, last) > 0)
		return false;
	for (; date_compare(first, day) < 0; n++)
		first = date_add_days(first, 1);
	buf_printf(out, "%d", n);
	return true;
}

/* 2019-08-01, 2019-08-01T10:25:00: whatever day the workbook counts from. */
static enum row_kind
put_day(const struct ods_cell *c, struct buf *out)
{
	const char *text = buf_text(&c->value);
	char iso[sizeof "2019-08-01"], said[NUMFMT_ROOM];
	enum row_kind kind;
	struct date day;
	long seconds = 0;

	str_copy(iso, sizeof iso, text);
	if (!date_from_iso(iso, &day) ||
		(text[sizeof iso - 1] &&
			!read_clock(text + sizeof iso, &seconds)))
		return put_error(c, out);
	if (is_early(day, out))
		return ROW_ERROR;
	kind = kind_of_day(day, seconds, buf_text(&c->shown));
	if (kind != ROW_MOMENT) {
		numfmt_day(day, seconds, said, sizeof said);
	} else {
		date_iso(date_add_days(day, (int)(seconds / 86400)), iso,
			sizeof iso);
		seconds %= 86400;
		snprintf(said, sizeof said, "%s %02ld:%02ld:%02ld", iso,
			seconds / 3600, seconds / 60 % 60, seconds % 60);
	}
	return put(out, kind, said);
}

/* PT34H30M00.000000278S */
static enum row_kind
put_time(const struct ods_cell *c, struct buf *out)
{
	const char *text = buf_text(&c->value);
	long hours, minutes;
	double part;
	char *end;

	if (!str_starts(text, "PT"))
		return put_error(c, out);
	hours = strtol(text + 2, &end, 10);
	if (*end != 'H' || hours < 0 || hours > HOURS_MAX)
		return put_error(c, out);
	minutes = strtol(end + 1, &end, 10);
	part = *end == 'M' ? strtod(end + 1, NULL) : -1;
	if (minutes < 0 || minutes > 59 || !(part >= 0 && part <= 60))
		return put_error(c, out);
	minutes = 3600 * hours + 60 * minutes + (long)(part + 0.5);
	buf_printf(out, "%ld:%02ld", minutes / 3600, minutes / 60 % 60);
	if (minutes % 60)
		buf_printf(out, ":%02ld", minutes % 60);
	return ROW_TIME;
}

/* ---- texts -------------------------------------------------------------- */

static enum row_kind
put_text(const struct ods_cell *c, struct buf *out)
{
	return put(out, ROW_TEXT,
		c->shown.len ? c->shown.data : buf_text(&c->value));
}

enum row_kind
ods_value(const struct ods_cell *c, struct buf *out)
{
	static const struct {
		const char *type;
		enum row_kind (*put)(
			const struct ods_cell *cell, struct buf *out);
	} types[] = {
		{ "float", put_number },
		{ "currency", put_number },
		{ "percentage", put_percent },
		{ "date", put_day },
		{ "time", put_time },
		{ "boolean", put_boolean },
	};

	buf_reset(out);
	if (c->error)
		return put_error(c, out);
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
		if (str_eq(types[i].type, c->type))
			return types[i].put(c, out);
	return put_text(c, out);
}
