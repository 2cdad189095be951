/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issuing the report on the screen: its number, who signs, why it is
 * corrected, and then all of it at once. */
#include "place/preview/preview.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "form/edit.h"
#include "screen/ask.h"
#include "screen/link.h"
#include "screen/loop.h"
#include "screen/progress.h"
#include "screen/stack.h"
#include "term/draw.h"
#include "term/input.h"
#include "term/term.h"

enum {
	HEAD_ROWS = 4,
	BOX_AT = 29,
	BOX_WIDTH = 49,
	LABEL_AT = 1
};

/* A line to type on. */
struct blank {
	const char *label;
	const char *help;
	struct edit edit;
};

struct issuing {
	struct view view;
	struct preview *preview;
	struct issue_next next;
	struct blank *blanks; /* the number, the signers, the reason */
	size_t n;
	size_t n_signers;
	size_t at;
	bool is_correction; /* the last blank is the reason */
	bool issued;
};

/* The blanks are like a form's field of one box; which row it stands on only
 * the paint below knows. */
static struct box line_box = { 0, BOX_AT, BOX_WIDTH };
static const struct field line_field = {
	.name = "line", .kind = FIELD_TEXT, .n_boxes = 1, .boxes = &line_box
};

static struct issuing *
of(struct view *view)
{
	return (struct issuing *)view;
}

static const char *
text_of(const struct issuing *is, size_t i)
{
	return edit_text(&is->blanks[i].edit);
}

/* ---- on the screen */

static void
paint_blank(struct issuing *is, size_t i, int y)
{
	const struct blank *b = &is->blanks[i];
	size_t start, n;

	draw_text(y, LABEL_AT, BOX_AT - LABEL_AT - 2, b->label, DRAW_LABEL);
	edit_box(&b->edit, 0, &start, &n);
	draw_bytes(y, BOX_AT - 1, 1, "[", 1, DRAW_PLAIN);
	draw_bytes(y, BOX_AT, BOX_WIDTH, edit_text(&b->edit) + start, n,
		DRAW_PLAIN);
	draw_bytes(y, BOX_AT + BOX_WIDTH, 1, "]", 1, DRAW_PLAIN);
}

static void
paint_head(const struct issuing *is, int y)
{
	const struct report_question *q = &is->preview->question;
	char text[SCREEN_TEXT];

	snprintf(text, sizeof text, "%s  %s%s%s  %s",
		is->preview->layout->title, q->plan, q->key ? "/" : "",
		q->key ? q->key : "", q->period_key);
	draw_text(y, LABEL_AT, term_cols() - 2, text, DRAW_PLAIN);
	snprintf(text, sizeof text, _("Será el informe %s, versión %s."),
		is->next.number, is->next.version);
	draw_text(y + 1, LABEL_AT, term_cols() - 2, text, DRAW_PLAIN);
	if (!is->next.closed)
		draw_text(y + 2, LABEL_AT, term_cols() - 2,
			_("El periodo sigue abierto: se emitiría como "
			  "PRELIMINAR."),
			DRAW_PLAIN);
}

static void
paint(struct view *view)
{
	struct issuing *is = of(view);
	int top = screen_top(), cell = 0;
	int room = screen_bottom() - top - HEAD_ROWS;
	size_t box, first = 0;

	if (is->at >= (size_t)room)
		first = is->at - (size_t)room + 1;
	screen_title(view->screen, _("Emitir informe"));
	paint_head(is, top);
	for (size_t i = first; i < is->n && i < first + (size_t)room; i++)
		paint_blank(is, i, top + HEAD_ROWS + (int)(i - first));
	edit_cursor(&is->blanks[is->at].edit, &box, &cell);
	draw_cursor(top + HEAD_ROWS + (int)(is->at - first), BOX_AT + cell);
	screen_hint(view->screen, is->blanks[is->at].help);
	screen_state(view->screen, false, _("F2 emite, F10 vuelve sin emitir."),
		NULL);
}

/* ---- typing */

static void
type(struct view *view, key_code key)
{
	struct edit *edit = &of(view)->blanks[of(view)->at].edit;
	const char *paste;

	if (key == K_PASTE) {
		paste = input_paste();
		edit_insert(edit, paste, strcspn(paste, "\n"));
		return;
	}
	edit_key(edit, key);
}

