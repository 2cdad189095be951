/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks as programs write them, described by the XML that they have, and
 * the rows that come of them; and archives that nobody writes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/mem.h"
#include "book_rows.h"
#include "import/workbook.h"
#include "pack.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define SHEET(rows)                                           \
	HEAD "<worksheet xmlns=\"" MAIN "\"><sheetData>" rows \
	     "</sheetData></worksheet>"

static const char top_rels[] =
	HEAD "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"rId1\" "
	     "Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>"
	     "</Relationships>";
static const char workbook[] =
	HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>"
	     "<sheet name=\"Hoja1\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
	     "</workbook>";
static const char workbook_1904[] =
	HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">"
	     "<workbookPr date1904=\"1\"/><sheets>"
	     "<sheet name=\"Hoja1\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
	     "</workbook>";
static const char rels[] =
	HEAD "<Relationships xmlns=\"" RELS "\">"
	     "<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" "
	     "Target=\"worksheets/sheet1.xml\"/>"
	     "<Relationship Id=\"rId2\" Type=\"" OFFICE "/styles\" "
	     "Target=\"styles.xml\"/>"
	     "<Relationship Id=\"rId3\" Type=\"" OFFICE "/sharedStrings\" "
	     "Target=\"sharedStrings.xml\"/></Relationships>";
/* 0 general, 1 d/mm/yyyy, 2 0 %, 3 month, 4 money, 5 [h]:mm, 6 d/m/yy h:mm,
 * 7 000000, 8 a locale and colours, 9 quoted text, 10 a year */
static const char styles[] = HEAD
	"<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"6\">"
	"<numFmt numFmtId=\"164\" formatCode=\"mmm\\-yy\"/>"
	"<numFmt numFmtId=\"165\" formatCode=\"&quot;S/&quot;\\ #,##0.00\"/>"
	"<numFmt numFmtId=\"166\" formatCode=\"000000\"/>"
	"<numFmt numFmtId=\"167\" "
	"formatCode=\"[Red][$-280A]d&quot; de &quot;mmmm&quot; de &quot;yyyy;@\"/>"
	"<numFmt numFmtId=\"168\" formatCode=\"0&quot; dias&quot;\"/>"
	"<numFmt numFmtId=\"169\" formatCode=\"yyyy\"/>"
	"</numFmts><cellStyleXfs count=\"1\"><xf numFmtId=\"9\"/></cellStyleXfs>"
	"<cellXfs count=\"11\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
	"<xf numFmtId=\"9\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/>"
	"<xf numFmtId=\"46\"/><xf numFmtId=\"22\"/><xf numFmtId=\"166\"/>"
	"<xf numFmtId=\"167\"/><xf numFmtId=\"168\"/><xf numFmtId=\"169\"/>"
	"</cellXfs><dxfs count=\"1\"><dxf><numFmt numFmtId=\"164\" "
	"formatCode=\"0%\"/></dxf></dxfs></styleSheet>";

/* A workbook of one sheet; what is NULL is as above, "" is left out. */
struct book_parts {
	const char *sheet;
	const char *strings;
	const char *workbook;
	const char *rels;
};

static char *
pack_book(const struct book_parts *b, size_t *size)
{
	struct pack_part parts[6] = {
		{ .name = "_rels/.rels", .bytes = top_rels },
		{ .name = "xl/workbook.xml",
			.bytes = b->workbook ? b->workbook : workbook },
		{ .name = "xl/_rels/workbook.xml.rels",
			.bytes = b->rels ? b->rels : rels },
		{ .name = "xl/worksheets/sheet1.xml", .bytes = b->sheet },
		{ .name = "xl/styles.xml", .bytes = styles },
		{ .name = "xl/sharedStrings.xml", .bytes = b->strings },
	};

	return pack(parts, b->strings ? 6 : 5, size);
}

static struct source *
open_bytes(const char *bytes, size_t size, int *fd, struct err *err)
{
	*fd = pack_file(bytes, size);
	return workbook_entry.open(*fd, "prueba.xlsx", NULL, err);
}

