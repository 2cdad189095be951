/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates on a form: steps by a key, and the echo of what was read. */
#include "screen/entry.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

/* The day the field holds; none: today. */
static struct date
day_of(const struct entry *e, const struct field *field,
	const struct value *value)
{
	struct date day = { 0, 0, 0 };

	if (value && !value->bad && value->now) {
		if (field->kind == FIELD_PARTIAL)
			day = value->partial.from;
		else
			date_from_iso(value->now, &day);
	}
	return day.year > 0 ? day : e->view.desk->today;
}

static bool
is_month(const struct field *field, const struct value *value)
{
	return field->kind == FIELD_PARTIAL && value && value->now &&
	       value->partial.precision != DATE_DAY &&
	       value->partial.precision != DATE_OPEN;
}

/* Months of one step; 0: a day. */
static int
months_of(const struct field *field, const struct value *value)
{
	static const int months[] = {
		[DATE_DAY] = 0,
		[DATE_MONTH] = 1,
		[DATE_QUARTER] = 3,
		[DATE_YEAR] = 12,
		[DATE_OPEN] = 0,
	};

	return is_month(field, value) ? months[value->partial.precision] : 0;
}

static void
write_step(const struct field *field, const struct value *value,
	struct date day, char *out, size_t room)
{
	if (!is_month(field, value)) {
		date_show(day, out, room);
		return;
	}
	switch (value->partial.precision) {
	case DATE_QUARTER:
		snprintf(out, room, "%d-T%d", day.year, (day.month + 2) / 3);
		break;
	case DATE_YEAR:
		snprintf(out, room, "%d", day.year);
		break;
	default:
		snprintf(out, room, "%04d-%02d", day.year, day.month);
		break;
	}
}

bool
date_step(struct entry *e, key_code key, char *out, size_t room)
{
	const struct spot *spot = spot_here(e);
	const struct field *field = spot_field(e, spot);
	const struct value *value = spot_value(e, spot);
	const char *found =
		key < 0x80 && key > 0 ? strchr("+-[]", (int)key) : NULL;
	struct date day;
	int by, months;

	if (!found || e->texts || e->edit.touched ||
		(field->kind != FIELD_DATE && field->kind != FIELD_PARTIAL))
		return false;
	day = day_of(e, field, value);
	by = key == '+' || key == ']' ? 1 : -1;
	months = months_of(field, value);
	if (key == '[' || key == ']')
		months = months > 0 ? months : 1;
	if (months > 0)
		day = date_add_months(day, by * months);
	else
		day = date_add_days(day, by);
	write_step(field, value, day, out, room);
	return true;
}

void
date_echo_value(const struct field *field, const struct value *value, char *out,
	size_t room)
{
	struct date day;
	char from[24], to[24];

	out[0] = '\0';
	if (!value || value->bad || !value->now)
		return;
	if (field->kind == FIELD_DATE && date_from_iso(value->now, &day)) {
		date_echo(day, out, room);
	} else if (field->kind == FIELD_PARTIAL) {
		const struct partial_date *d = &value->partial;

		if (d->doubtful && d->doubt[0]) {
			str_copy(out, room, d->doubt);
		} else if (d->precision == DATE_DAY) {
			date_echo(d->from, out, room);
		} else if (d->from.year > 0) {
			date_show(d->from, from, sizeof from);
			date_show(d->to, to, sizeof to);
			snprintf(out, room,
				d->to.year > 0 ? _("%s a %s") : _("desde %s"),
				from, to);
		}
	}
}
