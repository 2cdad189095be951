/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of one sheet of an ods. */
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/str.h"
#include "import/workbook/limit.h"
#include "import/workbook/ods.h"

enum {
	LINES_MAX = 100000000, /* programs stop at 16777216 */
	BLANKS_MAX = 1000,     /* one beside another, in a text */
};

/* One cell of the row at hand, kept because the row may come again. */
struct kept_cell {
	size_t column;
	enum row_kind kind;
	size_t at; /* of its text in texts */
};

struct reading_sheet {
	struct book *book;
	size_t wanted;	  /* sheets before it */
	size_t depth;	  /* of elements .. */
	size_t sheets_at; /* .. of those in which sheets stand */
	size_t seen;	  /* sheets begun */
	bool in_sheet;
	size_t hidden_at; /* the next of its <table-column> */
	/* the row: */
	size_t line;	 /* from 1; 0: none yet */
	size_t repeated; /* 0: none is open */
	bool hidden;
	size_t column;
	size_t n_kept;
	size_t kept_room;
	struct kept_cell *kept;
	struct buf texts;
	uint64_t told;	 /* bytes of texts as they stand .. */
	uint64_t copied; /* .. and of what repeats them */
	/* the cell: */
	size_t cell_at; /* its depth; 0: none is open */
	struct ods_cell cell;
	struct buf text;
	size_t aside;	  /* depth of what is in a cell and no text of it */
	size_t paragraph; /* depth of the one that is open */
	bool blank;	  /* behind one, that of a new line is none */
	bool laid;	  /* behind a new line, what indents the next is none */
};

static size_t
number_or(const char *text, size_t otherwise)
{
	long n;

	if (!text)
		return otherwise;
	return str_to_long(text, LINES_MAX, &n) && n > 0 ? (size_t)n
							 : LINES_MAX;
}

/* "collapse" and "filter". */
static bool
is_hidden(const char **attributes)
{
	const char *visibility = xml_attribute(attributes, "visibility");

	return visibility && !str_eq(visibility, "visible");
}

/* ---- rows --------------------------------------------------------------- */

static bool
keep_cell(struct reading_sheet *r, enum row_kind kind)
{
	struct kept_cell *c;

	if (r->n_kept == r->kept_room) {
		r->kept_room = r->kept_room ? 2 * r->kept_room : 64;
		r->kept = mem_realloc(r->kept, r->kept_room * sizeof *r->kept);
	}
	c = &r->kept[r->n_kept++];
	*c = (struct kept_cell){ r->column, kind, r->texts.len };
	buf_add(&r->texts, buf_text(&r->text), r->text.len);
	buf_putc(&r->texts, '\0');
	return true;
}

/* What is repeated must be in some proportion to what was written. */
static bool
may_repeat(struct reading_sheet *r, size_t bytes, size_t times)
{
	r->told += bytes;
	r->copied += (uint64_t)bytes * (times - 1);
	if (limit_ratio(package_name(r->book->package), "content.xml", r->told,
		    r->told + r->copied, r->book->err))
		return true;
	r->book->failed = true;
	return false;
}

static bool
put_row(struct reading_sheet *r)
{
	for (size_t i = 0; i < r->n_kept; i++)
		if (!book_cell(r->book, r->kept[i].column, r->kept[i].kind,
			    r->texts.data + r->kept[i].at))
			return false;
	return book_row(r->book, r->line, r->hidden);
}

/* A million blank ones are one step. */
static bool
end_row(struct reading_sheet *r)
{
	size_t n = r->repeated;

	r->repeated = 0;
	if (r->n_kept == 0) {
		r->line += n - 1;
		return true;
	}
	if (!may_repeat(r, r->texts.len + sizeof *r->kept * r->n_kept, n))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (!put_row(r))
			return false;
		r->line += i + 1 < n;
	}
	return true;
}

static bool
begin_row(struct reading_sheet *r, const char **attributes)
{
	r->repeated =
		number_or(xml_attribute(attributes, "number-rows-repeated"), 1);
	r->hidden = is_hidden(attributes);
	r->column = r->n_kept = 0;
	buf_reset(&r->texts);
	if (++r->line > LINES_MAX)
		return book_fail(
			r->book, _("tiene más de %d filas."), (int)LINES_MAX);
	return true;
}

