/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/charset.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "import/separated.h"

struct sheet {
	struct sheet_options options;
	struct bytes *bytes;
	struct source *source; /* once it was taken in */
};

static bool
is_known_charset(const char *name, struct err *err)
{
	struct charset *charset = charset_open(name, err);

	charset_close(charset);
	return charset;
}

static bool
begin(struct sheet *s, struct err *err)
{
	const struct sheet_options *o = &s->options;

	s->bytes = bytes_open(o->path, o->sha256, err);
	if (!s->bytes || (o->charset && !is_known_charset(o->charset, err)))
		return false;
	/* A pipe may make us wait: who does so should be able to stop it. */
	return !bytes_is_regular(s->bytes) ||
	       separated_looks_right(s->bytes, o, err);
}

struct sheet *
sheet_open(const struct sheet_options *options, struct err *err)
{
	struct sheet *s = mem_alloc(sizeof *s);

	*s = (struct sheet){ .options = *options };
	if (begin(s, err))
		return s;
	sheet_close(s);
	return NULL;
}

void
sheet_close(struct sheet *s)
{
	if (!s)
		return;
	if (s->source)
		s->source->class->close(s->source);
	bytes_close(s->bytes);
	free(s);
}

void
sheet_on_wait(struct sheet *s, bytes_wait *wait, void *arg)
{
	bytes_on_wait(s->bytes, wait, arg);
}

bool
sheet_take_in(struct sheet *s, struct err *err)
{
	if (!bytes_is_regular(s->bytes) &&
		!separated_looks_right(s->bytes, &s->options, err))
		return false;
	if (!bytes_take_in(s->bytes, err))
		return false;
	s->source = separated_open(s->bytes, &s->options, err);
	return s->source;
}

bool
sheet_rewind(struct sheet *s, struct err *err)
{
	return s->source->class->rewind(s->source, err);
}

static bool
is_blank_row(const struct file_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (!str_is_blank(row->cells[i]))
			return false;
	return true;
}

enum sheet_result
sheet_next(struct sheet *s, struct file_row *row, struct err *err)
{
	enum sheet_result r;

	do
		r = s->source->class->next(s->source, row, err);
	while (r == SHEET_ROW && is_blank_row(row));
	if (r == SHEET_END && !bytes_is_expected(s->bytes, err))
		return SHEET_ERROR;
	return r;
}

bool
sheet_is_unchanged(const struct sheet *s, struct err *err)
{
	return bytes_is_unchanged(s->bytes, err);
}

bool
sheet_is_at(const struct sheet *s, const char *path)
{
	return bytes_is_at(s->bytes, path);
}

/* ---- what it is --------------------------------------------------------- */

const char *
sheet_name(const struct sheet *s)
{
	return bytes_name(s->bytes);
}

unsigned
sheet_percent(const struct sheet *s)
{
	return s->source->class->percent(s->source);
}

const char *
sheet_sha256(const struct sheet *s)
{
	return bytes_sha256(s->bytes);
}

const char *
sheet_charset(const struct sheet *s)
{
	return s->source->charset;
}

bool
sheet_charset_is_doubted(const struct sheet *s)
{
	return s->source->charset_doubted;
}

char
sheet_delimiter(const struct sheet *s)
{
	return s->source->delimiter;
}

const char *
sheet_delimiter_name(const struct sheet *s)
{
	static const struct {
		char sign;
		const char *name;
	} names[] = {
		{ ';', "';'" },
		{ ',', "','" },
		{ '|', "'|'" },
		{ '\t', N_("tabulador") },
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].sign == s->source->delimiter)
			return _(names[i].name);
	return "?";
}
