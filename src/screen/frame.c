/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frame around every view: rows 1, 22, 23 and 24, and questions. */
#include "screen/frame.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/screen.h"
#include "term/draw.h"
#include "term/input.h"
#include "term/term.h"

enum {
	BAR_CELLS = 10,
	BAR_WIDTH = 8,
	MIDDLE_AT = 22,
	TITLE_LEAST = 16
};

int
screen_top()
{
	return 1;
}

int
screen_bottom()
{
	return term_rows() - 3;
}

bool
frame_is_too_small(void)
{
	return term_rows() < SCREEN_ROWS || term_cols() < SCREEN_COLS;
}

void
frame_paint_too_small(void)
{
	static const char *const sentence[] = {
		N_("Ventana pequeña:"),
		N_("hito pide 80x24."),
		N_("Agrándela; nada se"),
		N_("ha perdido. F10 sale"),
	};

	for (int i = 0; i < 4 && i < term_rows(); i++)
		draw_text(i, 0, term_cols(), _(sentence[i]), DRAW_PLAIN);
	draw_cursor(0, 0);
}

/* What row 1 ends with: the period and what must not be overlooked. */
static void
title_right(const struct screen *screen, char *out, size_t room)
{
	const struct desk *desk = screen->desk;
	const char *period = desk->board && desk->board->period_title
				     ? desk->board->period_title
				     : "";

	snprintf(out, room, "%s%s%s%s", period,
		desk->site.is_test ? _("  PRUEBA") : "",
		desk->site.is_private ? _("  PRIVADA") : "",
		desk->read_only ? _("  SOLO LECTURA") : "");
}

/* A long title gives way to who and where, down to what a short one has. */
static int
title_room(int wanted, int end)
{
	int room = end - 3 > TITLE_LEAST ? end - 3 : TITLE_LEAST;

	return wanted < room ? wanted : room;
}

/* Pieces, so that the blanks between them need no look of their own. */
static void
paint_title(const struct screen *screen)
{
	char middle[SCREEN_TEXT], right[SCREEN_TEXT];
	const struct desk *desk = screen->desk;
	int cols = term_cols();
	int used = utf8_cells(screen->frame.title), at, gap, end;

	title_right(screen, right, sizeof right);
	snprintf(middle, sizeof middle, "%s%s%s", desk_where(desk),
		desk->office ? " " : "", desk->office ? desk->office : "");
	gap = cols - 1 - utf8_cells(right);
	end = gap - 1 - utf8_cells(middle); /* a blank stays before the right */
	used = title_room(used, end);
	at = used + 3;
	if (at < MIDDLE_AT)
		at = end >= MIDDLE_AT ? MIDDLE_AT : end > at ? end : at;
	draw_text(0, 1, used, screen->frame.title, DRAW_TITLE);
	if (at < gap - 1)
		draw_text(0, at,
			gap - 1 - at < utf8_cells(middle) ? gap - 1 - at
							  : utf8_cells(middle),
			middle, DRAW_TITLE);
	if (gap > 0)
		draw_text(0, gap, utf8_cells(right), right, DRAW_TITLE);
}

/* One cell of the key bar: " 2Grabar"; blank where it has no meaning. */
struct bar {
	unsigned where;
	char cells[BAR_CELLS][4 * BAR_WIDTH];
};

static void
bar_cell(void *arg, const struct command *command)
{
	struct bar *bar = arg;
	const char *label = (command->where & bar->where) && command->bar
				    ? _(command->bar)
				    : "";

	if (command->bar_place > 0 &&
		(label[0] || !bar->cells[command->bar_place - 1][0]))
		snprintf(bar->cells[command->bar_place - 1],
			sizeof bar->cells[0], "%2d%.*s", command->bar_place,
			(int)utf8_fit(label, strlen(label), BAR_WIDTH - 2),
			label);
}

static void
paint_bar(unsigned where)
{
	struct bar bar = { .where = where };
	char row[BAR_CELLS * 4 * BAR_WIDTH] = "";
	size_t at = 0;
	int pad;

	command_each(bar_cell, &bar);
	for (int i = 0; i < BAR_CELLS; i++) {
		pad = BAR_WIDTH - utf8_cells(bar.cells[i]);
		at += (size_t)snprintf(row + at, sizeof row - at, "%s%*s",
			bar.cells[i], pad > 0 ? pad : 0, "");
	}
	draw_text(term_rows() - 1, 0, term_cols(), row, DRAW_BAR);
}

static const char *
message_text(const struct screen *screen)
{
	if (screen->frame.message[0])
		return screen->frame.message;
	return screen->frame.spoken[0] ? "" : screen->frame.hint;
}

/* Bytes of the message that stand in row 22; a longer one goes on in row 23,
 * broken at a blank. A hint is cut instead. */
static size_t
message_bytes(const struct screen *screen)
{
	const char *text = message_text(screen);
	size_t n = strlen(text), fit = utf8_fit(text, n, term_cols() - 1), at;

	if (!screen->frame.message[0] || screen->frame.cursor >= 0 || fit == n)
		return n;
	for (at = fit; at > 0 && text[at] != ' '; at--)
		;
	return at > 0 ? at : fit;
}

