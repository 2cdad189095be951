/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board: what is wrong and what is mine, one key from the thing. */
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/light.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/ask.h"
#include "screen/frame.h"
#include "screen/light.h"
#include "screen/open.h"
#include "screen/period.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "store/board.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	KEY_AT = 2,
	KEY = 2, /* cells that most keys need */
	LABEL_AT = 5,
	LABEL = 26,
	BAR_AT = 32,
	BAR = 18,
	SHOWN = 9,
	SIGN = 4,
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
	struct spot *spots; /* that the rows are */
	int top;
	int lines;
	bool tall; /* a row for each quarter of the trend */
};

static struct board_place *
of(struct view *view)
{
	return (struct board_place *)view;
}

static void
add_spot(struct board_place *b, const struct board_row *row, int y, bool right)
{
	struct spot *spot = &b->spots[b->view.rows.n++];

	spot->row = row;
	spot->y = y;
	spot->right = right;
}

static bool
is_last_quarter(const struct board *board, size_t i)
{
	return i + 1 == board->n || board->rows[i + 1].kind != BOARD_TREND;
}

static int
trend_rows(const struct board_place *b)
{
	int n = (int)board_count(b->board, BOARD_TREND);

	return b->tall || n == 0 ? n : 1;
}

/* Whether a terminal of more rows than 24 has room for the trend as bars, a
 * row each, and all the rest. */
static bool
is_tall(const struct board *board)
{
	size_t rows = 2 + board_count(board, BOARD_COMMITMENT) +
		      board_count(board, BOARD_TREND) +
		      (board_count(board, BOARD_ALERT) + 1) / 2;

	return term_rows() > SCREEN_ROWS &&
	       rows <= (size_t)(screen_bottom() - screen_top());
}

/* The plan, its commitments, the trend, a line, then alerts in two columns,
 * the left one filled first. */
static void
lay_out(struct board_place *b)
{
	const struct board *board = b->board;
	size_t alerts = board_count(board, BOARD_ALERT);
	size_t half = (alerts + 1) / 2, alert = 0;
	int y = 1 + (int)board_count(board, BOARD_COMMITMENT);
	int commitment = 1, trend = y;

	b->spots = arena_array(b->view.arena, board->n + 1, sizeof *b->spots);
	b->view.rows.n = 0;
	b->tall = is_tall(board);
	y += trend_rows(b) + 1;
	for (size_t i = 0; i < board->n; i++) {
		const struct board_row *row = &board->rows[i];

		if (row->kind == BOARD_PLAN && board->plan && board->period)
			add_spot(b, row, 0, false);
		if (row->kind == BOARD_COMMITMENT)
			add_spot(b, row, commitment++, false);
		/* One spot in a line: the arrows go through its quarters. */
		if (row->kind == BOARD_TREND &&
			(b->tall || is_last_quarter(board, i)))
			add_spot(b, row, b->tall ? trend++ : trend, false);
	}
	for (size_t i = 0; i < board->n; i++) {
		const struct board_row *row = &board->rows[i];

		if (row->kind != BOARD_ALERT)
			continue;
		add_spot(b, row, y + (int)(alert % half), alert >= half);
		alert++;
	}
	b->lines = y + (int)half;
	if (b->view.rows.at >= b->view.rows.n)
		b->view.rows.at = 0;
}

/* For a terminal that has become another; the cursor stays on its row. */
static void
lay_out_anew(struct board_place *b)
{
	const struct board_row *here =
		b->view.rows.n > 0 ? b->spots[b->view.rows.at].row : NULL;

	lay_out(b);
	for (size_t i = 0; i < b->view.rows.n; i++) {
		struct spot *spot = &b->spots[i];

		if (here && here->kind == BOARD_TREND && !b->tall &&
			spot->row->kind == BOARD_TREND)
			spot->row = here;
		if (spot->row == here)
			b->view.rows.at = i;
	}
}

/* At first on the first commitment, behind the plan's own figure. */
static void
go_to_first(struct board_place *b)
{
	if (b->view.rows.n > 1 && b->spots[0].row->kind == BOARD_PLAN)
		b->view.rows.at = 1;
}

