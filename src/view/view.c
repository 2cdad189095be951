/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stack of views and the loop: a key, what it means here, one update. */
#include "view/inside.h"

#include "base/i18n.h"
#include "cmd/keymap.h"
#include "term/draw.h"
#include "term/prompt.h"
#include "term/script.h"
#include "term/term.h"

struct view *
view_alloc(struct desk *desk, const struct view_ops *ops, size_t size)
{
	struct arena *arena = arena_new();
	struct view *view = arena_alloc(arena, size);

	view->ops = ops;
	view->desk = desk;
	view->arena = arena;
	return view;
}

void
view_free(struct view *view)
{
	if (view->data)
		arena_free(view->data);
	arena_free(view->arena);
}

/* ---- what it shows */

/* There may be fewer rows now; keys typed ahead come before the painting. */
static void
keep_inside(struct view *view)
{
	struct rows *rows = view->ops->rows ? view->ops->rows(view) : NULL;

	if (rows && rows->at >= rows->n)
		rows->at = rows->n > 0 ? rows->n - 1 : 0;
}

bool
view_read(struct view *view)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };

	if (!screen_link(view->screen) || !view->ops->read(view, arena, &err)) {
		if (err.kind != ERR_NONE)
			screen_error(view->screen, &err);
		arena_free(arena);
		return false;
	}
	if (view->data)
		arena_free(view->data);
	view->data = arena;
	view->saves = view->screen->saves;
	keep_inside(view);
	return true;
}

void
view_refresh(struct view *view)
{
	if (view->saves != view->screen->saves)
		view_read(view);
}

enum view_result
view_reread(struct view *view, const char *argument)
{
	(void)argument;
	view_read(view);
	return VIEW_PAINT;
}

enum view_result
view_stay(struct view *view, const char *argument)
{
	(void)view;
	(void)argument;
	return VIEW_KEPT;
}

/* ---- the stack */

struct screen *
screen_new(struct desk *desk)
{
	struct arena *arena = arena_new();
	struct screen *screen = arena_alloc(arena, sizeof *screen);

	screen->arena = arena;
	screen->desk = desk;
	screen->cursor = -1;
	input_wait_init(&screen->wait, desk->settings->wait_notice_ms,
		frame_tell, screen);
	return screen;
}

static struct view *
top_view(const struct screen *screen)
{
	return screen->n > 0 ? screen->views[screen->n - 1] : NULL;
}

static void
resume_top(struct screen *screen)
{
	struct view *view = top_view(screen);

	if (!view || screen->quit)
		return;
	if (view->ops->resume)
		view->ops->resume(view);
	else if (view->ops->read)
		view_refresh(view);
}

/* Takes the top view off; a modal one is its caller's. */
static void
pop(struct screen *screen)
{
	struct view *view = top_view(screen);

	screen->n--;
	if (view->ops->close)
		view->ops->close(view);
	if (screen->n >= screen->modal)
		view_free(view);
	resume_top(screen);
}

static bool
enter(struct view *view)
{
	view->saves = view->screen->saves;
	if (view->ops->enter)
		return view->ops->enter(view);
	return !view->ops->read || view_read(view);
}

static bool
push(struct screen *screen, struct view *view)
{
	if (screen->n == screen->cap) {
		screen->views = arena_grow(screen->arena, screen->views,
			screen->n, screen->n + 16, sizeof view);
		screen->cap = screen->n + 16;
	}
	screen->views[screen->n++] = view;
	view->screen = screen;
	screen->hint[0] = '\0';
	if (enter(view))
		return true;
	pop(screen);
	return false;
}

void
screen_push(struct screen *screen, struct view *view)
{
	push(screen, view);
}

bool
screen_unwind(struct screen *screen, size_t keep)
{
	while (screen->n > keep) {
		struct view *view = top_view(screen);

		if (view->ops->may_close && !view->ops->may_close(view))
			return false;
		pop(screen);
	}
	return true;
}

void
screen_paint(struct screen *screen)
{
	struct view *view = top_view(screen);

	screen->rows = term_rows();
	screen->cols = term_cols();
	draw_clear();
	if (frame_is_too_small()) {
		frame_paint_too_small();
	} else {
		screen->title[0] = '\0';
		draw_cursor(screen_top(screen), 0);
		if (view)
			view->ops->paint(view);
		frame_paint(screen);
	}
	draw_update();
}

enum view_result
view_dispatch(const struct view_command *table, struct view *view,
	enum command_id id, const char *argument)
{
	for (; table && table->run; table++)
		if (table->id == id)
			return table->run(view, argument);
	return VIEW_UNKNOWN;
}

