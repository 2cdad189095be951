/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks of OpenDocument as programs write them, described by the XML that
 * they have, and the rows that come of them. */
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
#include "book_rows.h"
#include "import/workbook.h"
#include "pack.h"

#define HEAD                                                                  \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                        \
	"<office:document-content "                                           \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "  \
	"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "    \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "      \
	"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "    \
	"xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "   \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                      \
	"xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:" \
	"xmlns:calcext:1.0\">"
#define BODY(before, tables)                                       \
	HEAD "<office:automatic-styles>" before                    \
	     "</office:automatic-styles><office:body>"             \
	     "<office:spreadsheet>" tables "</office:spreadsheet>" \
	     "</office:body></office:document-content>"
#define SHEET(rows) \
	BODY("", "<table:table table:name=\"Hoja1\">" rows "</table:table>")
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define ONE(cell) SHEET(ROW(cell))
#define CELL(attributes, shown)                                            \
	"<table:table-cell " attributes "><text:p>" shown "</text:p></tab" \
	"le:table-cell>"
#define TEXT(shown) CELL("office:value-type=\"string\"", shown)

static const char mimetype[] = "application/vnd.oasis.opendocument.spreadsheet";

static struct source *
open_parts(const struct pack_part *parts, size_t n, int *fd, struct err *err)
{
	size_t size;
	char *bytes = pack(parts, n, &size);

	*fd = pack_file(bytes, size);
	free(bytes);
	return workbook_entry.open(*fd, "prueba.ods", NULL, err);
}

static struct source *
open_content(const char *content, int *fd, struct err *err)
{
	const struct pack_part parts[] = {
		{ .name = "mimetype", .bytes = mimetype },
		{ .name = "content.xml", .bytes = content },
	};

	return open_parts(parts, 2, fd, err);
}

/* The rows of a sheet, or what is wrong. */
static void
read_sheet(
	const char *content, size_t sheet, struct buf *out, struct buf *notes)
{
	struct err err = { 0 };
	int fd;
	struct source *s = open_content(content, &fd, &err);

	if (!s || !s->class->choose(s, sheet, 0, &err)) {
		buf_printf(out, "! %s", err.text);
	} else {
		book_rows(s, out);
		for (size_t i = 0; i < s->n_notes; i++)
			buf_puts(notes, s->notes[i]);
	}
	if (s)
		s->class->close(s);
	close(fd);
}

struct book_case {
	const char *title;
	const char *content;
	const char *rows;
};

static void
check_cases(size_t n, const struct book_case *cases)
{
	for (size_t i = 0; i < n; i++) {
		struct buf rows = { 0 }, notes = { 0 };

		read_sheet(cases[i].content, 0, &rows, &notes);
		if (strcmp(buf_text(&rows), cases[i].rows) != 0)
			fail_msg("%s: %s, not %s", cases[i].title,
				buf_text(&rows), cases[i].rows);
		buf_free(&rows);
		buf_free(&notes);
	}
}

#define N(cases) (sizeof(cases) / sizeof *(cases))

