/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON list of objects as rows: what is one, what is not, and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/str.h"
#include "import/sheet.h"

static char path[] = "/tmp/hito-json.XXXXXX";

static void
write_file(const char *text, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static bool
read_all(struct sheet *s, struct buf *out, struct err *err)
{
	static const char kinds[] = "tn%dmyMhTFe";
	enum sheet_result r;
	struct file_row row;

	while ((r = sheet_next(s, &row, err)) == SHEET_ROW) {
		buf_printf(out, "%zu:", row.line);
		for (size_t i = 0; i < row.n; i++)
			buf_printf(out, "[%c%s]",
				row.kinds ? kinds[row.kinds[i]] : ' ',
				row.cells[i]);
	}
	return r == SHEET_END;
}

/* Both passes of it, as one text; what is wrong with it. */
static const char *
rows_of(struct arena *arena, const char *text, size_t n)
{
	struct sheet_options options = { .path = path };
	struct buf first = { 0 }, again = { 0 };
	struct err err = { 0 };
	struct sheet *s;
	const char *said;

	write_file(text, n);
	s = sheet_open(&options, &err);
	assert_non_null(s);
	if (sheet_take_in(s, &err) && read_all(s, &first, &err)) {
		assert_string_equal(sheet_source(s)->class->name, "json");
		assert_true(sheet_rewind(s, &err));
		assert_true(read_all(s, &again, &err));
		assert_string_equal(buf_text(&first), buf_text(&again));
		said = arena_strdup(arena, buf_text(&first));
	} else {
		said = arena_strdup(arena, err.text);
	}
	sheet_close(s);
	buf_free(&first);
	buf_free(&again);
	return said;
}

static void
test_values(void **state)
{
	static const struct {
		const char *text, *rows;
	} files[] = {
		{ "[{\"a\": 1, \"b\": \"x\"},\n {\"a\": -2.50, \"b\": null}\n]\n",
			"1:[ta][tb]2:[n1][tx]3:[n-2.50][t]" },
		{ "\xef\xbb\xbf [ { \"a\" : true , \"b\" : false } ] ",
			"1:[ta][tb]2:[Ttrue][Ffalse]" },
		/* whichever order, whichever are there */
		{ "[{\"a\":1},{\"b\":2},{\"b\":4,\"a\":3},{}]",
			"1:[ta][tb]2:[n1][t]3:[t][n2]4:[n3][n4]" },
		{ "[{\"a\":12345678901234567890.1}]",
			"1:[ta]2:[n12345678901234567890.1]" },
		{ "[{\"a\":1.5e3},{\"a\":25E-1}]", "1:[ta]2:[n1500]3:[n2.5]" },
		{ "[{\"a\":\"\\u00f1\\ud83d\\ude00\\n\\/\\\"\\\\\\t\"}]",
			"1:[ta]2:[t\xc3\xb1\xf0\x9f\x98\x80\n/\"\\\t]" },
		/* a text, whatever it begins with */
		{ "[{\"a\":\"=1+2\"},{\"a\":\"'-3\"}]",
			"1:[ta]2:[t'=1+2]3:[t''-3]" },
		{ "[]", "" },
	};
	struct arena *arena = *state;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		assert_string_equal(
			rows_of(arena, files[i].text, strlen(files[i].text)),
			files[i].rows);
}

static void
test_refused(void **state)
{
	static const struct {
		const char *text, *words;
	} files[] = {
		{ "[{\"a\":1,\n\"b\":2,\"a\":3}]", "El objeto 1 de «" },
		{ "[{\"a\":1,\n\"b\":2,\"a\":3}]",
			"(línea 2) trae dos veces «a»" },
		{ "[{\"a\":1},\n{\"a\":[1]}]", "La línea 2 de «" },
		{ "[{\"a\":1},\n{\"a\":[1]}]",
			"trae en «a» una lista o un objeto" },
		{ "[{\"a\":{}}]", "trae en «a» una lista o un objeto" },
		{ "[{\"a\":1}", "se espera ','" },
		{ "[{\"a\":1},]", "se espera '{'" },
		{ "[{\"a\":1,}]", "se espera '\"'" },
		{ "[{\"a\" 1}]", "se espera ':'" },
		{ "[{\"a\":1} {\"a\":2}]", "se espera ','" },
		{ "[{\"a\":1}] x", "que no siga nada detrás de la lista" },
		{ "[{\"a\":01}]", "se espera un número" },
		{ "[{\"a\":1.}]", "se espera un número" },
		{ "[{\"a\":-}]", "se espera un número" },
		{ "[{\"a\":1e}]", "se espera un número" },
		{ "[{\"a\":1e999}]", "se espera un número" },
		{ "[{\"a\":nul}]", "se espera un valor" },
		{ "[{\"a\":}]", "se espera un valor" },
		{ "[{\"a\":\"x\ny\"}]", "\\n por un salto de línea" },
		{ "[{\"a\":\"x", "se espera '\"'" },
		{ "[{\"a\":\"\\x\"}]", "otro signo detrás de \\" },
		{ "[{\"a\":\"\\u12g4\"}]", "cuatro cifras detrás de \\u" },
		{ "[{\"a\":\"\\u0000\"}]", "un carácter que exista" },
		{ "[{\"a\":\"\\udc00\"}]", "un carácter que exista" },
		{ "[{\"a\":\"\\ud800x\"}]", "la otra mitad de un carácter" },
		{ "[{\"a\":\"\\ud800\\u0041\"}]",
			"la otra mitad de un carácter" },
	};
	struct arena *arena = *state;

	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		const char *said =
			rows_of(arena, files[i].text, strlen(files[i].text));

		if (!strstr(said, files[i].words))
			fail_msg("%s: %s", files[i].text, said);
	}
}

