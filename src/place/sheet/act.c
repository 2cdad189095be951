/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The submission of an entry sheet, step by step; another period or office. */
#include "place/sheet/sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/answer.h"
#include "screen/ask.h"
#include "screen/change.h"
#include "screen/choose.h"
#include "screen/link.h"
#include "screen/period.h"
#include "screen/pick.h"
#include "screen/stack.h"

/* ---- the submission */

/* Whether the server offers that step: a word of sheet.steps. */
static bool
is_offered(const struct sheet *sheet, const char *step)
{
	const char *at = sheet->steps;
	size_t n = strlen(step);

	for (; at && *at; at += strspn(at, " ")) {
		if (strcspn(at, " ") == n && strncmp(at, step, n) == 0)
			return true;
		at += strcspn(at, " ");
	}
	return false;
}

/* By its name, or chosen among those that are offered. */
static const struct action *
which_step(struct sheet_place *s, const struct form *form, const char *name)
{
	struct screen *screen = s->entry.view.screen;
	struct choices c = { .arena = s->arena };
	const struct action *named = name ? action_named(form, name) : NULL;

	if (named && is_offered(&s->sheet, name))
		return named;
	for (size_t i = 0; i < form->n_actions; i++) {
		const struct action *action = &form->actions[i];

		if (!is_offered(&s->sheet, action->name))
			continue;
		if (name && utf8_begins_with(action->title, name))
			return action;
		choices_add(&c, action->title, NULL, action);
	}
	if (!name && c.n > 0)
		return choices_ask(screen, _("¿Qué se hace con el envío?"), &c);
	screen_say(
		screen, _("Con este envío usted no puede hacer eso ahora: lo "
			  "presenta el responsable de la oficina y lo aprueba "
			  "o devuelve la secretaría."));
	return NULL;
}

/* What is left out is explained; false: she would rather not. */
static bool
explain(struct sheet_place *s, struct tried *tried, const char **answer)
{
	struct screen *screen = s->entry.view.screen;
	struct buf codes = { 0 };
	size_t n = 0;
	const char *question;

	for (size_t i = 0; i < s->sheet.n; i++) {
		const struct record *record = s->sheet.rows[i].record;
		int code = form_field(record->form, "indicator_code");

		if (sheet_is_left_out(&s->sheet.rows[i]))
			buf_printf(&codes, "%s%s", n++ > 0 ? ", " : "",
				record->values[code].now);
	}
	question = arena_printf(s->arena,
		ngettext("Falta %zu (%s). ¿Por qué?",
			"Faltan %zu (%s). ¿Por qué?", n),
		n, codes.len < 40 ? buf_text(&codes) : "...");
	buf_free(&codes);
	if (n == 0)
		return true;
	*answer = answer_prompt(
		screen, tried, "explanation", question, s->sheet.explanation);
	if (*answer && !str_is_blank(*answer))
		return true;
	if (*answer)
		screen_say(screen, _("No se presentó: hace falta explicar por "
				     "qué no se informan."));
	return false;
}

/* The submission as the question names it. */
static struct record *
named(const struct sheet_place *s, const struct form *form)
{
	struct record *record =
		record_new(form, NULL, s->entry.view.desk->today);

	record_load(record, form_field(form, "plan_code"), s->sheet.plan);
	record_load(record, form_field(form, "period_key"), s->sheet.period);
	record_load(record, form_field(form, "office_code"), s->sheet.office);
	return record;
}

/* What was typed for that step. */
static struct tried *
tried_of(struct sheet_place *s, const struct action *action,
	const struct record *record)
{
	struct desk *desk = s->entry.view.desk;
	struct tried *tried = tried_open(
		desk, action, record, store_key(desk->arena, record));

	tried->place.at[TRIED_AT] = arena_strdup(desk->arena, s->sheet.office);
	tried->place.at[TRIED_AT + 1] =
		arena_strdup(desk->arena, s->sheet.period);
	tried->place.at[TRIED_AT + 2] =
		arena_strdup(desk->arena, s->sheet.plan);
	return tried;
}

