/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/mapfile.h"

#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/reader.h"

enum {
	HEADING_LAST = 1000000,
	HEADING_ROOM = 400, /* folded */
};

/* A mapping being read, at its statement in line. */
struct parsing {
	struct reader reader;
	struct mapfile *map;
	int line;
	unsigned said; /* a bit for each keyword */
};

struct keyword {
	const char *word;
	bool (*read)(struct parsing *p);
	bool often;
};

static const char *const date_words[] = {
	[MAPFILE_DATES_SEEN] = "",
	[MAPFILE_DATES_DAY] = "day",
	[MAPFILE_DATES_MONTH] = "month",
};

/* ---- pieces of statements */

static bool
read_text(struct parsing *p, const char **out)
{
	return reader_string(&p->reader, N_("el texto entre comillas"), out);
}

/* A text of one of those signs. */
static bool
read_sign(struct parsing *p, const char *signs, char *out)
{
	const char *text = NULL;
	int column = p->reader.token.column;

	if (!read_text(p, &text))
		return false;
	if (!text[0] || text[1] || !strchr(signs, text[0]))
		return reader_fail(&p->reader, p->line, column,
			_("el signo «%.20s» no se conoce."), text);
	*out = text[0];
	return true;
}

static bool
read_order(struct parsing *p, enum mapfile_dates *out)
{
	const char *word;
	int column = p->reader.token.column;
	size_t n = sizeof date_words / sizeof date_words[0], at;

	if (!reader_word(&p->reader, N_("day o month"), &word))
		return false;
	at = str_word(word, n, date_words);
	if (at == n)
		return reader_fail(&p->reader, p->line, column,
			_("se espera day o month y está «%.60s»."), word);
	*out = (enum mapfile_dates)at;
	return true;
}

/* NAME, or - for what is not taken. */
static bool
read_target(struct parsing *p, const char **out)
{
	struct reader *r = &p->reader;
	bool none;

	return reader_accept(r, "-", &none) &&
	       (none || reader_name(r, N_("el campo, o -"), out));
}

static bool
read_options(struct parsing *p, struct mapfile_column *column)
{
	struct reader *r = &p->reader;
	bool decimal = true, dates = true;

	while (decimal || dates)
		if (!reader_accept(r, "decimal", &decimal) ||
			(decimal && !read_sign(p, ".,", &column->decimal)) ||
			!reader_accept(r, "dates", &dates) ||
			(dates && !read_order(p, &column->dates)))
			return false;
	return true;
}

/* ---- statements */

static bool
read_register(struct parsing *p)
{
	return reader_name(
		&p->reader, N_("el nombre del registro"), &p->map->form);
}

static bool
read_sheet(struct parsing *p)
{
	return read_text(p, &p->map->sheet);
}

static bool
read_charset(struct parsing *p)
{
	return read_text(p, &p->map->charset);
}

/* "tab" is one too. */
static bool
read_delimiter(struct parsing *p)
{
	bool tab;

	if (!reader_accept(&p->reader, "tab", &tab))
		return false;
	if (!tab)
		return read_sign(p, ";,|", &p->map->delimiter);
	p->map->delimiter = '\t';
	return true;
}

static bool
read_heading(struct parsing *p)
{
	return reader_number(&p->reader, N_("la línea de los títulos"),
		HEADING_LAST, &p->map->heading);
}

static bool
read_decimal(struct parsing *p)
{
	return read_sign(p, ".,", &p->map->decimal);
}

static bool
read_dates(struct parsing *p)
{
	return read_order(p, &p->map->dates);
}

static bool
read_key(struct parsing *p)
{
	struct mapfile *m = p->map;

	m->key_line = p->line;
	return reader_names(&p->reader, N_("un campo de la clave"), FORM_ITEMS,
		&m->n_keys, &m->keys);
}

bool
mapfile_same_heading(const char *a, const char *b)
{
	char folded[2][HEADING_ROOM];

	utf8_fold_heading(a, folded[0], sizeof folded[0]);
	utf8_fold_heading(b, folded[1], sizeof folded[1]);
	return folded[0][0] ? str_eq(folded[0], folded[1]) : str_eq(a, b);
}

