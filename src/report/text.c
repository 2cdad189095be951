/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/text.h"

#include <string.h>

#include "base/i18n.h"
#include "base/light.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/stamp.h"
#include "report/writer.h"

enum {
	WORD = 6, /* cells that a column of words keeps */
	FACT_TITLE = 34,
	FACT_VALUE = FACT_TITLE + 4, /* column where the value begins */
	LIGHT_WIDTH = 8,	     /* cells of sign and word */
	SIGN_LINE = 40,		     /* to sign on */
	FIGURE = 40, /* bytes of the longest number, with its signs */
};

void
text_repeat(struct buf *out, const char *sign, int n)
{
	for (int i = 0; i < n; i++)
		buf_puts(out, sign);
}

size_t
text_before_number(const char *text, size_t at)
{
	while (at > 0 && text[at] && strchr(TEXT_NUMBER, text[at]) &&
		strchr(TEXT_NUMBER, text[at - 1]))
		at--;
	return at;
}

static void
rule(struct buf *out, const char *sign)
{
	text_repeat(out, sign, TEXT_WIDTH);
	buf_putc(out, '\n');
}

/* Where a word too long is cut: not in a number that would fit. */
static size_t
cut_of(const char *text, size_t n, size_t fit)
{
	size_t at = text_before_number(text, fit);

	if (at > 0)
		return at;
	return fit > 0 ? fit : utf8_next(text, n, 0);
}

/*
 * Bytes of the next line of text not wider than width: up to the last blank
 * that fits, a word too long is cut. *skip is what to leave out behind it.
 */
static size_t
line_of(const char *text, int width, size_t *skip)
{
	size_t n = strcspn(text, "\n");
	size_t fit = utf8_fit(text, n, width);
	size_t at = fit;

	*skip = 0;
	if (fit == n) {
		*skip = text[n] == '\n';
		return n;
	}
	while (at > 0 && text[at] != ' ')
		at--;
	if (at == 0)
		return cut_of(text, n, fit);
	while (text[at + *skip] == ' ')
		(*skip)++;
	while (at > 0 && text[at - 1] == ' ') {
		at--;
		(*skip)++;
	}
	return at;
}

void
text_paragraph(struct buf *out, const char *text, int indent)
{
	while (*text) {
		size_t skip;
		size_t n = line_of(text, TEXT_WIDTH - indent, &skip);

		text_repeat(out, " ", indent);
		buf_add(out, text, n);
		buf_putc(out, '\n');
		text += n + skip;
	}
}

static void
centred(struct buf *out, const char *text)
{
	int width = utf8_cells(text);

	if (width >= TEXT_WIDTH) {
		text_paragraph(out, text, 0);
		return;
	}
	text_repeat(out, " ", (TEXT_WIDTH - width) / 2);
	buf_puts(out, text);
	buf_putc(out, '\n');
}

/* ---- tables */

static bool
is_right(enum cell_kind kind)
{
	return kind == CELL_NUMBER || kind == CELL_PERCENT;
}

static const char *
cell_text(const struct report_column *column, const struct report_cell *cell,
	bool ascii)
{
	static const char line[] = "________________________________________"
				   "________________________________________";

	if (column->kind == CELL_SIGN)
		return line + sizeof line - 1 -
		       (column->width < (int)sizeof line ? column->width : 0);
	if (column->kind == CELL_LIGHT && cell_is_unlit(cell))
		return "";
	if (column->kind == CELL_LIGHT)
		return band_sign(cell->exact ? cell->exact : cell->shown, ascii,
			column->width < LIGHT_WIDTH);
	return cell->shown ? cell->shown : "";
}

/* The text being written. */
struct writing {
	const struct report *report;
	bool ascii;
	struct text_map *map; /* NULL: nobody asks */
	struct buf *out;
	const struct report_block *block; /* the one being written */
};

/* A table being written: as its columns came out, and a row's texts. */
struct table {
	const struct report_block *block;
	bool ascii;
	int *widths; /* 0: not shown */
	const char **texts;
};

