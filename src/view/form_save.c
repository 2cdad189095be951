/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving a form: once, with the same request id until it is confirmed. */
#include "view/form.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

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
drop_empty_lines(struct form_place *p)
{
	for (size_t l = 0; l < p->form->n_lines; l++)
		for (size_t i = 0; i < p->record->lines[l].n; i++) {
			struct line_row *row = &p->record->lines[l].rows[i];

			if (!row->id &&
				row_is_empty(row, p->form->lines[l].n_fields))
				row->dropped = true;
		}
}

static int
lines_field(const struct lines *lines, const char *name)
{
	for (size_t i = 0; i < lines->n_fields; i++)
		if (str_eq(lines->fields[i].name, name))
			return (int)i;
	return -1;
}

/* The cursor goes where the error is, if that is a field of this form. */
static void
go_to_error(struct form_place *p, const char *name, int lines, int row)
{
	bool of_lines = str_starts(name, "lines.") || lines >= 0;
	int field;

	if (str_starts(name, "lines."))
		name += strlen("lines.");
	if (!of_lines) {
		field_go(p, spot_find(p, -1, form_field(p->form, name), 0));
		return;
	}
	for (int l = 0; l < (int)p->form->n_lines; l++) {
		field = lines_field(&p->form->lines[l], name);
		if (field >= 0 && (lines < 0 || lines == l)) {
			field_go(p, spot_find(p, l, field,
					    row > 0 ? (size_t)row : 0));
			return;
		}
	}
}

/* What was typed ahead was meant for the next record, not for this one: it
 * is dropped once the refusal is on the screen. */
static void
refused(struct form_place *p, const struct err *err, int lines, int row)
{
	struct err said = *err;

	if (err->field[0])
		go_to_error(p, err->field, lines, row);
	screen_error(p->view.screen, &said);
	screen_paint(p->view.screen);
	input_drop();
}

/* After a save of what was there before: the cursor stays. */
static void
take_here(struct form_place *p, struct record *record)
{
	struct spot here =
		p->n_spots > 0 ? p->spots[p->at] : (struct spot){ .lines = -1 };
	size_t at = p->at;
	int found;

	form_take(p, record);
	found = spot_find(p, here.lines, here.field, here.row);
	/* A line that is gone: its neighbour. */
	field_go(p, found >= 0	      ? found
		    : at < p->n_spots ? (int)at
				      : (int)p->n_spots - 1);
}

static void
saved(struct form_place *p, struct record *record)
{
	struct screen *screen = p->view.screen;
	struct arena *arena = arena_new();
	bool was_new = !p->record->id;

	p->request[0] = '\0';
	screen->saves++;
	last_saved_set(screen, record);
	snprintf(p->note, sizeof p->note, _("grabado %s"),
		store_key(arena, record));
	arena_free(arena);
	if (was_new) {
		form_take(p, form_blank(p, record));
		record_free(record);
	} else {
		take_here(p, record);
	}
}

static void send(struct form_place *p);

static void
conflict(struct form_place *p)
{
	struct record *merged = NULL;
	bool anew = false;

	if (screen_diff(p->view.screen, p->record, &merged, &anew)) {
		take_here(p, merged);
		send(p);
	} else if (anew) {
		form_read(p);
	} else {
		screen_say(p->view.screen, _("No se grabó nada; lo que usted "
					     "escribió sigue aquí."));
	}
}

static void
send(struct form_place *p)
{
	struct screen *screen = p->view.screen;
	struct record *record = NULL;
	struct err err = { 0 };
	int row = -1;

	if (!screen_link(screen))
		return;
	if (!p->request[0])
		request_new(p->request);
	if (store_save(
		    p->view.desk, p->record, p->request, &record, &row, &err)) {
		saved(p, record);
		return;
	}
	if (err.kind != ERR_LINK)
		p->request[0] = '\0';
	if (err.kind == ERR_CONFLICT)
		conflict(p);
	else
		refused(p, &err, -1, row);
}

static bool
is_right(struct form_place *p)
{
	struct err err = { 0 };
	int lines, row;

	if (record_check(p->record, &lines, &row, &err))
		return true;
	refused(p, &err, lines, row);
	return false;
}

enum view_result
form_save(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);
	struct spot *here = spot_here(p);

	(void)argument;
	if (!p->can_edit) {
		screen_say(view->screen, _("Aquí no se puede grabar: %s."),
			p->why_not);
		return VIEW_PAINT;
	}
	if (here)
		field_go(p, (int)p->at);
	if (p->request[0]) {
		send(p);
		return VIEW_PAINT;
	}
	drop_empty_lines(p);
	spots_build(p);
	if (!record_is_changed(p->record))
		screen_say(view->screen,
			p->record->id
				? _("No hay cambios que grabar.")
				: _("Todavía no hay nada escrito que grabar."));
	else if (is_right(p))
		send(p);
	return VIEW_PAINT;
}
