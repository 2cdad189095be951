/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures, drawn as lines: bars with the mark across, a trend, bars of
 * time. The number or word always stands beside. */
#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/chart.h"
#include "report/pdf/paper.h"

#define LABELS 168.0 /* width of what stands left of the bars */
#define VALUES 84.0  /* and right of them, at least */
#define VALUES_MOST 190.0
#define BAR 10.0
#define ROW_PAD 4.5
#define TREND_HEIGHT 128.0
#define SHORT_CHART 190.0 /* up to this height it is not broken */
#define KEY 7.0
#define KEY_HEIGHT 18.0
#define VALUE 10.0	 /* height of the number at a point */
#define TREND_LABEL 44.0 /* room for the name of a period */

enum {
	YEARS = 12,
	LABEL_LINES = 3
};

struct plot {
	struct paper *paper;
	const struct report_chart *chart;
	struct chart_scale scale;
	double x;
	double width;
	double values; /* right of the bars */
	double top;    /* of the rows on this page */
	double row;    /* height of the one being drawn */
};

const char *
chart_caption(struct paper *p, const struct report_chart *chart)
{
	return arena_printf(
		p->arena, _("Gráfico %d. %s"), chart->figure, chart->title);
}

static double
place_x(const struct plot *plot, int place)
{
	return plot->x + plot->width * place / CHART_FULL;
}

static void
vertical(struct paper *p, double x, double top, double bottom, double thick,
	unsigned rgb, bool dashed)
{
	static const double dashes[] = { 3, 2 };

	cairo_save(p->cr);
	if (dashed)
		cairo_set_dash(p->cr, dashes, 2, 0);
	paper_colour(p, rgb);
	cairo_set_line_width(p->cr, thick);
	cairo_move_to(p->cr, x, top);
	cairo_line_to(p->cr, x, bottom);
	cairo_stroke(p->cr);
	cairo_restore(p->cr);
}

/* ---- axes: above the rows, drawn when the rows of a page are there */

static const char *
mark_text(const struct plot *plot, bool named)
{
	const struct report_chart *c = plot->chart;
	struct arena *arena = plot->paper->arena;
	const char *text = c->mark_shown ? c->mark_shown
			   : c->mark	 ? c->mark
					 : "";

	if (c->kind == CHART_TIMELINE)
		return arena_printf(arena, _("corte %s"), text);
	if (!strchr(text, '%'))
		text = arena_printf(arena, "%s %%", text);
	return named ? arena_printf(arena, _("umbral %s"), text) : text;
}

static void
draw_mark_label(struct plot *plot)
{
	struct paper *p = plot->paper;
	const char *text = mark_text(plot, true);
	double width = paper_text_width(p, STYLE_CHART_STRONG, text);
	double x = place_x(plot, plot->scale.mark) - width / 2;

	if (plot->scale.mark < 0)
		return;
	if (x + width > p->right)
		x = p->right - width;
	paper_text(p, STYLE_CHART_STRONG, x, p->y, 0, PANGO_ALIGN_LEFT, text);
}

/* Above the rows, and a line down through them when they are all there. */
static void
draw_years(struct plot *plot, bool lines)
{
	struct paper *p = plot->paper;
	int years[YEARS];
	int places[YEARS];
	int n = chart_years(&plot->scale, YEARS, years, places);

	for (int i = 0; i < n; i++) {
		char text[16];
		double x = place_x(plot, places[i]);

		snprintf(text, sizeof text, "%d", years[i]);
		if (lines)
			vertical(
				p, x, p->y, p->y + plot->row, 0.5, HAIR, false);
		else
			paper_text(p, STYLE_CHART, x - 20, plot->top - 12, 40,
				PANGO_ALIGN_CENTER, text);
	}
}

/* The lines across the rows of this page. */
static void
close_rows(struct plot *plot)
{
	struct paper *p = plot->paper;

	vertical(p, plot->x, plot->top, p->y, 0.6, GREY, false);
	if (plot->scale.mark >= 0)
		vertical(p, place_x(plot, plot->scale.mark), plot->top - 3,
			p->y + 3, 1.1, INK, true);
}

