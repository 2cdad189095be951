/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The child lines of the open record: shown with their numbers, added,
 * changed, dropped; saved with it. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "line/inside.h"
#include "report/card.h"
#include "store/entry.h"

static bool
show_lists(struct line *line, struct err *err)
{
	const struct form *form = line->record->form;

	if (form->n_lines == 0)
		return err_set(err, ERR_INPUT, NULL,
			_("%s no tiene listas de líneas."), form->title);
	for (size_t i = 0; i < form->n_lines; i++)
		card_lines(line->scratch, line->record, i);
	return true;
}

/* A value of a line while it is asked. */
struct asked_value {
	struct line *line;
	const struct field *field;
	struct value *value;
};

static bool
take_value(void *arg, const char *typed, struct err *err)
{
	const struct asked_value *a = arg;
	const struct record *record = a->line->record;

	return !line_wants_offer(a->line, record, a->field, typed) &&
	       value_typed(record->arena, a->field,
		       line_chosen(a->field, typed), a->line->desk->today,
		       a->value, err);
}

static bool
ask_values(struct line *line, size_t lines, size_t row)
{
	const struct lines *of = &line->record->form->lines[lines];
	struct value *values = line->record->lines[lines].rows[row].values;
	struct line_place place = { 0 };

	for (size_t i = 0; i < of->n_fields; i++)
		place.n += !of->fields[i].noentry;
	for (size_t i = 0; i < of->n_fields; i++) {
		const struct field *field = &of->fields[i];

		if (field->noentry)
			continue;
		place.at++;
		if (!line_ask_until(line,
				line_question(line, line->record, field,
					line_title(line, field), place),
				line_initial(line, field, &values[i]),
				take_value,
				&(struct asked_value){
					line, field, &values[i] }))
			return false;
	}
	return true;
}

static bool
take_terms(struct line *line, size_t lines, size_t row, char *terms,
	struct err *err)
{
	while (*terms) {
		char *term = line_term(&terms), *value;

		if (!line_part(term, &value, err) ||
			!entry_set_line(line->record, lines, row, term, value,
				line->desk->today, err))
			return false;
	}
	return true;
}

/* A new row that could not be filled is no row. */
static bool
fill_row(struct line *line, size_t lines, int number, char *terms,
	struct err *err)
{
	size_t row;
	int at = number < 0 ? entry_add_line(line->record, lines, err) : number;

	if (at < 0)
		return false;
	row = (size_t)at;
	if (*terms ? take_terms(line, lines, row, terms, err)
		   : line->at_terminal && ask_values(line, lines, row)) {
		card_lines(line->scratch, line->record, lines);
		return true;
	}
	if (number < 0)
		line->record->lines[lines].rows[row].dropped = true;
	return *terms || err->kind != ERR_NONE
		       ? false
		       : err_set(err, ERR_INPUT, NULL,
				 _("Diga qué lleva la línea: CAMPO=VALOR ..."));
}

static bool
is_number(const char *word)
{
	return *word && strspn(word, "0123456789") == strlen(word);
}

bool
line_lines(struct line *line, char *argument, struct err *err)
{
	char *rest = argument;
	int lines;
	int row = -1;

	if (!line_has_record(line, err))
		return false;
	if (!*argument)
		return show_lists(line, err);
	lines = entry_lines(line->record->form, line_term(&rest), err);
	if (lines < 0)
		return false;
	if (is_number(
		    arena_strndup(line->scratch, rest, strcspn(rest, " \t")))) {
		row = entry_row(
			line->record, (size_t)lines, line_word(&rest), err);
		if (row < 0)
			return false;
	}
	return fill_row(line, (size_t)lines, row, rest, err);
}

bool
line_drop(struct line *line, char *argument, struct err *err)
{
	char *rest = argument;
	int lines, row;

	if (!line_has_record(line, err))
		return false;
	lines = entry_lines(line->record->form, line_term(&rest), err);
	if (lines < 0)
		return false;
	row = entry_row(line->record, (size_t)lines, line_word(&rest), err);
	if (row < 0 ||
		!entry_drop_line(line->record, (size_t)lines, (size_t)row, err))
		return false;
	puts(_("Línea quitada; se anula al grabar."));
	return true;
}
