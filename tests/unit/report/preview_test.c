/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a preview stands on: which layouts there are, what stands on a line of
 * the text, writers that say how far they are and can be stopped, and files
 * that are whole or not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/step.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/layout.h"
#include "report/text.h"
#include "report/writer.h"

enum {
	ROWS = 40
};

/* ---- a report of two blocks, an annex before the other */

static struct report_column columns[] = {
	{ "indicator_code", "Código", CELL_TEXT, 8, false },
	{ "name", "Nombre", CELL_TEXT, 20, false },
};
static struct report_cell cells[ROWS][2];
static struct report_row rows[ROWS];
static const char *texts[] = { "Un texto." };
/* Of the rows but the sum, which is the second. */
static struct chart_item items[] = {
	{ .label = "Cero", .exact = "10", .shown = "10.00" },
	{ .label = "Dos", .exact = "90", .shown = "90.00" },
};
static struct report_chart chart = { .kind = CHART_BARS,
	.figure = 1,
	.title = "Uno",
	.mark = "80",
	.n = 2,
	.items = items };
static struct report_block blocks[] = {
	{ .name = "annex",
		.title = "ANEXO",
		.n_columns = 2,
		.columns = columns,
		.table = 2,
		.table_title = "Dos",
		.n_rows = 1,
		.rows = rows,
		.annex = true },
	{ .name = "main",
		.title = "PRINCIPAL",
		.n_texts = 1,
		.texts = texts,
		.n_columns = 2,
		.columns = columns,
		.table = 1,
		.table_title = "Uno",
		.n_rows = ROWS,
		.rows = rows,
		.chart = &chart },
};
static struct report report = { .name = "test",
	.title = "PRUEBA",
	.plan = "2018-2020",
	.period = "2019-Q1",
	.n_blocks = 2,
	.blocks = blocks };

static int
make_report(void **state)
{
	static char codes[ROWS][16];

	(void)state;
	for (int i = 0; i < ROWS; i++) {
		snprintf(codes[i], sizeof codes[i], "%d.1", i);
		cells[i][0].shown = codes[i];
		cells[i][1].shown =
			i == 1 ? "Uno que ocupa más de una línea" : "Corto";
		rows[i].cells = cells[i];
		rows[i].total = i == 1;
		rows[i].group = i < 2 ? "Grupo A" : "Grupo B";
	}
	return 0;
}

/* ---- layouts */

struct titles {
	size_t n;
	char last[256]; /* as it is sorted: without accents and case */
	bool in_order;
	bool has_quarterly;
};

static void
note_title(void *arg, const struct layout *layout)
{
	struct titles *t = arg;
	char title[256];

	utf8_fold(layout->title, title, sizeof title);
	if (t->n++ > 0 && strcmp(t->last, title) > 0)
		t->in_order = false;
	snprintf(t->last, sizeof t->last, "%s", title);
	if (str_eq(layout->name, "quarterly"))
		t->has_quarterly = true;
	if (str_eq(layout->name, "card"))
		assert_string_equal(layout->key_of, "commitment");
}

static void
test_layout_each(void **state)
{
	struct arena *arena = arena_new();
	struct titles titles = { .in_order = true };
	struct err err = { 0 };

	(void)state;
	layout_each(NULL, arena, note_title, &titles, &err);
	assert_int_equal(err.kind, ERR_NONE);
	assert_in_range(titles.n, 6, 100);
	assert_true(titles.in_order);
	assert_true(titles.has_quarterly);
	arena_free(arena);
}

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

/* A broken file is left out and said; the others stay. */
static void
test_layout_broken(void **state)
{
	static const char good[] = "report one \"UNO\"\nperiod any\n"
				   "head a.b\nblock x \"X\"\n";
	char folder[] = "/tmp/hito-each.XXXXXX", path[128];
	const char *home = getenv("HITO_HOME");
	char *before = home ? strdup(home) : NULL;
	struct arena *arena = arena_new();
	struct titles titles = { .in_order = true };
	struct err err = { 0 };

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/forms", folder);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/forms/report", folder);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/forms/report/a.report", folder);
	write_file(path, "report \"no\n");
	snprintf(path, sizeof path, "%s/forms/report/b.report", folder);
	write_file(path, good);
	setenv("HITO_HOME", folder, 1);
	layout_each(NULL, arena, note_title, &titles, &err);
	assert_int_equal(titles.n, 1);
	assert_string_equal(titles.last, "uno");
	assert_non_null(strstr(err.text, "a.report:1:"));
	unlink(path);
	snprintf(path, sizeof path, "%s/forms/report/a.report", folder);
	unlink(path);
	snprintf(path, sizeof path, "%s/forms/report", folder);
	rmdir(path);
	snprintf(path, sizeof path, "%s/forms", folder);
	rmdir(path);
	rmdir(folder);
	if (before)
		setenv("HITO_HOME", before, 1);
	free(before);
	arena_free(arena);
}

