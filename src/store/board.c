/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/board.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/served.h"
#include "base/str.h"
#include "db/session.h"
#include "store/desk.h"
#include "store/inside.h"

void
board_statement(struct statements *list, const char *plan, const char *period)
{
	statements_addv(list, "select b::text from follow.board($1,$2) as b", 2,
		plan, period);
}

/* Of follow.board, in its order. */
static const char *const columns[] = { "kind", "key", "label", "value", "shown",
	"band", "note", "n", "form", "filter", "where_", "plan_code",
	"plan_title", "period_key", "period_title", "threshold", "read_at" };

struct result *
board_unpack(struct result *packed)
{
	return result_unpack(packed, COLUMNS(columns));
}

struct result *
board_unpack_part(const struct result *packed, char letter)
{
	return result_unpack_part(packed, letter, COLUMNS(columns));
}

/* In the order of enum board_kind. */
static const char *const kinds[] = { "plan", "commitment", "trend", "alert" };

static const char *const row_columns[] = { "key", "label", "value",
	IN_WORDS "shown", "band", IN_WORDS "note", "form", "filter", "where_" };
static const char *const head_columns[] = { "plan_code", "plan_title",
	"period_key", IN_WORDS "period_title", "threshold", "read_at" };

struct board *
board_load(struct arena *arena, const struct result *result)
{
	struct board *board = arena_alloc(arena, sizeof *board);
	size_t rows = result_rows(result);

	board->rows = arena_array(arena, rows + 1, sizeof *board->rows);
	for (size_t i = 0; i < rows; i++) {
		struct board_row *row = &board->rows[board->n];
		const char *n = result_get(result, i, "n");
		size_t kind =
			str_word(result_get(result, i, "kind"), COLUMNS(kinds));

		if (kind == sizeof kinds / sizeof *kinds)
			continue; /* a kind of a newer database */
		row->kind = (enum board_kind)kind;
		texts_load(arena, result, i, COLUMNS(row_columns), row);
		if (row->kind == BOARD_ALERT)
			row->label = served(arena, row->label);
		row->count = n ? strtol(n, NULL, 10) : 0;
		board->n++;
	}
	if (rows > 0)
		texts_load(arena, result, 0, COLUMNS(head_columns), board);
	return board;
}

size_t
board_count(const struct board *board, enum board_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n; i++)
		n += board->rows[i].kind == kind;
	return n;
}

bool
board_read(struct desk *desk, struct arena *arena, struct board **out,
	struct err *err)
{
	struct statements list = { .arena = arena };
	struct result *result = NULL, *board;

	statements_addv(&list,
		"select string_agg(b,',')from core.board($1,$2)as b", 2,
		desk->plan, desk->period);
	list.v[0].answer = ANSWER_TEXT;
	if (!session_run(desk->session, list.v, list.n, &result, NULL,
		    _("Tablero"), err))
		return false;
	board = board_unpack_part(result, 'b');
	*out = board_load(arena, board);
	result_free(board);
	result_free(result);
	return true;
}