static void
open_rows(struct plot *plot, bool again)
{
	struct paper *p = plot->paper;

	paper_caption(p, chart_caption(p, plot->chart), again, 6);
	draw_mark_label(plot);
	p->y += plot->chart->kind == CHART_TIMELINE ? 26 : 13;
	plot->top = p->y;
	if (plot->chart->kind == CHART_TIMELINE)
		draw_years(plot, false);
}

/* ---- bars */

static const char *
bar_text(struct plot *plot, const struct chart_item *item)
{
	return arena_printf(plot->paper->arena, "%s  %s%s",
		light_of(item->band)->letter, item->shown ? item->shown : "",
		item->shown && item->exact ? " %" : "");
}

/* No figure beside its bar is cut. */
static void
take_values(struct plot *plot)
{
	plot->values = VALUES;
	for (size_t i = 0;
		plot->chart->kind == CHART_BARS && i < plot->chart->n; i++) {
		double width =
			18 + paper_text_width(plot->paper, STYLE_CHART_STRONG,
				     bar_text(plot, &plot->chart->items[i]));

		plot->values = width > plot->values ? width : plot->values;
	}
	if (plot->values > VALUES_MOST)
		plot->values = VALUES_MOST;
}

static void
draw_bar(struct plot *plot, const struct chart_item *item, double y)
{
	struct paper *p = plot->paper;
	const struct light *light = light_of(item->band);
	int place = chart_place(plot->chart, &plot->scale, item);
	double x = plot->x + plot->width + 8;

	paper_fill(p, plot->x, y, plot->width, BAR, TINT);
	if (place > 0)
		paper_fill(p, plot->x, y, plot->width * place / CHART_FULL, BAR,
			light->rgb);
	paper_light(p, light, x, y + 1.6, 6.8);
	paper_line(p, STYLE_CHART_STRONG, x + 10, y, plot->values - 18,
		PANGO_ALIGN_LEFT, bar_text(plot, item));
}

/* ---- spans of time */

static void
draw_span(struct plot *plot, const struct chart_item *item, double y)
{
	struct paper *p = plot->paper;
	int begin;
	int end;

	if (chart_span(&plot->scale, item, &begin, &end)) {
		double x = place_x(plot, begin);
		double width = place_x(plot, end) - x;

		width = width < 3 ? 3 : width;
		paper_fill(p, x, y + 1, width, BAR - 2,
			chart_look(item->state)->rgb);
	}
	if (!item->shown)
		return;
	y += (BAR - paper_set(p, STYLE_CHART, plot->values - 8,
			    PANGO_ALIGN_LEFT, item->shown)) /
	     2;
	paper_text(p, STYLE_CHART, plot->x + plot->width + 8, y,
		plot->values - 8, PANGO_ALIGN_LEFT, item->shown);
}

/* Its height; a long one is whole in the table below. */
static double
draw_label(struct plot *plot, const struct chart_item *item, const double *xy)
{
	return paper_lines(plot->paper, STYLE_CHART, xy, LABELS - 10,
		PANGO_ALIGN_RIGHT, LABEL_LINES, item->label ? item->label : "");
}

static double
item_height(struct plot *plot, const struct chart_item *item)
{
	double height = draw_label(plot, item, NULL);

	if (plot->chart->kind == CHART_TIMELINE && item->shown) {
		double shown = paper_set(plot->paper, STYLE_CHART,
			plot->values - 8, PANGO_ALIGN_LEFT, item->shown);

		height = shown > height ? shown : height;
	}
	return (height > BAR ? height : BAR) + ROW_PAD;
}

static void
draw_item(struct plot *plot, const struct chart_item *item)
{
	struct paper *p = plot->paper;
	double height = item_height(plot, item);
	double text = draw_label(plot, item, NULL);
	double label[] = { PAPER_LEFT, p->y + (height - text) / 2 };
	double y = p->y + (height - BAR) / 2;

	plot->row = height;
	if (plot->chart->kind == CHART_TIMELINE)
		draw_years(plot, true);
	draw_label(plot, item, label);
	if (plot->chart->kind == CHART_TIMELINE)
		draw_span(plot, item, y);
	else
		draw_bar(plot, item, y);
	p->y += height;
}

