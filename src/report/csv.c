/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/i18n.h"
#include "base/str.h"
#include "report/writer.h"

#define LINE_END "\r\n" /* RFC 4180 */

static void
cell(struct buf *out, bool first, const char *text)
{
	if (!first)
		buf_putc(out, ',');
	str_csv(out, text ? text : "", ',', true);
}

/* Figures are ours and plain: a guard would make -3 a text. */
static void
figure(struct buf *out, const char *text)
{
	buf_putc(out, ',');
	str_csv(out, text ? text : "", ',', false);
}

static void
line(struct buf *out, const char *text)
{
	cell(out, true, text);
	buf_puts(out, LINE_END);
}

static void
put_facts(const struct report_block *block, struct buf *out)
{
	if (block->n_facts == 0)
		return;
	cell(out, true, _("Dato"));
	cell(out, false, _("Valor"));
	cell(out, false, _("Valor exacto"));
	buf_puts(out, LINE_END);
	for (size_t i = 0; i < block->n_facts; i++) {
		const struct report_fact *fact = &block->facts[i];

		cell(out, true, fact->title);
		cell(out, false, fact->cell.shown);
		figure(out, fact->cell.exact);
		buf_puts(out, LINE_END);
	}
}

static void
put_headings(const struct report_block *block, struct buf *out)
{
	for (size_t i = 0; i < block->n_columns; i++) {
		const struct report_column *c = &block->columns[i];

		cell(out, i == 0, c->title);
		if (c->exact) {
			struct buf title = { 0 };

			buf_printf(&title, _("%s (exacto)"), c->title);
			cell(out, false, buf_text(&title));
			buf_free(&title);
		}
	}
	buf_puts(out, LINE_END);
}

static void
put_rows(const struct report_block *block, struct buf *out)
{
	if (block->n_columns == 0)
		return;
	put_headings(block, out);
	for (size_t r = 0; r < block->n_rows; r++) {
		const struct report_cell *cells = block->rows[r].cells;

		for (size_t i = 0; i < block->n_columns; i++) {
			cell(out, i == 0, cells[i].shown);
			if (block->columns[i].exact)
				figure(out, cells[i].exact);
		}
		buf_puts(out, LINE_END);
	}
}

bool
csv_write(const struct report *report, struct buf *out, struct err *err)
{
	(void)err;
	if (report->is_test)
		line(out, _("PRUEBA - datos de práctica"));
	line(out, report->title);
	for (size_t i = 0; i < report->n_tops; i++)
		line(out, report->tops[i]);
	for (size_t i = 0; i < report->n_blocks; i++) {
		const struct report_block *block = &report->blocks[i];

		buf_puts(out, LINE_END);
		line(out, block->title);
		for (size_t k = 0; k < block->n_texts; k++)
			line(out, block->texts[k]);
		put_facts(block, out);
		put_rows(block, out);
	}
	if (report->n_feet > 0)
		buf_puts(out, LINE_END);
	for (size_t i = 0; i < report->n_feet; i++)
		line(out, report->feet[i]);
	return true;
}
