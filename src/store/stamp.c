/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/stamp.h"

#include "base/str.h"
#include "store/desk.h"

static const struct {
	const char *name;
	size_t offset;
} parts[STAMP_PARTS] = {
	{ "institution", offsetof(struct stamp, institution) },
	{ "register", offsetof(struct stamp, name) },
	{ "plan", offsetof(struct stamp, plan) },
	{ "period", offsetof(struct stamp, period) },
	{ "office", offsetof(struct stamp, office) },
	{ "made", offsetof(struct stamp, made) },
	{ "schema", offsetof(struct stamp, schema) },
	{ "told", offsetof(struct stamp, told) },
};

const char *
stamp_name(size_t part)
{
	return parts[part].name;
}

const char *
stamp_text(const struct stamp *stamp, size_t part)
{
	return *(const char *const *)((const char *)stamp + parts[part].offset);
}

bool
stamp_take(struct stamp *stamp, struct arena *arena, const char *name,
	const char *text)
{
	for (size_t i = 0; i < STAMP_PARTS; i++) {
		if (!str_eq(parts[i].name, name))
			continue;
		*(const char **)((char *)stamp + parts[i].offset) =
			str_is_blank(text) ? NULL : arena_strdup(arena, text);
		return true;
	}
	return false;
}

const char *
stamp_schema(struct arena *arena)
{
	return arena_printf(arena, "%d", DESK_SCHEMA_MAJOR);
}
