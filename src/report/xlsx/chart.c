/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A picture: its figures in rows, and beside them the spreadsheet's own
 * chart of them. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/chart.h"
#include "base/light.h"
#include "report/xlsx/book.h"

enum {
	FIRST = 3, /* row of the first figure */
	COL_LABEL = 0,
	COL_SHOWN = 1,
	COL_VALUE = 2, /* percent, or the first day */
	COL_MARK = 3,  /* the threshold, or the number of days */
	COL_CHART = 5,
	LABEL_WIDTH = 44, /* so that the chart beside is printed legibly */
	EPOCH = 25569,	  /* 1970-01-01 in days of a spreadsheet */
	NAVY = 0x173a5e,
	INK = 0x1f252b,
	POINTS_MOST = 200,
};

static lxw_row_t
last_row(const struct report_chart *chart)
{
	return (lxw_row_t)(FIRST + chart->n - 1);
}

/* ---- figures */

static void
put_percent(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	const struct report_chart *chart, const struct chart_item *item)
{
	const struct report_cell value = {
		.shown = item->exact ? item->shown : NULL, .exact = item->exact
	};
	const struct report_cell mark = { .shown = item->mark ? item->mark
							      : chart->mark };

	if (value.shown)
		book_cell(b, sheet, row, COL_VALUE, CELL_PERCENT, &value, false,
			false);
	if (mark.shown)
		book_cell(b, sheet, row, COL_MARK, CELL_PERCENT, &mark, false,
			false);
}

/* An unknown begin is the end's day, an unknown end the begin's. */
static void
put_span(struct book *b, lxw_worksheet *sheet, lxw_row_t row,
	const struct chart_item *item)
{
	long from;
	long to;
	bool starts = chart_day(item->from, &from);
	bool ends = chart_day(item->to, &to);

	if (!starts && !ends)
		return;
	from = starts ? from : to;
	to = ends && to > from ? to : from;
	worksheet_write_number(
		sheet, row, COL_VALUE, (double)(from + EPOCH), b->date[0]);
	worksheet_write_number(
		sheet, row, COL_MARK, (double)(to - from + 1), b->text[0]);
	book_say_number(b, sheet, row, COL_VALUE, (double)(from + EPOCH));
	book_say_number(b, sheet, row, COL_MARK, (double)(to - from + 1));
}

static void
put_figures(
	struct book *b, lxw_worksheet *sheet, const struct report_chart *chart)
{
	bool days = chart->kind == CHART_TIMELINE;

	book_text(b, sheet, FIRST - 1, COL_LABEL, _("Nombre"), b->heading);
	book_text(b, sheet, FIRST - 1, COL_SHOWN, _("Valor"), b->heading);
	book_text(b, sheet, FIRST - 1, COL_VALUE,
		days ? _("Inicio") : _("Cumplimiento %"), b->heading);
	book_text(b, sheet, FIRST - 1, COL_MARK,
		days ? _("Días") : _("Umbral %"), b->heading);
	for (size_t i = 0; i < chart->n; i++) {
		const struct chart_item *item = &chart->items[i];
		lxw_row_t row = (lxw_row_t)(FIRST + i);

		book_text(b, sheet, row, COL_LABEL, item->label, b->text[0]);
		book_text(b, sheet, row, COL_SHOWN, item->shown, b->text[0]);
		if (days)
			put_span(b, sheet, row, item);
		else
			put_percent(b, sheet, row, chart, item);
	}
}

/* ---- the chart */

static lxw_chart_series *
add_series(lxw_chart *picture, const char *sheet, lxw_row_t last, lxw_col_t col)
{
	lxw_chart_series *s = chart_add_series(picture, NULL, NULL);

	chart_series_set_categories(
		s, sheet, FIRST, COL_LABEL, last, COL_LABEL);
	chart_series_set_values(s, sheet, FIRST, col, last, col);
	chart_series_set_name_range(s, sheet, FIRST - 1, col);
	return s;
}

static void
set_line(lxw_chart_series *s, unsigned rgb, bool dashed)
{
	lxw_chart_line line = { .color = rgb,
		.width = 1.75f,
		.dash_type = dashed ? LXW_CHART_LINE_DASH_DASH
				    : LXW_CHART_LINE_DASH_SOLID };

	chart_series_set_line(s, &line);
	if (dashed)
		chart_series_set_marker_type(s, LXW_CHART_MARKER_NONE);
}

