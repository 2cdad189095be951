/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What row 23 says of a list. */
#include "place/list/list.h"

#include <stdio.h>

#include "base/i18n.h"

static void
add_part(struct buf *out, const char *part)
{
	buf_printf(out, "%s%s", out->len ? " · " : "", part);
}

/* The name it is kept under, and what is looked for. */
static void
add_search(const struct list_place *l, struct buf *out)
{
	struct buf criteria = { 0 };

	if (l->saved)
		add_part(out, l->saved);
	list_criteria(l, &criteria);
	add_part(out, buf_text(&criteria));
	buf_free(&criteria);
}

/* All that there are, as far as it is known; -1. */
static long
total(const struct list_place *l)
{
	long here = l->first + (long)l->view.rows.n;

	if (l->first >= 0 && !l->more)
		return here;
	return l->count >= 0 && l->count < here ? here : l->count;
}

static int
figures(long n)
{
	return snprintf(NULL, 0, "%ld", n);
}

static void
write_place(const struct list_place *l, char *text, size_t size)
{
	long at = l->first + (long)l->view.rows.at + 1, n = total(l);

	if (l->view.rows.n == 0 || (l->first < 0 && n >= 0))
		snprintf(text, size,
			ngettext("%ld fila", "%ld filas", (unsigned long)n), n);
	else if (l->first < 0)
		snprintf(text, size, "%s", _("hay más filas"));
	else if (n >= 0)
		snprintf(text, size, _("%*ld de %ld"), figures(n), at, n);
	else if (l->around >= at)
		snprintf(text, size, _("%*ld de ~%ld"), figures(l->around), at,
			l->around);
	else
		snprintf(text, size, _("%*ld, hay más filas"),
			figures(l->first + (long)l->view.rows.n), at);
}

/* The number comes first and has the room of the greatest: from row to row
 * only its figures are sent. */
void
list_state(const struct list_place *l, struct buf *out)
{
	const struct filter *filter =
		l->filter ? form_filter(l->form, l->filter) : NULL;
	char text[SCREEN_TEXT];

	write_place(l, text, sizeof text);
	add_part(out, text);
	if (l->deleted)
		add_part(out, _("ANULADOS"));
	if (filter)
		add_part(out, filter->title);
	if (l->mine)
		add_part(out, _("lo mío"));
	if (l->about)
		add_part(out, store_key(l->arena, l->about));
	else if (l->find && l->find->n > 0)
		add_search(l, out);
	if (l->words) {
		snprintf(text, sizeof text, "«%s»", l->words);
		add_part(out, text);
	}
	if (l->narrow[0]) {
		snprintf(text, sizeof text, "/%s", l->narrow);
		add_part(out, text);
	}
	list_order(l, text, sizeof text);
	if (text[0])
		add_part(out, text);
}
