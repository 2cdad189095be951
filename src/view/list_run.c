/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys of a list do. */
#include "view/list.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/listing.h"
#include "term/prompt.h"

enum {
	NARROW_AT = 1
};

static struct list_place *
of(struct view *view)
{
	return (struct list_place *)view;
}

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

static bool
move(struct list_place *l, enum command_id id)
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
	size_t i;

	for (i = 0; i < l->form->n_list && i < 4; i++)
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
	struct record *record = read_here(of(view));

	(void)argument;
	if (record)
		screen_push(view->screen, form_view_from(view->desk, record));
	return VIEW_PAINT;
}

static enum view_result
new_row(struct view *view, const char *argument)
{
	(void)argument;
	if (is_report_register(of(view)->form)) {
		screen_say(view->screen,
			_("Un informe no se escribe, se emite: elija cuál."));
		preview_choose(view->screen, NULL);
	} else if (of(view)->about)
		change_new_about(view->screen, of(view)->form, of(view)->about);
	else if (change_may(view->screen, of(view)->form, CMD_NEW))
		screen_push(view->screen,
			form_view(view->desk, of(view)->form, NULL));
	return VIEW_PAINT;
}

static enum view_result
duplicate(struct view *view, const char *argument)
{
	struct record *record;

	(void)argument;
	if (is_report_register(of(view)->form))
		return new_row(view, NULL);
	if (!change_may(view->screen, of(view)->form, CMD_NEW))
		return VIEW_PAINT;
	record = read_here(of(view));
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
	struct list_place *l = of(view);
	const struct row *row = row_here(l);

	(void)argument;
	if (row)
		history_open(view->screen, l->form, row->id, row_name(l, row));
	return VIEW_PAINT;
}

static enum view_result
mark(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
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
	struct list_place *l = of(view);
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
	size_t i;

	for (i = 0; row && i < l->form->n_list; i++)
		if (str_eq(l->form->list[i].name, name))
			return row->values[i];
	return NULL;
}

/* The sheet that the row belongs to. */
static enum view_result
open_sheet(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
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
	struct record *record = read_here(of(view));

	if (!record)
		return VIEW_PAINT;
	if (change_action(view->screen, record, argument, NULL))
		list_reload(of(view));
	record_free(record);
	return VIEW_PAINT;
}

static enum view_result
new_activity(struct view *view, const char *argument)
{
	struct record *record = read_here(of(view));

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
	struct record *record = read_here(of(view));

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
	size_t i;

	for (i = 0; i < at->form->n_list; i++)
		if (str_eq(at->form->list[i].name, column))
			return at->row->cells[i];
	return NULL;
}

static enum view_result
show_figure(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
	struct cell_at at = { l->form, row_here(l) };

	(void)argument;
	if (at.row)
		figure_open(view->screen, l->form, cell_text, &at);
	return VIEW_PAINT;
}

static enum view_result
look(struct view *view, const char *argument)
{
	return figure_is_looked_at(of(view)->form) ? show_figure(view, argument)
						   : open_row(view, argument);
}

/* ---- which rows */

/* Of the period of the row, where it has one. */
static enum view_result
offices(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
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
	list_reload(of(view));
	return VIEW_PAINT;
}

static enum view_result
show_deleted(struct view *view, const char *argument)
{
	struct list_place *l = of(view);

	(void)argument;
	l->deleted = !l->deleted;
	if (!list_load_first(l))
		l->deleted = !l->deleted;
	return VIEW_PAINT;
}

static enum view_result
count(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
	struct page_request request;
	struct err err = { 0 };

	(void)argument;
	list_request(l, &request);
	if (screen_link(view->screen) &&
		!store_count(view->desk, &request, &l->count, &err))
		screen_error(view->screen, &err);
	return VIEW_PAINT;
}

/* The form, empty; what it finds is counted before it is shown. */
static enum view_result
find(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
	struct find *before = l->find;

	(void)argument;
	if (!l->texts)
		l->texts = arena_array(
			view->arena, l->form->n_fields, sizeof(*l->texts));
	if (!screen_find(view->screen, l->form, l->texts, view->arena))
		return VIEW_PAINT;
	if (!list_make_find(l) || !list_load_first(l)) {
		l->find = before;
		return VIEW_PAINT;
	}
	if (l->more || l->before)
		count(view, NULL);
	return VIEW_PAINT;
}

/* What can be chosen: all, of my office where the form has no such filter of
 * its own, then the form's. filter NULL with mine false: all. */
struct filter_item {
	const char *filter;
	bool mine;
};

