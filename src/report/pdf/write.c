/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module's entry: a report set twice, bytes out. */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/module.h"
#include "report/pdf/paper.h"
#include "report/stamp.h"

enum {
	MEASURED = 30,	   /* percent of the work when the pages are known */
	CONTENTS_FROM = 5, /* pages */
	PIECE = 1 << 14,   /* bytes copied at a time */
};

/* Where the bytes go. Those of the pages into file, where there is one; those
 * behind them, among which the date stands, are held. */
struct sink {
	FILE *file;
	bool is_behind;
	struct buf *held;
};

static cairo_status_t
take_bytes(void *closure, const unsigned char *data, unsigned n)
{
	struct sink *s = closure;

	if (!s->file || s->is_behind)
		buf_add(s->held, (const char *)data, n);
	else if (fwrite(data, 1, n, s->file) != n)
		return CAIRO_STATUS_WRITE_ERROR;
	return CAIRO_STATUS_SUCCESS;
}

/* ---- what the contents will say, in the order of the pages */

static void
add_entry(struct paper *p, const char *title, bool is_section)
{
	p->entries[p->n_entries++] =
		(struct entry){ .title = title, .is_section = is_section };
}

static void
list_entries(struct paper *p, bool annex)
{
	for (size_t i = 0; i < p->report->n_blocks; i++) {
		const struct report_block *b = &p->report->blocks[i];

		if (b->annex != annex)
			continue;
		add_entry(p, b->title, true);
		if (b->chart && b->chart->n > 0)
			add_entry(p, chart_caption(p, b->chart), false);
		if (b->n_columns > 0 && b->n_rows > 0 && !b->cards)
			add_entry(p, table_caption(p, b), false);
	}
}

/* ---- the document */

/* The next one of that kind from i on; n_blocks: none. */
static size_t
next_block(const struct report *r, size_t i, bool annex)
{
	while (i < r->n_blocks && r->blocks[i].annex != annex)
		i++;
	return i;
}

/* Nobody signs a list, nor a sheet that has no place for it. */
static bool
is_signed(const struct report *r)
{
	return !r->is_list && (!r->is_sheet || r->cover.n_signers > 0);
}

/* A block whose table is wide begins a sheet that lies, and the next one that
 * is not wide an upright one. */
static void
draw_blocks(struct paper *p, bool annex)
{
	const struct report *r = p->report;
	bool first = true;

	for (size_t i = next_block(r, 0, annex), next; i < r->n_blocks;
		i = next) {
		bool wide = table_is_wide(p, &r->blocks[i]);

		if (step_stopped(r->step))
			return;
		if (first || wide != p->is_lying) {
			paper_turn(p, wide);
			paper_page(p, false);
			if (first && r->is_list)
				list_draw_head(p);
			else if (first && !annex && r->is_sheet)
				sheet_draw_head(p);
		}
		first = false;
		next = next_block(r, i + 1, annex);
		p->tail = annex || !is_signed(r) || next < r->n_blocks
				  ? 0
				  : signatures_height(p);
		block_draw(p, &r->blocks[i]);
	}
	p->tail = 0;
}

/* A list is its table and nothing else. */
static void
draw_document(struct paper *p)
{
	bool is_list = p->report->is_list;

	if (!is_list && !p->report->is_sheet)
		cover_draw(p);
	if (p->has_contents)
		contents_draw(p);
	draw_blocks(p, false);
	if (next_block(p->report, 0, false) == p->report->n_blocks)
		paper_page(p, false);
	feet_draw(p);
	if (is_signed(p->report))
		signatures_draw(p);
	draw_blocks(p, true);
}

/* "2019-04-05T00:00:00Z"; "" leaves it out. */
static const char *
creation_date(struct paper *p)
{
	struct date day;
	char iso[16];

	if (!report_day(p->report, &day))
		return "";
	date_iso(day, iso, sizeof iso);
	return arena_printf(p->arena, "%sT00:00:00Z", iso);
}

/* Where a word begins for the last time; NULL nowhere. */
static char *
last_of(struct buf *out, const char *word)
{
	size_t n = strlen(word);

	for (size_t i = out->len; i >= n; i--)
		if (memcmp(out->data + i - n, word, n) == 0)
			return out->data + i - n;
	return NULL;
}

/* cairo before 1.18 leaves out what a date begins with; the same room holds the
 * day, and nothing behind it moves. */
static void
mend_date(struct buf *out)
{
	static const char begin[] = "/CreationDate (", zeros[] = "000000Z)";
	char *at = last_of(out, begin);

	if (!at)
		return;
	at += sizeof begin - 1;
	if (strspn(at, "0123456789") != 14 || !str_starts(at + 8, zeros))
		return;
	memmove(at + 2, at, 8);
	memcpy(at, "D:", 2);
	memcpy(at + 10, ")     ", 6);
}