/* ---- which line is what */

static size_t
line_with(const char *text, const char *words)
{
	const char *at = strstr(text, words);
	size_t line = 0;

	assert_non_null(at);
	for (const char *c = text; c < at; c++)
		line += *c == '\n';
	return line;
}

static void
expect_mark(const struct text_map *map, size_t line, int block, int row)
{
	const struct text_mark *mark = text_map_at(map, line);

	assert_non_null(mark);
	assert_int_equal(mark->block, block);
	assert_int_equal(mark->row, row);
}

static void
check_map(bool ascii)
{
	struct buf out = { 0 }, plain = { 0 };
	struct text_map map = { 0 };
	struct err err = { 0 };
	const char *text;
	size_t line;

	assert_true(text_write_map(&report, ascii, &out, &map, &err));
	text = buf_text(&out);
	/* the same text as without a map */
	assert_true(writer_find(ascii ? "ascii" : "text")
			    ->write(&report, &plain, &err));
	assert_string_equal(text, buf_text(&plain));
	assert_null(text_map_at(&map, 0));
	line = line_with(text, "PRINCIPAL");
	assert_int_equal(text_map_block(&map, 1), line);
	expect_mark(&map, line, 1, -1);
	expect_mark(&map, line_with(text, "Un texto."), 1, -1);
	expect_mark(&map, line_with(text, "Cero "), 1, 0);
	expect_mark(&map, line_with(text, "Dos "), 1, 2);
	expect_mark(&map, line_with(text, "umbral"), 1, -1);
	expect_mark(&map, line_with(text, "Grupo A"), 1, -1);
	expect_mark(&map, line_with(text, "\n0.1 ") + 1, 1, 0);
	/* a row of two lines is one row */
	line = line_with(text, "\n1.1 ") + 1;
	expect_mark(&map, line, 1, 1);
	expect_mark(&map, line + 1, 1, 1);
	expect_mark(&map, line_with(text, "Grupo B"), 1, -1);
	expect_mark(&map, line_with(text, "\n39.1 ") + 1, 1, 39);
	/* the annex stands behind, though it is the first block */
	line = line_with(text, "ANEXO");
	assert_int_equal(text_map_block(&map, 0), line);
	expect_mark(&map, line, 0, -1);
	text_map_free(&map);
	buf_free(&out);
	buf_free(&plain);
}

static void
test_map(void **state)
{
	(void)state;
	check_map(false);
	check_map(true);
}

/* ---- progress and stopping */

struct counter {
	struct step step;
	unsigned asked;
	unsigned until; /* stops when asked so often; 0 never */
	char text[160];
};

static bool
count_on(struct step *step)
{
	struct counter *c = (struct counter *)step;

	step_text(step, c->text, sizeof c->text);
	return ++c->asked != c->until;
}

static void
check_writer(void *arg, const struct writer *writer)
{
	struct counter all = { .step = { .go_on = count_on, .what = "X" } };
	struct buf out = { 0 }, silent = { 0 };
	struct err err = { 0 };

	(void)arg;
	assert_true(writer->write(&report, &silent, &err));
	report.step = &all.step;
	assert_true(writer->write(&report, &out, &err));
	/* said something, and changed nothing */
	assert_in_range(all.asked, 2, 100000);
	assert_int_equal(out.len, silent.len);
	assert_memory_equal(out.data, silent.data, out.len);
	for (unsigned until = 1; until <= all.asked;
		until += 1 + all.asked / 9) {
		struct counter some = { .step = { .go_on = count_on },
			.until = until };

		err_clear(&err);
		buf_reset(&out);
		buf_puts(&out, "antes");
		report.step = &some.step;
		assert_false(writer->write(&report, &out, &err));
		assert_int_equal(err.kind, ERR_CANCEL);
		/* nothing half-written, what was there before stays */
		assert_int_equal(out.len, strlen("antes"));
		assert_int_equal(some.asked, until);
	}
	report.step = NULL;
	buf_free(&out);
	buf_free(&silent);
}