/* The rows of the first sheet, or what is wrong. */
static void
read_book(const struct book_parts *parts, struct buf *out, struct buf *notes)
{
	struct err err = { 0 };
	size_t size;
	char *bytes = pack_book(parts, &size);
	int fd;
	struct source *s = open_bytes(bytes, size, &fd, &err);

	if (!s || !s->class->choose(s, 0, 0, &err)) {
		buf_printf(out, "! %s", err.text);
	} else {
		book_rows(s, out);
		for (size_t i = 0; i < s->n_notes; i++)
			buf_puts(notes, s->notes[i]);
	}
	if (s)
		s->class->close(s);
	close(fd);
	free(bytes);
}

struct book_case {
	const char *title;
	struct book_parts parts;
	const char *rows;
};

static void
check_cases(size_t n, const struct book_case *cases)
{
	for (size_t i = 0; i < n; i++) {
		struct buf rows = { 0 }, notes = { 0 };

		read_book(&cases[i].parts, &rows, &notes);
		if (strcmp(buf_text(&rows), cases[i].rows) != 0)
			fail_msg("%s: %s, not %s", cases[i].title,
				buf_text(&rows), cases[i].rows);
		buf_free(&rows);
		buf_free(&notes);
	}
}

#define N(cases) (sizeof(cases) / sizeof *(cases))

/* ---- texts -------------------------------------------------------------- */

static void
test_texts(void **state)
{
	static const struct book_case cases[] = {
		{ "shared strings; an empty <si/> keeps its number; rich text "
		  "is one text; how it is spoken is no text",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0"
					 "</v></c><c r=\"B1\" t=\"s\"><v>1</v>"
					 "</c><c r=\"C1\" t=\"s\"><v>2</v></c>"
					 "<c r=\"D1\" t=\"s\"><v>3</v></c>"
					 "</row>"),
				.strings =
					HEAD "<sst xmlns=\"" MAIN "\">"
					     "<si><t>Ñandú</t></si><si/>"
					     "<si><r><rPr><b/></rPr><t>uno "
					     "</t></r><r><t xml:space="
					     "\"preserve\"> dos</t></r></si>"
					     "<si><t>課きく</t><rPh sb=\"0\" "
					     "eb=\"1\"><t>カ</t></rPh>"
					     "<phoneticPr fontId=\"1\"/>"
					     "</si></sst>" },
			"1[Ñandú][][uno  dos][課きく]" },
		{ "openpyxl's write-only sheets: inline strings and no part of "
		  "shared ones",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" "
					 "t=\"inlineStr\"><is><t>Hito</t></is>"
					 "</c><c r=\"B1\" t=\"inlineStr\"><is>"
					 "<r><t>a</t></r><r><t>b</t></r>"
					 "<rPh sb=\"0\" eb=\"1\"><t>x</t></rPh>"
					 "</is></c></row>") },
			"1[Hito][ab]" },
		{ "Gnumeric: texts of cells and numbers of texts in one row, "
		  "number 0 beside a formula",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" "
					 "t=\"inlineStr\"><is><t>x</t></is></c>"
					 "<c r=\"B1\" t=\"s\"><f>A1</f><v>0</v>"
					 "</c><c r=\"C1\" t=\"str\"><f>A1</f>"
					 "<v>y</v></c></row>"),
				.strings = HEAD "<sst xmlns=\"" MAIN "\"><si>"
						"<t>cero</t></si></sst>" },
			"1[x][cero][y]" },
		{ "blanks are kept without xml:space, in any kind of text",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" "
					 "t=\"inlineStr\"><is><t>  a  </t></is>"
					 "</c><c r=\"B1\" t=\"str\"><v> b </v>"
					 "</c></row>") },
			"1[  a  ][ b ]" },
		{ "escapes; a pasted CRLF is one newline, a lone CR too",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" "
					 "t=\"inlineStr\"><is><t>a_x000D_\nb"
					 "_x00F1_c&#13;d</t></is></c><c "
					 "r=\"B1\" t=\"str\"><v>_x005F_x000D_ "
					 "_xZZZZ_ _x0000_ _xD83D__xDE00_</v>"
					 "</c></row>") },
			"1[a\nbñc\nd][_x000D_ _xZZZZ_ _x0000_ 😀]" },
		{ "a formula that gives \"\" is blank; a blank cell is none",
			{ .sheet = SHEET(
				  "<row r=\"1\"><c r=\"A1\" t=\"str\"><f>"
				  "IF(1,\"\")</f><v></v></c><c r=\"B1\" "
				  "s=\"1\"/><c r=\"C1\"><v>1</v></c></row>") },
			"1[][][n:1]" },
		{ "a text in a cell that says no type, or another",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\"><is><t>a"
					 "</t></is></c><c r=\"B1\" t=\"s\"><is>"
					 "<t>b</t></is></c></row>") },
			"1[a][b]" },
		{ "a text that the workbook does not have",
			{ .sheet = SHEET("<row r=\"2\"><c r=\"B2\" t=\"s\">"
					 "<v>7</v></c></row>") },
			"! Hoja «Hoja1»: la celda B2 nombra el texto «7», que "
			"el libro no tiene." },
	};

	assert_null(*state);
	check_cases(N(cases), cases);
}

