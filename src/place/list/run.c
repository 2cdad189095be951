/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a list do, but for those that say which rows. */
#include "place/list/list.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/about.h"
#include "screen/change.h"
#include "screen/link.h"
#include "screen/open.h"

/* ---- moving */

static void
load_towards(struct list_place *l, enum command_id id)
{
	size_t height = (size_t)list_height();

	if (id == CMD_UP && l->view.rows.at == 0)
		list_load_before(l);
	else if (id == CMD_PAGE_UP && l->view.rows.top < height)
		list_load_before(l);
	else if (id == CMD_FIRST && l->before)
		list_load_first(l);
	else if (id == CMD_DOWN && l->view.rows.at + 1 >= l->view.rows.n)
		list_load_next(l);
	else if (id == CMD_PAGE_DOWN &&
		 l->view.rows.top + 2 * height > l->view.rows.n)
		list_load_next(l);
	else if (id == CMD_LAST && l->more)
		list_load_last(l);
}

bool
list_move(struct view *view, enum command_id id)
{
	struct list_place *l = list_of(view);
	struct rows before = l->view.rows;

	if (!rows_move(&before, id))
		return false;
	load_towards(l, id);
	rows_move(&l->view.rows, id);
	return true;
}

/* ---- from a record opened from it to the next one */

/* The row of that id, from the cursor's on; NULL: the cursor's. */
static bool
go_to_row(struct list_place *l, const char *id)
{
	struct rows *rows = &l->view.rows;

	if (rows->n > 0 && (!id || str_eq(l->loaded[rows->at].id, id)))
		return true;
	for (size_t i = 0; i < rows->n; i++) {
		if (!str_eq(l->loaded[i].id, id))
			continue;
		rows->at = i;
		return true;
	}
	return false;
}

/* Whether there is a row beyond the cursor's, loaded where it was not. */
static enum view_step
beyond(struct list_place *l, int by)
{
	const struct rows *rows = &l->view.rows;

	if (by < 0 ? rows->at > 0 : rows->at + 1 < rows->n)
		return STEP_DONE;
	if (!(by < 0 ? l->before : l->more))
		return STEP_NO_MORE;
	if (by < 0 ? list_load_before(l) : list_load_next(l))
		return STEP_DONE;
	return (by < 0 ? l->before : l->more) ? STEP_SAID : STEP_NO_MORE;
}

enum view_step
list_step(struct view *view, const char *of, const char *id, int by,
	const char **to)
{
	struct list_place *l = list_of(view);
	enum view_step step;

	if (!str_eq(of, l->form->name) || !go_to_row(l, id))
		return STEP_NOT_HERE;
	step = beyond(l, by);
	if (step != STEP_DONE)
		return step;
	view->rows.at += by < 0 ? (size_t)-1 : 1;
	rows_fit(&view->rows, list_height());
	*to = l->loaded[view->rows.at].id;
	return STEP_DONE;
}

/* ---- the row of the cursor */

static const struct row *
row_here(struct list_place *l)
{
	if (l->view.rows.n > 0)
		return &l->loaded[l->view.rows.at];
	screen_say(l->view.screen, _("Aquí no hay ninguna fila."));
	return NULL;
}

/* Where the row has a column; n_list: nowhere. */
static size_t
place_of(const struct list_place *l, const char *column)
{
	size_t i = 0;

	while (i < l->read->n_list && !str_eq(l->read->list[i].name, column))
		i++;
	return i;
}

/* The row as a person would name it: the first cells that its form draws. */
static const char *
row_name(struct list_place *l, const struct row *row)
{
	struct buf out = { 0 };
	const char *name;

	for (size_t i = 0; i < l->form->n_list && i < 4; i++) {
		const char *cell =
			row->cells[place_of(l, l->form->list[i].name)];

		if (!str_is_blank(cell))
			buf_printf(&out, "%s%.60s", out.len ? " " : "", cell);
	}
	name = arena_strdup(l->arena, buf_text(&out));
	buf_free(&out);
	return name;
}

static struct record *
read_here(struct list_place *l)
{
	const struct row *row = row_here(l);
	struct err err = { 0 };
	struct record *record;

	if (!row || !screen_link(l->view.screen))
		return NULL;
	record = store_read(l->view.desk, l->form, row->id, &err);
	if (!record)
		screen_error(l->view.screen, &err);
	return record;
}

static void
reread(struct view *view)
{
	list_reload(list_of(view));
}

static void
open_row(struct view *view)
{
	struct list_place *l = list_of(view);
	const struct row *row = row_here(l);

	if (row)
		screen_open(view->screen, "form",
			&(struct place_args){
				.of = l->form->name, .id = row->id });
}

static void
new_row(struct view *view)
{
	struct list_place *l = list_of(view);

	if (about_is_made(view, l->form))
		return;
	if (l->about)
		change_new_about(view->screen, l->form, l->about);
	else if (change_may(view->screen, l->form, CMD_NEW))
		screen_open(view->screen, "form",
			&(struct place_args){ .of = l->form->name });
}

static void
duplicate(struct view *view)
{
	struct list_place *l = list_of(view);
	struct record *record;

	if (about_is_made(view, l->form) ||
		!change_may(view->screen, l->form, CMD_NEW))
		return;
	record = read_here(l);
	if (record)
		screen_open(view->screen, "form",
			&(struct place_args){ .of = l->form->name,
				.record = record_copy(record, true) });
	record_free(record);
}

static void
act(struct view *view, const char *argument)
{
	struct record *record = read_here(list_of(view));

	if (!record)
		return;
	if (change_action(view->screen, record, argument, NULL))
		reread(view);
	record_free(record);
}

/* ---- as the record that it stands for */

/* What the cursor's row has in a column; NULL when the list has none such. */
static const char *
value_of(const struct about *about, const char *column)
{
	const struct list_place *l = about->row;
	size_t i = place_of(l, column);

	return i < l->read->n_list ? l->loaded[l->view.rows.at].values[i]
				   : NULL;
}

void
list_about(struct view *view, struct about *about)
{
	struct list_place *l = list_of(view);
	const struct row *row =
		view->rows.n > 0 ? &l->loaded[view->rows.at] : NULL;

	about->form = l->form;
	about->why = _("Aquí no hay ninguna fila.");
	about->text = value_of;
	about->look = open_row;
	about->changed = reread;
	if (!row)
		return;
	about->row = l;
	about->id = row->id;
	about->version = row->version;
	about->deleted = l->deleted;
	about->name = row_name(l, row);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_row },
	{ CMD_NEW, .run = new_row },
	{ CMD_DUPLICATE, .run = duplicate },
	{ CMD_ACTION, .with = act },
	{ CMD_REREAD, .run = reread },
	{ CMD_SHOW_DELETED, .run = list_show_deleted },
	{ CMD_COUNT, .run = list_count },
	{ CMD_FIND, .with = list_find },
	{ CMD_FILTER, .with = list_filter },
	{ CMD_CANCEL, .run = list_cancel },
	{ CMD_NARROW, .run = list_narrow },
	{ CMD_SAVE_FILTER, .with = list_save_filter },
	{ CMD_PRINT_LIST, .run = list_print },
	{ CMD_EXPORT, .with = list_export },
	{ CMD_IMPORT, .with = list_import },
	{ CMD_LEFT, .go = list_column, .by = -1 },
	{ CMD_RIGHT, .go = list_column, .by = 1 },
	{ CMD_SORT, .run = list_sort },
	{ CMD_COLUMNS, .run = list_columns },
};
const struct view_commands list_commands = { VIEW_COMMANDS(commands) };
