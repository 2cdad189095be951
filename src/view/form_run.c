/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a form do. */
#include "view/form.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

static enum view_result
next_field(struct view *view, const char *argument)
{
	(void)argument;
	field_next(form_of(view));
	return VIEW_PAINT;
}

static enum view_result
prev_field(struct view *view, const char *argument)
{
	(void)argument;
	field_prev(form_of(view));
	return VIEW_PAINT;
}

/* Within a long text first, then to the field above or below. */
static enum view_result
vertical(struct form_place *p, key_code key, int by)
{
	if (p->editing && edit_key(&p->edit, key) != EDIT_NOTHING)
		return VIEW_PAINT;
	if (p->n_spots > 0)
		field_go(p, spot_vertical(p, by));
	return VIEW_PAINT;
}

static enum view_result
up(struct view *view, const char *argument)
{
	(void)argument;
	return vertical(form_of(view), K_UP, -1);
}

static enum view_result
down(struct view *view, const char *argument)
{
	(void)argument;
	return vertical(form_of(view), K_DOWN, 1);
}

static enum view_result
to_page(struct form_place *p, int page)
{
	for (size_t i = 0; i < p->n_spots; i++)
		if (p->spots[i].page == page) {
			field_go(p, (int)i);
			break;
		}
	return VIEW_PAINT;
}

static enum view_result
next_page(struct view *view, const char *argument)
{
	(void)argument;
	return to_page(form_of(view), form_of(view)->page + 1);
}

static enum view_result
prev_page(struct view *view, const char *argument)
{
	(void)argument;
	return to_page(form_of(view), form_of(view)->page - 1);
}

static enum view_result
values(struct view *view, const char *argument)
{
	(void)argument;
	field_values(form_of(view));
	return VIEW_PAINT;
}

static enum view_result
accent(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (field_ready(p))
		edit_accent(&p->edit);
	return VIEW_PAINT;
}

static enum view_result
undo(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (field_ready(p))
		edit_undo(&p->edit);
	return VIEW_PAINT;
}

static enum view_result
editor(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);
	struct arena *arena;
	char *text;

	(void)argument;
	if (!field_ready(p))
		return VIEW_PAINT;
	arena = arena_new();
	text = editor_run(view->screen, arena, edit_text(&p->edit));
	if (text)
		edit_set(&p->edit, text);
	arena_free(arena);
	return VIEW_PAINT;
}

static enum view_result
same_as_last(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);
	const struct record *last = last_saved(view->screen, p->form);
	const struct spot *spot = spot_here(p);
	struct arena *arena;

	(void)argument;
	if (!field_ready(p))
		return VIEW_PAINT;
	if (!last || spot->lines >= 0) {
		screen_say(view->screen, _("Todavía no hay un registro "
					   "anterior del que copiar."));
		return VIEW_PAINT;
	}
	arena = arena_new();
	field_set(p, form_text(arena, spot_field(p, spot),
			     &last->values[spot->field]));
	arena_free(arena);
	return VIEW_PAINT;
}

/* ---- lines */

static enum view_result
new_line(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);
	const struct spot *here = spot_here(p);
	int lines = here && here->lines >= 0 ? here->lines : 0;

	(void)argument;
	for (size_t i = 0; i < p->n_spots; i++)
		if (p->spots[i].lines == lines &&
			p->spots[i].row == p->record->lines[lines].n) {
			field_go(p, (int)i);
			return VIEW_PAINT;
		}
	screen_say(view->screen, _("Este formulario no tiene líneas que "
				   "añadir."));
	return VIEW_PAINT;
}

static enum view_result
drop_line(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);
	struct spot here;

	(void)argument;
	if (!field_ready(p))
		return VIEW_PAINT;
	here = *spot_here(p);
	if (here.lines < 0 || here.row >= p->record->lines[here.lines].n) {
		screen_say(view->screen, _("El cursor no está en ninguna "
					   "línea que se pueda quitar."));
		return VIEW_PAINT;
	}
	field_leave(p);
	p->record->lines[here.lines].rows[here.row].dropped = true;
	spots_build(p);
	field_enter(p, p->at < p->n_spots ? p->at : 0);
	screen_say(view->screen, _("Línea quitada; se anula al grabar."));
	return VIEW_PAINT;
}

/* ---- the record as a whole */

static bool
may_lose(struct form_place *p)
{
	return p->view.ops->may_close(&p->view);
}

static enum view_result
reread(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (!p->record->id)
		screen_link(view->screen);
	else if (may_lose(p) && form_read(p))
		p->request[0] = '\0';
	return VIEW_PAINT;
}

static enum view_result
new_record(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (is_report_register(p->form)) {
		screen_say(view->screen,
			_("Un informe no se escribe, se emite: elija cuál."));
		preview_choose(view->screen, NULL);
		return VIEW_PAINT;
	}
	if (!change_may(view->screen, p->form, CMD_NEW) || !may_lose(p))
		return VIEW_PAINT;
	p->request[0] = '\0';
	form_take(p, form_blank(p, p->record));
	return VIEW_PAINT;
}

static enum view_result
duplicate(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (is_report_register(p->form))
		return new_record(view, NULL);
	if (!change_may(view->screen, p->form, CMD_NEW) || !may_lose(p))
		return VIEW_PAINT;
	p->request[0] = '\0';
	form_take(p, record_copy(p->record, true));
	screen_say(view->screen, _("Copia nueva: cambie lo que haga falta y "
				   "grabe."));
	return VIEW_PAINT;
}

