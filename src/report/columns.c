/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/columns.h"

#include <string.h>

#include "base/str.h"

void
columns_add(struct column_names *names, const char *name)
{
	if (!name || str_word(name, names->n, names->v) < names->n)
		return;
	names->v = arena_grow(names->arena, names->v, names->n, names->n + 1,
		sizeof *names->v);
	names->v[names->n++] = name;
}

/* The names between braces of a text. */
static void
add_text(struct column_names *names, const char *text)
{
	const char *open = text ? strchr(text, '{') : NULL;

	for (; open; open = strchr(open + 1, '{'))
		columns_add(names, arena_strndup(names->arena, open + 1,
				   strcspn(open + 1, "}")));
}

static void
add_texts(struct column_names *names, size_t n, const struct layout_text *texts)
{
	for (size_t i = 0; i < n; i++) {
		add_text(names, texts[i].text);
		columns_add(names, texts[i].when_column);
	}
}

static void
add_columns(struct column_names *names, size_t n,
	const struct layout_column *columns)
{
	for (size_t i = 0; i < n; i++) {
		columns_add(names, columns[i].column.name);
		columns_add(names, columns[i].exact);
	}
}

void
columns_of_head(const struct layout *layout, struct column_names *names)
{
	for (size_t i = 0; i < COVER_TEXTS; i++)
		add_text(names, layout->cover[i]);
	for (size_t i = 0; i < layout->n_signers; i++) {
		add_text(names, layout->signers[i].post);
		add_text(names, layout->signers[i].name);
	}
	add_texts(names, layout->n_marks, layout->marks);
	add_texts(names, layout->n_tops, layout->tops);
	for (size_t i = 0; i < layout->n_blocks; i++) {
		const struct layout_block *b = &layout->blocks[i];

		add_texts(names, b->n_texts, b->texts);
		add_columns(names, b->n_facts, b->facts);
		if (b->chart) {
			columns_add(names, b->chart->mark);
			columns_add(names, b->chart->mark_shown);
		}
	}
	add_texts(names, layout->n_feet, layout->feet);
}

void
columns_of_block(const struct layout_block *block, struct column_names *names)
{
	const struct layout_chart *c = block->chart;

	add_columns(names, block->n_columns, block->columns);
	for (size_t i = 0; block->each && i < block->n_columns; i++)
		add_text(names, block->columns[i].column.title);
	add_text(names, block->each);
	columns_add(names, block->group);
	add_text(names, block->group_text);
	add_text(names, block->group_else);
	columns_add(names, block->total);
	if (!c)
		return;
	add_text(names, c->label);
	columns_add(names, c->shown);
	columns_add(names, c->exact);
	columns_add(names, c->band);
	columns_add(names, c->from);
	columns_add(names, c->to);
	columns_add(names, c->state);
	columns_add(names, c->each);
}

const char *
columns_missing(const struct column_names *names, const struct result *result)
{
	for (size_t i = 0; i < names->n; i++) {
		if (result_column(result, names->v[i]) < 0)
			return names->v[i];
	}
	return NULL;
}
