/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module's entry: a workbook in a file of its own, then its bytes. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "report/module.h"
#include "report/stamp.h"
#include "report/xlsx/book.h"

enum {
	PIECE = 1 << 16,
	DAY_SECONDS = 86400,
	DAYS_TO_2000 = 10957, /* from 1970 */
};

/* Midnight of the day that the report has on it. */
static time_t
creation_time(const struct report *report)
{
	struct date day = { 2000, 1, 1 };
	const struct date start = { 2000, 1, 1 };
	long days = 0;

	if (!report_day(report, &day) || day.year < 2000 || day.year > 2199)
		return (time_t)DAYS_TO_2000 * DAY_SECONDS;
	while (date_compare(date_add_days(start, (int)days), day) < 0)
		days++;
	return (time_t)(DAYS_TO_2000 + days) * DAY_SECONDS;
}

static void
set_properties(struct book *b)
{
	const struct report *r = b->report;
	const char *author =
		r->cover.institution ? r->cover.institution : r->institution;
	lxw_doc_properties properties = {
		.title = arena_strdup(b->arena, r->title),
		.subject = arena_strdup(b->arena, r->period_title),
		.author = arena_strdup(b->arena, author ? author : ""),
		.comments = r->is_test
				    ? arena_strdup(b->arena,
					      _("PRUEBA - datos de práctica"))
				    : NULL,
		.created = creation_time(r),
	};

	workbook_set_properties(b->workbook, &properties);
}

/* The summary is the first sheet and is written last: how many rows there
 * were is known by then. */
static bool
write_sheets(struct book *b)
{
	const struct report *r = b->report;
	lxw_worksheet *summary;

	if (r->is_rows)
		return table_sheet(b, &r->blocks[0]);
	summary = book_sheet(b, _("Resumen"));
	for (size_t i = 0; i < r->n_blocks; i++) {
		const struct report_block *block = &r->blocks[i];

		if (block->chart && block->chart->n > 0)
			chart_sheet(b, block->chart);
		if (block->n_columns > 0 &&
			(block->n_rows > 0 || block->source) &&
			!table_sheet(b, block))
			return false;
	}
	summary_sheet(b, summary);
	return true;
}

/* ---- where the file is made */

/* Takes the file that was made. */
typedef bool take_fn(void *to, const char *bytes, size_t n);

static bool
take_to_buf(void *to, const char *bytes, size_t n)
{
	buf_add(to, bytes, n);
	return true;
}

static bool
take_to_file(void *to, const char *bytes, size_t n)
{
	return fwrite(bytes, 1, n, to) == n;
}

static bool
take_file(const char *path, take_fn *take, void *to)
{
	char *piece = mem_alloc(PIECE);
	FILE *in = fopen(path, "rb");
	bool done = in;
	size_t n;

	while (done && (n = fread(piece, 1, PIECE, in)) > 0)
		done = take(to, piece, n);
	if (in) {
		done = done && !ferror(in);
		fclose(in);
	}
	free(piece);
	return done;
}

static bool
has_source(const struct report *report)
{
	for (size_t i = 0; i < report->n_blocks; i++) {
		if (report->blocks[i].source)
			return true;
	}
	return false;
}

/* A sheet of many rows may be longer than 4 GB before it is packed. */
static bool
open_book(struct book *b, const char *folder, const char *path)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
		.tmpdir = arena_strdup(b->arena, folder),
		.use_zip64 = has_source(b->report) };

	b->workbook = workbook_new_opt(path, &options);
	return b->workbook ||
	       err_set(b->err, ERR_FILE, NULL,
		       _("No se pudo escribir el libro de cálculo."));
}

static bool
no_book(struct book *b, const char *folder)
{
	char why[512];

	err_set(b->err, ERR_FILE, NULL,
		_("No se pudo escribir el libro de cálculo en %s."), folder);
	snprintf(why, sizeof why, "libxlsxwriter: %s; %s",
		lxw_strerror(b->failed), strerror(errno));
	return err_detail(b->err, why);
}

/* What the library refused would be missing in it: then there is none. */
static bool
write_book(struct book *b, const char *folder, const char *path, take_fn *take,
	void *to)
{
	if (!open_book(b, folder, path))
		return false;
	book_formats(b);
	set_properties(b);
	if (!(b->template ? template_sheets(b) : write_sheets(b)) ||
		!step_check(b->report->step, b->err)) {
		lxw_workbook_free(b->workbook);
		return false;
	}
	contents_library(b->report->contents, "libxlsxwriter", lxw_version());
	book_check(b, workbook_close(b->workbook));
	return (!b->failed && take_file(path, take, to)) || no_book(b, folder);
}

static bool
write_all(const struct report *report, const struct template *template,
	take_fn *take, void *to, struct err *err)
{
	struct book b = { .report = report,
		.template = template,
		.arena = arena_new(),
		.err = err };
	const char *tmp = getenv("TMPDIR");
	char *folder = arena_printf(
		b.arena, "%s/hito.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	const char *path;
	bool done;

	if (mkdtemp(folder)) {
		path = arena_printf(b.arena, "%s/book.xlsx", folder);
		done = write_book(&b, folder, path, take, to);
		unlink(path);
		rmdir(folder);
	} else {
		done = err_set(err, ERR_FILE, NULL,
			_("No se puede crear una carpeta en %s: %s."),
			tmp && *tmp ? tmp : "/tmp", strerror(errno));
	}
	buf_free(&b.scratch);
	arena_free(b.arena);
	return done;
}

bool
report_module_write(
	const struct report *report, struct buf *out, struct err *err)
{
	return write_all(report, NULL, take_to_buf, out, err);
}

bool
report_module_save(const struct report *report, FILE *out, struct err *err)
{
	return write_all(report, NULL, take_to_file, out, err);
}

bool
report_module_template(
	const struct template *template, FILE *out, struct err *err)
{
	return write_all(&template->report, template, take_to_file, out, err);
}
