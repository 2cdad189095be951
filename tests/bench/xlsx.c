/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * M5: the same cells written as a workbook by the report writer and by a
 * bare loop over libxlsxwriter, alternately, both in constant memory. Prints
 * medians and the ratio; never fails for being slow. Environment: BENCH_RUNS.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/resource.h>

#include <xlsxwriter.h>

#include "clock.h"
#include "report/writer.h"

enum {
	ROWS = 20000,
	MANY = 200000,
	COLUMNS = 6,
	RUNS = 5,
	RUNS_MAX = 51,
};

static const struct report_column columns[COLUMNS] = {
	{ .name = "code", .title = "Código", .width = 8 },
	{ .name = "name", .title = "Indicador", .width = 50 },
	{ .name = "planned",
		.title = "Programado",
		.kind = CELL_NUMBER,
		.width = 10,
		.exact = true },
	{ .name = "executed",
		.title = "Ejecutado",
		.kind = CELL_NUMBER,
		.width = 10,
		.exact = true },
	{ .name = "attainment",
		.title = "Logro %",
		.kind = CELL_PERCENT,
		.width = 10,
		.exact = true },
	{ .name = "band",
		.title = "Semáforo",
		.kind = CELL_LIGHT,
		.width = 10,
		.exact = true },
};

static const char name[] = "Audiencias públicas con acta publicada";

static void
fill_row(struct arena *arena, struct report_row *row, size_t i)
{
	struct report_cell *c = arena_array(arena, COLUMNS, sizeof *c);

	row->cells = c;
	c[0].shown = arena_printf(arena, "%zu", i);
	c[1].shown = name;
	c[2].exact = c[2].shown = arena_printf(arena, "%zu", i % 90 + 10);
	c[3].exact = c[3].shown = arena_printf(arena, "%zu", i % 70);
	c[4].shown = arena_printf(arena, "%zu.%02zu", i % 100, i % 97);
	c[4].exact = arena_printf(arena, "%s31250000000000000000", c[4].shown);
	c[5].exact = "green";
	c[5].shown = "Verde";
}

static struct report *
make_report(struct arena *arena, size_t rows)
{
	struct report *r = arena_alloc(arena, sizeof *r);
	struct report_block *b = arena_alloc(arena, sizeof *b);

	r->name = r->title = "bench";
	r->blocks = b;
	r->n_blocks = 1;
	b->name = b->title = b->table_title = "bench";
	b->table = 1;
	b->n_columns = COLUMNS;
	b->columns = arena_array(arena, COLUMNS, sizeof *b->columns);
	memcpy(b->columns, columns, sizeof columns);
	b->n_rows = rows;
	b->rows = arena_array(arena, rows, sizeof *b->rows);
	for (size_t i = 0; i < rows; i++)
		fill_row(arena, &b->rows[i], i);
	return r;
}

static void
write_bare(const struct report *report)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	char path[] = "/tmp/hito-bench-XXXXXX";
	int fd = mkstemp(path);
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
	lxw_format *format = workbook_add_format(book);
	const struct report_block *b = report->blocks;

	format_set_num_format(format, "0.00");
	for (size_t r = 0; r < b->n_rows; r++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			const struct report_cell *cell = &b->rows[r].cells[c];
			lxw_row_t row = (lxw_row_t)r;
			lxw_col_t col = (lxw_col_t)c;

			if (c >= 2 && c <= 4)
				worksheet_write_number(sheet, row, col,
					strtod(cell->exact, NULL), format);
			else
				worksheet_write_string(sheet, row, col,
					c == 5 ? "▲ V Verde" : cell->shown,
					format);
		}
	}
	workbook_close(book);
	close(fd);
	unlink(path);
}

static void
write_report(const struct report *report)
{
	struct buf out = { 0 };
	struct err err = { 0 };

	if (!xlsx_write(report, &out, &err)) {
		err_print(&err, true);
		exit(1);
	}
	buf_free(&out);
}

static long
peak_kib(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
median(double *times, size_t n)
{
	qsort(times, n, sizeof *times, by_value);
	return times[n / 2];
}

static double
timed(void (*write)(const struct report *), const struct report *report)
{
	int64_t from = clock_micro();

	write(report);
	return (double)(clock_micro() - from) / 1e3;
}

int
main(void)
{
	struct arena *arena = arena_new();
	struct report *report = make_report(arena, ROWS);
	const char *wanted = getenv("BENCH_RUNS");
	long n = wanted ? strtol(wanted, NULL, 10) : RUNS;
	size_t runs = n > 0 && n < RUNS_MAX ? (size_t)n : RUNS;
	double ours[RUNS_MAX];
	double bare[RUNS_MAX];
	long before;

	for (size_t i = 0; i < runs; i++) {
		bare[i] = timed(write_bare, report);
		ours[i] = timed(write_report, report);
	}
	printf("M5: %d rows of %d cells, medians of %zu runs: xlsx %.0f ms, "
	       "bare loop %.0f ms\n",
		ROWS, COLUMNS, runs, median(ours, runs), median(bare, runs));
	printf("M5 rate of xlsx / bare libxlsxwriter = %.2f (promised 0.80)\n",
		median(bare, runs) / median(ours, runs));
	report = make_report(arena, MANY);
	before = peak_kib();
	write_report(report);
	printf("M5 memory over %d rows: %ld KiB more, the bytes of the file "
	       "among them\n",
		MANY, peak_kib() - before);
	arena_free(arena);
	return 0;
}
