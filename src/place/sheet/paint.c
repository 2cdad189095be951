/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry sheet on the screen: head, grid, and the panel of the row of the
 * cursor. */
#include "place/sheet/sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/served.h"
#include "base/str.h"
#include "base/utf8.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	HEAD_ROWS = 3, /* the office, the submission, the titles */
	CODE_AT = 2,
	CODE = 5,
	FIGURE = 6, /* a column of figures at least, and at most */
	FIGURE_MOST = 13,
	EXECUTED = 9,
	EXECUTED_WIDE = 14,
	STATE = 9,
	WIDE = 100,	/* columns from which there is room to spare */
	PANEL_AT = 14,	/* where its fields begin */
	PANEL_ROWS = 8, /* without the detail */
	DETAIL_MOST = 3,
	EVIDENCE_ROWS = 2,
	NARRATIVE_ROWS = 3,
	DOCUMENT = 20,
	SAID_NAME = 32, /* cells of a name to who listens */
};

/* What a cell is, where the register has no word for it. */
static const struct i18n_word cell_words[] = {
	{ "pending", N_("Pendiente") },
	{ "not_due", N_("No corresponde") },
	{ "hidden", N_("Reservado") },
	{ 0 },
};

static const struct i18n_word measures[] = {
	{ "sum", N_("los periodos se suman") },
	{ "running", N_("el valor va acumulado") },
	{ "level", N_("vale el último dato") },
	{ 0 },
};

static const struct value *
value_of(const struct sheet_row *row, const char *name)
{
	return &row->record->values[form_field(row->record->form, name)];
}

static const char *
text_of(struct arena *arena, const struct sheet_row *row, const char *name)
{
	int at = form_field(row->record->form, name);

	return value_text(arena, &row->record->form->fields[at],
		&row->record->values[at]);
}

/* ---- where things stand */

/* What was saved since makes it a draft. */
static const char *
state_word(const struct sheet_row *row)
{
	int at = form_field(row->record->form, "state");
	const char *word =
		row->record->id ? NULL : i18n_word(cell_words, row->cell);

	if (word)
		return word;
	return field_choice_label(
		&row->record->form->fields[at], row->record->values[at].was);
}

/* A long word takes room of a cell that is not written anyway. */
static int
word_beyond(const struct sheet_row *row)
{
	int beyond = utf8_cells(state_word(row)) - STATE;

	return row->why && beyond > 0 ? beyond : 0;
}

static int
widest(int least, int text)
{
	return text < least ? least : text > FIGURE_MOST ? FIGURE_MOST : text;
}

static void
fit_figures(struct sheet_place *s, struct arena *arena)
{
	struct sheet_columns *at = &s->at;

	at->before_width = FIGURE;
	at->planned_width = FIGURE;
	for (at->n_before = 0;
		at->n_before < SHEET_BEFORE && s->sheet.before[at->n_before];)
		at->n_before++;
	for (size_t i = 0; i < s->sheet.n; i++) {
		const struct sheet_row *row = &s->sheet.rows[i];

		at->planned_width = widest(at->planned_width,
			utf8_cells(text_of(arena, row, "planned")));
		for (size_t b = 0; b < at->n_before; b++)
			if (row->before[b])
				at->before_width = widest(at->before_width,
					utf8_cells(row->before[b]));
	}
}

/* From the right border leftwards; the name has what is left. */
static void
place_columns(struct sheet_place *s)
{
	struct sheet_columns *at = &s->at;
	int cols = term_cols();

	at->state = cols - 1 - STATE;
	at->executed_width = cols >= WIDE ? EXECUTED_WIDE : EXECUTED;
	at->executed = at->state - 2 - at->executed_width;
	at->planned = at->executed - 2 - at->planned_width;
	at->before = at->planned - (int)at->n_before * (at->before_width + 1);
	at->name = CODE_AT + CODE + 1;
	at->name_width = at->before - at->name - 1;
}

static void
place_field(struct sheet_place *s, enum sheet_cell cell, int row, int column,
	int room, int n)
{
	struct field *field = &s->drawn.fields[s->fields[cell]];

	for (int i = 0; i < n; i++)
		s->boxes[cell][i] = (struct box){ row + i, column, room };
	field->n_boxes = (size_t)n;
	/* what is being typed into wraps in the same room */
	if (s->entry.editing && spot_here(&s->entry)->field == s->fields[cell])
		edit_fit(&s->entry.edit, (size_t)n, s->boxes[cell]);
}

static void
place_label(struct sheet_place *s, enum sheet_cell cell)
{
	s->labels[cell - 1] = (struct label){ s->boxes[cell][0].row, 1,
		field_title(&s->drawn.fields[s->fields[cell]]) };
}