static void
test_texts(void **state)
{
	static const struct book_case cases[] = {
		{ "two blanks, a tab, a line break",
			ONE(TEXT(
				"a <text:s/>b<text:s text:c=\"3\"/>c<text:tab/>"
				"d<text:line-break/>e")),
			"1[a  b   c\td\ne]" },
		{ "a paragraph is a line",
			ONE("<table:table-cell office:value-type=\"string\">"
			    "<text:p>uno</text:p><text:p>dos</text:p>"
			    "</table:table-cell>"),
			"1[uno\ndos]" },
		{ "what XML was laid out with is one blank",
			ONE(TEXT("\n   uno\n   <text:span>dos</text:span>\n"
				 "  tres")),
			"1[uno dos tres]" },
		{ "blanks that a line begins with, as LibreOffice writes them",
			ONE("<table:table-cell office:value-type=\"string\">"
			    "<text:p>uno</text:p><text:p>   dos</text:p>"
			    "</table:table-cell>"),
			"1[uno\n   dos]" },
		{ "a blank before a span, and within it",
			ONE(TEXT("uno <text:span>dos </text:span>tres")),
			"1[uno dos tres]" },
		{ "notes, drawings and how it is spoken are no text",
			ONE("<table:table-cell office:value-type=\"string\">"
			    "<office:annotation><dc:date>2019-08-01</dc:date>"
			    "<text:p>una nota</text:p></office:annotation>"
			    "<draw:frame><draw:text-box><text:p>cuadro</text:p>"
			    "</draw:text-box></draw:frame><text:p>課<text:ruby>"
			    "<text:ruby-base>き</text:ruby-base><text:ruby-text>"
			    "カ</text:ruby-text></text:ruby></text:p>"
			    "</table:table-cell>" TEXT("b")),
			"1[課き][b]" },
		{ "of a formula: the value where nothing is shown",
			ONE("<table:table-cell table:formula=\"of:=A1\" "
			    "office:value-type=\"string\" "
			    "office:string-value=\"x y\"/>"),
			"1[x y]" },
		{ "a formula that gives \"\" has no type",
			ONE("<table:table-cell table:formula=\"of:=IF(1;&quot;"
			    "&quot;)\"><text:p/></table:table-cell>" TEXT("b")),
			"1[][b]" },
		{ "a text without type is one",
			ONE("<table:table-cell><text:p>a</text:p>"
			    "</table:table-cell>"),
			"1[a]" },
	};

	assert_null(*state);
	check_cases(N(cases), cases);
}

#define FLOAT(value, shown) \
	CELL("office:value-type=\"float\" office:value=\"" value "\"", shown)
#define FORMULA(value, shown)                                           \
	CELL("table:formula=\"of:=X()\" office:value-type=\"float\" "   \
	     "office:value=\"" value "\" calcext:value-type=\"float\"", \
		shown)
#define DATE(value, shown)                                                 \
	CELL("office:value-type=\"date\" office:date-value=\"" value "\"", \
		shown)
#define TIME(value, shown)                                                 \
	CELL("office:value-type=\"time\" office:time-value=\"" value "\"", \
		shown)

static void
test_numbers(void **state)
{
	static const struct book_case cases[] = {
		{ "numbers as they were typed, whatever is shown",
			ONE(FLOAT("1234.5", "1.235") FLOAT(
				"0.30000000000000004", "0,3")
					FLOAT("0.0099999999999999999998",
						"0.01")),
			"1[n:1234.5][n:0.3][n:0.01]" },
		{ "money, percentages",
			ONE(CELL("office:value-type=\"currency\" "
				 "office:currency=\"PEN\" "
				 "office:value=\"1234.5\"",
				"S/ 1,234.50") CELL("office:value-type="
						    "\"percentage\" "
						    "office:value=\"0.8\"",
				"80.00%") CELL("office:value-type="
					       "\"percentage\" "
					       "office:value="
					       "\"0.0700000000000000000003\"",
				"7 %")),
			"1[n:1234.5][p:80%][p:7%]" },
		{ "Gnumeric: a percentage is a number that is shown so; 80 may "
		  "be shown so too",
			ONE(FLOAT("0.8", "80.00%") FLOAT("0.79996", "80,0 %")
					FLOAT("80", "80%") FLOAT("0", "0%")),
			"1[p:80%][p:79.996%][n:80][p:0%]" },
		{ "a code shows its zeros",
			ONE(FLOAT("7", "000007") FLOAT("0", "000")
					FLOAT("7", "0007.0") FLOAT("0", "0")),
			"1[n:000007][n:000][n:7][n:0]" },
		{ "TRUE is the number 1 of a formula, or a boolean",
			ONE(FORMULA("1", "TRUE") FORMULA("0", "FALSO") FORMULA(
				"1", "1") CELL("office:value-type="
					       "\"boolean\" office:boolean-"
					       "value=\"true\"",
				"VERDADERO") CELL("office:value-type="
						  "\"boolean\" office:boolean-"
						  "value=\"false\"",
				"no")),
			"1[true:1][false:0][n:1][true:1][false:0]" },
		{ "LibreOffice: an error is an empty string",
			ONE(CELL("table:formula=\"of:=1/0\" "
				 "office:value-type=\"string\" "
				 "office:string-value=\"\" "
				 "calcext:value-type=\"error\"",
				"#DIV/0!")),
			"1[error:#DIV/0!]" },
		{ "old writers: an error is a number",
			ONE(FORMULA("0", "#N/A") FORMULA("0", "Err:502")),
			"1[error:#N/A][error:Err:502]" },
		{ "a number that is none", ONE(FLOAT("NaN", "x")),
			"1[error:x]" },
	};

	assert_null(*state);
	check_cases(N(cases), cases);
}

