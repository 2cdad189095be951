/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "report/text.h"

static size_t
newlines(const char *text, size_t n)
{
	size_t lines = 0;
	const char *at = text;

	while ((at = memchr(at, '\n', n - (size_t)(at - text)))) {
		lines++;
		at++;
	}
	return lines;
}

void
text_map_mark(struct text_map *map, const struct buf *out, int block, int row)
{
	struct text_mark *last;

	if (!map)
		return;
	if (out->len > map->byte)
		map->line +=
			newlines(out->data + map->byte, out->len - map->byte);
	map->byte = out->len;
	last = map->n > 0 ? &map->marks[map->n - 1] : NULL;
	if (!last || last->line != map->line) {
		if (map->n == map->cap) {
			map->cap = map->cap ? 2 * map->cap : 64;
			map->marks = mem_realloc(
				map->marks, map->cap * sizeof *map->marks);
		}
		last = &map->marks[map->n++];
	}
	*last = (struct text_mark){ map->line, block, row };
}

const struct text_mark *
text_map_at(const struct text_map *map, size_t line)
{
	size_t low = 0, high = map->n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (map->marks[middle].line <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &map->marks[low - 1] : NULL;
}

size_t
text_map_block(const struct text_map *map, int block)
{
	for (size_t i = 0; i < map->n; i++) {
		if (map->marks[i].block == block)
			return map->marks[i].line;
	}
	return 0;
}

void
text_map_free(struct text_map *map)
{
	free(map->marks);
	*map = (struct text_map){ 0 };
}