static const char *
detail_of(const struct sheet_row *row, struct arena *arena)
{
	const char *reason = value_of(row, "reason")->now;
	const char *measure = i18n_word(measures, row->measure);

	if (reason)
		return arena_printf(arena, _("Motivo: %s"), reason);
	if (row->proposed_of)
		return served(arena, row->proposed_of);
	return arena_printf(arena, "%s; %s%s%s",
		str_eq(row->direction, "down") ? _("mejora al bajar")
					       : _("mejora al subir"),
		measure ? measure : "", row->formula ? "; " : "",
		row->formula ? row->formula : "");
}

static void
detail_boxes(struct box boxes[DETAIL_MOST])
{
	for (int i = 0; i < DETAIL_MOST; i++)
		boxes[i] = (struct box){ .width = term_cols() - 2 };
}

static bool
is_told_whole(const struct sheet_row *row)
{
	return value_of(row, "reason")->now || row->proposed_of;
}

/* One row, and as many as the longest reason or series takes: the same for all
 * rows of a sheet, so that moving about it leaves the panel where it is. */
static int
detail_rows(const struct sheet_place *s)
{
	struct box boxes[DETAIL_MOST];
	struct arena *arena = arena_new();
	size_t start, n;
	int most = 1;

	detail_boxes(boxes);
	for (size_t i = 0; i < s->sheet.n; i++) {
		const struct sheet_row *row = &s->sheet.rows[i];

		while (is_told_whole(row) && most < DETAIL_MOST) {
			wrap_box(detail_of(row, arena), DETAIL_MOST, boxes,
				(size_t)most, &start, &n);
			if (n == 0)
				break;
			most++;
		}
	}
	arena_free(arena);
	return most;
}

/* The grid has the rows that it needs, as far as there are any; what is left
 * goes to the narrative. */
static void
place_rows(struct sheet_place *s)
{
	int detail = detail_rows(s);
	int room = screen_bottom() - screen_top() - HEAD_ROWS - PANEL_ROWS -
		   detail;
	int n = s->sheet.n > 0 ? (int)s->sheet.n : 1;
	int grid = n < room ? n : room;
	int narrative = NARRATIVE_ROWS + room - grid;
	int room_text = term_cols() - PANEL_AT - 2;
	int y = HEAD_ROWS + grid + 2 + detail; /* of the fields */
	const struct sheet_row *here;

	rows_fit(&s->entry.view.rows, grid);
	here = sheet_row_here(s);
	s->at.panel = HEAD_ROWS + grid;
	s->at.detail = detail;
	if (narrative > SHEET_BOXES)
		narrative = SHEET_BOXES;
	place_field(s, CELL_EXECUTED,
		HEAD_ROWS +
			(int)(s->entry.view.rows.at - s->entry.view.rows.top),
		s->at.executed,
		s->at.executed_width - (here ? word_beyond(here) : 0), 1);
	place_field(s, CELL_EVIDENCE, y, PANEL_AT, room_text, EVIDENCE_ROWS);
	place_field(s, CELL_NARRATIVE, y + EVIDENCE_ROWS, PANEL_AT, room_text,
		narrative);
	place_field(s, CELL_DOCUMENT, y + EVIDENCE_ROWS + narrative, PANEL_AT,
		DOCUMENT, 1);
}

void
sheet_lay_out(struct sheet_place *s)
{
	struct arena *arena = arena_new();

	fit_figures(s, arena);
	arena_free(arena);
	place_columns(s);
	place_rows(s);
	for (int i = 1; i < CELLS; i++)
		place_label(s, (enum sheet_cell)i);
	s->page.labels = s->labels;
	s->page.n_labels = CELLS - 1;
}

/* ---- head */

static const char *
submission_state(const struct sheet_place *s)
{
	const struct form *form =
		desk_form_in(s->entry.view.desk, "sheet", "submission");
	int at = form ? form_field(form, "state") : -1;

	if (!s->sheet.state)
		return _("Sin presentar");
	return at >= 0 ? field_choice_label(&form->fields[at], s->sheet.state)
		       : s->sheet.state;
}

static void
put_missing(const struct sheet_place *s, struct buf *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s->sheet.n; i++)
		n += sheet_is_left_out(&s->sheet.rows[i]);
	if (n > 0)
		buf_printf(out,
			ngettext("falta %zu de %zu indicadores",
				"faltan %zu de %zu indicadores", n),
			n, s->sheet.n);
	else
		buf_puts(out, _("no falta ningún indicador"));
}

