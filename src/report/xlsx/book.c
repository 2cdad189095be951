/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/xlsx/book.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/light.h"
#include "report/stamp.h"

enum {
	TEXT_MOST = 32760, /* characters in a cell, less a little */
	NAME_MOST = 31,	   /* characters of a sheet's name */
	NAVY = 0x173a5e,
	GREY = 0x5f6871,
	TINT = 0xe8eef4,
	ALARM = 0xa03c00,
	HAIR = 0xd3d8dd,
	FIGURE_ROOM = 64,
	LITTLE_WORD = 3,  /* bytes */
	PAGE_WIDTH = 149, /* characters across a sheet that lies */
	LEGIBLE = 60,	  /* percent of their size that can be read */
};

#define MARGIN 0.4 /* inches at the sides */

/* ---- formats */

static lxw_format *
new_format(struct book *b, double size, bool bold, unsigned rgb)
{
	lxw_format *f = workbook_add_format(b->workbook);

	format_set_font_name(f, "Calibri");
	format_set_font_size(f, size);
	format_set_font_color(f, rgb);
	if (bold)
		format_set_bold(f);
	return f;
}

lxw_format *
book_new_cell(struct book *b, bool total)
{
	lxw_format *f = new_format(b, 10, total, 0x1f252b);

	format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
	format_set_bottom(f, LXW_BORDER_THIN);
	format_set_bottom_color(f, HAIR);
	if (total) {
		format_set_top(f, LXW_BORDER_THIN);
		format_set_bg_color(f, TINT);
	}
	return f;
}

void
book_formats(struct book *b)
{
	b->title = new_format(b, 16, true, NAVY);
	b->section = new_format(b, 12, true, NAVY);
	b->mark = new_format(b, 10, true, ALARM);
	b->note = new_format(b, 10, false, GREY);
	format_set_text_wrap(b->note);
	format_set_align(b->note, LXW_ALIGN_VERTICAL_TOP);
	b->label = new_format(b, 10, false, GREY);
	format_set_align(b->label, LXW_ALIGN_VERTICAL_TOP);
	b->heading = new_format(b, 10, true, 0xffffff);
	format_set_bg_color(b->heading, NAVY);
	format_set_text_wrap(b->heading);
	format_set_align(b->heading, LXW_ALIGN_VERTICAL_CENTER);
	for (int total = 0; total < 2; total++) {
		b->text[total] = book_new_cell(b, total);
		format_set_text_wrap(b->text[total]);
		b->date[total] = book_new_cell(b, total);
		format_set_num_format(b->date[total], "dd/mm/yyyy");
	}
}

/* "#,##0.00" and its kin. */
static lxw_format *
number_format(
	struct book *b, bool total, bool apart, bool percent, int decimals)
{
	lxw_format **f = &b->number[total][apart][percent][decimals];
	char text[FIGURE_ROOM];

	if (*f)
		return *f;
	snprintf(text, sizeof text, "%s%s%.*s%s", apart ? "#,##0" : "0",
		decimals > 0 ? "." : "", decimals, "000000000000000",
		percent ? "\" %\"" : "");
	*f = book_new_cell(b, total);
	format_set_num_format(*f, text);
	format_set_align(*f, LXW_ALIGN_RIGHT);
	return *f;
}

static lxw_format *
light_format(struct book *b, const struct light *light)
{
	lxw_format **f = &b->light[light->shape];

	if (*f)
		return *f;
	*f = book_new_cell(b, false);
	format_set_bold(*f);
	/* some editions of the library say so by themselves, some do not */
	format_set_align(*f, LXW_ALIGN_LEFT);
	format_set_indent(*f, 1);
	format_set_font_color(*f, light->ink);
	format_set_bg_color(*f, light->tint);
	return *f;
}

/* ---- sheets */

/* Bytes of the first words in so many characters; of all where they fit. */
static size_t
fit_words(const char *text, int most)
{
	size_t len = strlen(text);
	size_t n = 0;
	size_t words = 0;

	for (int i = 0; n < len && i < most; i++) {
		words = text[n] == ' ' ? n : words;
		n = utf8_next(text, len, n);
	}
	if (n == len || text[n] == ' ' || words == 0)
		return n;
	return words;
}

/* Without signs at its end; a cut one not behind "de" or "por". */
static size_t
end_words(const char *text, size_t n, bool is_cut)
{
	size_t last;

	do {
		while (n > 0 && strchr(" ',;.-:", text[n - 1]))
			n--;
		for (last = n; last > 0 && text[last - 1] != ' ';)
			last--;
		if (!is_cut || last == 0 || n - last > LITTLE_WORD)
			return n;
		n = last;
	} while (true);
}

/* No []:*?/\ in it, no ' at its ends, not too long; suffix behind it. */
static const char *
sheet_name(struct book *b, const char *name, const char *suffix)
{
	char *text;
	size_t n;

	name += strspn(name, " '");
	n = fit_words(name, NAME_MOST - (int)strlen(suffix));
	n = end_words(name, n, name[n] != '\0');
	text = arena_printf(b->arena, "%.*s%s", (int)n, name, suffix);
	for (char *c = text; *c; c++) {
		if (strchr("[]:*?/\\", *c))
			*c = '-';
	}
	return text;
}

