/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charsets and separated text: in pieces or whole, the same rows. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/charset.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/mem.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* All cells with their lines, as one text. */
static enum csv_result
read_rows(const char *text, size_t n, char delimiter, size_t step,
	struct buf *out)
{
	struct csv *csv = csv_open(delimiter);
	struct file_row row;
	struct err err;
	enum csv_result r;
	size_t at = 0;

	for (;;) {
		r = csv_next(csv, &row, &err);
		if (r == CSV_END || r == CSV_ERROR)
			break;
		if (r == CSV_ROW) {
			buf_printf(out, "%zu:", row.line);
			for (size_t i = 0; i < row.n; i++)
				buf_printf(out, "[%s]", row.cells[i]);
		} else if (at == n) {
			csv_finish(csv);
		} else {
			size_t piece = n - at < step ? n - at : step;

			csv_feed(csv, text + at, piece);
			at += piece;
		}
	}
	csv_close(csv);
	return r;
}

static struct charset_evidence
weigh(const char *bytes, size_t n, size_t step)
{
	struct charset_evidence e = { 0 };
	size_t at = 0;

	for (size_t end = 0; end < n;) {
		end = n - end < step ? n : end + step;
		at += charset_weigh(&e, bytes + at, end - at, end == n);
	}
	assert(at == n);
	return e;
}

/* The same evidence in pieces as in one; where none is against UTF-8 it is
 * UTF-8. */
static void
check_evidence(const char *bytes, size_t n)
{
	struct charset_evidence whole = weigh(bytes, n, n);
	struct charset_evidence pieces = weigh(bytes, n, 3);

	assert(whole.utf8 == pieces.utf8 && whole.other == pieces.other);
	assert(whole.utf8_line == pieces.utf8_line &&
		whole.other_line == pieces.other_line);
	assert(whole.windows == pieces.windows && whole.dos == pieces.dos);
	assert((whole.other == 0) == (utf8_valid(bytes, n) == n));
	assert(charset_decide(&whole) && charset_single(&whole));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = size ? (const char *)data : "";
	struct buf text = { 0 }, whole = { 0 }, pieces = { 0 };
	struct charset *cs;
	const char *name;
	struct err err;
	size_t bom;
	char delimiter;

	check_evidence(bytes, size);
	name = charset_guess(bytes, size, true, &bom);
	cs = charset_open(name ? name : "UTF-8", &err);
	assert(cs);
	if (charset_feed(cs, bytes + bom, size - bom, true, &text, &err)) {
		assert(utf8_valid(buf_text(&text), text.len) == text.len);
		delimiter = csv_guess(buf_text(&text), text.len);
		if (!delimiter)
			delimiter = ';';
		assert(read_rows(buf_text(&text), text.len, delimiter,
			       text.len + 1,
			       &whole) == read_rows(buf_text(&text), text.len,
						  delimiter, 3, &pieces));
		assert(strcmp(buf_text(&whole), buf_text(&pieces)) == 0);
	}
	charset_close(cs);
	buf_free(&text);
	buf_free(&whole);
	buf_free(&pieces);
	return 0;
}
