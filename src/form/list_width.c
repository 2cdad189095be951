/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form/list_width.h"

#include "base/utf8.h"
#include "form/reader.h"

enum {
	LIST_ROOM = FORM_COLUMNS - 2, /* beside the cursor */
	NARROWEST = 8
};

static const struct field *
list_field(const struct form *form, size_t column)
{
	int at = form_field(form, form->list[column].name);

	return at < 0 ? NULL : &form->fields[at];
}

/* A text as long as whoever wrote it made it. */
static bool
is_open(const struct form *form, size_t column)
{
	const struct field *field = list_field(form, column);

	return field && field_is_free(field) && !field->lookup;
}

/* The widest thing that can stand in it, as far as the form tells; never
 * more than twice what was drawn. */
static int
list_need(const struct form *form, size_t column)
{
	const struct field *field = list_field(form, column);
	int drawn = form->list[column].width;
	int need = utf8_cells(form->list[column].title);

	if (field && field->code > need)
		need = field->code;
	for (size_t i = 0; field && i < field->n_choices; i++) {
		int cells = utf8_cells(field->choices[i].label);

		need = cells > need ? cells : need;
	}
	need = need < 2 * drawn ? need : 2 * drawn;
	return need > drawn ? need : drawn;
}

static size_t
widest_column(const struct form *form)
{
	size_t widest = 0;

	for (size_t i = 1; i < form->n_list; i++)
		if (form->list[i].width > form->list[widest].width)
			widest = i;
	return widest;
}

/* On a screen as drawn: the widest column has what the others leave. */
static int
drawn_width(const struct form *form, size_t column, int room)
{
	int left = room + 1;

	for (size_t i = 0; i < form->n_list; i++)
		left -= form->list[i].width + 1;
	if (column != widest_column(form))
		return form->list[column].width;
	left += form->list[column].width;
	return left > NARROWEST ? left : NARROWEST;
}

/* Shares `by` cells among the texts, by what they were drawn with; the widest
 * column has what is left over. */
static int
share_of(const struct form *form, size_t column, int by)
{
	int all = 0, given = 0, share = 0;

	for (size_t i = 0; i < form->n_list; i++)
		all += is_open(form, i) ? form->list[i].width : 0;
	for (size_t i = 0; i < form->n_list && all > 0; i++) {
		int part =
			is_open(form, i) ? by * form->list[i].width / all : 0;

		given += part;
		share = i == column ? part : share;
	}
	return share + (column == widest_column(form) ? by - given : 0);
}

int
form_list_width(const struct form *form, size_t column, int room)
{
	int by = room - LIST_ROOM, more = 0;

	if (by <= 0)
		return drawn_width(form, column, room);
	for (size_t i = 0; i < form->n_list; i++) {
		int need = list_need(form, i) - form->list[i].width;

		need = need < by ? need : by;
		by -= need;
		more = i == column ? need : more;
	}
	return drawn_width(form, column, LIST_ROOM) + more +
	       share_of(form, column, by);
}