/* Whether the record is there to do something with; says so if not. */
static bool
is_saved(struct form_place *p)
{
	if (p->record->id)
		return true;
	screen_say(p->view.screen, _("Este registro es nuevo: primero "
				     "grábelo."));
	return false;
}

static enum view_result
show_history(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (is_saved(p))
		history_open(view->screen, p->form, p->record->id,
			store_key(view->arena, p->record));
	return VIEW_PAINT;
}

static enum view_result
mark(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (!is_saved(p) ||
		!change_mark(view->screen, p->form, p->record->id,
			p->record->version, store_key(view->arena, p->record)))
		return VIEW_PAINT;
	p->can_edit = false; /* nothing to ask about when it closes */
	return VIEW_CLOSE;
}

static enum view_result
restore(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (!p->record->deleted)
		screen_say(view->screen, _("Este registro no está "
					   "anulado."));
	else if (change_restore(view->screen, p->form, p->record->id,
			 p->record->version, store_key(view->arena, p->record)))
		form_read(p);
	return VIEW_PAINT;
}

static enum view_result
act(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);
	struct record *after = NULL;

	if (!is_saved(p))
		return VIEW_PAINT;
	if (form_is_changed(p)) {
		screen_say(view->screen, _("Primero grabe los cambios "
					   "(F2)."));
		return VIEW_PAINT;
	}
	if (change_action(view->screen, p->record, argument, &after) && after)
		form_take(p, after);
	return VIEW_PAINT;
}

static enum view_result
new_activity(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (is_saved(p))
		change_new_activity(view->screen, p->record);
	return VIEW_PAINT;
}

static enum view_result
related(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	if (is_saved(p))
		related_open(view->screen, p->record, argument);
	return VIEW_PAINT;
}

/* Of the period that the record is of, where it is of one. */
static enum view_result
offices(struct view *view, const char *argument)
{
	const struct record *record = form_of(view)->record;
	int plan = form_field(record->form, "plan_code");
	int period = form_field(record->form, "period_key");

	if (!record->id || plan < 0 || period < 0)
		return VIEW_UNKNOWN;
	return common_offices(view, argument, record->values[plan].was,
		record->values[period].was);
}

static const char *
value_text(const void *arg, const char *column)
{
	const struct record *record = arg;
	int at = form_field(record->form, column);

	return at < 0 ? NULL : record->values[at].now;
}

static enum view_result
show_figure(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (is_saved(p))
		figure_open(view->screen, p->form, value_text, p->record);
	return VIEW_PAINT;
}

/* Of a number, how it comes about; else its history. */
static enum view_result
look(struct view *view, const char *argument)
{
	return figure_is_looked_at(form_of(view)->form)
		       ? show_figure(view, argument)
		       : show_history(view, argument);
}

/* The sheet that the record belongs to. */
static enum view_result
open_sheet(struct view *view, const char *argument)
{
	struct view *sheet = sheet_view_of(view->desk, form_of(view)->record);

	(void)argument;
	if (!sheet)
		return VIEW_UNKNOWN;
	screen_push(view->screen, sheet);
	return VIEW_PAINT;
}

static enum view_result
help(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);
	const struct spot *spot = spot_here(p);

	(void)argument;
	help_open(view->screen, p->form, spot ? spot_field(p, spot) : NULL);
	return VIEW_PAINT;
}

/* What was issued under this record. */
static enum view_result
document(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	if (is_report_register(p->form) && p->record->id)
		preview_issued(view->screen, store_key(view->arena, p->record));
	else
		screen_say(view->screen, _("Eso es de los informes emitidos."));
	return VIEW_PAINT;
}

static const struct view_command commands[] = {
	{ CMD_NEXT_FIELD, next_field },
	{ CMD_PREV_FIELD, prev_field },
	{ CMD_UP, up },
	{ CMD_DOWN, down },
	{ CMD_NEXT_PAGE, next_page },
	{ CMD_PREV_PAGE, prev_page },
	{ CMD_SAVE, form_save },
	{ CMD_VALUES, values },
	{ CMD_ACCENT, accent },
	{ CMD_UNDO, undo },
	{ CMD_EDITOR, editor },
	{ CMD_SAME_AS_LAST, same_as_last },
	{ CMD_NEW_LINE, new_line },
	{ CMD_DROP_LINE, drop_line },
	{ CMD_REREAD, reread },
	{ CMD_NEW, new_record },
	{ CMD_DUPLICATE, duplicate },
	{ CMD_LOOK, look },
	{ CMD_FIGURE, show_figure },
	{ CMD_HISTORY, show_history },
	{ CMD_MARK, mark },
	{ CMD_RESTORE, restore },
	{ CMD_ACTION, act },
	{ CMD_NEW_ACTIVITY, new_activity },
	{ CMD_RELATED, related },
	{ CMD_COMPLETENESS, offices },
	{ CMD_SHEET, open_sheet },
	{ CMD_DOCUMENT, document },
	{ CMD_HELP, help },
	{ 0 },
};

enum view_result
form_run(struct view *view, enum command_id id, const char *argument)
{
	return view_dispatch(commands, view, id, argument);
}
