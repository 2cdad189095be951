/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/diff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "form/edit.h"
#include "screen/ask.h"
#include "screen/frame.h"
#include "screen/link.h"
#include "screen/loop.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "store/store.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	NAME = 14,
	WHOLE_ROWS = 2, /* of a text below the columns */
	WHOLE_PART = 3 * (WHOLE_ROWS + 1)
};

enum side {
	SIDE_NONE,
	SIDE_MINE,
	SIDE_THEIRS
};

struct diff_row {
	int field; /* -1: the lines of that index */
	int lines;
	bool both; /* changed on both sides */
	enum side side;
};

struct diff {
	struct view view;
	const struct record *mine;
	struct conflict conflict;
	struct arena *arena;
	struct diff_row *changed;
	bool save;
	bool anew;
};

static struct diff *
of(struct view *view)
{
	return (struct diff *)view;
}

/* ---- what differs */

static bool
same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static void
add_row(struct diff *d, int field, int lines, bool mine, bool theirs)
{
	struct diff_row *row;

	if (!mine && !theirs)
		return;
	row = &d->changed[d->view.rows.n++];
	row->field = field;
	row->lines = lines;
	row->both = mine && theirs;
	row->side = row->both ? SIDE_NONE : mine ? SIDE_MINE : SIDE_THEIRS;
}

static bool
mine_changed_lines(const struct record *record, size_t l)
{
	const struct record_lines *lines = &record->lines[l];

	for (size_t i = 0; i < lines->n; i++) {
		if (!lines->rows[i].id || lines->rows[i].dropped)
			return true;
		for (size_t f = 0; f < record->form->lines[l].n_fields; f++)
			if (value_is_changed(&lines->rows[i].values[f]))
				return true;
	}
	return false;
}

static const struct line_row *
row_by_id(const struct record_lines *lines, const char *id)
{
	for (size_t i = 0; i < lines->n; i++)
		if (id && str_eq(lines->rows[i].id, id))
			return &lines->rows[i];
	return NULL;
}

static bool
theirs_changed_lines(const struct diff *d, size_t l)
{
	const struct record_lines *mine = &d->mine->lines[l];
	const struct record_lines *theirs = &d->conflict.theirs->lines[l];
	size_t known = 0;

	for (size_t i = 0; i < theirs->n; i++) {
		const struct line_row *row =
			row_by_id(mine, theirs->rows[i].id);

		if (!row || !str_eq(row->version, theirs->rows[i].version))
			return true;
		known++;
	}
	for (size_t i = 0; i < mine->n; i++)
		if (mine->rows[i].id && known-- == 0)
			return true;
	return false;
}

/* Fields that a person writes; what the server works out follows them. */
static void
compare(struct diff *d)
{
	const struct form *form = d->mine->form;

	d->changed = arena_array(d->view.arena,
		form->n_fields + form->n_lines + 1, sizeof *d->changed);
	for (size_t i = 0; i < form->n_fields; i++) {
		const struct value *mine = &d->mine->values[i];
		const struct value *theirs = &d->conflict.theirs->values[i];
		bool moved = !same_text(theirs->now, mine->was);

		if (form->fields[i].noentry ||
			same_text(mine->now, theirs->now))
			continue;
		add_row(d, (int)i, -1, value_is_changed(mine), moved);
	}
	for (size_t i = 0; i < form->n_lines; i++)
		add_row(d, -1, (int)i, mine_changed_lines(d->mine, i),
			theirs_changed_lines(d, i));
}

/* ---- on the screen */

static const char *
lines_text(const struct diff *d, const struct record *record, int l)
{
	const struct record_lines *lines = &record->lines[l];
	size_t n = 0;

	for (size_t i = 0; i < lines->n; i++)
		n += !lines->rows[i].dropped;
	return arena_printf(
		d->view.arena, ngettext("%zu línea", "%zu líneas", n), n);
}