static void
to_blank(struct view *view, int by)
{
	struct issuing *is = of(view);

	is->at = (is->at + is->n + (size_t)by) % is->n;
}

static void
accent(struct view *view)
{
	edit_accent(&of(view)->blanks[of(view)->at].edit);
}

static void
undo(struct view *view)
{
	edit_undo(&of(view)->blanks[of(view)->at].edit);
}

static void
empty(struct view *view)
{
	edit_empty(&of(view)->blanks[of(view)->at].edit);
}

static void
delete_word(struct view *view)
{
	edit_delete_word(&of(view)->blanks[of(view)->at].edit);
}

static void
to_word(struct view *view, int by)
{
	type(view, by < 0 ? K_WORD_LEFT : K_WORD_RIGHT);
}

/* ---- issuing */

/* Signers up to the last one written; those between stay without a name. */
static void
take_signers(struct issuing *is, struct issue_wish *wish)
{
	wish->signers = arena_array(
		is->view.arena, is->n_signers + 1, sizeof *wish->signers);
	for (size_t i = 0; i < is->n_signers; i++) {
		wish->signers[i] = text_of(is, 1 + i);
		if (!str_is_blank(wish->signers[i]))
			wish->n_signers = is->n_signers;
	}
}

/* What must be known and answered before; says what is missing. */
static bool
is_ready(struct issuing *is)
{
	struct screen *screen = is->view.screen;

	if (is->is_correction && str_is_blank(text_of(is, is->n - 1))) {
		is->at = is->n - 1;
		screen_say(screen, _("Este informe ya se emitió: escriba el "
				     "motivo de la corrección."));
		return false;
	}
	if (!is->next.closed)
		return screen_ask(screen, "ns",
			       _("El periodo sigue abierto. ¿Emitirlo como "
				 "PRELIMINAR? (s/n)")) == 's';
	return screen_ask(screen, "ns",
		       _("¿Emitir el informe %s, versión %s? Lo emitido ya no "
			 "cambia. (s/n)"),
		       is->next.number, is->next.version) == 's';
}

static void
say_issued(struct screen *screen, const struct issued *issued, size_t n)
{
	if (str_eq(issued->version, "1"))
		screen_say(screen, _("Emitido: informe %s/%s, SHA-256 %s"),
			issued->number, issued->version, issued->sha256);
	else
		screen_say(screen,
			ngettext("Emitido: informe %s/%s, %zu dato distinto "
				 "del anterior, SHA-256 %s",
				"Emitido: informe %s/%s, %zu datos distintos "
				"del anterior, SHA-256 %s",
				(unsigned long)n),
			issued->number, issued->version, n, issued->sha256);
}

static void
issue_now(struct view *view)
{
	struct issuing *is = of(view);
	struct screen *screen = view->screen;
	struct arena *arena;
	struct screen_step step;
	struct issue_wish wish = { .layout = is->preview->layout,
		.question = is->preview->question,
		.number = text_of(is, 0),
		.preliminary = !is->next.closed,
		.step = &step.step };
	struct issued issued;
	struct err err = { 0 };
	size_t n = 0;
	bool done;

	take_signers(is, &wish);
	if (is->is_correction)
		wish.reason = text_of(is, is->n - 1);
	if (!is_ready(is) || !screen_link(screen))
		return;
	arena = arena_new();
	screen_step_begin(&step, screen, _("Leyendo"));
	done = report_issue(view->desk, arena, &wish, &issued, &n, &err);
	if (done) {
		screen_saved(screen);
		say_issued(screen, &issued, n);
	} else if (err.kind == ERR_CANCEL) {
		screen_say(screen, _("Cancelado: no se emitió nada."));
	} else {
		screen_error(screen, &err);
	}
	arena_free(arena);
	is->issued = done;
	if (done)
		view_close(view);
}