/* Cells of what may not be broken: a whole figure, the longest word. */
static int
least_width(enum cell_kind kind, const char *text)
{
	int most = 0;

	if (is_right(kind))
		return utf8_cells(text);
	while (*text) {
		size_t n = strcspn(text, " \n");
		int width = utf8_width(text, n);

		most = width > most ? width : most;
		text += n + (text[n] != '\0');
	}
	return most;
}

/* Columns too narrow take cells from the one that has most to spare. */
static void
share_widths(struct table *t, const int *least)
{
	size_t n = t->block->n_columns;

	for (size_t i = 0; i < n; i++) {
		while (t->widths[i] > 0 && t->widths[i] < least[i]) {
			size_t richest = 0;

			for (size_t k = 1; k < n; k++) {
				if (t->widths[k] - least[k] >
					t->widths[richest] - least[richest])
					richest = k;
			}
			if (t->widths[richest] - least[richest] <= 0)
				return;
			t->widths[richest]--;
			t->widths[i]++;
		}
	}
}

/* Cells of the longest number in a text. */
static int
digits_width(const char *text)
{
	int most = 0;

	while (*(text += strcspn(text, TEXT_NUMBER))) {
		int n = (int)strspn(text, TEXT_NUMBER);

		if (n > most && n <= FIGURE)
			most = n;
		text += n;
	}
	return most;
}

/* Of each column that is shown the cells that it asks for, and those that it
 * must have. */
static void
ask_widths(const struct table *t, int *least, int *digits)
{
	const struct report_block *b = t->block;

	for (size_t i = 0; i < b->n_columns; i++) {
		const struct report_column *c = &b->columns[i];

		least[i] = least_width(CELL_TEXT, c->title);
		for (size_t r = 0; c->width > 0 && r < b->n_rows; r++) {
			const char *text =
				cell_text(c, &b->rows[r].cells[i], t->ascii);
			int width = least_width(c->kind, text);

			least[i] = width > least[i] ? width : least[i];
			width = is_right(c->kind) ? width : digits_width(text);
			digits[i] = width > digits[i] ? width : digits[i];
		}
	}
}

static void
take_widths(struct table *t, struct arena *arena)
{
	const struct report_block *b = t->block;
	int *least = arena_array(arena, b->n_columns + 1, sizeof *least);
	int *digits = arena_array(arena, b->n_columns + 1, sizeof *digits);

	t->widths = arena_array(arena, b->n_columns + 1, sizeof *t->widths);
	t->texts = arena_array(arena, b->n_columns + 1, sizeof *t->texts);
	for (size_t i = 0; i < b->n_columns; i++)
		t->widths[i] = b->columns[i].width;
	ask_widths(t, least, digits);
	share_widths(t, least);
	/* a whole figure goes before a whole word */
	for (size_t i = 0; i < b->n_columns; i++) {
		if (!is_right(b->columns[i].kind) && least[i] > WORD)
			least[i] = digits[i] > WORD ? digits[i] : WORD;
	}
	share_widths(t, least);
	/* and before the width of the page */
	for (size_t i = 0; i < b->n_columns; i++) {
		if (t->widths[i] > 0 && t->widths[i] < digits[i])
			t->widths[i] = digits[i];
	}
}

bool
text_is_wide(const struct report_block *block)
{
	struct arena *arena = arena_new();
	struct table t = { .block = block };
	int width = -1;

	take_widths(&t, arena);
	for (size_t i = 0; i < block->n_columns; i++)
		width += t.widths[i] + (t.widths[i] > 0);
	arena_free(arena);
	return width > TEXT_WIDTH;
}

/* Puts n bytes of the text of column i. */
static void
put_cell(const struct table *t, size_t i, size_t n, struct buf *out)
{
	bool right = is_right(t->block->columns[i].kind);
	int room = t->widths[i] - utf8_width(t->texts[i], n);

	text_repeat(out, " ", right ? room : 0);
	buf_add(out, t->texts[i], n);
	text_repeat(out, " ", right ? 0 : room);
}