static void
take_board(struct board_place *b, const struct board *board)
{
	b->board = board;
	if (board)
		lay_out(b);
}

/* What a wider terminal has more goes to the label, the bar and a little to
 * the note behind it, and to both columns of alerts. */
static int
wider(void)
{
	return (term_cols() - SCREEN_COLS) / 2;
}

static int
bar_end(void)
{
	int more = term_cols() - SCREEN_COLS;

	return BAR_AT + BAR + more - more / 6;
}

static int
half_at(void)
{
	return HALF + wider();
}

/* The row of the screen for a line of the board; -1 when scrolled away. */
static int
screen_y(struct board_place *b, int y)
{
	int at = screen_top() + y - b->top;

	return at >= screen_top() && at < screen_bottom() ? at : -1;
}

static int
put(int y, int x, const char *text, enum draw_style style)
{
	draw_text(y, x, utf8_cells(text), text, style);
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
	draw_text(y, x, term_cols() - x, row->note, DRAW_PLAIN);
}

/* Its last digit stands where that of others does; where its label begins. */
static int
put_key(int y, const char *key)
{
	int cells = key ? utf8_cells(key) : 0;
	int x = cells < KEY ? KEY_AT + KEY - cells : KEY_AT;

	if (key)
		x = put(y, x, key, DRAW_PLAIN) + 1;
	return x < LABEL_AT ? LABEL_AT : x;
}

/* A commitment, or a quarter of the trend on a tall terminal. */
static void
paint_figure(struct board_place *b, const struct board_row *row, int y)
{
	double threshold = b->board->threshold
				   ? strtod(b->board->threshold, NULL) / 100
				   : -1;
	bool quarter = row->kind == BOARD_TREND;
	char label[SCREEN_TEXT];
	const char *shown = row->shown ? row->shown : "";
	int bar = BAR_AT + wider();
	int x = bar_end() + 1;
	int at = LABEL_AT;

	if (y < 0)
		return;
	if (quarter)
		snprintf(label, sizeof label, "%s %s", _("Tendencia"),
			row->label ? row->label : "");
	else
		at = put_key(y, row->key);
	draw_text(y, at, LABEL_AT + LABEL + wider() - at,
		quarter ? label : row->label, DRAW_PLAIN);
	draw_bar(y, bar, bar_end() - bar,
		row->value ? strtod(row->value, NULL) / 100 : 0, threshold);
	draw_text_right(y, x, SHOWN, shown, DRAW_PLAIN);
	x += SHOWN + 1;
	put(y, x, band_sign(row->band, term_is_ascii(), true),
		band_style(row->band));
	x += SIGN;
	if (row->note)
		draw_text(y, x, term_cols() - x, row->note, DRAW_PLAIN);
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

	if (y < 0 || b->tall || trend_rows(b) == 0)
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
	int x = spot->right ? half_at() : 0;

	if (y < 0)
		return;
	snprintf(text, sizeof text, "%3ld  %s%s%s%s", spot->row->count,
		spot->row->label ? spot->row->label : "",
		spot->row->note ? " (" : "",
		spot->row->note ? spot->row->note : "",
		spot->row->note ? ")" : "");
	draw_text(y, x + 3, half_at() - 4, text, DRAW_PLAIN);
}

static int
mark_at(const struct board_place *b, const struct spot *spot)
{
	if (spot->row->kind == BOARD_TREND && !b->tall &&
		quarter_at(b->board, spot->row) < term_cols())
		return quarter_at(b->board, spot->row) - 2;
	return spot->right ? half_at() + 1 : spot->row->kind != BOARD_PLAN;
}

static void
paint_mark(
	const struct board_place *b, const struct spot *spot, int y, bool here)
{
	int x = mark_at(b, spot);

	if (y < 0)
		return;
	draw_bytes(y, x, 1, here ? ">" : " ", 1,
		here ? DRAW_CURSOR : DRAW_PLAIN);
	if (here)
		draw_cursor(y, x);
}

