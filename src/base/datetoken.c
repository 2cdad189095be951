/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/datetoken.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum {
	DIGITS_MAX = 9,
	WORD_MAX = 40,
	TEXT_MAX = 400,
	MONTH_LETTERS = 3, /* the shortest month: "ago" */
};

/* Full names; any beginning of three letters or more is read as the month. */
static const struct {
	const char *name;
	int month;
} months[] = {
	{ "enero", 1 },
	{ "january", 1 },
	{ "febrero", 2 },
	{ "february", 2 },
	{ "marzo", 3 },
	{ "march", 3 },
	{ "abril", 4 },
	{ "april", 4 },
	{ "mayo", 5 },
	{ "junio", 6 },
	{ "june", 6 },
	{ "julio", 7 },
	{ "july", 7 },
	{ "agosto", 8 },
	{ "august", 8 },
	{ "septiembre", 9 },
	{ "setiembre", 9 },
	{ "september", 9 },
	{ "octubre", 10 },
	{ "october", 10 },
	{ "noviembre", 11 },
	{ "november", 11 },
	{ "diciembre", 12 },
	{ "december", 12 },
};

static const struct {
	const char *word;
	enum token_kind kind;
	long value;
} words[] = {
	{ "al", TOKEN_TO, 0 },
	{ "a", TOKEN_TO, 0 },
	{ "hasta", TOKEN_TO, 0 },
	{ "to", TOKEN_TO, 0 },
	{ "until", TOKEN_TO, 0 },
	{ "till", TOKEN_TO, 0 },
	{ "through", TOKEN_TO, 0 },
	{ "desde", TOKEN_FROM, 0 },
	{ "from", TOKEN_FROM, 0 },
	{ "since", TOKEN_FROM, 0 },
	{ "partir", TOKEN_FROM, 0 },
	{ "permanentemente", TOKEN_OPEN, 0 },
	{ "permanente", TOKEN_OPEN, 0 },
	{ "permanently", TOKEN_OPEN, 0 },
	{ "permanent", TOKEN_OPEN, 0 },
	{ "adelante", TOKEN_OPEN, 0 },
	{ "onwards", TOKEN_OPEN, 0 },
	{ "onward", TOKEN_OPEN, 0 },
	{ "indefinidamente", TOKEN_OPEN, 0 },
	{ "indefinido", TOKEN_OPEN, 0 },
	{ "continuo", TOKEN_OPEN, 0 },
	{ "continua", TOKEN_OPEN, 0 },
	{ "ongoing", TOKEN_OPEN, 0 },
	{ "de", TOKEN_NOISE, 0 },
	{ "del", TOKEN_NOISE, 0 },
	{ "el", TOKEN_NOISE, 0 },
	{ "la", TOKEN_NOISE, 0 },
	{ "en", TOKEN_NOISE, 0 },
	{ "dia", TOKEN_NOISE, 0 },
	{ "mes", TOKEN_NOISE, 0 },
	{ "ano", TOKEN_NOISE, 0 },
	{ "of", TOKEN_NOISE, 0 },
	{ "the", TOKEN_NOISE, 0 },
	{ "on", TOKEN_NOISE, 0 },
	{ "in", TOKEN_NOISE, 0 },
	{ "year", TOKEN_NOISE, 0 },
	{ "month", TOKEN_NOISE, 0 },
	{ "trimestre", TOKEN_QUARTER, 0 },
	{ "trim", TOKEN_QUARTER, 0 },
	{ "quarter", TOKEN_QUARTER, 0 },
	{ "q", TOKEN_QUARTER, 0 },
	{ "t", TOKEN_QUARTER, 0 },
	{ "semestre", TOKEN_SEMESTER, 0 },
	{ "sem", TOKEN_SEMESTER, 0 },
	{ "semester", TOKEN_SEMESTER, 0 },
	{ "i", TOKEN_ROMAN, 1 },
	{ "ii", TOKEN_ROMAN, 2 },
	{ "iii", TOKEN_ROMAN, 3 },
	{ "iv", TOKEN_ROMAN, 4 },
	{ "primer", TOKEN_ROMAN, 1 },
	{ "primero", TOKEN_ROMAN, 1 },
	{ "segundo", TOKEN_ROMAN, 2 },
	{ "tercer", TOKEN_ROMAN, 3 },
	{ "cuarto", TOKEN_ROMAN, 4 },
	{ "first", TOKEN_ROMAN, 1 },
	{ "second", TOKEN_ROMAN, 2 },
	{ "third", TOKEN_ROMAN, 3 },
	{ "fourth", TOKEN_ROMAN, 4 },
	{ "lunes", TOKEN_WEEKDAY, 0 },
	{ "monday", TOKEN_WEEKDAY, 0 },
	{ "martes", TOKEN_WEEKDAY, 1 },
	{ "tuesday", TOKEN_WEEKDAY, 1 },
	{ "miercoles", TOKEN_WEEKDAY, 2 },
	{ "wednesday", TOKEN_WEEKDAY, 2 },
	{ "jueves", TOKEN_WEEKDAY, 3 },
	{ "thursday", TOKEN_WEEKDAY, 3 },
	{ "viernes", TOKEN_WEEKDAY, 4 },
	{ "friday", TOKEN_WEEKDAY, 4 },
	{ "sabado", TOKEN_WEEKDAY, 5 },
	{ "saturday", TOKEN_WEEKDAY, 5 },
	{ "domingo", TOKEN_WEEKDAY, 6 },
	{ "sunday", TOKEN_WEEKDAY, 6 },
	{ "lun", TOKEN_WEEKDAY, 0 },
	{ "mie", TOKEN_WEEKDAY, 2 },
	{ "jue", TOKEN_WEEKDAY, 3 },
	{ "vie", TOKEN_WEEKDAY, 4 },
	{ "sab", TOKEN_WEEKDAY, 5 },
	{ "dom", TOKEN_WEEKDAY, 6 },
};

