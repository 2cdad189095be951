/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "form/heading.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum {
	FOLDED = 400, /* bytes of a folded heading */
};

bool
heading_may_fill(const struct field *field)
{
	return field->n_headings > 0 || !field->noentry;
}

/* As headings are compared. "Hito No." and "Hito Nro." are "Hito N°"; but
 * without its point "no" is a word. */
static void
fold_title(const char *heading, char *out, size_t room)
{
	static const char *const numbers[] = { " no.", " nro.", " nro", " num.",
		NULL };
	char plain[FOLDED];

	utf8_fold(heading, plain + 1, sizeof plain - 1);
	plain[0] = ' ';
	for (size_t i = 0; numbers[i]; i++)
		if (str_ends(plain, numbers[i])) {
			plain[strlen(plain) - strlen(numbers[i]) + 2] = '\0';
			break;
		}
	utf8_fold_heading(plain, out, room);
}

static bool
same_heading(const char *folded, const char *heading)
{
	char other[FOLDED];

	if (!heading)
		return false;
	fold_title(heading, other, sizeof other);
	return other[0] && str_eq(folded, other);
}

bool
heading_same(const char *a, const char *b)
{
	char folded[FOLDED];

	fold_title(a, folded, sizeof folded);
	return same_heading(folded, b);
}

static bool
has_heading(const struct field *field, const char *folded)
{
	for (size_t i = 0; i < field->n_headings; i++)
		if (same_heading(folded, field->headings[i]))
			return true;
	return false;
}

static bool
is_called(const struct field *field, const char *folded)
{
	return same_heading(folded, field->label) ||
	       same_heading(folded, field->drawn) ||
	       same_heading(folded, field->name);
}

/* What the catalogue says of its column, in Spanish as all of it. */
static const char *
comment_of(const struct field *field)
{
	return field->column ? field->column->comment : NULL;
}

/* The headings of the form file come before labels and names, which may be
 * another field's heading; what the catalogue says of a column comes last. */
int
heading_field(const struct form *form, const char *heading)
{
	char folded[FOLDED];

	fold_title(heading, folded, sizeof folded);
	if (!folded[0])
		return -1;
	for (size_t i = 0; i < form->n_fields; i++)
		if (has_heading(&form->fields[i], folded))
			return (int)i;
	for (size_t i = 0; i < form->n_fields; i++)
		if (!form->fields[i].noentry &&
			is_called(&form->fields[i], folded))
			return (int)i;
	for (size_t i = 0; i < form->n_fields; i++)
		if (heading_may_fill(&form->fields[i]) &&
			(same_heading(folded, form->fields[i].name) ||
				same_heading(
					folded, comment_of(&form->fields[i]))))
			return (int)i;
	return -1;
}

int
heading_told(const struct form *form, const char *heading)
{
	char folded[FOLDED];

	fold_title(heading, folded, sizeof folded);
	if (!folded[0] || heading_field(form, heading) >= 0)
		return -1;
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct field *f = &form->fields[i];

		if (!heading_may_fill(f) &&
			(is_called(f, folded) ||
				same_heading(folded, field_title(f))))
			return (int)i;
	}
	for (size_t i = 0; i < form->n_fields; i++)
		if (!heading_may_fill(&form->fields[i]) &&
			same_heading(folded, comment_of(&form->fields[i])))
			return (int)i;
	return -1;
}

/* Whether a file that says so means this field. */
static bool
means(const struct form *form, const struct field *field, const char *heading)
{
	int at = -1;

	if (!str_is_blank(heading))
		at = heading_may_fill(field) ? heading_field(form, heading)
					     : heading_told(form, heading);
	return at >= 0 && &form->fields[at] == field;
}

/* "del", "propia oficina": a piece of a sentence on the screen, no title. */
static const char *
title_alone(const char *drawn)
{
	return drawn && *drawn >= 'a' && *drawn <= 'z' ? NULL : drawn;
}

const char *
heading_of(const struct form *form, const struct field *field)
{
	const char *const others[] = { title_alone(field->drawn),
		title_alone(field->label), comment_of(field), field->drawn,
		field->label, field->name };

	for (size_t i = 0; i < field->n_headings; i++)
		if (means(form, field, field->headings[i]))
			return field->headings[i];
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (means(form, field, others[i]))
			return others[i];
	return NULL;
}

const char *
heading_name(const struct form *form, const struct field *field)
{
	return means(form, field, field->name) ? field->name
					       : heading_of(form, field);
}
