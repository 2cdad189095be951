/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet to be filled in, and the hidden one that says for whom. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/xlsx/book.h"

enum {
	TINT = 0xe8eef4,
	STAMP_COLUMNS = 3, /* of the hidden sheet, before the choices */
	FIRST_YEAR = 1901,
	LAST_YEAR = 2199,
	HELP_MOST = 250,     /* characters that a program shows of it */
	HEADING_HEIGHT = 30, /* points */
	FORMULA_ROOM = 64,
	NUMBER_MOST = 1000000000, /* thousands of millions, each way */
};

/* What is above, and what below, any number that somebody enters. */
#define NUMBER_LIMIT (1e6 * NUMBER_MOST)

struct filling {
	struct book *b;
	const struct template *t;
	lxw_worksheet *sheet;
	lxw_row_t heading;
	lxw_format **formats; /* of the columns */
	lxw_format **held;    /* the same in a row that is there */
};

/* ---- columns */

static lxw_format *
column_format(struct book *b, const struct template_column *c, bool open)
{
	lxw_format *f = book_new_cell(b, false);

	if (open)
		format_set_unlocked(f);
	else
		format_set_bg_color(f, TINT);
	if (c->kind == CELL_DATE)
		format_set_num_format(f, "dd/mm/yyyy");
	else if (c->kind == CELL_TEXT)
		format_set_num_format(f, "@");
	if (c->kind == CELL_TEXT)
		format_set_text_wrap(f);
	return f;
}

/* Of a range that is open at its end, cells have no format but the column's. */
static void
set_columns(struct filling *f)
{
	const struct template *t = f->t;

	f->formats =
		arena_array(f->b->arena, t->n_columns + 1, sizeof *f->formats);
	f->held = arena_array(f->b->arena, t->n_columns + 1, sizeof *f->held);
	for (size_t i = 0; i < t->n_columns; i++) {
		const struct template_column *c = &t->columns[i];
		lxw_col_t col = (lxw_col_t)i;
		int title = utf8_cells(c->title) / 2 + 4;

		f->formats[i] = column_format(f->b, c, c->open);
		f->held[i] =
			c->held ? column_format(f->b, c, false) : f->formats[i];
		book_check(f->b, worksheet_set_column(f->sheet, col, col,
					 c->width < title ? title : c->width,
					 t->grows ? f->formats[i] : NULL));
	}
}

static void
put_headings(struct filling *f)
{
	book_check(f->b, worksheet_set_row(f->sheet, f->heading, HEADING_HEIGHT,
				 f->b->heading));
	for (size_t i = 0; i < f->t->n_columns; i++)
		book_text(f->b, f->sheet, f->heading, (lxw_col_t)i,
			f->t->columns[i].title, f->b->heading);
}

/* ---- what a cell takes */

/* So many characters are shown; a longer text is refused whole. */
static char *
short_text(struct book *b, const char *text)
{
	return text ? arena_strndup(b->arena, text,
			      utf8_fit_words(text, strlen(text), HELP_MOST))
		    : NULL;
}

static const char *
wrong_text(const struct template_column *c)
{
	switch (c->takes) {
	case TEMPLATE_CHOICE:
		return _("Elija una de las opciones de la lista.");
	case TEMPLATE_NUMBER:
		return _("Escriba un número.");
	case TEMPLATE_INTEGER:
		return _("Escriba un número entero.");
	case TEMPLATE_DAY:
		return _("Escriba una fecha, como 15/08/2019.");
	default:
		return NULL;
	}
}

static void
take_list(struct filling *f, size_t at, lxw_data_validation *v)
{
	const struct template_column *c = &f->t->columns[at];
	char cells[FORMULA_ROOM];

	lxw_rowcol_to_range_abs(cells, 0, (lxw_col_t)(STAMP_COLUMNS + at),
		(lxw_row_t)(c->n_choices - 1), (lxw_col_t)(STAMP_COLUMNS + at));
	v->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
	v->value_formula =
		arena_printf(f->b->arena, "=%s!%s", STAMP_SHEET, cells);
}

static void
take_rule(struct filling *f, size_t at, lxw_data_validation *v)
{
	const struct template_column *c = &f->t->columns[at];

	v->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
	switch (c->takes) {
	case TEMPLATE_CHOICE:
		take_list(f, at, v);
		break;
	case TEMPLATE_NUMBER:
	case TEMPLATE_INTEGER:
		v->validate = c->takes == TEMPLATE_NUMBER
				      ? LXW_VALIDATION_TYPE_DECIMAL
				      : LXW_VALIDATION_TYPE_INTEGER;
		v->minimum_number =
			c->low ? strtod(c->low, NULL) : -NUMBER_LIMIT;
		v->maximum_number =
			c->high ? strtod(c->high, NULL) : NUMBER_LIMIT;
		break;
	case TEMPLATE_DAY:
		v->validate = LXW_VALIDATION_TYPE_DATE;
		v->minimum_datetime =
			(lxw_datetime){ FIRST_YEAR, 1, 1, 0, 0, 0 };
		v->maximum_datetime =
			(lxw_datetime){ LAST_YEAR, 12, 31, 0, 0, 0 };
		break;
	default:
		v->validate = LXW_VALIDATION_TYPE_ANY;
	}
}