static bool
is_new_column(struct parsing *p, const struct mapfile_column *column)
{
	for (size_t i = 0; i < p->map->n_columns; i++) {
		const struct mapfile_column *c = &p->map->columns[i];

		if (mapfile_same_heading(c->heading, column->heading))
			return reader_fail(&p->reader, p->line, 1,
				_("el título «%.60s» ya está en la línea %d."),
				column->heading, c->line);
		if (column->field && str_eq(c->field, column->field))
			return reader_fail(&p->reader, p->line, 1,
				_("el campo «%s» ya tiene columna, en la "
				  "línea %d."),
				column->field, c->line);
	}
	return true;
}

static bool
read_column(struct parsing *p)
{
	struct mapfile_column column = { .line = p->line };
	struct mapfile *m = p->map;

	if (!reader_string(&p->reader, N_("el título entre comillas"),
		    &column.heading) ||
		!read_target(p, &column.field) || !read_options(p, &column) ||
		!is_new_column(p, &column))
		return false;
	m->columns = reader_add(
		&p->reader, m->columns, &m->n_columns, &column, sizeof column);
	return m->columns;
}

static bool
read_constant(struct parsing *p)
{
	struct mapfile_constant constant = { .line = p->line };
	struct mapfile *m = p->map;

	if (!reader_name(&p->reader, N_("el campo"), &constant.field) ||
		!reader_string(&p->reader, N_("el texto entre comillas"),
			&constant.value))
		return false;
	for (size_t i = 0; i < m->n_constants; i++)
		if (str_eq(m->constants[i].field, constant.field))
			return reader_fail(&p->reader, p->line, 1,
				_("el campo «%s» ya tiene su valor en la línea "
				  "%d."),
				constant.field, m->constants[i].line);
	m->constants = reader_add(&p->reader, m->constants, &m->n_constants,
		&constant, sizeof constant);
	return m->constants;
}

static bool
read_value(struct parsing *p)
{
	struct mapfile_value value = { .line = p->line };
	struct mapfile *m = p->map;

	if (!reader_name(&p->reader, N_("el campo"), &value.field) ||
		!reader_string(&p->reader, N_("el texto entre comillas"),
			&value.from) ||
		!reader_must(&p->reader, "=") ||
		!reader_string(
			&p->reader, N_("el texto entre comillas"), &value.to))
		return false;
	for (size_t i = 0; i < m->n_values; i++)
		if (str_eq(m->values[i].field, value.field) &&
			utf8_is_same(m->values[i].from, value.from))
			return reader_fail(&p->reader, p->line, 1,
				_("lo que significa «%.60s» ya está en la "
				  "línea %d."),
				value.from, m->values[i].line);
	m->values = reader_add(
		&p->reader, m->values, &m->n_values, &value, sizeof value);
	return m->values;
}

/* ---- the file */

static const struct keyword keywords[] = {
	{ "register", read_register, false },
	{ "sheet", read_sheet, false },
	{ "charset", read_charset, false },
	{ "delimiter", read_delimiter, false },
	{ "heading", read_heading, false },
	{ "decimal", read_decimal, false },
	{ "dates", read_dates, false },
	{ "key", read_key, false },
	{ "column", read_column, true },
	{ "constant", read_constant, true },
	{ "value", read_value, true },
};

/* The register stands before all else. */
static bool
read_keyword(struct parsing *p, size_t at)
{
	const struct keyword *k = &keywords[at];
	struct reader *r = &p->reader;

	if (at > 0 && !p->map->form)
		return reader_fail(r, p->line, r->token.column,
			_("lo primero es register y el nombre del registro."));
	if (!k->often && (p->said & 1U << at))
		return reader_fail(r, p->line, r->token.column,
			_("«%s» está dos veces."), k->word);
	p->said |= 1U << at;
	if (!reader_next(r) || !k->read(p))
		return false;
	return reader_is_done(r) ||
	       reader_fail(r, r->token.line, r->token.column,
		       _("aquí sobra «%.60s»."), r->token.text);
}

static bool
read_statement(struct parsing *p)
{
	struct reader *r = &p->reader;

	reader_begin(r);
	p->line = r->token.line;
	for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
		if (reader_is_word(r, keywords[i].word))
			return read_keyword(p, i);
	return reader_fail(r, p->line, r->token.column,
		_("«%.60s» no empieza nada de una asignación."), r->token.text);
}