static void
read_column(struct reading_sheet *r, const char **attributes)
{
	size_t n = number_or(
		xml_attribute(attributes, "number-columns-repeated"), 1);

	if (is_hidden(attributes))
		book_hide_columns(r->book, r->hidden_at, r->hidden_at + n - 1);
	r->hidden_at += n;
}

/* ---- a cell ------------------------------------------------------------- */

static bool
put_cell(struct reading_sheet *r)
{
	enum row_kind kind = ods_value(&r->cell, &r->text);
	bool blank = kind != ROW_TRUE && kind != ROW_FALSE &&
		     str_is_blank(buf_text(&r->text));
	size_t n = r->cell.repeated;

	if (blank) {
		r->column += n;
		return true;
	}
	if (r->column + n > CSV_COLUMNS)
		return book_fail(r->book,
			_("tiene más de %d columnas con datos."),
			(int)CSV_COLUMNS);
	if (!may_repeat(r, r->text.len + sizeof *r->kept, n))
		return false;
	for (size_t i = 0; i < n; i++, r->column++)
		keep_cell(r, kind);
	return true;
}

static bool
end_cell(struct reading_sheet *r)
{
	const struct ods_cell *c = &r->cell;

	r->cell_at = 0;
	if (c->columns > 1 || c->rows > 1)
		book_merge(r->book,
			&(struct source_merge){
				.first_line = r->line,
				.last_line = r->line + c->rows - 1,
				.first_cell = r->column,
				.last_cell = r->column + c->columns - 1,
			});
	return put_cell(r);
}

/* One attribute: which is what people see is told by its value's type. */
static void
read_attribute(struct ods_cell *c, const char *name, const char *value)
{
	static const char *const values[] = { "value", "date-value",
		"time-value", "boolean-value", "string-value", NULL };
	const char *local = xml_local(name);

	if (str_eq(local, "value-type") && str_starts(name, "calcext:"))
		c->error = str_eq(value, "error");
	else if (str_eq(local, "value-type"))
		str_copy(c->type, sizeof c->type, value);
	else if (str_eq(local, "formula"))
		c->formula = true;
	else if (str_eq(local, "number-columns-repeated"))
		c->repeated = number_or(value, 1);
	else if (str_eq(local, "number-columns-spanned"))
		c->columns = number_or(value, 1);
	else if (str_eq(local, "number-rows-spanned"))
		c->rows = number_or(value, 1);
	else if (str_in(values, local))
		buf_puts(&c->value, value);
}

static void
begin_cell(struct reading_sheet *r, const char **attributes)
{
	struct ods_cell *c = &r->cell;

	buf_reset(&c->value);
	buf_reset(&c->shown);
	*c = (struct ods_cell){ .value = c->value,
		.shown = c->shown,
		.repeated = 1,
		.columns = 1,
		.rows = 1 };
	for (; *attributes; attributes += 2)
		read_attribute(c, attributes[0], attributes[1]);
	r->cell_at = r->depth;
	r->aside = r->paragraph = 0;
}

/* ---- its text ----------------------------------------------------------- */

static bool
add_text(struct reading_sheet *r, const char *text, size_t n)
{
	if (r->cell.shown.len + n > CSV_CELL)
		return book_fail(r->book, _("una celda pasa de 1 MiB."));
	buf_add(&r->cell.shown, text, n);
	return true;
}

/* <s c="3"/> */
static bool
add_blanks(struct reading_sheet *r, const char **attributes)
{
	size_t n = number_or(xml_attribute(attributes, "c"), 1);
	bool ok = true;

	for (size_t i = 0; i < n && i < BLANKS_MAX && ok; i++)
		ok = add_text(r, " ", 1);
	r->blank = false;
	return ok;
}

static bool
begin_paragraph(struct reading_sheet *r)
{
	bool first = r->cell.shown.len == 0;

	r->paragraph = r->depth;
	r->blank = true;
	r->laid = false;
	return first || add_text(r, "\n", 1);
}

