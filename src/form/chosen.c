/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Other columns in the list of a register than those that its file draws. */
#include "form/form.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum {
	WIDTH_LEAST = 4,
	WIDTH_MOST = 24
};

static bool
is_in_list(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n_list; i++)
		if (str_eq(form->list[i].name, name))
			return true;
	return false;
}

/* Personal data are seen in their form, one by one. */
static bool
may_be_listed(const struct form *form, const struct field *field)
{
	return field->n_boxes > 0 && !field->personal && field->column &&
	       field->column->in_view && field->column->type != COLUMN_OTHER &&
	       !is_in_list(form, field->name);
}

static int
width_of(const struct field *field)
{
	int width = field->boxes[0].width;
	int title = utf8_cells(field_title(field));

	if (width < title)
		width = title;
	return width < WIDTH_LEAST  ? WIDTH_LEAST
	       : width > WIDTH_MOST ? WIDTH_MOST
				    : width;
}

struct list_column *
form_listable(struct arena *arena, const struct form *form, size_t *n)
{
	struct list_column *all =
		arena_array(arena, form->n_list + form->n_fields, sizeof *all);

	memcpy(all, form->list, form->n_list * sizeof *all);
	*n = form->n_list;
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *field = &form->fields[i];

		if (may_be_listed(form, field))
			all[(*n)++] = (struct list_column){ .name = field->name,
				.title = field_title(field),
				.width = width_of(field) };
	}
	return all;
}

const struct form *
form_with_list(struct arena *arena, const struct form *form,
	const struct list_column *columns, size_t n, bool whole)
{
	struct form *other = arena_alloc(arena, sizeof *other);

	*other = *form;
	other->list = arena_array(arena, n + form->n_list, sizeof *other->list);
	other->n_list = 0;
	for (size_t i = 0; i < n; i++)
		if (!columns[i].hidden)
			other->list[other->n_list++] = columns[i];
	for (size_t i = 0; whole && i < form->n_list; i++) {
		struct list_column column = form->list[i];

		column.hidden = true;
		if (!is_in_list(other, column.name))
			other->list[other->n_list++] = column;
	}
	return other;
}
