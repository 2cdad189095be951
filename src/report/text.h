/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_TEXT_H
#define HITO_REPORT_TEXT_H

/* Pieces of the text writer, 80 columns wide. */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "report/report.h"

enum {
	TEXT_WIDTH = 80
};

/* What a number is made of. */
#define TEXT_NUMBER "0123456789.,"

/* at, or before the number that a cut there would go through. */
size_t text_before_number(const char *text, size_t at);
void text_repeat(struct buf *out, const char *sign, int n);
/* Wrapped; every line indented. */
void text_paragraph(struct buf *out, const char *text, int indent);
/* Whether the figures of its table ask for more than TEXT_WIDTH. */
bool text_is_wide(const struct report_block *block);
/* Block characters, or # and | in ASCII; each figure beside its bar. */
typedef void text_item_fn(const void *arg, size_t item);
/* before is called before each item's line, and behind the last. */
void text_chart(const struct report_chart *chart, bool ascii, struct buf *out,
	text_item_fn *before, const void *arg);

/*
 * What stands from one line of the text on, for who asks from where it comes:
 * the screen. Lines count from 0.
 */
struct text_mark {
	size_t line;
	int block; /* of the report; -1: none of them */
	int row;   /* of the block's table, cards or chart; -1 none */
};

struct text_map {
	size_t n;
	struct text_mark *marks; /* malloced; text_map_free */
	size_t cap;
	size_t line; /* of the last mark, at byte */
	size_t byte;
};

/* The whole text as text_write and ascii_write have it, with its map; Spanish
 * and stopped by report->step as they are. */
bool text_write_map(const struct report *report, bool ascii, struct buf *out,
	struct text_map *map, struct err *err);
/* NULL before the first. */
const struct text_mark *text_map_at(const struct text_map *map, size_t line);
/* Line of a block's heading; 0 when it has none. */
size_t text_map_block(const struct text_map *map, int block);
void text_map_free(struct text_map *map);
/* Marks what is written to out next; NULL map: nobody asks. */
void
text_map_mark(struct text_map *map, const struct buf *out, int block, int row);

#endif
