/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entry sheet of an office: opened, read, closed. */
#include "place/sheet/sheet.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "store/journal.h"

static const char *const cell_names[CELLS] = {
	[CELL_EXECUTED] = "executed",
	[CELL_EVIDENCE] = "evidence",
	[CELL_NARRATIVE] = "narrative",
	[CELL_DOCUMENT] = "document_ref",
};

/* ---- the form of a row */

/* The register's form with no field on the page but ours; where they stand
 * is worked out when it is painted. */
static bool
make_form(struct sheet_place *s)
{
	const struct form *form = s->entry.form;
	struct arena *arena = s->entry.view.arena;
	struct field *fields =
		arena_array(arena, form->n_fields, sizeof *fields);

	memcpy(fields, form->fields, form->n_fields * sizeof *fields);
	for (size_t i = 0; i < form->n_fields; i++) {
		fields[i].n_boxes = 0;
		fields[i].page = 0;
	}
	s->drawn = *form;
	s->drawn.fields = fields;
	s->drawn.n_pages = 1;
	s->drawn.pages = &s->page;
	for (size_t i = 0; i < CELLS; i++) {
		s->fields[i] = form_field(form, cell_names[i]);
		if (s->fields[i] < 0)
			return false;
		fields[s->fields[i]].boxes = s->boxes[i];
		fields[s->fields[i]].n_boxes = 1;
	}
	s->entry.form = s->entry.drawn = &s->drawn;
	s->entry.placed = true;
	s->nothing = record_new(form, NULL, s->entry.view.desk->today);
	return true;
}

/* ---- the row of the cursor */

struct sheet_row *
sheet_row_here(struct sheet_place *s)
{
	return s->sheet.n > 0 ? &s->sheet.rows[s->entry.view.rows.at] : NULL;
}

enum sheet_cell
sheet_cell_here(struct sheet_place *s)
{
	const struct spot *spot = spot_here(&s->entry);

	for (int i = 0; spot && i < CELLS; i++)
		if (s->fields[i] == spot->field)
			return (enum sheet_cell)i;
	return CELL_EXECUTED;
}

static const char *
why_not(const struct sheet_place *s, const struct sheet_row *row)
{
	const struct desk *desk = s->entry.view.desk;

	if (desk->read_only)
		return desk->read_only_why ? desk->read_only_why
					   : _("solo lectura");
	return row ? row->why : _("no hay indicadores");
}

void
sheet_enter(struct sheet_place *s, size_t row, enum sheet_cell cell)
{
	struct entry *e = &s->entry;
	const struct sheet_row *here;
	int at;

	s->entry.view.rows.at = row;
	s->past_end = false;
	here = sheet_row_here(s);
	e->record = here ? here->record : s->nothing;
	e->why_not = why_not(s, here);
	e->can_edit = !e->why_not;
	spots_build(e);
	if (!here)
		e->n_spots = 0;
	sheet_lay_out(s);
	at = spot_find(e, -1, s->fields[cell], 0);
	field_enter(e, at >= 0 ? (size_t)at : 0);
}

void
sheet_go(struct sheet_place *s, size_t row, enum sheet_cell cell)
{
	field_leave(&s->entry);
	sheet_enter(s, row, cell);
}

/* ---- reading */

/* The row of that indicator; else the first that can be filled in. */
static size_t
row_of(const struct sheet *sheet, const char *code)
{
	int at = sheet->n > 0 ? form_field(sheet->rows[0].record->form,
					"indicator_code")
			      : -1;

	for (size_t i = 0; code && at >= 0 && i < sheet->n; i++)
		if (str_eq(sheet->rows[i].record->values[at].now, code))
			return i;
	for (size_t i = 0; i < sheet->n; i++)
		if (!sheet->rows[i].why)
			return i;
	return 0;
}

/* The row that a draft was typed in; SHEET_NO_ROW. */
static int
row_of_draft(const struct sheet *sheet, const struct draft *draft,
	const struct record *record)
{
	int code = form_field(record->form, "indicator_code");

	for (size_t i = 0; i < sheet->n; i++) {
		const struct record *other = sheet->rows[i].record;

		if (draft->record ? str_eq(other->id, draft->record)
				  : str_eq(other->values[code].now,
					    record->values[code].now))
			return (int)i;
	}
	return SHEET_NO_ROW;
}

/* What was typed is in its row again, over what was read then, so that a save
 * tells what somebody else changed since. False: there is no such row, or it
 * has another draft's. */
static bool
put_back(struct sheet_place *s, const struct draft *draft)
{
	struct date today = s->entry.view.desk->today;
	size_t unknown;
	struct record *record =
		draft_record(draft, s->nothing->form, today, &unknown);
	int at = row_of_draft(&s->sheet, draft, record);
	struct sheet_row *row = at == SHEET_NO_ROW ? NULL : &s->sheet.rows[at];
	bool found = row && !row->record->draft[0];

	if (found && draft->is_partial)
		draft_apply(draft, row->record, today);
	if (!found || draft->is_partial) {
		record_free(record);
		return found;
	}
	record_free(row->record);
	row->record = record;
	return true;
}

/* Drafts of this sheet that were taken for it. */
static void
put_all_back(struct sheet_place *s)
{
	struct entry *e = &s->entry;
	const struct draft *draft;
	size_t n_lost = 0;

	while ((draft = journal_next_taken(e->view.desk, &e->where))) {
		if (!put_back(s, draft)) {
			journal_leave(e->view.desk, draft->id);
			n_lost++;
		} else if (draft->request) {
			str_copy(e->request, sizeof e->request, draft->request);
		}
	}
	if (n_lost > 0)
		screen_say(e->view.screen,
			ngettext("%zu indicador de los borradores ya no está "
				 "en esta hoja, o está dos veces; sigue en "
				 "borradores.",
				"%zu indicadores de los borradores ya no están "
				"en esta hoja, o están dos veces; siguen en "
				"borradores.",
				n_lost),
			n_lost);
}

