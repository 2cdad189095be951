/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed and is not saved: by sessions that ended, or by this one
 * while there was no line. Opened where it was typed, sent, or let go. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "screen/ask.h"
#include "screen/change.h"
#include "screen/frame.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/run.h"
#include "screen/stack.h"
#include "screen/text.h"
#include "store/journal.h"
#include "store/store.h"
#include "term/draw.h"
#include "term/term.h"

enum {
	WHAT_AT = 2,
	WHAT = 20,
	KEY_AT = WHAT_AT + WHAT + 1,
	KEY = 18,
	WHEN_AT = KEY_AT + KEY + 1,
	SIZE_AT = WHEN_AT + DRAFT_WHEN + 1,
	SIZE = 9,
	STATE_AT = SIZE_AT + SIZE + 1,
};

/* Those that go together (draft_goes_with). */
struct group {
	size_t n;
	struct draft **v;
};

struct drafts_place {
	struct view view;
	struct drafts drafts;
	struct group *groups; /* one per row */
};

static struct drafts_place *
of(struct view *view)
{
	return (struct drafts_place *)view;
}

static struct group *
here(struct view *view)
{
	return view->rows.n > 0 ? &of(view)->groups[view->rows.at] : NULL;
}

/* ---- reading */

static void
put(struct drafts_place *p, struct arena *arena, struct draft *draft)
{
	struct rows *rows = &p->view.rows;
	struct group *group = p->groups;

	while (group < p->groups + rows->n &&
		!draft_goes_with(group->v[0], draft))
		group++;
	rows->n += group == p->groups + rows->n;
	group->v = arena_grow(
		arena, group->v, group->n, group->n + 1, sizeof *group->v);
	group->v[group->n++] = draft;
}

/* From this machine: there need be no line. */
static bool
load(struct view *view)
{
	struct drafts_place *p = of(view);
	struct arena *arena = arena_new();

	drafts_read(view->desk, arena, &p->drafts);
	p->groups = arena_array(arena, p->drafts.n + 1, sizeof *p->groups);
	view->rows.n = 0;
	for (size_t i = 0; i < p->drafts.n; i++)
		put(p, arena, &p->drafts.v[i]);
	if (view->rows.at >= view->rows.n)
		view->rows.at = view->rows.n > 0 ? view->rows.n - 1 : 0;
	if (view->data)
		arena_free(view->data);
	view->data = arena;
	return true;
}

static void
reload(struct view *view)
{
	load(view);
}

/* ---- on the screen */

static const char *
key_of(struct arena *arena, const struct draft *draft)
{
	const char *const *at = draft->place.at;

	if (str_eq(draft->place.name, "sheet"))
		return arena_printf(
			arena, "%s %s", at[0] ? at[0] : "", at[1] ? at[1] : "");
	if (str_eq(draft->place.name, "agree"))
		return at[0];
	if (str_is_blank(draft->title))
		return _("Nuevo");
	return draft->title;
}

static size_t
size_of(const struct group *group)
{
	size_t n = 0;

	for (size_t i = 0; i < group->n; i++)
		n += draft_size(group->v[i]);
	return n;
}

static void
paint_row(struct view *view, size_t at, int y)
{
	const struct drafts_place *p = of(view);
	const struct group *group = &p->groups[at];
	const struct draft *last = group->v[group->n - 1];
	char when[DRAFT_WHEN + 1], size[24];

	draft_when(last, when);
	snprintf(size, sizeof size,
		ngettext("%zu dato", "%zu datos", size_of(group)),
		size_of(group));
	draw_text(y, WHAT_AT, WHAT, draft_what(view->data, view->desk, last),
		DRAW_PLAIN);
	draw_text(y, KEY_AT, KEY, key_of(view->data, last), DRAW_PLAIN);
	draw_text(y, WHEN_AT, DRAFT_WHEN, when, DRAW_PLAIN);
	draw_text(y, SIZE_AT, SIZE, size, DRAW_PLAIN);
	draw_text(y, STATE_AT, term_cols() - STATE_AT - 1,
		last->is_elsewhere ? last->where : draft_state(last),
		DRAW_PLAIN);
}

static void
paint_head(int y)
{
	draw_text(y, WHAT_AT, WHAT, _("Registro"), DRAW_LABEL);
	draw_text(y, KEY_AT, KEY, _("Cuál"), DRAW_LABEL);
	draw_text(y, WHEN_AT, DRAFT_WHEN, _("Escrito"), DRAW_LABEL);
	draw_text(y, SIZE_AT, SIZE, _("Cuánto"), DRAW_LABEL);
	draw_text(y, STATE_AT, term_cols() - STATE_AT - 1, _("Estado"),
		DRAW_LABEL);
}