static bool
is_taken(const struct book *b, const char *folded)
{
	for (size_t i = 0; i < b->n_sheets; i++) {
		if (str_eq(b->names[i], folded))
			return true;
	}
	return false;
}

/* Spreadsheets tell names apart by letters, not by their size. */
static const char *
new_name(struct book *b, const char *name)
{
	char folded[4 * NAME_MOST + 1];
	char suffix[24] = "";
	const char *text = sheet_name(b, name, suffix);

	utf8_fold(text, folded, sizeof folded);
	for (int i = 2; is_taken(b, folded); i++) {
		snprintf(suffix, sizeof suffix, " (%d)", i);
		text = sheet_name(b, name, suffix);
		utf8_fold(text, folded, sizeof folded);
	}
	b->names = arena_grow(b->arena, b->names, b->n_sheets, b->n_sheets + 1,
		sizeof *b->names);
	b->names[b->n_sheets++] = arena_strdup(b->arena, folded);
	return text;
}

lxw_worksheet *
book_sheet(struct book *b, const char *name)
{
	const char *own = new_name(b, name);
	lxw_worksheet *sheet;

	/* Of a kind that the format refuses: asked first, because a refusal is
	 * told over the screen. */
	if (workbook_validate_sheet_name(b->workbook, own) != LXW_NO_ERROR)
		own = NULL;
	sheet = workbook_add_worksheet(b->workbook, own);
	worksheet_set_paper(sheet, 9);
	worksheet_set_landscape(sheet);
	worksheet_set_margins(sheet, MARGIN, MARGIN, 0.6, 0.6);
	worksheet_fit_to_pages(sheet, 1, 0);
	buf_reset(&b->scratch);
	report_marks(b->report, &b->scratch);
	if (b->scratch.len > 0)
		worksheet_set_header(sheet,
			arena_printf(b->arena, "&R%s", buf_text(&b->scratch)));
	worksheet_set_footer(sheet, "&L&F&R&P / &N");
	return sheet;
}

void
book_print(
	lxw_worksheet *sheet, lxw_row_t last, lxw_col_t last_col, double width)
{
	worksheet_print_area(sheet, 0, 0, last, last_col);
	if (width * LEGIBLE / 100 <= PAGE_WIDTH)
		return;
	worksheet_set_print_scale(sheet, LEGIBLE);
	worksheet_repeat_columns(sheet, 0, 0);
}

/* ---- cells */

void
book_check(struct book *b, lxw_error failed)
{
	if (!b->failed)
		b->failed = failed;
}

void
book_say(struct book *b, const lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, const char *text)
{
	char cell[LXW_MAX_CELL_NAME_LENGTH];

	if (!b->report->contents)
		return;
	lxw_rowcol_to_cell(cell, row, col);
	contents_put(b->report->contents,
		arena_printf(b->arena, "%s!%s", sheet->name, cell), text,
		strlen(text));
}

void
book_say_number(struct book *b, const lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, double value)
{
	char text[FIGURE_ROOM];

	if (!b->report->contents)
		return;
	(void)snprintf(text, sizeof text, "%.17g", value);
	book_say(b, sheet, row, col, text);
}

/* "_x000D_" in a cell is how the format writes a character that XML cannot: as
 * letters its first stroke is written so itself. */
static bool
is_escape(const char *s)
{
	if (s[0] != '_' || s[1] != 'x')
		return false;
	for (int i = 2; i < 6; i++)
		if (!isxdigit((unsigned char)s[i]))
			return false;
	return s[6] == '_';
}

static const char *
find_escape(const char *s)
{
	for (s = strchr(s, '_'); s && !is_escape(s);)
		s = strchr(s + 1, '_');
	return s;
}

/* As the format has it, as far as it has room; never half a character. */
static void
put_long_text(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	lxw_col_t col, const char *text, lxw_format *format)
{
	static const char stroke[] = "_x005F_";
	size_t n = strlen(text), at = 0;
	struct buf whole = { 0 };

	while (at < n && whole.len + sizeof stroke <= TEXT_MOST) {
		size_t next =
			is_escape(text + at) ? at + 1 : utf8_next(text, n, at);

		if (is_escape(text + at))
			buf_puts(&whole, stroke);
		else
			buf_add(&whole, text + at, next - at);
		at = next;
	}
	if (at < n)
		buf_puts(&whole, "…");
	book_check(b, worksheet_write_string(
			      sheet, row, col, buf_text(&whole), format));
	buf_free(&whole);
}

void
book_text(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
	const char *text, lxw_format *format)
{
	if (!text || !*text)
		book_check(b, worksheet_write_blank(sheet, row, col, format));
	else if (strlen(text) > TEXT_MOST || find_escape(text))
		put_long_text(b, sheet, row, col, text, format);
	else
		book_check(b,
			worksheet_write_string(sheet, row, col, text, format));
	book_say(b, sheet, row, col, text ? text : "");
}

