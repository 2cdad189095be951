/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person types, made canonical, and back: one reader per kind. */
#include "form/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/ident.h"
#include "base/money.h"
#include "base/served.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/text.h"

/* One value being typed. */
struct typing {
	struct arena *arena;
	const struct field *field;
	const char *text; /* cleaned, without blanks around, not empty */
	struct date today;
	struct value *value;
	struct err *err;
};

/* Puts the canonical text into value->now. */
typedef bool value_reader(struct typing *t);

static bool bad(struct typing *t, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

static bool
bad(struct typing *t, const char *fmt, ...)
{
	char said[320];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	t->value->bad = true;
	t->value->now = t->text;
	str_copy(t->value->problem, sizeof t->value->problem, said);
	return err_set(t->err, ERR_INPUT, t->field->name, "%s", said);
}

/* The sentence base/ gave, at this field. */
static bool
bad_as_said(struct typing *t, const struct err *said)
{
	return bad(t, "%s", said->text);
}

static bool
take(struct typing *t, const char *canonical)
{
	t->value->now = arena_strdup(t->arena, canonical);
	return true;
}

static char *
in_arena(struct arena *arena, struct buf *b)
{
	char *out = arena_strndup(arena, buf_text(b), b->len);

	buf_free(b);
	return out;
}

static char *
upper_case(struct arena *arena, const char *s)
{
	struct buf b = { 0 };

	text_upper(&b, s, strlen(s));
	return in_arena(arena, &b);
}

static bool
fits_picture(const char *s, const char *picture)
{
	size_t n = strlen(s);
	size_t at = 0;

	for (; *picture != '\0'; picture++) {
		uint32_t cp;

		if (at >= n)
			return false;
		at += utf8_decode(s + at, n - at, &cp);
		if (*picture == '9' && !(cp >= '0' && cp <= '9'))
			return false;
		if (*picture == 'A' &&
			!((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z') &&
			cp < 0xc0)
			return false;
		if (!strchr("9AX", *picture) && cp != (unsigned char)*picture)
			return false;
	}
	return at == n;
}

static bool
read_text(struct typing *t)
{
	const struct field *f = t->field;
	const char *s = f->upper ? upper_case(t->arena, t->text) : t->text;

	if (f->column && f->column->length > 0 &&
		text_characters(s) > (size_t)f->column->length)
		return bad(t, _("Hay %d caracteres y aquí caben %d."),
			(int)text_characters(s), f->column->length);
	if (f->picture && !fits_picture(s, f->picture))
		return bad(t,
			_("«%.40s» no tiene la forma %s (9 cifra, A "
			  "letra, X cualquiera)."),
			s, f->picture);
	return take(t, s);
}

/* Whole number before the point, without leading zeros: the longer one is
 * the larger. Both canonical and not negative. */
static int
compare_unsigned(const char *a, const char *b)
{
	size_t n = strcspn(a, ".");
	size_t m = strcspn(b, ".");

	if (n != m)
		return n < m ? -1 : 1;
	return strcmp(a, b);
}

/* Trailing zeros make "1.50" larger than "1.5" here, which no range
 * notices but at its very edge; they are cut first. */
static void
without_zeros(const char *s, char *out, size_t room)
{
	size_t n;

	str_copy(out, room, s);
	if (!strchr(out, '.'))
		return;
	n = strlen(out);
	while (n > 0 && out[n - 1] == '0')
		out[--n] = '\0';
	if (n > 0 && out[n - 1] == '.')
		out[n - 1] = '\0';
}

static int
compare_numbers(const char *a, const char *b)
{
	char x[128];
	char y[128];

	without_zeros(a, x, sizeof x);
	without_zeros(b, y, sizeof y);
	if ((x[0] == '-') != (y[0] == '-'))
		return x[0] == '-' ? -1 : 1;
	if (x[0] == '-')
		return compare_unsigned(y + 1, x + 1);
	return compare_unsigned(x, y);
}

static bool
read_integer(struct typing *t)
{
	char out[64];
	struct err said = { 0 };

	if (!integer_read(t->text, out, sizeof out, &said))
		return bad_as_said(t, &said);
	if (t->field->column && str_eq(t->field->column->sql_type, "integer") &&
		(compare_numbers(out, "2147483647") > 0 ||
			compare_numbers(out, "-2147483648") < 0))
		return bad(t,
			_("El número %s es demasiado grande para este "
			  "campo."),
			out);
	return take(t, out);
}

/* As many decimals as the column has: "80" and "80.00" are one value. */
static bool
take_scaled(struct typing *t, const char *number)
{
	const struct column *c = t->field->column;
	const char *point = strchr(number, '.');
	size_t whole = point ? (size_t)(point - number) : strlen(number);
	size_t decimals = point ? strlen(point + 1) : 0;
	struct buf b = { 0 };

	if (!c || c->precision == 0)
		return take(t, number);
	if (decimals > (size_t)c->scale)
		return bad(t, _("Hay %d decimales y aquí caben %d."),
			(int)decimals, c->scale);
	if (whole - (number[0] == '-') >
		(size_t)(c->precision > c->scale ? c->precision - c->scale : 1))
		return bad(t,
			_("El número %s es demasiado grande para este "
			  "campo."),
			number);
	buf_puts(&b, number);
	if (!point && c->scale > 0)
		buf_putc(&b, '.');
	for (size_t i = decimals; i < (size_t)c->scale; i++)
		buf_putc(&b, '0');
	take(t, buf_text(&b));
	buf_free(&b);
	return true;
}

static bool
read_number(struct typing *t)
{
	char out[256];
	bool percent = false;
	struct err said = { 0 };

	if (!number_read(
		    t->text, NUMBER_POINT, out, sizeof out, &percent, &said))
		return bad_as_said(t, &said);
	if (percent && t->field->kind != FIELD_PERCENT)
		return bad(t, _("Escriba el número sin el signo %%: «%.40s»."),
			t->text);
	return take_scaled(t, out);
}

static bool
read_boolean(struct typing *t)
{
	static const char *const yes[] = { "t", "si", "s", "true", "yes", "y",
		"x", "1", NULL };
	static const char *const no[] = { "f", "no", "n", "false", "0", NULL };
	char folded[32];

	utf8_fold_heading(t->text, folded, sizeof folded);
	if (str_in(yes, folded))
		return take(t, "t");
	if (str_in(no, folded))
		return take(t, "f");
	return bad(t, _("«%.40s» no es sí ni no."), t->text);
}

static bool
read_date(struct typing *t)
{
	struct date day;
	char out[16];
	struct err said = { 0 };

	if (!date_read(t->text, t->today, &day, &said))
		return bad_as_said(t, &said);
	date_iso(day, out, sizeof out);
	return take(t, out);
}

static bool
read_partial(struct typing *t)
{
	char shown[160];
	struct err said = { 0 };

	if (!partial_read(t->text, t->today, &t->value->partial, &said)) {
		memset(&t->value->partial, 0, sizeof t->value->partial);
		return bad_as_said(t, &said);
	}
	partial_show(&t->value->partial, shown, sizeof shown);
	str_copy(t->value->partial.text, sizeof t->value->partial.text, shown);
	return take(t, t->value->partial.text);
}

/* What is said of a day whose hour is none: of the hour, where one is meant. */
static bool
bad_timestamp(struct typing *t, const struct err *said)
{
	const char *hour = strrchr(t->text, ' ');

	return hour && strchr(hour, ':')
		       ? bad(t, _("«%.20s» no es una hora; se escribe 10:30."),
				 hour + 1)
		       : bad_as_said(t, said);
}

/* A day and its hour; without one its beginning. */
static bool
read_timestamp(struct typing *t)
{
	struct date day;
	char iso[16];
	char shown[8];
	int minute;
	struct err said = { 0 };

	if (!moment_read(t->text, t->today, &day, &minute, &said))
		return bad_timestamp(t, &said);
	date_iso(day, iso, sizeof iso);
	hour_show(minute < 0 ? 0 : minute, shown, sizeof shown);
	return take(t, arena_printf(t->arena, "%s %s", iso, shown));
}

static bool
read_hour(struct typing *t)
{
	char shown[8];
	int minute;

	if (!hour_read(t->text, &minute))
		return bad(t,
			_("«%.20s» no es una hora; se escribe 9:30, 0930 o "
			  "2:05 p.m."),
			t->text);
	hour_show(minute, shown, sizeof shown);
	return take(t, shown);
}

static bool
bad_period(struct typing *t)
{
	return bad(t, _("No se entiende este periodo: escriba 2019-Q1 o "
			"2019."));
}

static bool
read_period(struct typing *t)
{
	struct period period;
	char key[32];
	struct err unheard = { 0 };

	if (!period_read(t->text, &period, &unheard))
		return bad_period(t);
	period_key(period, key, sizeof key);
	return take(t, key);
}

/* Bytes of the first of several periods: up to a comma or semicolon where
 * there are some, else up to a blank before another year. */
static size_t
period_length(const char *s, bool signs)
{
	size_t n = signs ? strcspn(s, ",;") : 0;

	if (signs)
		return n;
	for (n = 0; s[n] != '\0'; n++)
		if (s[n] == ' ' && strspn(s + n + 1, "0123456789") >= 4)
			break;
	return n;
}

static bool
read_periods(struct typing *t)
{
	const char *signs = strpbrk(t->text, ",;");
	struct buf keys = { 0 };

	for (const char *s = t->text; *s != '\0';) {
		size_t n = period_length(s, signs);
		char *one = str_trim(t->arena, arena_strndup(t->arena, s, n));
		struct period period;
		char key[32];
		struct err unheard = { 0 };

		s += n + (s[n] != '\0');
		if (one[0] == '\0')
			continue;
		if (!period_read(one, &period, &unheard)) {
			buf_free(&keys);
			return bad_period(t);
		}
		period_key(period, key, sizeof key);
		buf_printf(&keys, "%s%s", keys.len ? " " : "", key);
	}
	return take(t, in_arena(t->arena, &keys));
}

typedef enum ident_result
ident_reader(const char *text, char *out, size_t room);

static const struct {
	ident_reader *read;
	const char *bad;
	const char *warn;
} idents[] = {
	[FIELD_RUC] = { ident_ruc, N_("Un RUC tiene 11 cifras."),
		N_("El dígito de control de este RUC no corresponde; "
		   "verifíquelo.") },
	[FIELD_DNI] = { ident_dni, N_("Un DNI tiene 8 cifras."),
		N_("El carácter de control de este DNI no corresponde; "
		   "verifíquelo.") },
	[FIELD_UBIGEO] = { ident_ubigeo, N_("Un UBIGEO tiene 6 cifras."),
		N_("Este UBIGEO no es usual; verifíquelo.") },
	[FIELD_EMAIL] = { ident_email,
		N_("Esto no es una dirección de correo; se escribe "
		   "nombre@dominio."),
		N_("Esta dirección de correo no es usual; verifíquela.") },
	[FIELD_PHONE] = { ident_phone,
		N_("Un teléfono tiene 9 cifras y empieza con 9, o lleva "
		   "código de ciudad y número."),
		N_("Este teléfono no es usual; verifíquelo.") },
};

/* Doubtful ones are taken with a warning: published RUCs are wrong at
 * times. */
static bool
read_ident(struct typing *t)
{
	enum field_kind kind = t->field->kind;
	char out[256];
	enum ident_result sure = idents[kind].read(t->text, out, sizeof out);

	if (sure == IDENT_BAD)
		return bad(t, "%s", _(idents[kind].bad));
	if (sure == IDENT_WARN)
		str_copy(t->value->problem, sizeof t->value->problem,
			_(idents[kind].warn));
	return take(t, out);
}

static value_reader *const readers[] = {
	[FIELD_TEXT] = read_text,
	[FIELD_INTEGER] = read_integer,
	[FIELD_NUMBER] = read_number,
	[FIELD_MONEY] = read_number,
	[FIELD_PERCENT] = read_number,
	[FIELD_BOOLEAN] = read_boolean,
	[FIELD_DATE] = read_date,
	[FIELD_PARTIAL] = read_partial,
	[FIELD_TIMESTAMP] = read_timestamp,
	[FIELD_HOUR] = read_hour,
	[FIELD_RUC] = read_ident,
	[FIELD_DNI] = read_ident,
	[FIELD_UBIGEO] = read_ident,
	[FIELD_EMAIL] = read_ident,
	[FIELD_PHONE] = read_ident,
	[FIELD_PERIOD] = read_period,
	[FIELD_PERIODS] = read_periods,
};

static bool
is_same_word(const char *folded, const char *word)
{
	char other[256];

	utf8_fold_heading(word, other, sizeof other);
	return other[0] != '\0' && str_eq(folded, other);
}

/* By code, label, or a word that files use for it. */
static const char *
choice_code(const struct field *field, const char *text)
{
	char folded[256];

	for (size_t i = 0; i < field->n_choices; i++)
		if (str_eq(field->choices[i].code, text))
			return field->choices[i].code;
	utf8_fold_heading(text, folded, sizeof folded);
	for (size_t i = 0; i < field->n_choices; i++)
		if (is_same_word(folded, field->choices[i].label) ||
			is_same_word(folded, field->choices[i].code))
			return field->choices[i].code;
	for (size_t i = 0; i < field->n_words; i++)
		if (is_same_word(folded, field->words[i].word))
			return field->words[i].code;
	return NULL;
}

static bool
read_choice(struct typing *t)
{
	const char *code = choice_code(t->field, t->text);
	struct buf labels = { 0 };

	if (code)
		return take(t, code);
	for (size_t i = 0; i < t->field->n_choices && i < 8; i++)
		buf_printf(&labels, "%s%s", i > 0 ? ", " : "",
			t->field->choices[i].label);
	bad(t, _("«%.40s» no es una de las opciones: %s."), t->text,
		buf_text(&labels));
	buf_free(&labels);
	return false;
}

static int
compare_values(const struct field *field, const char *a, const char *b)
{
	switch (field->kind) {
	case FIELD_INTEGER:
	case FIELD_NUMBER:
	case FIELD_MONEY:
	case FIELD_PERCENT:
		return compare_numbers(a, b);
	default:
		return strcmp(a, b); /* ISO dates order as text */
	}
}

static bool
is_in_range(struct typing *t)
{
	const struct field *f = t->field;
	char low[16] = "";
	char high[16] = "";
	const char *least = t->value->now;
	const char *most = t->value->now;

	if (f->kind == FIELD_PARTIAL && t->value->partial.from.year == 0)
		return true;
	if (f->kind == FIELD_PARTIAL) {
		date_iso(t->value->partial.from, low, sizeof low);
		date_iso(t->value->partial.to.year > 0 ? t->value->partial.to
						       : t->value->partial.from,
			high, sizeof high);
		least = low;
		most = high;
	}
	if (f->range_low && compare_values(f, least, f->range_low) < 0)
		return f->range_high ? bad(t, _("Debe estar entre %s y %s."),
					       f->range_low, f->range_high)
				     : bad(t, _("No puede ser menor que %s."),
					       f->range_low);
	if (f->range_high && compare_values(f, most, f->range_high) > 0)
		return f->range_low ? bad(t, _("Debe estar entre %s y %s."),
					      f->range_low, f->range_high)
				    : bad(t, _("No puede ser mayor que %s."),
					      f->range_high);
	return true;
}

/* Blanks and line ends, as many as there are, to one blank. */
static void
put_in_one_line(char *s)
{
	char *out = s;

	for (; *s != '\0'; s++)
		if (!strchr(" \n", *s))
			*out++ = *s;
		else if (!s[1] || !strchr(" \n", s[1]))
			*out++ = ' ';
	*out = '\0';
}

/* Newlines only where the field has lines; no blanks around. */
static char *
clean_text(struct arena *arena, const struct field *field, const char *typed)
{
	struct buf b = { 0 };
	char *clean;

	text_clean(
		&b, typed, strlen(typed), field->wrap || field->n_boxes != 1);
	clean = in_arena(arena, &b);
	if (field->one_line)
		put_in_one_line(clean);
	return str_trim(arena, clean);
}

bool
value_type(struct arena *arena, const struct field *field, const char *typed,
	struct date today, struct value *value, struct err *err)
{
	struct typing t = { .arena = arena,
		.field = field,
		.today = today,
		.value = value,
		.err = err };

	value->bad = false;
	value->problem[0] = '\0';
	memset(&value->partial, 0, sizeof value->partial);
	t.text = clean_text(arena, field, typed ? typed : "");
	if (t.text[0] == '\0') {
		value->now = NULL;
		return true;
	}
	if (field->n_choices > 0)
		return read_choice(&t);
	return readers[field->kind](&t) && is_in_range(&t);
}

static void
show_timestamp(const char *now, char *out, size_t room)
{
	struct date day;
	char iso[11];
	char shown[16];

	str_copy(iso, sizeof iso, now);
	if (!date_from_iso(iso, &day)) {
		str_copy(out, room, now);
		return;
	}
	date_show(day, shown, sizeof shown);
	snprintf(out, room, "%s %.5s", shown,
		strlen(now) >= 16 ? now + 11 : "00:00");
}

static void
show_partial(const struct value *value, char *out, size_t room)
{
	size_t n;

	str_copy(out, room, value->now);
	n = strlen(out);
	if (value->partial.doubtful && n > 0 && out[n - 1] != '?' &&
		n + 2 <= room)
		snprintf(out + n, room - n, "?");
}

static void
show_date(const char *now, char *out, size_t room)
{
	struct date day;

	if (date_from_iso(now, &day))
		date_show(day, out, room);
	else
		str_copy(out, room, now);
}

void
value_show(const struct field *field, const struct value *value, char *out,
	size_t room)
{
	const char *now = value->now ? value->now : "";

	if (now[0] == '\0' || value->bad) {
		str_copy(out, room, now);
		return;
	}
	if (field->n_choices > 0) {
		str_copy(out, room, field_choice_label(field, now));
		return;
	}
	switch (field->kind) {
	case FIELD_NUMBER:
	case FIELD_MONEY:
	case FIELD_PERCENT:
		number_show(now, out, room);
		break;
	case FIELD_BOOLEAN:
		str_copy(out, room, str_eq(now, "t") ? _("Sí") : _("No"));
		break;
	case FIELD_DATE:
		show_date(now, out, room);
		break;
	case FIELD_TIMESTAMP:
		show_timestamp(now, out, room);
		break;
	case FIELD_HOUR: /* without the seconds of a database */
		snprintf(out, room, "%.5s", now);
		break;
	case FIELD_PARTIAL:
		show_partial(value, out, room);
		break;
	default:
		str_copy(out, room, now);
		if (field->said)
			served_in(out, room);
	}
}

void
value_edit(const struct field *field, const struct value *value, char *out,
	size_t room)
{
	/* Every kind reads what it shows. */
	value_show(field, value, out, room);
}

bool
value_is_changed(const struct value *value)
{
	bool none = str_is_blank(value->now);

	if (none || str_is_blank(value->was))
		return none != str_is_blank(value->was);
	return !str_eq(value->now, value->was) ||
	       value->partial.doubtful != value->partial_was_doubtful;
}

const char *
value_text(struct arena *arena, const struct field *field,
	const struct value *value)
{
	size_t room = 2 * strlen(value && value->now ? value->now : "") + 256;
	char *out = arena_alloc(arena, room);

	if (value)
		value_show(field, value, out, room);
	return out;
}
