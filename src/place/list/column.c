/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the columns of a list stand, the one of the cursor, and the order that
 * rows have by it. */
#include "place/list/list.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "form/list_width.h"
#include "term/term.h"

enum {
	FIRST_CELL = 2,
	GAP = 1
};

/* ---- where they stand */

int
list_column_width(const struct list_place *l, size_t i)
{
	return form_list_width(l->seen, i, term_cols() - FIRST_CELL);
}

int
list_column_at(const struct list_place *l, size_t column)
{
	int x = FIRST_CELL;

	for (size_t i = 0; i < column; i++)
		x += list_column_width(l, i) + GAP;
	return x;
}

bool
list_columns_fit(const struct form *form)
{
	int room = term_cols() - FIRST_CELL, used = -GAP;

	for (size_t i = 0; i < form->n_list; i++)
		used += form_list_width(form, i, room) + GAP;
	return used <= room;
}

/* ---- the order that rows have by one */

void
list_column(struct view *view, int by)
{
	struct list_place *l = list_of(view);

	if (by < 0 ? l->column == 0 : l->column + 1 >= l->seen->n_list)
		screen_say(view->screen, by < 0 ? _("Es la primera columna.")
						: _("Es la última columna."));
	else
		l->column += by < 0 ? (size_t)-1 : 1;
}

static const char *
title_of(const struct list_place *l, const char *column)
{
	for (size_t i = 0; i < l->seen->n_list; i++)
		if (str_eq(l->seen->list[i].name, column))
			return l->seen->list[i].title;
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
	const char *column = l->seen->list[l->column].name;
	const char *sort = l->sort;
	bool descending = l->descending;

	if (!statement_sorts(l->form, column)) {
		screen_say(view->screen,
			_("Por la columna «%s» no se puede ordenar."),
			l->seen->list[l->column].title);
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
