/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/book.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/str.h"

enum {
	MERGES_MAX = 256,  /* kept .. */
	MERGES_LINE = 100, /* .. of those that begin up to here */
	NAMES_SHOWN = 8,
	TICK_ROWS = 1000,
};

/* ---- opening ------------------------------------------------------------ */

struct source *
book_open(const struct book_reader *reader, struct package *package,
	const struct source_tick *tick, struct err *err)
{
	struct book *b = mem_alloc(sizeof *b);

	*b = (struct book){ .source.class = &reader->class,
		.reader = reader,
		.arena = arena_new(),
		.package = package,
		.tick = tick,
		.err = err };
	rows_init(&b->rows);
	if (!reader->open(b, err)) {
		book_close(&b->source);
		return NULL;
	}
	if (b->source.n_sheets > 0)
		return &b->source;
	err_set(err, ERR_FILE, NULL, _("«%s» no tiene ninguna hoja con filas."),
		package_name(package));
	err_hint(err, "%s", _("Revise que sea el libro que quería cargar."));
	book_close(&b->source);
	return NULL;
}

void
book_close(struct source *source)
{
	struct book *b = (struct book *)source;

	b->reader->close(b);
	rows_free(&b->rows);
	buf_free(&b->hidden);
	package_close(b->package);
	arena_free(b->arena);
	free(b);
}

void
book_add_sheet(struct book *b, const char *name, bool hidden)
{
	size_t n = b->source.n_sheets;
	struct source_sheet *v =
		arena_grow(b->arena, b->source.sheets, n, n + 1, sizeof *v);

	v[n] = (struct source_sheet){ arena_strdup(b->arena, name), hidden };
	b->source.sheets = v;
	b->source.n_sheets = n + 1;
}

/* ---- what a reader tells ------------------------------------------------ */

bool
book_fail(struct book *b, const char *fmt, ...)
{
	char said[sizeof b->err->text];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	err_set(b->err, ERR_FILE, NULL, _("Hoja «%s»: %s"),
		b->source.sheets[b->sheet].name, said);
	err_hint(b->err, "%s",
		_("Ábralo en su hoja de cálculo, corríjalo y guárdelo de "
		  "nuevo."));
	b->failed = true;
	return false;
}

void
book_column_name(size_t column, char out[8])
{
	char turned[8];
	size_t n = 0;

	for (column++; column > 0 && n < sizeof turned - 1; column /= 26)
		turned[n++] = (char)('A' + --column % 26);
	for (size_t i = 0; i < n; i++)
		out[i] = turned[n - 1 - i];
	out[n] = '\0';
}

bool
book_cell(struct book *b, size_t column, enum row_kind kind, const char *text)
{
	size_t n;

	if (kind == ROW_TRUE || kind == ROW_FALSE)
		text = kind == ROW_TRUE ? "1" : "0";
	if (str_is_blank(text))
		return true;
	if (column >= CSV_COLUMNS)
		return book_fail(b, _("tiene más de %d columnas con datos."),
			(int)CSV_COLUMNS);
	n = strlen(text);
	if (n > CSV_CELL)
		return book_fail(b, _("una celda pasa de 1 MiB."));
	rows_cell(&b->rows, column, kind, text, n);
	return true;
}

bool
book_row(struct book *b, size_t line, bool hidden)
{
	size_t before = b->rows.n;

	if (!rows_end(&b->rows, line, b->err) ||
		(++b->ticks % TICK_ROWS == 0 && b->tick && b->tick->go_on &&
			!b->tick->go_on(b->tick->arg, b->err))) {
		b->failed = true;
		return false;
	}
	if (hidden && b->rows.n > before && b->n_hidden++ == 0)
		b->first_hidden = line;
	return b->wanted == 0 || b->rows.n < b->wanted;
}

void
book_hide_columns(struct book *b, size_t first, size_t last)
{
	for (size_t i = first; i <= last && i < CSV_COLUMNS; i++) {
		while (b->hidden.len <= i)
			buf_putc(&b->hidden, '\0');
		b->hidden.data[i] = 1;
	}
}

void
book_merge(struct book *b, const struct source_merge *merge)
{
	size_t n = b->source.n_merges;
	struct source_merge *v;

	if (n >= MERGES_MAX || merge->first_line > MERGES_LINE)
		return;
	v = arena_grow(b->arena, b->source.merges, n, n + 1, sizeof *v);
	v[n] = *merge;
	b->source.merges = v;
	b->source.n_merges = n + 1;
}

/* ---- what a person would not see ---------------------------------------- */

static void
add_note(struct book *b, const char *text)
{
	size_t n = b->source.n_notes;
	const char **v =
		arena_grow(b->arena, b->source.notes, n, n + 1, sizeof *v);

	v[n] = text;
	b->source.notes = v;
	b->source.n_notes = n + 1;
}

static void
note_hidden_columns(struct book *b)
{
	struct buf names = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < b->hidden.len && i < b->rows.width; i++) {
		char name[8];

		if (!b->hidden.data[i])
			continue;
		book_column_name(i, name);
		if (n++ < NAMES_SHOWN)
			buf_printf(&names, "%s%s", n > 1 ? ", " : "", name);
	}
	if (n)
		add_note(b,
			arena_printf(b->arena,
				ngettext("Hay %zu columna oculta y también se "
					 "lee: %s.",
					"Hay %zu columnas ocultas y también se "
					"leen: %s.",
					n),
				n, names.data));
	buf_free(&names);
}

static void
note_hidden(struct book *b)
{
	if (b->source.sheets[b->sheet].hidden)
		add_note(b, _("La hoja está oculta en el libro."));
	note_hidden_columns(b);
	if (b->n_hidden)
		add_note(b,
			arena_printf(b->arena,
				ngettext("Hay %zu fila oculta, quizá por un "
					 "filtro, y también se lee: la %zu.",
					"Hay %zu filas ocultas, quizá por un "
					"filtro, y también se leen; la primera "
					"es la %zu.",
					b->n_hidden),
				b->n_hidden, b->first_hidden));
}

/* ---- a source ----------------------------------------------------------- */

bool
book_choose(struct source *source, size_t sheet, size_t rows, struct err *err)
{
	struct book *b = (struct book *)source;

	b->sheet = sheet;
	b->wanted = rows;
	b->err = err;
	b->failed = false;
	b->n_hidden = 0;
	b->source.n_notes = b->source.n_merges = 0;
	buf_reset(&b->hidden);
	if (!rows_begin(&b->rows, err) || !b->reader->read(b, sheet, err) ||
		b->failed || !rows_finish(&b->rows, err))
		return false;
	note_hidden(b);
	return true;
}

bool
book_rewind(struct source *source, struct err *err)
{
	return rows_rewind(&((struct book *)source)->rows, err);
}

enum sheet_result
book_next(struct source *source, struct file_row *row, struct err *err)
{
	struct rows *rows = &((struct book *)source)->rows;

	if (rows->at == rows->n)
		return SHEET_END;
	return rows_next(rows, row, err) ? SHEET_ROW : SHEET_ERROR;
}

unsigned
book_percent(const struct source *source)
{
	const struct rows *rows = &((const struct book *)source)->rows;

	return rows->n ? (unsigned)(rows->at * 100 / rows->n) : 0;
}