static void
scroll_to_cursor(struct board_place *b)
{
	int height = screen_bottom() - screen_top();
	int y = b->view.rows.n > 0 ? b->spots[b->view.rows.at].y : 0;

	b->view.rows.height = height;
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
	int commitments = (int)board_count(board, BOARD_COMMITMENT);
	int y;

	for (size_t i = 0; i < board->n; i++)
		if (board->rows[i].kind == BOARD_PLAN)
			paint_plan(b, &board->rows[i]);
	paint_trend(b, 1 + commitments);
	y = screen_y(b, 1 + commitments + trend_rows(b));
	if (y >= 0 && board_count(board, BOARD_ALERT) > 0)
		draw_line(y, 1, term_cols() - 2);
	for (size_t i = 0; i < b->view.rows.n; i++) {
		const struct spot *spot = &b->spots[i];

		y = screen_y(b, spot->y);
		if (spot->row->kind == BOARD_COMMITMENT ||
			(spot->row->kind == BOARD_TREND && b->tall))
			paint_figure(b, spot->row, y);
		else if (spot->row->kind == BOARD_ALERT)
			paint_alert(spot, y);
		paint_mark(b, spot, y, i == b->view.rows.at);
	}
}

/* "1 Participación: 85,00; Verde; acc. 1 de 2" */
static void
speak_spot(const struct board_place *b)
{
	const struct board_row *row =
		b->view.rows.n > 0 ? b->spots[b->view.rows.at].row : NULL;
	struct buf label = { 0 }, value = { 0 };

	if (!row || !screen_is_heard(b->view.screen))
		return;
	if (row->kind == BOARD_PLAN)
		buf_printf(&label, _("Plan %s"), b->board->plan);
	else if (row->kind == BOARD_COMMITMENT)
		buf_printf(&label, "%s %s", row->key, row->label);
	else if (row->kind == BOARD_TREND)
		buf_printf(&label, "%s %s", _("Tendencia"), row->label);
	else
		buf_puts(&label, row->label ? row->label : "");
	if (row->kind == BOARD_ALERT)
		buf_printf(&value, "%ld", row->count);
	else
		buf_puts(&value, row->shown ? row->shown : "");
	if (row->band)
		buf_printf(&value, "; %s", _(light_of(row->band)->word));
	if (row->note)
		buf_printf(&value, "; %s", row->note);
	screen_speak(b->view.screen, buf_text(&label), buf_text(&value), 0);
	buf_free(&label);
	buf_free(&value);
}

