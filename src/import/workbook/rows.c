/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/rows.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

/* A record of the file: its head, then of each cell its head and its text. */
struct record_head {
	uint64_t line;
	uint32_t n_cells;
	uint32_t size; /* of all that follows */
};

struct cell_head {
	uint32_t column;
	uint32_t kind;
	uint32_t size; /* of the text, its NUL included */
};

struct rows_place {
	uint64_t line;
	uint64_t at; /* in the file */
};

static const char blank[] = "";

void
rows_init(struct rows *r)
{
	*r = (struct rows){ 0 };
}

void
rows_free(struct rows *r)
{
	if (r->file)
		fclose(r->file);
	free(r->places);
	free(r->cells);
	free(r->kinds);
	buf_free(&r->record);
	free(r->text);
}

static bool
cannot_keep(struct err *err)
{
	int why = errno;

	err_set(err, ERR_FILE, NULL, "%s",
		_("No se pueden guardar por un momento las filas que se leen "
		  "del libro."));
	err_hint(err, "%s",
		_("Revise el espacio libre de la carpeta temporal."));
	return err_detail(err, strerror(why));
}

bool
rows_begin(struct rows *r, struct err *err)
{
	if (r->file)
		fclose(r->file);
	r->file = tmpfile();
	r->n = r->width = r->last = r->at = 0;
	r->mixed = false;
	free(r->places);
	r->places = NULL;
	buf_reset(&r->record);
	r->n_cells = r->reached = 0;
	return r->file || cannot_keep(err);
}

/* ---- keeping ------------------------------------------------------------ */

void
rows_cell(struct rows *r, size_t column, enum row_kind kind, const char *text,
	size_t n)
{
	struct cell_head head = { .column = (uint32_t)column,
		.kind = kind,
		.size = (uint32_t)n + 1 };

	if (str_is_blank(text))
		return;
	buf_add(&r->record, (const char *)&head, sizeof head);
	buf_add(&r->record, text, n);
	buf_putc(&r->record, '\0');
	r->n_cells++;
	r->reached = column + 1;
	if (r->reached > r->width)
		r->width = r->reached;
}

bool
rows_end(struct rows *r, size_t line, struct err *err)
{
	struct record_head head = { .line = line,
		.n_cells = (uint32_t)r->n_cells,
		.size = (uint32_t)r->record.len };
	bool ok;

	r->reached = 0;
	if (r->n_cells == 0)
		return true;
	r->mixed |= line < r->last;
	r->last = line;
	r->n++;
	ok = fwrite(&head, sizeof head, 1, r->file) == 1 &&
	     fwrite(r->record.data, 1, r->record.len, r->file) == r->record.len;
	buf_reset(&r->record);
	r->n_cells = 0;
	return ok || cannot_keep(err);
}

/* ---- in their order ----------------------------------------------------- */

/* Two of one line stay in the order in which they came. */
static int
compare_places(const void *a, const void *b)
{
	const struct rows_place *x = a, *y = b;

	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static bool
sort(struct rows *r, struct err *err)
{
	struct record_head head;
	uint64_t at = 0;

	r->places = mem_alloc(r->n * sizeof *r->places);
	for (size_t i = 0; i < r->n; i++) {
		if (fseeko(r->file, (off_t)at, SEEK_SET) != 0 ||
			fread(&head, sizeof head, 1, r->file) != 1)
			return cannot_keep(err);
		r->places[i] = (struct rows_place){ head.line, at };
		at += sizeof head + head.size;
	}
	qsort(r->places, r->n, sizeof *r->places, compare_places);
	return true;
}

bool
rows_finish(struct rows *r, struct err *err)
{
	size_t room = r->width ? r->width : 1;

	if (fflush(r->file) != 0)
		return cannot_keep(err);
	if (room > r->room) {
		r->cells = mem_realloc(r->cells, room * sizeof *r->cells);
		r->kinds = mem_realloc(r->kinds, room);
		r->room = room;
	}
	return (!r->mixed || sort(r, err)) && rows_rewind(r, err);
}

bool
rows_rewind(struct rows *r, struct err *err)
{
	r->at = 0;
	return fseeko(r->file, 0, SEEK_SET) == 0 || cannot_keep(err);
}

static void
fill_cells(struct rows *r, const struct record_head *record)
{
	char *p = r->text;

	for (size_t i = 0; i < r->width; i++)
		r->cells[i] = (char *)(uintptr_t)blank;
	memset(r->kinds, ROW_TEXT, r->width);
	for (size_t i = 0; i < record->n_cells; i++) {
		struct cell_head head;

		memcpy(&head, p, sizeof head);
		r->cells[head.column] = p + sizeof head;
		r->kinds[head.column] = (unsigned char)head.kind;
		p += sizeof head + head.size;
	}
}

bool
rows_next(struct rows *r, struct file_row *row, struct err *err)
{
	struct record_head head;

	if (r->at == r->n)
		return false;
	if (r->places &&
		fseeko(r->file, (off_t)r->places[r->at].at, SEEK_SET) != 0)
		return cannot_keep(err);
	if (fread(&head, sizeof head, 1, r->file) != 1)
		return cannot_keep(err);
	if (r->text_room < head.size) {
		r->text = mem_realloc(r->text, head.size);
		r->text_room = head.size;
	}
	if (fread(r->text, 1, head.size, r->file) != head.size)
		return cannot_keep(err);
	r->at++;
	fill_cells(r, &head);
	*row = (struct file_row){ .line = head.line,
		.n = r->width,
		.cells = r->cells,
		.kinds = r->kinds };
	return true;
}
