/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done with the open record besides editing it. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "line/inside.h"
#include "store/entry.h"
#include "store/evidence.h"

/* ---- what it asks */

static bool
take_terms(struct line *line, char *terms, struct reply *reply, struct err *err)
{
	while (*terms) {
		char *term = line_term(&terms), *value;

		if (!line_part(term, &value, err) ||
			!reply_set(reply, term, value, line->desk->today, err))
			return false;
	}
	return true;
}

/* An answer while it is asked. */
struct asked_answer {
	struct line *line;
	struct reply *reply;
	struct tried *tried;
	size_t i;
};

/* Into the journal; typing goes on where that cannot be. */
static void
note(struct line *line, struct tried *tried, const char *name,
	const char *typed)
{
	struct err err = { 0 };

	if (!tried_type(line->desk, tried, name, typed, &err))
		err_print(&err, false);
}

/* What was said in the line. */
static void
note_said(struct line *line, struct tried *tried, const struct reply *reply)
{
	for (size_t i = 0; i < reply->action->n_ask; i++)
		if (reply->said[i])
			note(line, tried, reply->action->ask[i].name,
				reply->typed[i]);
}

static bool
take_answer(void *arg, const char *typed, struct err *err)
{
	const struct asked_answer *a = arg;
	const struct action_ask *ask = &a->reply->action->ask[a->i];
	const struct field *field = action_ask_field(a->reply->form, ask);
	const char *name = ask->name;

	if (line_wants_offer(a->line, a->line->record, field, typed))
		return false;
	typed = line_chosen(field, typed);
	note(a->line, a->tried, name, typed);
	return reply_set(a->reply, name, typed, a->line->desk->today, err);
}

/* What was not said in the line; what was typed before stands there. */
static bool
ask_rest(struct line *line, struct reply *reply, struct tried *tried)
{
	const struct action *action = reply->action;
	struct line_place place = { .n = action->n_ask };

	for (size_t i = 0; i < action->n_ask; i++) {
		const struct field *field =
			action_ask_field(reply->form, &action->ask[i]);

		place.at = i + 1;
		if (!reply->said[i] &&
			!line_ask_until(line,
				line_question(line, line->record, field,
					reply_title(reply, i), place),
				tried_answer(tried, action->ask[i].name),
				take_answer,
				&(struct asked_answer){
					line, reply, tried, i }))
			return false;
	}
	return true;
}

/* Only a person at a terminal is asked whether she means it. */
static bool
means_it(struct line *line, const struct action *action)
{
	bool cancelled = false;
	const char *typed;

	if (!action->confirm || !line->at_terminal)
		return true;
	typed = line_ask(line,
		arena_printf(line->scratch, _("%s (s/n) "),
			action_question(
				line->scratch, action, line->record, NULL)),
		NULL, &cancelled);
	return typed && *typed && strchr("sSyY", *typed);
}

/* ---- doing it */

/* What of an action is about a file: sends it, or is done with it. */
static bool
carry(struct line *line, const struct action *action, const char **answers,
	struct err *err)
{
	struct desk *desk = line->desk;
	const struct evidence_place place = {
		.folder = settings_folder(desk->settings, line->scratch),
	};
	const char *path;

	if (action->sends)
		return evidence_send(desk, action, answers, &place, err);
	if (!evidence_get(
		    desk, line->record, action, answers[0], &place, &path, err))
		return false;
	printf(_("Guardado en %s.\n"), path);
	return true;
}

/* It is done: the record is what it is then. */
static void
take_done(struct line *line, const struct tried *tried, struct record *after)
{
	printf(_("Hecho: %s, %s\n"), action_title(tried->action), tried->title);
	record_free(line->record);
	line->record = after;
}

static bool
run(struct line *line, struct reply *reply, struct tried *tried,
	struct err *err)
{
	const struct action *action = reply->action;
	struct record *after = NULL;
	int tries = 0;
	bool done;

	if (action_has_file(action) && !carry(line, action, reply->v, err))
		return false;
	if (action->gets) {
		tried_became(line->desk, tried, true, err);
		return true;
	}
	do {
		done = action_run(line->desk, line->record, action, reply->v,
			tried_sent(line->desk, tried), &after, err);
		tried_became(line->desk, tried, done, err);
	} while (!done && store_again(line->desk, &tries, err));
	if (!done)
		return entry_name_field(line->record->form, err);
	take_done(line, tried, after);
	return true;
}

