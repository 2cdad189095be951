/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db/names.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

struct name *
names_find(struct names *names, const char *sql)
{
	for (size_t i = 0; i < names->n; i++) {
		struct name *name = names->v[i];

		if (str_eq(name->sql, sql))
			return name->closing ? NULL : name;
	}
	return NULL;
}

/* FNV-1a. */
static uint64_t
digest(const char *text, uint64_t seed)
{
	uint64_t h = 0xcbf29ce484222325u ^ seed;

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * 0x100000001b3u;
	return h;
}

/* Those that are not about to go. */
static size_t
staying(const struct names *names)
{
	size_t n = 0;

	for (size_t i = 0; i < names->n; i++)
		n += !names->v[i]->closing;
	return n;
}

static bool
is_taken(const struct names *names, const char *id)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->v[i]->id, id))
			return true;
	return false;
}

struct name *
names_add(struct names *names, const char *sql)
{
	struct name *name;
	char id[sizeof name->id];

	(void)snprintf(id, sizeof id, "%" PRIx64, digest(sql, names->age));
	if (names->n >= 2 * NAMES_MOST || staying(names) >= NAMES_MOST ||
		is_taken(names, id))
		return NULL;
	if (!names->v)
		names->v = mem_alloc(
			2 * (size_t)NAMES_MOST * sizeof(struct name *));
	name = mem_alloc(sizeof *name);
	*name = (struct name){ .sql = mem_strdup(sql),
		.since = names->flight,
		.used = names->flight };
	str_copy(name->id, sizeof name->id, id);
	names->v[names->n++] = name;
	return name;
}

struct name *
names_spare(const struct names *names)
{
	struct name *oldest = NULL;

	if (staying(names) < NAMES_MOST)
		return NULL;
	for (size_t i = 0; i < names->n; i++) {
		struct name *name = names->v[i];

		if (name->made && !name->closing &&
			name->used != names->flight &&
			(!oldest || name->used < oldest->used))
			oldest = name;
	}
	return oldest;
}

static void
name_free(struct name *name)
{
	free(name->sql);
	free(name);
}

void
names_drop(struct names *names, struct name *name)
{
	size_t i = 0;

	while (names->v[i] != name)
		i++;
	names->v[i] = names->v[--names->n];
	name_free(name);
}

void
names_forget(struct names *names)
{
	for (size_t i = 0; i < names->n; i++)
		name_free(names->v[i]);
	free(names->v);
	names->v = NULL;
	names->n = 0;
	names->age++;
}
