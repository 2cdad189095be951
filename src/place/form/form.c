/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record on its form: opened, read, closed. */
#include "place/form/form.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/about.h"
#include "screen/last.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "store/journal.h"
#include "store/store.h"

static const char *
why_not(const struct entry *e)
{
	const struct desk *desk = e->view.desk;
	const struct desk_right *right = desk_right(desk, e->form->table);

	if (desk->read_only)
		return desk->read_only_why ? desk->read_only_why
					   : _("solo lectura");
	if (e->record->deleted)
		return _("está anulado");
	if (record_fixed(e->record))
		return record_fixed(e->record);
	if (right && !(e->record->id ? right->update : right->insert))
		return _("usted solo puede leer este registro");
	return NULL;
}

/* The first field to be filled: past what is kept from the last record. */
static size_t
first_spot(const struct entry *e)
{
	for (size_t i = 0; i < e->n_spots && !e->record->id; i++) {
		const struct value *value = spot_value(e, &e->spots[i]);

		if (e->spots[i].open && (!value || !value->now))
			return i;
	}
	return 0;
}

void
form_take(struct entry *e, struct record *record)
{
	if (e->record && e->record != record) {
		journal_leave(e->view.desk, e->record->draft);
		record_free(e->record);
	}
	e->record = record;
	e->why_not = why_not(e);
	e->can_edit = !e->why_not;
	e->echo[0] = '\0';
	memset(e->line_top, 0, (e->form->n_lines + 1) * sizeof *e->line_top);
	e->n_spots = 0;
	e->page = 0;
	spots_build(e);
	field_enter(e, first_spot(e));
	if (e->can_edit && record_is_changed(e->record))
		entry_note(e);
}

void
form_take_here(struct entry *e, struct record *record)
{
	struct spot here =
		e->n_spots > 0 ? e->spots[e->at] : (struct spot){ .lines = -1 };
	size_t at = e->at;
	int found;

	form_take(e, record);
	found = spot_find(e, here.lines, here.field, here.row);
	/* A line that is gone: its neighbour. */
	field_go(e, found >= 0	      ? found
		    : at < e->n_spots ? (int)at
				      : (int)e->n_spots - 1);
}

bool
form_read(struct form_place *p)
{
	struct entry *e = &p->entry;
	struct screen *screen = e->view.screen;
	const char *id = e->record ? e->record->id : p->id;
	struct record *record;
	struct err err = { 0 };

	if (!screen_link(screen))
		return false;
	record = id ? store_read(e->view.desk, e->form, id, &err)
		    : store_read_key(e->view.desk, e->form, p->key, &err);
	if (!record) {
		screen_error(screen, &err);
		return false;
	}
	form_take(e, record);
	return true;
}

/* A field that most new records share with where the person works. */
static void
preset(struct record *record, const char *name, const char *text)
{
	int at = form_field(record->form, name);

	if (at >= 0 && text && !record->values[at].now)
		record_load(record, at, text);
}

struct record *
form_blank(struct entry *e, const struct record *from)
{
	const struct desk *desk = e->view.desk;
	struct record *record = record_new(e->form, from, desk->today);
	int office = form_field(e->form, "office_code");
	int plan = form_field(e->form, "plan_code");

	if (plan >= 0 && e->form->fields[plan].lookup) {
		preset(record, "plan_code", desk->plan);
		if (desk->board &&
			str_eq(record->values[plan].now, desk->board->plan))
			preset(record, "plan_title", desk->board->plan_title);
	}
	if (office >= 0 && e->form->fields[office].lookup) {
		preset(record, "office_code", desk->office);
		if (str_eq(record->values[office].now, desk->office))
			preset(record, "office_name", desk->office_name);
	}
	return record;
}

/* ---- on the screen */

static void
paint_hint(struct entry *e)
{
	const struct spot *spot = spot_here(e);
	const struct field *field = spot ? spot_field(e, spot) : NULL;
	bool is_read = spot && !spot->open && field->wrap;
	char hint[2 * SCREEN_TEXT];

	snprintf(hint, sizeof hint, "%s%s%s", e->echo, e->echo[0] ? "  " : "",
		is_read ? _("Ctrl-E lo muestra entero.")
		: field ? field_hint(field)
			: "");
	screen_hint(e->view.screen, hint);
}

