/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates as people publish them: the partial_ half of base/date.h. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/datepart.h"
#include "base/err.h"
#include "base/i18n.h"
#include "base/str.h"

struct reading {
	struct tokens tokens;
	struct date_part end[2];
	size_t n;      /* ends read */
	bool to;       /* a connecting word or dash was read */
	bool since;    /* desde, from */
	bool open;     /* permanentemente */
	size_t unread; /* tokens that nothing could be made of */
	int weekday;   /* waiting for its date; -1 none */
};

/* First and last day of one end. */
struct span {
	struct date first;
	struct date last;
	enum date_precision precision;
};

/* The first reason is the one that is told. */
static void __attribute__((format(printf, 2, 3)))
doubt(struct partial_date *p, const char *fmt, ...)
{
	char why[240];
	va_list ap;

	p->doubtful = true;
	if (p->doubt[0])
		return;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	str_copy(p->doubt, sizeof p->doubt, why);
}

/* ---- reading the tokens ------------------------------------------------ */

static void
take_end(struct reading *r, size_t *at)
{
	size_t slot = r->n < 2 ? r->n : 0;
	struct date_part part;

	if (!part_read(&r->tokens, at, &part)) {
		r->unread++;
		(*at)++;
		return;
	}
	/* A second date counts only behind a connecting word. */
	if (r->n == 2 || (r->n == 1 && !r->to)) {
		r->unread++;
		return;
	}
	if (part.weekday < 0)
		part.weekday = r->weekday;
	r->weekday = -1;
	r->end[slot] = part;
	r->n++;
}

static void
take_to(struct reading *r, size_t at)
{
	const struct token *next = &r->tokens.v[at + 1];

	/* "a partir de" */
	if (r->n == 0 && next->kind == TOKEN_FROM)
		return;
	if (r->n == 1 && !r->to && next->kind != TOKEN_END)
		r->to = true;
	else
		r->unread++;
}

static void
take_separator(struct reading *r, size_t at)
{
	if (r->tokens.v[at].sign == '-' && r->n == 1 && !r->to)
		take_to(r, at);
	else if (r->tokens.v[at].sign != '.')
		r->unread++;
}

static void
read_tokens(const char *text, struct reading *r)
{
	size_t at = 0;

	memset(r, 0, sizeof *r);
	r->weekday = -1;
	tokens_read(text, &r->tokens);
	r->unread = r->tokens.cut;
	while (at < r->tokens.n) {
		const struct token *t = &r->tokens.v[at];

		switch (t->kind) {
		case TOKEN_NOISE:
			break;
		case TOKEN_WEEKDAY:
			r->weekday = (int)t->value;
			break;
		case TOKEN_FROM:
			r->since = true;
			break;
		case TOKEN_OPEN:
			r->open = true;
			break;
		case TOKEN_TO:
			take_to(r, at);
			break;
		case TOKEN_SEPARATOR:
			take_separator(r, at);
			break;
		case TOKEN_UNKNOWN:
			r->unread++;
			break;
		case TOKEN_NUMBER:
		case TOKEN_MONTH:
		case TOKEN_ROMAN:
		case TOKEN_QUARTER:
		case TOKEN_SEMESTER:
			take_end(r, &at);
			continue;
		case TOKEN_END:
			break;
		}
		at++;
	}
}

/* ---- making days of them ------------------------------------------------ */

static bool
has_no_year(const struct date_part *p)
{
	return p->year == 0 && p->bad_year < 0;
}

static bool
is_day_alone(const struct date_part *p)
{
	return p->day && !p->month && !p->quarter && !p->half;
}

static bool
is_year_alone(const struct date_part *p)
{
	return p->year && !p->month && !p->quarter && !p->half && !p->day;
}

/* What one end leaves out, the other one says: "Del 06 al 09/12/2016". */
static void
fill_from_each_other(struct reading *r)
{
	struct date_part *a = &r->end[0], *b = &r->end[1];

	/* "Oct - 2018" is one month. */
	if (has_no_year(a) && a->month && !a->day && is_year_alone(b)) {
		a->year = b->year;
		r->n = 1;
		return;
	}
	if (is_day_alone(a))
		a->month = b->month;
	if (is_day_alone(b))
		b->month = a->month;
	if (has_no_year(a))
		a->year = b->year;
	if (has_no_year(b))
		b->year = a->year;
}

