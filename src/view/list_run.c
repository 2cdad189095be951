/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a list do, but for those that say which rows. */
#include "view/list.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

/* ---- moving */

static void
load_towards(struct list_place *l, enum command_id id)
{
	size_t height = (size_t)list_height(l);

	if (id == CMD_UP && l->rows.at == 0)
		list_load_before(l);
	else if (id == CMD_PAGE_UP && l->rows.top < height)
		list_load_before(l);
	else if (id == CMD_FIRST && l->before)
		list_load_first(l);
	else if (id == CMD_DOWN && l->rows.at + 1 >= l->rows.n)
		list_load_next(l);
	else if (id == CMD_PAGE_DOWN && l->rows.top + 2 * height > l->rows.n)
		list_load_next(l);
	else if (id == CMD_LAST && l->more)
		list_load_last(l);
}

bool
list_move(struct list_place *l, enum command_id id)
{
	struct rows before = l->rows;

	if (!rows_move(&before, id))
		return false;
	load_towards(l, id);
	rows_move(&l->rows, id);
	return true;
}

/* ---- the row of the cursor */

static const struct row *
row_here(struct list_place *l)
{
	if (l->rows.n > 0)
		return &l->loaded[l->rows.at];
	screen_say(l->view.screen, _("Aquí no hay ninguna fila."));
	return NULL;
}