/* A figure as people read it, without the commas between thousands; its
 * digits and decimals. false: it is no plain figure. */
static bool
plain_figure(const char *shown, char *out, int *digits, int *decimals)
{
	size_t n = 0;
	bool point = false;

	*digits = 0;
	*decimals = 0;
	for (const char *c = shown; *c; c++) {
		if (*c == ',' && !point && *digits > 0)
			continue;
		if (*c == '.' && !point && *digits > 0) {
			point = true;
		} else if (isdigit((unsigned char)*c)) {
			*digits += 1;
			*decimals += point;
		} else if (*c != '-' || c != shown) {
			return false;
		}
		if (n + 1 >= FIGURE_ROOM)
			return false;
		out[n++] = *c;
	}
	out[n] = '\0';
	return *digits > 0 && *digits <= DECIMALS;
}

/* Whether a spreadsheet shows value as this figure. It keeps 15 digits before
 * it rounds: what lies that near to a half is not left to it. */
static bool
shows(double value, int decimals, const char *figure)
{
	static const double near[] = { 1 - 1e-14, 1, 1 + 1e-14 };
	char text[2 * FIGURE_ROOM];

	for (int i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "%.*f", decimals, value * near[i]);
		if (!str_eq(text, figure))
			return false;
	}
	return true;
}

/* The exact figure where a spreadsheet shows it as this one does. The shown
 * one has so few digits that it comes back as it went in. */
static double
number_value(const struct report_cell *cell, const char *figure, int decimals)
{
	double value;

	if (cell->exact && !str_eq(cell->exact, figure)) {
		value = strtod(cell->exact, NULL);
		if (shows(value, decimals, figure))
			return value;
	}
	return strtod(figure, NULL);
}

static bool
put_number(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
	const struct report_cell *cell, bool total, bool percent)
{
	char figure[FIGURE_ROOM];
	int digits;
	int decimals;
	double value;

	if (!cell->shown ||
		!plain_figure(cell->shown, figure, &digits, &decimals))
		return false;
	value = number_value(cell, figure, decimals);
	book_say_number(b, sheet, row, col, value);
	book_check(b, worksheet_write_number(sheet, row, col, value,
			      number_format(b, total, strchr(cell->shown, ','),
				      percent, decimals)));
	return true;
}

bool
book_number(const char *shown, double *value)
{
	char figure[FIGURE_ROOM];
	int digits, decimals;

	if (!shown || !plain_figure(shown, figure, &digits, &decimals))
		return false;
	*value = strtod(figure, NULL);
	return true;
}

/* A spreadsheet's days begin with 1900, and its March; one that no calendar
 * has would be written as another. */
bool
book_day(const char *iso, lxw_datetime *out)
{
	struct date day;

	if (!iso || !date_from_iso(iso, &day) || day.year < 1901)
		return false;
	*out = (lxw_datetime){
		.year = day.year, .month = day.month, .day = day.day
	};
	return true;
}

static bool
put_date(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
	const struct report_cell *cell, bool total)
{
	lxw_datetime at;

	if (!book_day(cell->exact, &at))
		return false;
	book_check(b,
		worksheet_write_datetime(sheet, row, col, &at, b->date[total]));
	book_say(b, sheet, row, col, cell->exact);
	return true;
}

void
book_cell(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
	enum cell_kind kind, const struct report_cell *cell, bool total,
	bool percent)
{
	const struct light *light;

	if ((kind == CELL_NUMBER || kind == CELL_PERCENT) &&
		put_number(b, sheet, row, col, cell, total, percent))
		return;
	if (kind == CELL_DATE && put_date(b, sheet, row, col, cell, total))
		return;
	if (kind != CELL_LIGHT || (!cell->shown && !cell->exact) ||
		cell_is_unlit(cell)) {
		book_text(b, sheet, row, col, cell->shown, b->text[total]);
		return;
	}
	light = light_of(cell->exact);
	buf_reset(&b->scratch);
	buf_printf(&b->scratch, "%s %s %s", light->sign, light->letter,
		cell->shown ? cell->shown : _(light->word));
	book_text(b, sheet, row, col, buf_text(&b->scratch),
		light_format(b, light));
}

/* A note is as long as a cell at most. */
static void
put_comment(
	lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const char *text)
{
	size_t n = strlen(text) <= TEXT_MOST ? strlen(text) : TEXT_MOST;
	struct buf cut = { 0 };

	while (n < strlen(text) && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;
	buf_add(&cut, text, n);
	worksheet_write_comment(sheet, row, col, buf_text(&cut));
	buf_free(&cut);
}

void
book_note(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
	const struct report_cell *cell)
{
	book_text(b, sheet, row, col, cell->shown,
		light_format(b, light_of("red")));
	put_comment(sheet, row, col, cell->note);
	book_say(b, sheet, row, col, cell->note);
}
