/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layout files: what is taken fits 80 columns and says where its rows are
 * from; what is not is told with its place. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"
#include "report/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_block(const struct layout_block *b)
{
	int width = 0;

	for (size_t i = 0; i < b->n_columns; i++) {
		assert(b->columns[i].column.name && b->columns[i].column.title);
		width += b->columns[i].column.width;
	}
	assert(width <= 80);
	assert(!b->source.relation == (b->n_columns == 0 && !b->chart));
	assert(!b->chart || (b->chart->title && b->chart->label));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	struct layout *l =
		layout_parse(arena, "f", (const char *)data, size, &err);

	if (l) {
		assert(l->name && l->head.relation && l->n_blocks > 0);
		for (size_t i = 0; i < l->n_blocks; i++)
			check_block(&l->blocks[i]);
	} else {
		assert(err.kind == ERR_INPUT &&
			strncmp(err.text, "f:", 2) == 0);
	}
	arena_free(arena);
	return 0;
}