/* What the bars' colours mean, as far as there are such bars. */
static void
draw_key(struct plot *plot)
{
	struct paper *p = plot->paper;
	const struct chart_look *look;
	double x = PAPER_LEFT;

	p->y += 6;
	for (size_t i = 0; (look = chart_look_at(i)) != NULL; i++) {
		if (!chart_has_look(plot->chart, look))
			continue;
		paper_fill(p, x, p->y + 1.5, KEY, KEY, look->rgb);
		paper_text(p, STYLE_CHART, x + KEY + 4, p->y, 0,
			PANGO_ALIGN_LEFT, _(look->word));
		x += KEY + 4 + 14 +
		     paper_text_width(p, STYLE_CHART, _(look->word));
	}
	p->y += KEY_HEIGHT - 6;
}

static void
draw_items(struct plot *plot)
{
	struct paper *p = plot->paper;
	double key = plot->chart->kind == CHART_TIMELINE ? KEY_HEIGHT : 0;

	plot->x = PAPER_LEFT + LABELS;
	plot->width = p->text - LABELS - plot->values;
	open_rows(plot, false);
	for (size_t i = 0; i < plot->chart->n; i++) {
		double below = i + 1 < plot->chart->n ? 4 : 4 + key + p->tail;

		if (item_height(plot, &plot->chart->items[i]) + below >
			paper_room(p)) {
			close_rows(plot);
			paper_page(p, false);
			open_rows(plot, true);
		}
		draw_item(plot, &plot->chart->items[i]);
	}
	close_rows(plot);
	if (key > 0)
		draw_key(plot);
}

/* ---- the trend */

static double
trend_x(const struct plot *plot, size_t i)
{
	return plot->x +
	       plot->width * ((double)i + 0.5) / (double)plot->chart->n;
}

static double
trend_y(const struct plot *plot, int place)
{
	return plot->top + TREND_HEIGHT * (CHART_FULL - place) / CHART_FULL;
}

/* What the lowest and the highest line mean; the mark has the right of way. */
static void
draw_ends(struct plot *plot)
{
	struct paper *p = plot->paper;
	const long ends[] = { plot->scale.from, plot->scale.to };

	for (int i = 0; i < 2; i++) {
		int place = i * CHART_FULL;
		double y = trend_y(plot, place);

		if (plot->scale.mark < 0 ||
			fabs(y - trend_y(plot, plot->scale.mark)) > 10)
			paper_text(p, STYLE_CHART, PAPER_LEFT, y - 5,
				plot->x - PAPER_LEFT - 6, PANGO_ALIGN_RIGHT,
				arena_printf(
					p->arena, "%ld %%", ends[i] / 1000));
	}
}

/* From period to period as long as it is the same; one of its own says it. */
static void
draw_marks(struct plot *plot)
{
	struct paper *p = plot->paper;
	const struct report_chart *c = plot->chart;
	double step = plot->width / (double)c->n;

	for (size_t i = 0, end; i < c->n; i = end) {
		int mark = chart_mark(&plot->scale, &c->items[i]);
		double y = trend_y(plot, mark), x = plot->x + step * (double)i;

		for (end = i + 1;
			end < c->n &&
			chart_mark(&plot->scale, &c->items[end]) == mark;)
			end++;
		paper_rule(p, x, step * (double)(end - i), y, 1.1, INK);
		if (c->items[i].mark)
			paper_text(p, STYLE_CHART_STRONG, x + 2, y - 12, 60,
				PANGO_ALIGN_LEFT,
				arena_printf(
					p->arena, "%s %%", c->items[i].mark));
	}
}

static void
draw_grid(struct plot *plot)
{
	struct paper *p = plot->paper;
	static const double dashes[] = { 3, 2 };
	double y;

	for (int place = 0; place <= CHART_FULL; place += CHART_FULL / 4)
		paper_rule(p, plot->x, plot->width, trend_y(plot, place),
			place == 0 ? 0.6 : 0.4, place == 0 ? GREY : HAIR);
	draw_ends(plot);
	if (plot->scale.mark < 0)
		return;
	y = trend_y(plot, plot->scale.mark);
	cairo_save(p->cr);
	cairo_set_dash(p->cr, dashes, 2, 0);
	draw_marks(plot);
	cairo_restore(p->cr);
	paper_text(p, STYLE_CHART_STRONG, PAPER_LEFT, y - 5,
		plot->x - PAPER_LEFT - 6, PANGO_ALIGN_RIGHT,
		mark_text(plot, false));
}

