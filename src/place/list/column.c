/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The column of the cursor, and the order that rows have by one. */
#include "place/list/list.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"

void
list_column(struct view *view, int by)
{
	struct list_place *l = list_of(view);

	if (by < 0 ? l->column == 0 : l->column + 1 >= l->form->n_list)
		screen_say(view->screen, by < 0 ? _("Es la primera columna.")
						: _("Es la última columna."));
	else
		l->column += by < 0 ? (size_t)-1 : 1;
}

static const char *
title_of(const struct list_place *l, const char *column)
{
	for (size_t i = 0; i < l->form->n_list; i++)
		if (str_eq(l->form->list[i].name, column))
			return l->form->list[i].title;
	return column;
}

void
list_order(const struct list_place *l, char *out, size_t size)
{
	out[0] = '\0';
	if (l->sort)
		snprintf(out, size,
			l->descending ? _("por %s, descendente")
				      : _("por %s, ascendente"),
			title_of(l, l->sort));
}

void
list_sort(struct view *view)
{
	struct list_place *l = list_of(view);
	const char *column = l->form->list[l->column].name;
	const char *sort = l->sort;
	bool descending = l->descending;

	if (!statement_sorts(l->form, column)) {
		screen_say(view->screen,
			_("Por la columna «%s» no se puede ordenar."),
			l->form->list[l->column].title);
		return;
	}
	if (!str_eq(sort, column)) {
		l->sort = column;
		l->descending = false;
	} else if (!descending) {
		l->descending = true;
	} else {
		l->sort = NULL;
		l->descending = false;
	}
	if (list_load_first(l))
		return;
	l->sort = sort;
	l->descending = descending;
}
