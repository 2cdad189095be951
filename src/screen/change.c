/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/change.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/ask.h"
#include "screen/choose.h"
#include "screen/files.h"
#include "screen/progress.h"
#include "screen/screen.h"
#include "store/action.h"
#include "store/entry.h"
#include "store/evidence.h"
#include "term/draw.h"
#include "term/prompt.h"
#include "term/term.h"

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
attempt(struct screen *screen, const struct record *record,
	const struct action *action, const char *const *answers,
	struct record **after)
{
	char request[37];
	struct err err = { 0 };

	request_new(request);
	while (screen_link_to_save(screen)) {
		if (action_run(screen->desk, record, action, answers, request,
			    after, &err)) {
			screen_saved(screen);
			tried_done(screen);
			return true;
		}
		if (err.kind != ERR_LINK ||
			screen_ask(screen, "ns",
				_("Aún no confirmado: se perdió el enlace. ¿Enviarlo de "
				  "nuevo? (s/n)")) != 's')
			break;
	}
	screen_error(screen, &err);
	return false;
}

/* One of a list, of which only this much is known. */
static bool
attempt_row(struct screen *screen, const struct form *form, const char *id,
	const char *version, const struct action *action, const char *answer)
{
	struct record *record = record_new(form, NULL, screen->desk->today);
	bool done;

	record->id = id;
	record->version = version;
	done = attempt(screen, record, action, &answer, NULL);
	record_free(record);
	return done;
}

bool
change_mark(struct screen *screen, const struct form *form, const char *id,
	const char *version, const char *name)
{
	struct tried *tried;
	const char *why;

	if (!change_may(screen, form, CMD_MARK))
		return false;
	tried = tried_open(screen, &action_mark, id);
	why = prompt_line(screen->arena, _("¿Por qué se anula? Motivo:"),
		tried->typed[0], NULL, NULL);
	if (!why)
		return false;
	tried->typed[0] = why;
	if (str_is_blank(why)) {
		screen_say(screen, _("No se anuló: hace falta un motivo."));
		return false;
	}
	if (screen_ask(screen, "ns", _("¿Anular %s? (s/n)"), name) != 's')
		return false;
	if (!attempt_row(screen, form, id, version, &action_mark, why))
		return false;
	screen_say(screen, _("Anulado: %s."), name);
	return true;
}

bool
change_restore(struct screen *screen, const struct form *form, const char *id,
	const char *version, const char *name)
{
	if (!change_may(screen, form, CMD_MARK) ||
		!attempt_row(screen, form, id, version, &action_restore, NULL))
		return false;
	screen_say(screen, _("Restaurado: %s."), name);
	return true;
}

/* ---- actions */

/* An answer that is known before it is asked. */
struct given {
	const char *field;
	const char *answer;
};

static bool
asks_for(const struct action *action, const char *field)
{
	for (size_t i = 0; i < action->n_ask; i++)
		if (str_eq(action->ask[i].name, field))
			return true;
	return false;
}

