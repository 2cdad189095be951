/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An agreement, written on a point of the agenda while it is made. */
#include "place/session/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/frame.h"
#include "screen/stack.h"
#include "term/draw.h"
#include "term/term.h"

/* What is filled in, in the order of Tab, which is that of the register. */
enum cell {
	CELL_KIND,
	CELL_TEXT,
	CELL_HOUR,
	CELL_YES,
	CELL_NO,
	CELL_NEITHER,
	CELL_CASTING,
	CELLS,
};

enum {
	LABEL_AT = 1,
	BOX_AT = 14,
	SECOND_AT = 24, /* labels beside the first of a row */
	THIRD_AT = 44,
	TEXT_ROWS = 5,
	NAMES_ROW = 13, /* the votes seat by seat */
};

/* Where it stands below row 2; of the text the first of its rows. */
static const struct {
	const char *name;
	const char *label;
	int label_at;
	int row, column, width;
} cells[CELLS] = {
	[CELL_KIND] = { "kind", N_("Clase"), LABEL_AT, 3, BOX_AT, 20 },
	[CELL_TEXT] = { "agreement_text", N_("Acuerdo"), LABEL_AT, 4, BOX_AT,
		0 },
	[CELL_HOUR] = { "voted_at", N_("Hora"), LABEL_AT, 9, BOX_AT, 5 },
	[CELL_YES] = { "votes_for", N_("A favor"), LABEL_AT, 10, BOX_AT, 4 },
	[CELL_NO] = { "votes_against", N_("En contra"), SECOND_AT, 10,
		SECOND_AT + 11, 4 },
	[CELL_NEITHER] = { "votes_abstained", N_("Abstenciones"), THIRD_AT, 10,
		THIRD_AT + 14, 4 },
	[CELL_CASTING] = { "casting", N_("Dirimente"), LABEL_AT, 11, BOX_AT,
		12 },
};

static struct agree *
agree_of(struct view *view)
{
	return (struct agree *)view;
}

static int
field_of(const struct agree *a, enum cell cell)
{
	return form_field(&a->drawn, cells[cell].name);
}

static struct value *
value_of(struct agree *a, enum cell cell)
{
	return &a->entry.record->values[field_of(a, cell)];
}

/* ---- its form */

/* The register's form with no field on the page but ours. */
static bool
make_form(struct agree *a)
{
	const struct form *form = a->entry.form;
	struct arena *arena = a->entry.view.arena;
	struct field *fields =
		arena_array(arena, form->n_fields, sizeof *fields);

	memcpy(fields, form->fields, form->n_fields * sizeof *fields);
	for (size_t i = 0; i < form->n_fields; i++) {
		fields[i].n_boxes = 0;
		fields[i].page = 0;
	}
	a->labels = arena_array(arena, CELLS, sizeof *a->labels);
	a->page = (struct page){ .n_labels = CELLS, .labels = a->labels };
	a->drawn = *form;
	a->drawn.fields = fields;
	a->drawn.n_lines = 0;
	a->drawn.n_pages = 1;
	a->drawn.pages = &a->page;
	for (int i = 0; i < CELLS; i++) {
		int at = field_of(a, (enum cell)i);
		size_t n = i == CELL_TEXT ? TEXT_ROWS : 1;

		if (at < 0)
			return false;
		fields[at].boxes =
			arena_array(arena, n, sizeof *fields[at].boxes);
		fields[at].n_boxes = n;
		a->labels[i] = (struct label){ cells[i].row, cells[i].label_at,
			_(cells[i].label) };
	}
	a->entry.form = a->entry.drawn = &a->drawn;
	a->entry.placed = true;
	return true;
}

/* The text has the width of the screen. */
static void
lay_out(struct agree *a)
{
	const struct spot *here = spot_here(&a->entry);

	for (int i = 0; i < CELLS; i++) {
		int at = field_of(a, (enum cell)i);
		struct field *field = &a->drawn.fields[at];
		int width = cells[i].width ? cells[i].width
					   : term_cols() - BOX_AT - 2;

		for (size_t k = 0; k < field->n_boxes; k++)
			field->boxes[k] = (struct box){ cells[i].row + (int)k,
				cells[i].column, width };
		if (a->entry.editing && here && here->field == at)
			edit_fit(&a->entry.edit, field->n_boxes, field->boxes);
	}
}

