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
	char *out;

	if (n == 0)
		return NULL;
	if (utf8_is_clean(text, n, true))
		return arena_strndup(arena, text, n);
	out = arena_alloc(arena, 3 * n + 1);
	utf8_clean(text, n, true, out);
	return out;
}

/* What the row above has too is there once. */
static const char *
clean_once(struct arena *arena, const char *text, const char *above)
{
	return above && str_eq(text, above) ? above : clean(arena, text);
}

static struct report_cell *
row_cells(struct arena *arena, const struct report_block *block,
	const struct row *row, const struct report_cell *above)
{
	struct report_cell *cells =
		arena_array(arena, block->n_columns, sizeof *cells);

	for (size_t i = 0; i < block->n_columns; i++) {
		cells[i].shown = clean_once(arena, row->cells[i],
			above ? above[i].shown : NULL);
		if (block->columns[i].exact)
			cells[i].exact = clean_once(
				arena, row->values[i], cells[i].shown);
	}
	return cells;
}

static void
make_room(struct arena *arena, struct report_block *block, size_t more,
	size_t *room)
{
	size_t wanted = block->n_rows + more;

	if (wanted <= *room)
		return;
	if (wanted < 2 * *room)
		wanted = 2 * *room;
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

/* Those of a page behind those that are there. */
static void
take_page(struct arena *arena, struct page_request *request,
	struct report_block *block, const struct page_rows *page, size_t *room)
{
	struct report_cell *above =
		block->n_rows > 0 ? block->rows[block->n_rows - 1].cells : NULL;

	make_room(arena, block, page->n, room);
	for (size_t i = 0; i < page->n; i++) {
		above = row_cells(arena, block, &page->rows[i], above);
		block->rows[block->n_rows++].cells = above;
	}
	if (page->n > 0)
		request->key =
			row_key(arena, request, &page->rows[page->n - 1]);
}

static int
page_limit(long left)
{
	return left < LISTING_PAGE ? (int)left : LISTING_PAGE;
}

/* Page by page, each in an arena of its own: what stays is the report's. */
struct taking {
	struct desk *desk;
	struct arena *arena;
	struct arena *page;
	const struct listing_wish *wish;
	struct report_block *block;
	size_t room; /* rows for which there is room */
	const char *read_at;
};

static bool
take_pages(struct taking *t, struct err *err)
{
	struct page_request request = *t->wish->request;
	struct report_block *block = t->block;
	struct page_rows page = { .more = true };

	while (page.more && (long)block->n_rows < t->wish->limit) {
		arena_reset(t->page);
		request.limit =
			page_limit(t->wish->limit - (long)block->n_rows);
		if (!store_page(t->desk, &request, t->page, &page, err))
			return false;
		take_page(t->arena, &request, block, &page, &t->room);
		t->read_at = arena_strdup(t->arena, page.read_at);
		if (block->n_rows > LISTING_MOST)
			return too_many(LISTING_MOST, err);
		if (!step_at(t->wish->step, block->n_rows))
			return step_check(t->wish->step, err);
		if (page.n == 0)
			break;
	}
	return true;
}

/* n: how many there will be; 0 not known. */
static bool
take_rows(struct taking *t, size_t n, struct err *err)
{
	bool done;

	if (n > 0)
		make_room(t->arena, t->block, n, &t->room);
	t->page = arena_new();
	done = take_pages(t, err);
	arena_free(t->page);
	return done;
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
	report->read_at = read_at ? read_at : "";
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
	struct taking taking = { .desk = desk,
		.arena = arena,
		.wish = wish,
		.block = block };
	size_t n = 0;

	take_columns(arena, wish->request->form, block);
	/* nobody waits: nobody is told how many there will be */
	if (wish->step && !count_rows(desk, wish, LISTING_MOST, &n, err))
		return NULL;
	if (!take_rows(&taking, n, err))
		return NULL;
	return make_report(desk, arena, wish, block, taking.read_at);
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
	s->row.cells = row_cells(
		s->page, s->block, &s->rows.rows[s->at++], NULL);
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
		!store_page(desk, &s->request, arena, &s->rows, err))
		return NULL;
	take_page(arena, &s->request, block, &s->rows, &room);
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
