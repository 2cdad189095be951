/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json_text.h"

#include <stdint.h>
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/row.h"
#include "base/str.h"
#include "base/utf8.h"
#include "import/numfmt.h"

enum {
	NUMBER_ROOM = 320, /* bytes of a number */
	WORD_ROOM = 8,	   /* of true, false, null */
	NO_BYTE = -1,	   /* the text is over */
};

void
json_begin(struct json_text *t)
{
	*t = (struct json_text){ .in = t->in, .line = 1 };
}

/* ---- what it is not ----------------------------------------------------- */

static bool
is_no_json(const struct json_text *t, const char *wanted, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("La línea %zu de «%s» no es JSON: se espera %s. No se grabó "
		  "nada."),
		t->line, bytes_name(t->in), wanted);
	return err_hint(err, "%s",
		_("Se lee una lista de objetos, [{\"campo\": valor, ...}, "
		  "...], como la escribe hito export --format json."));
}

static bool
wants_sign(const struct json_text *t, char sign, struct err *err)
{
	const char wanted[] = { '\'', sign, '\'', '\0' };

	return is_no_json(t, wanted, err);
}

static bool
is_too_long(const struct json_text *t, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("La línea %zu de «%s» tiene un texto demasiado largo: no se "
		  "lee."),
		t->line, bytes_name(t->in));
	return err_hint(err, "%s", _("Mire si le falta una comilla."));
}

/* ---- bytes -------------------------------------------------------------- */

/* The next byte, which stays the next; NO_BYTE: there is none. */
static bool
peek(struct json_text *t, int *c, struct err *err)
{
	if (t->at == t->n) {
		bytes_use(t->in, t->n);
		t->at = t->n = 0;
		if (!bytes_fill(t->in, err))
			return false;
		t->piece = bytes_piece(t->in, &t->n);
	}
	*c = t->at < t->n ? (unsigned char)t->piece[t->at] : NO_BYTE;
	return true;
}

static void
skip(struct json_text *t)
{
	t->line += t->piece[t->at] == '\n';
	t->at++;
}

/* Behind the blanks. */
static bool
peek_sign(struct json_text *t, int *c, struct err *err)
{
	for (;;) {
		if (!peek(t, c, err))
			return false;
		if (*c == NO_BYTE || !strchr(" \t\r\n", *c) || *c == '\0')
			return true;
		skip(t);
	}
}

static bool
pass_mark(struct json_text *t, struct err *err)
{
	int c;

	if (t->line > 1 || t->at > 0)
		return true;
	if (!peek(t, &c, err))
		return false;
	if (t->n >= 3 && memcmp(t->piece, "\xef\xbb\xbf", 3) == 0)
		t->at = 3;
	return true;
}

bool
json_sign(struct json_text *t, char sign, struct err *err)
{
	int c;

	if (!pass_mark(t, err) || !peek_sign(t, &c, err))
		return false;
	if (c != sign)
		return wants_sign(t, sign, err);
	skip(t);
	return true;
}

bool
json_ends(struct json_text *t, char closing, bool *more, struct err *err)
{
	int c;

	if (!peek_sign(t, &c, err))
		return false;
	*more = c != closing;
	if (!*more)
		skip(t);
	return true;
}

bool
json_more(struct json_text *t, char closing, bool *more, struct err *err)
{
	return json_ends(t, closing, more, err) &&
	       (!*more || json_sign(t, ',', err));
}

bool
json_nothing_more(struct json_text *t, struct err *err)
{
	int c;

	if (!peek_sign(t, &c, err))
		return false;
	return c == NO_BYTE ||
	       is_no_json(t, _("que no siga nada detrás de la lista"), err);
}

/* ---- strings ------------------------------------------------------------ */

static bool
read_hex(struct json_text *t, uint32_t *cp, struct err *err)
{
	static const char digits[] = "0123456789abcdef";

	*cp = 0;
	for (size_t i = 0; i < 4; i++) {
		const char *digit;
		int c;

		if (!peek(t, &c, err))
			return false;
		if (c >= 'A' && c <= 'F')
			c += 'a' - 'A';
		digit = c > 0 ? strchr(digits, c) : NULL;
		if (!digit)
			return is_no_json(
				t, _("cuatro cifras detrás de \\u"), err);
		*cp = 16 * *cp + (uint32_t)(digit - digits);
		skip(t);
	}
	return true;
}

static bool
read_low(struct json_text *t, uint32_t *cp, struct err *err)
{
	uint32_t low = 0;

	for (const char *p = "\\u"; *p; p++) {
		int c;

		if (!peek(t, &c, err))
			return false;
		if (c != *p)
			return is_no_json(
				t, _("la otra mitad de un carácter"), err);
		skip(t);
	}
	if (!read_hex(t, &low, err))
		return false;
	if (low < 0xdc00 || low > 0xdfff)
		return is_no_json(t, _("la otra mitad de un carácter"), err);
	*cp = 0x10000 + ((*cp - 0xd800) << 10) + (low - 0xdc00);
	return true;
}

/* Behind \u */
static bool
read_point(struct json_text *t, struct buf *out, struct err *err)
{
	char text[4];
	uint32_t cp;
	size_t n;

	if (!read_hex(t, &cp, err) ||
		(cp >= 0xd800 && cp <= 0xdbff && !read_low(t, &cp, err)))
		return false;
	n = cp ? utf8_encode(cp, text) : 0;
	if (n == 0)
		return is_no_json(t, _("un carácter que exista"), err);
	buf_add(out, text, n);
	return true;
}