/* Counts of votes seat by seat are not typed over. */
static void
place_spots(struct agree *a, enum cell cell)
{
	struct entry *e = &a->entry;
	bool named = false;
	int at;

	for (size_t i = 0; i < a->n_votes; i++)
		named = named || a->votes[i].vote;
	for (int i = CELL_YES; i <= CELL_NEITHER; i++)
		a->drawn.fields[field_of(a, (enum cell)i)].noentry = named;
	spots_build(e);
	lay_out(a);
	at = spot_find(e, -1, field_of(a, cell), 0);
	field_enter(e, at >= 0 ? (size_t)at : 0);
}

static enum cell
cell_here(struct agree *a)
{
	const struct spot *spot = spot_here(&a->entry);

	for (int i = 0; spot && i < CELLS; i++)
		if (field_of(a, (enum cell)i) == spot->field)
			return (enum cell)i;
	return CELL_KIND;
}

/* ---- its votes */

int
agree_hour(struct agree *a)
{
	int hour = roll_hour(value_of(a, CELL_HOUR)->now);

	return hour != ROLL_NO_HOUR ? hour
				    : roll_hour(a->sala->roll.started_at);
}

static size_t
count(const struct agree *a, char vote)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n_votes; i++)
		n += a->votes[i].vote == vote;
	return n;
}

void
agree_count(struct agree *a)
{
	static const char votes[] = { 'F', 'C', 'A' };
	bool any = count(a, 0) < a->n_votes;
	char text[16];

	for (int i = 0; i < 3; i++) {
		struct value *value = value_of(a, (enum cell)(CELL_YES + i));

		snprintf(text, sizeof text, "%zu", count(a, votes[i]));
		value->bad = false;
		value->now =
			any ? arena_strdup(a->entry.record->arena, text) : NULL;
	}
	place_spots(a, cell_here(a));
}

/* "1F 2C", seat by seat. */
static void
put_votes(const struct agree *a, struct buf *out)
{
	for (size_t i = 0; i < a->n_votes; i++)
		if (a->votes[i].vote)
			buf_printf(out, "%s%s%c", out->len > 0 ? " " : "",
				a->votes[i].no, a->votes[i].vote);
}

/* "1F 2C", "8-2-1"; NULL: there was no vote. */
static const char *
votes_text(struct agree *a, struct arena *arena)
{
	const char *yes = value_of(a, CELL_YES)->now;
	const char *no = value_of(a, CELL_NO)->now;
	const char *neither = value_of(a, CELL_NEITHER)->now;
	struct buf out = { 0 };
	const char *text;

	put_votes(a, &out);
	if (out.len == 0 && (yes || no || neither))
		buf_printf(&out, "%s-%s-%s", yes ? yes : "0", no ? no : "0",
			neither ? neither : "0");
	text = out.len > 0 ? arena_strdup(arena, buf_text(&out)) : NULL;
	buf_free(&out);
	return text;
}

/* ---- in the journal */

/* "7F 9C" of a draft, given again to their seats. */
static void
put_votes_back(struct agree *a, const char *text)
{
	for (; text && *text; text += strspn(text, " ")) {
		size_t n = strcspn(text, " ");

		for (size_t i = 0; i < a->n_votes; i++)
			if (strlen(a->votes[i].no) + 1 == n &&
				str_starts(text, a->votes[i].no) &&
				strchr("FCA", text[n - 1]))
				a->votes[i].vote = text[n - 1];
		text += n;
	}
}

/* Where it is written comes with each draft. */
static void
stand_at(struct agree *a)
{
	struct buf votes = { 0 };

	put_votes(a, &votes);
	a->entry.where = (struct draft_place){ .name = "agree",
		.of = a->entry.record->form->name,
		.at = { a->sala->roll.ref, a->item_no,
			arena_strdup(a->entry.view.arena, buf_text(&votes)) } };
	buf_free(&votes);
}