static size_t
filter_items(const struct list_place *l, struct choice_item *items,
	struct filter_item *filters)
{
	size_t i, n = 1;

	items[0].title = _("Todo");
	if (!form_filter(l->form, "mine")) {
		items[n].title = _("Lo mío");
		items[n].note = _("de la oficina en que usted trabaja");
		filters[n++].mine = true;
	}
	for (i = 0; i < l->form->n_filters; i++) {
		items[n].title = l->form->filters[i].title;
		filters[n++].filter = l->form->filters[i].name;
	}
	return n;
}

static void
take_filter(struct list_place *l, const struct filter_item *item)
{
	const char *filter = l->filter;
	bool mine = l->mine;

	l->mine = item->mine;
	l->filter = item->filter;
	if (list_load_first(l))
		return;
	l->filter = filter;
	l->mine = mine;
}

static int
filter_by_name(const struct choice_item *items, size_t n, const char *name)
{
	char wanted[64], title[64];
	size_t i;

	utf8_fold(name, wanted, sizeof(wanted));
	for (i = 0; i < n; i++) {
		utf8_fold(items[i].title, title, sizeof(title));
		if (str_starts(title, wanted))
			return (int)i;
	}
	return -1;
}

static enum view_result
filter(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
	size_t n = l->form->n_filters + 2;
	struct choice_item *items = arena_array(view->arena, n, sizeof(*items));
	struct filter_item *filters =
		arena_array(view->arena, n, sizeof(*filters));
	int chosen;

	n = filter_items(l, items, filters);
	chosen = argument ? filter_by_name(items, n, argument)
			  : screen_choose(
				    view->screen, _("Filtro"), items, n, 0);
	if (chosen >= 0)
		take_filter(l, &filters[chosen]);
	else if (argument)
		screen_say(view->screen, _("Aquí no hay ningún filtro «%s»."),
			argument);
	return VIEW_PAINT;
}

/* Esc Esc: first everything is shown again, then the list closes. */
static enum view_result
cancel(struct view *view, const char *argument)
{
	struct list_place *l = of(view);

	(void)argument;
	if (!l->filter && !l->mine && !l->deleted && !l->narrow[0] &&
		(l->about || !l->find || l->find->n == 0))
		return VIEW_CLOSE;
	l->filter = NULL;
	l->mine = l->deleted = false;
	l->narrow[0] = '\0';
	if (!l->about) {
		l->where = NULL;
		l->texts = NULL;
		l->find = NULL;
	}
	list_load_first(l);
	return VIEW_PAINT;
}

/* ---- narrowing: each letter asks for the first page anew */

static bool
narrow_key(struct list_place *l, key_code key)
{
	size_t n = strlen(l->narrow);
	char text[5] = "";

	if (key == K_BACKSPACE && n > 0) {
		l->narrow[utf8_prev(l->narrow, n)] = '\0';
		return true;
	}
	if (!key_is_text(key) || n + 5 > sizeof(l->narrow))
		return false;
	text[utf8_encode((uint32_t)key, text)] = '\0';
	return str_copy(l->narrow + n, sizeof(l->narrow) - n, text);
}

static bool
narrow_ends(key_code key)
{
	return key == K_ENTER || key == K_TAB || key == K_EOF ||
	       key == K_CANCEL || key == K_ESC || key == K_CTRL('G') ||
	       key == K_CTRL('C') ||
	       (key > K_FIRST && key != K_BACKSPACE && key != K_RESIZE &&
		       key != K_SUSPEND);
}

static enum view_result
narrow(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
	struct screen *screen = view->screen;
	bool stale = false;
	key_code key = K_NONE;

	(void)argument;
	while (!narrow_ends(key)) {
		if (stale && !input_pending()) {
			list_load_first(l);
			stale = false;
		}
		screen_say(screen, "/%s", l->narrow);
		screen->cursor = NARROW_AT + utf8_cells(l->narrow);
		screen_paint(screen);
		key = input_key();
		stale = narrow_key(l, key) || stale;
	}
	screen->cursor = -1;
	screen->message[0] = '\0';
	if (key == K_EOF)
		screen->quit = true;
	if (key == K_CANCEL || key == K_ESC || key == K_CTRL('G') ||
		key == K_CTRL('C')) {
		stale = stale || l->narrow[0];
		l->narrow[0] = '\0';
	}
	if (stale)
		list_load_first(l);
	if (key == K_UP || key == K_DOWN)
		move(l, key == K_UP ? CMD_UP : CMD_DOWN);
	return VIEW_PAINT;
}

/* ---- searches kept by name: "column=text" parts with tabs between */

