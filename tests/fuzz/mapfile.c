/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mapping files: what is read is written as what reads the same; what is not
 * is told with its place. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "import/mapfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_map(struct arena *arena, const struct mapfile *map)
{
	struct buf once = { 0 }, twice = { 0 };
	struct err err = { 0 };
	const struct mapfile *again;

	assert(map->form);
	for (size_t i = 0; i < map->n_columns; i++)
		assert(map->columns[i].heading && map->columns[i].line > 0);
	mapfile_write(map, &once);
	again = mapfile_parse(arena, "f", buf_text(&once), once.len, &err);
	assert(again && again->n_columns == map->n_columns &&
		again->n_values == map->n_values &&
		again->n_constants == map->n_constants);
	mapfile_write(again, &twice);
	assert(strcmp(buf_text(&once), buf_text(&twice)) == 0);
	buf_free(&once);
	buf_free(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	const struct mapfile *map = mapfile_parse(
		arena, "f", size ? (const char *)data : "", size, &err);

	if (map)
		check_map(arena, map);
	else
		assert(err.kind == ERR_INPUT &&
			strncmp(err.text, "f:", 2) == 0);
	arena_free(arena);
	return 0;
}