static void
draw_path(struct plot *plot)
{
	cairo_t *cr = plot->paper->cr;
	bool drawing = false;

	cairo_new_path(cr);
	for (size_t i = 0; i < plot->chart->n; i++) {
		int place = chart_place(
			plot->chart, &plot->scale, &plot->chart->items[i]);

		if (place >= 0 && drawing)
			cairo_line_to(
				cr, trend_x(plot, i), trend_y(plot, place));
		else if (place >= 0)
			cairo_move_to(
				cr, trend_x(plot, i), trend_y(plot, place));
		drawing = place >= 0;
	}
	paper_colour(plot->paper, NAVY);
	cairo_set_line_width(cr, 1.4);
	cairo_stroke(cr);
}

/* Where the number of a point stands: above it, but below where it would lie
 * on the mark and seem to be its. */
static double
value_y(const struct plot *plot, const struct chart_item *item, double y)
{
	double mark = trend_y(plot, chart_mark(&plot->scale, item));
	double above = y - VALUE - 6;

	if (plot->scale.mark >= 0 && mark > above - 1 &&
		mark < above + VALUE + 1)
		return y + 6;
	return above;
}

static void
draw_points(struct plot *plot)
{
	struct paper *p = plot->paper;
	/* of many periods every second, third ... is named */
	size_t step = 1 + (size_t)(TREND_LABEL * (double)plot->chart->n /
				   plot->width);
	double room = plot->width / (double)plot->chart->n * (double)step;

	for (size_t i = 0; i < plot->chart->n; i++) {
		const struct chart_item *item = &plot->chart->items[i];
		int place = chart_place(plot->chart, &plot->scale, item);
		double x = trend_x(plot, i);
		double y = trend_y(plot, place < 0 ? 0 : place);
		double width;

		if (place >= 0)
			paper_light(p, light_of(item->band), x - 4, y - 4, 8);
		if (i % step != 0)
			continue;
		paper_line(p, STYLE_CHART, x - room / 2,
			plot->top + TREND_HEIGHT + 4, room, PANGO_ALIGN_CENTER,
			item->label ? item->label : "");
		if (!item->shown)
			continue;
		width = paper_text_width(p, STYLE_CHART_STRONG, item->shown);
		y = value_y(plot, item, y);
		paper_fill(p, x - width / 2 - 2, y, width + 4, VALUE, WHITE);
		paper_line(p, STYLE_CHART_STRONG, x - room / 2, y, room,
			PANGO_ALIGN_CENTER, item->shown);
	}
}

static void
draw_trend(struct plot *plot)
{
	struct paper *p = plot->paper;

	plot->x = PAPER_LEFT + 40;
	plot->width = p->text - 40;
	paper_caption(p, chart_caption(p, plot->chart), false, 20);
	plot->top = p->y;
	draw_grid(plot);
	draw_path(plot);
	draw_points(plot);
	p->y += TREND_HEIGHT + 16;
}

/* Its title, axis and the first rows; a short one whole. */
double
chart_start(struct paper *p, const struct report_chart *chart)
{
	struct plot plot = { .paper = p, .chart = chart, .values = VALUES };
	double height = 60;

	if (chart->kind == CHART_TREND)
		return TREND_HEIGHT + 60;
	for (size_t i = 0; i < chart->n; i++) {
		height += item_height(&plot, &chart->items[i]);
		if (height > SHORT_CHART)
			return 110;
	}
	return height;
}

void
chart_draw(struct paper *p, const struct report_chart *chart)
{
	struct plot plot = {
		.paper = p, .chart = chart, .scale = chart_scale(chart)
	};

	take_values(&plot);
	paper_need(p, chart_start(p, chart) +
			      (chart->kind == CHART_TREND ? p->tail : 0));
	p->y += p->y > PAPER_TOP ? 4 : 0;
	paper_entry(p, p->y);
	if (chart->kind == CHART_TREND)
		draw_trend(&plot);
	else
		draw_items(&plot);
	p->y += 16;
}
