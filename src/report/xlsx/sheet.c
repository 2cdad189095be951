/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of words and of rows. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/stamp.h"
#include "report/xlsx/book.h"

enum {
	HEADING_ROW = 3, /* above: title, note, a blank line */
	NARROWEST = 9,
	WIDEST = 60,
	GROUP_WIDTH = 34,
	DATA_WIDTH = 14,  /* of a column without a place on paper */
	LINE_HEIGHT = 13, /* points */
	HIGHEST = 409,	  /* that a row can be */
	MOST_LINES = 30,
	SIGN_LINES = 3,
	TITLE_HEIGHT = 24,
	LABEL_WIDTH = 44,
	VALUE_WIDTH = 44,
	DATA_WIDEST = 40,
};

_Static_assert(HEADING_ROW + 1 + REPORT_SHEET_ROWS == LXW_ROW_MAX,
	"rows that a list may have");

/* Lines that a text takes in a column. */
static int
line_count(const char *text, double width)
{
	int room = (int)width;
	int lines = 0;

	/* no character is wider than its bytes */
	if (!text || (strlen(text) <= (size_t)room && !strchr(text, '\n')))
		return 1;
	while (*text) {
		size_t n = strcspn(text, "\n");
		int cells = utf8_width(text, n);

		lines += cells > room ? (cells + room - 1) / room : 1;
		text += n + (text[n] != '\0');
	}
	return lines;
}

/* ---- the first sheet */

static void
put_line(struct book *b, lxw_worksheet *sheet, lxw_row_t *row, const char *text,
	lxw_format *format)
{
	if (!str_is_blank(text))
		book_text(b, sheet, (*row)++, 0, text, format);
}

/* A paragraph over both columns, as high as it asks for. */
static void
put_paragraph(
	struct book *b, lxw_worksheet *sheet, lxw_row_t *row, const char *text)
{
	int lines = line_count(text, LABEL_WIDTH + VALUE_WIDTH - 2);

	if (str_is_blank(text))
		return;
	lines = lines < MOST_LINES ? lines : MOST_LINES;
	worksheet_set_row(sheet, *row, LINE_HEIGHT * lines + 3, NULL);
	worksheet_merge_range(sheet, *row, 0, *row, 1, "", b->note);
	book_text(b, sheet, (*row)++, 0, text, b->note);
}

static void
put_cover(struct book *b, lxw_worksheet *sheet, lxw_row_t *row)
{
	const struct report *r = b->report;
	const struct report_cover *c = &r->cover;

	if (r->is_test)
		put_line(b, sheet, row, _("PRUEBA - datos de práctica"),
			b->mark);
	put_line(b, sheet, row, r->mark, b->mark);
	worksheet_set_row(sheet, *row, TITLE_HEIGHT, NULL);
	put_line(b, sheet, row, r->title, b->title);
	for (size_t i = 0; i < r->n_tops; i++)
		put_paragraph(b, sheet, row, r->tops[i]);
	if (c->number)
		put_line(b, sheet, row,
			arena_printf(b->arena, "%s%s",
				report_number_sign(c->number), c->number),
			b->label);
	if (c->version)
		put_line(b, sheet, row,
			arena_printf(b->arena, _("Versión %s"), c->version),
			b->label);
	put_line(b, sheet, row, c->date, b->label);
	put_line(b, sheet, row, c->year_name, b->label);
}

static void
put_block(struct book *b, lxw_worksheet *sheet, lxw_row_t *row,
	const struct report_block *block)
{
	if (block->n_texts == 0 && block->n_facts == 0 && block->n_rows > 0)
		return;
	(*row)++;
	put_line(b, sheet, row, block->title, b->section);
	for (size_t i = 0; i < block->n_texts; i++)
		put_paragraph(b, sheet, row, block->texts[i]);
	for (size_t i = 0; i < block->n_facts; i++) {
		const struct report_fact *f = &block->facts[i];
		int lines;

		if (!f->cell.shown && f->kind != CELL_LIGHT)
			continue;
		lines = line_count(f->cell.shown, VALUE_WIDTH);
		if (lines > 1)
			worksheet_set_row(sheet, *row,
				LINE_HEIGHT * (lines < MOST_LINES
							      ? lines
							      : MOST_LINES) +
					3,
				NULL);
		book_text(b, sheet, *row, 0, f->title, b->label);
		book_cell(b, sheet, *row, 1, f->kind, &f->cell, false,
			f->kind == CELL_PERCENT && f->cell.exact);
		(*row)++;
	}
	if (block->n_rows == 0 && !block->source && block->n_columns > 0)
		put_paragraph(b, sheet, row, block->empty);
}

