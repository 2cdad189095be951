/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be answered to a question, said in lines of their own: a choice by
 * its number, a code of a list of values, the help of the field. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "line/inside.h"
#include "store/lookup.h"

static void
print_choices(const struct field *field)
{
	for (size_t i = 0; i < field->n_choices; i++)
		printf("  %zu %s\n", i + 1, field->choices[i].label);
}

static void
print_values(struct line *line, const struct record *record,
	const struct field *field)
{
	struct pick pick;
	struct err err = { 0 };

	if (!lookup_read(line->desk, record->form, field, record, "",
		    line->scratch, &pick, &err)) {
		err_print(&err, false);
		return;
	}
	for (size_t i = 0; i < pick.n; i++) {
		printf("  %s", pick.rows[i].code);
		for (size_t k = 0; k < pick.n_columns; k++)
			if (!str_is_blank(pick.rows[i].cells[k]))
				printf("  %s", pick.rows[i].cells[k]);
		putchar('\n');
	}
	if (pick.more)
		puts(_("  ... y más: escriba cómo empieza."));
}

void
line_offer(struct line *line, const struct record *record,
	const struct field *field)
{
	const char *hint = field ? field_hint(field) : NULL;

	if (hint)
		puts(hint);
	if (!field)
		puts(_("Un texto."));
	else if (field->n_choices > 0)
		print_choices(field);
	else if (field->lookup)
		print_values(line, record, field);
	if (field && field->required)
		puts(_("Es obligatorio."));
}

const char *
line_chosen(const struct field *field, const char *typed)
{
	long n = 0;

	if (!field || field->n_choices == 0)
		return typed;
	/* A word that is a number is that word. */
	for (size_t i = 0; i < field->n_choices; i++)
		if (str_eq(field->choices[i].code, typed) ||
			utf8_is_same(field->choices[i].label, typed))
			return typed;
	if (!str_to_long(typed, (long)field->n_choices, &n) || n < 1)
		return typed;
	return field->choices[n - 1].label;
}

bool
line_wants_offer(struct line *line, const struct record *record,
	const struct field *field, const char *typed)
{
	if (!line->at_terminal || !str_eq(typed, "?"))
		return false;
	line_offer(line, record, field);
	return true;
}

const char *
line_title(struct line *line, const struct field *field)
{
	return arena_printf(line->scratch, "%s%s", field_title(field),
		field->required ? " *" : "");
}

const char *
line_question(struct line *line, const struct record *record,
	const struct field *field, const char *title, struct line_place place)
{
	if (!line->desk->settings->reader)
		return arena_printf(line->scratch, "%s: ", title);
	if (field && field->n_choices > 0)
		line_offer(line, record, field);
	return arena_printf(line->scratch, "%zu/%zu %s: ", place.at, place.n,
		title);
}
