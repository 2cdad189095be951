/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys do in a report on the screen. */
#include "place/preview/preview.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/period.h"
#include "screen/choose.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/progress.h"
#include "screen/text.h"
#include "store/working.h"
#include "term/prompt.h"
#include "term/term.h"

/* The line goes to the top of the screen where it can. */
static void
go_to(struct preview *p, size_t line)
{
	p->view.rows.at = line < p->view.rows.n ? line : p->view.rows.n - 1;
	p->view.rows.top = p->view.rows.at;
}

/* ---- blocks */

/* The block that the cursor is in, counted from 1; 0 before the first. */
static size_t
block_here(const struct preview *p)
{
	size_t i = 0;

	while (i < p->n_blocks && p->blocks[i].line <= p->view.rows.at)
		i++;
	return i;
}

/* Back to its beginning first, as readers of music know it. */
static void
to_block(struct view *view, int by)
{
	struct preview *p = preview_of(view);
	size_t to = block_here(p);

	if (by > 0 && to == p->n_blocks) {
		screen_say(view->screen, _("Es el último bloque."));
		return;
	}
	if (by < 0 && to > 0 && p->blocks[to - 1].line == view->rows.at)
		to--;
	if (by > 0)
		go_to(p, p->blocks[to].line);
	else
		go_to(p, to > 0 ? p->blocks[to - 1].line : 0);
}

static void
contents(struct view *view)
{
	struct preview *p = preview_of(view);
	struct choice_item *items =
		arena_array(p->arena, p->n_blocks + 1, sizeof *items);
	size_t here = block_here(p);
	int chosen;

	if (p->n_blocks == 0) {
		screen_say(view->screen, _("No tiene bloques."));
		return;
	}
	for (size_t i = 0; i < p->n_blocks; i++)
		items[i].title = p->blocks[i].title;
	chosen = screen_choose(view->screen, _("Índice"), items, p->n_blocks,
		here > 0 ? here - 1 : 0);
	if (chosen >= 0)
		go_to(p, p->blocks[chosen].line);
}

/* ---- searching */

static bool
line_has(const struct preview *p, size_t line, const char *folded)
{
	char text[SCREEN_TEXT], fold[SCREEN_TEXT];
	size_t n;
	const char *at = preview_line(p, line, &n);

	if (n >= sizeof text)
		n = sizeof text - 1;
	memcpy(text, at, n);
	text[n] = '\0';
	utf8_fold(text, fold, sizeof fold);
	return strstr(fold, folded);
}

/* From the cursor's line on, or back; around the end once. */
static void
seek(struct preview *p, int by, bool here)
{
	size_t n = p->view.rows.n;
	bool back = by < 0;
	char folded[256];

	utf8_fold(p->sought, folded, sizeof folded);
	if (n == 0 || !folded[0]) {
		screen_say(p->view.screen, _("Busque primero un texto con /."));
		return;
	}
	for (size_t i = here ? 0 : 1; i <= n; i++) {
		size_t line = back ? (p->view.rows.at + n - i % n) % n
				   : (p->view.rows.at + i) % n;

		if (!line_has(p, line, folded))
			continue;
		if (back ? line > p->view.rows.at : line < p->view.rows.at)
			screen_say(p->view.screen,
				_("La búsqueda siguió desde el otro extremo."));
		p->view.rows.at = line;
		return;
	}
	screen_say(p->view.screen, _("No está «%s»."), p->sought);
}

static void
seek_text(struct view *view, const char *argument)
{
	struct preview *p = preview_of(view);

	if (!argument)
		argument = prompt_line(p->arena, "/", p->sought, NULL);
	if (!argument || str_is_blank(argument))
		return;
	str_copy(p->sought, sizeof p->sought, argument);
	seek(p, 1, true);
}

static void
seek_on(struct view *view, int by)
{
	seek(preview_of(view), by, false);
}

/* ---- where a figure comes from */

/* Which part of a plan a row is about, by the columns that it has; the first
 * that fits. */
static const struct {
	const char *column;
	const char *behind; /* the key goes on with this column */
	const char *part;
} parts[] = {
	{ "indicator_code", NULL, "indicator" },
	{ "commitment_no", NULL, "commitment" },
	{ "objective_code", "line_code", "action_line" },
	{ "objective_code", NULL, "objective" },
	{ "office_code", NULL, "office" },
	{ "period_key", NULL, "plan" },
};

static const char *
cell_of(const struct report_block *block, int row, const char *column)
{
	for (size_t i = 0; column && i < block->n_columns; i++) {
		const struct report_cell *cell = &block->rows[row].cells[i];

		if (str_eq(block->columns[i].name, column))
			return str_is_blank(cell->exact) ? cell->shown
							 : cell->exact;
	}
	return NULL;
}

static bool
part_of_row(struct preview *p, const struct report_block *block, int row,
	struct figure_of *of)
{
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *key = cell_of(block, row, parts[i].column);
		const char *more = cell_of(block, row, parts[i].behind);

		if (str_is_blank(key) ||
			(parts[i].behind && str_is_blank(more)))
			continue;
		of->part = parts[i].part;
		if (str_eq(of->part, "plan"))
			of->period = key;
		else
			of->key = more ? arena_printf(
						 p->arena, "%s/%s", key, more)
				       : key;
		return true;
	}
	return false;
}