/* What else there is to know of journals. */
static void
tell_state(const struct drafts_place *p)
{
	struct buf left = { 0 };

	if (p->drafts.n_busy > 0)
		buf_printf(&left, "%s",
			_("otra sesión suya, abierta, tiene los suyos"));
	if (p->drafts.lost > 0)
		buf_printf(&left,
			_("%sde %zu bytes dañados de un diario no se pudo "
			  "leer nada"),
			left.len > 0 ? "; " : "", p->drafts.lost);
	screen_state(p->view.screen, false, buf_text(&left), "");
	buf_free(&left);
}

static void
paint(struct view *view)
{
	int top = screen_top();

	screen_title(view->screen, _("Borradores"));
	paint_head(top);
	rows_paint(view, top + 1, screen_bottom(), 0, paint_row);
	if (view->rows.n == 0) {
		draw_text(top + 2, WHAT_AT, term_cols() - WHAT_AT,
			_("No queda nada escrito sin grabar."), DRAW_PLAIN);
		draw_cursor(top + 2, 0);
	}
	screen_hint(view->screen,
		_("Enter lo abre donde se escribió; F3 lo compara con el "
		  "servidor; F8 lo olvida."));
	tell_state(of(view));
}

/* ---- opening */

/* As it was read then, or over what the server has where that is lost. */
static struct record *
record_of(struct view *view, const struct draft *draft, const struct form *form,
	size_t *unknown)
{
	struct date today = view->desk->today;
	struct record *record;
	struct err err = { 0 };

	if (!draft->is_partial)
		return draft_record(draft, form, today, unknown);
	if (!screen_link(view->screen))
		return NULL;
	record = store_read(view->desk, form, draft->record, &err);
	screen_error(view->screen, &err);
	if (record)
		*unknown = draft_apply(draft, record, today);
	return record;
}

/* A new record is of the office that saves it: of another one than it was
 * typed in only when she says so. */
static bool
is_of_office(struct view *view, const struct draft *draft)
{
	const char *office = draft->place.at[0];

	return draft->record || !office || str_eq(office, view->desk->office) ||
	       screen_ask(view->screen, "ns",
		       _("Se escribió en la oficina %s; aquí se grabaría en "
			 "%s. ¿Abrirlo? (s/n)"),
		       office,
		       view->desk->office ? view->desk->office : "-") == 's';
}

/* NULL: it is said that there is none. */
static const struct form *
form_of(struct view *view, const struct draft *draft)
{
	const struct form *form = desk_form(view->desk, draft->place.of);

	if (!form)
		screen_say(view->screen,
			_("El registro «%s» no está en este programa: el "
			  "borrador sigue aquí."),
			draft->place.of);
	return form;
}

static bool
open_form(struct view *view, const struct draft *draft)
{
	const struct form *form = form_of(view, draft);
	struct record *record;
	size_t unknown = 0;

	if (!form || !is_of_office(view, draft))
		return false;
	record = record_of(view, draft, form, &unknown);
	if (!record)
		return false;
	screen_open(view->screen, "form",
		&(struct place_args){ .of = form->name,
			.record = record,
			.request = draft->request });
	if (unknown > 0)
		screen_say(view->screen,
			ngettext("%zu dato del borrador ya no tiene campo en "
				 "este formulario.",
				"%zu datos del borrador ya no tienen campo en "
				"este formulario.",
				unknown),
			unknown);
	return true;
}

static void
open_place(struct view *view, const struct draft *draft)
{
	const char *const *at = draft->place.at;

	if (str_eq(draft->place.name, "sheet"))
		screen_open(view->screen, "sheet",
			&(struct place_args){
				.key = at[0], .period = at[1], .plan = at[2] });
	else
		screen_open(view->screen, "sala",
			&(struct place_args){ .key = at[0] });
}

static void
open_of_action(struct view *view, const struct draft *draft)
{
	const char *const *at = draft->place.at + TRIED_AT;

	if (at[0])
		screen_open(view->screen, "sheet",
			&(struct place_args){
				.key = at[0], .period = at[1], .plan = at[2] });
	else
		screen_open(view->screen, "form",
			&(struct place_args){
				.of = draft->place.of, .id = draft->record });
}

/* Asks it once more, on its record, with what was typed; what is not known to
 * be done is only sent again. */
