/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field: entered, typed into, left. A bad value is marked and lets go. */
#include "screen/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/link.h"
#include "store/lookup.h"
#include "term/input.h"

bool
entry_is_changed(const struct entry *e)
{
	if (e->editing && e->entered &&
		strcmp(edit_text(&e->edit), e->entered) != 0)
		return true;
	return record_is_changed(e->record);
}

/* ---- entering */

static void
end_edit(struct entry *e)
{
	if (e->editing)
		edit_end(&e->edit);
	free(e->entered);
	e->entered = NULL;
	e->editing = false;
}

static void
begin_edit(struct entry *e, const char *text)
{
	const struct field *field = spot_drawn(e, spot_here(e));

	if (e->texts)
		edit_begin_find(&e->edit, field, text);
	else
		edit_begin(&e->edit, field, text);
	e->entered = mem_alloc(strlen(text) + 1);
	str_copy(e->entered, strlen(text) + 1, text);
	e->editing = true;
	e->moved = false;
}

/* What the field's text is to be typed over. */
static const char *
typed_text(const struct entry *e, struct arena *arena, const struct spot *spot)
{
	if (e->texts)
		return e->texts[spot->field] ? e->texts[spot->field] : "";
	return value_text(arena, spot_field(e, spot), spot_value(e, spot));
}

void
field_enter(struct entry *e, size_t at)
{
	struct arena *arena;
	const struct spot *spot;

	end_edit(e);
	e->at = at;
	spot = spot_here(e);
	if (!spot)
		return;
	spot_show(e);
	if (!spot->open)
		return;
	arena = arena_new();
	begin_edit(e, typed_text(e, arena, spot));
	arena_free(arena);
}

/* ---- reading what was typed */

