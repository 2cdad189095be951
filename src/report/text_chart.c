/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/light.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/chart.h"
#include "report/text.h"

enum {
	LABEL = 26,
	SHOWN = 9, /* of a percent, at least */
	WORD = 17, /* of a situation, at least */
	WORD_MOST = 34,
	BAR = TEXT_WIDTH - LABEL - 2 - 3, /* with figure, and a short light */
	BAR_LEAST = 16,
	YEARS = 12,
};

/* A chart being drawn. */
struct drawing {
	const struct report_chart *chart;
	struct chart_scale scale;
	bool ascii;
	int width;
	int shown; /* cells of the figure or word; never cut */
	struct buf *out;
};

/* A text too long is cut, but no number in it. */
static void
put_padded(struct buf *out, const char *text, int width, bool right)
{
	size_t len = strlen(text);
	size_t n = utf8_width(text, len) <= width
			   ? len
			   : utf8_fit(text, len, width - 1);
	bool cut = n < len;
	int pad;

	if (cut)
		n = text_before_number(text, n);
	pad = width - utf8_width(text, n) - cut;
	text_repeat(out, " ", right ? pad : 0);
	buf_add(out, text, n);
	buf_puts(out, cut ? "…" : "");
	text_repeat(out, " ", right ? 0 : pad);
}

static int
cell_of(const struct drawing *d, int place)
{
	int cell = place * d->width / CHART_FULL;

	return cell < d->width ? cell : d->width - 1;
}

/* Cells from..to filled, the mark over them. */
static void
put_bar(const struct drawing *d, int across, int from, int to, const char *sign)
{
	int mark = across < 0 ? -1 : cell_of(d, across);

	for (int i = 0; i < d->width; i++) {
		if (i == mark)
			buf_puts(d->out, d->ascii ? "|" : "┃");
		else if (i >= from && i < to)
			buf_puts(d->out, sign);
		else
			buf_putc(d->out, ' ');
	}
}

/* A bar below the mark leaves a blank before it. */
static void
put_value(const struct drawing *d, const struct chart_item *item)
{
	int place = chart_place(d->chart, &d->scale, item);
	int to = place < 0 ? 0 : place * d->width / CHART_FULL;
	int across = chart_mark(&d->scale, item);

	if (place < across && to >= cell_of(d, across) && to > 0)
		to = cell_of(d, across) - 1;
	put_padded(d->out, item->label, LABEL, false);
	buf_putc(d->out, ' ');
	put_bar(d, across, 0, to, d->ascii ? "#" : "█");
	put_padded(d->out, item->shown ? item->shown : "", d->shown, true);
	buf_printf(d->out, " %s\n", band_sign(item->band, d->ascii, true));
}

static void
put_span(const struct drawing *d, const struct chart_item *item)
{
	const struct chart_look *look = chart_look(item->state);
	int begin;
	int end;
	size_t start;

	put_padded(d->out, item->label, LABEL, false);
	buf_putc(d->out, ' ');
	if (chart_span(&d->scale, item, &begin, &end))
		put_bar(d, d->scale.mark, cell_of(d, begin),
			cell_of(d, end) + 1,
			d->ascii ? look->ascii : look->sign);
	else
		put_bar(d, d->scale.mark, 0, 0, "");
	buf_putc(d->out, ' ');
	start = d->out->len;
	put_padded(d->out, item->shown ? item->shown : "", d->shown, false);
	while (d->out->len > start && d->out->data[d->out->len - 1] == ' ')
		d->out->len--;
	while (d->out->data[d->out->len - 1] == ' ')
		d->out->len--;
	buf_putc(d->out, '\n');
}

/* The years under a timeline, each where it begins. */
static void
put_years(const struct drawing *d)
{
	int years[YEARS];
	int places[YEARS];
	int n = chart_years(&d->scale, YEARS, years, places);
	int at = 0;

	if (n == 0)
		return;
	text_repeat(d->out, " ", LABEL + 1);
	for (int i = 0; i < n; i++) {
		int cell = cell_of(d, places[i]);

		if (cell < at + (at > 0) || cell + 4 > d->width + d->shown)
			continue;
		text_repeat(d->out, " ", cell - at);
		buf_printf(d->out, "%d", years[i]);
		at = cell + 4;
	}
	buf_putc(d->out, '\n');
}

static void
add_mark(const struct drawing *d, struct buf *text)
{
	const struct report_chart *c = d->chart;
	const char *sign = d->ascii ? "|" : "┃";
	struct buf marks = { 0 };

	if (!c->mark)
		return;
	if (c->kind == CHART_TIMELINE) {
		buf_printf(text, _("%s corte %s"), sign,
			c->mark_shown ? c->mark_shown : c->mark);
		return;
	}
	chart_marks(c, &marks);
	buf_printf(text, _("%s umbral %s %%"), sign, buf_text(&marks));
	buf_free(&marks);
}

/* What the bars' signs mean, as far as there are such bars. */
static void
put_key(const struct drawing *d)
{
	const struct report_chart *c = d->chart;
	const struct chart_look *look;
	struct buf text = { 0 };

	for (size_t i = 0;
		c->kind == CHART_TIMELINE && (look = chart_look_at(i)) != NULL;
		i++) {
		if (chart_has_look(c, look))
			buf_printf(&text, "%s %s  ",
				d->ascii ? look->ascii : look->sign,
				_(look->word));
	}
	add_mark(d, &text);
	if (text.len > 0)
		text_paragraph(d->out, buf_text(&text),
			c->kind == CHART_TIMELINE ? 0 : LABEL + 1);
	buf_free(&text);
}

/* The longest word too: it says the same here as in the table. */
static void
take_words(struct drawing *d)
{
	d->shown = WORD;
	for (size_t i = 0; i < d->chart->n; i++) {
		const char *shown = d->chart->items[i].shown;
		int width = shown ? utf8_cells(shown) : 0;

		if (width > d->shown)
			d->shown = width < WORD_MOST ? width : WORD_MOST;
	}
	d->width = TEXT_WIDTH - LABEL - 2 - d->shown;
}

/* The longest figure decides what is left for the bars. */
static void
take_widths(struct drawing *d)
{
	if (d->chart->kind == CHART_TIMELINE) {
		take_words(d);
		return;
	}
	d->shown = SHOWN;
	for (size_t i = 0; i < d->chart->n; i++) {
		const char *shown = d->chart->items[i].shown;
		int width = shown ? utf8_cells(shown) : 0;

		if (width > d->shown)
			d->shown = width;
	}
	d->width = BAR - d->shown;
	if (d->width < BAR_LEAST)
		d->width = BAR_LEAST;
}

void
text_chart(const struct report_chart *chart, bool ascii, struct buf *out,
	text_item_fn *before, const void *arg)
{
	struct drawing d = { .chart = chart,
		.ascii = ascii,
		.out = out,
		.scale = chart_scale(chart) };
	struct buf title = { 0 };

	take_widths(&d);
	buf_printf(&title, _("Gráfico %d. %s"), chart->figure, chart->title);
	buf_putc(out, '\n');
	text_paragraph(out, buf_text(&title), 0);
	buf_putc(out, '\n');
	buf_free(&title);
	for (size_t i = 0; i < chart->n; i++) {
		before(arg, i);
		if (chart->kind == CHART_TIMELINE)
			put_span(&d, &chart->items[i]);
		else
			put_value(&d, &chart->items[i]);
	}
	before(arg, chart->n);
	if (chart->kind == CHART_TIMELINE)
		put_years(&d);
	put_key(&d);
}
