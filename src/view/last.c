/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/inside.h"

static size_t
slot(const struct screen *screen, const struct form *form)
{
	size_t i;

	for (i = 0; i < screen->n_last_saved; i++)
		if (screen->last_saved[i]->form == form)
			break;
	return i;
}

const struct record *
last_saved(struct screen *screen, const struct form *form)
{
	size_t i = slot(screen, form);

	return i < screen->n_last_saved ? screen->last_saved[i] : NULL;
}

void
last_saved_set(struct screen *screen, const struct record *record)
{
	size_t i = slot(screen, record->form);

	if (i == screen->n_last_saved) {
		screen->last_saved =
			arena_grow(screen->arena, screen->last_saved, i, i + 1,
				sizeof *screen->last_saved);
		screen->n_last_saved++;
	} else {
		record_free(screen->last_saved[i]);
	}
	screen->last_saved[i] = record_copy(record, false);
}

void
last_saved_free(struct screen *screen)
{
	for (size_t i = 0; i < screen->n_last_saved; i++)
		record_free(screen->last_saved[i]);
	screen->n_last_saved = 0;
}