static void
say_problem(struct entry *e, const struct field *field, const char *problem)
{
	struct err err = { 0 };

	err_set(&err, ERR_INPUT, field->name, "%s: %s", field_title(field),
		problem);
	screen_error(e->view.screen, &err);
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
mark_bad(struct entry *e, const struct field *field, struct value *value,
	const char *problem)
{
	value->bad = true;
	str_copy(value->problem, sizeof value->problem, problem);
	say_problem(e, field, problem);
}

/* Asks the server what a code or a name stands for. */
static void
resolve(struct entry *e, const struct spot *spot)
{
	const struct field *field = spot_field(e, spot);
	struct value *value = spot_value(e, spot);
	struct arena *arena;
	struct pick pick;
	struct err err = { 0 };
	char problem[128];
	int row;

	lookup_clear(e->record, spot->lines, spot->row, spot->field);
	if (!value->now)
		return;
	screen_link(e->view.screen);
	arena = arena_new();
	if (!lookup_read(e->view.desk, e->form, field, e->record, value->now,
		    arena, &pick, &err)) {
		screen_error(e->view.screen, &err);
	} else if ((row = meant_row(&pick, value->now)) >= 0) {
		lookup_take(e->record, spot->lines, spot->row, spot->field,
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
		mark_bad(e, field, value, problem);
	}
	arena_free(arena);
}

/* The row of lines that the cursor is on comes to be when typed into. */
static void
make_row(struct entry *e, const struct spot *spot)
{
	if (spot->lines < 0 || spot->row < e->record->lines[spot->lines].n)
		return;
	record_add_line(e->record, (size_t)spot->lines);
	spots_build(e);
}

static void
read_typed(struct entry *e, const char *typed)
{
	struct spot spot = *spot_here(e);
	const struct field *field = spot_field(e, &spot);
	struct value *value;
	struct err err = { 0 };
	char date[160];

	if (e->texts) {
		e->texts[spot.field] = arena_strdup(e->view.arena, typed);
		return;
	}
	make_row(e, &spot);
	value = spot_value(e, &spot);
	if (field->n_choices > 0)
		typed = whole_choice(field, typed);
	if (!value_typed(e->record->arena, field, typed, e->view.desk->today,
		    value, &err)) {
		say_problem(e, field, value->problem);
		return;
	}
	if (value->problem[0])
		say_problem(e, field, value->problem);
	if (field->lookup && !field->lookup->free)
		resolve(e, &spot);
	date_echo_value(field, value, date, sizeof date);
	if (date[0])
		snprintf(e->echo, sizeof e->echo, "%s: %s%s",
			field_title(field), date,
			str_ends(date, ".") ? "" : ".");
}

void
field_leave(struct entry *e)
{
	char *typed;

	e->echo[0] = '\0';
	if (!e->editing)
		return;
	typed = mem_alloc(e->edit.text.len + 1);
	str_copy(typed, e->edit.text.len + 1, edit_text(&e->edit));
	if (strcmp(typed, e->entered) != 0) {
		read_typed(e, typed);
		entry_note(e);
	}
	end_edit(e);
	free(typed);
}

void
field_take(struct entry *e, const struct pick *pick, size_t row)
{
	struct spot spot = *spot_here(e);

	make_row(e, &spot);
	lookup_take(e->record, spot.lines, spot.row, spot.field, pick, row);
	entry_note(e);
	end_edit(e);
	field_enter(e, e->at);
}

void
field_set(struct entry *e, const char *text)
{
	read_typed(e, text);
	entry_note(e);
	end_edit(e);
	field_enter(e, e->at);
}

/* ---- moving */

void
field_go(struct entry *e, int at)
{
	struct spot to;
	int found;

	if (at < 0 || (size_t)at >= e->n_spots)
		return;
	to = e->spots[at];
	field_leave(e);
	found = spot_find(e, to.lines, to.field, to.row);
	field_enter(e, found >= 0 ? (size_t)found : 0);
}

/* Is it a line not begun? */
static bool
is_blank_row(const struct entry *e)
{
	const struct spot *here = &e->spots[e->at];

	return here->lines >= 0 &&
	       here->row >= e->record->lines[here->lines].n &&
	       !(e->editing && e->edit.text.len > 0);
}

/* From the first cell of a line not begun one goes on below the lines. */
static size_t
after_blank_row(const struct entry *e)
{
	const struct spot *here = &e->spots[e->at];
	size_t next = e->at + 1;

	while (next < e->n_spots && e->spots[next].lines == here->lines &&
		e->spots[next].row == here->row)
		next++;
	return next;
}

void
field_next(struct view *view)
{
	struct entry *e = entry_of(view);
	size_t next;

	if (e->n_spots == 0)
		return;
	if (is_blank_row(e)) {
		next = after_blank_row(e);
		field_go(e, next < e->n_spots ? (int)next : 0);
		return;
	}
	/* A line begun with its last cell has a new one behind it. */
	field_leave(e);
	field_enter(e, e->at + 1 < e->n_spots ? e->at + 1 : 0);
}

void
field_prev(struct view *view)
{
	struct entry *e = entry_of(view);

	if (e->n_spots > 0)
		field_go(e, e->at > 0 ? (int)e->at - 1 : (int)e->n_spots - 1);
}

/* ---- typing */

bool
field_ready(struct entry *e)
{
	struct screen *screen = e->view.screen;
	const struct spot *spot = spot_here(e);

	if (spot && spot->open && e->editing && !e->request[0])
		return true;
	if (e->request[0])
		screen_say(screen, _("Lo enviado aún no está confirmado: F2 "
				     "lo comprueba. Después puede seguir."));
	else if (e->why_not)
		screen_say(screen, _("Aquí no se puede escribir: %s."),
			e->why_not);
	else
		screen_say(screen, _("Este campo no se escribe."));
	return false;
}

/* A code, a date or a number is typed anew, not appended to. */
static bool
is_replaced(const struct entry *e, key_code key)
{
	const struct field *field = spot_field(e, &e->spots[e->at]);

	if (e->texts || e->edit.touched || e->moved || e->edit.text.len == 0 ||
		!key_is_text(key))
		return false;
	if (key == '?' && field->kind == FIELD_PARTIAL)
		return false;
	return field->lookup || field->n_choices > 0 ||
	       field->kind != FIELD_TEXT;
}

static void
after_edit(struct entry *e, enum edit_result result)
{
	if (result == EDIT_FULL)
		screen_say(e->view.screen,
			_("No caben más de %d "
			  "caracteres."),
			e->edit.limit);
}

static bool
edits(key_code key)
{
	return key_is_text(key) || key == K_PASTE || key == K_BACKSPACE ||
	       key == K_DELETE || key == K_ALT(K_ENTER) || key == K_CTRL('J');
}

void
field_type(struct view *view, key_code key)
{
	struct entry *e = entry_of(view);
	const char *paste;
	char text[32];

	if (edits(key) ? !field_ready(e) : !e->editing)
		return;
	if (date_step(e, key, text, sizeof text)) {
		field_set(e, text);
		return;
	}
	if (key == K_PASTE) {
		paste = input_paste();
		after_edit(e, edit_insert(&e->edit, paste, strlen(paste)));
		entry_note_open(e);
		return;
	}
	if (is_replaced(e, key))
		edit_set(&e->edit, "");
	e->moved = true;
	after_edit(e, edit_key(&e->edit, key));
	entry_note_key(e);
}