static bool
is_text(const char *text, size_t n, const char *path, struct err *err)
{
	if (!memchr(text, '\0', n) && utf8_valid(text, n) == n)
		return true;
	return err_set(err, ERR_INPUT, NULL,
		_("%s:1:1: esto no es texto en UTF-8."), path);
}

struct mapfile *
mapfile_parse(struct arena *arena, const char *path, const char *text, size_t n,
	struct err *err)
{
	struct parsing p = { .reader = { .arena = arena,
				     .path = path,
				     .text = text,
				     .n = n,
				     .line = 1,
				     .err = err },
		.map = arena_alloc(arena, sizeof *p.map) };

	err_clear(err);
	p.map->path = path;
	if (!is_text(text, n, path, err) || !reader_next(&p.reader))
		return NULL;
	while (p.reader.token.kind != TOKEN_END)
		if (!read_statement(&p))
			return NULL;
	if (p.map->form)
		return p.map;
	reader_fail(&p.reader, 1, 1,
		_("lo primero es register y el nombre del registro."));
	return NULL;
}

struct mapfile *
mapfile_read(struct arena *arena, const char *path, struct err *err)
{
	size_t n;
	char *text = file_read(arena, path, FILE_SMALL, &n, err);

	return text ? mapfile_parse(arena, path, text, n, err) : NULL;
}

/* ---- writing */

/* What is too long for a string is cut before a character. */
void
mapfile_string(struct buf *out, const char *text)
{
	size_t n = strlen(text);

	if (n > FORM_STRING)
		n = FORM_STRING;
	while (text[n] && n > 0 && (text[n] & 0xc0) == 0x80)
		n--;
	buf_putc(out, '"');
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '"')
			buf_putc(out, '"');
		buf_putc(out, text[i] == '\n' ? ' ' : text[i]);
	}
	buf_putc(out, '"');
}

static void
write_text(struct buf *out, const char *word, const char *text)
{
	if (!text)
		return;
	buf_printf(out, "%-9s ", word);
	mapfile_string(out, text);
	buf_putc(out, '\n');
}

static void
write_sign(struct buf *out, const char *word, char sign)
{
	char text[2] = { sign, '\0' };

	write_text(out, word, sign ? text : NULL);
}

static void
write_column(struct buf *out, const struct mapfile_column *c)
{
	buf_puts(out, "column    ");
	mapfile_string(out, c->heading);
	buf_printf(out, "  %s", c->field ? c->field : "-");
	if (c->decimal)
		buf_printf(out, "  decimal \"%c\"", c->decimal);
	if (c->dates)
		buf_printf(out, "  dates %s", date_words[c->dates]);
	buf_putc(out, '\n');
}

void
mapfile_write(const struct mapfile *m, struct buf *out)
{
	buf_printf(out, "register  %s\n", m->form);
	write_text(out, "sheet", m->sheet);
	write_text(out, "charset", m->charset);
	if (m->delimiter == '\t')
		buf_puts(out, "delimiter tab\n");
	else
		write_sign(out, "delimiter", m->delimiter);
	if (m->heading)
		buf_printf(out, "heading   %d\n", m->heading);
	write_sign(out, "decimal", m->decimal);
	if (m->dates)
		buf_printf(out, "dates     %s\n", date_words[m->dates]);
	for (size_t i = 0; i < m->n_keys; i++)
		buf_printf(out, "%s%s%s", i ? ", " : "key       ", m->keys[i],
			i + 1 == m->n_keys ? "\n" : "");
	for (size_t i = 0; i < m->n_columns; i++)
		write_column(out, &m->columns[i]);
	for (size_t i = 0; i < m->n_constants; i++) {
		buf_printf(out, "constant  %s  ", m->constants[i].field);
		mapfile_string(out, m->constants[i].value);
		buf_putc(out, '\n');
	}
	for (size_t i = 0; i < m->n_values; i++) {
		buf_printf(out, "value     %s  ", m->values[i].field);
		mapfile_string(out, m->values[i].from);
		buf_puts(out, " = ");
		mapfile_string(out, m->values[i].to);
		buf_putc(out, '\n');
	}
}
