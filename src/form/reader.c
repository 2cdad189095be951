/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

bool
reader_fail(struct reader *r, int line, int column, const char *fmt, ...)
{
	char said[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	return err_set(r->err, ERR_INPUT, NULL, "%s:%d:%d: %s", r->path, line,
		column, said);
}

/* What would be a command to a terminal. */
static bool
is_control(const struct reader *r, size_t at)
{
	unsigned char c = (unsigned char)r->text[at];
	unsigned char next =
		at + 1 < r->n ? (unsigned char)r->text[at + 1] : 0;

	return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') ||
	       c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0);
}

bool
reader_is_readable(struct reader *r)
{
	size_t bad = utf8_valid(r->text, r->n);

	if (r->n > FORM_BYTES)
		return reader_fail(r, 1, 1,
			_("el archivo pasa de 1 MiB: no es un formulario."));
	for (size_t i = 0; i < r->n; i++) {
		bool control = is_control(r, i);

		if (i == bad || control)
			return reader_fail(r, r->line,
				(int)(i - r->line_start) + 1,
				control ? _("hay un carácter de control.")
					: _("el archivo no es UTF-8 en este lugar."));
		if (r->text[i] == '\n') {
			r->line++;
			r->line_start = i + 1;
		}
	}
	r->line = 1;
	r->line_start = 0;
	return true;
}

/* Characters from the line's beginning, 1-based. */
static int
column_at(const struct reader *r, size_t at)
{
	int column = 1;

	for (size_t i = r->line_start; i < at; i++)
		if (((unsigned char)r->text[i] & 0xc0) != 0x80)
			column++;
	return column;
}

static void
skip_blanks(struct reader *r)
{
	while (r->at < r->n) {
		char c = r->text[r->at];

		if (c == '#') {
			while (r->at < r->n && r->text[r->at] != '\n')
				r->at++;
		} else if (c == '\n') {
			r->at++;
			r->line++;
			r->line_start = r->at;
			r->token.first = true;
		} else if (c == ' ' || c == '\t' || c == '\r') {
			r->at++;
		} else {
			return;
		}
	}
}

static bool
read_string(struct reader *r)
{
	struct buf b = { 0 };
	bool closed = false;
	bool done;

	for (r->at++; r->at < r->n && r->text[r->at] != '\n'; r->at++) {
		if (r->text[r->at] == '"') {
			/* "" inside stands for one quote */
			if (r->at + 1 >= r->n || r->text[r->at + 1] != '"') {
				closed = true;
				r->at++;
				break;
			}
			r->at++;
		}
		buf_putc(&b, r->text[r->at]);
	}
	r->token.kind = TOKEN_STRING;
	r->token.text = arena_strndup(r->arena, buf_text(&b), b.len);
	if (!closed)
		done = reader_fail(r, r->token.line, r->token.column,
			_("falta la comilla que cierra este texto."));
	else if (b.len > FORM_STRING)
		done = reader_fail(r, r->token.line, r->token.column,
			_("el texto es demasiado largo (más de %d bytes)."),
			FORM_STRING);
	else
		done = true;
	buf_free(&b);
	return done;
}

static bool
read_word(struct reader *r)
{
	size_t start = r->at;

	while (r->at < r->n && !strchr(" \t\r\n\",=", r->text[r->at]))
		r->at++;
	r->token.kind = TOKEN_WORD;
	r->token.text = arena_strndup(r->arena, r->text + start, r->at - start);
	if (r->at - start > FORM_WORD)
		return reader_fail(r, r->token.line, r->token.column,
			_("la palabra es demasiado larga (más de %d bytes)."),
			FORM_WORD);
	return true;
}

bool
reader_next(struct reader *r)
{
	bool comma = r->token.kind == TOKEN_COMMA;

	r->token.first = r->at == 0;
	skip_blanks(r);
	r->after_comma = comma;
	r->token.line = r->line;
	r->token.column = column_at(r, r->at);
	if (r->at >= r->n) {
		r->token.kind = TOKEN_END;
		r->token.text = "";
		r->token.first = true;
		return true;
	}
	switch (r->text[r->at]) {
	case '"':
		return read_string(r);
	case ',':
		r->token.kind = TOKEN_COMMA;
		r->token.text = ",";
		r->at++;
		return true;
	case '=':
		r->token.kind = TOKEN_EQUALS;
		r->token.text = "=";
		r->at++;
		return true;
	default:
		return read_word(r);
	}
}

void
reader_begin(struct reader *r)
{
	r->statement = r->token.column;
	r->token.first = false;
	r->after_comma = false;
}

bool
reader_is_done(const struct reader *r)
{
	if (r->token.kind == TOKEN_END)
		return true;
	return r->token.first && !r->after_comma &&
	       r->token.column <= r->statement;
}

bool
reader_expected(struct reader *r, const char *what)
{
	if (reader_is_done(r))
		return reader_fail(r, r->token.line, r->token.column,
			_("antes de esto falta %s."), _(what));
	return reader_fail(r, r->token.line, r->token.column,
		_("se espera %s y está «%.60s»."), _(what), r->token.text);
}

bool
reader_is_word(const struct reader *r, const char *word)
{
	return r->token.kind == TOKEN_WORD && str_eq(r->token.text, word);
}

