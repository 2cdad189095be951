/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: what is wrong and what is mine, one key from the thing. */
#include "view/inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/board.h"
#include "store/store.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	LABEL_AT = 5,
	LABEL = 26,
	BAR_AT = 32,
	BAR = 18,
	SHOWN_AT = 51,
	SHOWN = 9,
	SIGN_AT = 61,
	NOTE_AT = 65,
	HALF = 39, /* where the second column of alerts begins */
};

/* A place the cursor can be on. */
struct spot {
	const struct board_row *row;
	int y; /* line of the board, before scrolling */
	bool right;
};

struct board_place {
	struct view view;
	const struct board *board;
	struct spot *spots;
	struct rows rows; /* the spots */
	int top;
	int lines;
};

static struct board_place *
of(struct view *view)
{
	return (struct board_place *)view;
}

static void
add_spot(struct board_place *b, const struct board_row *row, int y, bool right)
{
	struct spot *spot = &b->spots[b->rows.n++];

	spot->row = row;
	spot->y = y;
	spot->right = right;
}

static size_t
count_kind(const struct board *board, enum board_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < board->n; i++)
		n += board->rows[i].kind == kind;
	return n;
}

static bool
is_last_quarter(const struct board *board, size_t i)
{
	return i + 1 == board->n || board->rows[i + 1].kind != BOARD_TREND;
}

/* The plan, its commitments, the trend, a line, then alerts in two columns,
 * the left one filled first. */
static void
lay_out(struct board_place *b)
{
	const struct board *board = b->board;
	size_t alerts = count_kind(board, BOARD_ALERT);
	size_t half = (alerts + 1) / 2, alert = 0;
	int y = 1 + (int)count_kind(board, BOARD_COMMITMENT);
	int commitment = 1, trend = y;

	b->spots = arena_array(b->view.arena, board->n + 1, sizeof *b->spots);
	b->rows.n = 0;
	if (count_kind(board, BOARD_TREND) > 0)
		y++;
	y++;
	for (size_t i = 0; i < board->n; i++) {
		const struct board_row *row = &board->rows[i];

		if (row->kind == BOARD_PLAN && board->plan && board->period)
			add_spot(b, row, 0, false);
		if (row->kind == BOARD_COMMITMENT)
			add_spot(b, row, commitment++, false);
		/* One spot; the arrows go through its quarters. */
		if (row->kind == BOARD_TREND && is_last_quarter(board, i))
			add_spot(b, row, trend, false);
	}
	for (size_t i = 0; i < board->n; i++) {
		const struct board_row *row = &board->rows[i];

		if (row->kind != BOARD_ALERT)
			continue;
		add_spot(b, row, y + (int)(alert % half), alert >= half);
		alert++;
	}
	b->lines = y + (int)half;
	if (b->rows.at >= b->rows.n)
		b->rows.at = 0;
}

/* At first on the first commitment, behind the plan's own figure. */
static void
go_to_first(struct board_place *b)
{
	if (b->rows.n > 1 && b->spots[0].row->kind == BOARD_PLAN)
		b->rows.at = 1;
}

static void
take_board(struct board_place *b, const struct board *board)
{
	b->board = board;
	if (board)
		lay_out(b);
}

/* The row of the screen for a line of the board; -1 when scrolled away. */
static int
screen_y(struct board_place *b, int y)
{
	int at = screen_top(b->view.screen) + y - b->top;

	return at >= screen_top(b->view.screen) &&
			       at < screen_bottom(b->view.screen)
		       ? at
		       : -1;
}

static int
put(int y, int x, const char *text, enum draw_style style)
{
	draw_text(y, x, utf8_cells(text), text, (size_t)-1, style);
	return x + utf8_cells(text);
}

static void
paint_plan(struct board_place *b, const struct board_row *row)
{
	int y = screen_y(b, 0), x;
	char text[SCREEN_TEXT];

	if (y < 0)
		return;
	if (b->board->plan)
		snprintf(text, sizeof text, _("Plan %s  %s%s "), b->board->plan,
			row->shown ? row->shown : "", row->value ? " %" : "");
	else
		snprintf(text, sizeof text, "%s", _("Tablero vacío: "));
	x = put(y, 1, text, DRAW_PLAIN);
	if (row->band) {
		x = put(y, x, band_sign(row->band, term_is_ascii(), false),
			band_style(row->band));
		x += 2;
	}
	draw_text(y, x, term_cols() - x, row->note ? row->note : "", (size_t)-1,
		DRAW_PLAIN);
}