void
summary_sheet(struct book *b, lxw_worksheet *sheet)
{
	lxw_row_t row = 0;

	worksheet_set_column(sheet, 0, 0, LABEL_WIDTH, NULL);
	worksheet_set_column(sheet, 1, 1, VALUE_WIDTH, NULL);
	put_cover(b, sheet, &row);
	for (size_t i = 0; i < b->report->n_blocks; i++)
		put_block(b, sheet, &row, &b->report->blocks[i]);
	row++;
	for (size_t i = 0; i < b->report->n_feet; i++)
		put_paragraph(b, sheet, &row, b->report->feet[i]);
}

/* ---- a table */

struct table {
	struct book *b;
	lxw_worksheet *sheet;
	const struct report_block *block;
	lxw_row_t heading;
	lxw_col_t first; /* of the block's columns: behind the group's */
	lxw_row_t last;	 /* that was written */
	double *widths;	 /* of the columns */
};

static bool
has_groups(const struct report_block *block)
{
	for (size_t i = 0; i < block->n_rows; i++) {
		if (block->rows[i].group)
			return true;
	}
	return false;
}

/* What has no place on paper is as wide as its texts, up to a limit. */
static int
data_width(const struct report_block *block, size_t i)
{
	int most = DATA_WIDTH;

	for (size_t r = 0; r < block->n_rows && most < DATA_WIDEST; r++) {
		const char *text = block->rows[r].cells[i].shown;
		int width = text ? utf8_cells(text) + 1 : 0;

		most = width > most ? width : most;
	}
	return most < DATA_WIDEST ? most : DATA_WIDEST;
}

/* What is no text wraps nowhere: too narrow, it shows as ####. */
static int
figure_width(const struct report_cell *cell)
{
	int width = cell->shown ? utf8_cells(cell->shown) + 2 : 0;

	return width < WIDEST ? width : WIDEST;
}

static double
column_width(const struct report_block *block, size_t i)
{
	const struct report_column *c = &block->columns[i];
	int title = utf8_cells(c->title);
	int width = c->width > 0 ? c->width + 3 : data_width(block, i);

	/* headings wrap at a word; the filter's button takes its room */
	if (width < title / 2 + 4)
		width = title / 2 + 4;
	if (c->kind == CELL_LIGHT && width < 14)
		width = 14;
	return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
}

static void
put_headings(struct table *t)
{
	worksheet_set_row(t->sheet, t->heading, 2 * LINE_HEIGHT + 4, NULL);
	if (t->first > 0)
		book_text(t->b, t->sheet, t->heading, 0, _("Grupo"),
			t->b->heading);
	for (size_t i = 0; i < t->block->n_columns; i++) {
		t->widths[i] = column_width(t->block, i);
		book_text(t->b, t->sheet, t->heading, (lxw_col_t)(t->first + i),
			t->block->columns[i].title, t->b->heading);
	}
}

/* A row whose texts wrap is as high as they ask for: not every program finds
 * that out when it opens a workbook. */
static void
set_height(const struct table *t, const struct report_row *row)
{
	int lines = line_count(row->group, GROUP_WIDTH);
	double height;

	for (size_t i = 0; i < t->block->n_columns; i++) {
		int n = line_count(row->cells[i].shown, t->widths[i]);

		if (t->block->columns[i].kind == CELL_SIGN)
			n = SIGN_LINES;
		lines = n > lines ? n : lines;
	}
	if (lines < 2)
		return;
	height = LINE_HEIGHT * lines + 3;
	worksheet_set_row(
		t->sheet, t->last, height > HIGHEST ? HIGHEST : height, NULL);
}