static const char *
cell(const struct diff *d, const struct diff_row *row,
	const struct record *record, bool was)
{
	const struct field *field;
	struct value value;
	const char *text;

	if (row->field < 0)
		return was ? "" : lines_text(d, record, row->lines);
	field = &d->mine->form->fields[row->field];
	value = record->values[row->field];
	if (was) {
		value.now = value.was;
		value.partial.doubtful = value.partial_was_doubtful;
		value.bad = false;
	}
	text = value_text(d->view.arena, field, &value);
	return text[0] ? text : "-";
}

/* The field's name, then three columns alike. */
static void
paint_cells(int y, const char *const *cells)
{
	int width = (term_cols() - 2 - NAME) / 3 - 1;

	draw_text(y, 2, NAME, cells[0], DRAW_PLAIN);
	for (int i = 1; i < 4; i++)
		draw_text(y, 3 + NAME + (i - 1) * (width + 1), width, cells[i],
			DRAW_PLAIN);
}

static void
paint_row(struct view *view, size_t at, int y)
{
	struct diff *d = of(view);
	const struct diff_row *row = &d->changed[at];
	const char *cells[4];

	cells[0] = row->field >= 0
			   ? field_title(&d->mine->form->fields[row->field])
			   : _("Líneas");
	cells[1] = cell(d, row, d->mine, true);
	cells[2] = arena_printf(d->view.arena, "%s%s",
		row->side == SIDE_MINE ? "* " : "  ",
		cell(d, row, d->mine, false));
	cells[3] = arena_printf(d->view.arena, "%s%s",
		row->side == SIDE_THEIRS ? "* " : "  ",
		cell(d, row, d->conflict.theirs, false));
	paint_cells(y, cells);
}

/* A text of the row of the cursor in full, as far as two lines hold it. */
static int
paint_whole(int y, const char *head, const char *text)
{
	int width = term_cols() - 4;
	struct box boxes[WHOLE_ROWS] = { { 0 } };
	size_t start, n;

	for (int i = 0; i < WHOLE_ROWS; i++)
		boxes[i].width = width;
	while (*head == ' ')
		head++;
	draw_text(y++, 1, width, head, DRAW_LABEL);
	for (int i = 0; i < WHOLE_ROWS; i++) {
		wrap_box(text, WHOLE_ROWS, boxes, (size_t)i, &start, &n);
		if (i + 1 == WHOLE_ROWS)
			n = strlen(text + start);
		if (n > 0)
			draw_bytes(y++, 3, width, text + start, n, DRAW_PLAIN);
	}
	return y;
}

static void
paint_wholes(struct diff *d, const char *const *heads, int y)
{
	const struct diff_row *row = &d->changed[d->view.rows.at];

	if (d->view.rows.n == 0)
		return;
	y = paint_whole(y, heads[1], cell(d, row, d->mine, true));
	y = paint_whole(y, heads[2], cell(d, row, d->mine, false));
	paint_whole(y, heads[3], cell(d, row, d->conflict.theirs, false));
}

static void
paint(struct view *view)
{
	struct diff *d = of(view);
	int below = screen_bottom() - WHOLE_PART;
	const char *heads[4] = { _("campo"), _("como lo leyó"),
		_("  usted escribió"), _("  en el servidor") };
	int top = screen_top();
	char text[SCREEN_TEXT];

	screen_title(view->screen, d->mine->form->singular);
	snprintf(text, sizeof text,
		_("Este registro cambió mientras usted "
		  "lo editaba: %s, %s"),
		d->conflict.who, d->conflict.when);
	draw_text(top, 1, term_cols() - 1, text, DRAW_PLAIN);
	paint_cells(top + 1, heads);
	rows_paint(view, top + 2, below, 0, paint_row);
	paint_wholes(d, heads, below);
	screen_hint(view->screen, _("Enter elige  ·  F2 graba lo elegido  ·  "
				    "F5 empieza de nuevo con lo del servidor"));
	screen_state(view->screen, true, _("con * lo que se grabará"), NULL);
}

/* ---- what the keys do */

static void
choose(struct view *view)
{
	struct diff *d = of(view);
	struct diff_row *row = &d->changed[d->view.rows.at];

	if (d->view.rows.n > 0)
		row->side = row->side == SIDE_MINE ? SIDE_THEIRS : SIDE_MINE;
}

