/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/last.h"

#include "screen/screen.h"

static size_t
slot(const struct last *last, const struct form *form)
{
	size_t i = 0;

	while (i < last->n && last->records[i]->form != form)
		i++;
	return i;
}

const struct record *
last_saved(const struct screen *screen, const struct form *form)
{
	const struct last *last = &screen->last;
	size_t i = slot(last, form);

	return i < last->n ? last->records[i] : NULL;
}

void
last_saved_set(struct screen *screen, const struct record *record)
{
	struct last *last = &screen->last;
	size_t i = slot(last, record->form);

	if (i == last->n) {
		last->records = arena_grow(screen->arena, last->records, i,
			i + 1, sizeof *last->records);
		last->n++;
	} else {
		record_free(last->records[i]);
	}
	last->records[i] = record_copy(record, false);
}

void
last_free(struct screen *screen)
{
	for (size_t i = 0; i < screen->last.n; i++)
		record_free(screen->last.records[i]);
	screen->last.n = 0;
}
