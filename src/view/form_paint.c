/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form on the screen: labels, boxes with brackets, the cursor. */
#include "view/form.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "term/draw.h"

const char *
form_text(struct arena *arena, const struct field *field,
	const struct value *value)
{
	size_t room = 2 * strlen(value && value->now ? value->now : "") + 256;
	char *out = arena_alloc(arena, room);

	if (value)
		value_show(field, value, out, room);
	return out;
}

/* What a figure beside it says is wrong: the alert's column is true. */
static bool
is_alert(const struct form_place *p, const struct spot *spot)
{
	const struct field *field = spot_field(p, spot);
	int at = field->alert && spot->lines < 0
			 ? form_field(p->form, field->alert)
			 : -1;

	return at >= 0 && str_eq(p->record->values[at].now, "t");
}

static enum draw_style
style_of(const struct form_place *p, const struct spot *spot, bool here)
{
	const struct value *value = spot_value(p, spot);

	if (here || !value)
		return DRAW_PLAIN;
	if (value->bad)
		return DRAW_MARK;
	return is_alert(p, spot) ? DRAW_ERROR : DRAW_PLAIN;
}

static void
paint_brackets(const struct form_place *p, const struct spot *spot, int y,
	const struct box *box)
{
	const struct value *value = spot_value(p, spot);
	const char *left = value && value->bad ? "!" : "[";

	if (!spot->open)
		return;
	draw_text(y, box->column - 1, 1, left, 1, DRAW_PLAIN);
	draw_text(y, box->column + box->width, 1, "]", 1, DRAW_PLAIN);
}

