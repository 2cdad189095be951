/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of a lookup: what is typed narrows them, on the server. */
#include "screen/pick.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "screen/link.h"
#include "screen/loop.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	TYPED = 128,
	CODE_MOST = 24
};

struct pick_place {
	struct view view;
	const struct form *form;
	const struct field *field;
	const struct record *record;
	struct arena *arena; /* of the rows; the caller's at the end */
	struct pick *pick;
	char typed[TYPED];
	bool chosen;
};

static struct pick_place *
of(struct view *view)
{
	return (struct pick_place *)view;
}

static bool
ask(struct pick_place *p)
{
	struct screen *screen = p->view.screen;
	struct err err = { 0 };

	screen_link(screen);
	if (!lookup_read(p->view.desk, p->form, p->field, p->record, p->typed,
		    p->arena, p->pick, &err)) {
		screen_error(screen, &err);
		return false;
	}
	p->view.rows.n = p->pick->n;
	p->view.rows.at = p->view.rows.top = 0;
	return true;
}

/* What was typed finds nothing: all of them are better than an empty list. */
static bool
enter(struct view *view)
{
	struct pick_place *p = of(view);

	if (!ask(p))
		return false;
	if (p->pick->n > 0 || !p->typed[0])
		return true;
	p->typed[0] = '\0';
	return ask(p);
}

/* The cells after the code, but for those that help the search alone. */
static void
note_of(const struct pick *pick, const struct pick_row *row, struct buf *text)
{
	for (size_t i = 0; i < pick->n_columns; i++)
		if (row->cells[i] && row->cells[i][0] &&
			!str_ends(pick->columns[i], "_folded") &&
			!str_eq(row->cells[i], row->code))
			buf_printf(text, "%s%s", text->len ? "  " : "",
				row->cells[i]);
}

/* A long code, such as a name that stands for one, has what the cells after it
 * leave, and CODE_MOST at least. */
static int
code_width(const struct pick *pick)
{
	int widest = 4, note = 0, most;

	for (size_t i = 0; i < pick->n; i++) {
		struct buf text = { 0 };
		int w = utf8_cells(pick->rows[i].code);

		note_of(pick, &pick->rows[i], &text);
		widest = w > widest ? w : widest;
		w = utf8_cells(buf_text(&text));
		note = w > note ? w : note;
		buf_free(&text);
	}
	most = term_cols() - 6 - note;
	most = most > CODE_MOST ? most : CODE_MOST;
	return widest < most ? widest : most;
}

static void
paint_row(struct view *view, size_t at, int y)
{
	const struct pick_place *p = of(view);
	const struct pick_row *row = &p->pick->rows[at];
	struct buf text = { 0 };
	int width = code_width(p->pick);

	note_of(p->pick, row, &text);
	draw_text(y, 3, width, row->code, DRAW_PLAIN);
	draw_text(y, 5 + width, term_cols() - 6 - width, buf_text(&text),
		DRAW_PLAIN);
	buf_free(&text);
}

static void
paint(struct view *view)
{
	struct pick_place *p = of(view);
	int top = screen_top() + 1;
	char state[SCREEN_TEXT], kept[64] = "";

	screen_title(view->screen, field_title(p->field));
	rows_paint(view, top, screen_bottom(), 1, paint_row);
	if (p->view.rows.n == 0) {
		draw_text(top, 3, term_cols() - 4, _("No hay ninguno así."),
			DRAW_PLAIN);
		draw_cursor(top, 1);
	}
	screen_hint(view->screen, _("Escriba código o nombre para acotar; "
				    "Enter elige; Esc Esc sale sin elegir."));
	/* on the left: on the right it says since when there is no line */
	if (p->pick->kept_at[0])
		snprintf(kept, sizeof kept, _("Como a las %s  "),
			p->pick->kept_at);
	snprintf(state, sizeof state, "%s%s%s%s", kept, p->typed[0] ? "/" : "",
		p->typed,
		p->pick->more ? _("  hay más: siga escribiendo") : "");
	screen_state(view->screen, false, state, NULL);
}

static void
open_row(struct view *view)
{
	if (view->rows.n == 0)
		return;
	of(view)->chosen = true;
	view_close(view);
}

static void
all(struct view *view)
{
	of(view)->typed[0] = '\0';
	ask(of(view));
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_row }, { CMD_LOOK, .run = open_row },
	{ CMD_UNDO, .run = all },
	{ .id = CMD_ACCENT }, /* accents do not matter here */
};

static void
type(struct view *view, key_code key)
{
	struct pick_place *p = of(view);
	size_t n = strlen(p->typed);
	char text[5] = "";

	if (key == K_BACKSPACE && n > 0) {
		p->typed[utf8_prev(p->typed, n)] = '\0';
	} else if (key_is_text(key) && n + 5 < TYPED) {
		text[utf8_encode((uint32_t)key, text)] = '\0';
		str_copy(p->typed + n, TYPED - n, text);
	} else {
		return;
	}
	if (!input_pending() || key == K_BACKSPACE)
		ask(p);
	else
		p->view.rows.n = 0; /* asked once what is typed ahead is read */
}

static const struct view_ops ops = {
	.where = IN_PICK,
	.enter = enter,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
	.type = type,
};

bool
screen_pick(struct screen *screen, const struct form *form,
	const struct field *field, const struct record *record,
	const char *typed, struct arena *arena, struct pick *out, size_t *row)
{
	struct pick_place *p = view_new(screen, &ops, sizeof *p);
	bool chosen;

	p->form = form;
	p->field = field;
	p->record = record;
	p->arena = arena;
	p->pick = out;
	str_copy(p->typed, sizeof p->typed, typed);
	screen_modal(&p->view);
	chosen = p->chosen;
	*row = p->view.rows.at;
	view_free(&p->view);
	return chosen;
}
