/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hito board: the first screen as text. */
#include <stdio.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "batch/commands.h"
#include "batch/desk.h"
#include "batch/options.h"
#include "report/board_text.h"
#include "report/print.h"
#include "store/board.h"

static void
put_json(const struct board *board)
{
	static const char *const kinds[] = {
		[BOARD_PLAN] = "plan",
		[BOARD_COMMITMENT] = "commitment",
		[BOARD_TREND] = "trend",
		[BOARD_ALERT] = "alert",
	};
	/* in the order of struct board_row */
	static const char *const names[] = { "key", "label", "value", "shown",
		"band", "note" };
	struct buf out = { 0 };

	str_json_member(&out, "{", "plan", board->plan);
	str_json_member(&out, ", ", "period", board->period);
	str_json_member(&out, ", ", "threshold", board->threshold);
	buf_puts(&out, ", \"rows\": [");
	for (size_t i = 0; i < board->n; i++) {
		const struct board_row *row = &board->rows[i];

		str_json_member(
			&out, i ? ",\n {" : "\n {", "kind", kinds[row->kind]);
		str_json_members(
			&out, ", ", sizeof names / sizeof *names, names, row);
		buf_printf(&out, ", \"count\": %ld}", row->count);
	}
	buf_puts(&out, "\n]}\n");
	print_flush(&out);
	buf_free(&out);
}

/* What there is no board of. */
static bool
has_board(const struct batch *batch, const struct desk *desk, struct err *err)
{
	if (!desk->board)
		return err_set(err, ERR_RULE, NULL,
			_("La base de datos no tiene el tablero: %s."),
			desk->read_only_why);
	if (batch->plan && !desk->board->plan)
		return err_set(err, ERR_INPUT, NULL,
			_("No hay un plan con el código «%s»."), batch->plan);
	if (batch->period && !desk->board->period)
		return err_set(err, ERR_INPUT, NULL,
			_("El plan no tiene el periodo «%s»."), batch->period);
	return true;
}

static bool
board_work(struct desk *desk, void *arg, struct err *err)
{
	const struct plain *asked = arg;

	if (!has_board(asked->batch, desk, err))
		return false;
	if (asked->json)
		put_json(desk->board);
	else
		board_write(desk, asked->batch->settings->ascii);
	return true;
}

int
batch_board(struct batch *batch, int argc, char **argv)
{
	struct plain asked = { .batch = batch };
	struct period period;
	struct err err = { 0 };
	int code = EXIT_DONE;

	if (!options_read(batch, &plain_options, argc, argv, &asked, &code))
		return code;
	if (batch->period && !period_read(batch->period, &period, &err))
		return batch_failed(&err);
	batch->shows_board = true;
	return batch_work(batch, board_work, &asked);
}
