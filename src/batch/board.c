/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito board: the first screen as text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "batch/batch.h"
#include "batch/print.h"
#include "store/board.h"

enum { BAR = 26, LABEL = 28, SHOWN = 9 };

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

static size_t
count_of(const struct board *board, enum board_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n; i++)
		n += board->rows[i].kind == kind;
	return n;
}

static void
put_text(const struct desk *desk, const struct board_text *t)
{
	printf(_("Tablero  %s%s%s  %s%s\n"), or_empty(desk->who),
		desk->office ? " " : "", or_empty(desk->office),
		or_empty(t->board->period_title),
		desk->is_test ? _("  PRUEBA") : "");
	if (!t->board->plan) {
		puts(_("Todavía no hay ningún plan."));
		return;
	}
	put_all(t, BOARD_PLAN, put_plan);
	if (t->board->plan_title)
		printf("%s\n", t->board->plan_title);
	put_all(t, BOARD_COMMITMENT, put_commitment);
	if (count_of(t->board, BOARD_TREND) > 0) {
		fputs(_("Tendencia"), stdout);
		put_all(t, BOARD_TREND, put_trend);
		putchar('\n');
	}
	if (count_of(t->board, BOARD_ALERT) > 0)
		putchar('\n');
	put_all(t, BOARD_ALERT, put_alert);
}

/* ---- as JSON */

static void
member(struct buf *out, const char *separator, const char *name,
	const char *value)
{
	buf_printf(out, "%s\"%s\": ", separator, name);
	if (value)
		str_json(out, value);
	else
		buf_puts(out, "null");
}

static void
put_json(const struct board *board)
{
	static const char *const kinds[] = {
		[BOARD_PLAN] = "plan",
		[BOARD_COMMITMENT] = "commitment",
		[BOARD_TREND] = "trend",
		[BOARD_ALERT] = "alert",
	};
	struct buf out = { 0 };

	member(&out, "{", "plan", board->plan);
	member(&out, ", ", "period", board->period);
	member(&out, ", ", "threshold", board->threshold);
	buf_puts(&out, ", \"rows\": [");
	for (size_t i = 0; i < board->n; i++) {
		const struct board_row *row = &board->rows[i];

		member(&out, i ? ",\n {" : "\n {", "kind", kinds[row->kind]);
		member(&out, ", ", "key", row->key);
		member(&out, ", ", "label", row->label);
		member(&out, ", ", "value", row->value);
		member(&out, ", ", "shown", row->shown);
		member(&out, ", ", "band", row->band);
		member(&out, ", ", "note", row->note);
		buf_printf(&out, ", \"count\": %ld}", row->count);
	}
	buf_puts(&out, "\n]}\n");
	print_flush(&out);
	buf_free(&out);
}

int
batch_board(struct batch *batch, int argc, char **argv)
{
	bool json = false;
	struct board_text text = { .ascii = batch->settings->ascii };
	struct desk *desk;
	int code = EXIT_DONE;

	for (int i = 1; i < argc; i++) {
		if (!str_eq(argv[i], "--json"))
			return batch_usage("board", _("No se entiende «%s»."),
				argv[i]);
		json = true;
	}
	desk = batch_desk(batch, &code);
	if (!desk)
		return code;
	text.board = desk->board;
	if (!desk->board) {
		struct err err = { 0 };

		err_set(&err, ERR_RULE, NULL,
			_("La base de datos no tiene el tablero: %s."),
			desk->read_only_why);
		code = batch_failed(&err);
	} else if (json) {
		put_json(desk->board);
	} else {
		put_text(desk, &text);
	}
	desk_close(desk);
	return code;
}
