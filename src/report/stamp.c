/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/stamp.h"

#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

enum {
	TEXT_ROOM = 64
};

bool
report_day(const struct report *report, struct date *day)
{
	const char *const texts[] = { report->cover.date, report->read_at };
	const struct date any = { 2000, 1, 1 };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char text[TEXT_ROOM];

		if (str_is_blank(texts[i]))
			continue;
		str_copy(text, sizeof text, texts[i]);
		/* 10/04/2019 09:30 */
		if (isdigit((unsigned char)*text) && strchr(text, ':'))
			text[strcspn(text, " ,T")] = '\0';
		if (date_read(text, any, day, NULL))
			return true;
	}
	return false;
}

const char *
report_number_sign(const char *number)
{
	return strspn(number, "0123456789") > 0 ? _("N.º ") : "";
}

void
report_marks(const struct report *report, struct buf *out)
{
	if (report->is_test)
		buf_puts(out, _("PRUEBA - datos de práctica"));
	if (report->mark)
		buf_printf(out, "%s%s", report->is_test ? " · " : "",
			report->mark);
}
