/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a list shows: filters, searches, narrowing; and those rows as a
 * report. */
#include "place/list/list.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/ask.h"
#include "screen/choose.h"
#include "screen/find.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "term/prompt.h"

void
list_show_deleted(struct view *view)
{
	struct list_place *l = list_of(view);

	l->deleted = !l->deleted;
	if (!list_load_first(l))
		l->deleted = !l->deleted;
}

void
list_count(struct view *view)
{
	struct list_place *l = list_of(view);
	struct page_request request;
	struct err err = { 0 };

	list_request(l, &request);
	if (screen_link(view->screen) &&
		!store_count(view->desk, &request, &l->count, &err))
		screen_error(view->screen, &err);
}

/* The form, empty; what it finds is counted before it is shown. */
void
list_find(struct view *view)
{
	struct list_place *l = list_of(view);
	struct find *before = l->find;

	if (!l->texts)
		l->texts = arena_array(
			view->arena, l->form->n_fields, sizeof *l->texts);
	if (!screen_find(view->screen, l->form, l->texts, view->arena))
		return;
	if (!list_make_find(l) || !list_load_first(l)) {
		l->find = before;
		return;
	}
	if (l->more || l->before)
		list_count(view);
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
	size_t n = 1;

	items[0].title = _("Todo");
	if (!form_filter(l->form, "mine")) {
		items[n].title = _("Lo mío");
		items[n].note = _("de la oficina en que usted trabaja");
		filters[n++].mine = true;
	}
	for (size_t i = 0; i < l->form->n_filters; i++) {
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
	for (size_t i = 0; i < n; i++)
		if (utf8_begins_with(items[i].title, name))
			return (int)i;
	return -1;
}

static void
filter(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	size_t n = l->form->n_filters + 2;
	struct choice_item *items = arena_array(view->arena, n, sizeof *items);
	struct filter_item *filters =
		arena_array(view->arena, n, sizeof *filters);
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
}

/* Esc Esc: first everything is shown again, then the list closes. */
void
list_cancel(struct view *view)
{
	struct list_place *l = list_of(view);

	if (!l->filter && !l->mine && !l->deleted && !l->narrow[0] &&
		(l->about || !l->find || l->find->n == 0)) {
		view_close(view);
		return;
	}
	l->filter = NULL;
	l->mine = l->deleted = false;
	l->narrow[0] = '\0';
	if (!l->about) {
		l->where = NULL;
		l->texts = NULL;
		l->find = NULL;
	}
	list_load_first(l);
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
	if (!key_is_text(key) || n + 5 > sizeof l->narrow)
		return false;
	text[utf8_encode((uint32_t)key, text)] = '\0';
	return str_copy(l->narrow + n, sizeof l->narrow - n, text);
}

static bool
narrow_ends(key_code key)
{
	return key_is_no(key) || key == K_ENTER || key == K_TAB ||
	       key == K_EOF ||
	       (key > K_FIRST && key != K_BACKSPACE && key != K_RESIZE &&
		       key != K_SUSPEND);
}

void
list_narrow(struct view *view)
{
	struct list_place *l = list_of(view);
	struct screen *screen = view->screen;
	bool stale = false;
	key_code key = K_NONE;

	while (!narrow_ends(key)) {
		if (stale && !input_pending()) {
			list_load_first(l);
			stale = false;
		}
		screen_say(screen, "/%s", l->narrow);
		key = screen_ask_key(screen, 0, false);
		stale = narrow_key(l, key) || stale;
	}
	screen_asked(screen);
	if (key_is_no(key)) {
		stale = stale || l->narrow[0];
		l->narrow[0] = '\0';
	}
	if (stale)
		list_load_first(l);
	if (key == K_UP || key == K_DOWN)
		list_move(view, key == K_UP ? CMD_UP : CMD_DOWN);
}

/* ---- searches kept by name: "column=text" parts with tabs between */

static const char *
memory_name(struct list_place *l, const char *name)
{
	char folded[64];

	utf8_fold(name, folded, sizeof folded);
	for (size_t i = 0; folded[i]; i++)
		if (folded[i] == ' ' || folded[i] == '=')
			folded[i] = '_';
	return arena_printf(l->view.arena, "find.%s.%s", l->form->name, folded);
}

static bool
recall(struct list_place *l, const char *name)
{
	struct arena *arena = l->view.arena;
	const char *kept = memory_get(arena, memory_name(l, name));
	size_t n;
	char **parts = kept ? str_split(arena, kept, '\t', &n) : NULL;

	if (!parts)
		return false;
	l->texts = arena_array(arena, l->form->n_fields, sizeof *l->texts);
	for (size_t i = 0; i < n; i++) {
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

	for (size_t i = 0; l->texts && i < l->form->n_fields; i++)
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

void
list_save_filter(struct view *view, const char *argument)
{
	if (!argument)
		argument = prompt_line(
			view->arena, _("¿Con qué nombre?"), NULL, NULL, NULL);
	if (argument && !str_is_blank(argument))
		keep(list_of(view), argument);
}

void
list_filter(struct view *view, const char *argument)
{
	if (!argument || !recall(list_of(view), argument))
		filter(view, argument);
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

void
list_print(struct view *view)
{
	struct list_place *l = list_of(view);
	struct page_request request;

	list_request(l, &request);
	screen_open(view->screen, "preview",
		&(struct place_args){
			.rows = &request, .narrowed = narrowed_by(l) });
}