static bool
open_action(struct view *view, const struct draft *draft)
{
	const struct form *form = form_of(view, draft);
	const struct action *action = form ? draft_action(draft, form) : NULL;

	if (!form)
		return false;
	if (!action) {
		screen_say(view->screen,
			_("«%s» ya no se hace en %s: el borrador sigue aquí."),
			draft->place.at[0], form->title);
		return false;
	}
	if (draft->request)
		return change_draft(view->screen, form, draft);
	open_of_action(view, draft);
	if (stack_top(view->screen) == view)
		return false;
	screen_paint(view->screen);
	view_run(stack_top(view->screen),
		action == &action_mark ? CMD_MARK : CMD_ACTION,
		action == &action_mark ? NULL : action->name);
	return true;
}

/* What was taken is among the drafts again where its screen did not come. */
static bool
show_group(struct view *view, const struct group *group)
{
	const struct draft *first = group->v[0];
	bool opened;

	if (draft_is_of_action(first)) {
		opened = open_action(view, first);
	} else if (str_eq(first->place.name, "form")) {
		/* its record goes with it */
		journal_next_taken(view->desk, &first->place);
		opened = open_form(view, first);
		if (!opened)
			journal_leave(view->desk, first->id);
	} else {
		open_place(view, first);
		opened = stack_top(view->screen) != view;
	}
	journal_untaken(view->desk);
	if (stack_top(view->screen) == view)
		load(view);
	return opened;
}

/* Takes all of the row over and shows it, or does it; false: neither (said). */
static bool
open_group(struct view *view, struct group *group)
{
	struct err err = { 0 };

	for (size_t i = 0; i < group->n; i++)
		if (!draft_take(view->desk, group->v[i], &err)) {
			journal_untaken(view->desk);
			load(view);
			screen_error(view->screen, &err);
			return false;
		}
	return show_group(view, group);
}

static void
open_row(struct view *view)
{
	struct group *group = here(view);

	if (group)
		open_group(view, group);
}

/* ---- sending */

/* Opens it and saves, or does it; closed again when that is done. */
static bool
send_group(struct view *view, struct group *group)
{
	struct screen *screen = view->screen;
	const char *id = arena_strdup(view->arena, group->v[0]->id);
	bool of_action = draft_is_of_action(group->v[0]);

	if (!open_group(view, group))
		return false;
	if (!of_action)
		view_run(stack_top(screen), CMD_SAVE, NULL);
	if (journal_has(view->desk, id))
		return false;
	while (stack_top(screen) && stack_top(screen) != view)
		stack_pop(screen);
	return true;
}

static void
send_row(struct view *view)
{
	struct group *group = here(view);

	if (group && screen_link(view->screen) && send_group(view, group))
		screen_say(view->screen, _("Grabado."));
}

/* The next that was meant to be sent here; NULL: there is none. What was only
 * being typed when a session ended is not sent unasked. */
static struct group *
next_to_send(struct view *view)
{
	const struct drafts_place *p = of(view);

	for (size_t i = 0; i < view->rows.n; i++) {
		struct group *group = &p->groups[i];

		const struct draft *last = group->v[group->n - 1];

		if (!*draft_state(last) || last->is_elsewhere)
			continue;
		view->rows.at = i;
		return group;
	}
	return NULL;
}

static void
send_all(struct view *view)
{
	struct group *group;
	size_t n = 0;

	if (!screen_link(view->screen))
		return;
	while ((group = next_to_send(view))) {
		if (!send_group(view, group))
			return;
		n++;
		load(view);
	}
	screen_say(view->screen,
		ngettext(
			"%zu borrador grabado.", "%zu borradores grabados.", n),
		n);
}

/* ---- looking and letting go */

static void
tell_value(struct buf *out, const struct field *field, const struct value *mine,
	const struct value *theirs, bool with_theirs)
{
	struct arena *arena = arena_new();
	const struct value was = { .now = mine->was };

	buf_printf(out, "%s\n", field_title(field));
	buf_printf(out, _("  se leyó:  %s\n"), value_text(arena, field, &was));
	buf_printf(out, _("  escrito:  %s\n"), value_text(arena, field, mine));
	if (with_theirs && !str_eq(theirs->now, mine->was))
		buf_printf(out, _("  AHORA EN EL SERVIDOR:  %s\n"),
			value_text(arena, field, theirs));
	arena_free(arena);
}