/* ---- where cells stand -------------------------------------------------- */

static void
test_places(void **state)
{
	static const struct book_case cases[] = {
		{ "cells and rows without r are counted on",
			{ .sheet = SHEET("<row><c><v>1</v></c><c><v>2</v></c>"
					 "</row><row r=\"4\"><c r=\"B4\"><v>3"
					 "</v></c><c><v>4</v></c></row><row><c>"
					 "<v>5</v></c></row>") },
			"1[n:1][n:2][] 4[][n:3][n:4] 5[n:5][][]" },
		{ "a row without r stands where its cells say",
			{ .sheet = SHEET("<row><c r=\"A3\"><v>1</v></c></row>"
					 "<row><c r=\"A9\"><v>2</v></c></row>"
					 "<row><c><v>3</v></c></row>") },
			"3[n:1] 9[n:2] 10[n:3]" },
		{ "rows out of order come in order, cells too",
			{ .sheet = SHEET("<row r=\"3\"><c r=\"B3\"><v>6</v></c>"
					 "<c r=\"A3\"><v>5</v></c></row>"
					 "<row r=\"1\"><c r=\"A1\"><v>1</v></c>"
					 "</row><row r=\"2\"><c r=\"A2\"><v>3"
					 "</v></c></row>") },
			"1[n:1][] 2[n:3][] 3[n:5][n:6]" },
		{ "a dimension that is wrong",
			{ .sheet = HEAD
				"<worksheet xmlns=\"" MAIN "\"><dimension "
				"ref=\"A1\"/><sheetData><row r=\"1\"><c "
				"r=\"A1\"><v>1</v></c><c r=\"C1\"><v>2</v></c>"
				"</row><row r=\"1048576\"><c r=\"A1048576\"><v>"
				"3</v></c></row></sheetData></worksheet>" },
			"1[n:1][][n:2] 1048576[n:3][][]" },
		{ "the SDK of Microsoft: every name with a prefix; a sheet by "
		  "its whole path, a part in other letters",
			{ .sheet = HEAD
				"<x:worksheet xmlns:x=\"" MAIN
				"\"><x:sheetData>"
				"<x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0"
				"</x:v></x:c></x:row></x:sheetData>"
				"</x:worksheet>",
				.strings = HEAD "<x:sst xmlns:x=\"" MAIN
						"\"><x:si><x:t>a</x:t>"
						"</x:si></x:sst>",
				.workbook = HEAD
				"<x:workbook xmlns:x=\"" MAIN
				"\" xmlns:rel=\"" OFFICE
				"\"><x:sheets><x:sheet name=\"Uno\" "
				"sheetId=\"7\" rel:id=\"R1\"/></x:sheets>"
				"</x:workbook>",
				.rels = HEAD
				"<Relationships xmlns=\"" RELS "\">"
				"<Relationship Id=\"R1\" Type=\"" OFFICE
				"/worksheet\" Target=\"/xl/worksheets/"
				"Sheet1.xml\"/><Relationship Id=\"R2\" Type=\"" OFFICE
				"/sharedStrings\" Target=\"../xl/./"
				"SharedStrings.xml\"/></Relationships>" },
			"1[a]" },
		{ "rows and cells of blanks are none; notes are no cells",
			{ .sheet = HEAD
				"<worksheet xmlns=\"" MAIN "\"><sheetData>"
				"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
				"<t> </t></is></c></row><row r=\"2\"/><row "
				"r=\"3\"><c r=\"A3\"><v>1</v></c></row>"
				"</sheetData><legacyDrawing r:id=\"rId1\" "
				"xmlns:r=\"" OFFICE
				"\"/><extLst><ext uri=\"x\">"
				"<y:c xmlns:y=\"u\"><y:v>9</y:v></y:c></ext>"
				"</extLst></worksheet>" },
			"3[n:1]" },
		{ "columns without number that are too many",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"ALM1\"><v>1</v>"
					 "</c></row>") },
			"! Hoja «Hoja1»: tiene más de 1000 columnas con "
			"datos." },
		{ "a blank style up to the last column is no column",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c>"
					 "<c r=\"XFD1\" s=\"1\"/></row>") },
			"1[n:1]" },
	};

	assert_null(*state);
	check_cases(N(cases), cases);
}

