/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the entry sheet: from cell to cell, and saving all of it. */
#include "place/sheet/sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/money.h"
#include "base/str.h"
#include "screen/choose.h"
#include "screen/diff.h"
#include "screen/help.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "store/journal.h"
#include "term/input.h"

/* ---- moving */

/* The next row that is filled in, in that direction; none: SHEET_NO_ROW. */
static int
open_row(const struct sheet_place *s, int by)
{
	int row = (int)s->entry.view.rows.at + by;

	while (row >= 0 && row < (int)s->sheet.n && s->sheet.rows[row].why)
		row += by;
	return row >= 0 && row < (int)s->sheet.n ? row : SHEET_NO_ROW;
}

/* From a sheet that is only read one goes on row by row. */
static int
neighbour(const struct sheet_place *s, int by)
{
	int row = (int)s->entry.view.rows.at + by;

	if (s->entry.can_edit)
		return open_row(s, by);
	return row >= 0 && row < (int)s->sheet.n ? row : SHEET_NO_ROW;
}

/* What is typed on after the last one belongs to none: it is not taken. */
static void
to_row(struct sheet_place *s, int row, enum sheet_cell cell)
{
	if (row != SHEET_NO_ROW) {
		sheet_go(s, (size_t)row, cell);
		return;
	}
	s->past_end = s->entry.can_edit;
	screen_say(s->entry.view.screen,
		_("No hay más indicadores que llenar. F2 graba."));
}

static void
to_cell(struct view *view, int by)
{
	struct sheet_place *s = sheet_of(view);
	int cell = (int)sheet_cell_here(s) + by;

	if (cell >= 0 && cell < CELLS)
		sheet_go(s, view->rows.at, (enum sheet_cell)cell);
	else
		to_row(s, neighbour(s, by),
			by > 0 ? CELL_EXECUTED : CELL_DOCUMENT);
}

static void
next_row(struct view *view)
{
	struct sheet_place *s = sheet_of(view);

	if (sheet_cell_here(s) == CELL_EXECUTED)
		to_row(s, neighbour(s, 1), CELL_EXECUTED);
	else
		to_cell(view, 1);
}

/* Within a long text first; then over the panel; in the grid by rows. */
static void
vertical(struct view *view, int by)
{
	struct sheet_place *s = sheet_of(view);
	int cell = (int)sheet_cell_here(s), row = (int)view->rows.at;

	if (cell != CELL_EXECUTED && entry_moves(&s->entry, by))
		return;
	if (cell == CELL_EXECUTED) {
		row += by;
	} else if (cell + by < CELLS) {
		cell += by;
	} else {
		row++;
		cell = CELL_EXECUTED;
	}
	if (row >= 0 && row < (int)s->sheet.n)
		sheet_go(s, (size_t)row, (enum sheet_cell)cell);
}

static void
page(struct view *view, int by)
{
	struct sheet_place *s = sheet_of(view);
	struct rows to = view->rows;

	if (s->sheet.n == 0 ||
		!rows_move(&to, by > 0 ? CMD_PAGE_DOWN : CMD_PAGE_UP))
		return;
	view->rows.top = to.top;
	sheet_go(s, to.at, CELL_EXECUTED);
}

void
sheet_type(struct view *view, key_code key)
{
	struct sheet_place *s = sheet_of(view);

	if (!s->past_end) {
		field_type(view, key);
		return;
	}
	screen_say(view->screen,
		_("Lo último no se tomó: no hay más indicadores que llenar. "
		  "Las flechas y Tab siguen."));
}

/* ---- saving */

/* Goes on with the row's record as it is now. */
static void
stay(struct sheet_place *s)
{
	sheet_enter(s, s->entry.view.rows.at, sheet_cell_here(s));
}

static enum sheet_cell
cell_of(const struct sheet_place *s, const char *name)
{
	int field = form_field(&s->drawn, name);

	for (int i = 0; i < CELLS; i++)
		if (s->fields[i] == field)
			return (enum sheet_cell)i;
	return CELL_EXECUTED;
}

/*
 * Of that row nothing was saved, nor of the others. Keys typed ahead were
 * meant for where the cursor is: then it stays there and the sentence until it
 * is saved; else it goes to where it is wrong. False: it stayed.
 */
static bool
refused(struct sheet_place *s, size_t row, const struct err *err)
{
	const struct sheet_row *wrong = &s->sheet.rows[row];
	int code = form_field(&s->drawn, "indicator_code");
	int at =
		err->kind == ERR_INPUT ? form_field(&s->drawn, err->field) : -1;
	const struct field *field = at >= 0 ? &s->drawn.fields[at] : NULL;
	struct err said = *err;

	snprintf(said.text, sizeof said.text, "%.40s%s%.80s: %.600s",
		wrong->record->values[code].now, field ? " " : "",
		field ? field_title(field) : "", err->text);
	screen_error(s->entry.view.screen, &said);
	s->trouble[0] = '\0';
	if (input_pending()) {
		snprintf(s->trouble, sizeof s->trouble, _("SIN GRABAR. %.400s"),
			said.text);
		return false;
	}
	sheet_enter(s, row, cell_of(s, err->field));
	return true;
}