/* What is not known to be done is found out first. */
static bool
run_again(struct line *line, struct tried *tried, struct err *err)
{
	struct record *after;

	if (!tried_again(line->desk, tried, &after, err))
		return entry_name_field(line->record->form, err);
	take_done(line, tried, after);
	return true;
}

static bool
act(struct line *line, const struct action *action, char *terms,
	struct err *err)
{
	struct reply reply = { .form = line->record->form,
		.action = action,
		.arena = line->scratch };
	struct tried *tried = tried_open(line->desk, action, line->record,
		store_key(line->scratch, line->record));

	if (tried->request[0])
		return run_again(line, tried, err);
	if (!action_ready(action, line->record, err) ||
		(!action->call && !desk_may(line->desk, line->record->form,
					  DESK_MARK, err)) ||
		!take_terms(line, terms, &reply, err))
		return false;
	note_said(line, tried, &reply);
	if (line->at_terminal &&
		(!ask_rest(line, &reply, tried) || !means_it(line, action))) {
		puts(_("No se hizo."));
		return true;
	}
	return reply_complete(&reply, err) && run(line, &reply, tried, err);
}

bool
line_act_draft(struct line *line, const struct draft *draft, struct err *err)
{
	const struct action *action = draft_action(draft, line->record->form);
	struct arena *arena = arena_new();
	char *nothing = arena_strdup(arena, "");
	bool done =
		action ? act(line, action, nothing, err)
		       : err_set(err, ERR_INPUT, NULL,
				 _("«%s» ya no se hace en %s: el borrador "
				   "sigue aquí."),
				 draft->place.at[0], line->record->form->title);

	arena_free(arena);
	return done;
}

/* ---- by name */

static size_t
count_words(const char *text)
{
	size_t n = 0;

	while (*(text += strspn(text, " \t"))) {
		n++;
		text += strcspn(text, " \t");
	}
	return n;
}

/* The action whose whole title text begins with; *rest behind it. */
static const struct action *
by_title(const struct form *form, char *text, char **rest)
{
	const struct action *a;

	for (size_t i = 0; (a = action_at(form, i)); i++) {
		const char *title = action_title(a);
		char *behind = text;

		if (!utf8_begins_with(text, title))
			continue;
		for (size_t n = count_words(title); n > 0; n--) {
			behind += strspn(behind, " \t");
			behind += strcspn(behind, " \t");
		}
		*rest = behind + strspn(behind, " \t");
		return a;
	}
	return NULL;
}

bool
line_act_named(struct line *line, char *text, struct err *err)
{
	const struct action *action;
	struct err other = { 0 };
	char *rest = text;

	if (!line->record)
		return false;
	action = by_title(line->record->form, text, &rest);
	if (!action)
		action = action_called(
			line->record->form, line_term(&rest), &other);
	return action && line_has_saved(line, err) &&
	       act(line, action, rest, err);
}

/* Those that the record is in a state for, with what they ask. */
static void
print_actions(const struct line *line)
{
	const struct form *form = line->record->form;
	const struct action *a;

	for (size_t i = 0; (a = action_at(form, i)); i++) {
		struct reply reply = { .form = form, .action = a };

		if (!action_fits(a, line->record))
			continue;
		printf("  %s (%s)", action_title(a), a->name);
		for (size_t k = 0; k < a->n_ask; k++)
			printf("%s%s", k ? ", " : ": ", reply_title(&reply, k));
		putchar('\n');
	}
}

bool
line_act(struct line *line, char *argument, struct err *err)
{
	const struct action *action;
	char *rest = argument;

	if (!line_has_saved(line, err))
		return false;
	if (!*argument) {
		print_actions(line);
		return true;
	}
	action = by_title(line->record->form, argument, &rest);
	if (!action)
		action = action_called(
			line->record->form, line_term(&rest), err);
	return action && act(line, action, rest, err);
}

/* "anular MOTIVO": all of it is the reason. */
bool
line_mark(struct line *line, char *argument, struct err *err)
{
	if (!line_has_saved(line, err) ||
		!action_ready(&action_mark, line->record, err))
		return false;
	if (str_is_blank(argument) && !line->at_terminal)
		return err_set(err, ERR_INPUT, NULL, "%s",
			_("Escriba el motivo: anular se registró dos veces."));
	if (!str_is_blank(argument) && !strchr(argument, '='))
		argument =
			arena_printf(line->scratch, "reason=\"%s\"", argument);
	return act(line, &action_mark, argument, err);
}

bool
line_restore(struct line *line, char *argument, struct err *err)
{
	return line_has_saved(line, err) &&
	       act(line, &action_restore, argument, err);
}
