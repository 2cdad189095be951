/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A report on the screen: its life and what is seen of it. */
#include "place/preview/preview.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/light.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/card.h"
#include "screen/light.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/progress.h"
#include "screen/stack.h"
#include "term/draw.h"
#include "term/term.h"

/* ---- making it */

/* What came, before it takes the place of what was there. */
struct made {
	struct arena *arena;
	struct report *report;
	struct buf text;
	struct text_map map;
};

static void
made_free(struct made *m)
{
	if (m->arena)
		arena_free(m->arena);
	buf_free(&m->text);
	text_map_free(&m->map);
}

static bool
make_text(struct made *m, struct step *step, struct err *err)
{
	bool done;

	if (!m->report)
		return false;
	step->what = _("Componiendo");
	m->report->step = step;
	done = text_write_map(
		m->report, term_is_ascii(), &m->text, &m->map, err);
	m->report->step = NULL;
	return done;
}

static bool
make_report(
	struct preview *p, struct made *m, struct step *step, struct err *err)
{
	m->report = report_ask(
		p->view.desk, m->arena, p->layout, &p->question, err);
	return make_text(m, step, err);
}

static bool
make_list(struct preview *p, struct made *m, struct step *step, struct err *err)
{
	struct listing_wish wish = p->wish;

	wish.request = &p->request;
	wish.step = step;
	m->report = listing_make(p->view.desk, m->arena, &wish, err);
	return make_text(m, step, err);
}

static bool
make_record(
	struct preview *p, struct made *m, struct step *step, struct err *err)
{
	struct record *record = store_read(p->view.desk, p->form, p->id, err);

	if (!record)
		return false;
	m->report = card_report(p->view.desk, m->arena, record);
	record_free(record);
	return make_text(m, step, err);
}

/* The text as it was issued: cleaned by whoever draws it. */
static bool
make_issued(struct preview *p, struct made *m, struct err *err)
{
	const char *extension;

	return issued_file(p->view.desk, m->arena, &p->issued,
		term_is_ascii() ? "ascii" : "text", &m->text, &extension, err);
}

static bool
make(struct preview *p, struct made *m, struct step *step, struct err *err)
{
	switch (p->kind) {
	case PREVIEW_ISSUED:
		return make_issued(p, m, err);
	case PREVIEW_RECORD:
		return make_record(p, m, step, err);
	case PREVIEW_LIST:
		return make_list(p, m, step, err);
	case PREVIEW_REPORT:
		break;
	}
	return make_report(p, m, step, err);
}

static void
find_lines(struct preview *p)
{
	const char *text = buf_text(&p->text);
	size_t n = 0, at = 0;

	for (size_t i = 0; i < p->text.len; i++)
		n += text[i] == '\n';
	p->lines = arena_array(p->arena, n + 2, sizeof *p->lines);
	for (size_t i = 0; i < n; i++) {
		p->lines[i] = at;
		at += strcspn(text + at, "\n") + 1;
	}
	p->lines[n] = p->text.len;
	p->view.rows.n = n;
	p->widest = 0;
	for (size_t i = 0; i < n; i++) {
		size_t bytes;
		const char *line = preview_line(p, i, &bytes);
		int width = utf8_width(line, bytes);

		p->widest = width > p->widest ? width : p->widest;
	}
	p->aside = 0;
}

bool
preview_is_report(
	const struct preview *p, const char *of_list, const char *of_issued)
{
	if (p->kind == PREVIEW_REPORT)
		return true;
	screen_say(p->view.screen, "%s",
		p->kind == PREVIEW_ISSUED ? of_issued : of_list);
	return false;
}

const char *
preview_line(const struct preview *p, size_t line, size_t *n)
{
	const char *text = buf_text(&p->text) + p->lines[line];

	*n = p->lines[line + 1] - p->lines[line] - 1;
	return text;
}

static void
add_block(struct preview *p, size_t line, const char *title)
{
	p->blocks = arena_grow(p->arena, p->blocks, p->n_blocks,
		p->n_blocks + 1, sizeof *p->blocks);
	p->blocks[p->n_blocks++] = (struct preview_block){ line, title };
}

/* Of a text alone: what stands above a line of dashes from side to side. */
static void
find_headings(struct preview *p)
{
	for (size_t i = 1; i < p->view.rows.n; i++) {
		size_t n, n_title;
		const char *line = preview_line(p, i, &n);
		const char *title = preview_line(p, i - 1, &n_title);

		if (n == TEXT_WIDTH && strspn(line, "-") == n)
			add_block(p, i - 1,
				arena_strndup(p->arena, title, n_title));
	}
}