static void
fill_from_today(struct date_part *p, struct date today)
{
	if (is_day_alone(p))
		p->month = has_no_year(p) ? today.month : 0;
	if (has_no_year(p))
		p->year = today.year;
}

static struct span
span_of_months(int year, int first, int last, enum date_precision precision)
{
	return (struct span){
		.first = { year, first, 1 },
		.last = { year, last, date_days_in_month(year, last) },
		.precision = precision,
	};
}

static void
check_weekday(
	const struct date_part *part, struct date d, struct partial_date *out)
{
	static const char *const names[] = {
		N_("lunes"),
		N_("martes"),
		N_("miércoles"),
		N_("jueves"),
		N_("viernes"),
		N_("sábado"),
		N_("domingo"),
	};
	char shown[16];

	if (part->weekday < 0 || part->weekday == date_weekday(d))
		return;
	date_show(d, shown, sizeof shown);
	doubt(out, _("El %s no es %s, es %s."), shown, _(names[part->weekday]),
		_(names[date_weekday(d)]));
}

static struct span
span_of_day(const struct date_part *part, struct partial_date *out)
{
	struct date d = { part->year, part->month, part->day };

	if (date_is_valid(d)) {
		check_weekday(part, d, out);
		return (struct span){ d, d, DATE_DAY };
	}
	doubt(out, _("El día %02d/%02d/%d no existe en el calendario."),
		part->day, part->month, part->year);
	return span_of_months(part->year, part->month, part->month, DATE_MONTH);
}

/* The year of part is known. */
static struct span
span_of(const struct date_part *part, struct partial_date *out)
{
	if (part->swapped)
		doubt(out, _("El orden de día, mes y año no es el usual: "
			     "confirme la fecha."));
	if (part->quarter)
		return span_of_months(part->year, 3 * part->quarter - 2,
			3 * part->quarter, DATE_QUARTER);
	if (part->half)
		return span_of_months(part->year, 6 * part->half - 5,
			6 * part->half, DATE_MONTH);
	if (part->month > 12 || (part->day && part->month < 1)) {
		doubt(out, _("El mes %d no existe."), part->month);
		return span_of_months(part->year, 1, 12, DATE_YEAR);
	}
	if (part->month == 0)
		return span_of_months(part->year, 1, 12, DATE_YEAR);
	if (part->day)
		return span_of_day(part, out);
	return span_of_months(part->year, part->month, part->month, DATE_MONTH);
}

static void
set_span(struct partial_date *out, const struct span *a, const struct span *b)
{
	const struct span *swap = a;

	if (date_compare(b->last, a->first) < 0) {
		doubt(out, _("Termina antes de empezar: las dos fechas están "
			     "al revés."));
		a = b;
		b = swap;
	}
	out->from = a->first;
	out->to = b->last;
	out->precision =
		a->precision > b->precision ? a->precision : b->precision;
}

static void
resolve(struct reading *r, struct date today, struct partial_date *out)
{
	struct span spans[2];
	size_t known = 0;

	if (r->n == 2)
		fill_from_each_other(r);
	for (size_t i = 0; i < r->n; i++) {
		struct date_part *part = &r->end[i];

		fill_from_today(part, today);
		if (part->bad_year >= 0)
			doubt(out, _("El año %ld no es posible."),
				part->bad_year);
		else
			spans[known++] = span_of(part, out);
	}
	if (known == 2) {
		set_span(out, &spans[0], &spans[1]);
	} else if (known == 1) {
		set_span(out, &spans[0], &spans[0]);
	}
	/* "26/07/2018 al 31/12/1018": begins, and nobody knows when it
	 * ends. */
	if (known < 2 && (r->open || (r->n == 2 && known == 1) || known == 0 ||
				 (r->since && !r->to))) {
		out->to = (struct date){ 0 };
		out->precision = DATE_OPEN;
	}
	if (r->n == 2 && r->open)
		r->unread++;
	if (r->unread)
		doubt(out, _("Una parte del texto no se pudo leer como "
			     "fecha."));
}

/* ---- the short forms ---------------------------------------------------- */

struct short_form {
	const char *text;
	struct date (*day)(struct date today);
};

static struct date
same_day(struct date today)
{
	return today;
}

static struct date
yesterday(struct date today)
{
	return date_add_days(today, -1);
}

static struct date
month_first(struct date today)
{
	today.day = 1;
	return today;
}

static struct date
month_last(struct date today)
{
	today.day = date_days_in_month(today.year, today.month);
	return today;
}

