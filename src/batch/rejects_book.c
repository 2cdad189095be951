/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are sent back, as a workbook: each bad cell marked, with a note. */
#include "batch/rejects_book.h"

#include <stdio.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "report/report.h"
#include "report/writer.h"

enum {
	OWN = 4, /* columns before those of the file */
	WIDTH = 16,
};

/* The rows of the report, one by one. */
struct book {
	struct report_source source; /* stands first */
	const struct rejects_shape *shape;
	struct rejects_lines *lines;
	struct arena *scratch; /* of the row that is out */
	struct report_row row;
	struct report *report;
	struct err err;
};

static size_t
columns_of(const struct rejects_shape *shape)
{
	return OWN + shape->n + (shape->number_title ? 1 : 0);
}

/* The errors of the line that are of a column, NULL of any, one below the
 * other. */
static const char *
reasons(struct arena *arena, const struct rejected *r, const char *column,
	const char *(*part)(const struct finding *f))
{
	const char *all = NULL;

	for (size_t i = 0; i < r->n; i++) {
		const struct finding *f = &r->findings[i];

		if (f->severity == FINDING_ERROR &&
			(!column || str_eq(f->column, column)))
			all = all ? arena_printf(arena, "%s\n%s", all, part(f))
				  : part(f);
	}
	return all;
}

static const char *
column_of(const struct finding *f)
{
	return f->column;
}

static const char *
value_of(const struct finding *f)
{
	return f->value;
}

static const char *
reason_of(const struct finding *f)
{
	return f->reason;
}

static void
put_file_cells(
	struct book *b, const struct rejected *r, struct report_cell *cells)
{
	const struct rejects_shape *s = b->shape;

	for (size_t i = 0; i < s->n; i++) {
		const char *text = i < r->row.n ? r->row.cells[i] : "";

		if ((int)i == s->number_cell && r->number && str_is_blank(text))
			text = r->number;
		cells[i].shown = text;
		cells[i].note = reasons(b->scratch, r, s->titles[i], reason_of);
	}
	if (s->number_title)
		cells[s->n].shown = r->number ? r->number : "";
}

/* What is of no one cell is noted at the line's number. */
static const char *
line_note(struct book *b, const struct rejected *r)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->findings[i].severity == FINDING_ERROR &&
			!r->findings[i].column[0])
			return reasons(b->scratch, r, "", reason_of);
	return NULL;
}

static bool
next_row(struct report_source *self, const struct report_row **row,
	struct err *err)
{
	struct book *b = (struct book *)self;
	struct rejected r;
	struct report_cell *cells;

	arena_reset(b->scratch);
	*row = NULL;
	if (!b->lines->next(b->lines, b->scratch, &r, &b->err)) {
		*err = b->err;
		return b->err.kind == ERR_NONE;
	}
	cells = arena_array(
		b->scratch, columns_of(b->shape) + 1, sizeof *cells);
	cells[0].shown = arena_printf(b->scratch, "%zu", r.row.line);
	cells[0].note = line_note(b, &r);
	cells[1].shown = reasons(b->scratch, &r, NULL, column_of);
	cells[2].shown = reasons(b->scratch, &r, NULL, value_of);
	cells[3].shown = reasons(b->scratch, &r, NULL, reason_of);
	put_file_cells(b, &r, cells + OWN);
	b->row = (struct report_row){ .cells = cells };
	*row = &b->row;
	return true;
}

static void
take_columns(struct arena *arena, const struct rejects_shape *shape,
	struct report_block *block)
{
	const char *const own[OWN] = { _("Línea"), _("Columna"), _("Valor"),
		_("Motivo") };

	block->n_columns = columns_of(shape);
	block->columns =
		arena_array(arena, block->n_columns, sizeof *block->columns);
	for (size_t i = 0; i < block->n_columns; i++)
		block->columns[i] = (struct report_column){
			.name = "",
			.title = i < OWN	      ? own[i]
				 : i < OWN + shape->n ? shape->titles[i - OWN]
						      : shape->number_title,
			.kind = CELL_TEXT,
			.width = WIDTH,
		};
}

static bool
fill(void *arg, FILE *out)
{
	struct book *b = arg;

	return xlsx_save(b->report, out, &b->err);
}

bool
rejects_book(const struct rejects_shape *shape, struct rejects_lines *lines,
	struct err *err)
{
	struct arena *arena = arena_new();
	struct report_block block = { .name = "rejects",
		.title = _("Rechazos"),
		.table_title = _("Rechazos") };
	struct report report = { .name = "rejects",
		.title = _("Rechazos"),
		.is_list = true,
		.n_blocks = 1,
		.blocks = &block };
	struct book b = { .source = { .next = next_row },
		.shape = shape,
		.lines = lines,
		.scratch = arena_new(),
		.report = &report };
	bool ok;

	lines->rewind(lines);
	take_columns(arena, shape, &block);
	block.source = &b.source;
	ok = file_save_by(shape->path, fill, &b, true, err);
	if (!ok && b.err.kind != ERR_NONE)
		*err = b.err;
	arena_free(b.scratch);
	arena_free(arena);
	return ok;
}

rejects_save_fn *
rejects_saver(const char *path)
{
	return path && str_ends(path, ".xlsx") ? rejects_book : NULL;
}