static const struct view_command commands[] = {
	{ CMD_ISSUE_NOW, .run = issue_now },
	{ CMD_NEXT_FIELD, .go = to_blank, .by = 1 },
	{ CMD_DOWN, .go = to_blank, .by = 1 },
	{ CMD_PREV_FIELD, .go = to_blank, .by = -1 },
	{ CMD_UP, .go = to_blank, .by = -1 },
	{ CMD_ACCENT, .run = accent },
	{ CMD_UNDO, .run = undo },
	{ CMD_EMPTY, .run = empty },
	{ CMD_WORD_DELETE, .run = delete_word },
	{ CMD_WORD_LEFT, .go = to_word, .by = -1 },
	{ CMD_WORD_RIGHT, .go = to_word, .by = 1 },
};

/* ---- its life */

static void
add_blank(struct issuing *is, const char *label, const char *help)
{
	struct blank *b = &is->blanks[is->n++];

	b->label = label;
	b->help = help;
	edit_begin(&b->edit, &line_field, "");
}

static void
make_blanks(struct issuing *is, const struct layout *layout)
{
	is->n_signers = layout->n_signers;
	is->is_correction = !str_eq(is->next.version, "1");
	is->blanks = arena_array(
		is->view.arena, is->n_signers + 2, sizeof *is->blanks);
	add_blank(is, _("Número oficial"),
		_("Como se escribe en el documento: Informe N° 012-2019; "
		  "puede quedar en blanco."));
	for (size_t i = 0; i < is->n_signers; i++)
		add_blank(is,
			arena_printf(is->view.arena, _("Firma: %s"),
				layout->signers[i].post),
			_("Nombre; o nombre, coma y cargo; en blanco queda el "
			  "lugar para firmar."));
	if (is->is_correction)
		add_blank(is, _("Motivo de la corrección"),
			_("Por qué se corrige lo emitido; queda en el "
			  "registro."));
}

/* What was typed is kept nowhere else. */
static bool
may_close(struct view *view)
{
	const struct issuing *is = of(view);
	bool typed = false;

	for (size_t i = 0; i < is->n; i++)
		typed |= !str_is_blank(text_of(is, i));
	return is->issued || !typed ||
	       screen_ask(view->screen, "ns",
		       _("¿Salir sin emitir? Lo escrito se pierde. (s/n)")) == 's';
}

static void
close(struct view *view)
{
	for (size_t i = 0; i < of(view)->n; i++)
		edit_end(&of(view)->blanks[i].edit);
}

static const struct view_ops ops = {
	.where = IN_ISSUE,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
	.type = type,
	.may_close = may_close,
	.close = close,
};

/* Into the register whose records are made here. */
static bool
may_issue(struct view *view)
{
	const struct desk *desk = view->desk;
	const struct desk_right *right = NULL;

	for (size_t i = 0; i < desk->n_forms && !right; i++)
		if (desk->forms[i]->made.to)
			right = desk_right(desk, desk->forms[i]->table);
	if (desk->read_only)
		screen_say(view->screen, _("Solo lectura: %s."),
			desk->read_only_why);
	else if (right && !right->insert)
		screen_say(view->screen,
			_("Emite la secretaría técnica; usted puede "
			  "ver el informe y grabarlo con f."));
	else
		return true;
	return false;
}

static bool
ask_next(struct issuing *is, struct err *err)
{
	const struct issue_wish wish = { .layout = is->preview->layout,
		.question = is->preview->question };

	return issue_next(is->view.desk, is->view.arena, &wish, &is->next, err);
}

static void
issue_report(struct preview *p)
{
	struct screen *screen = p->view.screen;
	struct issuing *is = view_new(screen, &ops, sizeof *is);
	struct err err = { 0 };

	is->preview = p;
	if (screen_link(screen) && ask_next(is, &err)) {
		make_blanks(is, p->layout);
		screen_modal(&is->view);
	} else if (err.kind != ERR_NONE) {
		screen_error(screen, &err);
	}
	view_free(&is->view);
}

void
issue_open(struct view *view)
{
	struct preview *p = preview_of(view);
	struct err err = { 0 };

	if (preview_is_report(p,
		    _("Una lista o una ficha no se emite: f la graba en un "
		      "archivo."),
		    _("Ya está emitido. Para corregirlo, emita otra "
		      "versión desde la vista previa (F9, Informes).")) &&
		report_issuable(p->layout, &err) && may_issue(view))
		issue_report(p);
	screen_error(view->screen, &err);
}