static struct date
quarter_first(struct date today)
{
	today.month = 3 * ((today.month - 1) / 3) + 1;
	return month_first(today);
}

static struct date
quarter_last(struct date today)
{
	today.month = 3 * ((today.month - 1) / 3) + 3;
	return month_last(today);
}

static bool
read_letter(const char *text, struct date today, struct date *out)
{
	static const struct short_form forms[] = {
		{ "h", same_day },
		{ "hoy", same_day },
		{ "a", yesterday },
		{ "ayer", yesterday },
		{ "m", month_first },
		{ "f", month_last },
		{ "t", quarter_first },
		{ "T", quarter_last },
	};

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		if (!str_eq(text, forms[i].text))
			continue;
		*out = forms[i].day(today);
		return true;
	}
	return false;
}

/* 5, 0503, 5/3, 050319, 05032019; not 2019, which is a year. */
static bool
read_short_day(const char *text, struct date today, struct date *out)
{
	int day = 0, month = 0, used = 0;
	size_t n = strlen(text);
	long number;

	if (sscanf(text, "%2d/%2d%n", &day, &month, &used) == 2 &&
		(size_t)used == n && strspn(text, "0123456789/") == n) {
		*out = (struct date){ today.year, month, day };
		return date_is_valid(*out);
	}
	if (!str_to_long(text, 99999999, &number) || n == 3 || n == 5 || n == 7)
		return false;
	if (n <= 2)
		*out = (struct date){ today.year, today.month, (int)number };
	else if (n == 4 && (number < YEAR_FIRST || number > YEAR_LAST))
		*out = (struct date){ today.year, (int)(number % 100),
			(int)(number / 100) };
	else if (n == 6)
		*out = (struct date){ 2000 + (int)(number % 100),
			(int)(number / 100 % 100), (int)(number / 10000) };
	else if (n == 8)
		*out = (struct date){ (int)(number % 10000),
			(int)(number / 10000 % 100), (int)(number / 1000000) };
	else
		return false;
	if (n == 8 && out->year < YEAR_FIRST)
		*out = (struct date){ (int)(number / 10000),
			(int)(number / 100 % 100), (int)(number % 100) };
	return date_is_valid(*out) && out->year >= YEAR_FIRST;
}

/* ---- the public ones ---------------------------------------------------- */

bool
date_is_short(const char *text)
{
	struct date some = { 2019, 1, 1 };
	size_t n = strlen(text);
	long year;

	if (read_letter(text, some, &some))
		return true;
	if (n == 0 || strspn(text, "0123456789") != n)
		return false;
	if (n == 4 && str_to_long(text, 9999, &year))
		return year < YEAR_FIRST || year > YEAR_LAST;
	return n <= 3 || n == 6;
}

/* Blanks of any kind become single ones, "?" at the end goes. False when it
 * does not fit. */
static bool
tidy_text(const char *text, char *out, size_t room, bool *question)
{
	size_t used = 0;
	bool gap = false;

	for (; *text; text++) {
		bool nbsp = text[0] == '\xc2' && text[1] == '\xa0';

		if (nbsp || *text == ' ' || (*text >= '\t' && *text <= '\r')) {
			text += nbsp;
			gap = used > 0;
			continue;
		}
		if (used + gap + 1 >= room)
			return false;
		if (gap)
			out[used++] = ' ';
		gap = false;
		out[used++] = *text;
	}
	*question = false;
	while (used > 0 &&
		(out[used - 1] == '?' || (*question && out[used - 1] == ' '))) {
		*question = true;
		used--;
	}
	out[used] = '\0';
	return true;
}

/* Day 1 of a spreadsheet is 31/12/1899, but it counts a 29/02/1900 too. */
static struct date
day_of_sheet(long serial)
{
	return date_add_days((struct date){ 1899, 12, 30 }, (int)serial);
}

static bool
cannot_read(const char *text, struct err *err)
{
	long serial;

	if (strlen(text) == 5 && str_to_long(text, 99999, &serial)) {
		char shown[16];

		date_show(day_of_sheet(serial), shown, sizeof shown);
		err_set(err, ERR_INPUT, NULL,
			_("«%s» parece el número con "
			  "que una hoja de cálculo guarda un día: el %s."),
			text, shown);
	} else if (strspn(text, "0/-. :") == strlen(text)) {
		err_set(err, ERR_INPUT, NULL,
			_("«%s» no es una fecha: si no la hay, el dato se "
			  "deja en blanco."),
			text);
	} else {
		err_set(err, ERR_INPUT, NULL,
			_("«%s» no se puede leer como fecha."), text);
	}
	return err_hint(err, "%s",
		_("Escriba, por ejemplo, 15/08/2019, ago-2019 o 2019."));
}

