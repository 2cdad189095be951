/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "import/typed.h"

enum {
	NUMBER_ROOM = 128,
	TEXT_ROOM = 256,
	POWER_MAX = 99, /* of ten */
};

bool
reading_has_numbers(const struct field *f)
{
	return f->n_choices == 0 &&
	       (f->kind == FIELD_NUMBER || f->kind == FIELD_MONEY ||
		       f->kind == FIELD_PERCENT || f->kind == FIELD_INTEGER);
}

bool
reading_has_dates(const struct field *f)
{
	return f->kind == FIELD_DATE || f->kind == FIELD_PARTIAL ||
	       f->kind == FIELD_TIMESTAMP;
}

/* ---- one spelling ------------------------------------------------------- */

static bool
is_plain(const char *text)
{
	for (const char *p = text; *p; p++)
		if ((unsigned char)*p >= 0x80 || *p == '\t' ||
			(*p == ' ' && p[1] == ' '))
			return false;
	return true;
}

const char *
reading_tidy(struct arena *arena, const struct field *f, const char *text,
	bool *quoted)
{
	bool lines = f && f->kind == FIELD_TEXT && !f->one_line &&
		     (f->wrap || f->n_boxes != 1);

	*quoted = csv_is_guarded(text);
	text += *quoted;
	if (!is_plain(text)) {
		char *tidy = arena_alloc(arena, strlen(text) + 1);

		utf8_compose(text, !lines, tidy);
		return tidy;
	}
	return text;
}

/* ---- what a spreadsheet leaves behind ----------------------------------- */

static bool
is_error_value(const char *text)
{
	static const char *const values[] = {
		"#N/A",
		"#N/D",
		"#REF!",
		"#¡REF!",
		"#DIV/0!",
		"#¡DIV/0!",
		"#VALUE!",
		"#¡VALOR!",
		"#NAME?",
		"#¿NOMBRE?",
		"#NUM!",
		"#¡NUM!",
		"#NULL!",
		"#¡NULO!",
		"#SPILL!",
		"#CALC!",
		NULL,
	};

	return str_in(values, text) ||
	       (strlen(text) > 2 && strspn(text, "#") == strlen(text));
}

/* A number as 2.05483E+10: its digits and the power of ten. */
struct scientific {
	char digits[NUMBER_ROOM];
	size_t n_part; /* of them, behind the decimal sign */
	long power;
};

static bool
read_scientific(const char *text, struct scientific *out)
{
	static const char digits[] = "0123456789";
	size_t whole = strspn(text, digits);
	const char *p = text + whole;
	size_t power;

	*out = (struct scientific){ 0 };
	if (*p == '.' || *p == ',')
		out->n_part = strspn(++p, digits);
	if (whole == 0 || whole + out->n_part >= sizeof out->digits)
		return false;
	snprintf(out->digits, sizeof out->digits, "%.*s%.*s", (int)whole, text,
		(int)out->n_part, p);
	p += out->n_part;
	/* "1E5" may be a code. */
	if ((*p != 'E' && *p != 'e') ||
		(p[1] != '+' && (out->n_part == 0 || p[1] == '-')))
		return false;
	p += 1 + (p[1] == '+');
	power = strspn(p, digits);
	return power > 0 && p[power] == '\0' &&
	       str_to_long(p, POWER_MAX, &out->power);
}

static bool
no_scientific(const char *text, struct err *err)
{
	struct scientific s;

	if (!read_scientific(text, &s))
		return true;
	if (s.power == (long)s.n_part)
		return err_set(err, ERR_INPUT, NULL,
			_("«%.40s» es como una hoja de cálculo abrevia un "
			  "número largo: ¿«%s»? Dé formato de texto a la "
			  "columna."),
			text, s.digits);
	return err_set(err, ERR_INPUT, NULL,
		_("«%.40s» es como una hoja de cálculo abrevia un número "
		  "largo: ¿«%s%0*d»? Sus últimas cifras pueden haberse "
		  "perdido: cópielas del original y dé formato de texto a la "
		  "columna."),
		text, s.digits,
		s.power > (long)s.n_part ? (int)(s.power - (long)s.n_part) : 1,
		0);
}

static bool
no_leftover(const struct field *f, const char *text, struct err *err)
{
	if (is_error_value(text))
		return err_set(err, ERR_INPUT, NULL,
			_("«%.40s» es el error de una fórmula de la hoja de "
			  "cálculo: escriba el dato o deje la celda en "
			  "blanco."),
			text);
	if (text[0] == '=' && text[1] && text[1] != ' ')
		return err_set(err, ERR_INPUT, NULL,
			_("«%.40s» es una fórmula: copie en su lugar el valor "
			  "que da."),
			text);
	return reading_has_numbers(f) || no_scientific(text, err);
}