void
agree_note(struct agree *a)
{
	agree_count(a);
	stand_at(a);
	entry_note(&a->entry);
}

/* ---- saving */

static void
go_to(struct agree *a, int field)
{
	int at = field >= 0 ? spot_find(&a->entry, -1, field, 0) : SPOT_NONE;

	if (at >= 0)
		field_enter(&a->entry, (size_t)at);
}

static void
refused(struct agree *a, const struct err *err)
{
	if (!sala_stays(a->sala, err))
		go_to(a, form_field(&a->drawn, err->field));
}

/* All that can be seen without the server. */
static bool
all_right(struct agree *a)
{
	const struct field *field;
	struct err err = { 0 };

	for (int i = 0; i < CELLS; i++) {
		struct value *value = value_of(a, (enum cell)i);

		field = &a->drawn.fields[field_of(a, (enum cell)i)];
		if (value->bad)
			err_set(&err, ERR_INPUT, field->name, "%s: %s",
				field_title(field), value->problem);
		else if (i == CELL_TEXT && str_is_blank(value->now))
			err_set(&err, ERR_INPUT, field->name,
				_("Escriba qué se acordó."));
		else
			continue;
		screen_error(a->entry.view.screen, &err);
		refused(a, &err);
		return false;
	}
	return true;
}

static void
send(struct agree *a)
{
	struct arena *arena = arena_new();
	const struct roll_agreement agreed = {
		.item_no = a->item_no,
		.kind = value_of(a, CELL_KIND)->now,
		.text = value_of(a, CELL_TEXT)->now,
		.voted_at = value_of(a, CELL_HOUR)->now,
		.votes = votes_text(a, arena),
		.casting = value_of(a, CELL_CASTING)->now,
	};
	struct err err = { 0 };

	switch (sala_send(a->sala, &agreed, a->entry.record->draft,
		a->entry.request, &err)) {
	case SALA_SAVED:
		a->saved = true;
		if (!a->leaves)
			view_close(&a->entry.view);
		break;
	case SALA_REFUSED:
		if (err.kind != ERR_CONFLICT)
			refused(a, &err);
		break;
	case SALA_UNKNOWN:
		break;
	}
	arena_free(arena);
}

void
agree_save(struct view *view)
{
	struct agree *a = agree_of(view);

	if (a->entry.request[0]) {
		send(a);
		return;
	}
	field_leave(&a->entry);
	place_spots(a, cell_here(a));
	if (all_right(a))
		send(a);
}

/* ---- painting */

static void
paint_names(struct agree *a)
{
	struct buf out = { 0 };

	put_votes(a, &out);
	if (out.len > 0) {
		draw_text(screen_top() + NAMES_ROW, LABEL_AT,
			BOX_AT - LABEL_AT - 1, _("Por asiento"), DRAW_LABEL);
		draw_text(screen_top() + NAMES_ROW, BOX_AT,
			term_cols() - BOX_AT - 1, buf_text(&out), DRAW_PLAIN);
	}
	buf_free(&out);
}

static bool
is_changed(struct view *view)
{
	struct agree *a = agree_of(view);

	return !a->saved &&
	       (entry_is_changed(&a->entry) || count(a, 0) < a->n_votes);
}

static void
paint(struct view *view)
{
	struct agree *a = agree_of(view);
	struct entry *e = &a->entry;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof text, _("Acuerdo %s"), a->sala->roll.ref);
	screen_title(view->screen, text);
	lay_out(a);
	sala_paint_head(a->sala, agree_hour(a));
	snprintf(text, sizeof text, "%s %s", a->item_no ? a->item_no : "",
		a->item ? a->item : _("Fuera de la agenda"));
	draw_text(
		screen_top() + 1, LABEL_AT, term_cols() - 2, text, DRAW_PLAIN);
	entry_paint(e);
	paint_names(a);
	screen_hint(view->screen,
		_("F2 graba la lista y el acuerdo. F6: votos por asiento. Sin "
		  "votos: no se votó."));
	sala_paint_state(a->sala, is_changed(view), e->request);
}

/* ---- its life */