/* What may stick to the digits of an ordinal: 09th, 1er, 3ro. */
static const char *const ordinals[] = {
	"st",
	"nd",
	"rd",
	"th",
	"er",
	"ro",
	"do",
	"to",
	"ra",
};

const char *
month_short(int month)
{
	static const char *const names[] = {
		"?",
		"ene",
		"feb",
		"mar",
		"abr",
		"may",
		"jun",
		"jul",
		"ago",
		"set",
		"oct",
		"nov",
		"dic",
	};

	return names[month >= 1 && month <= 12 ? month : 0];
}

static bool
is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
push(struct tokens *out, struct token token)
{
	if (out->n < TOKENS_MAX)
		out->v[out->n++] = token;
	else
		out->cut = true;
}

static const char *
read_number(const char *p, struct tokens *out)
{
	struct token t = { .kind = TOKEN_NUMBER };
	size_t len;

	for (; is_digit(*p); p++) {
		t.digits++;
		if (t.digits <= DIGITS_MAX)
			t.value = 10 * t.value + (*p - '0');
	}
	if (t.digits > DIGITS_MAX)
		t.kind = TOKEN_UNKNOWN;
	/* 1° and 1º */
	if (p[0] == '\xc2' && (p[1] == '\xb0' || p[1] == '\xba')) {
		t.ordinal = true;
		p += 2;
	}
	for (size_t i = 0; i < sizeof ordinals / sizeof ordinals[0]; i++) {
		len = strlen(ordinals[i]);
		if (strncmp(p, ordinals[i], len) == 0 && !is_letter(p[len])) {
			t.ordinal = true;
			p += len;
			break;
		}
	}
	push(out, t);
	return p;
}

static struct token
classify(const char *word, size_t len)
{
	struct token t = { .kind = TOKEN_UNKNOWN };

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strncmp(words[i].word, word, len) != 0 ||
			words[i].word[len])
			continue;
		t.kind = words[i].kind;
		t.value = words[i].value;
		return t;
	}
	for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
		if (len < MONTH_LETTERS ||
			strncmp(months[i].name, word, len) != 0)
			continue;
		t.kind = TOKEN_MONTH;
		t.value = months[i].month;
		return t;
	}
	return t;
}

static const char *
read_word(const char *p, struct tokens *out)
{
	size_t len = 0;

	while (is_letter(p[len]))
		len++;
	/* The T of 2019-08-15T00:00 and the Z after it. */
	if (len == 1 && *p == 't' && out->n && is_digit(p[1]) &&
		out->v[out->n - 1].kind == TOKEN_NUMBER && strchr(p, ':'))
		return p + 1;
	push(out, classify(p, len));
	return p + len;
}

/* Length of a time of day (10:30, 00:00:00.000) at p, 0 when there is none. */
static size_t
time_length(const char *p)
{
	size_t n = 0, colons = 0;

	while (is_digit(p[n]) || p[n] == ':' ||
		(colons == 2 && p[n] == '.' && is_digit(p[n + 1])))
		colons += p[n++] == ':';
	return colons >= 1 && colons <= 2 && p[0] != ':' ? n : 0;
}

/* Dashes longer than a hyphen: U+2012..2015. */
static bool
is_long_dash(const char *p)
{
	return p[0] == '\xe2' && p[1] == '\x80' && p[2] >= '\x92' &&
	       p[2] <= '\x95';
}

static const char *
read_sign(const char *begin, const char *p, struct tokens *out)
{
	struct token t = { .kind = TOKEN_SEPARATOR, .sign = *p };
	uint32_t cp;

	if (is_long_dash(p)) {
		t.kind = TOKEN_TO;
		push(out, t);
		return p + 3;
	}
	if (*p == '-' && p > begin && p[-1] == ' ' && p[1] == ' ')
		t.kind = TOKEN_TO;
	else if (*p == ',' || *p == ';')
		t.kind = TOKEN_NOISE;
	else if (!strchr("/-.'", *p))
		t.kind = TOKEN_UNKNOWN;
	push(out, t);
	return p + utf8_decode(p, strlen(p), &cp);
}

/* A point counts between two numbers only; "Oct. 2018" has none. A doubled
 * separator, "10//08", is one. */
static void
tidy_separators(struct tokens *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < out->n; i++) {
		struct token *t = &out->v[i];
		bool number_before =
			kept > 0 && out->v[kept - 1].kind == TOKEN_NUMBER;

		if (t->kind == TOKEN_SEPARATOR && t->sign == '.' &&
			(!number_before || i + 1 == out->n ||
				out->v[i + 1].kind != TOKEN_NUMBER))
			continue;
		if (t->kind == TOKEN_SEPARATOR && kept > 0 &&
			out->v[kept - 1].kind == TOKEN_SEPARATOR)
			continue;
		out->v[kept++] = *t;
	}
	out->n = kept;
}

void
tokens_read(const char *text, struct tokens *out)
{
	char folded[TEXT_MAX];
	const char *p = folded;
	size_t skip;

	memset(out, 0, sizeof *out);
	out->cut = strlen(text) >= sizeof folded;
	utf8_fold(text, folded, sizeof folded);
	while (*p) {
		if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
			p++;
		else if (p[0] == '\xc2' && p[1] == '\xa0')
			p += 2;
		else if ((skip = time_length(p)))
			p += skip;
		else if (is_digit(*p))
			p = read_number(p, out);
		else if (is_letter(*p))
			p = read_word(p, out);
		else
			p = read_sign(folded, p, out);
	}
	tidy_separators(out);
	out->v[out->n].kind = TOKEN_END;
}