/* A spreadsheet takes a code for a number and its first zero away. */
static bool
has_its_zero(const struct field *f, const char *text, struct err *err)
{
	size_t full = f->kind == FIELD_UBIGEO ? 6
		      : f->kind == FIELD_DNI  ? 8
					      : 0;

	if (full == 0 || strlen(text) != full - 1 ||
		strspn(text, "0123456789") != full - 1)
		return true;
	return err_set(err, ERR_INPUT, NULL,
		_("«%s» tiene %zu cifras y lleva %zu: la hoja de cálculo suele "
		  "quitar el cero de delante. ¿«0%s»?"),
		text, full - 1, full, text);
}

/* ---- numbers and dates as their column has them ------------------------- */

static const char *
plain_number(struct arena *arena, const char *text, struct err *err)
{
	char number[NUMBER_ROOM];
	bool percent = false;

	if (!number_read(
		    text, NUMBER_COMMA, number, sizeof number, &percent, err))
		return NULL;
	return arena_printf(arena, "%s%s", number, percent ? "%" : "");
}

/* Four digits in a row, or two signs: the year is there. */
static bool
has_year(const char *text)
{
	size_t signs = 0;

	for (const char *p = text; *p; p++) {
		if (strspn(p, "0123456789") >= 4)
			return true;
		signs += *p == '/' || *p == '-' || *p == '.';
	}
	return signs > 1;
}

/* The first of a month, in a column of months, is the month. */
static const char *
month_alone(struct arena *arena, const char *text)
{
	struct date day, any = { 2019, 1, 1 };
	struct err unheard;

	if (strspn(str_trim(arena, text), "0123456789/-. :") != strlen(text) ||
		!has_year(text) || !date_read(text, any, &day, &unheard) ||
		day.day != 1)
		return text;
	return typed_shown(arena, ROW_MONTH,
		arena_printf(arena, "%04d-%02d-01", day.year, day.month));
}

static const char *
plain_date(struct arena *arena, const struct reading *reading, const char *text,
	struct err *err)
{
	char swapped[TEXT_ROOM];

	if (date_is_short(str_trim(arena, text))) {
		err_set(err, ERR_INPUT, NULL,
			_("«%.40s» vale como fecha en la pantalla, no en un "
			  "archivo: escríbala entera, como 15/08/2019."),
			text);
		return NULL;
	}
	if (reading->month_first && date_swap(text, swapped, sizeof swapped))
		text = arena_strdup(arena, swapped);
	return reading->months ? month_alone(arena, text) : text;
}

/* What is another day on another day: its year is today's, and the file does
 * not say so. */
static bool
has_own_year(struct arena *arena, const struct field *f, const char *text,
	struct date today, struct value *value, struct err *err)
{
	struct date other = { today.year + 3, 1 + today.month % 12, 1 };
	struct value then = { 0 };
	struct err unheard;

	if (!value->now || has_year(text) ||
		!value_type(arena, f, text, other, &then, &unheard))
		return true;
	if (f->kind == FIELD_PARTIAL ? date_compare(value->partial.from,
					       then.partial.from) == 0
				     : str_eq(value->now, then.now))
		return true;
	if (f->kind != FIELD_PARTIAL)
		return err_set(err, ERR_INPUT, NULL,
			_("A «%.40s» le falta el año: escriba la fecha "
			  "entera, como 15/08/2019."),
			text);
	value->partial.doubtful = true;
	if (!value->partial.doubt[0])
		snprintf(value->partial.doubt, sizeof value->partial.doubt,
			_("Le falta el año: se toma %d."), today.year);
	return true;
}

bool
reading_value(struct arena *arena, const struct field *f,
	const struct reading *reading, const char *text, bool quoted,
	struct date today, struct value *value, struct err *err)
{
	const char *plain = text;

	if (!quoted && !no_leftover(f, str_trim(arena, text), err))
		return false;
	if (!has_its_zero(f, str_trim(arena, text), err))
		return false;
	if (reading_has_numbers(f) && reading->style == NUMBER_COMMA)
		plain = plain_number(arena, text, err);
	else if (reading_has_dates(f))
		plain = plain_date(arena, reading, text, err);
	if (!plain || !value_type(arena, f, plain, today, value, err))
		return false;
	return !reading_has_dates(f) ||
	       has_own_year(arena, f, plain, today, value, err);
}

bool
reading_typed(struct arena *arena, const struct field *f,
	const struct reading *reading, enum row_kind kind, const char *text,
	struct date today, struct value *value, struct err *err)
{
	const char *plain = typed_text(arena, f, reading, kind, text, err);

	return plain && has_its_zero(f, plain, err) &&
	       value_type(arena, f, plain, today, value, err);
}
