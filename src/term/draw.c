/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "term/draw.h"

#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "term/door.h"
#include "term/inside.h"
#include "term/looks.h"

enum {
	COMBINING = 4 /* as utf8_clean leaves them */
};

static struct {
	bool ascii;
	bool color;
	enum theme theme;
	int row;
	int column;
} draw;

static const struct look *
look(enum draw_style style)
{
	return draw.color ? look_of(draw.theme, style) : look_plain(style);
}

/* The pair of a style has its number, behind that of the terminal. */
static short
pair(enum draw_style style)
{
	return look(style)->colored ? (short)(style + 1) : 0;
}

void
draw_open(bool ascii, enum theme theme)
{
	const struct theme_look *all = look_theme(theme);

	draw.ascii = ascii;
	draw.theme = theme;
	draw.color = theme != THEME_MONO && has_colors();
	if (!draw.color)
		return;
	start_color();
	assume_default_colors(all->ink, all->ground);
	for (enum draw_style style = 0; style < DRAW_STYLES; style++)
		if (pair(style))
			init_pair(pair(style), look(style)->ink,
				look(style)->ground);
}

/* One cell or two: a character with its combining marks. Where the machine's
 * own table of widths disagrees with ours, a sign of the right width. */
static void
put_wide(int row, int column, const wchar_t *text, int cells,
	enum draw_style style)
{
	cchar_t cell;
	wchar_t sign[2] = { L'?', L'\0' };
	short color = pair(style);

	if (wcwidth(text[0]) == cells) {
		setcchar(&cell, text, look(style)->attribute, color, NULL);
		mvadd_wch(row, column, &cell);
		return;
	}
	for (int i = 0; i < cells; i++) {
		setcchar(&cell, sign, look(style)->attribute, color, NULL);
		mvadd_wch(row, column + i, &cell);
	}
}

static void
put_ascii(int row, int column, uint32_t cp, int cells, enum draw_style style)
{
	wchar_t text[2] = { (wchar_t)utf8_ascii(cp), L'\0' };

	for (int i = 0; i < cells; i++)
		put_wide(row, column + i, text, 1, style);
}

static void
put_blanks(int row, int column, int cells, enum draw_style style)
{
	for (int i = 0; i < cells; i++)
		put_wide(row, column + i, L" ", 1, style);
}

/* The next character of text with its combining marks; its cells. */
static int
next_cell(const char *text, size_t n, size_t *at, wchar_t *out)
{
	uint32_t cp;
	int cells;
	size_t marks = 0;

	*at += utf8_decode(text + *at, n - *at, &cp);
	cells = utf8_width_of(cp);
	out[0] = cells > 0 ? (wchar_t)cp : L'?';
	while (*at < n) {
		size_t length = utf8_decode(text + *at, n - *at, &cp);

		if (utf8_width_of(cp) != 0)
			break;
		if (marks < COMBINING && wcwidth((wchar_t)cp) == 0)
			out[1 + marks++] = (wchar_t)cp;
		*at += length;
	}
	out[1 + marks] = L'\0';
	return cells > 0 ? cells : 1;
}

/* Cleaned text into [column, column + cells); the cells used. */
static int
put_text(int row, int column, int cells, const char *text, size_t n,
	enum draw_style style)
{
	wchar_t cell[COMBINING + 2];
	size_t at = 0;
	int used = 0;

	while (at < n) {
		int width = next_cell(text, n, &at, cell);

		if (used + width > cells)
			break;
		if (draw.ascii)
			put_ascii(row, column + used, (uint32_t)cell[0], width,
				style);
		else
			put_wide(row, column + used, cell, width, style);
		used += width;
	}
	return used;
}

static void
put_cut_mark(int row, int column, enum draw_style style)
{
	put_wide(row, column, draw.ascii ? L">" : L"…", 1, style);
}

static void
newlines_to_blanks(char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] == '\n')
			text[i] = ' ';
}

void
draw_bytes(int row, int column, int cells, const char *text, size_t n,
	enum draw_style style)
{
	char *clean;
	int used;
	bool cut;

	if (row < 0 || row >= LINES || column < 0 || column >= COLS)
		return;
	if (cells > COLS - column)
		cells = COLS - column;
	if (cells <= 0)
		return;
	clean = mem_alloc(3 * n + 1);
	n = utf8_clean(text, n, true, clean);
	newlines_to_blanks(clean, n);
	cut = utf8_width(clean, n) > cells;
	used = put_text(row, column, cut ? cells - 1 : cells, clean, n, style);
	/* Blanks carry no look, so that none has to be sent for it. */
	put_blanks(row, column + used, cells - used, DRAW_PLAIN);
	if (cut)
		put_cut_mark(row, column + cells - 1, style);
	buf_free(&(struct buf){ .data = clean });
}