static bool
ask(struct sheet_place *s, struct tried *tried, const struct record *record,
	const char **answer)
{
	const char *answers[ACTION_ASKS] = { 0 };
	bool sends = str_eq(tried->action->name, "send");
	bool go =
		(!sends || explain(s, tried, answer)) &&
		answer_all(s->entry.view.screen, tried, record, NULL, answers);

	if (tried->action->n_ask > 0)
		*answer = answers[0];
	return go;
}

/* One step under one request id, sent again as long as it is not known
 * whether it was done and the person wants so. */
static void
take_step(struct sheet_place *s, struct tried *tried, const char *answer)
{
	struct screen *screen = s->entry.view.screen;
	struct desk *desk = s->entry.view.desk;
	const struct action *action = tried->action;
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct sheet after;

	while (screen_link_to_save(screen)) {
		bool done = sheet_step(desk, &s->sheet, action->name, answer,
			tried_sent(desk, tried), arena, &after, &err);

		tried_became(desk, tried, done, &err);
		if (done) {
			screen_saved(screen);
			sheet_show(s, &after, arena);
			screen_say(screen, _("Hecho: %s."), action->title);
			return;
		}
		if (!screen_ask_again(screen, &err))
			break;
	}
	if (err.kind == ERR_CONFLICT)
		err_hint(&err, _("F5 lo vuelve a leer."));
	screen_error(screen, &err);
	arena_free(arena);
}

/* What is not known to be done is found out first. */
static void
step(struct sheet_place *s, const struct form *form,
	const struct action *action)
{
	struct record *record = named(s, form);
	struct tried *tried = tried_of(s, action, record);
	const char *answer = NULL;

	if (!tried->request[0] && ask(s, tried, record, &answer))
		take_step(s, tried, answer);
	else if (tried->request[0] &&
		 change_again(s->entry.view.screen, tried, NULL))
		sheet_load(s, s->sheet.office, s->sheet.period, s->sheet.plan);
	record_free(record);
}

void
sheet_act(struct view *view, const char *argument)
{
	struct sheet_place *s = sheet_of(view);
	const struct form *form =
		desk_form_in(view->desk, "sheet", "submission");
	const struct action *action;

	if (!form)
		return;
	if (s->entry.request[0] || sheet_is_changed(s)) {
		screen_say(view->screen, _("Primero grabe los cambios "
					   "(F2)."));
		return;
	}
	action = which_step(s, form, argument);
	if (action)
		step(s, form, action);
}

/* ---- another period or office */

void
sheet_change_period(struct view *view, const char *argument)
{
	struct sheet_place *s = sheet_of(view);
	char key[PERIOD_KEY_ROOM];

	if (sheet_may_lose(view) &&
		period_asked(view->screen, argument, s->sheet.period, key))
		sheet_load(s, s->sheet.office, key, s->sheet.plan);
}

const char *
sheet_choose_office(struct view *view)
{
	const struct form *form =
		desk_form_in(view->desk, "sheet", "submission");
	int at = form ? form_field(form, "office_code") : -1;
	struct record *record;
	struct pick pick;
	const char *code = NULL;
	size_t row;

	if (at < 0)
		return NULL;
	record = record_new(form, NULL, view->desk->today);
	if (screen_pick(view->screen, form, &form->fields[at], record, "",
		    view->arena, &pick, &row))
		code = pick.rows[row].code;
	record_free(record);
	return code;
}

/* Where she is a member she goes on working in that office. */
static bool
work_there(struct desk *desk, const char *code, struct err *err)
{
	for (size_t i = 0; i < desk->n_offices; i++)
		if (str_eq(desk->offices[i].code, code) &&
			!str_eq(desk->office, code))
			return desk_choose_office(
				desk, desk->offices[i].code, err);
	return true;
}

void
sheet_change_office(struct view *view, const char *argument)
{
	struct sheet_place *s = sheet_of(view);
	struct err err = { 0 };

	if (!sheet_may_lose(view))
		return;
	if (!argument)
		argument = sheet_choose_office(view);
	if (!argument)
		return;
	if (work_there(view->desk, argument, &err))
		sheet_load(s, argument, s->sheet.period, s->sheet.plan);
	else
		screen_error(view->screen, &err);
}