static void
saved(struct sheet_place *s, size_t n)
{
	struct screen *screen = s->entry.view.screen;

	s->entry.request[0] = '\0';
	input_give_back();
	s->trouble[0] = '\0';
	screen_saved(screen);
	snprintf(s->note, sizeof s->note,
		ngettext(
			"%zu indicador grabado", "%zu indicadores grabados", n),
		n);
	stay(s);
}

static void
exchange(struct sheet_place *s, size_t row, struct record *record)
{
	struct sheet_row *here = &s->sheet.rows[row];
	int state = form_field(record->form, "state");

	record_free(here->record);
	here->record = record;
	if (!str_eq(record->values[state].was, "draft") &&
		!str_eq(record->values[state].was, "returned"))
		here->why = _("ya no está en borrador");
	sheet_enter(s, row, CELL_EXECUTED);
}

static void send(struct sheet_place *s);

/* Somebody else changed that row meanwhile: she decides there; what was typed
 * in the others stays. */
static void
conflict(struct sheet_place *s, size_t row)
{
	struct screen *screen = s->entry.view.screen;
	struct record *mine = s->sheet.rows[row].record;
	struct record *other = NULL;
	struct err err = { 0 };
	bool anew = false;

	if (screen_diff(screen, mine, &other, &anew)) {
		exchange(s, row, other);
		send(s);
		return;
	}
	if (!anew) {
		screen_say(screen, _("No se grabó nada; lo que usted "
				     "escribió sigue aquí."));
		return;
	}
	if (screen_link(screen))
		other = store_read(
			s->entry.view.desk, mine->form, mine->id, &err);
	if (other)
		exchange(s, row, other);
	else if (err.kind != ERR_NONE)
		screen_error(screen, &err);
}

/* The rows that are to be saved, in order. */
static size_t
changed_rows(const struct sheet_place *s, size_t *rows)
{
	size_t n = 0;

	for (size_t i = 0; i < s->sheet.n; i++)
		if (record_is_changed(s->sheet.rows[i].record))
			rows[n++] = i;
	return n;
}

/* There is no line: what is typed waits among the drafts, and she goes on. */
static void
leave_for_later(struct sheet_place *s, const size_t *rows, size_t n)
{
	struct desk *desk = s->entry.view.desk;
	size_t waits = 0;

	for (size_t i = 0; !s->entry.request[0] && i < n; i++)
		waits += journal_wait(
			desk, s->sheet.rows[rows[i]].record->draft, NULL);
	if (waits > 0)
		screen_left_for_later(s->entry.view.screen);
}

/* All of it under one request id. While it is not confirmed nothing can be
 * typed, so that the next time the same is sent. */
static void
send(struct sheet_place *s)
{
	struct screen *screen = s->entry.view.screen;
	size_t *rows, n, row = 0;
	struct err err = { 0 };

	rows = arena_array(s->arena, s->sheet.n + 1, sizeof *rows);
	n = changed_rows(s, rows);
	if (!screen_link_to_save(screen)) {
		leave_for_later(s, rows, n);
		return;
	}
	if (!s->entry.request[0])
		request_new(s->entry.request);
	if (sheet_save(s->entry.view.desk, &s->sheet, rows, n, s->entry.request,
		    &row, &err)) {
		saved(s, n);
		return;
	}
	if (err.kind == ERR_LINK) {
		screen_error(screen, &err);
		screen_paint(screen);
		input_hold();
		return;
	}
	s->entry.request[0] = '\0';
	input_give_back();
	if (refused(s, row, &err) && err.kind == ERR_CONFLICT)
		conflict(s, row);
}

/* The first row with something that cannot be read or is missing. */
static bool
all_right(struct sheet_place *s)
{
	struct err err = { 0 };
	int lines, line;

	for (size_t i = 0; i < s->sheet.n; i++) {
		const struct record *record = s->sheet.rows[i].record;

		if (!record_is_changed(record) ||
			record_check(record, &lines, &line, &err))
			continue;
		refused(s, i, &err);
		return false;
	}
	return true;
}

/* What it was in the last period before that has a number; NULL none. */
static const char *
past_of(const struct sheet_place *s, const struct sheet_row *row)
{
	char out[64];
	bool percent;

	for (size_t i = SHEET_BEFORE; i-- > 0;)
		if (row->before[i] && number_read(row->before[i], NUMBER_POINT,
					      out, sizeof out, &percent, NULL))
			return arena_strdup(s->arena, out);
	return NULL;
}

/* Numbers far from their plan, or from their past where they have
 * none, are asked about once. */