/* Of the row at the cursor, else the plan's where the report has figures. */
static bool
figure_here(struct preview *p, struct figure_of *of)
{
	const struct text_mark *mark = text_map_at(&p->map, p->view.rows.at);
	const struct form *of_key;

	if (p->layout->period == PERIOD_NONE)
		return false;
	*of = (struct figure_of){ p->question.plan, "plan", NULL,
		p->question.period_key };
	if (mark && mark->row >= 0 &&
		part_of_row(p, &p->report->blocks[mark->block], mark->row, of))
		return true;
	of_key = p->question.key && p->layout->key_of
			 ? desk_form(p->view.desk, p->layout->key_of)
			 : NULL;
	if (of_key && of_key->figure.to) {
		of->part = of_key->figure.to;
		of->key = p->question.key;
	}
	return p->layout->figures.relation;
}

static void
look(struct view *view)
{
	struct preview *p = preview_of(view);
	struct figure_of of;

	if (!preview_is_report(p,
		    _("Una lista o una ficha no tiene cifras que se "
		      "calculen."),
		    _("Es lo que se emitió, tal cual: su cálculo está al "
		      "final. El de hoy se ve en la vista previa.")))
		return;
	if (figure_here(p, &of))
		screen_open(view->screen, "working",
			&(struct place_args){ .plan = of.plan,
				.part = of.part,
				.key = of.key,
				.period = of.period });
	else
		screen_say(view->screen, _("En esta línea no hay ninguna "
					   "cifra calculada."));
}

/* ---- another period, or the same anew */

/* Made anew, the cursor stays by the line it was on. */
static void
reread(struct view *view)
{
	preview_make(view);
}

/* Of a report without period what it is of. */
static bool
period_typed(struct preview *p, const char *text)
{
	char key[PERIOD_KEY];
	struct err err = { 0 };

	if (p->layout->period == PERIOD_NONE) {
		p->question.key = arena_strdup(p->view.arena, text);
		return true;
	}
	if (!period_wanted(text, p->layout->period, key, &err)) {
		screen_error(p->view.screen, &err);
		return false;
	}
	p->question.period_key = arena_strdup(p->view.arena, key);
	return true;
}

static void
other_period(struct view *view, const char *argument)
{
	struct preview *p = preview_of(view);
	struct report_question before = p->question;
	const char *other = _("Esto no es de un periodo que se pueda cambiar.");
	bool chosen;

	if (!preview_is_report(p, other, other))
		return;
	chosen =
		argument ? period_typed(p, argument) : preview_choose_period(p);
	if (chosen && !preview_make(view))
		p->question = before;
}

/* ---- lines wider than the screen */

enum {
	ASIDE = 16 /* cells a step */
};

static void
go_aside(struct view *view, int by)
{
	struct preview *p = preview_of(view);
	int most = p->widest - term_cols();
	int aside = p->aside + by * ASIDE;

	if (aside > most)
		aside = most;
	if (aside < 0)
		aside = 0;
	if (aside == p->aside)
		screen_say(view->screen,
			most > 0 ? _("Las líneas no siguen hacia ese lado.")
				 : _("Las líneas caben enteras."));
	p->aside = aside;
}

/* ---- verifying what was issued */

struct told {
	struct buf text;
};

static void
note_difference(void *arg, const char *text)
{
	struct told *told = arg;

	buf_printf(&told->text, "- %s\n", text);
}

static void
show_verified(
	struct preview *p, struct arena *arena, struct told *told, size_t n)
{
	struct screen *screen = p->view.screen;

	const char *same = arena_printf(arena,
		_("Informe %s: es el que se emitió, y hoy saldría igual."),
		issued_name(arena, &p->issued));

	if (told->text.len == 0) {
		screen_say(screen, "%s", same);
		return;
	}
	if (n == 0)
		buf_puts(&told->text, same);
	text_open(screen, _("Verificación"), buf_text(&told->text));
}

static void
verify(struct view *view)
{
	struct preview *p = preview_of(view);
	struct arena *arena;
	struct told told = { { 0 } };
	struct screen_step step;
	struct verify_wish wish = { &p->issued, note_difference, &told,
		&step.step };
	struct err err = { 0 };
	size_t n = 0;

	if (p->kind != PREVIEW_ISSUED) {
		screen_say(view->screen, _("Se verifica lo emitido: V en "
					   "Informes emitidos lo abre."));
		return;
	}
	if (!screen_link(view->screen))
		return;
	arena = arena_new();
	screen_step_begin(&step, view->screen, _("Verificando"));
	if (issued_verify(view->desk, arena, &wish, &n, &err))
		show_verified(p, arena, &told, n);
	else
		screen_error(view->screen, &err);
	buf_free(&told.text);
	arena_free(arena);
}

static const struct view_command commands[] = {
	{ CMD_ASIDE_LEFT, .go = go_aside, .by = -1 },
	{ CMD_ASIDE_RIGHT, .go = go_aside, .by = 1 },
	{ CMD_LOOK, .run = look },
	{ CMD_REREAD, .run = reread },
	{ CMD_PERIOD, .with = other_period },
	{ CMD_BLOCKS, .run = contents },
	{ CMD_NEXT_BLOCK, .go = to_block, .by = 1 },
	{ CMD_PREV_BLOCK, .go = to_block, .by = -1 },
	{ CMD_SEEK, .with = seek_text },
	{ CMD_SEEK_NEXT, .go = seek_on, .by = 1 },
	{ CMD_SEEK_PREV, .go = seek_on, .by = -1 },
	{ CMD_SAVE_FILE, .with = preview_save },
	{ CMD_ISSUE, .run = issue_open },
	{ CMD_VERIFY, .run = verify },
};
const struct view_commands preview_commands = { VIEW_COMMANDS(commands) };
