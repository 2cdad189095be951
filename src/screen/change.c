/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/change.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/answer.h"
#include "screen/ask.h"
#include "screen/choose.h"
#include "screen/progress.h"
#include "screen/screen.h"
#include "store/entry.h"
#include "store/evidence.h"

bool
change_may(struct screen *screen, const struct form *form, enum command_id id)
{
	enum desk_deed deed = id == CMD_NEW    ? DESK_INSERT
			      : id == CMD_MARK ? DESK_MARK
					       : DESK_UPDATE;
	struct err err = { 0 };

	if (desk_may(screen->desk, form, deed, &err))
		return true;
	screen_say(screen, "%s", err.text);
	return false;
}

/* Does it under one request id, sent again as long as it is not known whether
 * it was done and the person wants so. after may be NULL. */
static bool
attempt(struct screen *screen, const struct record *record, struct tried *tried,
	const char *const *answers, struct record **after)
{
	struct desk *desk = screen->desk;
	struct err err = { 0 };

	while (screen_link_to_save(screen)) {
		bool done = action_run(desk, record, tried->action, answers,
			tried_sent(desk, tried), after, &err);

		tried_became(desk, tried, done, &err);
		if (done) {
			screen_saved(screen);
			return true;
		}
		if (!screen_ask_again(screen, &err))
			break;
	}
	screen_error(screen, &err);
	return false;
}

bool
change_again(struct screen *screen, struct tried *tried, struct record **after)
{
	const struct action *action = tried->action;
	struct err err = { 0 };

	while (screen_link_to_save(screen)) {
		if (tried_again(screen->desk, tried, after, &err)) {
			screen_saved(screen);
			screen_say(
				screen, _("Hecho: %s."), action_title(action));
			return true;
		}
		if (!screen_ask_again(screen, &err))
			break;
	}
	screen_error(screen, &err);
	return false;
}

/* One of a list, of which only this much is known. */
static struct record *
row_of(struct screen *screen, const struct form *form, const char *id,
	const char *version)
{
	struct record *record = record_new(form, NULL, screen->desk->today);

	record->id = id;
	record->version = version;
	return record;
}

bool
change_draft(struct screen *screen, const struct form *form,
	const struct draft *draft)
{
	struct record *record =
		row_of(screen, form, draft->record, draft->version);
	bool done = change_again(screen,
		tried_open(screen->desk, draft_action(draft, form), record,
			draft->title),
		NULL);

	record_free(record);
	return done;
}

/* Why, and whether she means it. */
static const char *
ask_why(struct screen *screen, struct tried *tried, const char *name)
{
	const char *why = answer_prompt(screen, tried, action_mark.ask[0].name,
		_("¿Por qué se anula? Motivo:"), NULL);

	if (!why)
		return NULL;
	if (str_is_blank(why)) {
		screen_say(screen, _("No se anuló: hace falta un motivo."));
		return NULL;
	}
	return screen_ask(screen, "ns", _("¿Anular %s? (s/n)"), name) == 's'
		       ? why
		       : NULL;
}

static bool
mark(struct screen *screen, const struct record *record, const char *name)
{
	struct tried *tried =
		tried_open(screen->desk, &action_mark, record, name);
	const char *why;

	if (tried->request[0])
		return change_again(screen, tried, NULL);
	why = ask_why(screen, tried, name);
	if (!why || !attempt(screen, record, tried, &why, NULL))
		return false;
	screen_say(screen, _("Anulado: %s."), name);
	return true;
}

bool
change_mark(struct screen *screen, const struct form *form, const char *id,
	const char *version, const char *name)
{
	struct record *record;
	bool done;

	if (!change_may(screen, form, CMD_MARK))
		return false;
	record = row_of(screen, form, id, version);
	done = mark(screen, record, name);
	record_free(record);
	return done;
}

bool
change_restore(struct screen *screen, const struct form *form, const char *id,
	const char *version, const char *name)
{
	struct record *record;
	const char *answer = NULL;
	bool done;

	if (!change_may(screen, form, CMD_MARK))
		return false;
	record = row_of(screen, form, id, version);
	done = attempt(screen, record,
		tried_open(screen->desk, &action_restore, record, name),
		&answer, NULL);
	record_free(record);
	if (done)
		screen_say(screen, _("Restaurado: %s."), name);
	return done;
}

