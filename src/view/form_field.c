/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field: entered, typed into, left. A bad value is marked and lets go. */
#include "view/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "store/lookup.h"

bool
form_is_changed(const struct form_place *p)
{
	if (p->editing && p->entered &&
		strcmp(edit_text(&p->edit), p->entered) != 0)
		return true;
	return record_is_changed(p->record);
}

/* ---- entering */

static void
end_edit(struct form_place *p)
{
	if (p->editing)
		edit_end(&p->edit);
	free(p->entered);
	p->entered = NULL;
	p->editing = false;
}

static void
begin_edit(struct form_place *p, const char *text)
{
	const struct field *field = spot_field(p, spot_here(p));

	if (p->finding)
		edit_begin_find(&p->edit, field, text);
	else
		edit_begin(&p->edit, field, text);
	p->entered = mem_alloc(strlen(text) + 1);
	str_copy(p->entered, strlen(text) + 1, text);
	p->editing = true;
	p->moved = false;
}

/* What the field's text is to be typed over. */
static const char *
typed_text(const struct form_place *p, struct arena *arena,
	const struct spot *spot)
{
	if (p->finding)
		return p->texts[spot->field] ? p->texts[spot->field] : "";
	return form_text(arena, spot_field(p, spot), spot_value(p, spot));
}

void
field_enter(struct form_place *p, size_t at)
{
	struct arena *arena;
	const struct spot *spot;

	end_edit(p);
	p->at = at;
	spot = spot_here(p);
	if (!spot)
		return;
	spot_show(p);
	if (!spot->open)
		return;
	arena = arena_new();
	begin_edit(p, typed_text(p, arena, spot));
	arena_free(arena);
}

/* ---- reading what was typed */

static void
say_problem(
	struct form_place *p, const struct field *field, const char *problem)
{
	struct err err = { 0 };

	err_set(&err, ERR_INPUT, field->name, "%s: %s", field_title(field),
		problem);
	screen_error(p->view.screen, &err);
}

/* "pend" for "Pendiente" when no other choice begins so. */
static const char *
whole_choice(const struct field *field, const char *typed)
{
	char wanted[128], label[256];
	const char *found = NULL;

	utf8_fold(typed, wanted, sizeof wanted);
	for (size_t i = 0; i < field->n_choices && wanted[0]; i++) {
		utf8_fold(field->choices[i].label, label, sizeof label);
		if (strcmp(label, wanted) == 0)
			return typed;
		if (!str_starts(label, wanted))
			continue;
		if (found)
			return typed;
		found = field->choices[i].label;
	}
	return found ? found : typed;
}

/* The row meant by what was typed: its code, or the only one there is. */
static int
meant_row(const struct pick *pick, const char *typed)
{
	for (size_t i = 0; i < pick->n; i++)
		if (utf8_is_same(pick->rows[i].code, typed))
			return (int)i;
	return pick->n == 1 && !pick->more ? 0 : -1;
}

static void
mark_bad(struct form_place *p, const struct field *field, struct value *value,
	const char *problem)
{
	value->bad = true;
	str_copy(value->problem, sizeof value->problem, problem);
	say_problem(p, field, problem);
}

/* Asks the server what a code or a name stands for. */
static void
resolve(struct form_place *p, const struct spot *spot)
{
	const struct field *field = spot_field(p, spot);
	struct value *value = spot_value(p, spot);
	struct arena *arena;
	struct pick pick;
	struct err err = { 0 };
	char problem[128];
	int row;

	lookup_clear(p->record, spot->lines, spot->row, spot->field);
	if (!value->now || !screen_link(p->view.screen))
		return;
	arena = arena_new();
	if (!lookup_read(p->view.desk, p->form, field, p->record, value->now,
		    arena, &pick, &err)) {
		screen_error(p->view.screen, &err);
	} else if ((row = meant_row(&pick, value->now)) >= 0) {
		lookup_take(p->record, spot->lines, spot->row, spot->field,
			&pick, (size_t)row);
	} else {
		if (pick.n == 0)
			str_copy(problem, sizeof problem,
				_("No hay ninguno "
				  "así; F4 muestra los que hay."));
		else
			snprintf(problem, sizeof problem,
				_("Hay %zu así; F4 "
				  "los muestra."),
				pick.n);
		mark_bad(p, field, value, problem);
	}
	arena_free(arena);
}

/* The row of lines that the cursor is on comes to be when typed into. */
static void
make_row(struct form_place *p, const struct spot *spot)
{
	if (spot->lines < 0 || spot->row < p->record->lines[spot->lines].n)
		return;
	record_add_line(p->record, (size_t)spot->lines);
	spots_build(p);
}

