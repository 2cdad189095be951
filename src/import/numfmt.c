/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/numfmt.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum {
	PARTS_MAX = 32,
	CODE_MIN = 2, /* zeros: "0" alone is a number */
};

/* A section while it is read. parts are the letters of its dates and times, one
 * of each run: y, M (month), d, h, m (month or minute), s. */
struct draft {
	char parts[PARTS_MAX + 1];
	size_t n_parts;
	size_t digits; /* 0 # ? */
	size_t zeros;  /* of them, "0" .. */
	bool other;    /* .. and whether anything else is shown */
	bool elapsed;
	bool percent;
	bool money;
	bool text;
	bool general;
	bool fraction; /* the tenths of seconds come next */
};

static bool
is_letter_of(char c, const char *letters)
{
	return c && strchr(letters, c);
}

static void
add_part(struct draft *d, char part)
{
	d->other = true;
	d->fraction = part == 's';
	if (d->n_parts < PARTS_MAX)
		d->parts[d->n_parts++] = part;
}

static size_t
run_length(const char *p)
{
	size_t n = 1;

	while ((p[n] | 0x20) == (p[0] | 0x20))
		n++;
	return n;
}

static bool
starts_folded(const char *p, const char *word)
{
	for (; *word; p++, word++)
		if ((*p | 0x20) != (*word | 0x20))
			return false;
	return true;
}

static bool
is_currency(const char *text, size_t n)
{
	static const char *const signs[] = { "S/", "$", "\xe2\x82\xac", "PEN",
		"USD", "EUR" };

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		size_t len = strlen(signs[i]);

		for (size_t at = 0; at + len <= n; at++)
			if (strncmp(text + at, signs[i], len) == 0)
				return true;
	}
	return false;
}

/* [h], [mm], [ss] */
static bool
is_elapsed(const char *in, size_t n)
{
	return n > 0 && is_letter_of(in[0], "hHmMsS") && run_length(in) == n;
}

static void
read_condition(const char *in, struct numfmt_section *section)
{
	size_t n = strspn(in, "<>=");

	if (n >= sizeof section->compare)
		return;
	memcpy(section->compare, in, n);
	section->compare[n] = '\0';
	section->bound = strtod(in + n, NULL);
}

/* [Red], [>=100], [$S/-280A], [h]. Gives what follows. */
static const char *
read_bracket(const char *p, struct draft *d, struct numfmt_section *section)
{
	const char *in = p + 1;
	size_t n = strcspn(in, "]");

	if (in[n] != ']')
		return p + 1;
	if (in[0] == '$') {
		d->money = d->money || (in[1] != '-' && n > 1);
		d->other = true;
	} else if (is_elapsed(in, n)) {
		/* [mm] is never a month. */
		add_part(d, is_letter_of(in[0], "sS") ? 's' : 'h');
		d->elapsed = true;
	} else if (is_letter_of(in[0], "<>=")) {
		read_condition(in, section);
	}
	return in + n + 1;
}

static const char *
read_quoted(const char *p, struct draft *d)
{
	size_t n = strcspn(p + 1, "\"");

	d->other = true;
	d->money = d->money || is_currency(p + 1, n);
	return p + 1 + n + (p[1 + n] != '\0');
}

static const char *
read_letters(const char *p, struct draft *d)
{
	static const struct {
		const char *letters;
		char part;
	} parts[] = {
		{ "yYeEbBgGaA", 'y' },
		{ "dD", 'd' },
		{ "hH", 'h' },
		{ "sS", 's' },
	};
	size_t n = run_length(p);

	if (starts_folded(p, "general")) {
		d->general = true;
		return p + strlen("general");
	}
	if (starts_folded(p, "am/pm") || starts_folded(p, "a/p")) {
		add_part(d, 't');
		return p + ((p[1] | 0x20) == 'm' ? 5 : 3);
	}
	d->money = d->money || is_currency(p, strlen(p) < 3 ? strlen(p) : 3);
	d->other = true;
	if (is_letter_of(*p, "mM"))
		add_part(d, n > 2 ? 'M' : 'm');
	/* 0.00E+00; one "a" or "g" is a letter of a word */
	else if (!(is_letter_of(*p, "eE") && is_letter_of(p[1], "+-")) &&
		 !(is_letter_of(*p, "aAgGbB") && n == 1))
		for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
			if (is_letter_of(*p, parts[i].letters))
				add_part(d, parts[i].part);
	return p + n;
}

static const char *
read_sign(const char *p, struct draft *d)
{
	bool fraction = d->fraction;

	if (is_letter_of(*p, "0#?")) {
		if (!fraction) {
			d->digits++;
			d->zeros += *p == '0';
		}
		return p + 1;
	}
	d->fraction = fraction && is_letter_of(*p, ".,");
	d->other = true;
	d->percent = d->percent || *p == '%';
	d->text = d->text || *p == '@';
	d->money = d->money || is_currency(p, strlen(p) < 3 ? strlen(p) : 3);
	/* what follows is only its width or fills */
	if (is_letter_of(*p, "\\_*") && p[1])
		return p + 2;
	return p + 1;
}

