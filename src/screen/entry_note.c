/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed, written into the journal of the session. */
#include "screen/entry.h"

#include <string.h>

#include "base/i18n.h"
#include "screen/frame.h"
#include "store/journal.h"

enum {
	KEYS = 32, /* that may be lost with the program */
};

static void
note(struct entry *e, const struct draft_typing *typing)
{
	struct err err = { 0 };

	e->keys = 0;
	if (!e->where.name || e->texts || !e->can_edit)
		return;
	if (!journal_note(e->view.desk, e->record, &e->where, typing, &err))
		screen_error(e->view.screen, &err);
}

void
entry_note(struct entry *e)
{
	note(e, NULL);
}

void
entry_note_open(struct entry *e)
{
	const struct spot *spot = spot_here(e);
	struct draft_typing typing = { 0 };

	if (!e->editing || !e->entered || !spot ||
		strcmp(edit_text(&e->edit), e->entered) == 0)
		return;
	typing.value = spot_value(e, spot);
	typing.text = edit_text(&e->edit);
	if (typing.value)
		note(e, &typing);
}

void
entry_note_key(struct entry *e)
{
	if (++e->keys >= KEYS)
		entry_note_open(e);
}

void
entry_drop(struct view *view)
{
	struct entry *e = entry_of(view);

	if (e->record)
		journal_drop(view->desk, e->record->draft);
}

bool
entry_waits(struct view *view)
{
	struct entry *e = entry_of(view);
	bool is_typed = e->editing && e->entered &&
			strcmp(edit_text(&e->edit), e->entered) != 0;

	return e->record && !is_typed &&
	       journal_is_waiting(view->desk, e->record->draft);
}

const char *
draft_noted(const struct desk *desk)
{
	return journal_is_failing(desk) ? _("SIN BORRADOR")
					: _("borrador guardado");
}

const char *
entry_noted(const struct entry *e)
{
	if (!e->record || !e->record->draft[0])
		return NULL;
	return draft_noted(e->view.desk);
}