static void
paint_state(const struct form_place *p)
{
	const struct entry *e = &p->entry;
	struct buf state = { 0 };
	struct arena *arena = arena_new();

	buf_puts(&state,
		e->record->id ? store_key(arena, e->record) : _("Nuevo"));
	if (e->record->deleted)
		buf_puts(&state, _(" · ANULADO"));
	if (e->why_not)
		buf_printf(&state, " · %s", e->why_not);
	if (e->request[0])
		buf_puts(&state, _(" · AÚN NO CONFIRMADO"));
	screen_state(e->view.screen, entry_is_changed(e), buf_text(&state),
		p->note[0] || !entry_noted(e) ? p->note : entry_noted(e));
	buf_free(&state);
	arena_free(arena);
}

static void
paint(struct view *view)
{
	struct entry *e = entry_of(view);

	entry_paint_title(e, "");
	entry_paint(e);
	paint_hint(e);
	paint_state(form_of(view));
}

/* ---- its life */

static bool
enter(struct view *view)
{
	struct form_place *p = form_of(view);
	struct entry *e = &p->entry;

	if (!e->record && (p->id || p->key))
		return form_read(p);
	form_take(e,
		e->record ? e->record
			  : form_blank(e, last_saved(view->screen, e->form)));
	return true;
}

static bool
is_changed(struct view *view)
{
	struct entry *e = entry_of(view);

	return e->can_edit && entry_is_changed(e);
}

static const struct entry_keeps keeps = { is_changed, form_save, entry_drop,
	entry_waits };

static void
note(struct view *view)
{
	entry_note_open(entry_of(view));
}

bool
form_may_lose(struct view *view)
{
	return entry_may_lose(view, &keeps, false);
}

/* Of one that is gone meanwhile the next is read. */
static enum view_step
read_next(struct view *view, struct view *list, int by, struct err *err)
{
	struct entry *e = entry_of(view);
	const char *id = e->record->id;
	struct record *record = NULL;
	enum view_step step;

	do {
		*err = (struct err){ 0 };
		step = list->ops->step(list, e->form->name, id, by, &id);
		if (step == STEP_DONE)
			record = store_read(view->desk, e->form, id, err);
	} while (step == STEP_DONE && !record && err->kind == ERR_INPUT);
	if (record) {
		e->request[0] = '\0';
		form_take_here(e, record);
	}
	return step;
}

void
form_step(struct view *view, int by)
{
	struct screen *screen = view->screen;
	struct view *below = stack_below(view);
	enum view_step step = STEP_NOT_HERE;
	struct err err = { 0 };

	form_of(view)->note[0] = '\0';
	if (below && below->ops->step) {
		if (!form_may_lose(view) || !screen_link(screen))
			return;
		step = read_next(view, below, by, &err);
		screen_error(screen, &err);
	}
	if (step == STEP_NOT_HERE)
		screen_say(screen, _("Este registro no se abrió desde una "
				     "lista en la que esté."));
	else if (step == STEP_NO_MORE)
		screen_say(screen,
			by < 0 ? _("Es el primer registro de la lista.")
			       : _("Es el último registro de la lista."));
}

/* What was saved on the way out is told where it came from. */
static bool
may_close(struct view *view)
{
	struct form_place *p = form_of(view);

	p->note[0] = '\0';
	if (!entry_may_lose(view, &keeps, true))
		return false;
	if (p->note[0])
		screen_say(view->screen, "%s", p->note);
	return true;
}

static const struct view_ops ops = {
	.where = IN_FORM,
	.enter = enter,
	.paint = paint,
	.shared = { &form_commands, &entry_commands, &about_commands },
	.about = form_about,
	.type = field_type,
	.note = note,
	.may_close = may_close,
	.close = entry_close,
};

/* A record by id, by key, or to begin with; none of them: a new one. */
static void
form_open(struct screen *screen, const struct place_args *args)
{
	const struct form *form = desk_form(screen_desk(screen), args->of);
	struct form_place *p = entry_new(screen, &ops, sizeof *p, form);
	struct arena *arena = p->entry.view.arena;

	p->id = arena_strdup(arena, args->id);
	p->key = arena_strdup(arena, args->key);
	p->entry.record = args->record;
	str_copy(p->entry.request, sizeof p->entry.request,
		args->request ? args->request : "");
	p->entry.where = (struct draft_place){ .name = "form",
		.of = form->name,
		.at = { screen_desk(screen)->office } };
	screen_push(&p->entry.view);
}

const struct place place_form = { "form", CMD_NONE, NULL, NULL,
	.with = form_open };