static void
paint_head(const struct sheet_place *s, int y)
{
	const struct sheet *sheet = &s->sheet;
	bool closed = !str_eq(sheet->period_state, "open");
	struct buf out = { 0 };
	char due[40] = "";
	struct date day;
	int room;

	if (sheet->due && date_from_iso(sheet->due, &day))
		date_show(day, due, sizeof due);
	buf_printf(&out, "%s %s, %s %s", sheet->period_title,
		closed ? _("cerrado") : _("abierto"), _("plazo"), due);
	room = term_cols() - 2 - utf8_cells(buf_text(&out));
	draw_text(y, room + 1, utf8_cells(buf_text(&out)), buf_text(&out),
		DRAW_PLAIN);
	buf_free(&out);
	buf_printf(&out, "%s %s", sheet->office, sheet->office_name);
	draw_text(y, 1, room - 2, buf_text(&out), DRAW_PLAIN);
	buf_free(&out);
	buf_printf(&out, _("Envío: %s; "), submission_state(s));
	put_missing(s, &out);
	if (sheet->late)
		buf_puts(&out, _("; FUERA DE PLAZO"));
	if (sheet->reason)
		buf_printf(&out, _(". Motivo: %s"), sheet->reason);
	else if (sheet->explanation)
		buf_printf(&out, _(". Explicación: %s"), sheet->explanation);
	draw_text(y + 1, 1, term_cols() - 2, buf_text(&out), DRAW_PLAIN);
	buf_free(&out);
}

static int
before_at(const struct sheet_columns *at, size_t i)
{
	return at->before + (int)i * (at->before_width + 1);
}

static void
paint_titles(const struct sheet_place *s, int y)
{
	const struct sheet_columns *at = &s->at;

	draw_text(y, CODE_AT, at->name - CODE_AT + at->name_width,
		_("Indicador"), DRAW_LABEL);
	for (size_t i = 0; i < at->n_before; i++)
		draw_text_right(y, before_at(at, i), at->before_width,
			s->sheet.before[i], DRAW_LABEL);
	draw_text_right(
		y, at->planned, at->planned_width, _("Plan."), DRAW_LABEL);
	draw_text(y, at->executed, at->executed_width, _("Ejecutado"),
		DRAW_LABEL);
	draw_text(y, at->state, STATE, _("Situación"), DRAW_LABEL);
}

/* ---- grid */

static void
paint_executed(const struct sheet_place *s, const struct sheet_row *row, int y,
	struct arena *arena)
{
	const struct sheet_columns *at = &s->at;
	const struct value *value = value_of(row, "executed");

	if (!row->why) {
		draw_bytes(y, at->executed - 1, 1, value->bad ? "!" : "[", 1,
			DRAW_PLAIN);
		draw_bytes(y, at->executed + at->executed_width, 1, "]", 1,
			DRAW_PLAIN);
	}
	draw_text(y, at->executed, at->executed_width - word_beyond(row),
		text_of(arena, row, "executed"),
		value->bad ? DRAW_MARK : DRAW_PLAIN);
}

static void
paint_row(struct view *view, size_t n, int y)
{
	const struct sheet_place *s = sheet_of(view);
	const struct sheet_columns *at = &s->at;
	const struct sheet_row *row = &s->sheet.rows[n];
	struct arena *arena = arena_new();
	int state = STATE + word_beyond(row);

	draw_bytes(y, 1, 1, record_is_changed(row->record) ? "*" : " ", 1,
		DRAW_PLAIN);
	draw_text(y, CODE_AT, CODE, text_of(arena, row, "indicator_code"),
		DRAW_PLAIN);
	draw_text(y, at->name, at->name_width,
		text_of(arena, row, "indicator_name"), DRAW_PLAIN);
	for (size_t i = 0; i < at->n_before; i++)
		draw_text_right(y, before_at(at, i), at->before_width,
			row->before[i] ? row->before[i] : "", DRAW_PLAIN);
	draw_text_right(y, at->planned, at->planned_width,
		value_of(row, "planned")->now ? text_of(arena, row, "planned")
					      : "-",
		DRAW_PLAIN);
	if (n != s->entry.view.rows.at || row->why)
		paint_executed(s, row, y, arena);
	draw_text(y, at->state + STATE - state, state, state_word(row),
		DRAW_PLAIN);
	arena_free(arena);
}

/* ---- the panel of the row of the cursor */

/* A reason stands there in full as far as it has rows. */
static void
paint_detail(const struct sheet_place *s, const struct sheet_row *row, int y,
	struct arena *arena)
{
	struct box boxes[DETAIL_MOST];
	const char *text = detail_of(row, arena);
	size_t rows = (size_t)s->at.detail, start, n;