/* The lines of one row: texts are moved on as they are written. */
static void
put_row(struct table *t, struct buf *out)
{
	bool more = true;

	while (more) {
		size_t start = out->len;

		more = false;
		for (size_t i = 0; i < t->block->n_columns; i++) {
			size_t skip;
			size_t n;

			if (t->widths[i] == 0)
				continue;
			if (out->len > start)
				buf_putc(out, ' ');
			n = line_of(t->texts[i], t->widths[i], &skip);
			put_cell(t, i, n, out);
			t->texts[i] += n + skip;
			more = more || *t->texts[i];
		}
		while (out->len > start && out->data[out->len - 1] == ' ')
			out->len--;
		buf_putc(out, '\n');
	}
}

static void
put_rule_of(const struct table *t, struct buf *out)
{
	bool first = true;

	for (size_t i = 0; i < t->block->n_columns; i++) {
		if (t->widths[i] == 0)
			continue;
		buf_puts(out, first ? "" : " ");
		text_repeat(out, "-", t->widths[i]);
		first = false;
	}
	buf_putc(out, '\n');
}

static void
put_headings(struct table *t, struct buf *out)
{
	for (size_t i = 0; i < t->block->n_columns; i++)
		t->texts[i] = t->block->columns[i].title;
	put_row(t, out);
	put_rule_of(t, out);
}

/* Row -1: what of the block is no row. */
static void
mark(const struct writing *w, int row)
{
	text_map_mark(w->map, w->out, (int)(w->block - w->report->blocks), row);
}

/* Room above each line to sign on. */
static bool
has_signs(const struct report_block *block)
{
	for (size_t i = 0; i < block->n_columns; i++)
		if (block->columns[i].kind == CELL_SIGN)
			return true;
	return false;
}

static void
put_rows(const struct writing *w)
{
	const struct report_block *block = w->block;
	struct buf *out = w->out;
	struct arena *arena = arena_new();
	struct table t = { .block = block, .ascii = w->ascii };
	const char *group = NULL;
	bool signed_here = has_signs(block);

	take_widths(&t, arena);
	put_headings(&t, out);
	for (size_t r = 0; r < block->n_rows && step_next(w->report->step);
		r++) {
		const struct report_row *row = &block->rows[r];

		if (!str_eq(row->group, group)) {
			mark(w, -1);
			buf_puts(out, r > 0 ? "\n" : "");
			if (row->group)
				text_paragraph(out, row->group, 0);
			group = row->group;
		}
		if (row->total && r > 0)
			put_rule_of(&t, out);
		for (size_t i = 0; i < block->n_columns; i++)
			t.texts[i] = cell_text(
				&block->columns[i], &row->cells[i], w->ascii);
		mark(w, (int)r);
		buf_puts(out, signed_here ? "\n" : "");
		put_row(&t, out);
	}
	mark(w, -1);
	arena_free(arena);
}

static void
put_table(const struct writing *w)
{
	const struct report_block *block = w->block;
	struct buf *out = w->out;
	struct buf title = { 0 };

	if (block->n_columns == 0)
		return;
	buf_printf(&title, _("Tabla %d. %s"), block->table, block->table_title);
	buf_putc(out, '\n');
	text_paragraph(out, buf_text(&title), 0);
	buf_putc(out, '\n');
	buf_free(&title);
	put_rows(w);
}

/* ---- facts and blocks */

/* "Promedio del plan ..... 78.41 %"; a long value goes on under itself. */
static void
put_fact(const struct report_fact *fact, bool ascii, struct buf *out)
{
	int width = utf8_cells(fact->title);
	const char *shown = fact->cell.shown;
	const char *unit =
		fact->kind == CELL_PERCENT && fact->cell.exact ? " %" : "";

	if (fact->kind == CELL_LIGHT)
		shown = band_sign(fact->cell.exact, ascii, false);
	if (str_is_blank(shown))
		return;
	buf_printf(out, "  %s ", fact->title);
	text_repeat(out, ".", FACT_TITLE - width);
	buf_putc(out, ' ');
	for (bool first = true; *shown; first = false) {
		size_t skip;
		size_t n = line_of(shown, TEXT_WIDTH - FACT_VALUE, &skip);

		text_repeat(out, " ", first ? 0 : FACT_VALUE);
		buf_add(out, shown, n);
		shown += n + skip;
		buf_printf(out, "%s\n", *shown ? "" : unit);
	}
}

