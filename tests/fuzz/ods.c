/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of an ods that has its sheets: what is read of it are rows in the
 * order of their lines, whose cells are what they are said to be; or a sentence. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/err.h"
#include "base/mem.h"
#include "import/workbook.h"
#include "pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	ROWS_MAX = 2000, /* repeated ones are all the same */
};

static void
check_cell(enum row_kind kind, const char *text)
{
	char day[sizeof "2019-08-01"] = "";
	struct date d;

	switch (kind) {
	case ROW_NUMBER:
		assert(strspn(text, "-.0123456789") == strlen(text));
		break;
	case ROW_PERCENT:
		assert(text[strlen(text) - 1] == '%');
		break;
	case ROW_TIME:
		assert(strspn(text, "0123456789:") == strlen(text));
		break;
	case ROW_DATE:
	case ROW_MONTH:
	case ROW_YEAR:
	case ROW_MOMENT:
		strncpy(day, text, sizeof day - 1);
		assert(date_from_iso(day, &d) && date_is_valid(d));
		break;
	default:
		break;
	}
}

static void
check_sheet(struct source *s, size_t sheet)
{
	struct err err = { 0 };
	struct file_row row;
	size_t line = 0;

	if (!s->class->choose(s, sheet, ROWS_MAX, &err)) {
		assert(err.kind != ERR_NONE && err.text[0]);
		return;
	}
	while (s->class->next(s, &row, &err) == SHEET_ROW) {
		assert(row.line > line && row.n > 0 && row.n <= CSV_COLUMNS);
		line = row.line;
		for (size_t i = 0; i < row.n; i++)
			if (row.cells[i][0])
				check_cell(row.kinds[i], row.cells[i]);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct pack_part parts[] = {
		{ .name = "mimetype",
			.bytes = "application/vnd.oasis.opendocument."
				 "spreadsheet" },
		{ .name = "content.xml",
			.bytes = size ? (const char *)data : "",
			.n = size },
	};
	struct err err = { 0 };
	size_t n;
	char *bytes = pack(parts, 2, &n);
	int fd = pack_file(bytes, n);
	struct source *s = workbook_entry.open(fd, "f", NULL, &err);

	assert(s || err.text[0]);
	for (size_t i = 0; s && i < s->n_sheets && i < 4; i++)
		check_sheet(s, i);
	if (s)
		s->class->close(s);
	close(fd);
	free(bytes);
	return 0;
}
