/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a field to choose from. */
#include "screen/entry.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/choose.h"
#include "screen/pick.h"

static void
choose_choice(struct entry *e, const struct field *field)
{
	size_t start = 0;
	struct choice_item *items =
		arena_array(e->view.arena, field->n_choices, sizeof *items);
	const struct value *value = spot_value(e, spot_here(e));
	int chosen;

	for (size_t i = 0; i < field->n_choices; i++) {
		items[i].title = field->choices[i].label;
		if (value && str_eq(value->now, field->choices[i].code))
			start = i;
	}
	chosen = screen_choose(e->view.screen, field_title(field), items,
		field->n_choices, start);
	if (chosen >= 0)
		field_set(e, items[chosen].title);
}

static void
choose_boolean(struct entry *e, const struct field *field)
{
	static const char *const words[] = { N_("Sí"), N_("No") };
	struct choice_item items[2] = { { .title = _(words[0]) },
		{ .title = _(words[1]) } };
	int chosen =
		screen_choose(e->view.screen, field_title(field), items, 2, 0);

	if (chosen >= 0)
		field_set(e, items[chosen].title);
}

/* Days that are often meant, each begins with the letter that writes it. */
static void
choose_date(struct entry *e, const struct field *field)
{
	static const char *const days[] = {
		N_("h  hoy"),
		N_("a  ayer"),
		N_("m  principio de mes"),
		N_("f  fin de mes"),
		N_("t  principio de trimestre"),
		N_("T  fin de trimestre"),
	};
	enum {
		DAYS = sizeof days / sizeof days[0]
	};
	struct choice_item items[DAYS] = { 0 };
	char notes[DAYS][40];
	char letter[2] = "";
	struct date day;
	int chosen;

	for (size_t i = 0; i < DAYS; i++) {
		letter[0] = days[i][0];
		notes[i][0] = '\0';
		if (date_read(letter, e->view.desk->today, &day, NULL))
			date_echo(day, notes[i], sizeof notes[i]);
		items[i].title = _(days[i]);
		items[i].note = notes[i];
	}
	chosen = screen_choose(
		e->view.screen, field_title(field), items, DAYS, 0);
	if (chosen < 0)
		return;
	letter[0] = days[chosen][0];
	field_set(e, letter);
}

static void
choose_lookup(struct entry *e, const struct field *field)
{
	struct arena *arena = arena_new();
	bool typed = strcmp(edit_text(&e->edit), e->entered) != 0;
	struct pick pick;
	size_t row;

	if (screen_pick(e->view.screen, e->form, field, e->record,
		    typed ? edit_text(&e->edit) : "", arena, &pick, &row))
		field_take(e, &pick, row);
	arena_free(arena);
}

static void
choose_found(struct entry *e, const struct field *field)
{
	struct arena *arena = arena_new();
	struct pick pick;
	size_t row;

	if (field->lookup &&
		screen_pick(e->view.screen, e->form, field, e->record,
			edit_text(&e->edit), arena, &pick, &row))
		field_set(e, pick.rows[row].code);
	arena_free(arena);
}

void
field_values(struct view *view)
{
	struct entry *e = entry_of(view);
	const struct field *field;

	if (!field_ready(e))
		return;
	field = spot_field(e, spot_here(e));
	if (field->n_choices > 0)
		choose_choice(e, field);
	else if (field->lookup && e->texts)
		choose_found(e, field);
	else if (field->lookup)
		choose_lookup(e, field);
	else if (field->kind == FIELD_BOOLEAN)
		choose_boolean(e, field);
	else if (field->kind == FIELD_DATE || field->kind == FIELD_PARTIAL)
		choose_date(e, field);
	else
		screen_say(e->view.screen,
			_("Este campo no tiene lista de "
			  "valores; F1 explica qué se escribe."));
}