static void
put_rules(struct filling *f)
{
	const struct template *t = f->t;
	lxw_row_t last =
		t->grows ? LXW_ROW_MAX - 1 : f->heading + (lxw_row_t)t->n_rows;

	for (size_t i = 0; i < t->n_columns; i++) {
		const struct template_column *c = &t->columns[i];
		lxw_data_validation v = {
			.ignore_blank = LXW_VALIDATION_ON,
			.show_input = LXW_VALIDATION_ON,
			.show_error = LXW_VALIDATION_ON,
			.input_message = short_text(f->b, c->help),
			.error_message = short_text(f->b, wrong_text(c)),
			.error_type =
				c->more ? LXW_VALIDATION_ERROR_TYPE_WARNING
					: LXW_VALIDATION_ERROR_TYPE_STOP,
		};

		if (!c->open || (c->takes == TEMPLATE_ANY && !c->help))
			continue;
		take_rule(f, i, &v);
		book_check(f->b, worksheet_data_validation_range(f->sheet,
					 f->heading + 1, (lxw_col_t)i, last,
					 (lxw_col_t)i, &v));
	}
}

/* ---- rows */

static void
put_cell(struct filling *f, lxw_row_t row, size_t i,
	const struct report_cell *cell)
{
	const struct template_column *c = &f->t->columns[i];
	lxw_col_t col = (lxw_col_t)i;
	lxw_datetime day;
	double number;

	if (c->kind == CELL_NUMBER && book_number(cell->shown, &number))
		book_check(f->b, worksheet_write_number(f->sheet, row, col,
					 number, f->held[i]));
	else if (c->kind == CELL_DATE && book_day(cell->exact, &day))
		book_check(f->b, worksheet_write_datetime(
					 f->sheet, row, col, &day, f->held[i]));
	else
		book_text(f->b, f->sheet, row, col, cell->shown, f->held[i]);
}

static void
put_rows(struct filling *f)
{
	for (size_t r = 0; r < f->t->n_rows; r++)
		for (size_t i = 0; i < f->t->n_columns; i++)
			put_cell(f, f->heading + 1 + (lxw_row_t)r, i,
				&f->t->rows[r].cells[i]);
}

static void
put_top(struct filling *f)
{
	struct book *b = f->b;
	const struct report *r = b->report;

	book_text(b, f->sheet, f->heading++, 0, r->title, b->section);
	for (size_t i = 0; i < f->t->n_notes; i++)
		book_text(
			b, f->sheet, f->heading++, 0, f->t->notes[i], b->label);
	if (r->is_test)
		book_text(b, f->sheet, f->heading++, 0,
			_("PRUEBA - datos de práctica"), b->mark);
}

static void
fill_sheet(struct filling *f)
{
	lxw_protection loose = { .format_columns = 1, .format_rows = 1 };

	set_columns(f);
	put_top(f);
	put_headings(f);
	put_rows(f);
	put_rules(f);
	worksheet_freeze_panes(f->sheet, f->heading + 1, 0);
	book_check(
		f->b, worksheet_repeat_rows(f->sheet, f->heading, f->heading));
	worksheet_protect(f->sheet, NULL, &loose);
}

/* ---- the hidden sheet */

static size_t
stamp_height(const struct template *t)
{
	size_t most = t->n_stamp + 1;

	for (size_t i = 0; i < t->n_columns; i++)
		if (t->columns[i].n_choices > most)
			most = t->columns[i].n_choices;
	return most;
}

/* By rows: what was written of one is out of memory. */
static void
put_stamp(struct book *b, const struct template *t, lxw_worksheet *sheet)
{
	for (size_t r = 0; r < stamp_height(t); r++) {
		lxw_row_t row = (lxw_row_t)r;

		if (r == 0)
			book_text(b, sheet, row, 0, STAMP_MARK, NULL);
		for (size_t i = 0; r > 0 && r <= t->n_stamp && i < 2; i++)
			book_text(b, sheet, row, (lxw_col_t)i,
				t->stamp_rows[r - 1][i], NULL);
		for (size_t i = 0; i < t->n_columns; i++)
			if (r < t->columns[i].n_choices)
				book_text(b, sheet, row,
					(lxw_col_t)(STAMP_COLUMNS + i),
					t->columns[i].choices[r], NULL);
	}
	worksheet_hide(sheet);
	worksheet_protect(sheet, NULL, NULL);
}

bool
template_sheets(struct book *b)
{
	struct filling f = { .b = b, .t = b->template };

	f.sheet = book_sheet(b, b->template->sheet);
	fill_sheet(&f);
	put_stamp(b, b->template, book_sheet(b, STAMP_SHEET));
	return true;
}
