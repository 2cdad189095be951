/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/about.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screen/change.h"
#include "screen/frame.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/related.h"
#include "screen/run.h"
#include "store/store.h"

/* What the cursor is on; false: nothing, and why was said. */
static bool
about_here(struct view *view, struct about *about)
{
	view->ops->about(view, about);
	if (!about->id)
		screen_say(view->screen, "%s", about->why);
	return about->id;
}

/* The whole record, read when it is a row's; NULL: said why. The caller frees
 * *read. */
static const struct record *
whole(struct view *view, struct record **read)
{
	struct about about = { 0 };
	struct err err = { 0 };

	*read = NULL;
	if (!about_here(view, &about) || about.record)
		return about.record;
	if (!screen_link(view->screen))
		return NULL;
	*read = store_read(view->desk, about.form, about.id, &err);
	screen_error(view->screen, &err);
	return *read;
}

void
about_history(struct view *view)
{
	struct about about = { 0 };

	if (about_here(view, &about))
		screen_open(view->screen, "history",
			&(struct place_args){ .of = about.form->name,
				.id = about.id,
				.title = about.name });
}

/* ---- another record about it */

/* Not about itself: an activity has none. */
static const struct form *
form_about_any(const struct desk *desk, const struct form *about)
{
	for (size_t i = 0; i < desk->n_forms; i++)
		if (desk->forms[i]->about_any && desk->forms[i] != about)
			return desk_form_at(desk, i);
	return NULL;
}

static void
new_activity(struct view *view)
{
	struct record *read;
	const struct record *record = whole(view, &read);
	const struct form *form =
		record ? form_about_any(view->desk, record->form) : NULL;

	if (form)
		change_new_about(view->screen, form, record);
	else if (record)
		screen_say(view->screen, _("De aquí no se registran "
					   "actividades."));
	record_free(read);
}

static void
related(struct view *view, const char *argument)
{
	struct record *read;
	const struct record *record = whole(view, &read);

	if (record)
		related_open(view->screen, record, argument);
	record_free(read);
}

/* ---- another screen, told by its columns */

/* What stands in a column; NULL when it is blank or there is none. */
static const char *
text_of(const struct about *about, const char *column)
{
	const char *text = column ? about->text(about, column) : NULL;

	return str_is_blank(text) ? NULL : text;
}

static const char *
key_of(struct arena *arena, const struct about *about, const struct way *way)
{
	const char *key = NULL;

	for (size_t i = 0; i < way->n_by; i++) {
		const char *part = text_of(about, way->by[i]);

		if (part)
			key = key ? arena_printf(arena, "%s/%s", key, part)
				  : part;
	}
	return key;
}

static struct place_args
args_of(struct view *view, const struct about *about, const struct way *way)
{
	return (struct place_args){
		.plan = text_of(about, "plan_code"),
		.key = key_of(view->arena, about, way),
		.period = text_of(about, way->period),
	};
}

/* An action or an indicator of the whole plan names no commitment. */
static void
figure(struct view *view)
{
	struct about about = { 0 };
	const struct way *way;
	struct place_args args;

	if (!about_here(view, &about))
		return;
	way = &about.form->figure;
	if (!way->to) {
		screen_say(
			view->screen, _("Este registro no tiene una cifra."));
		return;
	}
	args = args_of(view, &about, way);
	args.part = args.key ? way->to : "plan";
	if (!args.plan)
		args.plan = desk_plan_shown(view->desk);
	if (!args.period && !way->period)
		args.period = desk_period_shown(view->desk);
	screen_open(view->screen, "working", &args);
}

static void
look(struct view *view)
{
	struct about about = { 0 };

	view->ops->about(view, &about);
	if (about.form->looked_at)
		figure(view);
	else
		about.look(view);
}

/* The screen of that command that the record belongs to; of another register
 * as everywhere. */
static void
belongs(struct view *view, enum command_id id, const char *argument)
{
	const struct place *place = place_of_command(view->screen, id);
	struct about about = { 0 };
	struct place_args args;

	view->ops->about(view, &about);
	if (!place || !about.id || !str_eq(about.form->opens.to, place->name)) {
		view_otherwise(view, id, argument);
		return;
	}
	args = args_of(view, &about, &about.form->opens);
	place_open(place, view->screen, &args);
}

static void
sheet(struct view *view, const char *argument)
{
	belongs(view, CMD_SHEET, argument);
}

static void
roll(struct view *view, const char *argument)
{
	belongs(view, CMD_ROLL, argument);
}

/* Of the period of the record, where it has one. */
static void
offices(struct view *view, const char *argument)
{
	struct about about = { 0 };
	struct place_args args = { .typed = argument };

	view->ops->about(view, &about);
	if (about.id)
		args.period = text_of(&about, "period_key");
	if (!args.period) {
		view_otherwise(view, CMD_COMPLETENESS, argument);
		return;
	}
	args.plan = text_of(&about, "plan_code");
	screen_open(view->screen, "offices", &args);
}

/* What was made under this record. */
static void
document(struct view *view)
{
	struct about about = { 0 };
	struct place_args args;

	if (!about_here(view, &about))
		return;
	if (!about.form->made.to) {
		screen_say(view->screen, _("Eso es de los informes emitidos."));
		return;
	}
	args = args_of(view, &about, &about.form->made);
	screen_open(view->screen, about.form->made.to,
		&(struct place_args){ .key = args.key });
}

/* Whether the record may be marked; of a form that knows records that may not
 * the whole one is read before anything is asked. */
static bool
may_mark(struct view *view, const struct about *about)
{
	struct record *read = NULL;
	const struct record *record = about->record;
	struct err err = { 0 };
	bool may;

	if (!about->form->fixed)
		return true;
	if (!record)
		record = whole(view, &read);
	may = record && record_may_change(record, &err);
	screen_error(view->screen, &err);
	record_free(read);
	return may;
}

/* Marks it as deleted; by < 0: restores it. */
static void
mark(struct view *view, int by)
{
	struct about about = { 0 };

	if (!about_here(view, &about))
		return;
	if (by > 0 && !about.deleted && !may_mark(view, &about))
		return;
	if (by > 0 && about.deleted)
		screen_say(view->screen, _("Ya está anulado; r lo "
					   "restaura."));
	else if (by < 0 && !about.deleted)
		screen_say(view->screen, _("No está anulado. v muestra los "
					   "anulados."));
	else if ((by > 0 ? change_mark : change_restore)(view->screen,
			 about.form, about.id, about.version, about.name))
		about.changed(view);
}

bool
about_is_made(struct view *view, const struct form *form)
{
	if (!form->made.to)
		return false;
	screen_say(view->screen,
		_("Un informe no se escribe, se emite: elija cuál."));
	screen_open(view->screen, form->made.to, &(struct place_args){ 0 });
	return true;
}

static const struct view_command commands[] = {
	{ CMD_LOOK, .run = look },
	{ CMD_FIGURE, .run = figure },
	{ CMD_HISTORY, .run = about_history },
	{ CMD_NEW_ACTIVITY, .run = new_activity },
	{ CMD_RELATED, .with = related },
	{ CMD_SHEET, .with = sheet },
	{ CMD_ROLL, .with = roll },
	{ CMD_COMPLETENESS, .with = offices },
	{ CMD_DOCUMENT, .run = document },
	{ CMD_MARK, .go = mark, .by = 1 },
	{ CMD_RESTORE, .go = mark, .by = -1 },
};
const struct view_commands about_commands = { VIEW_COMMANDS(commands) };
