/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/print.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

static void
pad(FILE *out, int n)
{
	if (n > 0)
		fprintf(out, "%*s", n, "");
}

static void
print_cell(FILE *out, const struct print_column *column, const char *text,
	bool cut, bool last)
{
	size_t n = strlen(text);
	int width = utf8_width(text, n);
	bool too_long = cut && width > column->width;

	if (too_long) {
		n = utf8_fit(text, n, column->width - 1);
		width = utf8_width(text, n) + 1;
	}
	if (column->right)
		pad(out, column->width - width);
	fwrite(text, 1, n, out);
	fputs(too_long ? "…" : "", out);
	if (!column->right && !last)
		pad(out, column->width - width);
}

void
print_row(FILE *out, size_t n, const struct print_column *columns,
	const char *const *cells, bool cut)
{
	size_t last = n;

	/* no blanks at the end of a line */
	while (last > 0 && !*cells[last - 1])
		last--;
	for (size_t i = 0; i < last; i++) {
		fputs(i ? "  " : "", out);
		print_cell(out, &columns[i], cells[i], cut, i + 1 == last);
	}
	putc('\n', out);
}

void
print_heading(FILE *out, size_t n, const struct print_column *columns)
{
	for (size_t i = 0; i < n; i++) {
		fputs(i ? "  " : "", out);
		print_cell(
			out, &columns[i], columns[i].title, true, i + 1 == n);
	}
	putc('\n', out);
	for (size_t i = 0; i < n; i++) {
		fputs(i ? "  " : "", out);
		for (int k = 0; k < columns[i].width; k++)
			putc('-', out);
	}
	putc('\n', out);
}

void
print_wrapped(FILE *out, const char *text, int width, int indent)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		size_t fit = utf8_fit(text, n, width);
		size_t end = fit;

		while (fit < n && end > 0 && text[end] != ' ')
			end--;
		if (end == 0)
			end = fit > 0 ? fit : utf8_next(text, n, 0);
		fwrite(text, 1, end, out);
		putc('\n', out);
		text += end;
		text += *text == '\n' ? 1 : strspn(text, " ");
		pad(out, *text ? indent : 0);
	}
}

void
print_json_value(struct buf *out, enum field_kind kind, const char *value)
{
	if (!value) {
		buf_puts(out, "null");
		return;
	}
	switch (kind) {
	case FIELD_INTEGER:
	case FIELD_NUMBER:
	case FIELD_MONEY:
	case FIELD_PERCENT:
		if (*value && strspn(value, "-0123456789.") == strlen(value))
			buf_puts(out, value);
		else
			str_json(out, value);
		break;
	case FIELD_BOOLEAN:
		buf_puts(out, str_eq(value, "t") ? "true" : "false");
		break;
	default:
		str_json(out, value);
	}
}

bool
print_flush(struct buf *out)
{
	bool done = fwrite(buf_text(out), 1, out->len, stdout) == out->len;

	buf_reset(out);
	return done;
}
