/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to read: wrapped at words, scrolled by rows. */
#include "screen/text.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "screen/frame.h"
#include "screen/stack.h"
#include "screen/view.h"
#include "term/draw.h"
#include "term/term.h"

struct text_line {
	size_t at;
	size_t n;
};

struct text_place {
	struct view view;
	const char *title;
	struct text_body body;
};

static struct text_place *
of(struct view *view)
{
	return (struct text_place *)view;
}

static void
add_line(struct text_body *t, size_t at, size_t n, size_t *cap)
{
	if (t->n == *cap) {
		*cap = *cap ? *cap * 2 : 64;
		t->lines = arena_grow(
			t->arena, t->lines, t->n, *cap, sizeof *t->lines);
	}
	t->lines[t->n].at = at;
	t->lines[t->n++].n = n;
}

static void
wrap(struct text_body *t, int width)
{
	size_t cap = 0, at = 0, end, n;

	t->n = 0;
	t->lines = NULL;
	t->width = width;
	do {
		end = at + strcspn(t->text + at, "\n");
		do {
			n = utf8_fit_words(t->text + at, end - at, width);
			add_line(t, at, n, &cap);
			at += n;
			while (at < end && t->text[at] == ' ')
				at++;
		} while (at < end);
	} while (t->text[at] != '\0' && t->text[++at] != '\0');
}

static void
paint_mark(const struct text_body *t, const struct text_line *line,
	const struct text_look *mark, int y)
{
	size_t end = line->at + line->n;
	size_t from = mark->at > line->at ? mark->at : line->at;
	size_t to = mark->at + mark->n < end ? mark->at + mark->n : end;

	if (from < to)
		draw_mark(y,
			2 + utf8_width(t->text + line->at, from - line->at),
			utf8_width(t->text + from, to - from), mark->style);
}

void
text_body_line(const struct text_body *t, size_t row, int y)
{
	const struct text_line *line = &t->lines[row];

	draw_bytes(
		y, 2, term_cols() - 3, t->text + line->at, line->n, DRAW_PLAIN);
	for (size_t i = 0; i < t->n_looks; i++)
		paint_mark(t, line, &t->looks[i], y);
}

void
text_body_paint(struct view *view, struct text_body *t, rows_paint_fn *line)
{
	if (t->width != term_cols() - 3)
		wrap(t, term_cols() - 3);
	view->rows.n = t->n;
	rows_paint(view, screen_top(), screen_bottom(), 0, line);
}

static void
paint_line(struct view *view, size_t row, int y)
{
	text_body_line(&of(view)->body, row, y);
}

static void
paint(struct view *view)
{
	struct text_place *t = of(view);

	screen_title(view->screen, t->title);
	text_body_paint(view, &t->body, paint_line);
	screen_hint(view->screen, _("AvPág y RePág pasan las pantallas. "
				    "F10 vuelve."));
}

/* F3 in a text: one is looking already. */
static const struct view_command commands[] = {
	{ .id = CMD_LOOK },
};

static const struct view_ops ops = {
	.where = IN_TEXT,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
};

void
text_open_marked(struct screen *screen, const char *title, const char *text,
	const struct text_look *looks, size_t n)
{
	struct text_place *t = view_new(screen, &ops, sizeof *t);

	t->title = arena_strdup(t->view.arena, title);
	t->body = (struct text_body){
		.arena = t->view.arena,
		.text = arena_strdup(t->view.arena, text),
		.looks = arena_grow(
			t->view.arena, looks, n, n + 1, sizeof *looks),
		.n_looks = n,
	};
	screen_push(&t->view);
}

void
text_open(struct screen *screen, const char *title, const char *text)
{
	text_open_marked(screen, title, text, NULL, 0);
}