static void
set_metadata(struct paper *p, cairo_surface_t *pdf)
{
	const struct report *r = p->report;
	const char *date = creation_date(p);
	const char *author =
		r->cover.institution ? r->cover.institution : r->institution;

	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE,
		arena_printf(p->arena, "%s%s%s", r->title,
			r->period_title ? " - " : "",
			r->period_title ? r->period_title : ""));
	cairo_pdf_surface_set_metadata(
		pdf, CAIRO_PDF_METADATA_AUTHOR, author ? author : "");
	cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_SUBJECT,
		r->plan_title ? r->plan_title
		: r->plan     ? r->plan
			      : "");
	cairo_pdf_surface_set_metadata(
		pdf, CAIRO_PDF_METADATA_CREATOR, "hito " HITO_VERSION);
	cairo_pdf_surface_set_metadata(
		pdf, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

static void
count_pages(struct paper *p)
{
	cairo_surface_t *nothing =
		cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);

	paper_begin(p, nothing, false);
	draw_document(p);
	paper_end(p);
	p->pages = p->page;
	cairo_surface_destroy(nothing);
}

/* A few pages are read without being told where things stand. */
static void
count_all(struct paper *p)
{
	p->has_contents = !p->report->is_list && !p->report->is_sheet;
	count_pages(p);
	if (!p->has_contents || p->pages - p->contents >= CONTENTS_FROM)
		return;
	p->has_contents = false;
	count_pages(p);
}

static bool
print_pages(struct paper *p, struct sink *sink, struct err *err)
{
	cairo_surface_t *pdf = cairo_pdf_surface_create_for_stream(
		take_bytes, sink, PAPER_SHORT, PAPER_LONG);
	cairo_status_t status;
	char why[128];

	cairo_pdf_surface_restrict_to_version(pdf, CAIRO_PDF_VERSION_1_5);
	set_metadata(p, pdf);
	paper_begin(p, pdf, true);
	draw_document(p);
	paper_note_libraries(p);
	paper_end(p);
	sink->is_behind = true;
	cairo_surface_finish(pdf);
	status = cairo_surface_status(pdf);
	cairo_surface_destroy(pdf);
	if (status == CAIRO_STATUS_SUCCESS) {
		mend_date(sink->held);
		return true;
	}
	err_set(err, status == CAIRO_STATUS_WRITE_ERROR ? ERR_FILE : ERR_BUG,
		NULL, _("No se pudo escribir el PDF."));
	snprintf(why, sizeof why, "cairo: %s", cairo_status_to_string(status));
	return err_detail(err, why);
}

static bool
write_document(const struct report *report, struct sink *sink, struct err *err)
{
	struct paper p = { .report = report, .arena = arena_new() };
	bool done = paper_open(&p, err) && cover_open(&p, err);

	if (done) {
		p.entries = arena_array(
			p.arena, 3 * report->n_blocks + 1, sizeof *p.entries);
		p.tables = arena_array(
			p.arena, report->n_blocks + 1, sizeof(struct table *));
		list_entries(&p, false);
		list_entries(&p, true);
		step_range(report->step, 0, MEASURED);
		count_all(&p);
		step_begin(report->step, N_("página"), (size_t)p.pages);
		step_range(report->step, MEASURED, 100);
		done = step_check(report->step, err) &&
		       print_pages(&p, sink, err);
	}
	paper_close(&p);
	arena_free(p.arena);
	return done;
}

bool
report_module_write(
	const struct report *report, struct buf *out, struct err *err)
{
	struct sink sink = { .held = out };

	return write_document(report, &sink, err);
}

/* ---- into a file: what is printed is not held in memory */

static bool
copy(FILE *from, FILE *to)
{
	char piece[PIECE];
	size_t n;

	rewind(from);
	while ((n = fread(piece, 1, sizeof piece, from)) > 0)
		if (fwrite(piece, 1, n, to) != n)
			return false;
	return !ferror(from);
}

/* What lies on the disk meanwhile has no name. */
bool
report_module_save(const struct report *report, FILE *out, struct err *err)
{
	struct buf held = { 0 };
	struct sink sink = { .file = tmpfile(), .held = &held };
	bool done;

	if (!sink.file)
		return err_set(err, ERR_FILE, NULL,
			_("No se pudo escribir el PDF."));
	done = write_document(report, &sink, err) &&
	       step_check(report->step, err);
	if (done && (!copy(sink.file, out) ||
			    fwrite(held.data, 1, held.len, out) != held.len))
		done = err_set(err, ERR_FILE, NULL,
			_("No se pudo escribir el PDF."));
	buf_free(&held);
	(void)fclose(sink.file);
	return done;
}
