/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd/language.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/str.h"
#include "cmd/conf.h"

static const char source[] = "es";

const char *
language_folder(struct arena *arena)
{
	const char *dir = home_path(arena, "locale");

	return access(dir, F_OK) == 0 ? dir : home_path(arena, ".build/locale");
}

static bool
has_catalogue(struct arena *arena, const char *code)
{
	return code[0] != '.' && !str_eq(code, source) &&
	       access(arena_printf(arena, "%s/%s/LC_MESSAGES/hito.mo",
			      language_folder(arena), code),
		       R_OK) == 0;
}

const char **
language_codes(struct arena *arena)
{
	struct dirent **found = NULL;
	int n = scandir(language_folder(arena), &found, NULL, alphasort);
	const char **codes =
		arena_array(arena, (n > 0 ? (size_t)n : 0) + 2, sizeof *codes);
	size_t n_codes = 0;

	codes[n_codes++] = source;
	for (int i = 0; i < n; i++) {
		if (has_catalogue(arena, found[i]->d_name))
			codes[n_codes++] =
				arena_strdup(arena, found[i]->d_name);
		free(found[i]);
	}
	free(found);
	codes[n_codes] = NULL;
	return codes;
}

bool
language_is_known(const char *code)
{
	struct arena *arena = arena_new();
	bool known = str_in(language_codes(arena), code);

	arena_free(arena);
	return known;
}

const char *
language_list(struct arena *arena)
{
	const char **codes = language_codes(arena);
	const char *list = *codes;

	while (*++codes)
		list = arena_printf(arena, "%s, %s", list, *codes);
	return list;
}