static void
test_days(void **state)
{
	static const struct book_case cases[] = {
		{ "a day, a month, a year as they are shown",
			ONE(DATE("2019-08-01", "01/08/2019") DATE("2019-08-01",
				"ago-2019") DATE("2019-08-01", "Aug-19")
					DATE("2019-08-01", "2019")
						DATE("2019-09-01", "01/08")),
			"1[d:2019-08-01][m:2019-08-01][m:2019-08-01]"
			"[y:2019-08-01][d:2019-09-01]" },
		{ "a moment",
			ONE(DATE("2019-08-01T10:25:00", "01/08/2019 10:25")
					DATE("2019-08-01T10:25:05", "")
						DATE("2019-12-31T23:59:59.7",
							"31/12/19 23:59")),
			"1[t:2019-08-01 10:25:00][t:2019-08-01 10:25:05]"
			"[t:2020-01-01 00:00:00]" },
		{ "a day typed in Lima and stored before or behind it",
			ONE(DATE("2019-07-31T23:59:23.99", "31/07/2019") DATE(
				"2019-08-01T05:00:00", "01/08/2019")
					DATE("2019-07-31T18:59:24",
						"31/07/2019")),
			"1[d:2019-08-01][d:2019-08-01]"
			"[d:2019-07-31 18:59:24]" },
		{ "a workbook that counts from 1904 says the same days",
			BODY("", "<table:calculation-settings><table:null-date "
				 "table:date-value=\"1904-01-01\"/>"
				 "</table:calculation-settings>"
				 "<table:table table:name=\"a\">" ROW(DATE(
					 "2019-08-01",
					 "01/08/2019")) "</table:table>"),
			"1[d:2019-08-01]" },
		{ "days that LibreOffice and Gnumeric count differently",
			ONE(DATE("1899-12-30", "30/12/1899") DATE("1900-02-28",
				"28/02/1900") DATE("1900-03-01", "01/03/1900")
					DATE("1899-12-29", "29/12/1899")),
			"1[error:0][error:60][d:1900-03-01][d:1899-12-29]" },
		{ "hours",
			ONE(TIME("PT10H25M00.000000278S", "10:25")
					TIME("PT034H30M00S", "34:30")
						TIME("PT00H00M05S", "0:05")),
			"1[h:10:25][h:34:30][h:0:00:05]" },
		{ "what is no day and no hour",
			ONE(DATE("2019-02-30", "x") DATE("mañana", "mañana")
					DATE("2019-08-01T99:00", "y")
						TIME("25", "z")),
			"1[error:x][error:mañana][error:y][error:z]" },
	};

	assert_null(*state);
	check_cases(N(cases), cases);
}

#define REPEATED_ROW(n, cells)                                         \
	"<table:table-row table:number-rows-repeated=\"" n "\">" cells \
	"</table:table-row>"
#define REPEATED(n) \
	"<table:table-cell table:number-columns-repeated=\"" n "\"/>"