static void
test_writers_stop(void **state)
{
	(void)state;
	writer_each(check_writer, NULL);
}

static void
test_step_text(void **state)
{
	struct counter c = { .step = { .go_on = count_on,
				     .what = "Componiendo pdf",
				     .part = 3,
				     .parts = 7 } };
	char small[12];

	(void)state;
	step_begin(&c.step, "página", 30);
	assert_true(step_at(&c.step, 12));
	assert_string_equal(
		c.text, "Componiendo pdf (3 de 7): página 12 de 30");
	/* (2 + 12/30) / 7 */
	assert_int_equal(step_percent(&c.step), 34);
	/* (2 + 0.3 + 0.7 * 15 / 30) / 7 */
	step_range(&c.step, 30, 100);
	assert_true(step_at(&c.step, 15));
	assert_int_equal(step_percent(&c.step), 37);
	assert_true(step_look(&c.step));
	assert_int_equal(c.step.done, 15);
	step_begin(&c.step, "página", 0);
	assert_true(step_next(&c.step));
	assert_string_equal(c.text, "Componiendo pdf (3 de 7): página 1");
	step_text(&c.step, small, sizeof small);
	assert_string_equal(small, "Componiendo");
	/* nobody never stops */
	assert_true(step_at(NULL, 1));
	assert_true(step_next(NULL));
	assert_false(step_stopped(NULL));
	/* once stopped it stays so and is not asked again */
	c.until = c.asked + 1;
	assert_false(step_next(&c.step));
	assert_false(step_next(&c.step));
	assert_int_equal(c.asked, c.until);
}

/* ---- files for people */

static bool
holds(const char *path, const char *expected)
{
	struct arena *arena = arena_new();
	struct err err = { 0 };
	char *text = file_read(arena, path, FILE_SMALL, NULL, &err);
	bool same = str_eq(text, expected);

	arena_free(arena);
	return same;
}

static void
test_file_save(void **state)
{
	char folder[] = "/tmp/hito-save.XXXXXX", path[64], link_path[64];
	char gone[64];
	struct err err = { 0 };
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/a", folder);
	snprintf(link_path, sizeof link_path, "%s/b", folder);
	umask(022);
	assert_true(file_save(path, "uno", 3, false, &err));
	assert_true(holds(path, "uno"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0644);
	/* never over another one unasked */
	assert_false(file_save(path, "dos", 3, false, &err));
	assert_string_equal(err.field, "exists");
	assert_true(holds(path, "uno"));
	chmod(path, 0600);
	assert_true(file_save(path, "dos", 3, true, &err));
	assert_true(holds(path, "dos"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	/* a link is replaced, what it leads to stays */
	assert_int_equal(symlink(path, link_path), 0);
	err_clear(&err);
	assert_false(file_save(link_path, "tres", 4, false, &err));
	assert_string_equal(err.field, "exists");
	assert_true(file_save(link_path, "tres", 4, true, &err));
	assert_true(holds(path, "dos"));
	assert_true(holds(link_path, "tres"));
	assert_int_equal(lstat(link_path, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	/* a folder, and one that is not there; nothing stays behind */
	err_clear(&err);
	assert_false(file_save(folder, "x", 1, true, &err));
	assert_int_equal(err.kind, ERR_FILE);
	err_clear(&err);
	(void)snprintf(gone, sizeof gone, "%s/not/there", folder);
	assert_false(file_save(gone, "x", 1, true, &err));
	assert_int_equal(err.kind, ERR_FILE);
	unlink(path);
	unlink(link_path);
	assert_int_equal(rmdir(folder), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_layout_each),
		cmocka_unit_test(test_layout_broken),
		cmocka_unit_test(test_map),
		cmocka_unit_test(test_writers_stop),
		cmocka_unit_test(test_step_text),
		cmocka_unit_test(test_file_save),
	};

	return cmocka_run_group_tests(tests, make_report, NULL);
}
