/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a register: a marker, a page at a time, narrowed as one
 * types. */
#include "place/list/list.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/about.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	FIRST_CELL = 2,
	GAP = 1,
	POINTED = 6, /* cells of a title with the look of the cursor */
	FOUND = 512  /* bytes of a cell that are looked at */
};

static void
paint_header(const struct list_place *l, int y)
{
	int x = FIRST_CELL;

	for (size_t i = 0; i < l->seen->n_list; i++) {
		int width = list_column_width(l, i);

		draw_text(y, x, width, l->seen->list[i].title, DRAW_LABEL);
		x += width + GAP;
	}
}

/* Beyond the first column its title shows where the cursor is. */
static void
paint_column(const struct list_place *l, int y)
{
	const struct rows *rows = &l->view.rows;
	int width = list_column_width(l, l->column);
	int x = list_column_at(l, l->column);

	if (l->column == 0 || rows->n == 0)
		return;
	draw_mark(y, x, width < POINTED ? width : POINTED, DRAW_CURSOR);
	draw_cursor(y + 1 + (int)(rows->at - rows->top), x);
}

/* Numbers stand on the right. */
static bool
is_number(const struct form *form, size_t i)
{
	int at = form_field(form, form->list[i].name);
	enum field_kind kind;

	if (at < 0 || form->fields[at].n_choices > 0)
		return false;
	kind = form->fields[at].kind;
	return kind == FIELD_INTEGER || kind == FIELD_NUMBER ||
	       kind == FIELD_MONEY || kind == FIELD_PERCENT;
}

/* Dates in one style, whatever words they were published in; the form has
 * those. */
static const char *
cell_text(const struct list_place *l, const struct row *row, size_t i,
	int width, char *room, size_t size)
{
	const char *cell = row->cells[i] ? row->cells[i] : "";
	struct partial_date date;
	struct err err = { 0 };

	if (!list_is_partial(l->seen, i) ||
		!partial_read(cell, l->view.desk->today, &date, &err))
		return cell;
	partial_short(&date, room, size);
	return utf8_cells(room) <= width ? room : cell;
}

/* Bytes of the beginning of text that fold to n. */
static size_t
unfolded(const char *text, size_t n)
{
	char folded[FOUND];
	size_t end = 0, all = strlen(text), whole;

	utf8_fold(text, folded, sizeof folded);
	whole = strlen(folded);
	while (end < all && whole - strlen(folded) < n) {
		end = utf8_next(text, all, end);
		utf8_fold(text + end, folded, sizeof folded);
	}
	return end;
}

/* Marks where the word stands in what is shown of a cell. */
static void
mark_word(const char *cell, const char *word, int y, int x, int width)
{
	char wanted[FOUND], folded[FOUND];
	size_t n = strlen(cell), at = 0;

	utf8_fold(word, wanted, sizeof wanted);
	while (at < n && wanted[0]) {
		int before = utf8_width(cell, at), cells;

		utf8_fold(cell + at, folded, sizeof folded);
		if (before >= width)
			return;
		if (!str_starts(folded, wanted)) {
			at = utf8_next(cell, n, at);
			continue;
		}
		cells = utf8_width(
			cell + at, unfolded(cell + at, strlen(wanted)));
		draw_mark(y, x + before,
			before + cells > width ? width - before : cells,
			DRAW_FOUND);
		return;
	}
}

/* What the list was narrowed by. */
static void
mark_found(
	const struct list_place *l, const char *cell, int y, int x, int width)
{
	char words[sizeof l->narrow], begin[FOUND];
	char *rest;

	str_copy(words, sizeof words, l->narrow);
	str_copy(begin, sizeof begin, cell);
	for (char *word = strtok_r(words, " ", &rest); word;
		word = strtok_r(NULL, " ", &rest))
		mark_word(begin, word, y, x, width);
}

static void
paint_row(struct view *view, size_t at, int y)
{
	const struct list_place *l = list_of(view);
	const struct row *row = &l->loaded[at];
	int x = FIRST_CELL;
	char room[64];

	for (size_t i = 0; i < l->seen->n_list; i++) {
		int width = list_column_width(l, i);
		const char *cell =
			cell_text(l, row, i, width, room, sizeof room);
		int used = utf8_cells(cell);
		int pad = is_number(l->seen, i) && used < width ? width - used
								: 0;

		draw_text(y, x + pad, width - pad, cell, DRAW_PLAIN);
		if (l->narrow[0])
			mark_found(l, cell, y, x + pad, width - pad);
		x += width + GAP;
	}
}