static void
test_places(void **state)
{
	static const struct book_case cases[] = {
		{ "repeated cells: full ones count, blank ones are passed",
			ONE(CELL("table:number-columns-repeated=\"2\" "
				 "office:value-type=\"string\"",
				"a") REPEATED("2") TEXT("b") REPEATED("16379")),
			"1[a][a][][][b]" },
		{ "repeated rows: full ones count, a million blank ones are "
		  "passed",
			SHEET(REPEATED_ROW("2", TEXT("a")) REPEATED_ROW(
				"3", REPEATED("1024")) ROW(TEXT("b"))
					REPEATED_ROW(
						"1048570", REPEATED("16384"))
						ROW(REPEATED("16384"))),
			"1[a] 2[a] 6[b]" },
		{ "covered cells are blank, whatever they hide",
			ONE(CELL("office:value-type=\"string\" "
				 "table:number-columns-spanned=\"3\" "
				 "table:number-rows-spanned=\"1\"",
				"a") "<table:covered-table-cell office:value-"
				     "type=\"string\" "
				     "table:number-columns-repeated=\"2\">"
				     "<text:p>x</text:p>"
				     "</table:covered-table-cell>" TEXT("b")),
			"1[a][][][b]" },
		{ "rows of headings, of groups",
			SHEET("<table:table-header-rows>" ROW(TEXT(
				"a")) "</tab"
				      "le:table-header-rows><table:table-row-group>" ROW(
					      TEXT("b")) "</table:table-row-group>"),
			"1[a] 2[b]" },
		{ "Gnumeric: forms and shapes within the sheet, a table that "
		  "is none behind it",
			BODY("",
				"<table:table table:name=\"a\"><table:shapes>"
				"<draw:frame><text:p>x</text:p></draw:frame>"
				"</table:shapes>" ROW(TEXT(
					"a")) "</table:table><table:dde-links><table:"
					      "dde-link><table:table>" ROW(TEXT(
						      "no")) "</table:table></table:dde-link></table:"
							     "dde-links>"),
			"1[a]" },
		{ "too many columns",
			ONE(CELL("table:number-columns-repeated=\"1001\" "
				 "office:value-type=\"string\"",
				"a")),
			"! Hoja «Hoja1»: tiene más de 1000 columnas con "
			"datos." },
		{ "other prefixes",
			"<o:document-content xmlns:o=\"a\" xmlns:t=\"b\" "
			"xmlns:x=\"c\"><o:body><o:spreadsheet><t:table "
			"t:name=\"Hoja1\"><t:table-row><t:table-cell "
			"o:value-type=\"float\" o:value=\"5\"><x:p>5</x:p>"
			"</t:table-cell></t:table-row></t:table>"
			"</o:spreadsheet></o:body></o:document-content>",
			"1[n:5]" },
	};

	assert_null(*state);
	check_cases(N(cases), cases);
}

/* Neither the disk nor the day is filled by a few bytes. */
static void
test_repeats_have_a_measure(void **state)
{
	struct buf rows = { 0 }, notes = { 0 };

	assert_null(*state);
	read_sheet(SHEET(REPEATED_ROW("1000000",
			   CELL("table:number-columns-repeated=\"900\" "
				"office:value-type=\"string\"",
				   "a"))),
		0, &rows, &notes);
	assert_non_null(strstr(buf_text(&rows), "! La parte content.xml"));
	buf_reset(&rows);
	read_sheet(SHEET(REPEATED_ROW("4000000000", REPEATED("4000000000"))
				   REPEATED_ROW("4000000000",
					   REPEATED("4000000000"))),
		0, &rows, &notes);
	assert_string_equal(buf_text(&rows),
		"! Hoja «Hoja1»: tiene más de 100000000 filas.");
	buf_free(&rows);
	buf_free(&notes);
}

#define HIDDEN_ROW(cells)                                     \
	"<table:table-row table:visibility=\"filter\">" cells \
	"</table:table-row>"

static const char several[] = BODY(
	"<style:style style:name=\"ta1\" style:family=\"table\">"
	"<style:table-properties table:display=\"true\"/></style:style>"
	"<style:style style:name=\"ta2\" style:family=\"table\">"
	"<style:table-properties table:display=\"false\"/></style:style>",
	"<table:table table:name=\"Uno\" table:style-name=\"ta1\">" ROW(TEXT(
		"1")) "</table:table>"
		      "<table:table table:name=\"Dos\" table:style-name=\"ta2\">"
		      "<table:table-column table:number-columns-repeated=\"2\"/>"
		      "<table:table-column table:visibility=\"collapse\" "
		      "table:number-columns-repeated=\"16000\"/>" ROW(
			      TEXT("a") TEXT("b") TEXT("c"))
			      HIDDEN_ROW(TEXT("d")) "</table:table>");