static void
make_room(struct table *t, const struct report_row *row)
{
	for (size_t i = 0; i < t->block->n_columns; i++) {
		int width = t->block->columns[i].kind == CELL_TEXT
				    ? 0
				    : figure_width(&row->cells[i]);

		if (t->widths[i] < width)
			t->widths[i] = width;
	}
}

static void
put_row(struct table *t, const struct report_row *row)
{
	t->last++;
	make_room(t, row);
	set_height(t, row);
	if (t->first > 0)
		book_text(t->b, t->sheet, t->last, 0, row->group,
			t->b->text[row->total]);
	for (size_t i = 0; i < t->block->n_columns; i++)
		book_cell(t->b, t->sheet, t->last, (lxw_col_t)(t->first + i),
			t->block->columns[i].kind, &row->cells[i], row->total,
			false);
	for (size_t i = 0; i < t->block->n_columns; i++)
		if (row->cells[i].note)
			book_note(t->b, t->sheet, t->last,
				(lxw_col_t)(t->first + i), &row->cells[i]);
}

static bool
put_rows(struct table *t)
{
	struct report_source *source = t->block->source;
	struct step *step = t->b->report->step;
	const struct report_row *row = NULL;

	for (size_t r = 0; r < t->block->n_rows && step_next(step); r++)
		put_row(t, &t->block->rows[r]);
	while (source && !step_stopped(step)) {
		if (!source->next(source, &row, t->b->err))
			return false;
		if (!row)
			break;
		put_row(t, row);
		step_next(step);
	}
	return true;
}

static const char *
table_title(struct book *b, const struct report_block *block)
{
	if (block->table == 0)
		return block->title;
	return arena_printf(
		b->arena, _("Tabla %d. %s"), block->table, block->table_title);
}

/* Widths stand before the rows in the file, and are put there last: figures
 * have made room for themselves. */
static void
put_widths(const struct table *t)
{
	if (t->first > 0)
		worksheet_set_column(t->sheet, 0, 0, GROUP_WIDTH, NULL);
	for (size_t i = 0; i < t->block->n_columns; i++) {
		lxw_col_t col = (lxw_col_t)(t->first + i);

		worksheet_set_column(t->sheet, col, col, t->widths[i], NULL);
	}
}

/* On paper the columns that have a place on it; of a table without any, all. */
static void
print_columns(const struct table *t)
{
	const struct report_block *block = t->block;
	double width = t->first > 0 ? GROUP_WIDTH : 0;
	size_t n = block->n_columns;

	while (n > 0 && block->columns[n - 1].width == 0)
		n--;
	n = n > 0 ? n : block->n_columns;
	for (size_t i = 0; i < n; i++)
		width += t->widths[i];
	book_print(t->sheet, t->last, (lxw_col_t)(t->first + n - 1), width);
}

static void
put_title(struct table *t)
{
	struct book *b = t->b;
	const struct report *r = b->report;

	book_text(t->b, t->sheet, 0, 0, table_title(b, t->block), b->section);
	book_text(t->b, t->sheet, 1, 0,
		arena_printf(b->arena, "%s%s%s%s", r->title,
			r->period_title ? " - " : "",
			r->period_title ? r->period_title : "",
			r->is_test ? _(" - PRUEBA, datos de práctica") : ""),
		r->is_test ? b->mark : b->label);
}

bool
table_sheet(struct book *b, const struct report_block *block)
{
	struct table t = { .b = b,
		.sheet = book_sheet(b,
			block->table_title ? block->table_title : block->title),
		.block = block,
		.first = has_groups(block) ? 1 : 0,
		.heading = b->report->is_rows ? 0 : HEADING_ROW,
		.widths = arena_array(
			b->arena, block->n_columns, sizeof *t.widths) };

	t.last = t.heading;
	if (!b->report->is_rows)
		put_title(&t);
	put_headings(&t);
	if (!put_rows(&t))
		return false;
	put_widths(&t);
	worksheet_freeze_panes(t.sheet, t.heading + 1, 0);
	worksheet_autofilter(t.sheet, t.heading, 0, t.last,
		(lxw_col_t)(t.first + block->n_columns - 1));
	worksheet_repeat_rows(t.sheet, t.heading, t.heading);
	print_columns(&t);
	return true;
}
