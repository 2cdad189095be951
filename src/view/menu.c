/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registers, under the headings that their form files give, and the
 * screens that are none, before them. */
#include "view/inside.h"

#include "base/i18n.h"
#include "base/str.h"
#include "term/draw.h"

enum {
	NAME = 34
};

/* A screen that is no register: the command that opens it. */
struct menu_screen {
	const char *heading; /* as the form files give it */
	const char *title;
	enum command_id id;
};

static const struct menu_screen screens[] = {
	{ "Seguimiento", N_("Tablero"), CMD_BOARD },
	{ "Seguimiento", N_("Envíos del trimestre"), CMD_COMPLETENESS },
	{ "Seguimiento", N_("Cumplimiento"), CMD_FIGURES },
	{ "Seguimiento", N_("Hoja de ingreso"), CMD_SHEET },
	{ "Seguimiento", N_("Informes: ver y emitir"), CMD_REPORT },
};

enum {
	SCREENS = sizeof screens / sizeof screens[0]
};

/* One of the three. */
struct menu_row {
	const char *heading;
	const struct menu_screen *opens;
	const struct form *form;
};

struct menu {
	struct view view;
	struct menu_row *lines;
	size_t n_lines;
	size_t *where; /* line of each register, in order */
	struct rows rows;
	size_t top;
};

static struct menu *
of(struct view *view)
{
	return (struct menu *)view;
}

static bool
is_readable(const struct desk *desk, const struct form *form)
{
	const struct desk_right *right = desk_right(desk, form->table);

	return !right || right->read;
}

static const char *
heading_of(const struct form *form)
{
	return form->menu ? form->menu : _("Otros");
}

static bool
is_new_heading(const struct menu *m, const char *heading)
{
	for (size_t i = 0; i < m->n_lines; i++)
		if (m->lines[i].heading && str_eq(m->lines[i].heading, heading))
			return false;
	return true;
}

static void
add_row(struct menu *m, struct menu_row row)
{
	m->where[m->rows.n++] = m->n_lines;
	m->lines[m->n_lines++] = row;
}

static void
add_group(struct menu *m, const char *heading)
{
	const struct desk *desk = m->view.desk;

	m->lines[m->n_lines++].heading = heading;
	for (size_t i = 0; i < SCREENS; i++)
		if (str_eq(screens[i].heading, heading))
			add_row(m, (struct menu_row){ .opens = &screens[i] });
	for (size_t i = 0; i < desk->n_forms; i++) {
		const struct form *form = desk->forms[i];

		if (!str_eq(heading_of(form), heading) ||
			!is_readable(desk, form))
			continue;
		add_row(m, (struct menu_row){ .form = form });
	}
	if (m->lines[m->n_lines - 1].heading)
		m->n_lines--;
}

static void
fill(struct menu *m)
{
	const struct desk *desk = m->view.desk;

	m->lines = arena_array(m->view.arena, 2 * desk->n_forms + SCREENS + 1,
		sizeof *m->lines);
	m->where = arena_array(
		m->view.arena, desk->n_forms + SCREENS + 1, sizeof *m->where);
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
	return row->form->alias ? row->form->alias : "";
}

static void
paint_row(struct menu *m, size_t line, int y)
{
	const struct menu_row *row = &m->lines[line];
	bool here = m->rows.n > 0 && m->where[m->rows.at] == line;

	if (row->heading) {
		draw_text(y, 1, NAME, row->heading, (size_t)-1, DRAW_LABEL);
		return;
	}
	draw_text(y, 5, NAME, title_of(row), (size_t)-1, DRAW_PLAIN);
	draw_text(y, 6 + NAME, NAME, word_of(row), (size_t)-1, DRAW_PLAIN);
	draw_text(y, 3, 1, here ? ">" : " ", 1, DRAW_CURSOR);
	if (here)
		draw_cursor(y, 3);
}

static void
paint(struct view *view)
{
	struct menu *m = of(view);
	int top = screen_top(view->screen);
	int bottom = screen_bottom(view->screen);
	size_t height = (size_t)(bottom - top);

	screen_title(view->screen, "%s", _("Menú"));
	rows_fit(&m->rows, bottom - top);
	rows_scroll(&m->rows, m->where[m->rows.at], m->n_lines, bottom - top,
		&m->top);
	for (size_t i = m->top; i < m->n_lines && i < m->top + height; i++)
		paint_row(m, i, top + (int)(i - m->top));
	screen_hint(view->screen, _("Enter abre; a la derecha, su nombre para "
				    "«:NOMBRE» desde cualquier pantalla."));
	screen_state(view->screen, false, "", NULL);
}

static enum view_result
open_row(struct view *view, const char *argument)
{
	struct menu *m = of(view);
	const struct menu_row *row;

	(void)argument;
	if (m->rows.n == 0)
		return VIEW_KEPT;
	row = &m->lines[m->where[m->rows.at]];
	if (row->opens)
		return view_run(view, row->opens->id, NULL);
	screen_push(view->screen, list_view(view->desk, row->form, NULL, NULL));
	return VIEW_PAINT;
}

static const struct view_command commands[] = {
	{ CMD_OPEN, open_row },
	{ CMD_MENU, view_stay },
	{ 0 },
};

static struct rows *
rows(struct view *view)
{
	return &of(view)->rows;
}

static const struct view_ops ops = {
	.name = "menu",
	.where = IN_MENU,
	.paint = paint,
	.rows = rows,
	.commands = commands,
};

struct view *
menu_view(struct desk *desk)
{
	struct menu *m = (struct menu *)view_alloc(desk, &ops, sizeof *m);

	fill(m);
	return &m->view;
}