static void
test_several_sheets_and_what_is_hidden(void **state)
{
	struct buf rows = { 0 }, notes = { 0 };
	struct err err = { 0 };
	int fd;
	struct source *s = open_content(several, &fd, &err);

	assert_null(*state);
	assert_int_equal(s->n_sheets, 2);
	assert_string_equal(s->sheets[0].name, "Uno");
	assert_false(s->sheets[0].hidden);
	assert_string_equal(s->sheets[1].name, "Dos");
	assert_true(s->sheets[1].hidden);
	s->class->close(s);
	close(fd);
	read_sheet(several, 1, &rows, &notes);
	assert_string_equal(buf_text(&rows), "1[a][b][c] 2[d][][]");
	assert_non_null(strstr(buf_text(&notes), "La hoja está oculta"));
	assert_non_null(strstr(buf_text(&notes), "columna oculta y también se "
						 "lee: C"));
	assert_non_null(strstr(buf_text(&notes), "fila oculta"));
	buf_free(&rows);
	buf_free(&notes);
}

static void
test_merged_cells_are_told(void **state)
{
	static const char content[] = SHEET(ROW(TEXT("x"))
			ROW(TEXT("y") CELL("office:value-type=\"string\" "
					   "table:number-columns-spanned=\"2\" "
					   "table:number-rows-spanned=\"3\"",
				"a")));
	struct err err = { 0 };
	int fd;
	struct source *s = open_content(content, &fd, &err);

	assert_null(*state);
	assert_true(s->class->choose(s, 0, 0, &err));
	assert_int_equal(s->n_merges, 1);
	assert_int_equal(s->merges[0].first_line, 2);
	assert_int_equal(s->merges[0].last_line, 4);
	assert_int_equal(s->merges[0].first_cell, 1);
	assert_int_equal(s->merges[0].last_cell, 2);
	s->class->close(s);
	close(fd);
}

static void
refused(const struct pack_part *parts, size_t n, const char *words)
{
	struct err err = { 0 };
	int fd;

	assert_null(open_parts(parts, n, &fd, &err));
	if (!strstr(err.text, words))
		fail_msg("%s: %s", words, err.text);
	close(fd);
}

static void
test_what_is_none(void **state)
{
	static const struct pack_part locked[] = {
		{ .name = "mimetype", .bytes = mimetype },
		{ .name = "content.xml", .bytes = "\x01\x02" },
		{ .name = "META-INF/manifest.xml",
			.bytes = "<m:manifest xmlns:m=\"urn:x\"><m:file-entry "
				 "m:full-path=\"content.xml\">"
				 "<m:encryption-data/></m:file-entry>"
				 "</m:manifest>" },
	};
	static const struct pack_part text[] = {
		{ .name = "mimetype",
			.bytes = "application/vnd.oasis.opendocument.text" },
		{ .name = "content.xml", .bytes = SHEET("") },
	};
	static const struct pack_part cut[] = {
		{ .name = "mimetype", .bytes = mimetype },
		{ .name = "content.xml", .bytes = HEAD "<office:body>" },
	};
	static const struct pack_part entities[] = {
		{ .name = "mimetype", .bytes = mimetype },
		{ .name = "content.xml",
			.bytes = "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>" },
	};
	static const struct pack_part none[] = {
		{ .name = "mimetype", .bytes = mimetype },
		{ .name = "content.xml", .bytes = BODY("", "") },
	};

	assert_null(*state);
	refused(locked, 3, "protegido con contraseña");
	refused(text, 2, "no una hoja de cálculo");
	refused(cut, 2, "prueba.ods");
	refused(entities, 2, "define entidades");
	refused(none, 2, "ninguna hoja");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_repeats_have_a_measure),
		cmocka_unit_test(test_several_sheets_and_what_is_hidden),
		cmocka_unit_test(test_merged_cells_are_told),
		cmocka_unit_test(test_what_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