bool
reader_accept(struct reader *r, const char *word, bool *taken)
{
	*taken = !reader_is_done(r) && reader_is_word(r, word);
	return *taken ? reader_next(r) : true;
}

bool
reader_comma(struct reader *r, bool *taken)
{
	*taken = reader_sees(r, TOKEN_COMMA);
	return *taken ? reader_next(r) : true;
}

bool
reader_must(struct reader *r, const char *word)
{
	char what[FORM_WORD];

	if (!reader_is_done(r) && str_eq(r->token.text, word) &&
		r->token.kind != TOKEN_STRING)
		return reader_next(r);
	snprintf(what, sizeof what, "«%s»", word);
	return reader_expected(r, what);
}

bool
reader_sees(const struct reader *r, enum token_kind kind)
{
	return !reader_is_done(r) && r->token.kind == kind;
}

static bool
take(struct reader *r, enum token_kind kind, const char *what, const char **out)
{
	if (!reader_sees(r, kind))
		return reader_expected(r, what);
	*out = r->token.text;
	return reader_next(r);
}

bool
reader_word(struct reader *r, const char *what, const char **out)
{
	return take(r, TOKEN_WORD, what, out);
}

bool
reader_string(struct reader *r, const char *what, const char **out)
{
	return take(r, TOKEN_STRING, what, out);
}

bool
reader_titled(struct reader *r, const char *what, const char **name,
	const char **title)
{
	return reader_name(r, what, name) &&
	       reader_string(r, N_("el título entre comillas"), title);
}

bool
reader_label(struct reader *r, const char **out)
{
	return !reader_sees(r, TOKEN_STRING) || reader_string(r, "", out);
}

bool
reader_clause(
	struct reader *r, const char *word, const char *what, const char **out)
{
	bool taken;

	return reader_accept(r, word, &taken) &&
	       (!taken || reader_name(r, what, out));
}

/* An SQL name as we write them: lower case, digits, underscore, at most 63
 * bytes (NAMEDATALEN - 1). Length of it, 0 when there is none. */
static size_t
name_length(const char *s)
{
	size_t n = 0;

	if (!((s[0] >= 'a' && s[0] <= 'z') || s[0] == '_'))
		return 0;
	while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= '0' && s[n] <= '9') ||
		s[n] == '_')
		n++;
	return n <= 63 ? n : 0;
}

bool
reader_name(struct reader *r, const char *what, const char **out)
{
	size_t n = name_length(r->token.text);

	if (reader_sees(r, TOKEN_WORD) && (n == 0 || r->token.text[n] != '\0'))
		return reader_fail(r, r->token.line, r->token.column,
			_("se espera %s (minúsculas, cifras y _) y está "
			  "«%.60s»."),
			_(what), r->token.text);
	return reader_word(r, what, out);
}

bool
reader_relation(struct reader *r, const char *what, const char **out)
{
	const char *s = r->token.text;
	size_t n = name_length(s);
	size_t m = n > 0 && s[n] == '.' ? name_length(s + n + 1) : 0;

	if (reader_sees(r, TOKEN_WORD) && (m == 0 || s[n + 1 + m] != '\0'))
		return reader_fail(r, r->token.line, r->token.column,
			_("se espera %s, escrito esquema.nombre, y está "
			  "«%.60s»."),
			_(what), s);
	if (reader_sees(r, TOKEN_WORD) &&
		(str_starts(s, "pg_") || str_starts(s, "information_schema.")))
		return reader_fail(r, r->token.line, r->token.column,
			_("«%.60s» es del servidor y de ningún registro."), s);
	return reader_word(r, what, out);
}

bool
reader_number(struct reader *r, const char *what, int max, int *out)
{
	long number;

	if (!reader_sees(r, TOKEN_WORD) ||
		!str_to_long(r->token.text, max, &number) || number < 1)
		return reader_fail(r, r->token.line, r->token.column,
			_("se espera %s, un número de 1 a %d."), _(what), max);
	*out = (int)number;
	return reader_next(r);
}

bool
reader_names(struct reader *r, const char *what, size_t max, size_t *n,
	const char ***out)
{
	bool more = true;

	while (more) {
		const char *name;

		if (*n >= max)
			return reader_fail(r, r->token.line, r->token.column,
				_("son demasiados nombres (más de %d)."),
				(int)max);
		if (!reader_name(r, what, &name) || !reader_comma(r, &more))
			return false;
		*out = reader_add(r, *out, n, &name, sizeof name);
	}
	return true;
}

void *
reader_room(struct arena *arena, void *v, size_t n, size_t size)
{
	if (n == 0)
		return arena_array(arena, 4, size);
	if (n >= 4 && (n & (n - 1)) == 0)
		return arena_grow(arena, v, n, 2 * n, size);
	return v;
}

void *
reader_add_in(struct reader *r, struct arena *arena, void *v, size_t *n,
	const void *item, size_t size)
{
	char *all;

	if (*n >= FORM_ITEMS) {
		reader_fail(r, r->token.line, r->token.column,
			_("esta lista es demasiado larga (más de %d)."),
			FORM_ITEMS);
		return NULL;
	}
	all = reader_room(arena, v, *n, size);
	memcpy(all + (*n)++ * size, item, size);
	return all;
}

void *
reader_add(struct reader *r, void *v, size_t *n, const void *item, size_t size)
{
	return reader_add_in(r, r->arena, v, n, item, size);
}