/* ---- values ------------------------------------------------------------- */

static void
test_values(void **state)
{
	static const struct book_case cases[] = {
		{ "booleans and errors are told as such",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" t=\"b\"><v>"
					 "1</v></c><c r=\"B1\" t=\"b\"><v>0</v>"
					 "</c><c r=\"C1\" t=\"e\"><f>NA()</f>"
					 "<v>#N/A</v></c><c r=\"D1\" t=\"e\">"
					 "<v>#DIV/0!</v></c></row>") },
			"1[true:1][false:0][error:#N/A][error:#DIV/0!]" },
		{ "a formula by its value; one without is refused, also one "
		  "that is shared",
			{ .sheet = SHEET(
				  "<row r=\"1\"><c r=\"A1\"><f>1+1</f>"
				  "<v>2</v></c><c r=\"B1\"><f>A1*2</f>"
				  "<v></v></c><c r=\"C1\"><f t=\"shared\" "
				  "si=\"0\"/></c><c r=\"D1\" t=\"str\">"
				  "<f>A1&amp;A1</f></c></row>") },
			"1[n:2][error:=A1*2][error:=...][error:=A1&A1]" },
		{ "numbers as they were typed, to 15 digits",
			{ .sheet = SHEET(
				  "<row r=\"1\"><c r=\"A1\"><v>"
				  "0.30000000000000004</v></c><c "
				  "r=\"B1\"><v>0.0099999999999999999998"
				  "</v></c><c r=\"C1\"><v>"
				  "0.0700000000000000000003</v></c><c "
				  "r=\"D1\"><v>1.5E-2</v></c><c r=\"E1\">"
				  "<v>20548301234</v></c><c r=\"F1\" "
				  "t=\"n\"><v> -1234567.89 </v></c>"
				  "</row>") },
			"1[n:0.3][n:0.01][n:0.07][n:0.015][n:20548301234]"
			"[n:-1234567.89]" },
		{ "percentages, money, codes and words by the number format",
			{ .sheet = SHEET(
				  "<row r=\"1\"><c r=\"A1\" s=\"2\"><v>0.8</v>"
				  "</c><c r=\"B1\" s=\"2\"><v>0.79996</v></c>"
				  "<c r=\"C1\" s=\"4\"><v>5700</v></c><c "
				  "r=\"D1\" s=\"7\"><v>7</v></c><c r=\"E1\" "
				  "s=\"9\"><v>15</v></c></row>") },
			"1[p:80%][p:79.996%][n:5700][n:000007][n:15]" },
		{ "days of 1900",
			{ .sheet = SHEET(
				  "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>43678"
				  "</v></c><c r=\"B1\" s=\"3\"><v>43678</v></c>"
				  "<c r=\"C1\" s=\"5\"><v>1.4375</v></c><c "
				  "r=\"D1\" s=\"6\"><v>43678.25</v></c><c "
				  "r=\"E1\" s=\"8\"><v>61</v></c><c r=\"F1\" "
				  "s=\"1\"><v>60</v></c><c r=\"G1\" s=\"10\">"
				  "<v>43678</v></c></row>") },
			"1[d:2019-08-01][m:2019-08-01][h:34:30]"
			"[t:2019-08-01 06:00:00][d:1900-03-01][error:60]"
			"[y:2019-08-01]" },
		{ "days of 1904",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>"
					 "42216</v></c><c r=\"B1\" s=\"1\"><v>0"
					 "</v></c></row>"),
				.workbook = workbook_1904 },
			"1[d:2019-08-01][d:1904-01-01]" },
		{ "SheetJS and exceljs: a day of Lima with a time of day",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>"
					 "43677.99958333</v></c><c r=\"B1\" "
					 "s=\"1\"><v>43678.20833</v></c><c "
					 "r=\"C1\" s=\"1\"><v>43677.79125</v>"
					 "</c></row>") },
			"1[d:2019-08-01][d:2019-08-01][d:2019-07-31 18:59:24]" },
		{ "days as texts; the Z is not meant",
			{ .sheet = SHEET(
				  "<row r=\"1\"><c r=\"A1\" t=\"d\" "
				  "s=\"1\"><v>2019-08-01T00:00:00.000Z"
				  "</v></c><c r=\"B1\" t=\"d\"><v>"
				  "2019-08-01</v></c><c r=\"C1\" t=\"d\" "
				  "s=\"6\"><v>2019-08-01T10:25:00Z</v>"
				  "</c><c r=\"D1\" t=\"d\"><v>"
				  "2019-08-01T10:25:00</v></c></row>") },
			"1[d:2019-08-01][d:2019-08-01][t:2019-08-01 10:25:00]"
			"[t:2019-08-01 10:25:00]" },
		{ "a number that is none, a style that is not there",
			{ .sheet = SHEET("<row r=\"1\"><c r=\"A1\"><v>NaN</v>"
					 "</c><c r=\"B1\" s=\"99\"><v>5</v></c>"
					 "</row>") },
			"1[error:NaN][n:5]" },
	};

	assert_null(*state);
	check_cases(N(cases), cases);
}