static void
tell_lines(struct buf *out, const struct draft *draft)
{
	for (size_t i = 0; i < draft->n_typed; i++)
		if (strchr(draft->typed[i].path, '#'))
			buf_printf(out, "%s: %s\n",
				strchr(draft->typed[i].path, '#') + 1,
				draft->typed[i].text ? draft->typed[i].text
						     : "");
}

/* Whether what is on the server is as it was read; theirs: that, NULL where it
 * cannot be read. */
static void
tell_server(
	struct buf *out, const struct draft *draft, const struct record *theirs)
{
	const char *text = _("Otra persona lo cambió desde que se leyó.");

	if (!draft->record)
		text = _("Es nuevo: el servidor no lo tiene.");
	else if (!theirs)
		text = _("Lo que hay en el servidor no se puede leer ahora.");
	else if (str_eq(theirs->version, draft->version))
		text = _("Nadie lo cambió desde que se leyó.");
	buf_printf(out, "%s\n\n", text);
}

static void
tell_fields(
	struct buf *out, const struct record *mine, const struct record *theirs)
{
	const struct form *form = mine->form;

	for (size_t f = 0; f < form->n_fields; f++)
		if (value_is_changed(&mine->values[f]) || mine->values[f].bad)
			tell_value(out, &form->fields[f], &mine->values[f],
				theirs ? &theirs->values[f] : NULL, theirs);
}

static void
tell_answers(struct buf *out, const struct form *form,
	const struct action *action, const struct draft *draft)
{
	buf_printf(out, "%s\n", action_title(action));
	for (size_t i = 0; i < draft->n_typed; i++)
		buf_printf(out, "%s: %s\n",
			action_asks(form, action, draft->typed[i].path),
			draft->typed[i].text ? draft->typed[i].text : "");
}

static void
compare(struct view *view, const struct draft *draft, struct buf *out)
{
	const struct form *form = desk_form(view->desk, draft->place.of);
	const struct action *action = form ? draft_action(draft, form) : NULL;
	struct record *mine, *theirs = NULL;
	size_t unknown;

	if (!form)
		return;
	if (draft->record && desk_is_connected(view->desk))
		theirs = store_read(view->desk, form, draft->record, NULL);
	if (draft->record || !draft_is_of_action(draft))
		tell_server(out, draft, theirs);
	if (action) {
		tell_answers(out, form, action, draft);
	} else {
		mine = draft_record(draft, form, view->desk->today, &unknown);
		tell_fields(out, mine, theirs);
		tell_lines(out, draft);
		record_free(mine);
	}
	record_free(theirs);
}

static void
look(struct view *view)
{
	struct group *group = here(view);
	struct buf text = { 0 };

	if (!group)
		return;
	for (size_t i = 0; i < group->n; i++) {
		const struct draft *draft = group->v[i];

		if (!str_is_blank(draft->title))
			buf_printf(&text, "%s%s\n", i > 0 ? "\n" : "",
				draft->title);
		if (str_eq(draft->place.name, "sala"))
			buf_printf(&text, _("Marcas: %s\n"),
				draft->place.at[1] ? draft->place.at[1] : "");
		else
			compare(view, draft, &text);
	}
	text_open(view->screen, _("Borrador"), buf_text(&text));
	buf_free(&text);
}

static void
discard(struct view *view)
{
	struct group *group = here(view);
	struct err err = { 0 };

	if (!group ||
		screen_ask(view->screen, "ns",
			_("¿Olvidar este borrador? Lo escrito en él se pierde. "
			  "(s/n)")) != 's')
		return;
	for (size_t i = 0; i < group->n; i++)
		if (!draft_discard(view->desk, group->v[i], &err))
			break;
	load(view);
	screen_error(view->screen, &err);
}

static const struct view_command commands[] = {
	{ CMD_OPEN, .run = open_row },
	{ CMD_LOOK, .run = look },
	{ CMD_SEND, .run = send_row },
	{ CMD_SEND_ALL, .run = send_all },
	{ CMD_DISCARD, .run = discard },
	{ CMD_REREAD, .run = reload },
	{ .id = CMD_DRAFTS },
};

static const struct view_ops ops = {
	.where = IN_DRAFTS,
	.enter = load,
	.paint = paint,
	.resume = reload,
	.commands = { VIEW_COMMANDS(commands) },
};

static void
drafts_open(struct screen *screen)
{
	screen_push(view_new(screen, &ops, sizeof(struct drafts_place)));
}

const struct place place_drafts = { "drafts", CMD_DRAFTS, "Seguimiento",
	N_("Borradores"), .open = drafts_open };
