/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/chart.h"

#include <ctype.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"

enum {
	HUNDRED = 100 * 1000,  /* thousandths of a percent */
	STEP = 20 * 1000,      /* scales end at a multiple */
	LONGEST = 300 * 1000,  /* higher values end at the edge */
	DAYS_TO_1970 = 719468, /* since 1 March of year 0 */
};

/* Thousandths of a decimal text, towards zero: what lies below zero is at the
 * beginning of every scale. */
static bool
thousandths(const char *text, long *out)
{
	bool negative = text && *text == '-';
	const char *at = text ? text + negative : "";
	long n = 0;
	int decimals = 0;

	if (!isdigit((unsigned char)*at))
		return false;
	for (; isdigit((unsigned char)*at); at++)
		n = n > LONGEST ? n : 10 * n + (*at - '0');
	if (*at == '.')
		at++;
	for (; isdigit((unsigned char)*at); at++) {
		if (decimals == 3)
			continue;
		n = 10 * n + (*at - '0');
		decimals++;
	}
	for (; decimals < 3; decimals++)
		n *= 10;
	*out = negative ? -n : n;
	return *at == '\0';
}

bool
chart_day(const char *iso, long *day)
{
	struct date d;
	long year;
	long of_era;
	long of_year;

	if (!iso || !date_from_iso(iso, &d))
		return false;
	/* years from March on: the leap day is the last one */
	year = d.year - (d.month <= 2);
	of_era = year % 400;
	of_year =
		(153L * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
	*day = year / 400 * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - DAYS_TO_1970;
	return true;
}

/* ---- situations */

static const struct chart_look looks[] = {
	{ "done", N_("cumplido"), "█", "#", 0x009e73 },
	{ "overdue", N_("vencido"), "▓", "!", 0xd55e00 },
	{ "running", N_("en proceso"), "▒", "=", 0x0072b2 },
	{ "late_start", N_("inicio atrasado"), "▚", "~", 0xe69f00 },
	{ "doubtful", N_("fecha por aclarar"), "?", "?", 0xcc79a7 },
	{ "dropped", N_("retirado"), "·", ".", 0xd3d8dd },
	{ "pending", N_("pendiente"), "░", "-", 0x9aa5b1 },
};

enum {
	LOOKS = sizeof looks / sizeof *looks
};

const struct chart_look *
chart_look_at(size_t i)
{
	return i < LOOKS ? &looks[i] : NULL;
}

const struct chart_look *
chart_look(const char *state)
{
	size_t i = 0;

	while (i + 1 < LOOKS && !str_eq(looks[i].state, state))
		i++;
	return &looks[i];
}

bool
chart_has_look(const struct report_chart *chart, const struct chart_look *look)
{
	for (size_t i = 0; i < chart->n; i++) {
		const struct chart_item *item = &chart->items[i];

		if ((item->from || item->to) && chart_look(item->state) == look)
			return true;
	}
	return false;
}

/* ---- the scale */

static int
place_of(const struct chart_scale *scale, long value)
{
	if (value <= scale->from)
		return 0;
	if (value >= scale->to)
		return CHART_FULL;
	return (int)((value - scale->from) * CHART_FULL /
		     (scale->to - scale->from));
}

static struct chart_scale
percent_scale(const struct report_chart *chart)
{
	struct chart_scale scale = { .to = HUNDRED, .mark = -1 };
	long value;

	for (size_t i = 0; i < chart->n; i++) {
		if (thousandths(chart->items[i].exact, &value) &&
			value > scale.to)
			scale.to = (value + STEP - 1) / STEP * STEP;
	}
	if (scale.to > LONGEST)
		scale.to = LONGEST;
	if (thousandths(chart->mark, &value))
		scale.mark = place_of(&scale, value);
	return scale;
}

static void
stretch(struct chart_scale *scale, const char *iso, bool *any)
{
	long day;

	if (!chart_day(iso, &day))
		return;
	if (!*any || day < scale->from)
		scale->from = day;
	if (!*any || day > scale->to)
		scale->to = day;
	*any = true;
}

static struct chart_scale
day_scale(const struct report_chart *chart)
{
	struct chart_scale scale = { .mark = -1 };
	bool any = false;
	long day;

	for (size_t i = 0; i < chart->n; i++) {
		stretch(&scale, chart->items[i].from, &any);
		stretch(&scale, chart->items[i].to, &any);
	}
	stretch(&scale, chart->mark, &any);
	if (scale.to <= scale.from)
		scale.to = scale.from + 1;
	if (chart_day(chart->mark, &day))
		scale.mark = place_of(&scale, day);
	return scale;
}

struct chart_scale
chart_scale(const struct report_chart *chart)
{
	return chart->kind == CHART_TIMELINE ? day_scale(chart)
					     : percent_scale(chart);
}

/* ---- the things on it */

int
chart_mark(const struct chart_scale *scale, const struct chart_item *item)
{
	long value;

	return thousandths(item->mark, &value) ? place_of(scale, value)
					       : scale->mark;
}

void
chart_marks(const struct report_chart *chart, struct buf *out)
{
	buf_puts(out, chart->mark_shown ? chart->mark_shown : chart->mark);
	for (size_t i = 0; i < chart->n; i++)
		if (chart->items[i].mark)
			buf_printf(out, "%s %s %s", out->len ? " %;" : "",
				chart->items[i].label, chart->items[i].mark);
}

int
chart_place(const struct report_chart *chart, const struct chart_scale *scale,
	const struct chart_item *item)
{
	int across = chart_mark(scale, item);
	long value;
	long mark;
	int place;

	if (!thousandths(item->exact, &value))
		return -1;
	place = place_of(scale, value);
	if (thousandths(item->mark ? item->mark : chart->mark, &mark) &&
		value < mark && place >= across && across > 0)
		place = across - 1;
	return place;
}

bool
chart_span(const struct chart_scale *scale, const struct chart_item *item,
	int *begin, int *end)
{
	long from;
	long to;
	bool starts = chart_day(item->from, &from);
	bool ends = chart_day(item->to, &to);

	if (!starts && !ends)
		return false;
	*begin = starts ? place_of(scale, from) : 0;
	*end = ends		      ? place_of(scale, to)
	       : scale->mark > *begin ? scale->mark
				      : *begin;
	if (*end < *begin) { /* a doubtful date: where it was to be */
		int turned = *begin;

		*begin = *end;
		*end = turned;
	}
	return true;
}

int
chart_years(const struct chart_scale *scale, int max, int *years, int *places)
{
	int n = 0;

	for (int year = 1970; year < 2200 && n < max; year++) {
		char iso[] = "0000-01-01";
		long day;

		iso[0] = (char)('0' + year / 1000);
		iso[1] = (char)('0' + year / 100 % 10);
		iso[2] = (char)('0' + year / 10 % 10);
		iso[3] = (char)('0' + year % 10);
		if (!chart_day(iso, &day) || day < scale->from ||
			day > scale->to)
			continue;
		years[n] = year;
		places[n++] = place_of(scale, day);
	}
	return n;
}
