/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/module.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	PATH_ROOM = 4096
};

/* Beside the program when it runs from where it was built. */
static const char *
beside_program(struct arena *arena, const char *file)
{
	char exe[PATH_ROOM];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
	char *slash;

	if (n <= 0)
		return NULL;
	exe[n] = '\0';
	slash = strrchr(exe, '/');
	if (!slash || !strstr(exe, "/.build/"))
		return NULL;
	*slash = '\0';
	return arena_printf(arena, "%s/%s", exe, file);
}

static const char *
in_folder(struct arena *arena, const char *folder, const char *below,
	const char *file)
{
	if (!folder || !*folder)
		return NULL;
	return arena_printf(arena, "%s%s/%s", folder, below, file);
}

static const char *
find_module(struct arena *arena, const char *file)
{
	const char *const places[] = {
		in_folder(arena, getenv("HITO_MODULES"), "", file),
		beside_program(arena, file),
		in_folder(arena, getenv("HITO_HOME"), "/.build", file),
		HITO_PREFIX "/lib/hito",
	};
	const size_t last = sizeof places / sizeof *places - 1;

	if (places[0]) /* who says where they are is taken at her word */
		return places[0];
	for (size_t i = 0; i < last; i++) {
		if (places[i] && file_exists(places[i]))
			return places[i];
	}
	return in_folder(arena, places[last], "", file);
}

void *
module_entry(const char *file, const char *name, struct err *err)
{
	struct arena *arena = arena_new();
	const char *path = find_module(arena, file);
	void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	void *entry = module ? dlsym(module, name) : NULL;

	if (!entry) {
		err_set(err, ERR_FILE, NULL, "%s", path);
		err_hint(err, "%s", _("Instale hito completo, con sus bibliotecas: "
				  "los paquetes hito y hito-report."));
		err_detail(err, dlerror());
	}
	arena_free(arena);
	return entry;
}
