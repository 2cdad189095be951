/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What list and form do alike with a record: mark, restore, act. */
#include "view/inside.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/action.h"
#include "term/prompt.h"

bool
change_may(struct screen *screen, const struct form *form, enum command_id id)
{
	const struct desk *desk = screen->desk;
	const struct desk_right *right = desk_right(desk, form->table);
	bool may = !right || (id == CMD_NEW	      ? right->insert
				     : id == CMD_MARK ? right->mark
						      : right->update);

	if (desk->read_only)
		screen_say(screen, _("Solo lectura: %s."),
			desk->read_only_why ? desk->read_only_why : "");
	else if (!may)
		screen_say(screen,
			_("Usted no puede cambiar %s; pídalo a la "
			  "oficina responsable o a la secretaría."),
			form->title);
	return may && !desk->read_only;
}

/* One change under one request id, sent again as long as it is not known
 * whether it was done and the person wants so. */
struct attempt {
	struct screen *screen;
	const struct form *form;
	const char *id;
	const char *version;
	const char *why; /* NULL: restore */
	char request[37];
};

static bool
try_once(struct attempt *a, struct err *err)
{
	struct desk *desk = a->screen->desk;

	if (!a->why)
		return store_restore(
			desk, a->form, a->id, a->version, a->request, err);
	return store_mark(
		desk, a->form, a->id, a->version, a->why, a->request, err);
}

static bool
attempt(struct attempt *a)
{
	struct err err = { 0 };

	request_new(a->request);
	while (screen_link(a->screen)) {
		if (try_once(a, &err)) {
			a->screen->saves++;
			return true;
		}
		if (err.kind != ERR_LINK ||
			screen_ask(a->screen, "ns",
				_("Aún no confirmado: se perdió el enlace. ¿Enviarlo de "
				  "nuevo? (s/n)")) != 's')
			break;
	}
	if (err.kind != ERR_NONE)
		screen_error(a->screen, &err);
	return false;
}

bool
change_mark(struct screen *screen, const struct form *form, const char *id,
	const char *version, const char *name)
{
	struct attempt a = {
		.screen = screen, .form = form, .id = id, .version = version
	};

	if (!change_may(screen, form, CMD_MARK))
		return false;
	a.why = prompt_line(screen->arena, _("¿Por qué se anula? Motivo:"),
		NULL, NULL, NULL);
	if (!a.why)
		return false;
	if (str_is_blank(a.why)) {
		screen_say(screen, _("No se anuló: hace falta un motivo."));
		return false;
	}
	if (screen_ask(screen, "ns", _("¿Anular %s? (s/n)"), name) != 's')
		return false;
	if (!attempt(&a))
		return false;
	screen_say(screen, _("Anulado: %s."), name);
	return true;
}

bool
change_restore(struct screen *screen, const struct form *form, const char *id,
	const char *version, const char *name)
{
	struct attempt a = {
		.screen = screen, .form = form, .id = id, .version = version
	};

	if (!change_may(screen, form, CMD_MARK) || !attempt(&a))
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

/* What the action asks: a field's value as that field reads it, or text. */
static bool
ask_one(struct screen *screen, const struct record *record,
	const struct action_ask *ask, const char **answer)
{
	const struct field *field = action_ask_field(record->form, ask);
	const char *question = arena_printf(
		screen->arena, "%s:", action_ask_title(record->form, ask));
	struct value value = { 0 };
	struct err err = { 0 };
	char *typed;

	for (;;) {
		typed = prompt_line(screen->arena, question, NULL, NULL, NULL);
		if (!typed)
			return false;
		*answer = str_is_blank(typed) ? NULL : typed;
		if (!field || !*answer)
			return true;
		if (value_type(screen->arena, field, typed, screen->desk->today,
			    &value, &err)) {
			*answer = value.now;
			return true;
		}
		screen_error(screen, &err);
		screen_paint(screen);
	}
}

static bool
ask_all(struct screen *screen, const struct record *record,
	const struct action *action, const struct given *given,
	const char **answers)
{
	for (size_t i = 0; i < action->n_ask; i++)
		if (given && str_eq(action->ask[i].name, given->field))
			answers[i] = given->answer;
		else if (!ask_one(screen, record, &action->ask[i], &answers[i]))
			return false;
	return !action->confirm ||
	       screen_ask(screen, "ns", _("¿%s: %s? (s/n)"), action->title,
		       given ? given->answer
			     : store_key(screen->arena, record)) == 's';
}

bool
change_ask(struct screen *screen, const struct record *record,
	const struct action *action, const char **answers)
{
	return ask_all(screen, record, action, NULL, answers);
}

static bool
run_action(struct screen *screen, const struct record *record,
	const struct action *action, const char *const *answers,
	struct record **after)
{
	char request[37];
	struct record *now = NULL;
	struct err err = { 0 };

	request_new(request);
	while (screen_link(screen)) {
		if (action_run(screen->desk, record, action, answers, request,
			    &now, &err)) {
			screen->saves++;
			if (after)
				*after = now;
			else
				record_free(now);
			screen_say(screen, _("Hecho: %s."), action->title);
			return true;
		}
		if (err.kind != ERR_LINK ||
			screen_ask(screen, "ns",
				_("Aún no confirmado: se perdió el enlace. ¿Enviarlo de "
				  "nuevo? (s/n)")) != 's')
			break;
	}
	if (err.kind != ERR_NONE)
		screen_error(screen, &err);
	return false;
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

/* ---- a record about another one: fields of the same name are filled */

void
change_new_about(struct screen *screen, const struct form *form,
	const struct record *about)
{
	struct record *record;

	if (!change_may(screen, form, CMD_NEW))
		return;
	record = record_new(form, NULL, screen->desk->today);
	for (size_t i = 0; i < about->form->n_fields; i++) {
		const struct field *from = &about->form->fields[i];
		int at = form_field(form, from->name);

		if (at >= 0 && from->kind != FIELD_PARTIAL &&
			(form->fields[at].lookup || form->fields[at].noentry))
			record_load(record, at, about->values[i].now);
	}
	screen_push(screen, form_view_from(screen->desk, record));
}

void
change_new_activity(struct screen *screen, const struct record *about)
{
	const struct form *form = desk_form(screen->desk, "activity");

	if (form && about->form != form)
		change_new_about(screen, form, about);
	else
		screen_say(screen, _("De aquí no se registran "
				     "actividades."));
}
