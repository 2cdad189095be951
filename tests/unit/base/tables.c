/* SPDX-License-Identifier: GPL-3.0-or-later */
/* charset and csv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/charset.h"
#include "base/csv.h"
#include "base/err.h"
#include "base/mem.h"

#define TEXT(s) s, sizeof(s) - 1

static void
test_guess(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
		bool whole;
		const char *name;
		size_t bom;
	} cases[] = {
		{ TEXT("a;b\n"), true, "UTF-8", 0 },
		{ TEXT("\xef\xbb\xbf"
		       "a"),
			true, "UTF-8", 3 },
		{ TEXT("a\xc3\xb1o"), true, "UTF-8", 0 },
		{ TEXT("a\xf1o"), true, "WINDOWS-1252", 0 },
		{ TEXT("a\xc3"), true, "WINDOWS-1252", 0 },
		{ TEXT("a\xc3"), false, "UTF-8", 0 },
		{ TEXT("\xff\xfe"
		       "a\0"),
			true, "UTF-16LE", 2 },
		{ TEXT("a\0;\0b\0\n\0"), true, "UTF-16LE", 0 },
		{ TEXT("\0a\0;\0b\0\n"), true, "UTF-16BE", 0 },
		{ TEXT("PK\3\4\0\0\0\0\1\2"), true, NULL, 0 },
		{ TEXT("a\0b"), true, NULL, 0 },
		{ TEXT("\x7f"
		       "ELF\2\1\1\3\4\5\6"),
			true, NULL, 0 },
		{ TEXT(""), true, "UTF-8", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t bom;
		const char *name = charset_guess(
			cases[i].bytes, cases[i].n, cases[i].whole, &bom);

		if (!cases[i].name) {
			assert_null(name);
			continue;
		}
		assert_non_null(name);
		assert_string_equal(name, cases[i].name);
		assert_int_equal(bom, cases[i].bom);
	}
	assert_string_equal(charset_show("WINDOWS-1252"), "Windows-1252");
	assert_string_equal(charset_show("latin1"), "ISO-8859-1");
}

static bool
convert(const char *name, const char *bytes, size_t n, size_t step,
	struct buf *out, struct err *err)
{
	struct charset *cs = charset_open(name, err);
	bool ok = cs;
	size_t at = 0;

	buf_reset(out);
	while (ok && at < n) {
		size_t piece = n - at < step ? n - at : step;

		ok = charset_feed(
			cs, bytes + at, piece, at + piece == n, out, err);
		at += piece;
	}
	charset_close(cs);
	return ok;
}

static void
test_convert(void **state)
{
	static const struct {
		const char *name;
		const char *bytes;
		size_t n;
		const char *text; /* NULL: refused */
		const char *said; /* part of the error */
	} cases[] = {
		{ "cp1252", TEXT("a\xf1o \x80"), "año €", NULL },
		{ "UTF-8", TEXT("a\xc3\xb1o"), "año", NULL },
		{ "utf-16le", TEXT("\xf1\0o\0"), "ño", NULL },
		{ "utf-16le", TEXT("\x3d\xd8\x00\xde"), "\xf0\x9f\x98\x80",
			NULL },
		{ "cp850", TEXT("a\xa4o"), "año", NULL },
		{ "UTF-8", TEXT("uno\ndos\na\xf1o"), NULL, "línea 3" },
		{ "UTF-8", TEXT("uno\n\xc3"), NULL, "cortado" },
		{ "UTF-8", TEXT("a\xc0\xaf"), NULL, "0xC0" },
		{ "UTF-8", TEXT("\xed\xa0\x80"), NULL, "0xED" },
		{ "cp1252", TEXT("a\n\x81"), NULL, "línea 2" },
		{ "utf-16le", TEXT("a\0b"), NULL, "cortado" },
	};
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		for (size_t step = 1; step < 6; step++) {
			struct err err = { 0 };
			bool ok = convert(cases[i].name, cases[i].bytes,
				cases[i].n, step, &out, &err);

			if (ok != (cases[i].text != NULL))
				fail_msg("case %zu: %s", i, err.text);
			if (ok)
				assert_string_equal(
					buf_text(&out), cases[i].text);
			else if (!strstr(err.text, cases[i].said))
				fail_msg("case %zu: %s", i, err.text);
		}
	}
	assert_null(charset_open("klingon", NULL));
	assert_null(charset_open("ascii//TRANSLIT", NULL));
	buf_free(&out);
}

/* Rows as "line:cell|cell" joined by blanks of their own line. */
static enum csv_result
read_all(const char *text, size_t n, size_t step, struct buf *out,
	struct err *err)
{
	struct csv *csv = csv_open(';');
	struct file_row row;
	enum csv_result r;
	size_t at = 0;

	buf_reset(out);
	for (;;) {
		r = csv_next(csv, &row, err);
		if (r == CSV_MORE && at == n)
			csv_finish(csv);
		if (r == CSV_MORE && at < n) {
			size_t piece = n - at < step ? n - at : step;

			csv_feed(csv, text + at, piece);
			at += piece;
		}
		if (r == CSV_END || r == CSV_ERROR)
			break;
		if (r != CSV_ROW)
			continue;
		buf_printf(out, "%zu:", row.line);
		for (size_t i = 0; i < row.n; i++)
			buf_printf(out, "%s%s", i ? "|" : "", row.cells[i]);
		buf_puts(out, " ");
	}
	csv_close(csv);
	return r;
}

