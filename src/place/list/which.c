/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows a list shows: filters and searches; and those rows as a
 * report. */
#include "place/list/list.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
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

/* What says which rows, to go back to when others cannot be had. */
struct which {
	const char *filter;
	bool mine;
	const char *where;
	const char **texts;
	struct find *find;
	const char *saved;
};

static struct which
which_now(const struct list_place *l)
{
	return (struct which){ l->filter, l->mine, l->where, l->texts, l->find,
		l->saved };
}

/* The first page of what is asked now; else as it was before. */
static bool
show(struct list_place *l, const struct which *before)
{
	if (list_make_find(l) && list_load_first(l))
		return true;
	l->filter = before->filter;
	l->mine = before->mine;
	l->where = before->where;
	l->texts = before->texts;
	l->find = before->find;
	l->saved = before->saved;
	return false;
}

/* The form, empty but where what is shown was found by it; what it finds is
 * counted before it is shown. With words behind the command, they are looked
 * for in every register. */
void
list_find(struct view *view, const char *argument)
{
	struct list_place *l = list_of(view);
	const struct which before = which_now(l);
	size_t n = l->form->n_fields;
	const char **texts;

	if (argument) {
		screen_open(view->screen, "found",
			&(struct place_args){ .typed = argument });
		return;
	}
	texts = arena_array(view->arena, n, sizeof *texts);

	if (l->texts)
		memcpy(texts, l->texts, n * sizeof *texts);
	if (!screen_find(view->screen, l->form, texts, view->arena))
		return;
	l->texts = texts;
	l->saved = NULL;
	if (show(l, &before) && (l->more || l->before))
		list_count(view);
}

void
list_criteria(const struct list_place *l, struct buf *out)
{
	if (l->where)
		buf_puts(out, l->where);
	if (l->words)
		buf_printf(out, "%s«%s»", out->len ? "; " : "", l->words);
	for (size_t i = 0; l->texts && i < l->form->n_fields; i++)
		if (!str_is_blank(l->texts[i]))
			buf_printf(out, "%s%s: %s", out->len ? "; " : "",
				field_title(&l->form->fields[i]), l->texts[i]);
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

/* What is kept under that name, one text per field; NULL: nothing is. */
static const char **
kept(struct list_place *l, const char *name)
{
	struct arena *arena = l->view.arena;
	const char *line = memory_get(arena, memory_name(l, name));
	const char **texts;
	size_t n;
	char **parts = line ? str_split(arena, line, '\t', &n) : NULL;

	if (!parts)
		return NULL;
	texts = arena_array(arena, l->form->n_fields, sizeof *texts);
	for (size_t i = 0; i < n; i++) {
		char *equals = strchr(parts[i], '=');
		int at;

		if (!equals)
			continue;
		*equals = '\0';
		at = form_field(l->form, parts[i]);
		if (at >= 0)
			texts[at] = equals + 1;
	}
	return texts;
}

static bool
recall(struct list_place *l, const char *name)
{
	const struct which before = which_now(l);
	const char **texts = kept(l, name);

	if (!texts)
		return false;
	l->texts = texts;
	l->saved = arena_strdup(l->view.arena, name);
	show(l, &before);
	return true;
}

/* What can be chosen: all, of my office where the form has no such filter of
 * its own, then the form's and the searches kept by name. All NULL and false:
 * all. */
struct filter_item {
	const char *filter;
	bool mine;
	const char *saved; /* the name of a search */
};

/* Searches kept by name, each with what it looks for. */
static size_t
saved_items(struct list_place *l, size_t n, struct choice_item *items,
	struct filter_item *filters, const char *const *names)
{
	struct list_place other = *l;

	other.where = NULL;
	for (size_t i = 0; names[i]; i++) {
		struct buf text = { 0 };
		char *title = arena_strdup(l->view.arena, names[i]);

		for (char *c = title; *c; c++)
			if (*c == '_')
				*c = ' ';
		other.texts = kept(l, names[i]);
		list_criteria(&other, &text);
		items[n].title = title;
		items[n].note = arena_strdup(l->view.arena, buf_text(&text));
		filters[n++].saved = title;
		buf_free(&text);
	}
	return n;
}

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

/* All of them: no search either. */
static void
take_filter(struct list_place *l, const struct filter_item *item)
{
	const struct which before = which_now(l);

	if (item->saved) {
		recall(l, item->saved);
		return;
	}
	l->mine = item->mine;
	l->filter = item->filter;
	if (!item->mine && !item->filter && !l->about) {
		l->where = NULL;
		l->texts = NULL;
		l->saved = NULL;
	}
	show(l, &before);
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
	const char **names = memory_names(view->arena,
		arena_printf(view->arena, "find.%s.", l->form->name));
	size_t n = l->form->n_filters + 2;
	struct choice_item *items;
	struct filter_item *filters;
	int chosen;

	for (size_t i = 0; names[i]; i++)
		n++;
	items = arena_array(view->arena, n, sizeof *items);
	filters = arena_array(view->arena, n, sizeof *filters);
	n = filter_items(l, items, filters);
	n = saved_items(l, n, items, filters, names);
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
		!l->words && (l->about || !l->find || l->find->n == 0)) {
		view_close(view);
		return;
	}
	l->filter = NULL;
	l->mine = l->deleted = false;
	l->narrow[0] = '\0';
	l->words = NULL;
	if (!l->about) {
		l->where = NULL;
		l->texts = NULL;
		l->find = NULL;
		l->saved = NULL;
	}
	list_load_first(l);
}

/* ---- kept under a name */

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
	else if (memory_set(memory_name(l, name), buf_text(&out))) {
		l->saved = arena_strdup(l->view.arena, name);
		screen_say(l->view.screen,
			_("Guardado: está entre los filtros (f) como "
			  "«%s»."),
			name);
	} else
		screen_say(l->view.screen, _("No se pudo guardar."));
	buf_free(&out);
}

void
list_save_filter(struct view *view, const char *argument)
{
	if (!argument)
		argument = prompt_line(
			view->arena, _("¿Con qué nombre?"), NULL, NULL);
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
	struct buf text = { 0 }, criteria = { 0 };
	const struct filter *filter =
		l->filter ? form_filter(l->form, l->filter) : NULL;
	const char *out;

	if (l->deleted)
		buf_puts(&text, _("Anulados"));
	if (filter)
		buf_printf(&text, "%s%s", text.len ? "; " : "", filter->title);
	if (l->mine)
		buf_printf(&text, "%s%s", text.len ? "; " : "", _("Lo mío"));
	list_criteria(l, &criteria);
	if (criteria.len)
		buf_printf(&text, "%s%s", text.len ? "; " : "",
			buf_text(&criteria));
	buf_free(&criteria);
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
	request.form = l->seen;
	screen_open(view->screen, "preview",
		&(struct place_args){
			.rows = &request, .narrowed = narrowed_by(l) });
}
