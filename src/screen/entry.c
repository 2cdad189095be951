/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/entry.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/ask.h"
#include "screen/editor.h"
#include "screen/help.h"
#include "screen/text.h"
#include "store/journal.h"
#include "term/input.h"

void *
entry_new(struct screen *screen, const struct view_ops *ops, size_t size,
	const struct form *form)
{
	struct entry *e = view_new(screen, ops, size);

	e->form = e->drawn = form;
	e->line_top = arena_array(
		e->view.arena, form->n_lines + 1, sizeof *e->line_top);
	return e;
}

void
entry_close(struct view *view)
{
	struct entry *e = entry_of(view);

	if (e->editing)
		edit_end(&e->edit);
	free(e->entered);
	if (e->spots_arena)
		arena_free(e->spots_arena);
	if (e->drawn_arena)
		arena_free(e->drawn_arena);
	if (e->record)
		journal_leave(view->desk, e->record->draft);
	record_free(e->record);
}

/* ---- what was typed and is not saved */

bool
view_may_lose(struct view *view, const char *request,
	const struct entry_keeps *keeps, bool leaves)
{
	struct screen *screen = view->screen;
	char answer;

	if (request[0]) {
		answer = screen_ask(screen, "ns",
			_("Aún no se sabe si se grabó. "
			  "¿Salir sin comprobarlo? (s/n)"));
		if (answer == 's')
			input_forget();
		return answer == 's';
	}
	if (!keeps->changed(view) || (keeps->waits && keeps->waits(view)))
		return true;
	answer = screen_ask(screen, "ngs", "%s",
		leaves ? _("Hay cambios sin grabar: g grabar y salir, s salir "
			   "sin grabar, Enter seguir.")
		       : _("Hay cambios sin grabar: g grabarlos antes, s "
			   "descartarlos, Enter seguir."));
	if (answer == 's' && keeps->drop)
		keeps->drop(view);
	if (answer != 'g')
		return answer == 's';
	keeps->save(view);
	return !request[0] && !keeps->changed(view);
}

bool
entry_may_lose(struct view *view, const struct entry_keeps *keeps, bool leaves)
{
	return view_may_lose(view, entry_of(view)->request, keeps, leaves);
}

int
entry_not_meant(struct screen *screen, struct record *record, const char *what,
	const char *past)
{
	const struct form *form = record->form;
	const char *other;
	int at = -1;

	while ((at = record_far(record, at + 1, past, &other)) >= 0) {
		const struct field *field = &form->fields[at];
		struct value *value = &record->values[at];
		struct value was = { .now = other };
		char now[64], then[64];
		int near = form_field(form, field->near);

		value_show(field, value, now, sizeof now);
		value_show(field, &was, then, sizeof then);
		if (screen_ask(screen, "ns",
			    _("%s%s: %s; %s: %s. ¿Está bien así? (s/n)"), what,
			    field_title(field), now,
			    record->values[near].now
				    ? field_title(&form->fields[near])
				    : _("antes"),
			    then) != 's')
			return at;
		value->meant = true;
	}
	return -1;
}

/* ---- what its keys do */

bool
entry_moves(struct entry *e, int by)
{
	return e->editing &&
	       edit_key(&e->edit, by < 0 ? K_UP : K_DOWN) != EDIT_NOTHING;
}

/* Within a long text first, then to the field above or below. */
static void
vertical(struct view *view, int by)
{
	struct entry *e = entry_of(view);

	if (!entry_moves(e, by) && e->n_spots > 0)
		field_go(e, spot_vertical(e, by));
}

/* The next page where one can stand: one without rows is passed over. */
static void
to_page(struct view *view, int by)
{
	struct entry *e = entry_of(view);
	int at = -1;

	for (size_t i = 0; i < e->n_spots; i++) {
		int ahead = (e->spots[i].page - e->page) * by;

		if (ahead > 0 &&
			(at < 0 || ahead < (e->spots[at].page - e->page) * by))
			at = (int)i;
	}
	if (at >= 0)
		field_go(e, at);
}

static void
accent(struct view *view)
{
	if (field_ready(entry_of(view)))
		edit_accent(&entry_of(view)->edit);
}

static void
undo(struct view *view)
{
	if (field_ready(entry_of(view)))
		edit_undo(&entry_of(view)->edit);
}

static void
empty(struct view *view)
{
	if (field_ready(entry_of(view)))
		edit_empty(&entry_of(view)->edit);
}

static void
delete_word(struct view *view)
{
	if (field_ready(entry_of(view)))
		edit_delete_word(&entry_of(view)->edit);
}

static void
to_word(struct view *view, int by)
{
	field_type(view, by < 0 ? K_WORD_LEFT : K_WORD_RIGHT);
}

/* What is not written here is read: all of it, however small its boxes. */
static bool
read_whole(struct entry *e)
{
	const struct spot *spot = spot_here(e);
	const struct value *value =
		spot && !spot->open ? spot_value(e, spot) : NULL;
	struct arena *arena;

	if (!value || str_is_blank(value->now))
		return false;
	arena = arena_new();
	text_open(e->view.screen, field_title(spot_field(e, spot)),
		value_text(arena, spot_field(e, spot), value));
	arena_free(arena);
	return true;
}

static void
editor(struct view *view)
{
	struct entry *e = entry_of(view);
	struct arena *arena;
	char *text;

	if (read_whole(e) || !field_ready(e))
		return;
	arena = arena_new();
	text = editor_run(view->screen, arena, edit_text(&e->edit));
	if (text)
		edit_set(&e->edit, text);
	arena_free(arena);
}

static void
help(struct view *view)
{
	struct entry *e = entry_of(view);
	const struct spot *spot = spot_here(e);

	help_open(view->screen, e->form, spot ? spot_field(e, spot) : NULL);
}

static const struct view_command commands[] = {
	{ CMD_NEXT_FIELD, .run = field_next },
	{ CMD_PREV_FIELD, .run = field_prev },
	{ CMD_UP, .go = vertical, .by = -1 },
	{ CMD_DOWN, .go = vertical, .by = 1 },
	{ CMD_NEXT_PAGE, .go = to_page, .by = 1 },
	{ CMD_PREV_PAGE, .go = to_page, .by = -1 },
	{ CMD_VALUES, .run = field_values },
	{ CMD_ACCENT, .run = accent },
	{ CMD_UNDO, .run = undo },
	{ CMD_EMPTY, .run = empty },
	{ CMD_WORD_DELETE, .run = delete_word },
	{ CMD_WORD_LEFT, .go = to_word, .by = -1 },
	{ CMD_WORD_RIGHT, .go = to_word, .by = 1 },
	{ CMD_EDITOR, .run = editor },
	{ CMD_HELP, .run = help },
};
const struct view_commands entry_commands = { VIEW_COMMANDS(commands) };
