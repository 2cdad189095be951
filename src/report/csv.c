/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

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

/* What people read; a number of a number's column is plain too. */
static void
shown_cell(struct buf *out, bool first, enum cell_kind kind, const char *text)
{
	bool number = (kind == CELL_NUMBER || kind == CELL_PERCENT) && text &&
		      strspn(text, "-0123456789.,") == strlen(text);

	if (!number)
		cell(out, first, text);
	else if (first)
		str_csv(out, text, ',', false);
	else
		figure(out, text);
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
		shown_cell(out, false, fact->kind, fact->cell.shown);
		figure(out, fact->cell.exact);
		buf_puts(out, LINE_END);
	}
}

static void
put_headings(const struct report_block *block, struct buf *out)
{
	if (block->cards)
		cell(out, true, _("Ficha"));
	for (size_t i = 0; i < block->n_columns; i++) {
		const struct report_column *c = &block->columns[i];

		cell(out, i == 0 && !block->cards, c->title);
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
put_rows(const struct report_block *block, struct step *step, struct buf *out)
{
	if (block->n_columns == 0)
		return;
	put_headings(block, out);
	for (size_t r = 0; r < block->n_rows && step_next(step); r++) {
		const struct report_cell *cells = block->rows[r].cells;

		if (block->cards)
			cell(out, true, block->rows[r].group);
		for (size_t i = 0; i < block->n_columns; i++) {
			shown_cell(out, i == 0 && !block->cards,
				block->columns[i].kind, cells[i].shown);
			if (block->columns[i].exact)
				figure(out, cells[i].exact);
		}
		buf_puts(out, LINE_END);
	}
}

/* Of a chart without a table. */
static void
put_values(const struct report_chart *chart, struct buf *out)
{
	line(out, chart->title);
	for (size_t i = 0; i < chart->n; i++) {
		const struct chart_item *item = &chart->items[i];

		cell(out, true, item->label);
		if (chart->kind == CHART_TIMELINE) {
			cell(out, false, item->from);
			cell(out, false, item->to);
			cell(out, false, item->shown);
		} else {
			shown_cell(out, false, CELL_PERCENT, item->shown);
			figure(out, item->exact);
			cell(out, false, item->band);
		}
		buf_puts(out, LINE_END);
	}
}

static void
put_cover(const struct report_cover *cover, struct buf *out)
{
	if (cover->number)
		line(out, cover->number);
	if (cover->version) {
		cell(out, true, _("Versión"));
		cell(out, false, cover->version);
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
	put_cover(&report->cover, out);
	for (size_t i = 0; i < report->n_blocks; i++) {
		const struct report_block *block = &report->blocks[i];

		buf_puts(out, LINE_END);
		line(out, block->title);
		for (size_t k = 0; k < block->n_texts; k++)
			line(out, block->texts[k]);
		put_facts(block, out);
		if (block->chart && block->n_columns == 0)
			put_values(block->chart, out);
		put_rows(block, report->step, out);
	}
	if (report->n_feet > 0)
		buf_puts(out, LINE_END);
	for (size_t i = 0; i < report->n_feet; i++)
		line(out, report->feet[i]);
	return true;
}