/* ---- what is not seen --------------------------------------------------- */

static void
test_hidden(void **state)
{
	static const struct book_parts parts = {
		.sheet = HEAD
		"<worksheet xmlns=\"" MAIN "\"><cols><col min=\"2\" max=\"3\" "
		"hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/>"
		"</cols><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c "
		"r=\"C1\"><v>2</v></c></row><row r=\"4\" hidden=\"1\"><c "
		"r=\"A4\"><v>3</v></c></row><row r=\"5\" hidden=\"1\"/>"
		"</sheetData><autoFilter ref=\"A1:C5\"/></worksheet>"
	};
	struct buf rows = { 0 }, notes = { 0 };

	assert_null(*state);
	read_book(&parts, &rows, &notes);
	assert_string_equal(buf_text(&rows), "1[n:1][][n:2] 4[n:3][][]");
	assert_string_equal(buf_text(&notes),
		"Hay 2 columnas ocultas y también se leen: B, C."
		"Hay 1 fila oculta, quizá por un filtro, y también se lee: la "
		"4.");
	buf_free(&rows);
	buf_free(&notes);
}

/* Texts beyond what is kept in memory, and their numbers, from a file. */
static void
test_many_texts(void **state)
{
	enum {
		TEXTS = 60000
	};
	struct buf strings = { 0 }, sheet = { 0 };
	struct book_parts parts;
	struct err err = { 0 };
	struct file_row row;
	struct source *s;
	char wanted[400], *bytes;
	size_t size, at = 0;
	int fd;

	assert_null(*state);
	buf_puts(&strings, HEAD "<sst xmlns=\"" MAIN "\">");
	buf_puts(&sheet, HEAD "<worksheet xmlns=\"" MAIN "\"><sheetData>");
	for (int i = 0; i < TEXTS; i++) {
		buf_printf(&strings, "<si><t>%d%0300d</t></si>", i, 7);
		/* far from one another */
		buf_printf(&sheet, "<row><c t=\"s\"><v>%d</v></c></row>",
			(int)((long)i * 7919 % TEXTS));
	}
	buf_puts(&strings, "</sst>");
	buf_puts(&sheet, "</sheetData></worksheet>");
	parts = (struct book_parts){ .sheet = sheet.data,
		.strings = strings.data };
	bytes = pack_book(&parts, &size);
	s = open_bytes(bytes, size, &fd, &err);
	assert_true(s && s->class->choose(s, 0, 0, &err));
	for (; s->class->next(s, &row, &err) == SHEET_ROW; at++) {
		snprintf(wanted, sizeof wanted, "%d%0300d",
			(int)((long)at * 7919 % TEXTS), 7);
		assert_string_equal(row.cells[0], wanted);
	}
	assert_int_equal(at, TEXTS);
	s->class->close(s);
	close(fd);
	free(bytes);
	buf_free(&strings);
	buf_free(&sheet);
}

