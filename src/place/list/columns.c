/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which columns a list shows, as each person wants it: kept by the names of
 * the columns, with commas between. */
#include "place/list/list.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/choose.h"

/* Shows those of all n that are not hidden; none is: those of the form. */
static void
show(struct list_place *l, const struct list_column *columns, size_t n)
{
	struct arena *arena = l->view.arena;

	l->seen = form_with_list(arena, l->form, columns, n, false);
	l->read = form_with_list(arena, l->form, columns, n, true);
	if (l->seen->n_list == 0)
		l->seen = l->read = l->form;
}

/* The cursor stays in its column, or goes to where that was. */
static void
keep_column(struct list_place *l, const char *name)
{
	for (size_t i = 0; i < l->seen->n_list; i++)
		if (str_eq(l->seen->list[i].name, name))
			l->column = i;
	if (l->column >= l->seen->n_list)
		l->column = l->seen->n_list - 1;
}

static const char *
memory_of(const struct list_place *l)
{
	return arena_printf(l->view.arena, "columns.%s", l->form->name);
}

/* Hides all but those named. */
static void
hide_others(struct list_column *columns, size_t n, const char *const *names,
	size_t n_names)
{
	for (size_t i = 0; i < n; i++) {
		columns[i].hidden = true;
		for (size_t k = 0; k < n_names; k++)
			if (str_eq(columns[i].name, names[k]))
				columns[i].hidden = false;
	}
}

void
list_columns_recall(struct list_place *l)
{
	struct arena *arena = l->view.arena;
	const char *kept = memory_get(arena, memory_of(l));
	size_t n, n_names = 0;
	struct list_column *columns = form_listable(arena, l->form, &n);
	char **names = kept ? str_split(arena, kept, ',', &n_names) : NULL;

	if (names)
		hide_others(columns, n, (const char *const *)names, n_names);
	show(l, columns, names ? n : 0);
}

static void
keep(const struct list_place *l)
{
	struct buf names = { 0 };

	for (size_t i = 0; i < l->seen->n_list; i++)
		buf_printf(&names, "%s%s", i ? "," : "", l->seen->list[i].name);
	if (!memory_set(
		    memory_of(l), l->read == l->form ? NULL : buf_text(&names)))
		screen_say(l->view.screen,
			_("Las columnas se ven así, pero no se pudieron "
			  "guardar para otra vez."));
	buf_free(&names);
}

/* The first item brings back those of the form. */
static int
ask_column(struct list_place *l, const struct list_column *columns, size_t n,
	size_t start)
{
	struct choice_item *items =
		arena_array(l->view.arena, n + 1, sizeof *items);

	items[0].title = _("Las de siempre");
	for (size_t i = 0; i < n; i++) {
		items[i + 1].title = columns[i].title;
		items[i + 1].note = columns[i].hidden ? NULL : _("se ve");
	}
	return screen_choose_to(l->view.screen, _("Columnas"),
		_("Enter muestra la columna o la oculta; F10 vuelve a la "
		  "lista."),
		items, n + 1, start);
}

static size_t
how_many(const struct list_column *columns, size_t n)
{
	size_t shown = 0;

	for (size_t i = 0; i < n; i++)
		shown += !columns[i].hidden;
	return shown;
}

/* Shows or hides one, where that can be; says so where it cannot. */
static void
toggle(struct list_place *l, struct list_column *columns, size_t n,
	struct list_column *column)
{
	struct screen *screen = l->view.screen;

	column->hidden = !column->hidden;
	if (how_many(columns, n) == 0)
		screen_say(screen, _("Una columna, al menos, queda a la "
				     "vista."));
	else if (!column->hidden &&
		 !list_columns_fit(form_with_list(
			 l->view.arena, l->form, columns, n, false)))
		screen_say(screen,
			_("«%s» no cabe: oculte antes otra columna."),
			column->title);
	else
		return;
	column->hidden = !column->hidden;
}

static void
ask_columns(struct list_place *l, struct list_column *columns, size_t n)
{
	int chosen = 0;

	while ((chosen = ask_column(l, columns, n, (size_t)chosen)) >= 0)
		if (chosen == 0)
			for (size_t i = 0; i < n; i++)
				columns[i].hidden = i >= l->form->n_list;
		else
			toggle(l, columns, n, &columns[chosen - 1]);
}

/* Whether those are what the form draws. */
static bool
is_drawn(
	const struct list_place *l, const struct list_column *columns, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (columns[i].hidden != (i >= l->form->n_list))
			return false;
	return true;
}

/* What orders the rows is to be seen. */
static void
forget_order(struct list_place *l)
{
	for (size_t i = 0; i < l->seen->n_list; i++)
		if (str_eq(l->seen->list[i].name, l->sort))
			return;
	l->sort = NULL;
	l->descending = false;
}

static bool
is_same(const struct list_column *a, const struct list_column *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (a[i].hidden != b[i].hidden)
			return false;
	return true;
}

/* What came of asking: read anew, and kept for the next time; else as it
 * was. */
static void
take(struct list_place *l, const struct list_column *columns, size_t n)
{
	const struct list_place before = *l;

	show(l, columns, is_drawn(l, columns, n) ? 0 : n);
	keep_column(l, before.seen->list[before.column].name);
	forget_order(l);
	if (l->sort == before.sort ? list_reload(l) : list_load_first(l)) {
		keep(l);
		return;
	}
	l->seen = before.seen;
	l->read = before.read;
	l->column = before.column;
	l->sort = before.sort;
	l->descending = before.descending;
}

void
list_columns(struct view *view)
{
	struct list_place *l = list_of(view);
	size_t n, n_names = l->seen->n_list;
	struct list_column *columns = form_listable(view->arena, l->form, &n);
	struct list_column *before =
		arena_array(view->arena, n, sizeof *before);
	const char **names = arena_array(view->arena, n_names, sizeof *names);

	for (size_t i = 0; i < n_names; i++)
		names[i] = l->seen->list[i].name;
	hide_others(columns, n, names, n_names);
	memcpy(before, columns, n * sizeof *before);
	ask_columns(l, columns, n);
	if (!is_same(columns, before, n))
		take(l, columns, n);
}