/* Behind a backslash. */
static bool
read_escape(struct json_text *t, struct buf *out, struct err *err)
{
	static const char escapes[] = "\"\\/bfnrt", mean[] = "\"\\/\b\f\n\r\t";
	const char *at;
	int c;

	if (!peek(t, &c, err))
		return false;
	at = c > 0 ? strchr(escapes, c) : NULL;
	if (!at && c != 'u')
		return is_no_json(t, _("otro signo detrás de \\"), err);
	skip(t);
	if (!at)
		return read_point(t, out, err);
	buf_putc(out, mean[at - escapes]);
	return true;
}

/* As many of the bytes that wait as stand for themselves. */
static void
read_plain(struct json_text *t, struct buf *out)
{
	size_t from = t->at;

	while (t->at < t->n && (unsigned char)t->piece[t->at] >= ' ' &&
		t->piece[t->at] != '"' && t->piece[t->at] != '\\')
		t->at++;
	buf_add(out, t->piece + from, t->at - from);
}

static bool
read_inside(struct json_text *t, size_t most, struct buf *out, struct err *err)
{
	size_t start = out->len;
	int c;

	for (;;) {
		if (!peek(t, &c, err))
			return false;
		if (out->len - start > most)
			return is_too_long(t, err);
		if (c == '"')
			break;
		if (c != NO_BYTE && c < ' ')
			return is_no_json(t,
				_("\\n por un salto de línea y \\t por un "
				  "tabulador dentro de un texto"),
				err);
		if (c == NO_BYTE)
			return wants_sign(t, '"', err);
		if (c != '\\') {
			read_plain(t, out);
			continue;
		}
		skip(t);
		if (!read_escape(t, out, err))
			return false;
	}
	skip(t);
	return utf8_valid(buf_text(out) + start, out->len - start) ==
		       out->len - start ||
	       is_no_json(t, _("texto en UTF-8"), err);
}

bool
json_string(struct json_text *t, size_t most, struct buf *out, struct err *err)
{
	return json_sign(t, '"', err) && read_inside(t, most, out, err);
}

/* It is a text, whatever it begins with: said as our own exports say it. */
static bool
put_string(struct json_text *t, struct buf *out, struct err *err)
{
	struct buf text = { 0 };
	bool done = json_string(t, CSV_CELL, &text, err);

	if (done && csv_needs_guard(buf_text(&text)))
		buf_putc(out, '\'');
	if (done)
		buf_puts(out, buf_text(&text));
	buf_free(&text);
	return done;
}

/* ---- other values ------------------------------------------------------- */

static size_t
digits_at(const char *text)
{
	return strspn(text, "0123456789");
}

/* RFC 8259, 6 */
static bool
is_number(const char *text, bool *power)
{
	size_t n;

	text += *text == '-';
	n = digits_at(text);
	if (n == 0 || (n > 1 && *text == '0'))
		return false;
	text += n;
	if (*text == '.') {
		n = digits_at(++text);
		text += n;
	}
	*power = *text == 'e' || *text == 'E';
	if (n > 0 && *power) {
		text++;
		text += *text == '-' || *text == '+';
		n = digits_at(text);
		text += n;
	}
	return n > 0 && !*text;
}

/* A number's signs, or a word's letters. */
static bool
read_run(struct json_text *t, const char *signs, char *out, size_t room,
	struct err *err)
{
	size_t n = 0;
	int c;

	for (;;) {
		if (!peek(t, &c, err))
			return false;
		if (c <= 0 || !strchr(signs, c))
			break;
		if (n + 1 == room)
			return is_too_long(t, err);
		out[n++] = (char)c;
		skip(t);
	}
	out[n] = '\0';
	return true;
}

/* Its digits as they stand; only 1.5e3 is worked out. */
static bool
put_number(struct json_text *t, struct buf *out, struct err *err)
{
	char text[NUMBER_ROOM], plain[NUMFMT_ROOM];
	bool power = false;

	if (!read_run(t, "+-.0123456789eE", text, sizeof text, err))
		return false;
	if (!is_number(text, &power) ||
		(power && !number_shortest(text, plain, sizeof plain)))
		return is_no_json(t, _("un número"), err);
	buf_puts(out, power ? plain : text);
	return true;
}

static bool
put_word(struct json_text *t, struct buf *out, unsigned char *kind,
	struct err *err)
{
	char text[WORD_ROOM];

	if (!read_run(t, "abcdefghijklmnopqrstuvwxyz", text, sizeof text, err))
		return false;
	if (str_eq(text, "null"))
		return true;
	*kind = str_eq(text, "true") ? ROW_TRUE : ROW_FALSE;
	if (*kind == ROW_FALSE && !str_eq(text, "false"))
		return is_no_json(t, _("un valor"), err);
	buf_puts(out, text);
	return true;
}

static bool
has_no_cell(const struct json_text *t, const char *name, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("La línea %zu de «%s» trae en «%.60s» una lista o un objeto: "
		  "un dato es un texto, un número, true, false o null."),
		t->line, bytes_name(t->in), name);
	return err_hint(err, "%s",
		_("Escriba las varias partes de un dato en un solo texto, como "
		  "en una celda."));
}

bool
json_value(struct json_text *t, const char *name, struct buf *out,
	unsigned char *kind, struct err *err)
{
	int c;

	*kind = ROW_TEXT;
	if (!peek_sign(t, &c, err))
		return false;
	if (c == '[' || c == '{')
		return has_no_cell(t, name, err);
	if (c == '"')
		return put_string(t, out, err);
	if (c != '-' && (c < '0' || c > '9'))
		return put_word(t, out, kind, err);
	*kind = ROW_NUMBER;
	return put_number(t, out, err);
}