enum view_result
view_run(struct view *view, enum command_id id, const char *argument)
{
	const struct view_ops *ops = view->ops;
	enum view_result result;

	view->screen->id = id;
	if (ops->rows && rows_move(ops->rows(view), id))
		return VIEW_PAINT;
	result = view_dispatch(ops->commands, view, id, argument);
	if (result == VIEW_UNKNOWN && ops->run)
		result = ops->run(view, id, argument);
	if (result == VIEW_UNKNOWN)
		result = common_run(view, id, argument);
	return result;
}

/* Moving about a list keeps the message; all else makes room for the hint. */
static bool
keeps_message(enum command_id id)
{
	switch (id) {
	case CMD_UP:
	case CMD_DOWN:
	case CMD_LEFT:
	case CMD_RIGHT:
	case CMD_FIRST:
	case CMD_LAST:
	case CMD_PAGE_UP:
	case CMD_PAGE_DOWN:
	case CMD_DETAIL:
	case CMD_REDRAW:
	case CMD_SUSPEND:
		return true;
	default:
		return false;
	}
}

static void
take_key(struct screen *screen, key_code key)
{
	struct view *view = top_view(screen);
	enum command_id id = keymap_find(
		screen->desk->settings->keymap, view->ops->where, key);
	enum view_result result = VIEW_UNKNOWN;

	if (!keeps_message(id) ||
		(view->ops->where & (IN_FORM | IN_FIND | IN_SHEET)))
		screen->message[0] = '\0';
	if (id != CMD_NONE)
		result = view_run(view, id, NULL);
	else if (view->ops->type)
		result = view->ops->type(view, key);
	if (result == VIEW_QUIT)
		screen->quit = true;
	if (result == VIEW_CLOSE && view == top_view(screen))
		screen_unwind(screen, screen->n - 1);
}

static void
lost_terminal(struct screen *screen)
{
	screen->quit = true;
	if (screen->exit_code == 0 && !term_is_script())
		screen->exit_code = 1;
}

/* Until the stack is as low as that, or the person left. */
static void
loop(struct screen *screen, size_t down_to)
{
	key_code key;

	while (screen->n > down_to && !screen->quit) {
		if (!input_pending())
			screen_paint(screen);
		key = input_key();
		if (key == K_EOF)
			lost_terminal(screen);
		else if (key == K_SUSPEND)
			draw_all();
		else if (key == K_RESIZE)
			resume_top(screen);
		else if (!frame_is_too_small())
			take_key(screen, key);
	}
}

bool
screen_modal(struct screen *screen, struct view *view)
{
	size_t before = screen->modal;
	size_t depth = screen->n;

	screen->modal = depth + 1;
	if (!push(screen, view)) {
		screen->modal = before;
		return false;
	}
	loop(screen, depth);
	while (screen->n > depth)
		pop(screen);
	screen->modal = before;
	return true;
}

bool
screen_link(struct screen *screen)
{
	struct err err = { 0 };

	if (desk_is_connected(screen->desk))
		return true;
	if (desk_reconnect(screen->desk, &err))
		return true;
	if (screen->desk->is_private)
		err_hint(&err, "%s",
			_("El servidor privado se enciende con: hito db "
			  "start"));
	screen_error(screen, &err);
	return false;
}

static bool
connect(struct screen *screen, struct err *err)
{
	struct desk *desk = screen->desk;
	struct session_params *params = &screen->params;
	struct wait *wait = term_is_script() ? &wait_plain : &screen->wait.wait;
	bool done = desk_connect(desk, params, wait, err);

	while (!done && desk->needs_password && !params->never_prompt &&
		!term_is_script()) {
		char *secret = prompt_secret(screen->arena, _("Contraseña:"));

		if (!secret)
			break;
		params->password = secret;
		done = desk_connect(desk, params, wait, err);
	}
	return done;
}

/* The first screen: the board, after the office when there are several. */
static bool
begin(struct screen *screen, struct err *err)
{
	struct desk *desk = screen->desk;

	if (!connect(screen, err))
		return false;
	screen->skeleton = false;
	if (screen->n == 0)
		push(screen, board_view(desk));
	screen_paint(screen);
	if (!desk_bind(desk, err))
		return false;
	if (!desk->office && desk->n_offices > 1)
		office_choose(screen);
	if (desk->forms_problem)
		screen_say(screen, _("Un formulario quedó fuera: %s"),
			desk->forms_problem);
	return true;
}

int
screen_run(struct screen *screen, const struct session_params *params)
{
	struct err err = { 0 };

	screen->params = *params;
	screen->skeleton = true;
	screen_paint(screen);
	if (!begin(screen, &err)) {
		term_close();
		err_print(&err, false);
		return err_exit_code(&err);
	}
	loop(screen, 0);
	screen->quit = true;
	while (screen->n > 0)
		pop(screen);
	if (term_is_script())
		screen->exit_code = script_status();
	return screen->exit_code;
}

void
screen_free(struct screen *screen)
{
	last_saved_free(screen);
	arena_free(screen->arena);
}
