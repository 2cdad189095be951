/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form on the screen: labels, boxes with brackets, the cursor. */
#include "screen/entry.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "term/draw.h"

/* What a figure beside it says is wrong: the alert's column is true. */
static bool
is_alert(const struct entry *e, const struct spot *spot)
{
	const struct field *field = spot_field(e, spot);
	int at = field->alert && spot->lines < 0
			 ? form_field(e->form, field->alert)
			 : -1;

	return at >= 0 && str_eq(e->record->values[at].now, "t");
}

static enum draw_style
style_of(const struct entry *e, const struct spot *spot, bool here)
{
	const struct value *value = spot_value(e, spot);

	if (here || !value)
		return DRAW_PLAIN;
	if (value->bad)
		return DRAW_MARK;
	return is_alert(e, spot) ? DRAW_ERROR : DRAW_PLAIN;
}

/* Still to be filled in before it can be saved. */
static bool
is_missing(const struct entry *e, const struct spot *spot)
{
	const struct field *field = spot_field(e, spot);
	const struct value *value = spot_value(e, spot);

	return field->required && spot->lines < 0 && !e->texts && value &&
	       str_is_blank(value->now);
}

/* "!" a value that cannot be read, "*" one that is required and missing. */
static void
paint_brackets(const struct entry *e, const struct spot *spot, int y,
	const struct box *box)
{
	const struct value *value = spot_value(e, spot);
	const char *left = value && value->bad	 ? "!"
			   : is_missing(e, spot) ? "*"
						 : "[";

	if (!spot->open)
		return;
	draw_bytes(y, box->column - 1, 1, left, 1, DRAW_PLAIN);
	draw_bytes(y, box->column + box->width, 1, "]", 1, DRAW_PLAIN);
}

static const char *
shown_text(const struct entry *e, struct arena *arena, const struct spot *spot)
{
	if (!e->texts)
		return value_text(
			arena, spot_field(e, spot), spot_value(e, spot));
	return e->texts[spot->field] ? e->texts[spot->field] : "";
}

/* What does not fit into the last box is handed over too: it is then seen to
 * be cut. */
static size_t
with_rest(const char *text, size_t start, size_t n)
{
	const char *rest = text + start + n;

	return str_is_blank(rest) ? n : n + strlen(rest);
}

/* The boxes of a spot; the one with the cursor shows what is being typed. */
static void
paint_spot(struct entry *e, const struct spot *spot, bool here)
{
	const struct field *field = spot_drawn(e, spot);
	struct arena *arena = arena_new();
	bool typing = here && e->editing;
	const char *text =
		typing ? edit_text(&e->edit) : shown_text(e, arena, spot);
	size_t start, n;
	struct box box;

	for (size_t i = 0; i < field->n_boxes; i++) {
		int y;

		if (!spot_box(e, spot, i, &box))
			continue;
		y = screen_top() + box.row;
		if (typing)
			edit_box(&e->edit, i, &start, &n);
		else
			wrap_box(text, field->n_boxes, field->boxes, i, &start,
				&n);
		if (!typing && i + 1 == field->n_boxes)
			n = with_rest(text, start, n);
		paint_brackets(e, spot, y, &box);
		draw_bytes(y, box.column, box.width, text + start, n,
			style_of(e, spot, here));
	}
	arena_free(arena);
}

static void
paint_labels(const struct entry *e)
{
	const struct page *page = &e->drawn->pages[e->page];

	for (size_t i = 0; i < page->n_labels; i++) {
		const struct label *label = &page->labels[i];

		draw_text(screen_top() + label->row, label->column,
			utf8_cells(label->text), label->text, DRAW_LABEL);
	}
}

/* Fields that are only shown: no spot, no brackets. */
static void
paint_closed(struct entry *e)
{
	for (size_t i = 0; i < e->drawn->n_fields; i++) {
		struct spot spot = { .lines = -1,
			.field = (int)i,
			.page = e->drawn->fields[i].page };

		if (spot_find(e, -1, (int)i, 0) == SPOT_NONE)
			paint_spot(e, &spot, false);
	}
	for (int l = 0; l < (int)e->drawn->n_lines && !e->texts; l++)
		for (size_t row = 0; row < e->record->lines[l].n; row++)
			for (size_t i = 0; i < e->drawn->lines[l].n_fields;
				i++) {
				struct spot spot = { .lines = l,
					.row = row,
					.field = (int)i,
					.page = e->drawn->lines[l].page };

				if (!e->record->lines[l].rows[row].dropped &&
					spot_find(e, l, (int)i, row) ==
						SPOT_NONE)
					paint_spot(e, &spot, false);
			}
}

/* More rows of lines than fit are told at the right border. */
static void
paint_more(const struct entry *e)
{
	for (int l = 0; l < (int)e->drawn->n_lines && !e->texts; l++) {
		const struct lines *lines = &e->drawn->lines[l];
		size_t n = lines_position(e, l, e->record->lines[l].n);
		size_t top = e->line_top[l];
		int y = screen_top();

		if (lines->page != e->page || lines->n_fields == 0 ||
			lines->fields[0].n_boxes == 0)
			continue;
		y += lines->fields[0].boxes[0].row;
		if (top > 0)
			draw_bytes(y, 0, 1, "^", 1, DRAW_PLAIN);
		if (top + (size_t)lines->rows < n)
			draw_bytes(
				y + lines->rows - 1, 0, 1, "v", 1, DRAW_PLAIN);
	}
}

/* Of a text in several boxes the line that is typed on. */
static void
speak(struct entry *e, const struct spot *spot, size_t at, int cell)
{
	struct arena *arena = arena_new();
	const char *text =
		e->editing ? edit_text(&e->edit) : shown_text(e, arena, spot);
	size_t start = 0, n = strlen(text);

	if (e->editing)
		edit_box(&e->edit, at, &start, &n);
	screen_speak(e->view.screen,
		arena_printf(arena, "%s%s", e->about,
			field_title(spot_field(e, spot))),
		arena_strndup(arena, text + start, n), cell);
	arena_free(arena);
}

static void
place_cursor(struct entry *e)
{
	const struct spot *spot = spot_here(e);
	size_t i = 0;
	int cell = 0;
	struct box box;

	if (!spot)
		return;
	if (e->editing)
		edit_cursor(&e->edit, &i, &cell);
	if (spot_box(e, spot, i, &box))
		draw_cursor(screen_top() + box.row, box.column + cell);
	if (screen_is_heard(e->view.screen))
		speak(e, spot, i, cell);
}

void
entry_paint_title(struct entry *e, const char *what)
{
	const struct form *form;
	char title[SCREEN_TEXT];

	spots_fit(e);
	form = e->drawn;
	if (form->n_pages > 1)
		snprintf(title, sizeof title, "%s%s %d/%zu", what,
			form->singular, e->page + 1, form->n_pages);
	else
		snprintf(title, sizeof title, "%s%s", what, form->singular);
	screen_title(e->view.screen, title);
}

void
entry_paint(struct entry *e)
{
	paint_labels(e);
	paint_closed(e);
	for (size_t i = 0; i < e->n_spots; i++)
		paint_spot(e, &e->spots[i], i == e->at);
	paint_more(e);
	place_cursor(e);
}