/* The row as a person would name it: its first cells. */
static const char *
row_name(struct list_place *l, const struct row *row)
{
	struct buf out = { 0 };
	const char *name;

	for (size_t i = 0; i < l->form->n_list && i < 4; i++)
		if (row->cells[i] && row->cells[i][0])
			buf_printf(&out, "%s%.60s", out.len ? " " : "",
				row->cells[i]);
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

static enum view_result
open_row(struct view *view, const char *argument)
{
	struct record *record = read_here(list_of(view));

	(void)argument;
	if (record)
		screen_push(view->screen, form_view_from(view->desk, record));
	return VIEW_PAINT;
}

static enum view_result
new_row(struct view *view, const char *argument)
{
	(void)argument;
	if (is_report_register(list_of(view)->form)) {
		screen_say(view->screen,
			_("Un informe no se escribe, se emite: elija cuál."));
		preview_choose(view->screen, NULL);
	} else if (list_of(view)->about)
		change_new_about(view->screen, list_of(view)->form,
			list_of(view)->about);
	else if (change_may(view->screen, list_of(view)->form, CMD_NEW))
		screen_push(view->screen,
			form_view(view->desk, list_of(view)->form, NULL));
	return VIEW_PAINT;
}

static enum view_result
duplicate(struct view *view, const char *argument)
{
	struct record *record;

	(void)argument;
	if (is_report_register(list_of(view)->form))
		return new_row(view, NULL);
	if (!change_may(view->screen, list_of(view)->form, CMD_NEW))
		return VIEW_PAINT;
	record = read_here(list_of(view));
	if (!record)
		return VIEW_PAINT;
	screen_push(view->screen,
		form_view_from(view->desk, record_copy(record, true)));
	record_free(record);
	return VIEW_PAINT;
}

static enum view_result
show_history(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	const struct row *row = row_here(l);

	(void)argument;
	if (row)
		history_open(view->screen, l->form, row->id, row_name(l, row));
	return VIEW_PAINT;
}

static enum view_result
mark(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	const struct row *row = row_here(l);

	(void)argument;
	if (row && l->deleted)
		screen_say(view->screen, _("Ya está anulado; r lo "
					   "restaura."));
	else if (row && change_mark(view->screen, l->form, row->id,
				row->version, row_name(l, row)))
		list_reload(l);
	return VIEW_PAINT;
}

static enum view_result
restore(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	const struct row *row = row_here(l);

	(void)argument;
	if (row && !l->deleted)
		screen_say(view->screen, _("No está anulado. v muestra los "
					   "anulados."));
	else if (row && change_restore(view->screen, l->form, row->id,
				row->version, row_name(l, row)))
		list_reload(l);
	return VIEW_PAINT;
}

/* What the row has in a column; NULL when the list does not show it. */
static const char *
list_value(const struct list_place *l, const struct row *row, const char *name)
{
	for (size_t i = 0; row && i < l->form->n_list; i++)
		if (str_eq(l->form->list[i].name, name))
			return row->values[i];
	return NULL;
}

/* The sheet that the row belongs to. */
static enum view_result
open_sheet(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	const struct row *row = l->rows.n > 0 ? &l->loaded[l->rows.at] : NULL;

	(void)argument;
	if (!row || !sheet_belongs_to(l->form))
		return VIEW_UNKNOWN;
	screen_push(view->screen,
		sheet_view(view->desk, list_value(l, row, "plan_code"),
			list_value(l, row, "office_code"),
			list_value(l, row, "period_key")));
	return VIEW_PAINT;
}

static enum view_result
act(struct view *view, const char *argument)
{
	struct record *record = read_here(list_of(view));

	if (!record)
		return VIEW_PAINT;
	if (change_action(view->screen, record, argument, NULL))
		list_reload(list_of(view));
	record_free(record);
	return VIEW_PAINT;
}

static enum view_result
new_activity(struct view *view, const char *argument)
{
	struct record *record = read_here(list_of(view));

	(void)argument;
	if (!record)
		return VIEW_PAINT;
	change_new_activity(view->screen, record);
	record_free(record);
	return VIEW_PAINT;
}

static enum view_result
related(struct view *view, const char *argument)
{
	struct record *record = read_here(list_of(view));

	if (record)
		related_open(view->screen, record, argument);
	record_free(record);
	return VIEW_PAINT;
}

/* ---- its figure */

struct cell_at {
	const struct form *form;
	const struct row *row;
};

static const char *
cell_text(const void *arg, const char *column)
{
	const struct cell_at *at = arg;

	for (size_t i = 0; i < at->form->n_list; i++)
		if (str_eq(at->form->list[i].name, column))
			return at->row->cells[i];
	return NULL;
}

static enum view_result
show_figure(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	struct cell_at at = { l->form, row_here(l) };

	(void)argument;
	if (at.row)
		figure_open(view->screen, l->form, cell_text, &at);
	return VIEW_PAINT;
}

static enum view_result
look(struct view *view, const char *argument)
{
	return figure_is_looked_at(list_of(view)->form)
		       ? show_figure(view, argument)
		       : open_row(view, argument);
}

/* Of the period of the row, where it has one. */
static enum view_result
offices(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	const struct row *row = l->rows.n > 0 ? &l->loaded[l->rows.at] : NULL;
	const char *period = list_value(l, row, "period_key");

	if (!period)
		return VIEW_UNKNOWN;
	return common_offices(
		view, argument, list_value(l, row, "plan_code"), period);
}

static enum view_result
reread(struct view *view, const char *argument)
{
	(void)argument;
	list_reload(list_of(view));
	return VIEW_PAINT;
}

/* The number of the issued report at the cursor, "12/2". */
static enum view_result
document(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	const struct row *row = row_here(l);

	(void)argument;
	if (!is_report_register(l->form))
		screen_say(view->screen, _("Eso es de los informes emitidos."));
	else if (row)
		preview_issued(view->screen, arena_printf(l->arena, "%s/%s",
						     row->key[0], row->key[1]));
	return VIEW_PAINT;
}

static const struct view_command commands[] = {
	{ CMD_OPEN, open_row },
	{ CMD_LOOK, look },
	{ CMD_FIGURE, show_figure },
	{ CMD_NEW, new_row },
	{ CMD_DUPLICATE, duplicate },
	{ CMD_HISTORY, show_history },
	{ CMD_MARK, mark },
	{ CMD_RESTORE, restore },
	{ CMD_ACTION, act },
	{ CMD_SHEET, open_sheet },
	{ CMD_NEW_ACTIVITY, new_activity },
	{ CMD_RELATED, related },
	{ CMD_COMPLETENESS, offices },
	{ CMD_REREAD, reread },
	{ CMD_DOCUMENT, document },
	{ 0 },
};

enum view_result
list_run(struct view *view, enum command_id id, const char *argument)
{
	enum view_result result;

	if (list_move(list_of(view), id))
		return VIEW_PAINT;
	result = view_dispatch(commands, view, id, argument);
	return result == VIEW_UNKNOWN
		       ? view_dispatch(list_which_commands, view, id, argument)
		       : result;
}