bool
partial_read(const char *text, struct date today, struct partial_date *out,
	struct err *err)
{
	struct reading r;
	struct date day;
	bool question;

	memset(out, 0, sizeof *out);
	if (!tidy_text(text, out->text, sizeof out->text, &question))
		return err_set(err, ERR_INPUT, NULL,
			_("El texto es demasiado largo para una fecha."));
	if (question)
		doubt(out, _("Marcada con «?» por quien la escribió."));
	if (read_letter(out->text, today, &day) ||
		read_short_day(out->text, today, &day)) {
		out->from = out->to = day;
		date_show(day, out->text, sizeof out->text);
		return true;
	}
	read_tokens(out->text, &r);
	/* A small number between words is no date: "2 veces por semana". */
	if (r.n == 0 || strspn(out->text, "0/-. :") == strlen(out->text) ||
		(r.n == 1 && is_day_alone(&r.end[0]) && has_no_year(&r.end[0])))
		return cannot_read(out->text, err);
	resolve(&r, today, out);
	return true;
}

static const char *const precisions[] = { [DATE_DAY] = "day",
	[DATE_MONTH] = "month",
	[DATE_QUARTER] = "quarter",
	[DATE_YEAR] = "year",
	[DATE_OPEN] = "open" };

const char *
precision_name(enum date_precision p)
{
	return precisions[p];
}

bool
precision_read(const char *name, enum date_precision *out)
{
	const size_t n = sizeof precisions / sizeof *precisions;
	size_t i = str_word(name, n, precisions);

	if (i < n)
		*out = (enum date_precision)i;
	return i < n;
}

static void
show_one(struct date d, enum date_precision precision, char *out, size_t room)
{
	static const char *const roman[] = { "I", "II", "III", "IV" };

	switch (precision) {
	case DATE_MONTH:
		snprintf(out, room, "%s-%04d", month_short(d.month), d.year);
		break;
	case DATE_QUARTER:
		snprintf(
			out, room, "%s-%04d", roman[(d.month - 1) / 3], d.year);
		break;
	case DATE_YEAR:
		snprintf(out, room, "%04d", d.year);
		break;
	case DATE_DAY:
	case DATE_OPEN:
		date_show(d, out, room);
		break;
	}
}

void
partial_show(const struct partial_date *p, char *out, size_t room)
{
	char from[16] = "", to[16] = "";

	if (p->text[0] || p->from.year == 0) {
		str_copy(out, room, p->text);
		return;
	}
	show_one(p->from, p->precision, from, sizeof from);
	if (p->to.year)
		show_one(p->to, p->precision, to, sizeof to);
	if (p->precision == DATE_OPEN)
		snprintf(out, room, _("desde %s"), from);
	else if (strcmp(from, to) == 0)
		snprintf(out, room, "%s", from);
	else
		snprintf(out, room, _("%s al %s"), from, to);
}

/* "10-12/08/2018", "28/02-03/03/2018", "28/12/2017-03/01/2018". */
static void
short_days(const struct partial_date *p, char *out, size_t room)
{
	char from[16], to[16];

	date_show(p->from, from, sizeof from);
	date_show(p->to, to, sizeof to);
	if (date_compare(p->from, p->to) == 0)
		from[0] = '\0';
	else if (p->from.year != p->to.year)
		from[10] = '\0';
	else
		from[p->from.month == p->to.month ? 2 : 5] = '\0';
	snprintf(out, room, "%s%s%s", from, from[0] ? "-" : "", to);
}

void
partial_short(const struct partial_date *p, char *out, size_t room)
{
	struct partial_date plain = *p;
	size_t n;

	plain.text[0] = '\0';
	if (p->from.year && p->to.year && p->precision == DATE_DAY)
		short_days(p, out, room);
	else if (p->from.year && p->precision == DATE_OPEN)
		show_one(p->from, DATE_OPEN, out, room);
	else
		partial_show(&plain, out, room);
	n = strlen(out);
	if (p->doubtful && n + 1 < room)
		str_copy(out + n, room - n, "?");
}
