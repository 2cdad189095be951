/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"

enum state {
	AT_ROW,	 /* nothing of the row read yet */
	AT_CELL, /* behind a delimiter */
	IN_CELL,
	IN_QUOTE,
	QUOTE_MET, /* a quote inside quotes: the end, or half of "" */
};

enum {
	GUESS_LINES = 50
};

struct csv {
	char delimiter;
	enum state state;
	bool finished;
	bool after_cr;	  /* an LF now belongs to the CR before it */
	struct buf input; /* fed and not yet read */
	size_t at;
	struct buf text; /* cells of the row, each with its NUL */
	size_t *starts;	 /* of the cells within text */
	char **cells;
	size_t n;
	size_t beyond; /* empty cells behind the last that is kept */
	size_t cell_start;
	size_t line; /* where the reader stands */
	size_t row_line;
	size_t quote_line; /* where the open quote began */
};

struct csv *
csv_open(char delimiter)
{
	struct csv *csv = mem_alloc(sizeof *csv);

	memset(csv, 0, sizeof *csv);
	csv->delimiter = delimiter;
	csv->line = 1;
	csv->starts = mem_alloc(CSV_COLUMNS * sizeof *csv->starts);
	csv->cells = mem_alloc(CSV_COLUMNS * sizeof *csv->cells);
	return csv;
}

void
csv_close(struct csv *csv)
{
	if (!csv)
		return;
	buf_free(&csv->input);
	buf_free(&csv->text);
	free(csv->starts);
	free(csv->cells);
	free(csv);
}

void
csv_feed(struct csv *csv, const char *text, size_t n)
{
	/* What was read makes room first. */
	if (csv->at) {
		csv->input.len -= csv->at;
		memmove(csv->input.data, csv->input.data + csv->at,
			csv->input.len);
		csv->at = 0;
	}
	buf_add(&csv->input, text, n);
}

void
csv_finish(struct csv *csv)
{
	csv->finished = true;
}

static enum csv_result
fail(struct err *err, const char *hint)
{
	err_hint(err, "%s", hint);
	return CSV_ERROR;
}

static enum csv_result
too_many_columns(const struct csv *csv, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("La línea %zu tiene más de %d columnas."), csv->row_line,
		(int)CSV_COLUMNS);
	return fail(err, _("Revise el separador (--delimiter) y que sea una "
			   "tabla."));
}

static enum csv_result
cell_too_long(const struct csv *csv, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("Una celda de la línea %zu pasa de 1 MiB."), csv->row_line);
	return fail(err, _("Suele faltar una comilla de cierre en esa "
			   "línea."));
}

static enum csv_result
nul_byte(const struct csv *csv, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("La línea %zu contiene un byte NUL: el archivo no es un "
		  "texto."),
		csv->line);
	return fail(err, _("Guarde la hoja como CSV e intente otra vez."));
}

static enum csv_result
text_after_quote(const struct csv *csv, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("En la línea %zu sigue texto a una comilla de cierre."),
		csv->line);
	return fail(err, _("Una comilla dentro de una celda se escribe "
			   "doble: \"\"."));
}

static enum csv_result
quote_left_open(const struct csv *csv, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("El archivo termina dentro de una celda entre comillas que "
		  "empezó en la línea %zu: está cortado o falta una comilla."),
		csv->quote_line);
	return fail(err, _("Pida el archivo otra vez o corrija esa celda."));
}

static bool
end_cell(struct csv *csv)
{
	/* A spreadsheet may write all the columns that it could have. */
	if (csv->n == CSV_COLUMNS) {
		return csv->text.len == csv->cell_start &&
		       csv->n + ++csv->beyond <= CSV_WIDE;
	}
	csv->starts[csv->n++] = csv->cell_start;
	buf_putc(&csv->text, '\0');
	csv->cell_start = csv->text.len;
	return true;
}

/* The row is complete; false when it was a blank line. */
static bool
end_row(struct csv *csv, struct file_row *row)
{
	csv->state = AT_ROW;
	if (csv->n == 1 && csv->text.len == 1)
		return false;
	for (size_t i = 0; i < csv->n; i++)
		csv->cells[i] = csv->text.data + csv->starts[i];
	*row = (struct file_row){
		.line = csv->row_line,
		.n = csv->n,
		.cells = csv->cells,
	};
	return true;
}

static void
begin_row(struct csv *csv)
{
	buf_reset(&csv->text);
	csv->n = csv->beyond = 0;
	csv->cell_start = 0;
	csv->row_line = csv->line;
}

/* How many bytes from at on are ordinary text of the cell. */
static size_t
plain_run(const struct csv *csv)
{
	const char *p = csv->input.data + csv->at;
	size_t left = csv->input.len - csv->at, n = 0;

	if (csv->state == IN_QUOTE)
		while (n < left && p[n] != '"' && p[n] != '\n' &&
			p[n] != '\r' && p[n])
			n++;
	else
		while (n < left && p[n] != csv->delimiter && p[n] != '\n' &&
			p[n] != '\r' && p[n])
			n++;
	return n;
}