static void
paint_commitment(struct board_place *b, const struct board_row *row, int y)
{
	double threshold = b->board->threshold
				   ? strtod(b->board->threshold, NULL) / 100
				   : -1;
	const char *shown = row->shown ? row->shown : "";
	int extra = term_cols() - SCREEN_COLS;

	if (y < 0)
		return;
	draw_text(y, 3, 3, row->key ? row->key : "", (size_t)-1, DRAW_PLAIN);
	draw_text(y, LABEL_AT, LABEL, row->label ? row->label : "", (size_t)-1,
		DRAW_PLAIN);
	draw_bar(y, BAR_AT, BAR,
		row->value ? strtod(row->value, NULL) / 100 : 0, threshold);
	draw_text(y,
		SHOWN_AT + SHOWN -
			(utf8_cells(shown) < SHOWN ? utf8_cells(shown) : SHOWN),
		utf8_cells(shown) < SHOWN ? utf8_cells(shown) : SHOWN, shown,
		(size_t)-1, DRAW_PLAIN);
	put(y, SIGN_AT, band_sign(row->band, term_is_ascii(), true),
		band_style(row->band));
	if (row->note)
		draw_text(y, NOTE_AT, SCREEN_COLS - NOTE_AT + extra, row->note,
			(size_t)-1, DRAW_PLAIN);
}

static void
quarter_text(const struct board_row *row, char *out, size_t room)
{
	snprintf(out, room, "%s %s", row->label ? row->label : "",
		row->shown ? row->shown : "");
}

/* The cell where a quarter of the trend begins; the border where it does not
 * fit. */
static int
quarter_at(const struct board *board, const struct board_row *quarter)
{
	int x = LABEL_AT + utf8_cells(_("Tendencia")) + 3;
	const struct board_row *row;
	char text[128];

	for (row = board->rows; row < board->rows + board->n; row++) {
		if (row->kind != BOARD_TREND)
			continue;
		quarter_text(row, text, sizeof text);
		if (x + utf8_cells(text) >= term_cols())
			return term_cols();
		if (row == quarter)
			return x;
		x += utf8_cells(text) + 3;
	}
	return term_cols();
}

static void
paint_trend(struct board_place *b, int line)
{
	int y = screen_y(b, line);
	char text[128];

	if (y < 0 || count_kind(b->board, BOARD_TREND) == 0)
		return;
	put(y, LABEL_AT, _("Tendencia"), DRAW_PLAIN);
	for (size_t i = 0; i < b->board->n; i++) {
		const struct board_row *row = &b->board->rows[i];
		int x = row->kind == BOARD_TREND ? quarter_at(b->board, row)
						 : term_cols();

		quarter_text(row, text, sizeof text);
		if (x < term_cols())
			put(y, x, text, DRAW_PLAIN);
	}
}

static void
paint_alert(const struct spot *spot, int y)
{
	char text[SCREEN_TEXT];
	int x = spot->right ? HALF : 0;

	if (y < 0)
		return;
	snprintf(text, sizeof text, "%3ld  %s%s%s%s", spot->row->count,
		spot->row->label ? spot->row->label : "",
		spot->row->note ? " (" : "",
		spot->row->note ? spot->row->note : "",
		spot->row->note ? ")" : "");
	draw_text(y, x + 3, HALF - 4, text, (size_t)-1, DRAW_PLAIN);
}

static int
mark_at(const struct board *board, const struct spot *spot)
{
	if (spot->row->kind == BOARD_TREND &&
		quarter_at(board, spot->row) < term_cols())
		return quarter_at(board, spot->row) - 2;
	return spot->right ? HALF + 1 : spot->row->kind != BOARD_PLAN;
}

static void
paint_mark(const struct board *board, const struct spot *spot, int y, bool here)
{
	int x = mark_at(board, spot);

	if (y < 0)
		return;
	draw_text(y, x, 1, here ? ">" : " ", 1, DRAW_CURSOR);
	if (here)
		draw_cursor(y, x);
}