/* ---- actions */

static bool
asks_for(const struct action *action, const char *field)
{
	for (size_t i = 0; i < action->n_ask; i++)
		if (str_eq(action->ask[i].name, field))
			return true;
	return false;
}

/* The action to do: by its name or title, or chosen among those that fit. */
static const struct action *
which_action(struct screen *screen, const struct record *record,
	const char *name, const struct answer_given *given)
{
	const struct form *form = record->form;
	struct choice_item *items =
		arena_array(screen->arena, form->n_actions + 1, sizeof *items);
	const struct action **fitting = arena_array(
		screen->arena, form->n_actions + 1, sizeof *fitting);
	const struct action *named = name ? action_named(form, name) : NULL;
	size_t n = 0;
	int chosen;

	if (named && action_fits(named, record))
		return named;
	for (size_t i = 0; i < form->n_actions; i++) {
		const struct action *action = &form->actions[i];

		if (!action_fits(action, record) ||
			(given && !asks_for(action, given->field)))
			continue;
		if (name && utf8_begins_with(action->title, name))
			return action;
		items[n].title = action->title;
		fitting[n++] = action;
	}
	if (name || n == 0) {
		screen_say(screen, _("Con este registro no se puede hacer "
				     "eso ahora."));
		return NULL;
	}
	chosen = screen_choose(screen, _("¿Qué se hace?"), items, n, 0);
	return chosen >= 0 ? fitting[chosen] : NULL;
}

/* What of an action is about a file: sends it, or is done with it. */
static bool
carry(struct screen *screen, const struct record *record,
	const struct action *action, const char **answers)
{
	struct evidence_place place = {
		.folder =
			settings_folder(screen->desk->settings, screen->arena),
	};
	struct screen_step step;
	const char *path = NULL;
	struct err err = { 0 };
	bool done;

	if (!screen_link(screen))
		return false;
	screen_step_begin(&step, screen,
		action->sends ? _("Enviando el archivo")
			      : _("Trayendo el archivo"));
	place.step = &step.step;
	done = action->sends ? evidence_send(screen->desk, action, answers,
				       &place, &err)
			     : evidence_get(screen->desk, record, action,
				       answers[0], &place, &path, &err);
	if (!done)
		screen_error(screen, &err);
	else if (path)
		screen_say(screen, _("Guardado en %s."), path);
	return done;
}

static bool
run_action(struct screen *screen, const struct record *record,
	struct tried *tried, const char **answers, struct record **after)
{
	const struct action *action = tried->action;

	if (action_has_file(action) && !carry(screen, record, action, answers))
		return false;
	if (action->gets) {
		tried_became(screen->desk, tried, true, NULL);
		return false;
	}
	if (!attempt(screen, record, tried, answers, after))
		return false;
	screen_say(screen, _("Hecho: %s."), action->title);
	return true;
}

static bool
act(struct screen *screen, const struct record *record,
	const struct action *action, const struct answer_given *given,
	struct record **after)
{
	const char *answers[ACTION_ASKS] = { 0 };
	struct tried *tried;

	if (!action)
		return false;
	tried = tried_open(
		screen->desk, action, record, store_key(screen->arena, record));
	if (tried->request[0])
		return change_again(screen, tried, after);
	return answer_all(screen, tried, record, given, answers) &&
	       run_action(screen, record, tried, answers, after);
}

bool
change_action(struct screen *screen, const struct record *record,
	const char *name, struct record **after)
{
	return act(screen, record, which_action(screen, record, name, NULL),
		NULL, after);
}

bool
change_action_given(struct screen *screen, const struct record *record,
	const char *field, const char *answer)
{
	const struct answer_given given = { field, answer };

	return act(screen, record, which_action(screen, record, NULL, &given),
		&given, NULL);
}

/* ---- a record about another one */

void
change_new_about(struct screen *screen, const struct form *form,
	const struct record *about)
{
	if (change_may(screen, form, CMD_NEW))
		screen_open(screen, "form",
			&(struct place_args){ .of = form->name,
				.record = entry_about(
					form, about, screen->desk->today) });
}
