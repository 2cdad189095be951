/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/files.h"

#include "base/str.h"
#include "screen/screen.h"
#include "store/evidence.h"
#include "term/prompt.h"

static const char *
folder_of(struct screen *screen)
{
	return settings_folder(screen->desk->settings, screen->arena);
}

static const char *
question(struct screen *screen, const char *title)
{
	return arena_printf(
		screen->arena, "%s (%s):", title, folder_of(screen));
}

/* Completion adds a blank. */
static const char *
trimmed(struct screen *screen, const char *typed)
{
	return typed ? str_trim(screen->arena, typed) : NULL;
}

static const struct prompt_item *
list_files(void *arg, struct arena *arena, const char *typed)
{
	char **names = evidence_names(arena, folder_of(arg), typed);
	struct prompt_item *items;
	size_t n = 0;

	while (names[n])
		n++;
	items = arena_array(arena, n + 1, sizeof *items);
	for (size_t i = 0; i < n; i++)
		items[i].name = names[i];
	return items;
}

const char *
files_choose(struct screen *screen, const char *title, const char *initial)
{
	return trimmed(
		screen, prompt_choose(screen->arena, question(screen, title),
				initial, list_files, screen));
}

const char *
files_name(struct screen *screen, const char *title, const char *initial)
{
	return trimmed(screen, prompt_line(screen->arena,
				       question(screen, title), initial, NULL));
}

const char *
files_path(struct screen *screen, const char *name)
{
	return evidence_path(screen->arena, folder_of(screen), name);
}