static void
scroll_to_cursor(struct board_place *b)
{
	int height = screen_bottom(b->view.screen) - screen_top(b->view.screen);
	int y = b->rows.n > 0 ? b->spots[b->rows.at].y : 0;

	b->rows.height = height;
	if (b->lines <= height)
		b->top = 0;
	else if (y - 1 < b->top)
		b->top = y > 0 ? y - 1 : 0;
	else if (y >= b->top + height)
		b->top = y - height + 1;
}

static void
paint_rows(struct board_place *b)
{
	const struct board *board = b->board;
	int commitments = (int)count_kind(board, BOARD_COMMITMENT);
	bool trend = count_kind(board, BOARD_TREND) > 0;
	int y;

	for (size_t i = 0; i < board->n; i++)
		if (board->rows[i].kind == BOARD_PLAN)
			paint_plan(b, &board->rows[i]);
	paint_trend(b, 1 + commitments);
	y = screen_y(b, 1 + commitments + (trend ? 1 : 0));
	if (y >= 0 && count_kind(board, BOARD_ALERT) > 0)
		draw_line(y, 1, term_cols() - 2);
	for (size_t i = 0; i < b->rows.n; i++) {
		const struct spot *spot = &b->spots[i];

		y = screen_y(b, spot->y);
		if (spot->row->kind == BOARD_COMMITMENT)
			paint_commitment(b, spot->row, y);
		else if (spot->row->kind == BOARD_ALERT)
			paint_alert(spot, y);
		paint_mark(board, spot, y, i == b->rows.at);
	}
}

static void
paint(struct view *view)
{
	struct board_place *b = of(view);
	char right[64] = "";

	screen_title(view->screen, "%s", _("Tablero"));
	if (!b->board) {
		draw_text(3, 2, term_cols() - 4,
			_("El tablero no está en "
			  "esta base de datos. F9 abre el menú."),
			(size_t)-1, DRAW_PLAIN);
		screen_state(view->screen, false, "", NULL);
		return;
	}
	scroll_to_cursor(b);
	paint_rows(b);
	screen_hint(view->screen,
		b->rows.n > 0
			? _("Enter abre la fila; F3, de dónde sale la cifra. "
			    "F9 menú. F1 ayuda.")
			: _("F9 abre el menú de registros: empiece por Planes. "
			    "F1 ayuda."));
	snprintf(right, sizeof right, _("leído %s"),
		b->board->read_at ? b->board->read_at : "");
	screen_state(view->screen, false,
		b->board->plan_title ? b->board->plan_title : "", right);
}

/* ---- what its keys do */

static bool
read_board(struct view *view, struct arena *arena, struct err *err)
{
	struct board *board;

	if (!board_read(view->desk, arena, &board, err))
		return false;
	take_board(of(view), board);
	view->desk->board = board;
	return true;
}

/* The start has read it. */
static bool
enter(struct view *view)
{
	take_board(of(view), view->desk->board);
	go_to_first(of(view));
	return true;
}

/* A commitment itself, or the list of what is to be looked after. */
static enum view_result
open_spot(struct view *view, const char *argument)
{
	struct board_place *b = of(view);
	struct screen *screen = view->screen;
	const struct board_row *row =
		b->rows.n > 0 ? b->spots[b->rows.at].row : NULL;
	const char *name = !row			     ? NULL
			   : row->kind == BOARD_PLAN ? "action_plan"
						     : row->form;
	struct form *form = name ? desk_form(view->desk, name) : NULL;
	struct err err = { 0 };
	struct record *record;

	(void)argument;
	if (!row)
		return VIEW_KEPT;
	if (row->kind == BOARD_TREND) {
		screen_push(screen,
			figures_view(view->desk, b->board->plan, row->key));
		return VIEW_PAINT;
	}
	if (row->kind == BOARD_ALERT && str_eq(row->key, "unreported"))
		return common_offices(
			view, NULL, b->board->plan, b->board->period);
	if (!form) {
		screen_say(screen, _("Ese registro no está en este "
				     "programa."));
		return VIEW_PAINT;
	}
	if (row->kind == BOARD_ALERT) {
		screen_push(screen,
			list_view(view->desk, form, row->filter, row->where));
		return VIEW_PAINT;
	}
	if (!screen_link(screen))
		return VIEW_PAINT;
	record = store_read_key(view->desk, form,
		row->kind == BOARD_PLAN ? b->board->plan
					: arena_printf(view->arena, "%s/%s",
						  b->board->plan, row->key),
		&err);
	if (record)
		screen_push(screen, form_view_from(view->desk, record));
	else
		screen_error(screen, &err);
	return VIEW_PAINT;
}