/* A card's cells as facts; long texts below their title. */
static void
put_card_cell(const struct report_column *column,
	const struct report_cell *cell, bool ascii, struct buf *out)
{
	const struct report_fact fact = {
		.title = column->title, .kind = column->kind, .cell = *cell
	};
	const char *shown = cell->shown ? cell->shown : "";

	if (utf8_cells(shown) <= TEXT_WIDTH - FACT_VALUE &&
		!strchr(shown, '\n')) {
		put_fact(&fact, ascii, out);
		return;
	}
	text_paragraph(out, column->title, 2);
	text_paragraph(out, shown, 4);
}

static void
put_cards(const struct writing *w)
{
	const struct report_block *block = w->block;
	struct buf *out = w->out;
	const char *group = NULL;

	for (size_t r = 0; r < block->n_rows && step_next(w->report->step);
		r++) {
		const struct report_row *row = &block->rows[r];

		mark(w, (int)r);
		if (row->group && !str_eq(row->group, group)) {
			buf_putc(out, '\n');
			text_paragraph(out, row->group, 0);
			group = row->group;
		}
		for (size_t i = 0; i < block->n_columns; i++)
			put_card_cell(&block->columns[i], &row->cells[i],
				w->ascii, out);
	}
	mark(w, -1);
}

/* An item of a chart is a row that is no sum; behind the last one is none. */
static void
mark_item(const void *arg, size_t item)
{
	const struct writing *w = arg;
	const struct report_block *block = w->block;
	size_t r = item < block->chart->n ? 0 : block->n_rows;

	if (!w->map)
		return;
	while (r < block->n_rows && (block->rows[r].total || item > 0)) {
		item -= !block->rows[r].total;
		r++;
	}
	mark(w, r < block->n_rows ? (int)r : -1);
}

static void
put_block(const struct writing *w)
{
	const struct report_block *block = w->block;
	struct buf *out = w->out;

	buf_putc(out, '\n');
	mark(w, -1);
	text_paragraph(out, block->title, 0);
	rule(out, "-");
	for (size_t i = 0; i < block->n_texts; i++)
		text_paragraph(out, block->texts[i], 0);
	for (size_t i = 0; i < block->n_facts; i++)
		put_fact(&block->facts[i], w->ascii, out);
	if (block->chart)
		text_chart(block->chart, w->ascii, out, mark_item, w);
	if (block->n_rows == 0 && block->empty) {
		buf_putc(out, '\n');
		text_paragraph(out, block->empty, 0);
	} else if (block->n_rows > 0 && block->cards) {
		put_cards(w);
	} else if (block->n_rows > 0) {
		put_table(w);
	}
}

/* ---- the whole */

static void
put_signers(const struct report_cover *cover, struct buf *out)
{
	for (size_t i = 0; i < cover->n_signers; i++) {
		const struct report_signer *s = &cover->signers[i];

		buf_puts(out, "\n\n\n");
		text_repeat(out, " ", (TEXT_WIDTH - SIGN_LINE) / 2);
		text_repeat(out, "_", SIGN_LINE);
		buf_putc(out, '\n');
		centred(out, s->name ? s->name : _("Firma y sello"));
		centred(out, s->post);
	}
}

static void
put_blocks(struct writing *w, bool annex)
{
	const struct report *report = w->report;

	for (size_t i = 0; i < report->n_blocks; i++) {
		w->block = &report->blocks[i];
		if (w->block->annex == annex)
			put_block(w);
	}
	text_map_mark(w->map, w->out, -1, -1);
}

