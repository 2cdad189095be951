/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "report/writer.h"

/* What people read; a number of a number's column is plain: a guard would
 * make -3 a text. */
static void
shown_cell(struct csv_out *out, enum cell_kind kind, const char *text)
{
	if ((kind == CELL_NUMBER || kind == CELL_PERCENT) && text &&
		strspn(text, "-0123456789.,") == strlen(text))
		csv_number(out, text);
	else
		csv_text(out, text);
}

static void
line(struct csv_out *out, const char *text)
{
	csv_text(out, text);
	csv_line(out);
}

static void
put_facts(const struct report_block *block, struct csv_out *out)
{
	if (block->n_facts == 0)
		return;
	csv_text(out, _("Dato"));
	csv_text(out, _("Valor"));
	csv_text(out, _("Valor exacto"));
	csv_line(out);
	for (size_t i = 0; i < block->n_facts; i++) {
		const struct report_fact *fact = &block->facts[i];

		csv_text(out, fact->title);
		shown_cell(out, fact->kind, fact->cell.shown);
		csv_number(out, fact->cell.exact);
		csv_line(out);
	}
}

static void
put_headings(const struct report_block *block, struct csv_out *out)
{
	if (block->cards)
		csv_text(out, _("Ficha"));
	for (size_t i = 0; i < block->n_columns; i++) {
		const struct report_column *c = &block->columns[i];

		csv_text(out, c->title);
		if (c->exact) {
			struct buf title = { 0 };

			buf_printf(&title, _("%s (exacto)"), c->title);
			csv_text(out, buf_text(&title));
			buf_free(&title);
		}
	}
	csv_line(out);
}

static void
put_rows(const struct report_block *block, struct step *step,
	struct csv_out *out)
{
	if (block->n_columns == 0)
		return;
	put_headings(block, out);
	for (size_t r = 0; r < block->n_rows && step_next(step); r++) {
		const struct report_cell *cells = block->rows[r].cells;

		if (block->cards)
			csv_text(out, block->rows[r].group);
		for (size_t i = 0; i < block->n_columns; i++) {
			shown_cell(out, block->columns[i].kind, cells[i].shown);
			if (block->columns[i].exact)
				csv_number(out, cells[i].exact);
		}
		csv_line(out);
	}
}

/* Of a chart without a table. */
static void
put_values(const struct report_chart *chart, struct csv_out *out)
{
	line(out, chart->title);
	for (size_t i = 0; i < chart->n; i++) {
		const struct chart_item *item = &chart->items[i];

		csv_text(out, item->label);
		if (chart->kind == CHART_TIMELINE) {
			csv_text(out, item->from);
			csv_text(out, item->to);
			csv_text(out, item->shown);
		} else {
			shown_cell(out, CELL_PERCENT, item->shown);
			csv_number(out, item->exact);
			csv_text(out, item->band);
		}
		csv_line(out);
	}
}

static void
put_cover(const struct report_cover *cover, struct csv_out *out)
{
	if (cover->number)
		line(out, cover->number);
	if (cover->version) {
		csv_text(out, _("Versión"));
		csv_text(out, cover->version);
		csv_line(out);
	}
}

bool
csv_write(const struct report *report, struct buf *bytes, struct err *err)
{
	struct csv_out to = { .out = bytes, .delimiter = ',' };
	struct csv_out *out = &to;

	(void)err;
	if (report->is_test)
		line(out, _("PRUEBA - datos de práctica"));
	if (report->mark)
		line(out, report->mark);
	line(out, report->title);
	for (size_t i = 0; i < report->n_tops; i++)
		line(out, report->tops[i]);
	put_cover(&report->cover, out);
	for (size_t i = 0; i < report->n_blocks; i++) {
		const struct report_block *block = &report->blocks[i];

		csv_line(out);
		line(out, block->title);
		for (size_t k = 0; k < block->n_texts; k++)
			line(out, block->texts[k]);
		put_facts(block, out);
		if (block->chart && block->n_columns == 0)
			put_values(block->chart, out);
		put_rows(block, report->step, out);
	}
	if (report->n_feet > 0)
		csv_line(out);
	for (size_t i = 0; i < report->n_feet; i++)
		line(out, report->feet[i]);
	return true;
}
