/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving a form: once, with the same request id until it is confirmed. */
#include "place/form/form.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/diff.h"
#include "screen/last.h"
#include "screen/link.h"
#include "screen/stack.h"
#include "store/journal.h"
#include "store/store.h"
#include "term/input.h"

static bool
row_is_empty(const struct line_row *row, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (row->values[i].now)
			return false;
	return true;
}

/* A line begun and emptied again is no line. */
static void
drop_empty_lines(struct entry *e)
{
	for (size_t l = 0; l < e->form->n_lines; l++)
		for (size_t i = 0; i < e->record->lines[l].n; i++) {
			struct line_row *row = &e->record->lines[l].rows[i];

			if (!row->id &&
				row_is_empty(row, e->form->lines[l].n_fields))
				row->dropped = true;
		}
}

/* The cursor goes where the error is, if that is a field of this form. */
static void
go_to_error(struct entry *e, const char *name, int lines, int row)
{
	bool of_lines = str_starts(name, "lines.") || lines >= 0;
	int field;

	if (str_starts(name, "lines."))
		name += strlen("lines.");
	if (!of_lines) {
		field_go(e, spot_find(e, -1, form_field(e->form, name), 0));
		return;
	}
	for (int l = 0; l < (int)e->form->n_lines; l++) {
		field = field_index(e->form->lines[l].n_fields,
			e->form->lines[l].fields, name);
		if (field >= 0 && (lines < 0 || lines == l)) {
			field_go(e, spot_find(e, l, field,
					    row > 0 ? (size_t)row : 0));
			return;
		}
	}
}

/* What was typed ahead was meant for the next record, not for this one: it
 * is dropped once the refusal is on the screen. */
static void
refused(struct entry *e, const struct err *err, int lines, int row)
{
	struct err said = *err;

	if (err->field[0])
		go_to_error(e, err->field, lines, row);
	screen_error(e->view.screen, &said);
	screen_paint(e->view.screen);
	input_drop();
}

/* Nobody knows yet: they wait until it is confirmed. */
static void
unconfirmed(struct entry *e, const struct err *err)
{
	screen_error(e->view.screen, err);
	screen_paint(e->view.screen);
	input_hold();
}

static void
saved(struct entry *e, struct record *record)
{
	struct form_place *p = form_of(&e->view);
	struct screen *screen = e->view.screen;
	struct arena *arena = arena_new();
	bool was_new = !e->record->id;

	e->request[0] = '\0';
	input_give_back();
	screen_saved(screen);
	last_saved_set(screen, record);
	snprintf(p->note, sizeof p->note, _("grabado %s"),
		store_key(arena, record));
	arena_free(arena);
	if (was_new) {
		form_take(e, form_blank(e, record));
		record_free(record);
	} else {
		form_take_here(e, record);
	}
}

static void send(struct entry *e);

static void
conflict(struct entry *e)
{
	struct record *merged = NULL;
	bool anew = false;

	if (screen_diff(e->view.screen, e->record, &merged, &anew)) {
		form_take_here(e, merged);
		send(e);
	} else if (anew) {
		form_read(form_of(&e->view));
	} else {
		screen_say(e->view.screen, _("No se grabó nada; lo que usted "
					     "escribió sigue aquí."));
	}
}

/* There is no line: it waits among the drafts, and she goes on. What was on
 * its way when the line went waits with its request. */
static void
leave_for_later(struct entry *e)
{
	struct desk *desk = e->view.desk;
	bool waits = e->request[0] ? !e->record->id &&
					     journal_has(desk, e->record->draft)
				   : journal_wait(desk, e->record->draft, NULL);

	if (!waits)
		return;
	if (!e->record->id) {
		e->request[0] = '\0';
		form_take(e, form_blank(e, e->record));
		input_give_back(); /* it was for the next one */
	}
	screen_left_for_later(e->view.screen);
}

static void
send(struct entry *e)
{
	struct screen *screen = e->view.screen;
	struct view *below = stack_below(&e->view);
	struct listed listed = { .row = NULL };
	struct record *record = NULL;
	struct err err = { 0 };
	int row = -1;

	if (!screen_link_to_save(screen)) {
		leave_for_later(e);
		return;
	}
	if (!e->request[0])
		request_of(e->record->id ? "" : e->record->draft, e->request);
	if (!below || !below->ops->listed ||
		!below->ops->listed(below, e->form->name, &listed))
		below = NULL;
	if (store_save_listed(e->view.desk, e->record, e->request,
		    below ? &listed : NULL, &record, &row, &err)) {
		saved(e, record);
		if (below)
			below->ops->relist(below, &listed);
		return;
	}
	if (err.kind == ERR_LINK) {
		unconfirmed(e, &err);
		return;
	}
	e->request[0] = '\0';
	input_forget();
	if (err.kind == ERR_CONFLICT)
		conflict(e);
	else
		refused(e, &err, -1, row);
}

static bool
is_right(struct entry *e)
{
	struct err err = { 0 };
	int lines, row;

	if (record_check(e->record, &lines, &row, &err))
		return true;
	refused(e, &err, lines, row);
	return false;
}

/* A number far from its plan is asked about once, and never refused. */
static bool
is_meant(struct entry *e)
{
	int at = entry_not_meant(e->view.screen, e->record, "", NULL);

	if (at >= 0)
		field_go(e, spot_find(e, -1, at, 0));
	return at < 0;
}

void
form_save(struct view *view)
{
	struct entry *e = entry_of(view);
	struct spot *here = spot_here(e);

	if (!e->can_edit) {
		screen_say(view->screen, _("Aquí no se puede grabar: %s."),
			e->why_not);
		return;
	}
	if (here)
		field_go(e, (int)e->at);
	if (e->request[0]) {
		send(e);
		return;
	}
	drop_empty_lines(e);
	spots_build(e);
	if (!record_is_changed(e->record))
		screen_say(view->screen,
			e->record->id
				? _("No hay cambios que grabar.")
				: _("Todavía no hay nada escrito que grabar."));
	else if (is_right(e) && is_meant(e))
		send(e);
}
