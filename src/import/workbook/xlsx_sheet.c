/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one sheet of an xlsx. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "import/workbook/xlsx.h"

enum {
	LINES_MAX = 10000000, /* programs stop at 1048576 */
};

/* Whose text is coming. */
enum inside {
	IN_NOTHING,
	IN_VALUE,
	IN_FORMULA,
	IN_TEXT, /* of a string that stands in the cell itself */
};

struct reading_sheet {
	struct book *book;
	struct xlsx *x;
	bool in_data;  /* within sheetData, where rows count .. */
	bool in_row;   /* .. and cells */
	size_t line;   /* of the row at hand */
	bool has_line; /* it was told */
	bool hidden;   /* so is the row */
	size_t column; /* where the next cell stands that says nothing */
	enum inside inside;
	size_t aside; /* within so many <rPh> */
	/* the cell at hand: */
	bool in_cell;
	char type[12];
	size_t format; /* its number among the formats */
	bool has_formula;
	bool has_value;
	struct buf value;
	struct buf formula;
	struct buf text;
};

/* ---- where a cell stands ------------------------------------------------ */

/* "AB12": its column from 0 and its line; what is missing stays. */
static const char *
read_place(const char *text, size_t *column, size_t *line)
{
	size_t n = 0, letters = 0;

	for (; *text == '$'; text++)
		;
	while ((*text | 0x20) >= 'a' && (*text | 0x20) <= 'z' && letters < 4) {
		n = n * 26 + (size_t)((*text++ | 0x20) - 'a') + 1;
		letters++;
	}
	if (letters)
		*column = n - 1;
	for (; *text == '$'; text++)
		;
	for (n = 0; *text >= '0' && *text <= '9' && n < LINES_MAX; text++)
		n = n * 10 + (size_t)(*text - '0');
	if (n)
		*line = n;
	return text;
}

static size_t
number_or(const char *text, size_t otherwise)
{
	long n;

	return text && str_to_long(text, LINES_MAX, &n) ? (size_t)n : otherwise;
}

static bool
is_true(const char *value)
{
	return str_eq(value, "1") || str_eq(value, "true");
}

static void
hide_columns(struct reading_sheet *r, const char **attributes)
{
	size_t first = number_or(xml_attribute(attributes, "min"), 0);
	size_t last = number_or(xml_attribute(attributes, "max"), 0);

	if (first > 0 && is_true(xml_attribute(attributes, "hidden")))
		book_hide_columns(r->book, first - 1, last ? last - 1 : 0);
}

static void
add_merge(struct reading_sheet *r, const char **attributes)
{
	const char *p = xml_attribute(attributes, "ref");
	struct source_merge m = { 0 };

	if (!p)
		return;
	p = read_place(p, &m.first_cell, &m.first_line);
	if (*p == ':')
		read_place(p + 1, &m.last_cell, &m.last_line);
	if (m.first_line && m.last_line >= m.first_line &&
		m.last_cell >= m.first_cell)
		book_merge(r->book, &m);
}

/* ---- a cell ------------------------------------------------------------- */

static bool
put(struct reading_sheet *r, enum row_kind kind, const char *text)
{
	return book_cell(r->book, r->column, kind, text);
}

/* A formula of which the writer kept no value. */
static bool
put_formula(struct reading_sheet *r)
{
	if (r->formula.len == 0)
		buf_puts(&r->formula, "...");
	buf_reset(&r->text);
	buf_printf(&r->text, "=%.200s", r->formula.data);
	return put(r, ROW_ERROR, r->text.data);
}

static bool
put_shared(struct reading_sheet *r)
{
	const char *number = buf_text(&r->value);
	char name[8];
	long at;

	if (str_to_long(number, 2000000000, &at) &&
		(uint64_t)at < r->x->strings.n) {
		if (strings_get(&r->x->strings, (uint64_t)at, &r->text,
			    r->book->err))
			return put(r, ROW_TEXT, buf_text(&r->text));
		r->book->failed = true;
		return false;
	}
	book_column_name(r->column, name);
	return book_fail(r->book,
		_("la celda %s%zu nombra el texto «%.20s», que el libro no "
		  "tiene."),
		name, r->line, number);
}

