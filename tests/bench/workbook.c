/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading a workbook of 200,000 rows beside xlsx2csv and ssconvert, where they
 * are installed, each a process of its own; and the memory of 10,000 to
 * 1,000,000 rows. Prints the best of a few and ratios; never fails for being
 * slow. Environment: BENCH_RUNS.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <xlsxwriter.h>

#include "base/err.h"
#include "clock.h"
#include "import/workbook.h"

/* Declared by no POSIX. */
pid_t wait4(pid_t, int *, int, struct rusage *);

enum {
	ROWS = 200000,
	FEW = 10000,
	MANY = 1000000,
	RUNS = 3,
	DAY = 43678, /* 1 August 2019 */
};

struct taken {
	long ms;
	long kib; /* at its largest */
};

/* Texts of which many differ, numbers, days and percentages. strings: shared,
 * as spreadsheets write them; else in the cells. */
static void
write_book(const char *path, int rows, bool strings)
{
	lxw_workbook_options options = { .constant_memory = !strings };
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "Hitos");
	lxw_format *day = workbook_add_format(book);
	lxw_format *percent = workbook_add_format(book);
	char text[64];

	format_set_num_format_index(day, 14);
	format_set_num_format_index(percent, 10);
	for (int i = 0; i < rows; i++) {
		lxw_row_t row = (lxw_row_t)i;

		worksheet_write_number(sheet, row, 0, i, NULL);
		snprintf(text, sizeof text, "Difusión de la medida %d", i);
		worksheet_write_string(sheet, row, 1, text, NULL);
		worksheet_write_string(
			sheet, row, 2, i % 2 ? "En proceso" : "Cumplido", NULL);
		worksheet_write_number(sheet, row, 3, DAY + i % 365, day);
		worksheet_write_number(sheet, row, 4, i * 0.07, NULL);
		worksheet_write_number(
			sheet, row, 5, i % 1000 / 1000.0, percent);
	}
	if (workbook_close(book) != LXW_NO_ERROR)
		die("workbook_close");
}

static int
read_book(const char *path, size_t rows)
{
	struct err err = { 0 };
	struct file_row row;
	size_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct source *s = workbook_entry.open(fd, path, NULL, &err);

	if (!s || !s->class->choose(s, 0, 0, &err))
		die("%s", err.text);
	while (s->class->next(s, &row, &err) == SHEET_ROW)
		n++;
	s->class->close(s);
	return n == rows ? 0 : 1;
}

/* In a process of its own; command NULL: by us. */
static struct taken
run(const char *command, const char *path, int rows, bool write, bool strings)
{
	int64_t begin = clock_micro();
	struct rusage used;
	pid_t child;
	int status;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		if (command)
			execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		else if (write)
			write_book(path, rows, strings);
		else
			_exit(read_book(path, (size_t)rows));
		_exit(command != NULL);
	}
	if (child < 0 || wait4(child, &status, 0, &used) != child ||
		status != 0)
		return (struct taken){ .ms = -1 };
	return (struct taken){ (long)((clock_micro() - begin) / 1000) + 1,
		used.ru_maxrss };
}

static struct taken
best(const char *command, const char *path, int rows)
{
	const char *wanted = getenv("BENCH_RUNS");
	long runs = wanted ? strtol(wanted, NULL, 10) : RUNS;
	struct taken least = { .ms = -1 };

	for (long i = 0; i < runs; i++) {
		struct taken now = run(command, path, rows, false, false);

		if (least.ms < 0 || (now.ms >= 0 && now.ms < least.ms))
			least = now;
	}
	return least;
}

/* The rows a second of a peer, ours as a multiple of them. */
static void
beside(const char *name, const char *before, const char *path,
	const char *behind, const struct taken *ours)
{
	char command[512];
	struct taken theirs;

	snprintf(command, sizeof command, "command -v %s >/dev/null", name);
	if (system(command) != 0) {
		printf("workbook  %s is not installed\n", name);
		return;
	}
	snprintf(command, sizeof command, "%s '%s' %s", before, path, behind);
	theirs = best(command, path, ROWS);
	if (theirs.ms < 0)
		printf("workbook  %s failed\n", name);
	else
		printf("workbook  %d rows  %ld ms, %s %ld ms: %.2f times its "
		       "rows/s (goal 3.00)\n",
			ROWS, ours->ms, name, theirs.ms,
			(double)theirs.ms / (double)ours->ms);
}

static void
memory(const char *path, bool strings)
{
	static const int sizes[] = { FEW, ROWS, MANY };

	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct taken t;

		run(NULL, path, sizes[i], true, strings);
		t = run(NULL, path, sizes[i], false, false);
		printf("workbook  %d rows, %s: %ld KiB at most, %ld ms (goal "
		       "30720 KiB)\n",
			sizes[i], strings ? "shared strings" : "inline strings",
			t.kib, t.ms);
	}
	unlink(path);
}

int
main(void)
{
	const char *folder = getenv("TEST_TMP");
	char path[300];
	struct taken ours;

	snprintf(path, sizeof path, "%s/bench.xlsx", folder ? folder : "/tmp");
	run(NULL, path, ROWS, true, true);
	ours = best(NULL, path, ROWS);
	beside("xlsx2csv", "xlsx2csv", path, "/dev/null", &ours);
	beside("ssconvert", "ssconvert -T Gnumeric_stf:stf_csv", path,
		"fd://1 >/dev/null 2>&1", &ours);
	memory(path, true);
	memory(path, false);
	return 0;
}
