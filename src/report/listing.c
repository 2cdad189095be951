/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/listing.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	LISTING_PAGE = 2000, /* rows a round trip */
	LISTING_WIDTH = 80,
	LEAST = 4, /* cells of a column whose width is not said */
};

/* ---- columns */

static enum field_kind
field_kind_of(const struct form *form, const char *name)
{
	int at = form_field(form, name);
	const struct column *column = columns_find(&form->columns, name);

	if (at >= 0)
		return form->fields[at].n_choices > 0 ? FIELD_TEXT
						      : form->fields[at].kind;
	if (column && column->type == COLUMN_INTEGER)
		return FIELD_INTEGER;
	return column && column->type == COLUMN_NUMERIC ? FIELD_NUMBER
							: FIELD_TEXT;
}

enum cell_kind
listing_kind(enum field_kind kind)
{
	static const struct {
		enum field_kind field;
		enum cell_kind cell;
	} kinds[] = {
		{ FIELD_INTEGER, CELL_NUMBER },
		{ FIELD_NUMBER, CELL_NUMBER },
		{ FIELD_MONEY, CELL_NUMBER },
		{ FIELD_PERCENT, CELL_NUMBER },
		{ FIELD_DATE, CELL_DATE },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (kinds[i].field == kind)
			return kinds[i].cell;
	}
	return CELL_TEXT;
}

void
listing_fit(struct report_block *block)
{
	int gaps = (int)block->n_columns - 1;
	int sum = gaps;
	int open = 0;

	for (size_t i = 0; i < block->n_columns; i++) {
		sum += block->columns[i].width;
		open += block->columns[i].width == 0;
	}
	for (size_t i = 0; i < block->n_columns; i++) {
		int width = block->columns[i].width;

		if (width == 0 && sum < LISTING_WIDTH)
			width = (LISTING_WIDTH - sum) / open;
		else if (sum > LISTING_WIDTH && sum > gaps)
			width = width * (LISTING_WIDTH - gaps) / (sum - gaps);
		block->columns[i].width = width < LEAST ? LEAST : width;
	}
}

static void
take_columns(struct arena *arena, const struct form *form,
	struct report_block *block)
{
	block->n_columns = form->n_list;
	block->columns =
		arena_array(arena, form->n_list + 1, sizeof *block->columns);
	for (size_t i = 0; i < form->n_list; i++) {
		enum cell_kind kind =
			listing_kind(field_kind_of(form, form->list[i].name));

		block->columns[i] = (struct report_column){
			.name = form->list[i].name,
			.title = form->list[i].title,
			.kind = kind,
			.width = form->list[i].width,
			.exact = kind != CELL_TEXT,
		};
	}
	listing_fit(block);
}

/* ---- rows */

static const char *
clean(struct arena *arena, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char *out = arena_alloc(arena, 3 * n + 1);

	if (n == 0)
		return NULL;
	utf8_clean(text, n, true, out);
	return out;
}

static struct report_cell *
row_cells(struct arena *arena, const struct report_block *block,
	const struct row *row)
{
	struct report_cell *cells =
		arena_array(arena, block->n_columns + 1, sizeof *cells);

	for (size_t i = 0; i < block->n_columns; i++)
		cells[i] = (struct report_cell){
			.shown = clean(arena, row->cells[i]),
			.exact = block->columns[i].exact
					 ? clean(arena, row->values[i])
					 : NULL,
		};
	return cells;
}

static void
make_room(struct arena *arena, struct report_block *block, size_t more,
	size_t *room)
{
	size_t wanted = *room ? *room : LISTING_PAGE;

	while (wanted < block->n_rows + more)
		wanted *= 2;
	if (wanted == *room)
		return;
	block->rows = block->rows
			      ? arena_grow(arena, block->rows, *room, wanted,
					sizeof *block->rows)
			      : arena_array(arena, wanted, sizeof *block->rows);
	*room = wanted;
}

static bool
too_many(long most, struct err *err)
{
	if (most == REPORT_SHEET_ROWS)
		err_set(err, ERR_INPUT, NULL,
			_("Son más de %ld filas: no caben en una hoja de "
			  "cálculo."),
			most);
	else
		err_set(err, ERR_INPUT, NULL,
			_("Son más de %ld filas: demasiadas para un informe."),
			most);
	return err_hint(err, _("Redúzcalas con un filtro, o pida --csv, que "
			       "las escribe una a una."));
}

/* How many there will be; more than most are refused before the first is
 * read. */
static bool
count_rows(struct desk *desk, const struct listing_wish *wish, long most,
	size_t *n, struct err *err)
{
	long all = 0;

	if (!store_count(desk, wish->request, &all, err))
		return false;
	if (all > most && wish->limit > most)
		return too_many(most, err);
	*n = (size_t)(all < wish->limit ? all : wish->limit);
	step_begin(wish->step, N_("fila"), *n);
	return true;
}

/* A page of them behind those that are there. */
static bool
take_page(struct desk *desk, struct arena *arena, struct page_request *request,
	struct report_block *block, struct page_rows *page, size_t *room,
	struct err *err)
{
	if (!store_page(desk, request, arena, page, err))
		return false;
	make_room(arena, block, page->n, room);
	for (size_t i = 0; i < page->n; i++)
		block->rows[block->n_rows++].cells =
			row_cells(arena, block, &page->rows[i]);
	if (page->n > 0)
		request->key =
			row_key(arena, request, &page->rows[page->n - 1]);
	return true;
}

static int
page_limit(long left)
{
	return left < LISTING_PAGE ? (int)left : LISTING_PAGE;
}