static bool
all_meant(struct sheet_place *s)
{
	struct screen *screen = s->entry.view.screen;
	int code = form_field(&s->drawn, "indicator_code");

	for (size_t i = 0; i < s->sheet.n; i++) {
		struct record *record = s->sheet.rows[i].record;
		const char *what = record->values[code].now;
		int at = record_is_changed(record)
				 ? entry_not_meant(screen, record,
					   arena_printf(s->arena, "%s ", what),
					   past_of(s, &s->sheet.rows[i]))
				 : -1;

		if (at < 0)
			continue;
		sheet_enter(s, i, cell_of(s, record->form->fields[at].name));
		return false;
	}
	return true;
}

void
sheet_save_all(struct view *view)
{
	struct sheet_place *s = sheet_of(view);

	if (s->entry.request[0]) {
		send(s);
		return;
	}
	field_leave(&s->entry);
	stay(s);
	if (!sheet_is_changed(s))
		screen_say(view->screen, _("No hay cambios que grabar."));
	else if (all_right(s) && all_meant(s))
		send(s);
}

/* ---- the row of the cursor */

static void
show_history(struct view *view)
{
	struct sheet_place *s = sheet_of(view);
	const struct sheet_row *row = sheet_row_here(s);

	if (!row || !row->record->id)
		screen_say(view->screen, _("De este indicador todavía no hay "
					   "nada grabado."));
	else
		screen_open(view->screen, "history",
			&(struct place_args){ .of = row->record->form->name,
				.id = row->record->id,
				.title = store_key(s->arena, row->record) });
}

/* How the figure of the indicator comes about. */
static void
look(struct view *view)
{
	struct sheet_place *s = sheet_of(view);
	const struct sheet_row *row = sheet_row_here(s);
	int code = form_field(&s->drawn, "indicator_code");

	if (row)
		screen_open(view->screen, "working",
			&(struct place_args){ .plan = s->sheet.plan,
				.part = "indicator",
				.key = row->record->values[code].now,
				.period = s->sheet.period });
}

/* What the series gives, as if typed; where it is from is the evidence, unless
 * there is one. Saved with the rest, or not at all. */
static void
take_proposed(struct sheet_place *s, const struct sheet_row *row)
{
	int evidence = s->fields[CELL_EVIDENCE];
	struct err err = { 0 };

	field_set(&s->entry, row->proposed);
	if (!row->record->values[evidence].now)
		record_type(row->record, evidence, row->proposed_of,
			s->entry.view.desk->today, &err);
	entry_note(&s->entry);
}

/* The levels of a scale; "3  satisfechos" writes 3. */
static void
choose_level(struct sheet_place *s, const struct sheet_row *row)
{
	struct choice_item items[32];
	char *text = arena_strdup(s->arena, row->levels), *end;
	size_t n = 0;
	int chosen;

	for (; text && n < sizeof items / sizeof items[0]; text = end) {
		end = strchr(text, '\n');
		if (end)
			*end++ = '\0';
		items[n++] = (struct choice_item){ .title = text };
	}
	chosen = screen_choose(
		s->entry.view.screen, _("Nivel alcanzado"), items, n, 0);
	if (chosen < 0)
		return;
	text = arena_strdup(s->arena, items[chosen].title);
	text[strcspn(text, " ")] = '\0';
	field_set(&s->entry, text);
}

static void
values(struct view *view)
{
	struct sheet_place *s = sheet_of(view);
	const struct sheet_row *row = sheet_row_here(s);

	if (!field_ready(&s->entry))
		return;
	if (sheet_cell_here(s) != CELL_EXECUTED)
		field_values(view);
	else if (row->levels)
		choose_level(s, row);
	else if (row->proposed)
		take_proposed(s, row);
	else
		field_values(view);
}

static void
reread(struct view *view)
{
	struct sheet_place *s = sheet_of(view);

	if (sheet_may_lose(view))
		sheet_load(s, s->sheet.office, s->sheet.period, s->sheet.plan);
}

static void
help(struct view *view)
{
	struct sheet_place *s = sheet_of(view);
	const struct spot *spot = spot_here(&s->entry);

	help_open(
		view->screen, NULL, spot ? spot_field(&s->entry, spot) : NULL);
}

static const struct view_command commands[] = {
	{ CMD_NEXT_CELL, .go = to_cell, .by = 1 },
	{ CMD_PREV_FIELD, .go = to_cell, .by = -1 },
	{ CMD_NEXT_ROW, .run = next_row },
	{ CMD_UP, .go = vertical, .by = -1 },
	{ CMD_DOWN, .go = vertical, .by = 1 },
	{ CMD_PAGE_UP, .go = page, .by = -1 },
	{ CMD_PAGE_DOWN, .go = page, .by = 1 },
	{ CMD_SAVE, .run = sheet_save_all },
	{ CMD_VALUES, .run = values },
	{ CMD_REREAD, .run = reread },
	{ CMD_LOOK, .run = look },
	{ CMD_HISTORY, .run = show_history },
	{ CMD_ACTION, .with = sheet_act },
	{ CMD_PERIOD, .with = sheet_change_period },
	{ CMD_OFFICE, .with = sheet_change_office },
	{ .id = CMD_SHEET },
	{ CMD_HELP, .run = help },
};
const struct view_commands sheet_commands = { VIEW_COMMANDS(commands) };
