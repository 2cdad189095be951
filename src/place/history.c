/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who changed what in a record, and when. */
#include "base/i18n.h"
#include "base/str.h"
#include "screen/frame.h"
#include "screen/link.h"
#include "screen/open.h"
#include "screen/text.h"
#include "store/store.h"

/* A change under its heading: "02/03/2019 10:32  mlopez (GRPAT)  cambio". */
static void
write_change(struct buf *out, const struct change *c,
	const struct change *before, struct change_marks *marks)
{
	if (!before || !str_eq(before->at, c->at) ||
		!str_eq(before->who, c->who) || !str_eq(before->op, c->op))
		buf_printf(out, "%s  %s%s%s%s  %s\n", c->at, c->who,
			c->office ? " (" : "", c->office ? c->office : "",
			c->office ? ")" : "", c->op);
	if (!c->field)
		return;
	buf_puts(out, "    ");
	change_tell(marks->arena, c, out, marks);
	buf_putc(out, '\n');
}

static void
show(struct screen *screen, const char *title, const char *text,
	const struct change_marks *told)
{
	struct text_look *looks =
		arena_array(told->arena, told->n + 1, sizeof *looks);

	for (size_t i = 0; i < told->n; i++)
		looks[i] = (struct text_look){ told->v[i].at, told->v[i].n,
			told->v[i].came ? DRAW_CAME : DRAW_GONE };
	text_open_marked(screen, title, text, looks, told->n);
}

/* Of the record id of the register of; title: as a person calls it. */
static void
history_open(struct screen *screen, const struct place_args *args)
{
	struct desk *desk = screen_desk(screen);
	const struct form *form = desk_form(desk, args->of);
	struct arena *arena = arena_new();
	struct change *changes;
	struct change_marks marks = { .arena = arena };
	struct buf out = { 0 };
	struct err err = { 0 };
	size_t n;

	if (!screen_link(screen) || !store_history(desk, form, args->id, arena,
					    &changes, &n, &err)) {
		screen_error(screen, &err);
		arena_free(arena);
		return;
	}
	for (size_t i = 0; i < n; i++)
		write_change(&out, &changes[i], i > 0 ? &changes[i - 1] : NULL,
			&marks);
	if (n == 0)
		buf_puts(&out, _("No hay cambios anotados que usted pueda "
				 "leer."));
	show(screen, arena_printf(arena, _("Historia %s"), args->title),
		buf_text(&out), &marks);
	buf_free(&out);
	arena_free(arena);
}

const struct place place_history = { "history", CMD_NONE, NULL, NULL,
	.with = history_open };