static enum row_kind
kind_of(enum numfmt_kind shown)
{
	static const enum row_kind kinds[] = {
		[NUMFMT_GENERAL] = ROW_NUMBER,
		[NUMFMT_NUMBER] = ROW_NUMBER,
		[NUMFMT_MONEY] = ROW_NUMBER,
		[NUMFMT_PERCENT] = ROW_PERCENT,
		[NUMFMT_CODE] = ROW_NUMBER,
		[NUMFMT_DATE] = ROW_DATE,
		[NUMFMT_MONTH] = ROW_MONTH,
		[NUMFMT_YEAR] = ROW_YEAR,
		[NUMFMT_MOMENT] = ROW_MOMENT,
		[NUMFMT_TIME] = ROW_TIME,
		[NUMFMT_TEXT] = ROW_NUMBER,
	};

	return kinds[shown];
}

static const struct numfmt *
format_of(const struct reading_sheet *r)
{
	return r->format < r->x->n_formats ? &r->x->formats[r->format]
					   : &r->x->general;
}

/* In place. */
static const char *
trimmed(struct buf *b)
{
	char *text = b->data + strspn(b->data, " \t\n");

	while (b->len > 0 && strchr(" \t\n", b->data[b->len - 1]))
		b->data[--b->len] = '\0';
	return text;
}

static bool
put_number(struct reading_sheet *r)
{
	struct numfmt_value shown;
	struct err unheard;
	const char *stored = trimmed(&r->value);

	if (!numfmt_show(
		    format_of(r), stored, r->x->from_1904, &shown, &unheard))
		return put(r, ROW_ERROR, stored);
	return put(r, kind_of(shown.kind), shown.text);
}

static bool
put_boolean(struct reading_sheet *r)
{
	return put(
		r, is_true(buf_text(&r->value)) ? ROW_TRUE : ROW_FALSE, NULL);
}

static bool
put_error(struct reading_sheet *r)
{
	return put(r, ROW_ERROR, buf_text(&r->value));
}

/* A day as text: 2019-08-01T00:00:00.000Z. The Z is not meant. */
static bool
put_day(struct reading_sheet *r)
{
	enum numfmt_kind shown = numfmt_kind(format_of(r));
	const char *text = trimmed(&r->value);
	char out[NUMFMT_ROOM], iso[sizeof "2019-08-01"];
	int hour = 0, minute = 0, second = 0;
	struct date day;

	str_copy(iso, sizeof iso, text);
	if (!date_from_iso(iso, &day))
		return put(r, ROW_TEXT, text);
	sscanf(text + sizeof iso - 1, "T%2d:%2d:%2d", &hour, &minute, &second);
	if (shown < NUMFMT_DATE || shown > NUMFMT_MOMENT)
		shown = hour || minute || second ? NUMFMT_MOMENT : NUMFMT_DATE;
	if (shown == NUMFMT_MOMENT)
		snprintf(out, sizeof out, "%s %02d:%02d:%02d", iso, hour,
			minute, second);
	else
		numfmt_day(day, 3600L * hour + 60L * minute + second, out,
			sizeof out);
	return put(r, kind_of(shown), out);
}

/* The result of a formula, or a text that stands in the cell itself. */
static bool
put_text(struct reading_sheet *r)
{
	struct buf *from = r->text.len ? &r->text : &r->value;

	strings_plain(from);
	return put(r, ROW_TEXT, buf_text(from));
}

static bool
end_cell(struct reading_sheet *r)
{
	static const struct {
		const char *type;
		bool (*put)(struct reading_sheet *r);
	} types[] = {
		{ "", put_number },
		{ "n", put_number },
		{ "s", put_shared },
		{ "str", put_text },
		{ "inlineStr", put_text },
		{ "b", put_boolean },
		{ "e", put_error },
		{ "d", put_day },
	};
	bool is_text = str_eq(r->type, "str") || str_eq(r->type, "inlineStr");

	r->in_cell = false;
	if (str_is_blank(buf_text(&r->value)) && r->text.len == 0)
		/* "" is what a formula may give, if it says so. */
		return !r->has_formula || (is_text && r->has_value) ||
		       put_formula(r);
	/* A text in the cell is one, whatever the cell says that it is. */
	for (size_t i = 0;
		r->text.len == 0 && i < sizeof types / sizeof types[0]; i++)
		if (str_eq(types[i].type, r->type))
			return types[i].put(r);
	return put_text(r);
}