/* A row is called by its first column; beyond that, by the cursor's. */
static void
speak_row(const struct list_place *l)
{
	const struct rows *rows = &l->view.rows;
	struct buf text = { 0 };
	char room[64];

	if (rows->n == 0 || !screen_is_heard(l->view.screen))
		return;
	for (size_t i = l->column; i < l->seen->n_list; i++) {
		const char *cell = cell_text(l, &l->loaded[rows->at], i,
			term_cols(), room, sizeof room);

		if (i > l->column)
			buf_printf(&text, "; %s: ", l->seen->list[i].title);
		buf_puts(&text, cell);
	}
	screen_speak(l->view.screen, l->seen->list[l->column].title,
		buf_text(&text), 0);
	buf_free(&text);
}

static void
paint(struct view *view)
{
	struct list_place *l = list_of(view);
	struct buf state = { 0 };
	int top = screen_top();

	screen_title(view->screen, l->form->title);
	paint_header(l, top);
	rows_paint(view, top + 1, screen_bottom(), 0, paint_row);
	paint_column(l, top);
	speak_row(l);
	if (l->view.rows.n == 0) {
		draw_text(top + 2, FIRST_CELL, term_cols() - FIRST_CELL,
			list_is_whole(l) ? _("Todavía no hay ninguna fila.")
				    : _("No hay ninguna fila así."),
			DRAW_PLAIN);
		draw_cursor(top + 2, 0);
	}
	screen_hint(view->screen,
		l->form->made.to
			? _("Enter abre, V muestra lo emitido, F6 emite otro, "
			    "f filtra, F1 ayuda.")
		: form_is_written(l->form)
			? _("Enter abre, / acota, F6 nuevo, F7 busca, f "
			    "filtra, h historia, F1 ayuda.")
			: _("Enter abre, / acota, F7 busca, f filtra, h "
			    "historia, F1 ayuda."));
	list_state(l, &state);
	screen_read_of(view->screen, &state, l->read_at);
}

static bool
enter(struct view *view)
{
	struct list_place *l = list_of(view);

	return list_make_find(l) && list_load_first(l);
}

/* What was saved above this list may have changed its rows: those of a window
 * are read, in one round trip. A larger window has room for more of them. */
static void
resume(struct view *view)
{
	struct list_place *l = list_of(view);

	if (view_is_stale(view)) {
		list_reload(l);
		return;
	}
	while (!frame_is_too_small() &&
		l->view.rows.n < (size_t)list_height() &&
		(list_load_next(l) || list_load_before(l)))
		;
}

static void
close(struct view *view)
{
	list_forget(list_of(view));
	record_free(list_of(view)->about);
}

static const struct view_ops ops = {
	.where = IN_LIST,
	.enter = enter,
	.paint = paint,
	.move = list_move,
	.shared = { &list_commands, &about_commands },
	.about = list_about,
	.step = list_step,
	.listed = list_listed,
	.relist = list_relist,
	.resume = resume,
	.close = close,
};

/* As the find form would have it: the key, exactly. */
static void
narrow_to(struct list_place *l, const struct record *about)
{
	l->about = record_copy(about, false);
	l->texts =
		arena_array(l->view.arena, l->form->n_fields, sizeof *l->texts);
	for (size_t i = 0; i < about->form->n_natural; i++) {
		const char *name = about->form->natural[i];
		int from = form_field(about->form, name);
		int to = form_field(l->form, name);

		l->texts[to] = arena_printf(l->view.arena, "=%s",
			about->values[from].now ? about->values[from].now : "");
	}
}

static void
list_open(struct screen *screen, const struct place_args *args)
{
	struct list_place *l = view_new(screen, &ops, sizeof *l);

	l->form = desk_form(l->view.desk, args->of);
	l->filter = arena_strdup(l->view.arena, args->filter);
	l->where = arena_strdup(l->view.arena, args->where);
	l->words = arena_strdup(l->view.arena, args->words);
	l->count = -1;
	list_columns_recall(l);
	if (args->about)
		narrow_to(l, args->about);
	screen_push(&l->view);
}

const struct place place_list = { "list", CMD_NONE, NULL, NULL,
	.with = list_open };
