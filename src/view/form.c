/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record on its form: opened, read, closed. */
#include "view/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

static const char *
why_not(const struct form_place *p)
{
	const struct desk *desk = p->view.desk;
	const struct desk_right *right = desk_right(desk, p->form->table);

	if (desk->read_only)
		return desk->read_only_why ? desk->read_only_why
					   : _("solo lectura");
	if (p->record->deleted)
		return _("está anulado");
	if (right && !(p->record->id ? right->update : right->insert))
		return _("usted solo puede leer este registro");
	return NULL;
}

/* The first field to be filled: past what is kept from the last record. */
static size_t
first_spot(const struct form_place *p)
{
	for (size_t i = 0; i < p->n_spots && !p->record->id; i++) {
		const struct value *value = spot_value(p, &p->spots[i]);

		if (p->spots[i].open && (!value || !value->now))
			return i;
	}
	return 0;
}

void
form_take(struct form_place *p, struct record *record)
{
	if (p->record && p->record != record)
		record_free(p->record);
	p->record = record;
	p->why_not = why_not(p);
	p->can_edit = !p->why_not;
	p->echo[0] = '\0';
	memset(p->line_top, 0, (p->form->n_lines + 1) * sizeof *p->line_top);
	p->n_spots = 0;
	p->page = 0;
	spots_build(p);
	field_enter(p, first_spot(p));
}

bool
form_read(struct form_place *p)
{
	struct screen *screen = p->view.screen;
	const char *id = p->record ? p->record->id : p->id;
	struct record *record;
	struct err err = { 0 };

	if (!screen_link(screen))
		return false;
	record = store_read(p->view.desk, p->form, id, &err);
	if (!record) {
		screen_error(screen, &err);
		return false;
	}
	form_take(p, record);
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
form_blank(struct form_place *p, const struct record *from)
{
	const struct desk *desk = p->view.desk;
	struct record *record = record_new(p->form, from, desk->today);
	int office = form_field(p->form, "office_code");
	int plan = form_field(p->form, "plan_code");

	if (plan >= 0 && p->form->fields[plan].lookup) {
		preset(record, "plan_code", desk->plan);
		if (desk->board &&
			str_eq(record->values[plan].now, desk->board->plan))
			preset(record, "plan_title", desk->board->plan_title);
	}
	if (office >= 0 && p->form->fields[office].lookup) {
		preset(record, "office_code", desk->office);
		if (str_eq(record->values[office].now, desk->office))
			preset(record, "office_name", desk->office_name);
	}
	return record;
}

static bool
enter(struct view *view)
{
	struct form_place *p = form_of(view);

	if (p->record) {
		form_take(p, p->record);
		return true;
	}
	if (p->id)
		return form_read(p);
	form_take(p, form_blank(p, last_saved(view->screen, p->form)));
	return true;
}

static bool
may_close(struct view *view)
{
	struct form_place *p = form_of(view);
	struct screen *screen = view->screen;

	if (p->request[0])
		return screen_ask(screen, "ns",
			       _("Aún no se sabe si se grabó. "
				 "¿Salir sin comprobarlo? (s/n)")) == 's';
	if (!p->can_edit || !form_is_changed(p))
		return true;
	return screen_ask(screen, "ns",
		       _("Hay cambios sin grabar. ¿Salir sin grabarlos? (s/n)")) ==
	       's';
}

void
form_close(struct view *view)
{
	struct form_place *p = form_of(view);

	if (p->editing)
		edit_end(&p->edit);
	free(p->entered);
	if (p->spots_arena)
		arena_free(p->spots_arena);
	record_free(p->record);
}

static const struct view_ops ops = {
	.name = "form",
	.where = IN_FORM,
	.enter = enter,
	.paint = form_paint,
	.run = form_run,
	.type = field_type,
	.may_close = may_close,
	.close = form_close,
};

static struct form_place *
new_place(struct desk *desk, const struct form *form)
{
	struct form_place *p =
		(struct form_place *)view_alloc(desk, &ops, sizeof *p);

	p->form = form;
	p->found = -1;
	p->line_top = arena_array(
		p->view.arena, form->n_lines + 1, sizeof *p->line_top);
	return p;
}

struct view *
form_view(struct desk *desk, const struct form *form, const char *id)
{
	struct form_place *p = new_place(desk, form);

	p->id = arena_strdup(p->view.arena, id);
	return &p->view;
}

struct view *
form_view_from(struct desk *desk, struct record *record)
{
	struct form_place *p = new_place(desk, record->form);

	p->record = record;
	return &p->view;
}