/* The action to do: by its name, or chosen among those that fit. */
static const struct action *
which_action(struct screen *screen, const struct record *record,
	const char *name, const struct given *given)
{
	const struct form *form = record->form;
	struct choice_item *items =
		arena_array(screen->arena, form->n_actions + 1, sizeof *items);
	const struct action **fitting = arena_array(
		screen->arena, form->n_actions + 1, sizeof *fitting);
	size_t n = 0;
	int chosen;

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

/* The labels that begin with what was typed. */
static char **
choices_of(void *arg, struct arena *arena, const char *typed)
{
	const struct field *field = arg;
	char **labels =
		arena_array(arena, field->n_choices + 1, sizeof *labels);
	size_t n = 0;

	for (size_t i = 0; i < field->n_choices; i++)
		if (utf8_begins_with(field->choices[i].label, typed))
			labels[n++] =
				arena_strdup(arena, field->choices[i].label);
	return labels;
}

/* Of a choice what it may be: it has no list that F4 would open. */
static const char *
ask_hint(struct arena *arena, const struct field *field, const char *title)
{
	struct buf labels = { 0 };
	const char *hint;

	if (!field)
		return "";
	if (field->n_choices == 0)
		return utf8_is_same(field_hint(field), title)
			       ? ""
			       : field_hint(field);
	for (size_t i = 0; i < field->n_choices; i++)
		buf_printf(&labels, "%s%s", i > 0 ? ", " : "",
			field->choices[i].label);
	hint = arena_printf(arena, _("Uno de: %s."), buf_text(&labels));
	buf_free(&labels);
	return hint;
}

/* The first answer of an action with a file: one that is there to be sent, or
 * a name for what comes. */
static bool
ask_file(struct screen *screen, const struct record *record,
	const struct action *action, const char **typed, const char **answer)
{
	const char *title = action_ask_title(record->form, &action->ask[0]);
	const char *now = action->sends ? files_choose(screen, title)
					: files_name(screen, title, *typed);

	if (!now)
		return false;
	*typed = now;
	*answer = now[0] ? now : NULL;
	return true;
}

/* *typed: what it was answered with before, and now. Below it what helps,
 * above it why it is asked once more. */
static bool
ask_one(struct screen *screen, const struct record *record,
	const struct action_ask *ask, const char **typed, const char **answer)
{
	const struct field *field = action_ask_field(record->form, ask);
	const char *title = action_ask_title(record->form, ask);
	const char *question = arena_printf(screen->arena, "%s:", title);
	const char *hint = ask_hint(screen->arena, field, title), *now;
	struct err err = { 0 };

	for (;;) {
		draw_text(term_rows() - 2, 0, term_cols(), hint, DRAW_PLAIN);
		now = prompt_line(screen->arena, question, *typed,
			field && field->n_choices ? choices_of : NULL,
			(void *)field);
		if (!now)
			return false;
		*typed = now;
		if (action_answer(screen->arena, record->form, ask, now,
			    screen->desk->today, answer, &err))
			break;
		draw_text(
			term_rows() - 4, 0, term_cols(), err.text, DRAW_ERROR);
	}
	draw_text(term_rows() - 4, 0, term_cols(), "", DRAW_PLAIN);
	return true;
}

static bool
ask_all(struct screen *screen, const struct record *record,
	const struct action *action, const struct given *given,
	const char **answers)
{
	const char *key = store_key(screen->arena, record);
	struct tried *tried =
		tried_open(screen, action, record->id ? record->id : key);

	for (size_t i = 0; i < action->n_ask; i++) {
		const struct action_ask *ask = &action->ask[i];

		if (given && str_eq(ask->name, given->field))
			answers[i] = given->answer;
		else if (i == 0 && action_has_file(action)) {
			if (!ask_file(screen, record, action, &tried->typed[i],
				    &answers[i]))
				return false;
		} else if (!ask_one(screen, record, ask, &tried->typed[i],
				   &answers[i]))
			return false;
	}
	return !action->confirm ||
	       screen_ask(screen, "ns", _("%s (s/n)"),
		       action_question(screen->arena, action, record,
			       given ? given->answer : key)) == 's';
}

bool
change_ask(struct screen *screen, const struct record *record,
	const struct action *action, const char **answers)
{
	return ask_all(screen, record, action, NULL, answers);
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
	const struct action *action, const char **answers,
	struct record **after)
{
	if (action_has_file(action) && !carry(screen, record, action, answers))
		return false;
	if (action->gets) {
		tried_done(screen);
		return false;
	}
	if (!attempt(screen, record, action, answers, after))
		return false;
	screen_say(screen, _("Hecho: %s."), action->title);
	return true;
}

bool
change_action(struct screen *screen, const struct record *record,
	const char *name, struct record **after)
{
	const struct action *action = which_action(screen, record, name, NULL);
	const char *answers[ACTION_ASKS] = { 0 };

	return action && ask_all(screen, record, action, NULL, answers) &&
	       run_action(screen, record, action, answers, after);
}

bool
change_action_given(struct screen *screen, const struct record *record,
	const char *field, const char *answer)
{
	const struct given given = { field, answer };
	const struct action *action =
		which_action(screen, record, NULL, &given);
	const char *answers[ACTION_ASKS] = { 0 };

	return action && ask_all(screen, record, action, &given, answers) &&
	       run_action(screen, record, action, answers, NULL);
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
