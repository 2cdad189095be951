/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding by form: the same form, empty; what it finds is counted first. */
#include "view/form.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/str.h"
#include "form/find.h"

/* How many rows fit what is typed; -1 when it cannot be told (said). */
static long
count_found(struct form_place *p)
{
	struct page_request request = { .form = p->form, .limit = 1 };
	struct arena *arena = arena_new();
	struct err err = { 0 };
	long n = -1;

	field_go(p, (int)p->at);
	request.find =
		find_read(arena, p->form, p->texts, p->view.desk->today, &err);
	if (!request.find ||
		(screen_link(p->view.screen) &&
			!store_count(p->view.desk, &request, &n, &err)))
		screen_error(p->view.screen, &err);
	if (!request.find && err.field[0])
		field_go(
			p, spot_find(p, -1, form_field(p->form, err.field), 0));
	arena_free(arena);
	return n;
}

static enum view_result
count(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	p->found = count_found(p);
	return VIEW_PAINT;
}

static enum view_result
search(struct view *view, const char *argument)
{
	struct form_place *p = form_of(view);

	(void)argument;
	p->found = count_found(p);
	if (p->found == 0)
		screen_say(
			view->screen, _("No hay ninguna fila así. Cambie "
					"lo escrito, o Esc Esc para volver."));
	if (p->found <= 0)
		return VIEW_PAINT;
	p->search = true;
	return VIEW_CLOSE;
}

static const struct view_command commands[] = {
	{ CMD_SEARCH, search },
	{ CMD_FIND, search },
	{ CMD_COUNT, count },
	{ 0 },
};

static bool
enter(struct view *view)
{
	struct form_place *p = form_of(view);

	spots_build(p);
	field_enter(p, 0);
	return true;
}

static const struct view_ops ops = {
	.name = "find",
	.where = IN_FIND,
	.enter = enter,
	.paint = form_paint,
	.commands = commands,
	.run = form_run,
	.type = field_type,
	.close = form_close,
};

/* What stays of the texts outlives the view. */
static void
keep_texts(struct form_place *p, const char **texts, struct arena *arena)
{
	for (size_t i = 0; i < p->form->n_fields; i++)
		texts[i] = str_is_blank(p->texts[i])
				   ? NULL
				   : arena_strdup(arena, p->texts[i]);
}

bool
screen_find(struct screen *screen, const struct form *form, const char **texts,
	struct arena *arena)
{
	struct form_place *p =
		(struct form_place *)view_alloc(screen->desk, &ops, sizeof *p);
	bool done;

	p->form = form;
	p->finding = true;
	p->found = -1;
	p->record = record_new(form, NULL, screen->desk->today);
	p->line_top = arena_array(
		p->view.arena, form->n_lines + 1, sizeof *p->line_top);
	p->texts = arena_array(p->view.arena, form->n_fields, sizeof *p->texts);
	for (size_t i = 0; i < form->n_fields; i++)
		p->texts[i] = texts[i];
	screen_modal(screen, &p->view);
	done = p->search;
	if (done)
		keep_texts(p, texts, arena);
	view_free(&p->view);
	return done;
}