/* Is m, at a place of parts, minutes? It is behind an hour or before seconds. */
static bool
is_minute(const struct draft *d, size_t at)
{
	return (at > 0 && d->parts[at - 1] == 'h') || d->parts[at + 1] == 's';
}

static enum numfmt_kind
calendar_kind(const struct draft *d)
{
	bool year = false, month = false, day = false, hour = false;

	for (size_t i = 0; i < d->n_parts; i++) {
		bool minute = d->parts[i] == 'm' && is_minute(d, i);

		year = year || d->parts[i] == 'y';
		day = day || d->parts[i] == 'd';
		month = month || (is_letter_of(d->parts[i], "Mm") && !minute);
		hour = hour || minute || is_letter_of(d->parts[i], "hst");
	}
	if (hour)
		return year || month || day ? NUMFMT_MOMENT : NUMFMT_TIME;
	if (day)
		return NUMFMT_DATE;
	return month ? NUMFMT_MONTH : NUMFMT_YEAR;
}

static enum numfmt_kind
draft_kind(const struct draft *d)
{
	if (d->n_parts && !d->digits)
		return calendar_kind(d);
	if (d->percent)
		return NUMFMT_PERCENT;
	if (d->digits && d->money)
		return NUMFMT_MONEY;
	if (d->zeros == d->digits && d->zeros >= CODE_MIN && !d->other)
		return NUMFMT_CODE;
	if (d->text)
		return NUMFMT_TEXT;
	return d->digits || (d->other && !d->general) ? NUMFMT_NUMBER
						      : NUMFMT_GENERAL;
}

/* Gives what follows its semicolon. */
static const char *
read_section(const char *p, struct numfmt_section *section)
{
	struct draft d = { 0 };

	while (*p && *p != ';') {
		bool letter = (*p | 0x20) >= 'a' && (*p | 0x20) <= 'z';

		if (*p == '[')
			p = read_bracket(p, &d, section);
		else if (*p == '"')
			p = read_quoted(p, &d);
		else
			p = letter ? read_letters(p, &d) : read_sign(p, &d);
	}
	section->kind = draft_kind(&d);
	section->elapsed = d.elapsed;
	section->zeros = (unsigned)d.zeros;
	return *p ? p + 1 : p;
}

struct numfmt
numfmt_read(const char *code)
{
	struct numfmt format = { 0 };
	const char *p = code;

	do
		p = read_section(p, &format.v[format.n++]);
	while (*p && format.n < NUMFMT_SECTIONS);
	return format;
}

struct numfmt
numfmt_builtin(int id)
{
	static const struct {
		int first, last;
		const char *code;
	} known[] = {
		{ 1, 1, "0" },
		{ 2, 2, "0.00" },
		{ 3, 4, "#,##0.00" },
		{ 5, 8, "\"S/\"#,##0.00_);(\"S/\"#,##0.00)" },
		{ 9, 10, "0.00%" },
		{ 11, 11, "0.00E+00" },
		{ 12, 13,
			"# ?"
			"?/?"
			"?" },
		{ 14, 16, "dd/mm/yyyy" },
		{ 17, 17, "mmm-yy" },
		{ 18, 21, "h:mm:ss AM/PM" },
		{ 22, 22, "dd/mm/yyyy h:mm" },
		/* of East Asia */
		{ 27, 31, "yyyy/m/d" },
		{ 32, 33, "h:mm" },
		{ 34, 36, "yyyy/m/d" },
		{ 37, 41, "#,##0.00_);(#,##0.00)" },
		{ 42, 42, "_(\"S/\"* #,##0_)" },
		{ 43, 43, "_(* #,##0.00_)" },
		{ 44, 44, "_(\"S/\"* #,##0.00_)" },
		{ 45, 45, "mm:ss" },
		{ 46, 46, "[h]:mm:ss" },
		{ 47, 47, "mm:ss.0" },
		{ 48, 48, "##0.0E+0" },
		{ 49, 49, "@" },
		{ 50, 58, "yyyy/m/d" },
		/* of Thailand */
		{ 59, 62, "0.00" },
		{ 67, 68, "0.00%" },
		{ 69, 70, "# ?/?" },
		{ 71, 74, "dd/mm/yyyy" },
		{ 75, 76, "h:mm" },
		{ 77, 77, "dd/mm/yyyy h:mm" },
		{ 78, 80, "mm:ss" },
		{ 81, 81, "dd/mm/yyyy" },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (id >= known[i].first && id <= known[i].last)
			return numfmt_read(known[i].code);
	return numfmt_read("General");
}

enum numfmt_kind
numfmt_kind(const struct numfmt *format)
{
	return format->v[0].kind;
}