/* ---- archives that nobody writes ---------------------------------------- */

struct bad_archive {
	const char *title;
	size_t n;
	struct pack_part parts[3];
	const char *said;
};

#define TOP                                              \
	{                                                \
		.name = "_rels/.rels", .bytes = top_rels \
	}

static void
test_bad_archives(void **state)
{
	static const struct bad_archive cases[] = {
		{ "a part named twice", 3,
			{ TOP, { .name = "xl/a", .bytes = "x" },
				{ .name = "XL/A", .bytes = "y" } },
			"dos partes con el mismo nombre" },
		{ "a part above the archive", 2,
			{ TOP, { .name = "xl/../../x", .bytes = "x" } },
			"fuera de él" },
		{ "the same by the other slash", 2,
			{ TOP, { .name = "..\\x", .bytes = "x" } },
			"fuera de él" },
		{ "a part from the root", 2,
			{ TOP, { .name = "/_rels/.rels", .bytes = "x" } },
			"fuera de él" },
		{ "the same by the other slash", 2,
			{ TOP, { .name = "\\x", .bytes = "x" } },
			"fuera de él" },
		{ "nothing but a step up", 2,
			{ TOP, { .name = "..", .bytes = "x" } },
			"fuera de él" },
		{ "a step up at the end", 2,
			{ TOP, { .name = "xl/..", .bytes = "x" } },
			"fuera de él" },
		{ "a part that is encrypted", 2,
			{ TOP, { .name = "xl/workbook.xml",
				       .bytes = workbook,
				       .flags = 1 } },
			"protegido con contraseña" },
		{ "no workbook", 1, { { .name = "a.txt", .bytes = "hola" } },
			"no un libro de Excel" },
		{ "a binary one", 2,
			{ TOP, { .name = "xl/workbook.bin", .bytes = "x" } },
			"(xlsb)" },
		{ "entities", 2,
			{ TOP, { .name = "xl/workbook.xml",
				       .bytes = "<!DOCTYPE a [<!ENTITY b "
						"\"c\">]><workbook/>" } },
			"define entidades" },
		{ "XML that ends early", 2,
			{ TOP, { .name = "xl/workbook.xml",
				       .bytes = "<workbook><sheets>" } },
			"cortado o dañado" },
		{ "a workbook without sheets", 2,
			{ TOP, { .name = "xl/workbook.xml",
				       .bytes = "<workbook/>" } },
			"ninguna hoja" },
	};

	assert_null(*state);
	for (size_t i = 0; i < N(cases); i++) {
		struct err err = { 0 };
		size_t size;
		char *bytes = pack(cases[i].parts, cases[i].n, &size);
		int fd;
		struct source *s = open_bytes(bytes, size, &fd, &err);

		if (s || !strstr(err.text, cases[i].said))
			fail_msg("%s: %s", cases[i].title, err.text);
		close(fd);
		free(bytes);
	}
}