/* In the order of the text: annexes come last. */
static void
find_blocks(struct preview *p)
{
	p->n_blocks = 0;
	p->blocks = NULL;
	if (!p->report) {
		find_headings(p);
		return;
	}
	for (int annex = 0; annex < 2; annex++) {
		for (size_t i = 0; i < p->report->n_blocks; i++) {
			const struct report_block *b = &p->report->blocks[i];

			if (b->annex == annex)
				add_block(p, text_map_block(&p->map, (int)i),
					b->title);
		}
	}
}

static void
take(struct preview *p, struct made *m)
{
	struct made before = { p->arena, p->report, p->text, p->map };

	p->arena = m->arena;
	p->report = m->report;
	p->text = m->text;
	p->map = m->map;
	made_free(&before);
	find_lines(p);
	find_blocks(p);
	desk_hour(p->view.desk, p->read_at, sizeof p->read_at);
}

bool
preview_make(struct view *view)
{
	struct preview *p = preview_of(view);
	struct screen *screen = view->screen;
	struct made m = { .arena = arena_new() };
	struct screen_step step;
	struct err err = { 0 };

	screen_step_begin(&step, screen, _("Leyendo"));
	if (screen_link(screen) && make(p, &m, &step.step, &err)) {
		take(p, &m);
		return true;
	}
	made_free(&m);
	screen_error(screen, &err);
	return false;
}

/* ---- on the screen */

static const char *const bands[] = { "green", "amber", "red" };

/* Bytes of the sign, with its word where that stands behind it. */
static size_t
light_bytes(const char *sign, const char *band)
{
	const char *whole = band_sign(band, term_is_ascii(), false);

	if (str_starts(sign, whole))
		return strlen(whole);
	return strlen(band_sign(band, term_is_ascii(), true));
}

static void
paint_lights(int y, const char *text, size_t room)
{
	char line[SCREEN_TEXT];
	size_t n = room < sizeof line ? room : sizeof line - 1;

	memcpy(line, text, n);
	line[n] = '\0';
	for (size_t i = 0; i < sizeof bands / sizeof bands[0]; i++) {
		const char *sign = band_sign(bands[i], term_is_ascii(), true);
		const char *at = line;

		while ((at = strstr(at, sign))) {
			int x = utf8_width(line, (size_t)(at - line));
			size_t bytes = light_bytes(at, bands[i]);

			draw_bytes(y, x, utf8_width(at, bytes), at, bytes,
				band_style(bands[i]));
			at += bytes;
		}
	}
}

static void
paint_line(const struct preview *p, size_t row, int y)
{
	size_t n;
	const char *line = preview_line(p, row, &n);
	size_t gone = utf8_fit(line, n, p->aside);

	line += gone;
	n -= gone;
	draw_bytes(y, 0, term_cols(), line, n, DRAW_PLAIN);
	if (p->kind == PREVIEW_REPORT || p->kind == PREVIEW_ISSUED)
		paint_lights(y, line, n);
}

static void
paint_lines(struct preview *p)
{
	int top = screen_top();
	int height = screen_bottom() - top;

	rows_fit(&p->view.rows, height);
	for (int i = 0;
		i < height && p->view.rows.top + (size_t)i < p->view.rows.n;
		i++)
		paint_line(p, p->view.rows.top + (size_t)i, top + i);
	draw_cursor(top + (int)(p->view.rows.at - p->view.rows.top), 0);
}

static void
paint_title(const struct preview *p)
{
	char title[SCREEN_TEXT];

	if (p->kind == PREVIEW_REPORT)
		snprintf(title, sizeof title, "%s", p->layout->title);
	else if (p->kind == PREVIEW_LIST)
		snprintf(title, sizeof title, _("Lista: %s"),
			p->request.form->title);
	else if (p->kind == PREVIEW_RECORD)
		snprintf(title, sizeof title, _("Ficha: %s"), p->report->title);
	else
		snprintf(title, sizeof title, _("Informe emitido %s/%s"),
			p->issued.number, p->issued.version);
	screen_title(p->view.screen, title);
}

