/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/entry.h"

#include <stdlib.h>

#include "screen/editor.h"
#include "screen/help.h"

void *
entry_new(struct screen *screen, const struct view_ops *ops, size_t size,
	const struct form *form)
{
	struct entry *e = view_new(screen, ops, size);

	e->form = form;
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
	record_free(e->record);
}

/* ---- what its keys do */

static void
next_field(struct view *view)
{
	field_next(entry_of(view));
}

static void
prev_field(struct view *view)
{
	field_prev(entry_of(view));
}

/* Within a long text first, then to the field above or below. */
static void
vertical(struct entry *e, key_code key, int by)
{
	if (e->editing && edit_key(&e->edit, key) != EDIT_NOTHING)
		return;
	if (e->n_spots > 0)
		field_go(e, spot_vertical(e, by));
}

static void
up(struct view *view)
{
	vertical(entry_of(view), K_UP, -1);
}

static void
down(struct view *view)
{
	vertical(entry_of(view), K_DOWN, 1);
}

static void
to_page(struct entry *e, int page)
{
	size_t i = 0;

	while (i < e->n_spots && e->spots[i].page != page)
		i++;
	if (i < e->n_spots)
		field_go(e, (int)i);
}

static void
next_page(struct view *view)
{
	to_page(entry_of(view), entry_of(view)->page + 1);
}

static void
prev_page(struct view *view)
{
	to_page(entry_of(view), entry_of(view)->page - 1);
}

static void
values(struct view *view)
{
	field_values(entry_of(view));
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
editor(struct view *view)
{
	struct entry *e = entry_of(view);
	struct arena *arena;
	char *text;

	if (!field_ready(e))
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
	{ CMD_NEXT_FIELD, .run = next_field },
	{ CMD_PREV_FIELD, .run = prev_field },
	{ CMD_UP, .run = up },
	{ CMD_DOWN, .run = down },
	{ CMD_NEXT_PAGE, .run = next_page },
	{ CMD_PREV_PAGE, .run = prev_page },
	{ CMD_VALUES, .run = values },
	{ CMD_ACCENT, .run = accent },
	{ CMD_UNDO, .run = undo },
	{ CMD_EDITOR, .run = editor },
	{ CMD_HELP, .run = help },
};
const struct view_commands entry_commands = { VIEW_COMMANDS(commands) };