static void
put_cover(const struct report_cover *cover, struct buf *out)
{
	struct buf line = { 0 };

	if (cover->number) {
		buf_printf(&line, "%s%s", report_number_sign(cover->number),
			cover->number);
		centred(out, buf_text(&line));
	}
	buf_reset(&line);
	if (cover->version) {
		buf_printf(&line, _("Versión %s"), cover->version);
		centred(out, buf_text(&line));
	}
	buf_free(&line);
	if (cover->year_name)
		centred(out, cover->year_name);
}

static void
put_place(const struct report_cover *cover, struct buf *out)
{
	if (!cover->place && !cover->date)
		return;
	buf_printf(out, "\n%s%s%s\n", cover->place ? cover->place : "",
		cover->place && cover->date ? ", " : "",
		cover->date ? cover->date : "");
}

static void
put_mark(const struct report *report, struct buf *out)
{
	struct buf mark = { 0 };

	if (report->is_test)
		centred(out, _("*** PRUEBA - datos de práctica ***"));
	if (report->mark) {
		buf_printf(&mark, "*** %s ***", report->mark);
		centred(out, buf_text(&mark));
	}
	buf_free(&mark);
}

static void
put_report(struct writing *w)
{
	const struct report *report = w->report;
	struct buf *out = w->out;

	put_mark(report, out);
	centred(out, report->title);
	for (size_t i = 0; i < report->n_tops; i++)
		centred(out, report->tops[i]);
	put_cover(&report->cover, out);
	rule(out, "=");
	put_blocks(w, false);
	put_place(&report->cover, out);
	put_signers(&report->cover, out);
	put_blocks(w, true);
	buf_putc(out, '\n');
	rule(out, "=");
	for (size_t i = 0; i < report->n_feet; i++)
		text_paragraph(out, report->feet[i], 0);
	put_mark(report, out);
}

/* Of signs and other alphabets a question mark remains. */
static char
ascii_of(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		char c;
	} signs[] = {
		{ 0x00ab, '"' },
		{ 0x00bb, '"' },
		{ 0x201c, '"' },
		{ 0x201d, '"' },
		{ 0x2013, '-' },
		{ 0x2014, '-' },
		{ 0x2026, '.' },
		{ 0x00b7, '-' },
		{ 0x2265, '>' },
	};

	if (cp < 0x80)
		return (char)cp;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (signs[i].cp == cp)
			return signs[i].c;
	}
	return utf8_ascii(cp);
}

/* Signs are one cell each and newlines stay: the lines are the same. */
static void
write_text(const struct report *report, bool ascii, struct text_map *map,
	struct buf *out)
{
	struct writing w = { report, ascii, map, out, NULL };
	struct buf text = { 0 };
	size_t at = 0;

	if (!ascii) {
		put_report(&w);
		return;
	}
	w.out = &text;
	put_report(&w);
	while (at < text.len) {
		uint32_t cp;
		size_t n = utf8_decode(text.data + at, text.len - at, &cp);

		/* as many cells as the sign had: an accent that stands alone
		 * has none */
		for (int left = cp < 0x80 ? 1 : utf8_width_of(cp); left > 0;
			left--)
			buf_putc(out, ascii_of(cp));
		at += n;
	}
	buf_free(&text);
}

bool
text_write(const struct report *report, struct buf *out, struct err *err)
{
	(void)err;
	write_text(report, false, NULL, out);
	return true;
}

bool
ascii_write(const struct report *report, struct buf *out, struct err *err)
{
	(void)err;
	write_text(report, true, NULL, out);
	return true;
}

bool
text_write_map(const struct report *report, bool ascii, struct buf *out,
	struct text_map *map, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < report->n_blocks; i++)
		n += report->blocks[i].n_rows;
	step_begin(report->step, N_("fila"), n);
	i18n_source(!report->is_read);
	write_text(report, ascii, map, out);
	i18n_source(false);
	return step_check(report->step, err);
}
