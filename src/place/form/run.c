/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a form do. */
#include "place/form/form.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/about.h"
#include "screen/change.h"
#include "screen/last.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "store/store.h"

static void
same_as_last(struct view *view)
{
	struct entry *e = entry_of(view);
	const struct record *last = last_saved(view->screen, e->form);
	const struct spot *spot = spot_here(e);
	struct arena *arena;

	if (!field_ready(e))
		return;
	if (!last || spot->lines >= 0) {
		screen_say(view->screen, _("Todavía no hay un registro "
					   "anterior del que copiar."));
		return;
	}
	arena = arena_new();
	field_set(e, value_text(arena, spot_field(e, spot),
			     &last->values[spot->field]));
	arena_free(arena);
}

/* ---- lines */

static void
new_line(struct view *view)
{
	struct entry *e = entry_of(view);
	const struct spot *here = spot_here(e);
	int lines = here && here->lines >= 0 ? here->lines : 0;

	for (size_t i = 0; i < e->n_spots; i++)
		if (e->spots[i].lines == lines &&
			e->spots[i].row == e->record->lines[lines].n) {
			field_go(e, (int)i);
			return;
		}
	screen_say(view->screen, _("Este formulario no tiene líneas que "
				   "añadir."));
}

static void
drop_line(struct view *view)
{
	struct entry *e = entry_of(view);
	struct spot here;

	if (!field_ready(e))
		return;
	here = *spot_here(e);
	if (here.lines < 0 || here.row >= e->record->lines[here.lines].n) {
		screen_say(view->screen, _("El cursor no está en ninguna "
					   "línea que se pueda quitar."));
		return;
	}
	field_leave(e);
	e->record->lines[here.lines].rows[here.row].dropped = true;
	entry_note(e);
	spots_build(e);
	field_enter(e, e->at < e->n_spots ? e->at : 0);
	screen_say(view->screen, _("Línea quitada; se anula al grabar."));
}

/* ---- the record as a whole */

static void
reread(struct view *view)
{
	struct entry *e = entry_of(view);

	if (!e->record->id)
		screen_link(view->screen);
	else if (form_may_lose(view) && form_read(form_of(view)))
		e->request[0] = '\0';
}

/* Whether a new record may take the place of this one. */
static bool
may_begin(struct view *view)
{
	const struct form *form = entry_of(view)->form;

	return !about_is_made(view, form) &&
	       change_may(view->screen, form, CMD_NEW) && form_may_lose(view);
}

static void
begin(struct entry *e, struct record *record)
{
	e->request[0] = '\0';
	form_take(e, record);
}

static void
new_record(struct view *view)
{
	struct entry *e = entry_of(view);

	if (may_begin(view))
		begin(e, form_blank(e, e->record));
}

static void
duplicate(struct view *view)
{
	struct entry *e = entry_of(view);
	struct record *copy;

	if (spot_here(e))
		field_go(e, (int)e->at);
	copy = record_copy(e->record, true); /* saving opens the next one */
	if (!may_begin(view)) {
		record_free(copy);
		return;
	}
	begin(e, copy);
	screen_say(view->screen, _("Copia nueva: cambie lo que haga falta y "
				   "grabe."));
}

/* ---- as it was saved */

static const char *
value_of(const struct about *about, const char *column)
{
	int at = form_field(about->form, column);

	return at < 0 ? NULL : about->record->values[at].was;
}

static void
changed(struct view *view)
{
	struct entry *e = entry_of(view);

	if (e->record->deleted) {
		form_read(form_of(view));
		return;
	}
	e->can_edit = false; /* nothing to ask about when it closes */
	view_close(view);
}

void
form_about(struct view *view, struct about *about)
{
	const struct record *record = entry_of(view)->record;

	about->form = entry_of(view)->form;
	about->why = _("Este registro es nuevo: primero grábelo.");
	about->text = value_of;
	about->look = about_history;
	about->changed = changed;
	about->record = record->id ? record : NULL;
	about->id = record->id;
	about->version = record->version;
	about->deleted = record->deleted;
	about->name = store_key(view->arena, record);
}

/* Whether the record is there to do something with; says so if not. */
static bool
is_saved(struct view *view)
{
	struct about about = { 0 };

	form_about(view, &about);
	if (!about.id)
		screen_say(view->screen, "%s", about.why);
	return about.id;
}

static void
act(struct view *view, const char *argument)
{
	struct entry *e = entry_of(view);
	struct record *after = NULL;

	if (!is_saved(view))
		return;
	if (entry_is_changed(e)) {
		screen_say(view->screen, _("Primero grabe los cambios "
					   "(F2)."));
		return;
	}
	if (change_action(view->screen, e->record, argument, &after) && after)
		form_take(e, after);
}

/* As the server has it: what is typed and not saved is said not to be there. */
static void
print_record(struct view *view)
{
	struct entry *e = entry_of(view);
	bool is_behind = e->can_edit && entry_is_changed(e);

	if (!is_saved(view))
		return;
	screen_open(view->screen, "preview",
		&(struct place_args){ .of = e->form->name,
			.id = e->record->id,
			.narrowed = is_behind ? _("sin lo que falta grabar")
					      : NULL });
	if (is_behind)
		screen_say(view->screen,
			_("Como está grabado: lo que usted cambió y no ha "
			  "grabado no está aquí."));
}

static const struct view_command commands[] = {
	{ CMD_SAVE, .run = form_save },
	{ CMD_SAME_AS_LAST, .run = same_as_last },
	{ CMD_NEW_LINE, .run = new_line },
	{ CMD_DROP_LINE, .run = drop_line },
	{ CMD_REREAD, .run = reread },
	{ CMD_NEW, .run = new_record },
	{ CMD_DUPLICATE, .run = duplicate },
	{ CMD_ACTION, .with = act },
	{ CMD_PRINT_RECORD, .run = print_record },
	{ CMD_NEXT_RECORD, .go = form_step, .by = 1 },
	{ CMD_PREV_RECORD, .go = form_step, .by = -1 },
};
const struct view_commands form_commands = { VIEW_COMMANDS(commands) };