/* Line ends are counted inside quotes too, where CRLF becomes LF. True when
 * c was the LF of a CRLF and is used up. */
static bool
count_line(struct csv *csv, char c)
{
	bool second = c == '\n' && csv->after_cr;

	csv->after_cr = c == '\r';
	if ((c == '\n' && !second) || c == '\r')
		csv->line++;
	return second;
}

static enum csv_result
quoted_char(struct csv *csv, char c)
{
	if (c == '"')
		csv->state = QUOTE_MET;
	else
		buf_putc(&csv->text, c == '\r' ? '\n' : c);
	return CSV_MORE;
}

/* One character outside quotes. CSV_MORE: go on. */
static enum csv_result
bare_char(struct csv *csv, char c, struct file_row *row, struct err *err)
{
	if (c == csv->delimiter) {
		if (!end_cell(csv))
			return too_many_columns(csv, err);
		csv->state = AT_CELL;
		return CSV_MORE;
	}
	if (c == '\n' || c == '\r') {
		if (!end_cell(csv))
			return too_many_columns(csv, err);
		return end_row(csv, row) ? CSV_ROW : CSV_MORE;
	}
	if (csv->state == QUOTE_MET)
		return text_after_quote(csv, err);
	if (c == '"' && csv->state != IN_CELL) {
		csv->state = IN_QUOTE;
		csv->quote_line = csv->line;
		return CSV_MORE;
	}
	csv->state = IN_CELL;
	buf_putc(&csv->text, c);
	return CSV_MORE;
}

static enum csv_result
step(struct csv *csv, struct file_row *row, struct err *err)
{
	char c = csv->input.data[csv->at++];
	size_t line = csv->line;

	if (c == '\0')
		return nul_byte(csv, err);
	if (count_line(csv, c))
		return CSV_MORE;
	if (csv->state == IN_QUOTE)
		return quoted_char(csv, c);
	if (csv->state == QUOTE_MET && c == '"') {
		buf_putc(&csv->text, '"');
		csv->state = IN_QUOTE;
		return CSV_MORE;
	}
	if (csv->state == AT_ROW) {
		begin_row(csv);
		csv->row_line = line;
	}
	return bare_char(csv, c, row, err);
}

static enum csv_result
at_end(struct csv *csv, struct file_row *row, struct err *err)
{
	if (csv->state == IN_QUOTE)
		return quote_left_open(csv, err);
	if (csv->state == AT_ROW)
		return CSV_END;
	if (!end_cell(csv))
		return too_many_columns(csv, err);
	return end_row(csv, row) ? CSV_ROW : CSV_END;
}

enum csv_result
csv_next(struct csv *csv, struct file_row *row, struct err *err)
{
	while (csv->at < csv->input.len) {
		enum csv_result result;
		size_t n = 0;

		if (csv->state == IN_QUOTE || csv->state == IN_CELL)
			n = plain_run(csv);
		if (n) {
			buf_add(&csv->text, csv->input.data + csv->at, n);
			csv->at += n;
			csv->after_cr = false;
			result = CSV_MORE;
		} else {
			result = step(csv, row, err);
		}
		if (csv->text.len - csv->cell_start > CSV_CELL)
			return cell_too_long(csv, err);
		if (result != CSV_MORE)
			return result;
	}
	return csv->finished ? at_end(csv, row, err) : CSV_MORE;
}

/* ---- guessing ----------------------------------------------------------- */

/* How often c stands outside quotes in each of the first lines; false when
 * the counts differ. *count is that of the first line. */
static bool
is_even(const char *text, size_t n, char c, size_t *count, size_t *same)
{
	size_t lines = 0, now = 0;
	bool quoted = false;

	*count = *same = 0;
	for (size_t i = 0; i < n && lines < GUESS_LINES; i++) {
		if (text[i] == '"')
			quoted = !quoted;
		else if (quoted)
			continue;
		else if (text[i] == c)
			now++;
		else if (text[i] == '\n' || text[i] == '\r') {
			if (i && (text[i - 1] == '\n' || text[i - 1] == '\r'))
				continue;
			if (lines++ == 0)
				*count = now;
			*same += now == *count;
			now = 0;
		}
	}
	if (lines == 0) {
		*count = now;
		*same = 1;
		lines = 1;
	}
	return *same == lines;
}

char
csv_guess(const char *text, size_t n)
{
	static const char candidates[] = ";\t,|";
	size_t best_count = 0, best_same = 0;
	bool best_even = false;
	char best = '\0';
	const char *c;

	for (c = candidates; *c; c++) {
		size_t count, same;
		bool even = is_even(text, n, *c, &count, &same);

		if (count == 0 || (best_even && !even))
			continue;
		if (best && even == best_even &&
			(same < best_same ||
				(same == best_same && count <= best_count)))
			continue;
		best = *c;
		best_even = even;
		best_same = same;
		best_count = count;
	}
	return best;
}