static void
paint_message(struct screen *screen)
{
	const char *text = message_text(screen);
	enum draw_style style =
		screen->frame.message[0] && screen->frame.message_is_error
			? DRAW_ERROR
			: DRAW_PLAIN;
	size_t n = message_bytes(screen);

	if (screen->frame.cursor >= 0)
		draw_cursor(term_rows() - 3, screen->frame.cursor);
	draw_bytes(term_rows() - 3, 0, term_cols(), text, n, style);
	if (text[n] != '\0')
		draw_text(term_rows() - 2, 0, term_cols(), text + n + 1, style);
}

static void
paint_state(const struct screen *screen)
{
	int row = term_rows() - 2;
	int cols = term_cols();
	int right = utf8_cells(screen->frame.state_right);

	draw_text(row, 0, 2, screen->frame.changed ? "*" : "", DRAW_PLAIN);
	draw_text(row, 2, cols - 4 - right, screen->frame.state, DRAW_PLAIN);
	draw_text(row, cols - 1 - right, right, screen->frame.state_right,
		DRAW_PLAIN);
}

/* One line tells what the cursor is on, and the cursor is there; a question
 * has it where the answer is typed, a message that takes both rows where it
 * begins. */
static void
paint_spoken(const struct screen *screen)
{
	int row = term_rows() - 2;
	bool is_long = message_text(screen)[message_bytes(screen)] != '\0';

	if (!is_long)
		draw_text(row, 0, term_cols(), screen->frame.spoken,
			DRAW_PLAIN);
	if (screen->frame.cursor < 0 && is_long)
		draw_cursor(row - 1, 0);
	else if (screen->frame.cursor < 0)
		draw_cursor(row, screen->frame.spoken_at);
}

bool
screen_is_heard(const struct screen *screen)
{
	return screen->desk->settings->reader;
}

void
screen_speak(
	struct screen *screen, const char *label, const char *value, int cell)
{
	struct frame *f = &screen->frame;
	int most = term_cols() - 1;
	struct buf text = { 0 };

	buf_printf(&text, "%s: %s", label, value);
	str_copy(f->spoken, sizeof f->spoken, buf_text(&text));
	buf_free(&text);
	f->spoken_at = utf8_cells(label) + 2 + cell;
	if (f->spoken_at > most)
		f->spoken_at = most;
}

/* As much of it as has room; the title of the view before it where both have. */
void
frame_speak_line(struct screen *screen)
{
	struct frame *f = &screen->frame;
	struct buf text = { 0 };

	if (!screen_is_heard(screen) || f->spoken[0])
		return;
	draw_cursor_text(&text);
	if (utf8_cells(f->title) + 2 + utf8_cells(buf_text(&text)) <
		term_cols())
		screen_speak(screen, f->title, buf_text(&text), 0);
	else
		str_copy(f->spoken, sizeof f->spoken, buf_text(&text));
	buf_free(&text);
}

void
frame_paint(struct screen *screen, unsigned where)
{
	paint_title(screen);
	if (screen->frame.spoken[0])
		paint_spoken(screen);
	else
		paint_state(screen);
	paint_message(screen);
	paint_bar(where);
}

static void put(char *out, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

static void
put(char *out, const char *fmt, va_list ap)
{
	char text[2 * SCREEN_TEXT];

	vsnprintf(text, sizeof text, fmt, ap);
	str_copy(out, SCREEN_TEXT, text);
}

void
screen_title(struct screen *screen, const char *text)
{
	str_copy(screen->frame.title, sizeof screen->frame.title, text);
}

void
screen_say(struct screen *screen, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	put(screen->frame.message, fmt, ap);
	va_end(ap);
	screen->frame.message_is_error = false;
}

void
screen_error(struct screen *screen, const struct err *err)
{
	if (err->kind == ERR_NONE)
		return;
	screen->frame.last = *err;
	macro_break(input_macro());
	if (err->hint[0])
		screen_say(screen, "%s %s", err->text, err->hint);
	else
		screen_say(screen, "%s", err->text);
	screen->frame.message_is_error = true;
}

void
screen_read_at(struct screen *screen, const char *left, const char *read_at)
{
	char right[64];

	snprintf(right, sizeof right, _("leído %s"), read_at ? read_at : "");
	screen_state(screen, false, left, right);
}

void
screen_read_of(struct screen *screen, struct buf *left, const char *read_at)
{
	screen_read_at(screen, buf_text(left), read_at);
	buf_free(left);
}

void
screen_hush(struct screen *screen)
{
	screen->frame.message[0] = '\0';
}

void
screen_hint(struct screen *screen, const char *text)
{
	str_copy(screen->frame.hint, sizeof screen->frame.hint, text);
}

void
screen_state(struct screen *screen, bool changed, const char *left,
	const char *right)
{
	const char *lost = desk_lost_at(screen->desk);

	screen->frame.changed = changed;
	str_copy(screen->frame.state, sizeof screen->frame.state,
		left ? left : "");
	if (desk_is_connected(screen->desk) || screen->link.skeleton)
		str_copy(screen->frame.state_right,
			sizeof screen->frame.state_right, right ? right : "");
	else
		snprintf(screen->frame.state_right,
			sizeof screen->frame.state_right,
			_("SIN LÍNEA%s%s (F5 o F2 lo intentan)"),
			*lost ? _(" desde las ") : "", lost);
}
