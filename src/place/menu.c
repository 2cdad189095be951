/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registers, under the headings that their form files give, and the
 * screens that are none, before them. */
#include "base/i18n.h"
#include "base/str.h"
#include "screen/frame.h"
#include "screen/open.h"
#include "screen/run.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "term/draw.h"

enum {
	NAME = 34
};

/* One of the three. */
struct menu_row {
	const char *heading;
	const struct place *opens;
	const struct form *form;
};

struct menu {
	struct view view;
	struct menu_row *lines;
	size_t *where; /* the line of each that can be opened */
	struct rows_lines shown;
};

static struct menu *
of(struct view *view)
{
	return (struct menu *)view;
}

static const char *
heading_of(const struct form *form)
{
	return form->menu ? form->menu : _("Otros");
}

static bool
is_new_heading(const struct menu *m, const char *heading)
{
	for (size_t i = 0; i < m->shown.n; i++)
		if (m->lines[i].heading && str_eq(m->lines[i].heading, heading))
			return false;
	return true;
}

static void
add_row(struct menu *m, struct menu_row row)
{
	m->where[m->view.rows.n++] = m->shown.n;
	m->lines[m->shown.n++] = row;
}

static void
add_group(struct menu *m, const char *heading)
{
	const struct desk *desk = m->view.desk;
	const struct place *const *place = screen_places(m->view.screen);

	m->lines[m->shown.n++].heading = heading;
	for (; *place; place++)
		if ((*place)->heading && str_eq(_((*place)->heading), heading))
			add_row(m, (struct menu_row){ .opens = *place });
	for (size_t i = 0; i < desk->n_forms; i++) {
		const struct form *form = desk->forms[i];

		if (!str_eq(heading_of(form), heading) ||
			!desk_may_read(desk, form))
			continue;
		add_row(m, (struct menu_row){ .form = form });
	}
	if (m->lines[m->shown.n - 1].heading)
		m->shown.n--;
}

static void
fill(struct menu *m)
{
	const struct desk *desk = m->view.desk;
	const struct place *const *places = screen_places(m->view.screen);
	size_t most = 2 * desk->n_forms + 1;

	for (size_t i = 0; places[i]; i++)
		most++;
	m->lines = arena_array(m->view.arena, most, sizeof *m->lines);
	m->shown.where = m->where =
		arena_array(m->view.arena, most, sizeof *m->where);
	for (size_t i = 0; i < desk->n_forms; i++)
		if (is_new_heading(m, heading_of(desk->forms[i])))
			add_group(m, heading_of(desk->forms[i]));
}

static const char *
title_of(const struct menu_row *row)
{
	return row->form ? row->form->title : _(row->opens->title);
}

/* What the palette takes for it. */
static const char *
word_of(const struct menu_row *row)
{
	if (row->opens)
		return command_name(command_get(row->opens->id));
	return form_called(row->form);
}

static void
paint_line(struct view *view, size_t line, int y)
{
	const struct menu_row *row = &of(view)->lines[line];

	if (row->heading) {
		draw_text(y, 1, NAME, row->heading, DRAW_LABEL);
		return;
	}
	draw_text(y, 5, NAME, title_of(row), DRAW_PLAIN);
	draw_text(y, 6 + NAME, NAME, word_of(row), DRAW_PLAIN);
}

static void
paint(struct view *view)
{
	screen_title(view->screen, _("Menú"));
	rows_paint_lines(view, &of(view)->shown, 3, paint_line);
	screen_hint(view->screen, _("Enter abre; a la derecha, su nombre para "
				    "«:NOMBRE» desde cualquier pantalla."));
}

static void
open_row(struct view *view)
{
	const struct menu *m = of(view);
	const struct menu_row *row;

	if (view->rows.n == 0)
		return;
	row = &m->lines[m->where[view->rows.at]];
	if (row->opens)
		view_run(view, row->opens->id, NULL);
	else
		screen_open(view->screen, "list",
			&(struct place_args){ .of = row->form->name });
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_row },
	{ .id = CMD_MENU },
};

static const struct view_ops ops = {
	.where = IN_MENU,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
};

static void
menu_open(struct screen *screen)
{
	struct menu *m = view_new(screen, &ops, sizeof *m);

	fill(m);
	screen_push(&m->view);
}

const struct place place_menu = { "menu", CMD_MENU, NULL, NULL,
	.open = menu_open };
