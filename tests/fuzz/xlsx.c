/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks: whatever stands in their parts, or in the archive, is rows or a
 * sentence, and the same rows each time they are gone through. */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "import/workbook.h"
#include "pack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char between[] = "\n--\n"; /* parts of an input */

static const char *const names[] = {
	"xl/worksheets/sheet1.xml",
	"xl/sharedStrings.xml",
	"xl/styles.xml",
	"xl/workbook.xml",
	"xl/_rels/workbook.xml.rels",
	"_rels/.rels",
};

/* What stands where an input has no such part. */
static const char *const usual[] = {
	"<worksheet/>",
	"<sst/>",
	"<styleSheet/>",
	"<workbook><sheets><sheet name=\"a\" r:id=\"a\"/></sheets></workbook>",
	("<Relationships><Relationship Id=\"a\" Type=\"/worksheet\" "
	 "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" "
	 "Type=\"/styles\" Target=\"styles.xml\"/><Relationship Id=\"c\" "
	 "Type=\"/sharedStrings\" Target=\"sharedStrings.xml\"/>"
	 "</Relationships>"),
	("<Relationships><Relationship Id=\"a\" Type=\"/officeDocument\" "
	 "Target=\"xl/workbook.xml\"/></Relationships>"),
};

enum {
	PARTS = sizeof names / sizeof names[0],
};

static char *
pack_input(char *text, size_t size, size_t *packed)
{
	struct pack_part parts[PARTS];
	char *at = text, *end = text + size;

	for (size_t i = 0; i < PARTS; i++) {
		char *next = at ? strstr(at, between) : NULL;

		parts[i] = (struct pack_part){
			.name = names[i],
			.bytes = at && at < end ? at : usual[i],
		};
		if (next)
			*next = '\0';
		at = next ? next + sizeof between - 1 : NULL;
	}
	return pack(parts, PARTS, packed);
}

static bool
take_rows(struct source *s, struct buf *out)
{
	struct file_row row;
	struct err err = { 0 };
	enum sheet_result r;

	while ((r = s->class->next(s, &row, &err)) == SHEET_ROW) {
		buf_printf(out, "%zu", row.line);
		for (size_t i = 0; i < row.n; i++) {
			const char *text = row.cells[i];
			size_t n = strlen(text);

			assert(row.kinds[i] <= ROW_ERROR);
			assert(utf8_valid(text, n) == n);
			buf_printf(out, "[%s]", text);
		}
	}
	return r == SHEET_END;
}

static void
read_sheets(struct source *s)
{
	struct err err = { 0 };

	for (size_t i = 0; i < s->n_sheets; i++) {
		struct buf once = { 0 }, twice = { 0 };

		if (s->class->choose(s, i, 0, &err)) {
			assert(take_rows(s, &once));
			assert(s->class->rewind(s, &err));
			assert(take_rows(s, &twice));
			assert(strcmp(buf_text(&once), buf_text(&twice)) == 0);
		} else {
			assert(err.kind == ERR_FILE && err.text[0]);
		}
		buf_free(&once);
		buf_free(&twice);
	}
}

static void
read_archive(const char *bytes, size_t n)
{
	struct err err = { 0 };
	int fd = pack_file(bytes, n);
	struct source *s = workbook_entry.open(fd, "a.xlsx", NULL, &err);

	if (s) {
		read_sheets(s);
		s->class->close(s);
	} else {
		assert(err.kind == ERR_FILE && err.text[0]);
	}
	close(fd);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text, *bytes;
	size_t n;

	if (size > 2 && memcmp(data, "PK", 2) == 0) {
		read_archive((const char *)data, size);
		return 0;
	}
	text = mem_alloc(size + 1);
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	bytes = pack_input(text, size, &n);
	read_archive(bytes, n);
	free(bytes);
	free(text);
	return 0;
}