/* Cut anywhere it is refused, never half of it read. */
static void
test_cut(void **state)
{
	static const struct book_parts parts = { .sheet = SHEET(
							 "<row><c><v>1</v></c>"
							 "</row>") };
	size_t size;
	char *bytes = pack_book(&parts, &size);

	assert_null(*state);
	for (size_t n = 4; n < size; n += 7) {
		struct err err = { 0 };
		int fd;
		struct source *s = open_bytes(bytes, n, &fd, &err);

		if (s)
			fail_msg("cut at %zu of %zu it was read", n, size);
		assert_int_equal(err.kind, ERR_FILE);
		close(fd);
	}
	free(bytes);
}

static const char *
opened_with(const struct book_parts *parts, struct err *err)
{
	struct buf rows = { 0 }, notes = { 0 };

	read_book(parts, &rows, &notes);
	snprintf(err->text, sizeof err->text, "%s", buf_text(&rows));
	buf_free(&rows);
	buf_free(&notes);
	return err->text;
}

static void
test_deep(void **state)
{
	struct buf deep = { 0 };
	struct book_parts parts;
	struct err err;

	assert_null(*state);
	for (int i = 0; i < 99; i++)
		buf_puts(&deep, "<a>");
	for (int i = 0; i < 99; i++)
		buf_puts(&deep, "</a>");
	parts = (struct book_parts){ .sheet = deep.data };
	assert_string_equal(opened_with(&parts, &err), "");
	buf_reset(&deep);
	for (int i = 0; i < 101; i++)
		buf_puts(&deep, "<a>");
	parts.sheet = deep.data;
	assert_non_null(strstr(opened_with(&parts, &err), "más de cien veces"));
	buf_free(&deep);
}

static void
test_long_tag(void **state)
{
	struct buf tag = { 0 };
	struct book_parts parts;
	struct err err;

	assert_null(*state);
	buf_puts(&tag, "<worksheet a=\"");
	for (int i = 0; i < 3 << 20; i++)
		buf_putc(&tag, 'x');
	buf_puts(&tag, "\"/>");
	parts = (struct book_parts){ .sheet = tag.data };
	assert_non_null(strstr(opened_with(&parts, &err), "pasa de 1 MiB"));
	buf_free(&tag);
}

static void
test_many_parts(void **state)
{
	enum {
		PARTS = 10001
	};
	struct pack_part *parts = mem_alloc(PARTS * sizeof *parts);
	char(*names)[16] = mem_alloc(PARTS * sizeof *names);
	struct err err = { 0 };
	size_t size;
	char *bytes;
	int fd;

	assert_null(*state);
	for (size_t i = 0; i < PARTS; i++) {
		snprintf(names[i], sizeof names[i], "%zu", i);
		parts[i] = (struct pack_part){ .name = names[i], .bytes = "x" };
	}
	bytes = pack(parts, PARTS, &size);
	assert_null(open_bytes(bytes, size, &fd, &err));
	assert_non_null(strstr(err.text, "más de 10000 partes"));
	close(fd);
	free(bytes);
	free(names);
	free(parts);
}