/* A name more than a file may have, one fewer, and a text beyond a cell's. */
static void
test_limits(void **state)
{
	struct arena *arena = *state;
	struct buf b = { 0 };

	for (int n = 1000; n <= 1001; n++) {
		const char *said;

		buf_reset(&b);
		buf_puts(&b, "[");
		for (int i = 0; i < n; i++)
			buf_printf(&b, "%s{\"n%d\":1}", i ? "," : "", i);
		buf_puts(&b, "]");
		said = rows_of(arena, b.data, b.len);
		assert_int_equal(n > 1000,
			strstr(said, "más de 1000 datos distintos") != NULL);
	}
	for (size_t n = 1 << 20; n <= (1 << 20) + 1; n++) {
		const char *said;

		buf_reset(&b);
		buf_puts(&b, "[{\"a\":\"");
		for (size_t i = 0; i < n; i++)
			buf_putc(&b, 'x');
		buf_puts(&b, "\"}]");
		said = rows_of(arena, b.data, b.len);
		assert_int_equal(n > 1 << 20,
			strstr(said, "un texto demasiado largo") != NULL);
	}
	buf_free(&b);
}

/* Separated text may begin with a bracket. */
static void
test_other(void **state)
{
	struct sheet_options options = { .path = path };
	struct err err = { 0 };
	struct sheet *s;

	(void)state;
	write_file("[Plan];Hito\n1;2\n", 16);
	s = sheet_open(&options, &err);
	assert_non_null(s);
	assert_true(sheet_take_in(s, &err));
	assert_string_equal(sheet_source(s)->class->name, "csv");
	sheet_close(s);
}

/* Cut at any byte it is none; whatever byte is another, it is read or refused. */
static void
test_cut(void **state)
{
	static const char whole[] =
		"[\n {\"a\": \"\\u00f1\\n\", \"b\": -1.5e1, \"c\": true},\n"
		" {\"c\": null}\n]";
	struct arena *arena = *state;
	char text[sizeof whole];

	for (size_t n = 5; n < sizeof whole - 1; n++)
		assert_non_null(strstr(rows_of(arena, whole, n), "no es JSON"));
	for (size_t i = 5; i < sizeof whole - 1; i++)
		for (unsigned c = 1; c < 256; c += 31) {
			memcpy(text, whole, sizeof whole);
			text[i] = (char)c;
			rows_of(arena, text, sizeof whole - 1);
		}
}

static int
begin(void **state)
{
	int fd = mkstemp(path);

	*state = arena_new();
	return fd < 0 ? -1 : close(fd);
}

static int
end(void **state)
{
	arena_free(*state);
	return unlink(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_other),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
