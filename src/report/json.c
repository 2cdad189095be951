/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "base/str.h"
#include "report/writer.h"

/* Of the shape below; a member added does not change it. */
enum { JSON_VERSION = 1 };

static void
value(struct buf *out, const char *text)
{
	if (text)
		str_json(out, text);
	else
		buf_puts(out, "null");
}

/* separator is what stands before: "" or ",". */
static void
member(struct buf *out, const char *separator, const char *name,
	const char *text)
{
	buf_puts(out, separator);
	str_json(out, name);
	buf_puts(out, ": ");
	value(out, text);
}

static void
list(struct buf *out, const char *name, size_t n, const char *const *texts)
{
	str_json(out, name);
	buf_puts(out, ": [");
	for (size_t i = 0; i < n; i++) {
		buf_puts(out, i ? ", " : "");
		str_json(out, texts[i]);
	}
	buf_puts(out, "]");
}

/* The figure itself under its name, what people read under name_shown. */
static void
figure(struct buf *out, const char *separator, const char *name, bool exact,
	const struct report_cell *cell)
{
	char shown[96];

	if (!exact) {
		member(out, separator, name, cell->shown);
		return;
	}
	snprintf(shown, sizeof shown, "%s_shown", name);
	member(out, separator, name, cell->exact);
	member(out, ", ", shown, cell->shown);
}

static void
put_rows(const struct report_block *block, struct buf *out)
{
	buf_puts(out, ",\n   \"rows\": [");
	for (size_t r = 0; r < block->n_rows; r++) {
		const struct report_row *row = &block->rows[r];

		buf_puts(out, r ? ",\n    {" : "\n    {");
		for (size_t i = 0; i < block->n_columns; i++)
			figure(out, i ? ", " : "", block->columns[i].name,
				block->columns[i].exact, &row->cells[i]);
		buf_puts(out, "}");
	}
	buf_puts(out, block->n_rows ? "\n   ]" : "]");
}

static void
put_block(const struct report_block *block, struct buf *out)
{
	member(out, "\n  {", "block", block->name);
	member(out, ", ", "title", block->title);
	buf_puts(out, ",\n   ");
	list(out, "text", block->n_texts, block->texts);
	if (block->n_facts > 0) {
		buf_puts(out, ",\n   \"facts\": {");
		for (size_t i = 0; i < block->n_facts; i++)
			figure(out, i ? ",\n    " : "\n    ",
				block->facts[i].name,
				block->facts[i].exact,
				&block->facts[i].cell);
		buf_puts(out, "\n   }");
	}
	if (block->n_columns > 0)
		put_rows(block, out);
	buf_puts(out, "}");
}

bool
json_write(const struct report *report, struct buf *out, struct err *err)
{
	(void)err;
	buf_printf(out, "{\"format\": \"hito-report\", \"version\": %d,\n ",
		JSON_VERSION);
	member(out, "", "report", report->name);
	member(out, ", ", "title", report->title);
	member(out, ",\n ", "institution", report->institution);
	member(out, ", ", "plan", report->plan);
	member(out, ", ", "period", report->period);
	buf_printf(out, ", \"test\": %s,\n ",
		report->is_test ? "true" : "false");
	list(out, "top", report->n_tops, report->tops);
	buf_puts(out, ",\n \"blocks\": [");
	for (size_t i = 0; i < report->n_blocks; i++) {
		buf_puts(out, i ? "," : "");
		put_block(&report->blocks[i], out);
	}
	buf_puts(out, "\n ],\n ");
	list(out, "foot", report->n_feet, report->feet);
	buf_puts(out, "}\n");
	return true;
}