static void
votes(struct view *view)
{
	struct agree *a = agree_of(view);

	if (a->entry.request[0]) {
		field_ready(&a->entry);
		return;
	}
	field_leave(&a->entry);
	place_spots(a, cell_here(a));
	votes_open(a);
}

static void
note(struct view *view)
{
	entry_note_open(entry_of(view));
}

static const struct entry_keeps keeps = { is_changed, agree_save, entry_drop,
	entry_waits };

static bool
may_close(struct view *view)
{
	struct agree *a = agree_of(view);

	a->leaves = true;
	a->leaves = a->saved || entry_may_lose(view, &keeps, true);
	return a->leaves;
}

static const struct view_command commands[] = {
	{ CMD_SAVE, .run = agree_save },
	{ CMD_VOTES, .run = votes },
};

static const struct view_ops ops = {
	.where = IN_AGREE,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
	.shared = { &entry_commands },
	.type = field_type,
	.note = note,
	.may_close = may_close,
	.close = entry_close,
};

static void
list_seats(struct agree *a)
{
	const struct roll *roll = &a->sala->roll;
	struct arena *arena = a->entry.view.arena;

	a->votes = arena_array(arena, roll->n + 1, sizeof *a->votes);
	for (size_t i = 0; i < roll->n; i++)
		a->votes[a->n_votes++] = (struct agree_vote){
			arena_strdup(arena, roll->seats[i].no),
			arena_strdup(arena, roll->seats[i].name), 0
		};
}

/* The hour at which it is agreed is now, where the session is today and goes
 * on. */
static void
begin(struct agree *a)
{
	const struct desk *desk = a->entry.view.desk;
	const struct roll *roll = &a->sala->roll;
	char now[6];

	a->entry.record = record_new(
		desk_form_in(desk, "sala", "agreement"), NULL, desk->today);
	a->entry.can_edit = true;
	if (str_eq(roll->is_today, "t") && !roll->ended_at) {
		desk_hour(desk, now, sizeof now);
		if (roll_hour(now) >= roll_hour(roll->started_at))
			record_load(
				a->entry.record, field_of(a, CELL_HOUR), now);
	}
	list_seats(a);
	place_spots(a, CELL_KIND);
}

static struct agree *
agree_new(struct sala *s)
{
	struct screen *screen = s->view.screen;
	const struct form *form =
		desk_form_in(s->view.desk, "sala", "agreement");
	struct agree *a;

	if (!form) {
		screen_say(screen, _("El registro de acuerdos no está en este "
				     "programa."));
		return NULL;
	}
	a = entry_new(screen, &ops, sizeof *a, form);
	a->sala = s;
	if (!make_form(a)) {
		screen_say(screen, _("El registro de acuerdos no está en este "
				     "programa."));
		view_free(&a->entry.view);
		return NULL;
	}
	return a;
}

static void
open_on(struct agree *a, const struct roll_item *item)
{
	struct arena *arena = a->entry.view.arena;

	a->item_no = item ? arena_strdup(arena, item->no) : NULL;
	a->item = item ? arena_strdup(arena, item->text) : NULL;
	begin(a);
	stand_at(a);
}

void
agree_open(struct sala *s, const struct roll_item *item)
{
	struct agree *a = agree_new(s);

	if (!a)
		return;
	open_on(a, item);
	screen_push(&a->entry.view);
}

static const struct roll_item *
item_of(const struct roll *roll, const char *no)
{
	for (size_t i = 0; i < roll->n_items; i++)
		if (str_eq(roll->items[i].no, no))
			return &roll->items[i];
	return NULL;
}

void
agree_open_draft(struct sala *s, const struct draft *draft)
{
	struct agree *a = agree_new(s);
	struct entry *e;

	if (!a)
		return;
	e = &a->entry;
	open_on(a, draft->place.at[1] ? item_of(&s->roll, draft->place.at[1])
				      : NULL);
	draft_apply(draft, e->record, e->view.desk->today);
	if (draft->request)
		str_copy(e->request, sizeof e->request, draft->request);
	put_votes_back(a, draft->place.at[2]);
	stand_at(a);
	place_spots(a, CELL_KIND);
	screen_push(&e->view);
}
