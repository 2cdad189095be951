/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words in every register: how many records of each have them, and the first.
 * Enter opens it where it is the only one, else the list of them all. */
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "screen/open.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "store/search.h"
#include "term/draw.h"
#include "term/prompt.h"
#include "term/term.h"

enum {
	TITLE_AT = 2,
	TITLE = 26,
	HITS = 6,
	KEY = 16,
	KEY_AT = TITLE_AT + TITLE + HITS + 2,
	SAID_AT = KEY_AT + KEY + 1
};

struct found_place {
	struct view view;
	const char *words;
	struct search search;
};

static struct found_place *
of(struct view *view)
{
	return (struct found_place *)view;
}

static void
put(int y, int x, int cells, const char *text)
{
	if (text)
		draw_text(y, x, cells, text, DRAW_PLAIN);
}

static void
paint_row(struct view *view, size_t at, int y)
{
	const struct search_row *row = &of(view)->search.rows[at];

	put(y, TITLE_AT, TITLE, row->form->title);
	draw_text_right(y, TITLE_AT + TITLE, HITS, row->hits, DRAW_PLAIN);
	put(y, KEY_AT, KEY, row->key);
	put(y, SAID_AT, term_cols() - SAID_AT - 1, row->said);
}

static void
paint_head(int y)
{
	draw_text(y, TITLE_AT, TITLE, _("Registro"), DRAW_LABEL);
	draw_text_right(y, TITLE_AT + TITLE, HITS, _("Filas"), DRAW_LABEL);
	draw_text(y, KEY_AT, KEY, _("La primera"), DRAW_LABEL);
	draw_text(y, SAID_AT, term_cols() - SAID_AT - 1, _("Dice"), DRAW_LABEL);
}

static void
paint(struct view *view)
{
	const struct found_place *p = of(view);
	int top = screen_top();

	screen_title(view->screen, _("Búsqueda"));
	paint_head(top);
	rows_paint(view, top + 1, screen_bottom(), 0, paint_row);
	if (view->rows.n == 0) {
		draw_text(top + 2, TITLE_AT, term_cols() - TITLE_AT,
			_("Ningún registro que usted pueda leer lo tiene."),
			DRAW_PLAIN);
		draw_cursor(top + 2, 0);
	}
	screen_hint(view->screen,
		_("Enter abre las filas; Esc B busca otras palabras."));
	screen_read_at(view->screen,
		arena_printf(view->arena, "«%s»", p->words), p->search.read_at);
}

static bool
read_all(struct view *view, struct arena *arena, struct err *err)
{
	struct found_place *p = of(view);

	if (!search_read(view->desk, arena, p->words, &p->search, err))
		return false;
	view->rows.n = p->search.n;
	return true;
}

static void
open_row(struct view *view)
{
	const struct found_place *p = of(view);
	const struct search_row *row;

	if (view->rows.n == 0)
		return;
	row = &p->search.rows[view->rows.at];
	if (str_eq(row->hits, "1"))
		screen_open(view->screen, "form",
			&(struct place_args){
				.of = row->form->name, .id = row->id });
	else
		screen_open(view->screen, "list",
			&(struct place_args){
				.of = row->form->name, .words = p->words });
}

/* Other words, in the same place. */
static void
search_again(struct view *view, const char *argument)
{
	struct found_place *p = of(view);
	const char *before = p->words;

	if (!argument)
		argument = prompt_line(
			view->arena, _("¿Qué palabras?"), p->words, NULL);
	if (!argument || str_is_blank(argument))
		return;
	p->words = arena_strdup(view->arena, argument);
	if (view_read(view))
		view->rows.at = view->rows.top = 0;
	else
		p->words = before;
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_row },
	{ CMD_LOOK, .run = open_row },
	{ CMD_FIND_ALL, .with = search_again },
};

static const struct view_ops ops = {
	.where = IN_FOUND,
	.read = read_all,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
};

static void
found_open(struct screen *screen, const struct place_args *args)
{
	const char *words = args->typed;
	struct found_place *p;

	if (!words)
		words = prompt_line(screen_desk(screen)->arena,
			_("¿Qué palabras?"), NULL, NULL);
	if (!words || str_is_blank(words))
		return;
	p = view_new(screen, &ops, sizeof *p);
	p->words = arena_strdup(p->view.arena, words);
	screen_push(&p->view);
}

const struct place place_found = { "found", CMD_FIND_ALL, NULL, NULL,
	.with = found_open };