static const char *
memory_name(struct list_place *l, const char *name)
{
	char folded[64];
	size_t i;

	utf8_fold(name, folded, sizeof(folded));
	for (i = 0; folded[i]; i++)
		if (folded[i] == ' ' || folded[i] == '=')
			folded[i] = '_';
	return arena_printf(l->view.arena, "find.%s.%s", l->form->name, folded);
}

static bool
recall(struct list_place *l, const char *name)
{
	struct arena *arena = l->view.arena;
	const char *kept = memory_get(arena, memory_name(l, name));
	size_t n, i;
	char **parts = kept ? str_split(arena, kept, '\t', &n) : NULL;

	if (!parts)
		return false;
	l->texts = arena_array(arena, l->form->n_fields, sizeof(*l->texts));
	for (i = 0; i < n; i++) {
		char *equals = strchr(parts[i], '=');
		int at;

		if (!equals)
			continue;
		*equals = '\0';
		at = form_field(l->form, parts[i]);
		if (at >= 0)
			l->texts[at] = equals + 1;
	}
	return list_make_find(l) && list_load_first(l);
}

static void
keep(struct list_place *l, const char *name)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; l->texts && i < l->form->n_fields; i++)
		if (!str_is_blank(l->texts[i]))
			buf_printf(&out, "%s%s=%s", out.len ? "\t" : "",
				l->form->fields[i].name, l->texts[i]);
	if (out.len == 0)
		screen_say(l->view.screen, _("Antes de guardar, busque algo "
					     "con F7."));
	else if (memory_set(memory_name(l, name), buf_text(&out)))
		screen_say(l->view.screen,
			_("Guardado; «:filtro %s» lo "
			  "repite."),
			name);
	else
		screen_say(l->view.screen, _("No se pudo guardar."));
	buf_free(&out);
}

static enum view_result
save_filter(struct view *view, const char *argument)
{
	if (!argument)
		argument = prompt_line(
			view->arena, _("¿Con qué nombre?"), NULL, NULL, NULL);
	if (argument && !str_is_blank(argument))
		keep(of(view), argument);
	return VIEW_PAINT;
}

static enum view_result
filter_or_recall(struct view *view, const char *argument)
{
	if (argument && recall(of(view), argument))
		return VIEW_PAINT;
	return filter(view, argument);
}

/* ---- the rows as a report */

/* How they were narrowed, as the report says it under its title. */
static const char *
narrowed_by(struct list_place *l)
{
	struct buf text = { 0 };
	const struct filter *filter =
		l->filter ? form_filter(l->form, l->filter) : NULL;
	const char *out;

	if (l->deleted)
		buf_puts(&text, _("Anulados"));
	if (filter)
		buf_printf(&text, "%s%s", text.len ? "; " : "", filter->title);
	if (l->mine)
		buf_printf(&text, "%s%s", text.len ? "; " : "", _("Lo mío"));
	if (l->where)
		buf_printf(&text, "%s%s", text.len ? "; " : "", l->where);
	for (size_t i = 0; l->texts && i < l->form->n_fields; i++) {
		if (!str_is_blank(l->texts[i]))
			buf_printf(&text, "%s%s: %s", text.len ? "; " : "",
				field_title(&l->form->fields[i]), l->texts[i]);
	}
	if (l->narrow[0])
		buf_printf(&text, "%s/%s", text.len ? "; " : "", l->narrow);
	out = text.len ? arena_strdup(l->arena, buf_text(&text)) : NULL;
	buf_free(&text);
	return out;
}

static enum view_result
print_list(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
	struct page_request request;
	struct listing_wish wish = { .request = &request, .limit = LONG_MAX };

	(void)argument;
	list_request(l, &request);
	wish.narrowed = narrowed_by(l);
	preview_list(view->screen, &wish);
	return VIEW_PAINT;
}

/* The number of the issued report at the cursor, "12/2". */
static enum view_result
document(struct view *view, const char *argument)
{
	struct list_place *l = of(view);
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
	{ CMD_SHOW_DELETED, show_deleted },
	{ CMD_COUNT, count },
	{ CMD_FIND, find },
	{ CMD_FILTER, filter_or_recall },
	{ CMD_CANCEL, cancel },
	{ CMD_NARROW, narrow },
	{ CMD_SAVE_FILTER, save_filter },
	{ CMD_PRINT_LIST, print_list },
	{ CMD_DOCUMENT, document },
	{ 0 },
};

enum view_result
list_run(struct view *view, enum command_id id, const char *argument)
{
	if (move(of(view), id))
		return VIEW_PAINT;
	return view_dispatch(commands, view, id, argument);
}
