/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as programs write them, each with the rows that come of it:
 * tests/import/corpus. A line that begins with # says of what; behind "@part
 * NAME" stands a part of a workbook, behind "@bytes" separated text, on one line
 * with \r, \n, \t, \\ and \xNN; behind "@rows" what is read of it: of each sheet
 * of a workbook, of a text behind its charset and delimiter. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "book_rows.h"
#include "import/sheet.h"
#include "import/workbook.h"
#include "pack.h"

static const char folder[] = "tests/import/corpus";

enum {
	PARTS_MAX = 32,
};

/* One file of the corpus. */
struct example {
	size_t n;
	struct pack_part parts[PARTS_MAX];
	const char *bytes;
	const char *rows;
};

/* ---- reading it --------------------------------------------------------- */

/* Cuts text at its next line that begins with @; gives that line. */
static char *
cut(char *text)
{
	for (char *p = text; (p = strchr(p, '\n')); p++)
		if (p[1] == '@') {
			*p = '\0';
			return p + 1;
		}
	return NULL;
}

static void
take_section(struct example *e, char *line, char *text)
{
	if (str_starts(line, "@part "))
		e->parts[e->n++] =
			(struct pack_part){ .name = line + strlen("@part "),
				.bytes = text };
	else if (str_eq(line, "@bytes"))
		e->bytes = text;
	else if (str_eq(line, "@rows"))
		e->rows = text;
	else
		fail_msg("%s", line);
}

static void
read_example(char *text, struct example *e)
{
	char *line = cut(text);

	*e = (struct example){ 0 };
	while (line) {
		char *begin = strchr(line, '\n');
		char *next;

		assert_non_null(begin);
		*begin++ = '\0';
		/* an expectation may be nothing */
		next = begin[0] == '@' ? begin : cut(begin);
		if (next == begin)
			begin = strchr(begin, '\0');
		assert_true(e->n < PARTS_MAX);
		take_section(e, line, begin);
		line = next;
	}
	assert_non_null(e->rows);
}

/* ---- what comes of it --------------------------------------------------- */

static void
show_book(const struct example *e, struct buf *out)
{
	struct err err = { 0 };
	size_t size;
	char *bytes = pack(e->parts, e->n, &size);
	int fd = pack_file(bytes, size);
	struct source *s = workbook_entry.open(fd, "libro", NULL, &err);

	free(bytes);
	if (!s)
		buf_printf(out, "! %s\n", err.text);
	for (size_t i = 0; s && i < s->n_sheets; i++) {
		struct buf rows = { 0 };

		buf_printf(out, "== %s%s\n", s->sheets[i].name,
			s->sheets[i].hidden ? " (hidden)" : "");
		if (s->class->choose(s, i, 0, &err)) {
			book_rows(s, &rows);
			buf_printf(out, "%s\n", buf_text(&rows));
			for (size_t k = 0; k < s->n_notes; k++)
				buf_printf(out, "note %s\n", s->notes[k]);
		} else {
			buf_printf(out, "! %s\n", err.text);
		}
		buf_free(&rows);
	}
	if (s)
		s->class->close(s);
	close(fd);
}

static size_t
unescape(const char *text, char *out)
{
	static const char letters[] = "rnt\\", signs[] = "\r\n\t\\";
	size_t n = 0;

	for (const char *p = text; *p && *p != '\n'; p++) {
		const char *letter;
		unsigned byte;

		if (*p != '\\') {
			out[n++] = *p;
		} else if ((letter = strchr(letters, p[1])) && *letter) {
			out[n++] = signs[letter - letters];
			p++;
		} else {
			assert_int_equal(sscanf(p, "\\x%2x", &byte), 1);
			out[n++] = (char)byte;
			p += 3;
		}
	}
	return n;
}

static void
show_sheet(const char *path, struct buf *out)
{
	struct sheet_options options = { .path = path };
	struct err err = { 0 };
	struct file_row row;
	struct sheet *s = sheet_open(&options, &err);

	if (s && sheet_take_in(s, &err)) {
		buf_printf(out, "%s %s\n", sheet_source(s)->charset,
			sheet_delimiter_name(s));
		while (sheet_next(s, &row, &err) == SHEET_ROW) {
			buf_printf(out, "%zu", row.line);
			for (size_t i = 0; i < row.n; i++)
				buf_printf(out, "[%s]", row.cells[i]);
			buf_putc(out, '\n');
		}
	}
	if (err.text[0])
		buf_printf(out, "! %s\n", err.text);
	sheet_close(s);
}

/* A file has a name, which is told. */
static void
show_text(const struct example *e, struct buf *out)
{
	char *bytes = mem_alloc(strlen(e->bytes) + 1);
	size_t n = unescape(e->bytes, bytes);
	char dir[] = "/tmp/hito-corpus-XXXXXX", path[64];
	struct err err;

	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/texto.csv", dir);
	if (!file_save(path, bytes, n, true, &err))
		fail_msg("%s", err.text);
	show_sheet(path, out);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(dir), 0);
	free(bytes);
}

static bool
check_example(const char *path)
{
	struct arena *arena = arena_new();
	struct buf shown = { 0 };
	struct example e;
	struct err err = { 0 };
	char *text = file_read(arena, path, FILE_SMALL, NULL, &err);
	bool same;

	if (!text)
		fail_msg("%s", err.text);
	read_example(text, &e);
	if (e.bytes)
		show_text(&e, &shown);
	else
		show_book(&e, &shown);
	same = strcmp(buf_text(&shown), e.rows) == 0;
	if (!same)
		print_error("%s:\n%snot\n%s", path, buf_text(&shown), e.rows);
	buf_free(&shown);
	arena_free(arena);
	return same;
}

static void
check_all(const char *ending, size_t at_least)
{
	DIR *dir = opendir(folder);
	size_t n = 0, bad = 0;
	struct dirent *entry;

	assert_non_null(dir);
	while ((entry = readdir(dir))) {
		char path[512];

		if (!str_ends(entry->d_name, ending))
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		n++;
		bad += !check_example(path);
	}
	closedir(dir);
	assert_int_equal(bad, 0);
	assert_true(n >= at_least);
}

static void
test_workbooks(void **state)
{
	assert_null(*state);
	check_all(".book", 60);
}

static void
test_separated_texts(void **state)
{
	assert_null(*state);
	check_all(".text", 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_workbooks),
		cmocka_unit_test(test_separated_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