static void
forget(struct sheet_place *s)
{
	for (size_t i = 0; i < s->sheet.n; i++)
		journal_leave(
			s->entry.view.desk, s->sheet.rows[i].record->draft);
	sheet_free(&s->sheet);
	if (s->arena)
		arena_free(s->arena);
	s->arena = NULL;
}

void
sheet_show(
	struct sheet_place *s, const struct sheet *sheet, struct arena *arena)
{
	const struct sheet_row *here = sheet_row_here(s);
	int code = form_field(&s->drawn, "indicator_code");
	enum sheet_cell cell = sheet_cell_here(s);
	bool same = here && str_eq(s->sheet.office, sheet->office) &&
		    str_eq(s->sheet.period, sheet->period);
	size_t row =
		row_of(sheet, same ? here->record->values[code].now : NULL);

	forget(s);
	s->sheet = *sheet;
	s->arena = arena;
	s->entry.view.rows.n = sheet->n;
	s->entry.request[0] = '\0';
	s->trouble[0] = '\0';
	s->note[0] = '\0';
	s->entry.where = (struct draft_place){ .name = "sheet",
		.of = s->nothing->form->name,
		.at = { sheet->office, sheet->period, sheet->plan } };
	put_all_back(s);
	sheet_enter(s, row, same ? cell : CELL_EXECUTED);
}

bool
sheet_load(struct sheet_place *s, const char *office, const char *period,
	const char *plan)
{
	struct screen *screen = s->entry.view.screen;
	struct arena *arena = arena_new();
	struct sheet sheet;
	struct err err = { 0 };

	if (screen_link(screen) && sheet_read(s->entry.view.desk, office,
					   period, plan, arena, &sheet, &err)) {
		sheet_show(s, &sheet, arena);
		return true;
	}
	screen_error(screen, &err);
	arena_free(arena);
	return false;
}

static bool
enter(struct view *view)
{
	struct sheet_place *s = sheet_of(view);
	const struct desk *desk = view->desk;
	const char *office = s->office ? s->office : desk->office;

	if (!make_form(s)) {
		screen_say(view->screen, _("El registro de resultados no está "
					   "en este programa."));
		return false;
	}
	if (!office)
		office = sheet_choose_office(view);
	return office &&
	       sheet_load(s, office,
		       s->period ? s->period : desk_period_shown(desk),
		       s->plan ? s->plan : desk_plan_shown(desk));
}

/* ---- closing */

bool
sheet_is_changed(const struct sheet_place *s)
{
	if (s->sheet.n > 0 && entry_is_changed(&s->entry))
		return true;
	for (size_t i = 0; i < s->sheet.n; i++)
		if (record_is_changed(s->sheet.rows[i].record))
			return true;
	return false;
}

static bool
is_changed(struct view *view)
{
	return sheet_is_changed(sheet_of(view));
}

static void
drop(struct view *view)
{
	struct sheet_place *s = sheet_of(view);

	for (size_t i = 0; i < s->sheet.n; i++)
		journal_drop(view->desk, s->sheet.rows[i].record->draft);
}

static bool
waits(struct view *view)
{
	struct sheet_place *s = sheet_of(view);
	size_t n = 0;

	for (size_t i = 0; i < s->sheet.n; i++) {
		const struct record *record = s->sheet.rows[i].record;

		if (!record_is_changed(record))
			continue;
		if (!journal_is_waiting(view->desk, record->draft))
			return false;
		n++;
	}
	return n > 0;
}

static const struct entry_keeps keeps = { is_changed, sheet_save_all, drop,
	waits };

static void
note(struct view *view)
{
	entry_note_open(entry_of(view));
}

bool
sheet_may_lose(struct view *view)
{
	return entry_may_lose(view, &keeps, false);
}

static bool
may_close(struct view *view)
{
	struct sheet_place *s = sheet_of(view);

	s->note[0] = '\0';
	if (!entry_may_lose(view, &keeps, true))
		return false;
	if (s->note[0])
		screen_say(view->screen, "%s", s->note);
	return true;
}

static void
close(struct view *view)
{
	struct sheet_place *s = sheet_of(view);

	forget(s);
	s->entry.record = s->nothing; /* closed with the form */
	entry_close(view);
}

static const struct view_ops ops = {
	.where = IN_SHEET,
	.enter = enter,
	.paint = sheet_paint,
	.shared = { &sheet_commands, &entry_commands },
	.type = sheet_type,
	.note = note,
	.may_close = may_close,
	.close = close,
};

/* Of the office that is the key; each NULL: the plan and period on the screen,
 * the office worked in. */
static void
sheet_open(struct screen *screen, const struct place_args *args)
{
	const struct form *form =
		desk_form_in(screen_desk(screen), "sheet", "row");
	struct sheet_place *s;
	struct arena *arena;

	if (!form) {
		screen_say(screen, _("El registro de resultados no está "
				     "en este programa."));
		return;
	}
	s = entry_new(screen, &ops, sizeof *s, form);
	arena = s->entry.view.arena;
	s->plan = arena_strdup(arena, args->plan);
	s->office = arena_strdup(arena, args->key);
	s->period = arena_strdup(arena, args->period);
	screen_push(&s->entry.view);
}

const struct place place_sheet = { "sheet", CMD_SHEET, "Seguimiento",
	N_("Hoja de ingreso"), .with = sheet_open };