static void
paint(struct view *view)
{
	struct board_place *b = of(view);

	screen_title(view->screen, _("Tablero"));
	if (!b->board) {
		draw_text(3, 2, term_cols() - 4,
			_("El tablero no está en "
			  "esta base de datos. F9 abre el menú."),
			DRAW_PLAIN);
		return;
	}
	if (b->tall != is_tall(b->board))
		lay_out_anew(b);
	scroll_to_cursor(b);
	paint_rows(b);
	speak_spot(b);
	screen_hint(view->screen,
		b->view.rows.n > 0
			? _("Enter abre la fila; F3, de dónde sale la cifra. "
			    "F9 menú. F1 ayuda.")
			: _("F9 abre el menú de registros: empiece por Planes. "
			    "F1 ayuda."));
	screen_read_at(view->screen, b->board->plan_title, b->board->read_at);
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

static const struct board_row *
row_here(struct board_place *b)
{
	return b->view.rows.n > 0 ? b->spots[b->view.rows.at].row : NULL;
}

static void
open_offices(struct view *view, const char *typed)
{
	const struct board *board = of(view)->board;

	screen_open(view->screen, "offices",
		&(struct place_args){ .plan = board ? board->plan : NULL,
			.period = board ? board->period : NULL,
			.typed = typed });
}

/* A record, or the list of what is to be looked after. */
static void
open_record(struct view *view, const struct board_row *row)
{
	const char *plan = of(view)->board->plan;
	const struct form *form =
		row->kind == BOARD_PLAN
			? desk_form_in(view->desk, "board", "plan")
			: desk_form(view->desk, row->form);
	struct place_args args = { .filter = row->filter, .where = row->where };

	if (!form) {
		screen_say(view->screen, _("Ese registro no está en este "
					   "programa."));
		return;
	}
	args.of = form->name;
	if (row->kind == BOARD_ALERT) {
		screen_open(view->screen, "list", &args);
		return;
	}
	args.key = row->kind == BOARD_PLAN
			   ? plan
			   : arena_printf(view->arena, "%s/%s", plan, row->key);
	screen_open(view->screen, "form", &args);
}

static void
open_spot(struct view *view)
{
	struct board_place *b = of(view);
	const struct board_row *row = row_here(b);

	if (!row)
		return;
	if (row->kind == BOARD_TREND)
		screen_open(view->screen, "figures",
			&(struct place_args){
				.plan = b->board->plan, .period = row->key });
	else if (row->kind == BOARD_ALERT && str_eq(row->key, "unreported"))
		open_offices(view, NULL);
	else
		open_record(view, row);
}

/* F3 on a figure: how it comes about; elsewhere there is but the list. */
static void
look(struct view *view)
{
	struct board_place *b = of(view);
	const struct board_row *row = row_here(b);

	if (!row || row->kind == BOARD_ALERT) {
		open_spot(view);
		return;
	}
	screen_open(view->screen, "working",
		&(struct place_args){ .plan = b->board->plan,
			.part = row->kind == BOARD_COMMITMENT ? "commitment"
							      : "plan",
			.key = row->key,
			.period = row->kind == BOARD_TREND
					  ? row->key
					  : b->board->period });
}

/* The spot in the other column of the same line, or the nearest above. */
static void
to_column(struct view *view, int by)
{
	struct board_place *b = of(view);

	for (size_t i = b->view.rows.n; i-- > 0;) {
		if (b->spots[i].right != (by > 0) ||
			b->spots[i].row->kind != BOARD_ALERT ||
			b->spots[b->view.rows.at].row->kind != BOARD_ALERT ||
			b->spots[i].y > b->spots[b->view.rows.at].y)
			continue;
		b->view.rows.at = i;
		return;
	}
}

/* Another quarter of the trend. */
static void
to_quarter(struct view *view, int by)
{
	struct spot *spot = &of(view)->spots[view->rows.at];
	const struct board *board = of(view)->board;
	const struct board_row *row = spot->row + by;

	if (row < board->rows || row >= board->rows + board->n ||
		row->kind != BOARD_TREND)
		return;
	spot->row = row;
}

static void
go_aside(struct view *view, int by)
{
	const struct board_row *row = row_here(of(view));

	if (row && row->kind == BOARD_TREND && !of(view)->tall)
		to_quarter(view, by);
	else if (row)
		to_column(view, by);
}

static void
change_period(struct view *view, const char *argument)
{
	period_change(view, argument, view->desk->period, &view->desk->period);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_spot },
	{ CMD_LOOK, .run = look },
	{ CMD_LEFT, .go = go_aside, .by = -1 },
	{ CMD_RIGHT, .go = go_aside, .by = 1 },
	{ CMD_PERIOD, .with = change_period },
	{ CMD_COMPLETENESS, .with = open_offices },
};

/* What was saved meanwhile may have changed the figures. */
static void
resume(struct view *view)
{
	if (view->desk->board != of(view)->board)
		take_board(of(view), view->desk->board);
	view_refresh(view);
}

/* The last screen: leaving it ends the program. */
static bool
may_close(struct view *view)
{
	return screen_ask(view->screen, "ns", _("¿Salir de hito? (s/n)")) ==
	       's';
}

static void
close(struct view *view)
{
	if (view->data && view->desk->board == of(view)->board)
		view->desk->board = NULL;
}

static const struct view_ops ops = {
	.where = IN_BOARD,
	.read = read_board,
	.enter = enter,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
	.resume = resume,
	.may_close = may_close,
	.close = close,
};

static void
board_open(struct screen *screen)
{
	screen_push(view_new(screen, &ops, sizeof(struct board_place)));
}

const struct place place_board = { "board", CMD_BOARD, "Seguimiento",
	N_("Tablero"), .open = board_open };