static void
write_what(const struct preview *p, struct buf *out)
{
	const struct report_question *q = &p->question;

	if (p->kind == PREVIEW_REPORT && p->layout->period == PERIOD_NONE)
		buf_puts(out, q->key);
	else if (p->kind == PREVIEW_REPORT)
		buf_printf(out, "%s%s%s, %s", q->plan, q->key ? "/" : "",
			q->key ? q->key : "", q->period_key);
	else if (p->kind != PREVIEW_ISSUED && p->wish.narrowed)
		buf_puts(out, p->wish.narrowed);
	else if (p->kind == PREVIEW_ISSUED)
		buf_printf(out, _("%s, %s: lo guardado, no se cambia"),
			p->issued.plan, p->issued.period);
	buf_puts(out, out->len ? " · " : "");
	buf_printf(out,
		ngettext("%zu línea", "%zu líneas",
			(unsigned long)p->view.rows.n),
		p->view.rows.n);
}

static const char *
hint_of(enum preview_kind kind)
{
	static const char *const hints[] = {
		[PREVIEW_REPORT] = N_(
			"AvPág pasa, [ ] bloques, / busca, F3 de dónde sale, "
			"p periodo, f graba."),
		[PREVIEW_LIST] = N_("AvPág pasa, / busca, n repite, f graba "
				    "en un archivo, F5 lee de nuevo."),
		[PREVIEW_RECORD] = N_("AvPág pasa, / busca, f graba en un "
				      "archivo, F5 lee de nuevo."),
		[PREVIEW_ISSUED] = N_("AvPág pasa, [ ] bloques, / busca, f "
				      "graba un formato, v verifica."),
	};

	return _(hints[kind]);
}

static void
paint(struct view *view)
{
	struct preview *p = preview_of(view);
	struct buf state = { 0 };

	if (p->arena || p->kind != PREVIEW_RECORD)
		paint_title(p);
	if (!p->arena)
		return; /* being made */
	paint_lines(p);
	screen_hint(view->screen, hint_of(p->kind));
	write_what(p, &state);
	screen_read_of(view->screen, &state, p->read_at);
}

/* ---- its life */

static void
close(struct view *view)
{
	struct preview *p = preview_of(view);
	struct made m = { p->arena, p->report, p->text, p->map };

	made_free(&m);
}

static const struct view_ops ops = {
	.where = IN_PREVIEW,
	.enter = preview_make,
	.paint = paint,
	.shared = { &preview_commands },
	.close = close,
};

static void
take_list(struct preview *p, const struct place_args *args)
{
	struct arena *arena = p->view.arena;

	p->wish.limit = LONG_MAX;
	p->wish.narrowed = arena_strdup(arena, args->narrowed);
	p->request = *args->rows;
	p->request.narrow = arena_strdup(arena, args->rows->narrow);
	p->request.key = NULL;
}

static void
take_record(struct preview *p, const struct place_args *args)
{
	p->form = desk_form(p->view.desk, args->of);
	p->id = arena_strdup(p->view.arena, args->id);
	p->wish.narrowed = arena_strdup(p->view.arena, args->narrowed);
}

/* Of the record that the cursor is on, where the report is of such a one. */
static bool
take_layout(struct preview *p, const char *name, struct err *err)
{
	struct view *below = stack_top(p->view.screen);
	struct about here = { 0 };

	if (below && below->ops->about)
		below->ops->about(below, &here);
	if (!name)
		name = preview_choose_layout(
			p, here.id ? here.form->name : NULL);
	if (name)
		p->layout = layout_find(
			p->view.desk, p->view.arena, name, err);
	if (!p->layout)
		return false;
	preview_take_thing(p, &here);
	return (p->layout->period == PERIOD_NONE && p->question.key) ||
	       preview_choose_period(p);
}

/* The rows of a list, which lives longer; a record; what was issued under a
 * key, "12/2"; or a report, asked for. */
static void
preview_open(struct screen *screen, const struct place_args *args)
{
	struct preview *p = view_new(screen, &ops, sizeof *p);
	struct err err = { 0 };
	bool taken = true;

	p->kind = args->rows  ? PREVIEW_LIST
		  : args->id  ? PREVIEW_RECORD
		  : args->key ? PREVIEW_ISSUED
			      : PREVIEW_REPORT;
	if (p->kind == PREVIEW_LIST)
		take_list(p, args);
	else if (p->kind == PREVIEW_RECORD)
		take_record(p, args);
	else if (p->kind == PREVIEW_ISSUED)
		taken = screen_link(screen) &&
			issued_find(p->view.desk, p->view.arena, args->key,
				&p->issued, &err);
	else
		taken = take_layout(p, args->of ? args->of : args->typed, &err);
	if (taken) {
		screen_push(&p->view);
		return;
	}
	screen_error(screen, &err);
	view_free(&p->view);
}

const struct place place_preview = { "preview", CMD_REPORT, "Seguimiento",
	N_("Informes: ver y emitir"), .with = preview_open };