static bool
start_in_cell(
	struct reading_sheet *r, const char *full, const char **attributes)
{
	static const char *const aside[] = { "annotation", "note", "ruby-text",
		"table", "event-listeners", NULL };
	const char *name = xml_local(full);

	if (r->aside)
		return true;
	if (str_in(aside, name) || str_starts(full, "draw:"))
		r->aside = r->depth;
	else if (r->paragraph == 0)
		return !str_eq(name, "p") || begin_paragraph(r);
	else if (str_eq(name, "s"))
		return add_blanks(r, attributes);
	else if (str_eq(name, "tab"))
		return add_text(r, "\t", 1);
	else if (str_eq(name, "line-break"))
		return add_text(r, "\n", 1);
	return true;
}

static bool
is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* LibreOffice writes the blanks that a line begins with as they are, and it and
 * Gnumeric read them so; but what XML was laid out with is one blank. */
static bool
add_white(struct reading_sheet *r, char c)
{
	bool none = c == ' ' ? r->laid : r->blank;

	r->laid |= c != ' ';
	r->blank = true;
	return none || add_text(r, " ", 1);
}

static bool
sheet_text(void *arg, const char *text, size_t n)
{
	struct reading_sheet *r = arg;

	if (!r->cell_at || r->aside || !r->paragraph)
		return true;
	for (size_t i = 0; i < n;) {
		size_t from = i;

		while (i < n && !is_white(text[i]))
			i++;
		if (i > from) {
			r->blank = r->laid = false;
			if (!add_text(r, text + from, i - from))
				return false;
		} else if (!add_white(r, text[i++])) {
			return false;
		}
	}
	return true;
}

/* ---- the sheet ---------------------------------------------------------- */

static bool
start_in_sheet(
	struct reading_sheet *r, const char *name, const char **attributes)
{
	if (str_eq(name, "table-row"))
		return begin_row(r, attributes);
	if (str_eq(name, "table-column"))
		read_column(r, attributes);
	else if (r->repeated && str_eq(name, "table-cell"))
		begin_cell(r, attributes);
	else if (r->repeated && str_eq(name, "covered-table-cell"))
		/* another one's cell covers it */
		r->column += number_or(
			xml_attribute(attributes, "number-columns-repeated"),
			1);
	return true;
}

static bool
sheet_start(void *arg, const char *name, const char **attributes)
{
	struct reading_sheet *r = arg;
	const char *local = xml_local(name);

	r->depth++;
	if (r->cell_at)
		return start_in_cell(r, name, attributes);
	if (r->in_sheet)
		return start_in_sheet(r, local, attributes);
	if (str_eq(local, "spreadsheet"))
		r->sheets_at = r->depth + 1;
	else if (r->depth == r->sheets_at && str_eq(local, "table"))
		r->in_sheet = r->seen++ == r->wanted;
	return true;
}

static bool
sheet_end(void *arg, const char *name)
{
	struct reading_sheet *r = arg;
	size_t depth = r->depth--;

	name = xml_local(name);
	if (depth == r->aside)
		r->aside = 0;
	else if (depth == r->paragraph)
		r->paragraph = 0;
	else if (depth == r->cell_at)
		return end_cell(r);
	else if (r->repeated && !r->cell_at && str_eq(name, "table-row"))
		return end_row(r);
	/* All of it was read: the others need not be. */
	return !r->in_sheet || depth != r->sheets_at;
}

bool
ods_read_sheet(struct book *b, size_t sheet, struct err *err)
{
	static const struct xml_events events = {
		.start = sheet_start,
		.end = sheet_end,
		.text = sheet_text,
	};
	struct reading_sheet r = { .book = b, .wanted = sheet };
	bool ok = package_read(b->package, "content.xml", &events, &r, err);

	buf_free(&r.cell.value);
	buf_free(&r.cell.shown);
	buf_free(&r.text);
	buf_free(&r.texts);
	free(r.kept);
	return ok && !b->failed;
}
