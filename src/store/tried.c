/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/tried.h"

#include "base/str.h"
#include "store/evidence.h"
#include "store/journal.h"
#include "store/sheet.h"

/* ---- which */

static bool
is_empty(const struct tried *tried)
{
	for (size_t i = 0; i < tried->n; i++)
		if (!str_is_blank(tried->typed[i].text))
			return false;
	return !tried->request[0];
}

static bool
is_of(const struct tried *tried, const struct action *action,
	const struct record *record, const char *title)
{
	return tried->action == action && tried->form == record->form &&
	       str_eq(tried->record, record->id) &&
	       (record->id || str_eq(tried->title, title));
}

/* Goes on with a draft; its texts live as long as the journal. */
static void
fill(struct desk *desk, struct tried *tried, const struct draft *draft)
{
	tried->place = draft->place;
	str_copy(tried->draft, sizeof tried->draft, draft->id);
	str_copy(tried->request, sizeof tried->request,
		draft->request ? draft->request : "");
	tried->version = draft->version;
	tried->title = draft->title;
	tried->n = 0;
	for (size_t i = 0; i < draft->n_typed && i < TRIED_ANSWERS; i++)
		tried->typed[tried->n++] = draft->typed[i];
	journal_leave(desk, draft->id);
}

/* Room for another: that of one that was done, or of which nothing came. */
static struct tried *
room_for(struct desk *desk)
{
	struct tried *tried = desk->tried;

	while (tried && !is_empty(tried))
		tried = tried->next;
	if (tried)
		return tried;
	tried = arena_alloc(desk->arena, sizeof *tried);
	tried->next = desk->tried;
	return desk->tried = tried;
}

struct tried *
tried_open(struct desk *desk, const struct action *action,
	const struct record *record, const char *title)
{
	const struct draft_place place = { .name = DRAFT_OF_ACTION,
		.of = record->form->name,
		.at = { action->name } };
	const struct draft *draft;
	struct tried *tried = desk->tried;

	while (tried && !is_of(tried, action, record, title))
		tried = tried->next;
	if (!tried) {
		tried = room_for(desk);
		*tried = (struct tried){
			.next = tried->next,
			.form = record->form,
			.action = action,
			.place = place,
			.record = arena_strdup(desk->arena, record->id),
			.title = arena_strdup(desk->arena, title),
		};
	}
	draft = journal_next_taken(desk, &place);
	if (draft)
		fill(desk, tried, draft);
	/* what is on its way was sent of another one, perhaps */
	if (!tried->request[0])
		tried->version = arena_strdup(desk->arena, record->version);
	return tried;
}

/* ---- what is typed */

static struct draft_value *
value_of(struct tried *tried, const char *name)
{
	for (size_t i = 0; i < tried->n; i++)
		if (str_eq(tried->typed[i].path, name))
			return &tried->typed[i];
	return NULL;
}

const char *
tried_answer(struct tried *tried, const char *name)
{
	const struct draft_value *value = value_of(tried, name);

	return value ? value->text : NULL;
}

/* Into the journal; it is on no screen when the question is answered. */
static bool
note(struct desk *desk, struct tried *tried, bool is_open, struct err *err)
{
	struct draft_value typed[TRIED_ANSWERS];
	struct journal_screen what = { tried->record, tried->version,
		tried->title, .is_open = is_open, .typed = typed };
	bool done;

	for (size_t i = 0; i < tried->n; i++)
		if (!str_is_blank(tried->typed[i].text))
			typed[what.n++] = tried->typed[i];
	what.is_changed = what.n > 0;
	done = journal_note_screen(
		desk, tried->draft, &tried->place, &what, err);
	journal_leave(desk, tried->draft);
	return done;
}

/* Room for what is typed under that name; NULL: more than any action asks. */
static struct draft_value *
room_of(struct desk *desk, struct tried *tried, const char *name)
{
	struct draft_value *value = value_of(tried, name);

	if (value || tried->n == TRIED_ANSWERS)
		return value;
	value = &tried->typed[tried->n++];
	*value = (struct draft_value){ arena_strdup(desk->arena, name), NULL };
	return value;
}

bool
tried_type(struct desk *desk, struct tried *tried, const char *name,
	const char *typed, struct err *err)
{
	struct draft_value *value = room_of(desk, tried, name);

	if (value && !str_eq(value->text, typed))
		value->text = arena_strdup(desk->arena, typed);
	return note(desk, tried, false, err);
}

bool
tried_type_open(struct desk *desk, struct tried *tried, const char *name,
	const char *typed, struct err *err)
{
	struct draft_value *value = room_of(desk, tried, name);
	struct draft_value was = value ? *value : (struct draft_value){ 0 };
	bool done;

	if (!value)
		return true;
	value->text = typed;
	done = note(desk, tried, true, err);
	*value = was;
	return done;
}

void
tried_forget(struct desk *desk, const char *draft)
{
	for (struct tried *tried = desk->tried; tried; tried = tried->next)
		if (str_eq(tried->draft, draft)) {
			tried->n = 0;
			tried->draft[0] = tried->request[0] = '\0';
		}
}

/* ---- what becomes of it */

const char *
tried_sent(struct desk *desk, struct tried *tried)
{
	const char *draft = tried->draft;

	if (!tried->request[0])
		request_new(tried->request);
	journal_sent(desk, &draft, 1, tried->request);
	return tried->request;
}

void
tried_became(struct desk *desk, struct tried *tried, bool done,
	const struct err *err)
{
	if (done) {
		tried->n = 0;
		journal_drop(desk, tried->draft);
	}
	if (done || err->kind != ERR_LINK)
		tried->request[0] = '\0';
}

/* The answers as they were sent; a file once more, it goes on where it was. */
static bool
answers_of(struct desk *desk, struct tried *tried, const char **answers,
	struct err *err)
{
	const struct action *action = tried->action;
	const struct evidence_place place = {
		.folder = settings_folder(desk->settings, desk->arena),
	};

	for (size_t i = 0; i < action->n_ask; i++)
		if (!action_answer(desk->arena, tried->form, &action->ask[i],
			    tried_answer(tried, action->ask[i].name),
			    desk->today, &answers[i], err))
			return false;
	return evidence_send(desk, action, answers, &place, err);
}

static bool
step_again(struct desk *desk, const struct tried *tried, const char *request,
	struct err *err)
{
	const char *const *at = tried->place.at + TRIED_AT;
	const struct sheet was = { .office = at[0],
		.period = at[1],
		.plan = at[2],
		.version = tried->version };
	const char *answer = tried->n > 0 ? tried->typed[0].text : NULL;
	struct arena *arena = arena_new();
	struct sheet after;
	bool done = sheet_step(desk, &was, tried->action->name,
		str_is_blank(answer) ? NULL : answer, request, arena, &after,
		err);

	if (done)
		sheet_free(&after);
	arena_free(arena);
	return done;
}

bool
tried_again(struct desk *desk, struct tried *tried, struct record **after,
	struct err *err)
{
	struct record *record = record_new(tried->form, NULL, desk->today);
	const char *answers[ACTION_ASKS] = { 0 };
	const char *request;
	bool done;

	if (after)
		*after = NULL;
	record->id = tried->record;
	record->version = tried->version;
	if (!answers_of(desk, tried, answers, err)) {
		record_free(record);
		return false;
	}
	request = tried_sent(desk, tried);
	done = tried->place.at[TRIED_AT]
		       ? step_again(desk, tried, request, err)
		       : action_run(desk, record, tried->action, answers,
				 request, after, err);
	tried_became(desk, tried, done, err);
	record_free(record);
	return done;
}