/* n blanks of a sheet's XML, as they stand in an archive. */
static void
check_unfolds(size_t n, bool refused)
{
	static const char begin[] = "<worksheet><sheetData>";
	static const char end[] = "</sheetData></worksheet>";
	size_t all = sizeof begin - 1 + n + sizeof end - 1, size;
	uLong bound = compressBound(all);
	char *text = mem_alloc(all + 1), *raw = mem_alloc(bound), *bytes;
	z_stream z = { 0 };
	struct err err = { 0 };
	struct source *s;
	int fd;

	memcpy(text, begin, sizeof begin - 1);
	for (size_t i = 0; i < n; i++)
		text[sizeof begin - 1 + i] = i % 1000 ? ' ' : '\n';
	memcpy(text + sizeof begin - 1 + n, end, sizeof end);
	assert_int_equal(
		deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY),
		Z_OK);
	z.next_in = (unsigned char *)text;
	z.avail_in = (uInt)all;
	z.next_out = (unsigned char *)raw;
	z.avail_out = (uInt)bound;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	bytes = pack(
		(struct pack_part[]){ TOP,
			{ .name = "xl/workbook.xml", .bytes = workbook },
			{ .name = "xl/_rels/workbook.xml.rels", .bytes = rels },
			{ .name = "xl/worksheets/sheet1.xml",
				.bytes = text,
				.raw = raw,
				.n_raw = z.total_out } },
		4, &size);
	s = open_bytes(bytes, size, &fd, &err);
	assert_non_null(s);
	assert_int_equal(s->class->choose(s, 0, 0, &err), !refused);
	if (refused)
		assert_non_null(strstr(err.text, "más de 100 veces"));
	s->class->close(s);
	close(fd);
	free(bytes);
	free(text);
	free(raw);
}

static void
test_unfolds(void **state)
{
	assert_null(*state);
	check_unfolds((16 << 20) - 200, false);
	check_unfolds((16 << 20) + (1 << 17), true);
}

/* ---- sheets ------------------------------------------------------------- */

static void
test_sheets(void **state)
{
	static const char three[] = HEAD
		"<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>"
		"<sheet name=\"Gráfico\" sheetId=\"1\" r:id=\"rId9\"/>"
		"<sheet name=\"Datos &amp; más\" sheetId=\"2\" r:id=\"rId1\"/>"
		"<sheet name=\"Listas\" sheetId=\"3\" state=\"veryHidden\" "
		"r:id=\"rId2\"/></sheets></workbook>";
	static const char their_rels[] = HEAD
		"<Relationships xmlns=\"" RELS "\"><Relationship Id=\"rId9\" "
		"Type=\"" OFFICE "/chartsheet\" Target=\"chartsheets/s1.xml\"/>"
		"<Relationship Id=\"rId1\" Type=\"" OFFICE "/worksheet\" "
		"Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
		"Type=\"" OFFICE "/worksheet\" Target=\"sheet2.xml\"/>"
		"</Relationships>";
	struct err err = { 0 };
	struct buf rows = { 0 };
	struct source *s;
	size_t size;
	char *bytes = pack(
		(struct pack_part[]){ TOP,
			{ .name = "xl/workbook.xml", .bytes = three },
			{ .name = "xl/_rels/workbook.xml.rels",
				.bytes = their_rels },
			{ .name = "xl/worksheets/sheet1.xml",
				.bytes = SHEET("<row><c><v>1</v></c></row><row>"
					       "<c><v>2</v></c></row>") },
			{ .name = "xl/sheet2.xml",
				.bytes =
					SHEET("<row><c><v>3</v></c></row>") } },
		5, &size);
	int fd;

	assert_null(*state);
	s = open_bytes(bytes, size, &fd, &err);
	assert_non_null(s);
	assert_int_equal(s->n_sheets, 2);
	assert_string_equal(s->sheets[0].name, "Datos & más");
	assert_false(s->sheets[0].hidden);
	assert_true(s->sheets[1].hidden);
	/* its beginning alone, then all of another, then all of it, twice */
	assert_true(s->class->choose(s, 0, 1, &err));
	book_rows(s, &rows);
	assert_true(s->class->choose(s, 1, 0, &err));
	book_rows(s, &rows);
	assert_true(s->class->choose(s, 0, 0, &err));
	book_rows(s, &rows);
	assert_true(s->class->rewind(s, &err));
	book_rows(s, &rows);
	assert_string_equal(
		rows.data, "1[n:1] 1[n:3] 1[n:1] 2[n:2] 1[n:1] 2[n:2]");
	s->class->close(s);
	close(fd);
	free(bytes);
	buf_free(&rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_hidden),
		cmocka_unit_test(test_many_texts),
		cmocka_unit_test(test_bad_archives),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_long_tag),
		cmocka_unit_test(test_many_parts),
		cmocka_unit_test(test_unfolds),
		cmocka_unit_test(test_sheets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