static void
begin_cell(struct reading_sheet *r, const char **attributes)
{
	const char *place = NULL, *type = NULL, *format = NULL;
	size_t line = r->line;

	for (; *attributes; attributes += 2) {
		if (str_eq(attributes[0], "r"))
			place = attributes[1];
		else if (str_eq(attributes[0], "t"))
			type = attributes[1];
		else if (str_eq(attributes[0], "s"))
			format = attributes[1];
	}
	if (place)
		read_place(place, &r->column, &line);
	/* A row that says nothing stands where its cells do. */
	if (!r->has_line)
		r->line = line;
	r->has_line = true;
	str_copy(r->type, sizeof r->type, type ? type : "");
	r->format = number_or(format, 0);
	r->in_cell = true;
	r->has_formula = r->has_value = false;
	buf_reset(&r->value);
	buf_reset(&r->formula);
	buf_reset(&r->text);
}

/* ---- the sheet ---------------------------------------------------------- */

static void
begin_row(struct reading_sheet *r, const char **attributes)
{
	const char *line = xml_attribute(attributes, "r");

	r->in_row = true;
	r->has_line = line;
	r->line = number_or(line, r->line + 1);
	r->hidden = is_true(xml_attribute(attributes, "hidden"));
	r->column = 0;
}

/* What stands in a cell. */
static void
start_in_cell(struct reading_sheet *r, const char *name)
{
	if (str_eq(name, "v")) {
		r->inside = IN_VALUE;
		r->has_value = true;
	} else if (str_eq(name, "f")) {
		r->inside = IN_FORMULA;
		r->has_formula = true;
	} else if (str_eq(name, "rPh")) {
		r->aside++;
	} else if (str_eq(name, "t") && r->aside == 0) {
		r->inside = IN_TEXT;
	}
}

static bool
sheet_start(void *arg, const char *name, const char **attributes)
{
	struct reading_sheet *r = arg;

	name = xml_local(name);
	if (r->in_cell)
		start_in_cell(r, name);
	else if (r->in_row && str_eq(name, "c"))
		begin_cell(r, attributes);
	else if (r->in_data && str_eq(name, "row"))
		begin_row(r, attributes);
	else if (str_eq(name, "sheetData"))
		r->in_data = true;
	else if (str_eq(name, "col"))
		hide_columns(r, attributes);
	else if (str_eq(name, "mergeCell"))
		add_merge(r, attributes);
	return true;
}

static bool
sheet_end(void *arg, const char *name)
{
	struct reading_sheet *r = arg;

	name = xml_local(name);
	r->inside = IN_NOTHING;
	if (r->in_cell && str_eq(name, "c")) {
		if (!end_cell(r))
			return false;
		r->column++;
	} else if (str_eq(name, "sheetData")) {
		r->in_data = false;
	} else if (r->in_row && str_eq(name, "row")) {
		r->in_row = false;
		return book_row(r->book, r->line, r->hidden);
	} else if (str_eq(name, "rPh") && r->aside) {
		r->aside--;
	}
	return true;
}

static bool
sheet_text(void *arg, const char *text, size_t n)
{
	struct reading_sheet *r = arg;
	struct buf *to = r->inside == IN_VALUE	   ? &r->value
			 : r->inside == IN_FORMULA ? &r->formula
			 : r->inside == IN_TEXT	   ? &r->text
						   : NULL;

	if (!to)
		return true;
	if (to->len + n > CSV_CELL)
		return book_fail(r->book, _("una celda pasa de 1 MiB."));
	buf_add(to, text, n);
	return true;
}

bool
xlsx_read_sheet(struct book *b, size_t sheet, struct err *err)
{
	static const struct xml_events events = {
		.start = sheet_start,
		.end = sheet_end,
		.text = sheet_text,
	};
	struct reading_sheet r = { .book = b, .x = b->own };
	bool ok = package_read(b->package, r.x->parts[sheet], &events, &r, err);

	buf_free(&r.value);
	buf_free(&r.formula);
	buf_free(&r.text);
	return ok && !b->failed;
}