static void
read_typed(struct form_place *p, const char *typed)
{
	struct spot spot = *spot_here(p);
	const struct field *field = spot_field(p, &spot);
	struct value *value;
	struct err err = { 0 };
	char date[160];

	if (p->finding) {
		p->texts[spot.field] = arena_strdup(p->view.arena, typed);
		return;
	}
	make_row(p, &spot);
	value = spot_value(p, &spot);
	if (field->n_choices > 0)
		typed = whole_choice(field, typed);
	if (!value_type(p->record->arena, field, typed, p->view.desk->today,
		    value, &err)) {
		say_problem(p, field, value->problem);
		return;
	}
	if (value->problem[0])
		say_problem(p, field, value->problem);
	if (field->lookup)
		resolve(p, &spot);
	date_echo_value(field, value, date, sizeof date);
	if (date[0])
		snprintf(p->echo, sizeof p->echo, "%s: %s%s",
			field_title(field), date,
			str_ends(date, ".") ? "" : ".");
}

void
field_leave(struct form_place *p)
{
	char *typed;

	p->echo[0] = '\0';
	if (!p->editing)
		return;
	typed = mem_alloc(p->edit.text.len + 1);
	str_copy(typed, p->edit.text.len + 1, edit_text(&p->edit));
	if (strcmp(typed, p->entered) != 0)
		read_typed(p, typed);
	end_edit(p);
	free(typed);
}

void
field_set(struct form_place *p, const char *text)
{
	read_typed(p, text);
	end_edit(p);
	field_enter(p, p->at);
}

/* ---- moving */

void
field_go(struct form_place *p, int at)
{
	struct spot to;
	int found;

	if (at < 0 || (size_t)at >= p->n_spots)
		return;
	to = p->spots[at];
	field_leave(p);
	found = spot_find(p, to.lines, to.field, to.row);
	field_enter(p, found >= 0 ? (size_t)found : 0);
}

/* Is it a line not begun? */
static bool
is_blank_row(const struct form_place *p)
{
	const struct spot *here = &p->spots[p->at];

	return here->lines >= 0 &&
	       here->row >= p->record->lines[here->lines].n &&
	       !(p->editing && p->edit.text.len > 0);
}

/* From the first cell of a line not begun one goes on below the lines. */
static size_t
after_blank_row(const struct form_place *p)
{
	const struct spot *here = &p->spots[p->at];
	size_t next = p->at + 1;

	while (next < p->n_spots && p->spots[next].lines == here->lines &&
		p->spots[next].row == here->row)
		next++;
	return next;
}

void
field_next(struct form_place *p)
{
	size_t next;

	if (p->n_spots == 0)
		return;
	if (is_blank_row(p)) {
		next = after_blank_row(p);
		field_go(p, next < p->n_spots ? (int)next : 0);
		return;
	}
	/* A line begun with its last cell has a new one behind it. */
	field_leave(p);
	field_enter(p, p->at + 1 < p->n_spots ? p->at + 1 : 0);
}

void
field_prev(struct form_place *p)
{
	if (p->n_spots > 0)
		field_go(p, p->at > 0 ? (int)p->at - 1 : (int)p->n_spots - 1);
}

/* ---- typing */

bool
field_ready(struct form_place *p)
{
	struct screen *screen = p->view.screen;
	const struct spot *spot = spot_here(p);

	if (spot && spot->open && p->editing && !p->request[0])
		return true;
	if (p->request[0])
		screen_say(screen, _("Lo enviado aún no está confirmado: F2 "
				     "lo comprueba. Después puede seguir."));
	else if (p->why_not)
		screen_say(screen, _("Aquí no se puede escribir: %s."),
			p->why_not);
	else
		screen_say(screen, _("Este campo no se escribe."));
	return false;
}

/* A code, a date or a number is typed anew, not appended to. */
static bool
is_replaced(const struct form_place *p, key_code key)
{
	const struct field *field = spot_field(p, &p->spots[p->at]);

	if (p->finding || p->edit.touched || p->moved ||
		p->edit.text.len == 0 || !key_is_text(key))
		return false;
	if (key == '?' && field->kind == FIELD_PARTIAL)
		return false;
	return field->lookup || field->n_choices > 0 ||
	       field->kind != FIELD_TEXT;
}

static enum view_result
after_edit(struct form_place *p, enum edit_result result)
{
	const struct field *field = spot_field(p, spot_here(p));

	if (result == EDIT_FULL)
		screen_say(p->view.screen,
			_("No caben más de %d "
			  "caracteres."),
			field->column->length);
	return result == EDIT_NOTHING ? VIEW_KEPT : VIEW_PAINT;
}