void
draw_text(
	int row, int column, int cells, const char *text, enum draw_style style)
{
	const char *words = text ? text : "";

	draw_bytes(row, column, cells, words, strlen(words), style);
}

void
draw_text_right(
	int row, int column, int cells, const char *text, enum draw_style style)
{
	int used = utf8_cells(text);
	int pad = used < cells ? cells - used : 0;

	draw_text(row, column + pad, cells - pad, text, style);
}

void
draw_mark(int row, int column, int cells, enum draw_style style)
{
	if (row < 0 || row >= LINES || column < 0 || column >= COLS)
		return;
	mvchgat(row, column, cells, look(style)->attribute, pair(style), NULL);
}

void
draw_line(int row, int column, int cells)
{
	for (int i = 0; i < cells && column + i < COLS && row < LINES; i++)
		put_wide(row, column + i, draw.ascii ? L"-" : L"─", 1,
			DRAW_PLAIN);
}

void
draw_clear(void)
{
	erase();
}

void
draw_cursor(int row, int column)
{
	draw.row = row < LINES ? row : LINES - 1;
	draw.column = column < COLS ? column : COLS - 1;
}

void
draw_update(void)
{
	move(draw.row, draw.column);
	wnoutrefresh(stdscr);
	doupdate();
}

void
draw_all(void)
{
	clearok(curscr, TRUE);
}

/* The character of a bar's cell that is filled by eighths/8. */
static const wchar_t *
bar_cell(int eighths)
{
	static const wchar_t *const blocks[] = { L" ", L"▏", L"▎", L"▍", L"▌",
		L"▋", L"▊", L"▉", L"█" };

	if (draw.ascii)
		return eighths >= 4 ? L"=" : L" ";
	return blocks[eighths];
}

void
draw_bar(int row, int column, int cells, double value, double mark)
{
	int filled, at;

	if (row < 0 || row >= LINES || column + cells > COLS)
		return;
	value = value < 0 ? 0 : value > 1 ? 1 : value;
	filled = (int)(value * cells * 8 + 0.5);
	at = mark >= 0 && mark <= 1 ? (int)(mark * cells) : -1;
	for (int i = 0; i < cells; i++) {
		int eighths = filled - 8 * i;

		eighths = eighths < 0 ? 0 : eighths > 8 ? 8 : eighths;
		put_wide(row, column + i,
			i == at ? (draw.ascii ? L"|" : L"┃")
				: bar_cell(eighths),
			1, DRAW_PLAIN);
	}
}

/* Row of the screen as UTF-8, right-trimmed. */
static void
row_text(int row, struct buf *out)
{
	int width;

	buf_reset(out);
	for (int column = 0; column < COLS; column += width) {
		wchar_t text[CCHARW_MAX + 1] = { 0 };
		cchar_t cell;
		attr_t attributes;
		short color;
		char bytes[5];

		mvin_wch(row, column, &cell);
		getcchar(&cell, text, &attributes, &color, NULL);
		width = wcwidth(text[0]) == 2 ? 2 : 1;
		for (int i = 0; text[i]; i++)
			buf_add(out, bytes,
				utf8_encode((uint32_t)text[i], bytes));
	}
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->len--;
	if (out->data)
		out->data[out->len] = '\0';
}

/* Of a line, a bar or the shape of a light: it says nothing. */
static bool
is_drawing(uint32_t c)
{
	return c >= 0x2500 && c <= 0x25ff;
}

void
draw_cursor_text(struct buf *out)
{
	struct buf row = { 0 };
	const char *at, *next;
	size_t blanks = 0;
	uint32_t c;

	row_text(draw.row, &row);
	at = buf_text(&row);
	at += strspn(at, " >");
	for (; *at; at = next) {
		next = at + utf8_decode(at, strlen(at), &c);
		if (c == ' ' || is_drawing(c)) {
			blanks++;
			continue;
		}
		if (out->len > 0 && blanks > 0)
			buf_puts(out, blanks > 1 ? "; " : " ");
		blanks = 0;
		buf_add(out, at, (size_t)(next - at));
	}
	buf_free(&row);
}

bool
draw_has_text(const char *text)
{
	struct buf row = { 0 };
	bool found = false;

	for (int i = 0; i < LINES && !found; i++) {
		row_text(i, &row);
		found = strstr(buf_text(&row), text);
	}
	buf_free(&row);
	return found;
}

void
draw_dump(FILE *out)
{
	struct buf row = { 0 };

	for (int i = 0; i < LINES; i++) {
		row_text(i, &row);
		fprintf(out, "%s\n", buf_text(&row));
	}
	fprintf(out, "cursor %d,%d\n", draw.row + 1, draw.column + 1);
	buf_free(&row);
}