	detail_boxes(boxes);
	for (size_t i = 0; i < rows; i++) {
		wrap_box(text, rows, boxes, i, &start, &n);
		if (i + 1 == rows)
			n = strlen(text + start);
		draw_bytes(y + (int)i, 1, term_cols() - 2, text + start, n,
			value_of(row, "reason")->now ? DRAW_ERROR : DRAW_PLAIN);
	}
}

static void
paint_panel(const struct sheet_place *s, const struct sheet_row *row, int y)
{
	struct arena *arena = arena_new();
	const char *unit = text_of(arena, row, "unit");

	draw_line(y, 1, term_cols() - 2);
	draw_text(y + 1, 1, term_cols() - 2,
		arena_printf(arena, "%s %s%s%s%s",
			text_of(arena, row, "indicator_code"),
			text_of(arena, row, "indicator_name"),
			unit[0] ? " (" : "", unit, unit[0] ? ")" : ""),
		DRAW_PLAIN);
	paint_detail(s, row, y + 2, arena);
	arena_free(arena);
}

/* What a series gives stands beside the field until it is what the field has. */
static bool
hint_proposed(struct sheet_place *s, char *text, size_t room)
{
	const struct sheet_row *row = sheet_row_here(s);
	char shown[64];

	if (!row || !row->proposed || sheet_cell_here(s) != CELL_EXECUTED ||
		str_eq(value_of(row, "executed")->now, row->proposed))
		return false;
	number_show(row->proposed, shown, sizeof shown);
	snprintf(text, room,
		_("Según la serie: %s. F4 lo toma. Enter: el indicador "
		  "siguiente. F2 graba."),
		shown);
	return true;
}

static void
paint_hint(struct sheet_place *s)
{
	const struct entry *e = &s->entry;
	char text[SCREEN_TEXT];

	if (s->sheet.n == 0)
		snprintf(text, sizeof text, "%s",
			_("Esta oficina no tiene indicadores. Esc o: otra "
			  "oficina; Esc p: otro periodo."));
	else if (e->can_edit && !hint_proposed(s, text, sizeof text))
		snprintf(text, sizeof text, "%s",
			_("Enter: el indicador siguiente. Tab: su evidencia. F2 "
			  "graba. Esc a: presentar."));
	else if (!e->can_edit)
		snprintf(text, sizeof text, _("Aquí no se puede escribir: %s."),
			e->why_not ? e->why_not : "");
	screen_hint(e->view.screen, text);
}

/* What is typed in any of its rows stands in the journal. */
static const char *
noted(const struct sheet_place *s)
{
	for (size_t i = 0; i < s->sheet.n; i++)
		if (s->sheet.rows[i].record->draft[0])
			return draft_noted(s->entry.view.desk);
	return "";
}

static void
paint_state(const struct sheet_place *s)
{
	const struct entry *e = &s->entry;
	char left[SCREEN_TEXT], right[64];

	if (e->request[0])
		snprintf(left, sizeof left, "%s", _("AÚN NO CONFIRMADO"));
	else if (s->trouble[0])
		snprintf(left, sizeof left, "%s", s->trouble);
	else
		snprintf(left, sizeof left, "%s",
			s->note[0] ? s->note : noted(s));
	snprintf(right, sizeof right, _("%zu de %zu, leído %s"),
		s->sheet.n > 0 ? s->entry.view.rows.at + 1 : 0, s->sheet.n,
		s->sheet.read_at);
	screen_state(e->view.screen, sheet_is_changed(s), left, right);
}

/* "1.1 Procesos publicados, " */
static void
say_row(struct sheet_place *s)
{
	struct arena *arena = arena_new();
	const struct sheet_row *row = sheet_row_here(s);
	const char *name = text_of(arena, row, "indicator_name");

	snprintf(s->entry.about, sizeof s->entry.about, "%s %.*s, ",
		text_of(arena, row, "indicator_code"),
		(int)utf8_fit_words(name, strlen(name), SAID_NAME), name);
	arena_free(arena);
}

void
sheet_paint(struct view *view)
{
	struct sheet_place *s = sheet_of(view);
	int top = screen_top();

	screen_title(view->screen, _("Hoja de ingreso"));
	sheet_lay_out(s);
	paint_head(s, top);
	paint_titles(s, top + 2);
	rows_paint(view, top + HEAD_ROWS, top + s->at.panel, 0, paint_row);
	if (s->sheet.n > 0) {
		paint_panel(s, sheet_row_here(s), top + s->at.panel);
		if (screen_is_heard(view->screen))
			say_row(s);
		entry_paint(&s->entry);
	}
	paint_hint(s);
	paint_state(s);
}