static const char *
shown_text(const struct form_place *p, struct arena *arena,
	const struct spot *spot)
{
	if (!p->finding)
		return form_text(
			arena, spot_field(p, spot), spot_value(p, spot));
	return p->texts[spot->field] ? p->texts[spot->field] : "";
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
paint_spot(struct form_place *p, const struct spot *spot, bool here)
{
	const struct field *field = spot_field(p, spot);
	struct arena *arena = arena_new();
	bool typing = here && p->editing;
	const char *text =
		typing ? edit_text(&p->edit) : shown_text(p, arena, spot);
	size_t start, n;
	struct box box;

	for (size_t i = 0; i < field->n_boxes; i++) {
		int y;

		if (!spot_box(p, spot, i, &box))
			continue;
		y = screen_top(p->view.screen) + box.row;
		if (typing)
			edit_box(&p->edit, i, &start, &n);
		else
			wrap_box(text, field->n_boxes, field->boxes, i, &start,
				&n);
		if (!typing && i + 1 == field->n_boxes)
			n = with_rest(text, start, n);
		paint_brackets(p, spot, y, &box);
		draw_text(y, box.column, box.width, text + start, n,
			style_of(p, spot, here));
	}
	arena_free(arena);
}

static void
paint_labels(const struct form_place *p)
{
	const struct page *page = &p->form->pages[p->page];

	for (size_t i = 0; i < page->n_labels; i++) {
		const struct label *label = &page->labels[i];

		draw_text(screen_top(p->view.screen) + label->row,
			label->column, utf8_cells(label->text), label->text,
			(size_t)-1, DRAW_LABEL);
	}
}

/* Fields that are only shown: no spot, no brackets. */
static void
paint_closed(struct form_place *p)
{
	for (size_t i = 0; i < p->form->n_fields; i++) {
		struct spot spot = { .lines = -1,
			.field = (int)i,
			.page = p->form->fields[i].page };

		if (spot_find(p, -1, (int)i, 0) == SPOT_NONE)
			paint_spot(p, &spot, false);
	}
	for (int l = 0; l < (int)p->form->n_lines && !p->finding; l++)
		for (size_t row = 0; row < p->record->lines[l].n; row++)
			for (size_t i = 0; i < p->form->lines[l].n_fields;
				i++) {
				struct spot spot = { .lines = l,
					.row = row,
					.field = (int)i,
					.page = p->form->lines[l].page };

				if (!p->record->lines[l].rows[row].dropped &&
					spot_find(p, l, (int)i, row) ==
						SPOT_NONE)
					paint_spot(p, &spot, false);
			}
}

/* More rows of lines than fit are told at the right border. */
static void
paint_more(const struct form_place *p)
{
	for (int l = 0; l < (int)p->form->n_lines && !p->finding; l++) {
		const struct lines *lines = &p->form->lines[l];
		size_t n = lines_position(p, l, p->record->lines[l].n);
		size_t top = p->line_top[l];
		int y = screen_top(p->view.screen);

		if (lines->page != p->page || lines->n_fields == 0 ||
			lines->fields[0].n_boxes == 0)
			continue;
		y += lines->fields[0].boxes[0].row;
		if (top > 0)
			draw_text(y, 0, 1, "^", 1, DRAW_PLAIN);
		if (top + (size_t)lines->rows < n)
			draw_text(
				y + lines->rows - 1, 0, 1, "v", 1, DRAW_PLAIN);
	}
}

static void
place_cursor(struct form_place *p)
{
	const struct spot *spot = spot_here(p);
	size_t i = 0;
	int cell = 0;
	struct box box;

	if (!spot)
		return;
	if (p->editing)
		edit_cursor(&p->edit, &i, &cell);
	if (spot_box(p, spot, i, &box))
		draw_cursor(screen_top(p->view.screen) + box.row,
			box.column + cell);
}

static void
paint_title(const struct form_place *p)
{
	const struct form *form = p->form;
	const char *what = p->finding ? _("Buscar: ") : "";

	if (form->n_pages > 1)
		screen_title(p->view.screen, "%s%s %d/%zu", what,
			form->singular, p->page + 1, form->n_pages);
	else
		screen_title(p->view.screen, "%s%s", what, form->singular);
}

static void
paint_hint(struct form_place *p)
{
	const struct spot *spot = spot_here(p);
	const struct field *field = spot ? spot_field(p, spot) : NULL;
	char hint[2 * SCREEN_TEXT];
	const char *help = "";

	if (p->finding)
		help = _("abc empieza así, *abc* contiene, a|b, =igual, = "
			 "vacío, !no, >=, 1..5. F7 busca.");
	else if (field && field->help)
		help = field->help;
	else if (field && field->column && field->column->comment)
		help = field->column->comment;
	snprintf(hint, sizeof hint, "%s%s%s", p->echo, p->echo[0] ? "  " : "",
		help);
	screen_hint(p->view.screen, hint);
}

static void
paint_state(struct form_place *p)
{
	struct buf state = { 0 };
	struct arena *arena = arena_new();

	if (p->finding && p->found >= 0)
		buf_printf(&state,
			ngettext("%ld fila", "%ld filas",
				(unsigned long)p->found),
			p->found);
	else if (!p->finding && !p->record->id)
		buf_puts(&state, _("Nuevo"));
	else if (!p->finding)
		buf_puts(&state, store_key(arena, p->record));
	if (p->record->deleted)
		buf_puts(&state, _(" · ANULADO"));
	if (p->why_not && !p->finding)
		buf_printf(&state, " · %s", p->why_not);
	if (p->request[0])
		buf_puts(&state, _(" · AÚN NO CONFIRMADO"));
	screen_state(p->view.screen, !p->finding && form_is_changed(p),
		buf_text(&state), p->note);
	buf_free(&state);
	arena_free(arena);
}

void
form_paint_fields(struct form_place *p)
{
	paint_labels(p);
	paint_closed(p);
	for (size_t i = 0; i < p->n_spots; i++)
		paint_spot(p, &p->spots[i], i == p->at);
	paint_more(p);
	place_cursor(p);
}

void
form_paint(struct view *view)
{
	struct form_place *p = form_of(view);

	paint_title(p);
	form_paint_fields(p);
	paint_hint(p);
	paint_state(p);
}
