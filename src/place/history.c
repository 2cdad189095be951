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
write_change(
	struct buf *out, const struct change *c, const struct change *before)
{
	if (!before || !str_eq(before->at, c->at) ||
		!str_eq(before->who, c->who) || !str_eq(before->op, c->op))
		buf_printf(out, "%s  %s%s%s%s  %s\n", c->at, c->who,
			c->office ? " (" : "", c->office ? c->office : "",
			c->office ? ")" : "", c->op);
	if (c->field)
		buf_printf(out, "    %s: %s -> %s\n", c->field,
			c->old ? c->old : "-", c->now ? c->now : "-");
}

/* Of the record id of the register of; title: as a person calls it. */
static void
history_open(struct screen *screen, const struct place_args *args)
{
	struct desk *desk = screen_desk(screen);
	const struct form *form = desk_form(desk, args->of);
	struct arena *arena = arena_new();
	struct change *changes;
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
		write_change(&out, &changes[i], i > 0 ? &changes[i - 1] : NULL);
	if (n == 0)
		buf_puts(&out, _("No hay cambios anotados que usted pueda "
				 "leer."));
	text_open(screen, arena_printf(arena, _("Historia %s"), args->title),
		buf_text(&out));
	buf_free(&out);
	arena_free(arena);
}

const struct place place_history = { "history", CMD_NONE, NULL, NULL,
	.with = history_open };