/* Each bar in the colour of its light. */
static void
colour_bars(
	struct book *b, lxw_chart_series *s, const struct report_chart *chart)
{
	size_t n = chart->n < POINTS_MOST ? chart->n : POINTS_MOST;
	lxw_chart_fill *fills = arena_array(b->arena, n, sizeof *fills);
	lxw_chart_point *points = arena_array(b->arena, n, sizeof *points);
	lxw_chart_point **list = arena_array(b->arena, n + 1, sizeof *list);

	for (size_t i = 0; i < n; i++) {
		fills[i].color = light_of(chart->items[i].band)->rgb;
		points[i].fill = &fills[i];
		list[i] = &points[i];
	}
	chart_series_set_points(s, list);
}

/* A line over bars: unseen bars of one height, with their tendency. */
static void
rule_across(lxw_chart *picture, lxw_chart_series *s)
{
	lxw_chart_fill none = { .none = LXW_TRUE };
	lxw_chart_line line = { .color = INK,
		.width = 1.75f,
		.dash_type = LXW_CHART_LINE_DASH_DASH };

	chart_series_set_fill(s, &none);
	chart_set_series_overlap(picture, 100);
	chart_series_set_trendline(s, LXW_CHART_TRENDLINE_TYPE_LINEAR, 0);
	chart_series_set_trendline_forecast(s, 0.5, 0.5);
	chart_series_set_trendline_name(s, _("Umbral"));
	chart_series_set_trendline_line(s, &line);
}

static lxw_chart *
percent_chart(
	struct book *b, const struct report_chart *chart, const char *sheet)
{
	int16_t unseen[] = { 1, -1 };
	bool bars = chart->kind == CHART_BARS;
	lxw_chart *picture = workbook_add_chart(
		b->workbook, bars ? LXW_CHART_COLUMN : LXW_CHART_LINE);
	lxw_chart_series *s =
		add_series(picture, sheet, last_row(chart), COL_VALUE);

	if (bars) {
		colour_bars(b, s, chart);
	} else {
		set_line(s, NAVY, false);
		chart_series_set_marker_type(s, LXW_CHART_MARKER_CIRCLE);
	}
	chart_axis_set_min(picture->y_axis, 0);
	if (!chart->mark)
		return picture;
	s = add_series(picture, sheet, last_row(chart), COL_MARK);
	if (bars) {
		rule_across(picture, s);
		chart_legend_delete_series(picture, unseen);
	} else {
		set_line(s, INK, true);
	}
	return picture;
}

static lxw_chart *
time_chart(struct book *b, const struct report_chart *chart, const char *sheet)
{
	lxw_chart *picture =
		workbook_add_chart(b->workbook, LXW_CHART_BAR_STACKED);
	struct chart_scale scale = chart_scale(chart);
	lxw_chart_fill none = { .none = LXW_TRUE };
	lxw_chart_fill navy = { .color = NAVY };

	chart_series_set_fill(
		add_series(picture, sheet, last_row(chart), COL_VALUE), &none);
	chart_series_set_fill(
		add_series(picture, sheet, last_row(chart), COL_MARK), &navy);
	/* of bars lying down the values are on x */
	chart_axis_set_reverse(picture->y_axis);
	chart_axis_set_min(picture->x_axis, (double)(scale.from + EPOCH));
	chart_axis_set_max(picture->x_axis, (double)(scale.to + EPOCH));
	chart_axis_set_num_format(picture->x_axis, "mm/yyyy");
	return picture;
}

void
chart_sheet(struct book *b, const struct report_chart *chart)
{
	const char *title = arena_printf(
		b->arena, _("Gráfico %d. %s"), chart->figure, chart->title);
	lxw_worksheet *sheet = book_sheet(b, chart->title);
	lxw_chart_options options = { .x_scale = 1.6,
		.y_scale = 1.4 + 0.02 * (double)chart->n };
	lxw_chart *picture;

	worksheet_set_column(sheet, COL_LABEL, COL_LABEL, LABEL_WIDTH, NULL);
	worksheet_set_column(sheet, COL_SHOWN, COL_MARK, 15, NULL);
	book_text(b, sheet, 0, 0, title, b->section);
	put_figures(b, sheet, chart);
	picture = chart->kind == CHART_TIMELINE
			  ? time_chart(b, chart, sheet->name)
			  : percent_chart(b, chart, sheet->name);
	chart_title_set_name(picture, title);
	chart_legend_set_position(picture, chart->kind == CHART_TIMELINE
						   ? LXW_CHART_LEGEND_NONE
						   : LXW_CHART_LEGEND_BOTTOM);
	worksheet_insert_chart_opt(
		sheet, FIRST - 1, COL_CHART, picture, &options);
	book_say(b, sheet, FIRST - 1, COL_CHART, title);
	worksheet_freeze_panes(sheet, FIRST, 0);
}