static void
test_csv(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		const char *rows; /* NULL: refused */
		const char *said;
	} cases[] = {
		{ TEXT("a;b\n1;2\n"), "1:a|b 2:1|2 ", NULL },
		{ TEXT("a;b\r\n1;2"), "1:a|b 2:1|2 ", NULL },
		{ TEXT("a;b\r1;2\r"), "1:a|b 2:1|2 ", NULL },
		{ TEXT("a\r\nb\nc\rd"), "1:a 2:b 3:c 4:d ", NULL },
		{ TEXT("\"x\r\ny\";2\r\n3;4\r\n"), "1:x\ny|2 3:3|4 ", NULL },
		{ TEXT("\"a\"\"b\";\"\"\n"), "1:a\"b| ", NULL },
		{ TEXT("a \"b\" c;d\n"), "1:a \"b\" c|d ", NULL },
		{ TEXT("\n\na;\n\n"), "3:a| ", NULL },
		{ TEXT(";;\n"), "1:|| ", NULL },
		{ TEXT(""), "", NULL },
		{ TEXT("\\.\nx"), "1:\\. 2:x ", NULL },
		{ TEXT("a\n\"b;c\nd"), NULL, "línea 2" },
		{ TEXT("\"a\"b;c\n"), NULL, "línea 1" },
		{ TEXT("a\nb\0c"), NULL, "línea 2" },
	};
	struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		for (size_t step = 1; step < 8; step++) {
			struct err err = { 0 };
			enum csv_result r = read_all(
				cases[i].text, cases[i].n, step, &out, &err);

			if (!cases[i].rows) {
				assert_int_equal(r, CSV_ERROR);
				if (!strstr(err.text, cases[i].said))
					fail_msg("case %zu: %s", i, err.text);
				continue;
			}
			assert_int_equal(r, CSV_END);
			assert_string_equal(buf_text(&out), cases[i].rows);
		}
	}
	buf_free(&out);
}

static void
test_csv_limits(void **state)
{
	struct buf big = { 0 }, out = { 0 };
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		buf_putc(&big, ';');
	assert_int_equal(
		read_all(big.data, big.len, 4096, &out, &err), CSV_ERROR);
	assert_non_null(strstr(err.text, "columnas"));
	buf_reset(&big);
	for (size_t i = 0; i < CSV_CELL + 2; i++)
		buf_putc(&big, 'x');
	assert_int_equal(
		read_all(big.data, big.len, 4096, &out, &err), CSV_ERROR);
	assert_non_null(strstr(err.text, "1 MiB"));
	buf_free(&big);
	buf_free(&out);
}

static void
test_csv_guess(void **state)
{
	static const struct {
		const char *text;
		char delimiter;
	} cases[] = {
		{ "a;b;c\n1;2,5;3\n", ';' },
		{ "a,b\n1,2\n", ',' },
		{ "a\tb\tc\n1\t2\t3\n", '\t' },
		{ "a|b\n", '|' },
		{ "uno\ndos\n", '\0' },
		{ "", '\0' },
		{ "a;b\n\"x, y, z\";2\n", ';' },
		{ "a;b\n\"x;\n;y\";2\n", ';' },
		{ "N°;Hito\r\n1;uno, dos\r\n2;tres\r\n", ';' },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(
			csv_guess(cases[i].text, strlen(cases[i].text)),
			cases[i].delimiter);
}

/* The charset by all bytes, fed one by one. */
static struct charset_evidence
weigh(const char *text)
{
	struct charset_evidence e = { 0 };
	size_t n = strlen(text), at = 0;

	for (size_t end = 1; end <= n; end++)
		at += charset_weigh(&e, text + at, end - at, end == n);
	assert_int_equal(at, n);
	return e;
}

static void
test_evidence(void **state)
{
	static const struct {
		const char *text;
		const char *name;
		size_t utf8_line, other_line;
	} cases[] = {
		{ "abc", "UTF-8", 0, 0 },
		{ "a\nse\xc3\xb1"
		  "al\n",
			"UTF-8", 2, 0 },
		{ "se\xf1"
		  "al\r\nN\xb0 1",
			"WINDOWS-1252", 0, 1 },
		{ "se\xa4"
		  "al, acci\xa2n",
			"CP850", 0, 1 },
		{ "A\xa5O N\xf8 1", "CP850", 0, 1 },
		{ "\x93hola\x94", "WINDOWS-1252", 0, 1 },
		{ "\xc3\xb1\xc3\xa1\r\xc3\xb3\r\n\xf1"
		  "a",
			"UTF-8", 1, 3 },
		{ "\xf1"
		  "a\xe1"
		  "b\n\xc3\xb1",
			"WINDOWS-1252", 2, 1 },
		{ "JOS\xc9\x94", "WINDOWS-1252", 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct charset_evidence e = weigh(cases[i].text);

		if (i + 1 < sizeof cases / sizeof cases[0])
			assert_string_equal(charset_decide(&e), cases[i].name);
		assert_int_equal(e.utf8_line, cases[i].utf8_line);
		assert_int_equal(e.other_line, cases[i].other_line);
	}
}

/* Empty cells as far as a spreadsheet has columns are cut, not more. */
static void
test_wide(void **state)
{
	static char text[CSV_WIDE + 8];

	(void)state;
	for (int beyond = 0; beyond < 2; beyond++) {
		struct csv *csv = csv_open(';');
		struct file_row row;
		struct err err = { 0 };

		memset(text, ';', CSV_WIDE + (size_t)beyond);
		text[CSV_WIDE + beyond] = '\n';
		text[0] = 'a';
		csv_feed(csv, text, strlen(text));
		csv_finish(csv);
		assert_int_equal(csv_next(csv, &row, &err),
			beyond ? CSV_ERROR : CSV_ROW);
		if (!beyond)
			assert_int_equal(row.n, CSV_COLUMNS);
		csv_close(csv);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guess),
		cmocka_unit_test(test_convert),
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_csv_limits),
		cmocka_unit_test(test_csv_guess),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