/* F3 on a figure: how it comes about; elsewhere there is but the list. */
static enum view_result
look(struct view *view, const char *argument)
{
	struct board_place *b = of(view);
	const struct board_row *row =
		b->rows.n > 0 ? b->spots[b->rows.at].row : NULL;

	if (!row || row->kind == BOARD_ALERT)
		return open_spot(view, argument);
	screen_push(view->screen,
		working_view(view->desk, b->board->plan,
			row->kind == BOARD_COMMITMENT ? "commitment" : "plan",
			row->key,
			row->kind == BOARD_TREND ? row->key
						 : b->board->period));
	return VIEW_PAINT;
}

/* The spot in the other column of the same line, or the nearest above. */
static enum view_result
to_column(struct view *view, bool right)
{
	struct board_place *b = of(view);

	for (size_t i = b->rows.n; i-- > 0;) {
		if (b->spots[i].right != right ||
			b->spots[i].row->kind != BOARD_ALERT ||
			b->spots[b->rows.at].row->kind != BOARD_ALERT ||
			b->spots[i].y > b->spots[b->rows.at].y)
			continue;
		b->rows.at = i;
		return VIEW_PAINT;
	}
	return VIEW_KEPT;
}

/* Another quarter of the trend. */
static enum view_result
to_quarter(struct view *view, int by)
{
	struct spot *spot = &of(view)->spots[of(view)->rows.at];
	const struct board *board = of(view)->board;
	const struct board_row *row = spot->row + by;

	if (row < board->rows || row >= board->rows + board->n ||
		row->kind != BOARD_TREND)
		return VIEW_KEPT;
	spot->row = row;
	return VIEW_PAINT;
}

static bool
is_on_trend(struct view *view)
{
	const struct board_place *b = of(view);

	return b->rows.n > 0 && b->spots[b->rows.at].row->kind == BOARD_TREND;
}

static enum view_result
go_left(struct view *view, const char *argument)
{
	(void)argument;
	return is_on_trend(view) ? to_quarter(view, -1)
				 : to_column(view, false);
}

static enum view_result
go_right(struct view *view, const char *argument)
{
	(void)argument;
	return is_on_trend(view) ? to_quarter(view, 1) : to_column(view, true);
}

static enum view_result
change_period(struct view *view, const char *argument)
{
	struct desk *desk = view->desk;
	const char *before = desk->period;
	char key[PERIOD_KEY_ROOM];

	if (!common_period(view, argument, desk->period, key))
		return VIEW_PAINT;
	desk->period = arena_strdup(desk->arena, key);
	if (!view_read(view))
		desk->period = before;
	return VIEW_PAINT;
}

/* Of the period that the board shows. */
static enum view_result
show_offices(struct view *view, const char *argument)
{
	const struct board *board = of(view)->board;

	return common_offices(view, argument, board ? board->plan : NULL,
		board ? board->period : NULL);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, open_spot },
	{ CMD_LOOK, look },
	{ CMD_REREAD, view_reread },
	{ CMD_LEFT, go_left },
	{ CMD_RIGHT, go_right },
	{ CMD_PERIOD, change_period },
	{ CMD_COMPLETENESS, show_offices },
	{ 0 },
};

static struct rows *
rows(struct view *view)
{
	return &of(view)->rows;
}

/* What was saved meanwhile may have changed the figures. */
static void
resume(struct view *view)
{
	if (view->desk->board != of(view)->board)
		take_board(of(view), view->desk->board);
	view_refresh(view);
}

static void
close(struct view *view)
{
	if (view->data && view->desk->board == of(view)->board)
		view->desk->board = NULL;
}

static const struct view_ops ops = {
	.name = "board",
	.where = IN_BOARD,
	.read = read_board,
	.enter = enter,
	.paint = paint,
	.rows = rows,
	.commands = commands,
	.resume = resume,
	.close = close,
};

struct view *
board_view(struct desk *desk)
{
	return view_alloc(desk, &ops, sizeof(struct board_place));
}
