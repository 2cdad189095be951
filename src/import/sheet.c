/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/charset.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "import/json.h"
#include "import/separated.h"
#include "import/workbook.h"

struct sheet {
	struct sheet_options options;
	struct bytes *bytes;
	struct source *source; /* once it was taken in */
	struct source_tick tick;
	bool is_book;
};

static bool
is_known_charset(const char *name, struct err *err)
{
	struct charset *charset = charset_open(name, err);

	charset_close(charset);
	return charset;
}

/* Does what comes next begin so? Bytes of a pipe are waited for. */
static bool
begins(struct sheet *s, const char *with, size_t n, bool *so, struct err *err)
{
	const char *piece;
	size_t have;

	if (!bytes_fill(s->bytes, err))
		return false;
	piece = bytes_piece(s->bytes, &have);
	*so = have >= n && memcmp(piece, with, n) == 0;
	return true;
}

static bool
is_packed(struct sheet *s, bool *so, struct err *err)
{
	return begins(s, "\x1f\x8b\x08", 3, so, err);
}

static bool
is_book(struct sheet *s, bool *so, struct err *err)
{
	return begins(s, "PK\3\4", 4, so, err);
}

/* By the beginning of the file: it is nothing that cannot be read. */
static bool
looks_right(struct sheet *s, struct err *err)
{
	bool packed, book;

	if (!is_packed(s, &packed, err) || !is_book(s, &book, err))
		return false;
	return packed || book ||
	       separated_looks_right(s->bytes, &s->options, err);
}

static bool
begin(struct sheet *s, struct err *err)
{
	const struct sheet_options *o = &s->options;

	s->bytes = bytes_open(o->path, o->sha256, err);
	if (!s->bytes || (o->charset && !is_known_charset(o->charset, err)))
		return false;
	/* A pipe may make us wait: who does so should be able to stop it. */
	return !bytes_is_regular(s->bytes) || looks_right(s, err);
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

void
sheet_on_tick(struct sheet *s, const struct source_tick *tick)
{
	s->tick = *tick;
}

static bool
take_in_bytes(struct sheet *s, struct err *err)
{
	const struct bytes_filter *gunzip;
	bool packed;

	if (!is_packed(s, &packed, err))
		return false;
	if (!packed)
		return looks_right(s, err) && bytes_take_in(s->bytes, err);
	gunzip = workbook_gunzip(err);
	return gunzip && bytes_unfold(s->bytes, gunzip, err) &&
	       (is_book(s, &packed, err) && (packed || looks_right(s, err)));
}

/* A text of either kind. */
static struct source *
open_text(struct sheet *s, struct err *err)
{
	bool json;

	if (!json_is_one(s->bytes, &json, err))
		return NULL;
	return json ? json_open(s->bytes, err)
		    : separated_open(s->bytes, &s->options, err);
}

bool
sheet_take_in(struct sheet *s, struct err *err)
{
	if (!take_in_bytes(s, err) || !is_book(s, &s->is_book, err))
		return false;
	if (!s->is_book)
		s->source = open_text(s, err);
	else if (bytes_count(s->bytes, err))
		s->source = workbook_open(s->bytes, &s->tick, err);
	return s->source;
}

/* A book is read from here and there: what it is made of must be, when it
 * was read, what it was before. */
static bool
still_counts_so(struct sheet *s, struct err *err)
{
	return !s->is_book || bytes_count(s->bytes, err);
}

bool
sheet_choose(struct sheet *s, size_t sheet, size_t rows, struct err *err)
{
	return s->source->class->choose(s->source, sheet, rows, err) &&
	       (rows > 0 || still_counts_so(s, err));
}

const struct source *
sheet_source(const struct sheet *s)
{
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
	return "";
}
