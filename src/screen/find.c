/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/find.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "form/find.h"
#include "screen/entry.h"
#include "screen/link.h"
#include "screen/loop.h"
#include "screen/stack.h"
#include "store/store.h"

struct finding {
	struct entry entry;
	bool search; /* was asked for */
	long found;  /* rows counted last; -1 */
};

static struct finding *
of(struct view *view)
{
	return (struct finding *)view;
}

/* How many rows fit what is typed; -1 when it cannot be told (said). */
static long
count_found(struct entry *e)
{
	struct page_request request = { .form = e->form, .limit = 1 };
	struct arena *arena = arena_new();
	struct err err = { 0 };
	long n = -1;

	field_go(e, (int)e->at);
	request.find =
		find_read(arena, e->form, e->texts, e->view.desk->today, &err);
	if (!request.find ||
		(screen_link(e->view.screen) &&
			!store_count(e->view.desk, &request, &n, &err)))
		screen_error(e->view.screen, &err);
	if (!request.find && err.field[0])
		field_go(
			e, spot_find(e, -1, form_field(e->form, err.field), 0));
	arena_free(arena);
	return n;
}

static void
count(struct view *view)
{
	of(view)->found = count_found(entry_of(view));
}

static void
search(struct view *view)
{
	struct finding *f = of(view);

	count(view);
	if (f->found == 0)
		screen_say(
			view->screen, _("No hay ninguna fila así. Cambie "
					"lo escrito, o Esc Esc para volver."));
	f->search = f->found > 0;
	if (f->search)
		view_close(view);
}

static const struct view_command commands[] = {
	{ CMD_SEARCH, .run = search },
	{ CMD_FIND, .run = search },
	{ CMD_COUNT, .run = count },
};

static void
paint(struct view *view)
{
	const struct finding *f = of(view);
	char state[64] = "";

	entry_paint_title(entry_of(view), _("Buscar: "));
	entry_paint(entry_of(view));
	screen_hint(view->screen,
		_("abc empieza así, *abc* contiene, a|b, =igual, = "
		  "vacío, !no, >=, 1..5. F7 busca."));
	if (f->found >= 0)
		snprintf(state, sizeof state,
			ngettext("%ld fila", "%ld filas",
				(unsigned long)f->found),
			f->found);
	screen_state(view->screen, false, state, NULL);
}

static bool
enter(struct view *view)
{
	spots_build(entry_of(view));
	field_enter(entry_of(view), 0);
	return true;
}

static const struct view_ops ops = {
	.where = IN_FIND,
	.enter = enter,
	.paint = paint,
	.commands = { VIEW_COMMANDS(commands) },
	.shared = { &entry_commands },
	.type = field_type,
	.close = entry_close,
};

/* What stays of the texts outlives the view. */
static void
keep_texts(const struct entry *e, const char **texts, struct arena *arena)
{
	for (size_t i = 0; i < e->form->n_fields; i++)
		texts[i] = str_is_blank(e->texts[i])
				   ? NULL
				   : arena_strdup(arena, e->texts[i]);
}

bool
screen_find(struct screen *screen, const struct form *form, const char **texts,
	struct arena *arena)
{
	struct finding *f = entry_new(screen, &ops, sizeof *f, form);
	struct entry *e = &f->entry;
	bool done;

	f->found = -1;
	e->record = record_new(form, NULL, e->view.desk->today);
	e->texts = arena_array(e->view.arena, form->n_fields, sizeof *e->texts);
	for (size_t i = 0; i < form->n_fields; i++)
		e->texts[i] = texts[i];
	screen_modal(&e->view);
	done = f->search;
	if (done)
		keep_texts(e, texts, arena);
	view_free(&e->view);
	return done;
}
