/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as a report. */
#include <stdio.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/card.h"
#include "report/listing.h"
#include "store/desk.h"

enum {
	NUMBER_WIDTH = 3, /* of a line */
	WIDEST = 60
};

/* The columns of a block: which fields they are. */
struct columns_of {
	size_t n;
	size_t *fields;
};

static struct report_cell
cell_of(struct arena *arena, const struct card_of *of, size_t at)
{
	const struct field *field = &of->fields[at];
	bool told = !field->personal || !of->is_export;

	return (struct report_cell){ .shown = card_text(arena, of, at),
		.exact = told ? of->values[at].now : NULL };
}

static struct columns_of
take_columns(struct arena *arena, struct report_block *block,
	const struct card_of *of, size_t first)
{
	struct columns_of taken = { 0 };

	taken.fields = arena_array(arena, of->n + 1, sizeof *taken.fields);
	block->columns =
		arena_array(arena, of->n + first + 1, sizeof *block->columns);
	block->n_columns = first;
	for (size_t i = 0; i < of->n; i++) {
		const struct field *field = &of->fields[i];
		enum cell_kind kind = field->n_choices > 0
					      ? CELL_TEXT
					      : listing_kind(field->kind);

		if (!card_stands_alone(of, i))
			continue;
		block->columns[block->n_columns++] = (struct report_column){
			.name = field->name,
			.title = field_title(field),
			.kind = kind,
			.width = utf8_cells(field_title(field)),
			.exact = kind != CELL_TEXT,
		};
		taken.fields[taken.n++] = i;
	}
	return taken;
}

static void
take_cells(struct arena *arena, struct report_block *block,
	const struct card_of *of, const struct columns_of *columns,
	size_t first)
{
	struct report_row *row = &block->rows[block->n_rows++];

	row->cells =
		arena_array(arena, block->n_columns + 1, sizeof *row->cells);
	for (size_t i = 0; i < columns->n; i++) {
		struct report_column *column = &block->columns[first + i];
		struct report_cell cell =
			cell_of(arena, of, columns->fields[i]);
		int width = utf8_cells(cell.shown);

		if (!column->exact)
			cell.exact = NULL;
		row->cells[first + i] = cell;
		width = width < WIDEST ? width : WIDEST;
		column->width = width > column->width ? width : column->width;
	}
}

static void
take_fields(struct arena *arena, struct report_block *block,
	const struct record *record)
{
	const struct form *form = record->form;
	const struct card_of of = { form->n_fields, form->fields,
		record->values, true, true };
	struct columns_of columns = take_columns(arena, block, &of, 0);

	block->name = form->name;
	block->title = form->singular;
	block->cards = true;
	block->rows = arena_array(arena, 1, sizeof *block->rows);
	take_cells(arena, block, &of, &columns, 0);
	block->rows[0].group = store_key(arena, record);
}

static void
take_lines(struct arena *arena, struct report_block *block,
	const struct record *record, size_t at)
{
	const struct lines *lines = &record->form->lines[at];
	const struct record_lines *rows = &record->lines[at];
	struct card_of of = { lines->n_fields, lines->fields, NULL, true,
		true };
	struct columns_of columns = take_columns(arena, block, &of, 1);

	block->name = lines->table;
	block->title = block->table_title = lines_title(lines);
	block->columns[0] = (struct report_column){ .name = "line",
		.title = _("N°"),
		.kind = CELL_NUMBER,
		.width = NUMBER_WIDTH };
	block->rows = arena_array(arena, rows->n + 1, sizeof *block->rows);
	for (size_t i = 0; i < rows->n; i++) {
		struct report_row *row = &block->rows[block->n_rows];

		of.values = rows->rows[i].values;
		take_cells(arena, block, &of, &columns, 1);
		row->cells[0].shown = arena_printf(arena, "%zu", i + 1);
	}
	listing_fit(block);
}

struct report *
card_report(struct desk *desk, struct arena *arena, const struct record *record)
{
	const struct form *form = record->form;
	struct report *report = arena_alloc(arena, sizeof *report);
	char hour[8];
	int tables = 0;

	report->blocks =
		arena_array(arena, form->n_lines + 1, sizeof *report->blocks);
	take_fields(arena, &report->blocks[report->n_blocks++], record);
	for (size_t i = 0; i < form->n_lines; i++) {
		struct report_block *block = &report->blocks[report->n_blocks];

		if (record->lines[i].n == 0)
			continue;
		take_lines(arena, block, record, i);
		block->table = ++tables;
		report->n_blocks++;
	}
	desk_hour(desk, hour, sizeof hour);
	report->name = form->name;
	report->title = arena_printf(
		arena, "%s %s", form->singular, store_key(arena, record));
	report->read_at = arena_strdup(arena, hour);
	listing_frame(
		desk, arena, record->deleted ? _("ANULADO") : NULL, report);
	return report;
}
