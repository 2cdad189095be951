/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/chart.h"
#include "report/html.h"
#include "base/light.h"

enum {
	YEARS = 12
};

/* Class of the colour of a light: as html_style numbers them. */
static int
band_class(const char *band)
{
	static const char *const bands[] = { "green", "amber", "red" };
	int i = 0;

	while (i < 3 && !str_eq(bands[i], band))
		i++;
	return i;
}

static void
put_shown(struct buf *out, const struct chart_item *item)
{
	buf_puts(out, "<b>");
	html_text(out, item->shown);
	buf_puts(out, item->exact ? "\302\240%</b>" : "</b>");
}

/* The mark, crosswise over the whole bar. */
static void
put_mark(struct buf *out, int mark)
{
	if (mark >= 0)
		buf_printf(out,
			"<rect class=\"m\" x=\"%d\" y=\"0\" "
			"width=\"5\" height=\"20\"/>",
			mark);
}

static void
put_bar(const struct report_chart *chart, const struct chart_scale *scale,
	const struct chart_item *item, struct buf *out)
{
	int place = chart_place(chart, scale, item);

	buf_puts(out, "<li><span>");
	html_text(out, item->label);
	buf_puts(out, "</span><svg viewBox=\"0 0 1000 20\" "
		      "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
	if (place > 0)
		buf_printf(out,
			"<rect class=\"f%d\" x=\"0\" y=\"3\" "
			"width=\"%d\" height=\"14\"/>",
			band_class(item->band), place);
	put_mark(out, chart_mark(scale, item));
	buf_puts(out, "</svg>");
	put_shown(out, item);
	html_light(out, item->band);
	buf_puts(out, "</li>\n");
}

/* Columns side by side; the mark of each meets its neighbour's. */
static void
put_column(const struct report_chart *chart, const struct chart_scale *scale,
	const struct chart_item *item, struct buf *out)
{
	int place = chart_place(chart, scale, item);
	int mark = chart_mark(scale, item);

	buf_puts(out, "<li>");
	put_shown(out, item);
	buf_puts(out, "<svg viewBox=\"0 0 100 1000\" "
		      "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
	if (place > 0)
		buf_printf(out,
			"<rect class=\"f%d\" x=\"22\" y=\"%d\" "
			"width=\"56\" height=\"%d\"/>",
			band_class(item->band), CHART_FULL - place, place);
	if (mark >= 0)
		buf_printf(out,
			"<rect class=\"m\" x=\"0\" y=\"%d\" "
			"width=\"100\" height=\"12\"/>",
			CHART_FULL - mark - 12);
	buf_puts(out, "</svg>");
	html_text(out, item->label);
	buf_puts(out, "<br/>");
	html_light(out, item->band);
	buf_puts(out, "</li>\n");
}

static void
put_span(const struct chart_scale *scale, const struct chart_item *item,
	struct buf *out)
{
	int begin;
	int end;

	buf_puts(out, "<li><span>");
	html_text(out, item->label);
	buf_puts(out, "</span><svg viewBox=\"0 0 1000 20\" "
		      "preserveAspectRatio=\"none\" aria-hidden=\"true\">");
	if (chart_span(scale, item, &begin, &end))
		buf_printf(out,
			"<rect class=\"%s\" x=\"%d\" y=\"3\" "
			"width=\"%d\" height=\"14\"/>",
			chart_look(item->state)->state, begin,
			end - begin < 6 ? 6 : end - begin);
	put_mark(out, scale->mark);
	buf_puts(out, "</svg><b>");
	html_text(out, item->shown);
	buf_puts(out, "</b></li>\n");
}

static void
put_years(const struct chart_scale *scale, struct buf *out)
{
	int years[YEARS];
	int places[YEARS];
	int n = chart_years(scale, YEARS, years, places);

	if (n == 0)
		return;
	buf_puts(out, "<svg class=\"years\" aria-hidden=\"true\">");
	for (int i = 0; i < n; i++)
		buf_printf(out,
			"<text x=\"%d.%d%%\" y=\"14\" "
			"fill=\"#4a5866\" font-size=\"13\">%d</text>",
			places[i] / 10, places[i] % 10, years[i]);
	buf_puts(out, "</svg>\n");
}

static void
put_key(const struct report_chart *chart, struct buf *out)
{
	const struct chart_look *look;
	bool days = chart->kind == CHART_TIMELINE;
	struct buf marks = { 0 };

	if (!days && !chart->mark)
		return;
	buf_puts(out, "<p class=\"key\">");
	for (size_t i = 0; days && (look = chart_look_at(i)) != NULL; i++) {
		if (!chart_has_look(chart, look))
			continue;
		buf_printf(out, "<span><i class=\"%s\"></i>", look->state);
		html_text(out, _(look->word));
		buf_puts(out, "</span>");
	}
	if (chart->mark) {
		buf_printf(out, "<span><i class=\"m\"></i>%s ",
			days ? _("corte") : _("umbral"));
		if (days)
			buf_puts(&marks, chart->mark_shown ? chart->mark_shown
							   : chart->mark);
		else
			chart_marks(chart, &marks);
		html_text(out, buf_text(&marks));
		buf_free(&marks);
		buf_puts(out, days ? "</span>" : " %</span>");
	}
	buf_puts(out, "</p>\n");
}

static void
put_item(const struct report_chart *chart, const struct chart_scale *scale,
	const struct chart_item *item, struct buf *out)
{
	if (chart->kind == CHART_TIMELINE)
		put_span(scale, item, out);
	else if (chart->kind == CHART_TREND)
		put_column(chart, scale, item, out);
	else
		put_bar(chart, scale, item, out);
}

void
html_chart(const struct report_chart *chart, struct buf *out)
{
	static const char *const classes[] = {
		[CHART_BARS] = "bars",
		[CHART_TREND] = "trend",
		[CHART_TIMELINE] = "span",
	};
	struct chart_scale scale = chart_scale(chart);
	struct buf title = { 0 };

	buf_printf(&title, _("Gráfico %d. %s"), chart->figure, chart->title);
	buf_puts(out, "<figure>\n<figcaption>");
	html_text(out, buf_text(&title));
	buf_printf(out, "</figcaption>\n<ul class=\"%s\">\n",
		classes[chart->kind]);
	for (size_t i = 0; i < chart->n; i++)
		put_item(chart, &scale, &chart->items[i], out);
	buf_puts(out, "</ul>\n");
	if (chart->kind == CHART_TIMELINE)
		put_years(&scale, out);
	put_key(chart, out);
	buf_puts(out, "</figure>\n");
	buf_free(&title);
}
