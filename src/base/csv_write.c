/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writing part of base/csv.h. */
#include <string.h>
#include <strings.h>

#include "base/csv.h"
#include "base/mem.h"

/* ---- what a spreadsheet makes of a text */

static bool
is_formula(const char *s)
{
	return *s && strchr("=+-@\t\r", *s);
}

/* A word that stands in a day, an hour or a number, of both languages. */
static bool
is_figure_word(const char *s, size_t n)
{
	static const char *const months[] = { "ene", "jan", "feb", "mar", "abr",
		"apr", "may", "jun", "jul", "ago", "aug", "set", "sep", "oct",
		"nov", "dic", "dec" };
	static const char *const words[] = { "de", "del", "e", "a", "p", "m",
		"am", "pm", "t", "z", "s" };

	for (size_t i = 0; n >= 3 && i < sizeof months / sizeof *months; i++)
		if (strncasecmp(s, months[i], 3) == 0)
			return true;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == n && strncasecmp(s, words[i], n) == 0)
			return true;
	return false;
}

/* 000007, 3.2, 1-2, ago-2019, 1 de agosto de 2019, 1E5: a digit, and no word
 * but those of days and numbers. */
static bool
is_turned(const char *s)
{
	static const char signs[] = "0123456789-/.,:' %$()";
	bool digit = false;

	while (*s) {
		size_t n = 0;

		while ((s[n] | ' ') >= 'a' && (s[n] | ' ') <= 'z')
			n++;
		if (n > 0 ? !is_figure_word(s, n) : !strchr(signs, *s))
			return false;
		digit = digit || (*s >= '0' && *s <= '9');
		s += n ? n : 1;
	}
	return digit;
}

bool
csv_is_guarded(const char *text)
{
	const char *own = text + strspn(text, "'");

	return own > text && (is_formula(own) || is_turned(own));
}

bool
csv_needs_guard(const char *text)
{
	return is_formula(text) || csv_is_guarded(text);
}

static void
put_quoted(struct buf *out, const char *s, const char *begin)
{
	buf_puts(out, begin);
	for (size_t n; *s; s += n) {
		n = strcspn(s + 1, "\"") + 1;
		if (*s == '"')
			buf_putc(out, '"');
		buf_add(out, s, n);
	}
	buf_putc(out, '"');
}

static void
put_cell(struct csv_out *to, const char *s, bool guard)
{
	char special[] = { to->delimiter, '"', '\n', '\r', '\0' };
	bool danger =
		guard && (csv_needs_guard(s) || (to->turns && is_turned(s)));
	bool quote = danger || strpbrk(s, special) || *s == ' ';

	if (to->begun)
		buf_putc(to->out, to->delimiter);
	to->begun = true;
	if (quote)
		put_quoted(to->out, s, danger ? "\"'" : "\"");
	else
		buf_puts(to->out, s);
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