static bool
take_rows(struct desk *desk, struct arena *arena,
	const struct listing_wish *wish, struct report_block *block,
	const char **read_at, struct err *err)
{
	struct page_request request = *wish->request;
	struct page_rows page = { .more = true };
	size_t room = 0;

	while (page.more && (long)block->n_rows < wish->limit) {
		request.limit = page_limit(wish->limit - (long)block->n_rows);
		if (!take_page(desk, arena, &request, block, &page, &room, err))
			return false;
		*read_at = page.read_at;
		if (block->n_rows > LISTING_MOST)
			return too_many(LISTING_MOST, err);
		if (!step_at(wish->step, block->n_rows))
			return step_check(wish->step, err);
		if (page.n == 0)
			break;
	}
	return true;
}

/* ---- the report */

static const char *
count_text(struct arena *arena, size_t n)
{
	char text[64];

	snprintf(text, sizeof text, ngettext("%zu fila.", "%zu filas.", n), n);
	return arena_strdup(arena, text);
}

static void
take_tops(const struct desk *desk, struct arena *arena, const char *narrowed,
	struct report *report)
{
	report->tops = arena_array(arena, 2, sizeof *report->tops);
	if (desk->site.institution_name)
		report->tops[report->n_tops++] = desk->site.institution_name;
	if (narrowed)
		report->tops[report->n_tops++] = clean(arena, narrowed);
}

/* When it was read, as reports say it. */
static void
take_foot(const struct desk *desk, struct arena *arena, struct report *report)
{
	char day[16];

	date_show(desk->today, day, sizeof day);
	report->feet = arena_array(arena, 1, sizeof *report->feet);
	report->feet[report->n_feet++] =
		arena_printf(arena, _("Leído %s %s."), day, report->read_at);
}

void
listing_frame(const struct desk *desk, struct arena *arena,
	const char *narrowed, struct report *report)
{
	report->institution = desk->site.institution;
	report->cover.institution = desk->site.institution_name;
	report->is_test = desk->site.is_test;
	report->is_list = true;
	report->is_read = true;
	take_tops(desk, arena, narrowed, report);
	take_foot(desk, arena, report);
}

static struct report *
make_report(struct desk *desk, struct arena *arena,
	const struct listing_wish *wish, struct report_block *block,
	const char *read_at)
{
	const struct form *form = wish->request->form;
	struct report *report = arena_alloc(arena, sizeof *report);

	block->name = form->name;
	block->title = form->title;
	block->table_title = form->title;
	block->table = block->n_rows > 0;
	block->empty = _("No hay filas.");
	block->texts = arena_array(arena, 1, sizeof *block->texts);
	if (block->n_rows > 0)
		block->texts[block->n_texts++] =
			count_text(arena, block->n_rows);
	report->name = form->name;
	report->title = form->title;
	report->read_at = arena_strdup(arena, read_at ? read_at : "");
	listing_frame(desk, arena, wish->narrowed, report);
	report->n_blocks = 1;
	report->blocks = block;
	return report;
}

struct report *
listing_make(struct desk *desk, struct arena *arena,
	const struct listing_wish *wish, struct err *err)
{
	struct report_block *block = arena_alloc(arena, sizeof *block);
	const char *read_at = NULL;
	size_t n = 0;

	take_columns(arena, wish->request->form, block);
	/* nobody waits: nobody is told how many there will be */
	if (wish->step && !count_rows(desk, wish, LISTING_MOST, &n, err))
		return NULL;
	if (!take_rows(desk, arena, wish, block, &read_at, err))
		return NULL;
	return make_report(desk, arena, wish, block, read_at);
}

/* ---- in constant memory */

static bool
next_page(struct listing_source *s, struct err *err)
{
	arena_reset(s->page);
	s->at = 0;
	s->request.limit = page_limit(s->most - (long)s->n);
	if (!store_page(s->desk, &s->request, s->page, &s->rows, err))
		return false;
	if (s->rows.n == 0)
		return true;
	arena_reset(s->key);
	s->request.key =
		row_key(s->key, &s->request, &s->rows.rows[s->rows.n - 1]);
	return true;
}

/* Rows may have come since they were counted. */
static bool
next_row(struct report_source *self, const struct report_row **row,
	struct err *err)
{
	struct listing_source *s = (struct listing_source *)self;

	*row = NULL;
	if (s->at == s->rows.n && s->rows.more && (long)s->n < s->most &&
		!next_page(s, err))
		return false;
	if (s->at == s->rows.n) {
		s->block->texts[0] = count_text(s->key, s->n);
		return true;
	}
	if (s->n == REPORT_SHEET_ROWS)
		return too_many(REPORT_SHEET_ROWS, err);
	s->row.cells = row_cells(s->page, s->block, &s->rows.rows[s->at++]);
	s->n++;
	*row = &s->row;
	return true;
}

struct report *
listing_stream(struct desk *desk, struct arena *arena,
	const struct listing_wish *wish, struct listing_source *s,
	struct err *err)
{
	struct report_block *block = arena_alloc(arena, sizeof *block);
	size_t room = 0;

	*s = (struct listing_source){ .source.next = next_row,
		.desk = desk,
		.request = *wish->request,
		.block = block,
		.page = arena_new(),
		.key = arena_new(),
		.most = wish->limit };
	take_columns(arena, wish->request->form, block);
	s->request.limit = page_limit(wish->limit);
	if (!count_rows(desk, wish, REPORT_SHEET_ROWS, &s->source.total, err) ||
		!take_page(
			desk, arena, &s->request, block, &s->rows, &room, err))
		return NULL;
	s->n = s->at = s->rows.n;
	if (s->rows.more && (long)s->n < s->most)
		block->source = &s->source;
	return make_report(desk, arena, wish, block, s->rows.read_at);
}

void
listing_end(struct listing_source *s)
{
	arena_free(s->page);
	arena_free(s->key);
}
