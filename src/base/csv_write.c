/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing part of base/csv.h. */
#include <string.h>

#include "base/csv.h"
#include "base/mem.h"

static void
put_cell(struct csv_out *to, const char *s, bool guard)
{
	char special[] = { to->delimiter, '"', '\n', '\r', '\0' };
	bool danger = guard && *s && strchr("=+-@\t\r", *s);
	bool quote = danger || strpbrk(s, special) || *s == ' ';

	if (to->begun)
		buf_putc(to->out, to->delimiter);
	to->begun = true;
	buf_puts(to->out, !quote ? "" : danger ? "\"'" : "\"");
	for (; *s; s++) {
		if (*s == '"')
			buf_putc(to->out, '"');
		buf_putc(to->out, *s);
	}
	buf_puts(to->out, quote ? "\"" : "");
}

void
csv_text(struct csv_out *to, const char *text)
{
	put_cell(to, text ? text : "", true);
}

void
csv_number(struct csv_out *to, const char *text)
{
	put_cell(to, text ? text : "", false);
}

void
csv_line(struct csv_out *to)
{
	buf_puts(to->out, "\r\n");
	to->begun = false;
}