static void
save(struct view *view)
{
	struct diff *d = of(view);

	for (size_t i = 0; i < d->view.rows.n; i++) {
		if (d->changed[i].side != SIDE_NONE)
			continue;
		d->view.rows.at = i;
		screen_say(view->screen,
			_("Falta elegir en esta fila: Enter "
			  "alterna entre lo suyo y lo del servidor."));
		return;
	}
	d->save = true;
	view_close(view);
}

static void
begin_anew(struct view *view)
{
	if (screen_ask(view->screen, "ns",
		    _("¿Dejar lo que usted escribió y "
		      "empezar con lo del servidor? (s/n)")) != 's')
		return;
	of(view)->anew = true;
	view_close(view);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = choose },
	{ CMD_SAVE, .run = save },
	{ CMD_REREAD, .run = begin_anew },
};

static const struct view_ops ops = {
	.where = IN_DIFF,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
};

/* ---- what comes of it */

static void
take_value(struct record *to, struct value *value, const struct value *from)
{
	value->now = arena_strdup(to->arena, from->now);
	value->partial = from->partial;
	value->bad = from->bad;
	memcpy(value->problem, from->problem, sizeof value->problem);
}

/* A field with what its lookup shows beside it. */
static void
take_field(struct record *to, const struct record *from, int field)
{
	const struct lookup *lookup = to->form->fields[field].lookup;

	take_value(to, &to->values[field], &from->values[field]);
	for (size_t i = 0; lookup && i < lookup->n_show; i++) {
		int at = form_field(to->form, lookup->show[i].field);

		if (at >= 0)
			take_value(to, &to->values[at], &from->values[at]);
	}
}

/* My lines over theirs: those I know by id as I have them, my new ones at
 * the end; what others added stays. */
static void
take_lines(struct record *to, const struct record *from, size_t l)
{
	const struct record_lines *mine = &from->lines[l];
	size_t n_fields = to->form->lines[l].n_fields;

	for (size_t i = 0; i < mine->n; i++) {
		const struct line_row *row = &mine->rows[i];
		const struct line_row *known =
			row_by_id(&to->lines[l], row->id);
		size_t at;

		if (row->id && !known)
			continue; /* gone on the server */
		at = known ? (size_t)(known - to->lines[l].rows)
			   : record_add_line(to, l);
		to->lines[l].rows[at].dropped = row->dropped;
		for (size_t f = 0; f < n_fields; f++)
			take_value(to, &to->lines[l].rows[at].values[f],
				&row->values[f]);
	}
}

static struct record *
merge(const struct diff *d)
{
	struct record *merged = record_copy(d->conflict.theirs, false);

	str_copy(merged->draft, sizeof merged->draft, d->mine->draft);

	for (size_t i = 0; i < d->view.rows.n; i++) {
		const struct diff_row *row = &d->changed[i];

		if (row->side != SIDE_MINE)
			continue;
		if (row->field >= 0)
			take_field(merged, d->mine, row->field);
		else
			take_lines(merged, d->mine, (size_t)row->lines);
	}
	return merged;
}

bool
screen_diff(struct screen *screen, const struct record *mine,
	struct record **merged, bool *anew)
{
	struct diff *d = view_new(screen, &ops, sizeof *d);
	struct err err = { 0 };
	bool save;

	d->mine = mine;
	d->arena = d->view.arena;
	if (!screen_link(screen) || !store_conflict(d->view.desk, mine,
					    d->arena, &d->conflict, &err)) {
		screen_error(screen, &err);
		view_free(&d->view);
		return false;
	}
	compare(d);
	if (d->conflict.gone)
		screen_say(screen, _("Además, %s anuló este registro."),
			d->conflict.who);
	screen_modal(&d->view);
	save = d->save;
	*anew = d->anew;
	if (save)
		*merged = merge(d);
	record_free(d->conflict.theirs);
	view_free(&d->view);
	return save;
}
