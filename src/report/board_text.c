/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/board_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/light.h"
#include "base/utf8.h"

enum {
	BAR = 26,
	LABEL = 28,
	SHOWN = 9
};

struct board_text {
	const struct board *board;
	bool ascii;
};

/* Cells of the bar; only the picture is rounded, the figure stands beside. */
static int
cells_of(const char *percent)
{
	long whole = percent ? strtol(percent, NULL, 10) : 0;

	whole = whole < 0 ? 0 : whole > 100 ? 100 : whole;
	return (int)(whole * BAR / 100);
}

static void
put_bar(const struct board_text *t, const char *value)
{
	int filled = cells_of(value);
	int mark = cells_of(t->board->threshold);

	for (int i = 0; i < BAR; i++) {
		if (i == mark && mark > 0)
			fputs(t->ascii ? "|" : "┃", stdout);
		else if (i < filled)
			fputs(t->ascii ? "#" : "█", stdout);
		else
			putchar(' ');
	}
}

static void
put_padded(const char *text, int width, bool right)
{
	size_t n = utf8_fit(text, strlen(text), width);
	int pad = width - utf8_width(text, n);

	if (right)
		printf("%*s", pad, "");
	fwrite(text, 1, n, stdout);
	if (!right)
		printf("%*s", pad, "");
}

static const char *
or_empty(const char *text)
{
	return text ? text : "";
}

static void
put_plan(const struct board_text *t, const struct board_row *row)
{
	printf(_("Plan %s  %s%s %s  %s\n"), or_empty(t->board->plan),
		or_empty(row->shown), row->value ? " %" : "",
		band_sign(row->band, t->ascii, false), or_empty(row->note));
}

static void
put_commitment(const struct board_text *t, const struct board_row *row)
{
	printf("%3s ", or_empty(row->key));
	put_padded(or_empty(row->label), LABEL, false);
	putchar(' ');
	put_bar(t, row->value);
	putchar(' ');
	put_padded(or_empty(row->shown), SHOWN, true);
	printf(" %s", band_sign(row->band, t->ascii, true));
	printf(row->note ? "  %s\n" : "%s\n", or_empty(row->note));
}

static void
put_trend(const struct board_text *t, const struct board_row *row)
{
	(void)t;
	printf("  %s %s", or_empty(row->label), or_empty(row->shown));
}

static void
put_alert(const struct board_text *t, const struct board_row *row)
{
	(void)t;
	printf("%5ld  %s%s%s\n", row->count, or_empty(row->label),
		row->note ? "  " : "", or_empty(row->note));
}

static void
put_all(const struct board_text *t, enum board_kind kind,
	void (*put)(const struct board_text *t, const struct board_row *row))
{
	for (size_t i = 0; i < t->board->n; i++) {
		if (t->board->rows[i].kind == kind)
			put(t, &t->board->rows[i]);
	}
}

void
board_write(const struct desk *desk, bool ascii)
{
	const struct board_text text = { desk->board, ascii };
	const struct board_text *t = &text;

	printf(_("Tablero  %s%s%s  %s%s\n"), or_empty(desk->who),
		desk->office ? " " : "", or_empty(desk->office),
		or_empty(t->board->period_title),
		desk->site.is_test ? _("  PRUEBA") : "");
	if (!t->board->plan) {
		puts(_("Todavía no hay ningún plan."));
		return;
	}
	put_all(t, BOARD_PLAN, put_plan);
	if (t->board->plan_title)
		printf("%s\n", t->board->plan_title);
	put_all(t, BOARD_COMMITMENT, put_commitment);
	if (board_count(t->board, BOARD_TREND) > 0) {
		fputs(_("Tendencia"), stdout);
		put_all(t, BOARD_TREND, put_trend);
		putchar('\n');
	}
	if (board_count(t->board, BOARD_ALERT) > 0)
		putchar('\n');
	put_all(t, BOARD_ALERT, put_alert);
}