static bool
edits(key_code key)
{
	return key_is_text(key) || key == K_PASTE || key == K_BACKSPACE ||
	       key == K_DELETE || key == K_ALT(K_ENTER) || key == K_CTRL('J');
}

enum view_result
field_type(struct view *view, key_code key)
{
	struct form_place *p = form_of(view);
	const char *paste;

	if (!edits(key) && !p->editing)
		return VIEW_KEPT;
	if (edits(key) && !field_ready(p))
		return VIEW_PAINT;
	if (date_step(p, key))
		return VIEW_PAINT;
	if (key == K_PASTE) {
		paste = input_paste();
		return after_edit(
			p, edit_insert(&p->edit, paste, strlen(paste)));
	}
	if (is_replaced(p, key))
		edit_set(&p->edit, "");
	p->moved = true;
	return after_edit(p, edit_key(&p->edit, key));
}

/* ---- values to choose from */

static void
choose_choice(struct form_place *p, const struct field *field)
{
	size_t start = 0;
	struct choice_item *items =
		arena_array(p->view.arena, field->n_choices, sizeof *items);
	const struct value *value = spot_value(p, spot_here(p));
	int chosen;

	for (size_t i = 0; i < field->n_choices; i++) {
		items[i].title = field->choices[i].label;
		if (value && str_eq(value->now, field->choices[i].code))
			start = i;
	}
	chosen = screen_choose(p->view.screen, field_title(field), items,
		field->n_choices, start);
	if (chosen >= 0)
		field_set(p, items[chosen].title);
}

static void
choose_boolean(struct form_place *p, const struct field *field)
{
	static const char *const words[] = { N_("Sí"), N_("No") };
	struct choice_item items[2] = { { .title = _(words[0]) },
		{ .title = _(words[1]) } };
	int chosen =
		screen_choose(p->view.screen, field_title(field), items, 2, 0);

	if (chosen >= 0)
		field_set(p, items[chosen].title);
}

/* Days that are often meant, each with the letter that writes it. */
static void
choose_date(struct form_place *p, const struct field *field)
{
	static const struct {
		const char *letter;
		const char *title;
	} days[] = {
		{ "h", N_("h  hoy") },
		{ "a", N_("a  ayer") },
		{ "m", N_("m  principio de mes") },
		{ "f", N_("f  fin de mes") },
		{ "t", N_("t  principio de trimestre") },
		{ "T", N_("T  fin de trimestre") },
	};
	enum {
		DAYS = sizeof days / sizeof days[0]
	};
	struct choice_item items[DAYS] = { 0 };
	char notes[DAYS][40];
	struct date day;
	int chosen;

	for (size_t i = 0; i < DAYS; i++) {
		notes[i][0] = '\0';
		if (date_read(days[i].letter, p->view.desk->today, &day, NULL))
			date_echo(day, notes[i], sizeof notes[i]);
		items[i].title = _(days[i].title);
		items[i].note = notes[i];
	}
	chosen = screen_choose(
		p->view.screen, field_title(field), items, DAYS, 0);
	if (chosen >= 0)
		field_set(p, days[chosen].letter);
}

static void
choose_lookup(struct form_place *p, const struct field *field)
{
	struct arena *arena = arena_new();
	struct spot spot = *spot_here(p);
	bool typed = strcmp(edit_text(&p->edit), p->entered) != 0;
	struct pick pick;
	size_t row;

	if (screen_pick(p->view.screen, p->form, field, p->record,
		    typed ? edit_text(&p->edit) : "", arena, &pick, &row)) {
		make_row(p, &spot);
		lookup_take(p->record, spot.lines, spot.row, spot.field, &pick,
			row);
		end_edit(p);
		field_enter(p, p->at);
	}
	arena_free(arena);
}

static void
choose_found(struct form_place *p, const struct field *field)
{
	struct arena *arena = arena_new();
	struct pick pick;
	size_t row;

	if (field->lookup &&
		screen_pick(p->view.screen, p->form, field, p->record,
			edit_text(&p->edit), arena, &pick, &row))
		field_set(p, pick.rows[row].code);
	arena_free(arena);
}

void
field_values(struct form_place *p)
{
	const struct field *field;

	if (!field_ready(p))
		return;
	field = spot_field(p, spot_here(p));
	if (field->n_choices > 0)
		choose_choice(p, field);
	else if (field->lookup && p->finding)
		choose_found(p, field);
	else if (field->lookup)
		choose_lookup(p, field);
	else if (field->kind == FIELD_BOOLEAN)
		choose_boolean(p, field);
	else if (field->kind == FIELD_DATE || field->kind == FIELD_PARTIAL)
		choose_date(p, field);
	else
		screen_say(p->view.screen,
			_("Este campo no tiene lista de "
			  "valores; F1 explica qué se escribe."));
}
