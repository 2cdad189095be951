/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who changed what in a record, and when. */
#include "view/inside.h"

#include "base/i18n.h"
#include "base/str.h"
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

void
history_open(struct screen *screen, const struct form *form, const char *id,
	const char *title)
{
	struct arena *arena = arena_new();
	struct change *changes;
	struct buf out = { 0 };
	struct err err = { 0 };
	size_t n;

	if (!screen_link(screen) || !store_history(screen->desk, form, id,
					    arena, &changes, &n, &err)) {
		if (err.kind != ERR_NONE)
			screen_error(screen, &err);
		arena_free(arena);
		return;
	}
	for (size_t i = 0; i < n; i++)
		write_change(&out, &changes[i], i > 0 ? &changes[i - 1] : NULL);
	if (n == 0)
		buf_puts(&out, _("No hay cambios anotados que usted pueda "
				 "leer."));
	screen_push(
		screen, text_view(screen->desk,
				arena_printf(arena, _("Historia %s"), title),
				buf_text(&out)));
	buf_free(&out);
	arena_free(arena);
}
