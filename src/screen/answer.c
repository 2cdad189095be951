/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/answer.h"

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/ask.h"
#include "screen/files.h"
#include "screen/screen.h"
#include "term/draw.h"
#include "term/prompt.h"
#include "term/term.h"

/* What is being asked. */
struct asking {
	struct screen *screen;
	struct tried *tried;
	const char *name;
	const struct field *field; /* that reads it; NULL: it is a text */
};

static void
draw_above(const char *text)
{
	draw_text(term_rows() - 4, 0, term_cols(), text, DRAW_ERROR);
}

/* That it cannot be written down is said above the next question. */
static void
note(const struct asking *a, const char *typed)
{
	struct err err = { 0 };

	if (!tried_type(a->screen->desk, a->tried, a->name, typed, &err))
		draw_above(err.hint);
}

/* While it is typed; NULL: it is taken back. */
static void
note_open(void *arg, const char *line)
{
	const struct asking *a = arg;
	struct err err = { 0 };

	if (!line)
		note(a, tried_answer(a->tried, a->name));
	else if (!tried_type_open(
			 a->screen->desk, a->tried, a->name, line, &err))
		draw_above(err.hint);
}

/* The labels that begin with what was typed. */
static char **
choices_of(void *arg, struct arena *arena, const char *typed)
{
	const struct asking *a = arg;
	size_t n_choices = a->field ? a->field->n_choices : 0;
	char **labels = arena_array(arena, n_choices + 1, sizeof *labels);
	size_t n = 0;

	for (size_t i = 0; i < n_choices; i++)
		if (utf8_begins_with(a->field->choices[i].label, typed))
			labels[n++] =
				arena_strdup(arena, a->field->choices[i].label);
	return labels;
}

/* The line, not noted yet. */
static const char *
prompt(struct asking *a, const char *question, const char *initial)
{
	const struct prompt_help help = { choices_of, note_open, a };
	const char *before = tried_answer(a->tried, a->name);

	return prompt_line(
		a->screen->arena, question, before ? before : initial, &help);
}

const char *
answer_prompt(struct screen *screen, struct tried *tried, const char *name,
	const char *question, const char *initial)
{
	struct asking a = { screen, tried, name, NULL };
	const char *typed = prompt(&a, question, initial);

	if (typed)
		note(&a, typed);
	return typed;
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
ask_file(struct asking *a, const char **answer)
{
	const struct action *action = a->tried->action;
	const char *title = action_asks(a->tried->form, action, a->name);
	const char *before = tried_answer(a->tried, a->name);
	const char *now = action->sends ? files_choose(a->screen, title, before)
					: files_name(a->screen, title, before);

	if (!now)
		return false;
	note(a, now);
	*answer = now[0] ? now : NULL;
	return true;
}

/* Below it what helps, above it why it is asked once more. */
static bool
ask_one(struct asking *a, const struct action_ask *ask, const char **answer)
{
	struct screen *screen = a->screen;
	const char *title = action_ask_title(a->tried->form, ask);
	const char *question = arena_printf(screen->arena, "%s:", title);
	const char *hint = ask_hint(screen->arena, a->field, title), *now;
	struct err err = { 0 };

	for (;;) {
		draw_text(term_rows() - 2, 0, term_cols(), hint, DRAW_PLAIN);
		now = prompt(a, question, NULL);
		if (!now)
			return false;
		draw_above("");
		note(a, now);
		if (action_answer(screen->arena, a->tried->form, ask, now,
			    screen->desk->today, answer, &err))
			return true;
		draw_above(err.text);
	}
}

bool
answer_all(struct screen *screen, struct tried *tried,
	const struct record *record, const struct answer_given *given,
	const char **answers)
{
	const struct action *action = tried->action;
	bool asks_file = action_has_file(action);

	for (size_t i = 0; i < action->n_ask; i++) {
		const struct action_ask *ask = &action->ask[i];
		struct asking a = { screen, tried, ask->name,
			action_ask_field(record->form, ask) };

		if (given && str_eq(ask->name, given->field)) {
			answers[i] = given->answer;
			note(&a, given->answer);
		} else if (!(i == 0 && asks_file
					   ? ask_file(&a, &answers[i])
					   : ask_one(&a, ask, &answers[i])))
			return false;
	}
	return !action->confirm ||
	       screen_ask(screen, "ns", _("%s (s/n)"),
		       action_question(screen->arena, action, record,
			       given ? given->answer : tried->title)) == 's';
}
