/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The drawn part of a page: rows of labels and boxes. */
#include "form/reader.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

/* One row being read: its bytes, and where in cells we are. */
struct row_reader {
	struct reader *r;
	const char *s;
	size_t n;
	size_t at;
	int row;
	struct page *page;
	int index;
	struct drawing *drawing;
};

static bool
row_fail(struct row_reader *w, size_t at, const char *problem)
{
	return reader_fail(
		w->r, w->r->line, utf8_width(w->s, at) + 1, "%s", problem);
}

static bool
is_tag_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

static bool
add_box(struct row_reader *w, size_t start, size_t tag, size_t end)
{
	struct drawing *d = w->drawing;
	struct drawn_box *box;

	if (d->n >= FORM_ITEMS)
		return row_fail(w, start, _("hay demasiados casilleros."));
	d->boxes = reader_room(d->arena, d->boxes, d->n, sizeof *d->boxes);
	box = &d->boxes[d->n++];
	box->tag = arena_strndup(d->arena, w->s + start, tag);
	box->page = w->index;
	box->box.row = w->row;
	box->box.column = utf8_width(w->s, start);
	box->box.width = (int)(end - start);
	box->line = w->r->line;
	box->column = box->box.column;
	return true;
}

/* "[e      ]": the tag and the blanks after it are the room. */
static bool
read_box(struct row_reader *w)
{
	size_t start = w->at + 1;
	size_t end = start;
	size_t tag;

	while (end < w->n && is_tag_char(w->s[end]))
		end++;
	tag = end - start;
	if (tag == 0)
		return row_fail(w, start,
			_("después de «[» se espera la "
			  "etiqueta de un campo: letras o cifras."));
	while (end < w->n && w->s[end] == ' ')
		end++;
	if (end >= w->n)
		return row_fail(
			w, w->at, _("falta el «]» que cierra este casillero."));
	if (w->s[end] != ']')
		return row_fail(w, end,
			_("dentro de un casillero solo van "
			  "su etiqueta y blancos, hasta «]»."));
	w->at = end + 1;
	return add_box(w, start, tag, end);
}

/* A run of text up to a box or two blanks. */
static bool
read_label(struct row_reader *w)
{
	struct page *page = w->page;
	size_t end = w->at;
	size_t start = w->at;
	struct label *label;

	while (end < w->n && w->s[end] != '[' &&
		!(w->s[end] == ' ' && end + 1 < w->n && w->s[end + 1] == ' '))
		end++;
	w->at = end;
	while (end > start && w->s[end - 1] == ' ')
		end--;
	for (size_t i = start; i < end; i++)
		if (w->s[i] == ']')
			return row_fail(w, i, _("este «]» no cierra nada."));
	if (page->n_labels >= FORM_ITEMS)
		return row_fail(w, start, _("hay demasiados rótulos."));
	page->labels = reader_room(w->r->arena, page->labels, page->n_labels,
		sizeof *page->labels);
	label = &page->labels[page->n_labels++];
	label->row = w->row;
	label->column = utf8_width(w->s, start);
	label->text = arena_strndup(w->r->arena, w->s + start, end - start);
	return true;
}

static bool
read_row(struct row_reader *w)
{
	const char *tab = memchr(w->s, '\t', w->n);

	if (tab)
		return row_fail(w, (size_t)(tab - w->s),
			_("en el dibujo no van tabuladores, solo blancos."));
	if (utf8_width(w->s, w->n) > FORM_COLUMNS)
		return row_fail(w, utf8_fit(w->s, w->n, FORM_COLUMNS),
			_("el dibujo pasa de las 80 columnas."));
	while (w->at < w->n) {
		if (w->s[w->at] == ' ')
			w->at++;
		else if (!(w->s[w->at] == '[' ? read_box(w) : read_label(w)))
			return false;
	}
	return true;
}

/* Bytes of the line at r->at without its end and trailing blanks. */
static size_t
line_length(const struct reader *r, size_t *next)
{
	const char *s = r->text + r->at;
	const char *nl = memchr(s, '\n', r->n - r->at);
	size_t n = nl ? (size_t)(nl - s) : r->n - r->at;

	*next = r->at + n + (nl ? 1 : 0);
	while (n > 0 && strchr(" \t\r", s[n - 1]))
		n--;
	return n;
}

static bool
is_closing(const char *s, size_t n)
{
	while (n > 0 && (*s == ' ' || *s == '\t')) {
		s++;
		n--;
	}
	return n == 1 && *s == '}';
}

static void
next_line(struct reader *r, size_t next)
{
	r->at = next;
	r->line_start = next;
	r->line++;
}

bool
drawing_read(
	struct reader *r, struct page *page, int index, struct drawing *drawing)
{
	int opened = r->token.line;
	size_t next;

	if (line_length(r, &next) != 0)
		return reader_fail(r, r->line, r->token.column + 1,
			_("después de «{» no va nada más en la línea."));
	for (;;) {
		struct row_reader w = { .r = r,
			.row = page->rows,
			.page = page,
			.index = index,
			.drawing = drawing };

		if (next >= r->n)
			return reader_fail(r, opened, 1,
				_("falta el «}» que "
				  "cierra el dibujo que empieza aquí."));
		next_line(r, next);
		w.s = r->text + r->at;
		w.n = line_length(r, &next);
		if (is_closing(w.s, w.n))
			break;
		if (page->rows >= FORM_ROWS)
			return reader_fail(r, r->line, 1,
				_("la página pasa de %d filas."), FORM_ROWS);
		if (!read_row(&w))
			return false;
		page->rows++;
	}
	r->at += line_length(r, &next);
	return reader_next(r);
}
