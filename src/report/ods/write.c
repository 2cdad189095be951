/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The module's entry: a table of rows as an OpenDocument sheet (ODF 1.2), made
 * row by row while libzip packs it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zip.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "report/module.h"

enum {
	PIECE = 1 << 16,
	DIGITS = 15,	  /* that a spreadsheet's number can hold */
	MTIME = 946684800 /* 1 January 2000: the same rows, the same bytes */
};

/* The sheet while it is packed. */
struct sheet {
	const struct report *report;
	const struct report_block *block;
	struct err *err;
	struct buf xml; /* what waits to be packed .. */
	size_t at;	/* .. and how much of it was */
	bool begun;
	bool ended;
	zip_error_t why;
};

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define MIME "application/vnd.oasis.opendocument.spreadsheet"

static const char mimetype[] = MIME;
static const char manifest[] =
	XML "<manifest:manifest xmlns:manifest=\"" ODF "manifest:1.0\" "
	    "manifest:version=\"1.2\">\n"
	    "<manifest:file-entry manifest:full-path=\"/\" "
	    "manifest:version=\"1.2\" manifest:media-type=\"" MIME "\"/>\n"
	    "<manifest:file-entry manifest:full-path=\"content.xml\" "
	    "manifest:media-type=\"text/xml\"/>\n"
	    "</manifest:manifest>\n";
static const char head[] = XML
	"<office:document-content xmlns:office=\"" ODF "office:1.0\" "
	"xmlns:table=\"" ODF "table:1.0\" xmlns:text=\"" ODF "text:1.0\" "
	"xmlns:style=\"" ODF "style:1.0\" xmlns:number=\"" ODF
	"datastyle:1.0\" "
	"xmlns:fo=\"" ODF "xsl-fo-compatible:1.0\" office:version=\"1.2\">\n"
	"<office:automatic-styles>\n"
	"<number:date-style style:name=\"N1\">"
	"<number:day number:style=\"long\"/><number:text>/</number:text>"
	"<number:month number:style=\"long\"/><number:text>/</number:text>"
	"<number:year number:style=\"long\"/></number:date-style>\n"
	"<style:style style:name=\"day\" style:family=\"table-cell\" "
	"style:data-style-name=\"N1\"/>\n"
	"<style:style style:name=\"title\" style:family=\"table-cell\">"
	"<style:text-properties fo:font-weight=\"bold\"/></style:style>\n"
	"</office:automatic-styles>\n"
	"<office:body><office:spreadsheet>\n";
static const char tail[] = "</table:table></office:spreadsheet></office:body>"
			   "</office:document-content>\n";

/* ---- cells -------------------------------------------------------------- */

static void
put_sign(struct buf *b, char c)
{
	switch (c) {
	case '&':
		buf_puts(b, "&amp;");
		break;
	case '<':
		buf_puts(b, "&lt;");
		break;
	case '>':
		buf_puts(b, "&gt;");
		break;
	case '"':
		buf_puts(b, "&quot;");
		break;
	default:
		buf_putc(b, c);
	}
}

static void
put_attribute(struct buf *b, const char *name, const char *text)
{
	buf_printf(b, " %s=\"", name);
	for (; *text; text++)
		put_sign(b, *text);
	buf_putc(b, '"');
}

/* A line is a paragraph; blanks but single ones between words are marks. */
static void
put_paragraphs(struct buf *b, const char *text)
{
	const char *start = text;

	buf_puts(b, "<text:p>");
	for (; *text; text++) {
		size_t blanks = strspn(text, " ");
		bool at_edge = text == start || text[-1] == '\n' ||
			       !text[blanks] || text[blanks] == '\n';

		if (*text == '\n') {
			buf_puts(b, "</text:p><text:p>");
		} else if (blanks > 1 || (blanks && at_edge)) {
			buf_printf(b, "<text:s text:c=\"%zu\"/>", blanks);
			text += blanks - 1;
		} else {
			put_sign(b, *text);
		}
	}
	buf_puts(b, "</text:p>");
}

/* Digits that a spreadsheet keeps. */
static bool
is_number(const char *text)
{
	static const char figures[] = "0123456789";
	const char *at = text + (*text == '-');
	size_t whole = strspn(at, figures), part = 0;

	at += whole;
	if (*at == '.') {
		part = strspn(++at, figures);
		at += part;
		if (part == 0)
			return false;
	}
	return whole > 0 && whole + part <= DIGITS && !*at;
}

static void
put_cell(struct buf *b, enum cell_kind kind, const char *text)
{
	struct date day;

	if (!text || !*text) {
		buf_puts(b, "<table:table-cell/>");
		return;
	}
	buf_puts(b, "<table:table-cell");
	if (kind == CELL_NUMBER && is_number(text)) {
		buf_puts(b, " office:value-type=\"float\"");
		put_attribute(b, "office:value", text);
	} else if (kind == CELL_DATE && date_from_iso(text, &day) &&
		   day.year > 1900) {
		buf_puts(b, " table:style-name=\"day\" "
			    "office:value-type=\"date\"");
		put_attribute(b, "office:date-value", text);
	} else {
		buf_puts(b, " office:value-type=\"string\"");
	}
	buf_putc(b, '>');
	put_paragraphs(b, text);
	buf_puts(b, "</table:table-cell>");
}

/* ---- rows --------------------------------------------------------------- */

static void
put_head(struct sheet *s)
{
	const struct report_block *block = s->block;

	buf_puts(&s->xml, head);
	buf_puts(&s->xml, "<table:table");
	put_attribute(&s->xml, "table:name", block->title);
	buf_printf(&s->xml,
		">\n<table:table-column "
		"table:number-columns-repeated=\"%zu\"/>\n<table:table-row>",
		block->n_columns);
	for (size_t i = 0; i < block->n_columns; i++) {
		buf_puts(&s->xml, "<table:table-cell table:style-name=\"title\""
				  " office:value-type=\"string\">");
		put_paragraphs(&s->xml, block->columns[i].title);
		buf_puts(&s->xml, "</table:table-cell>");
	}
	buf_puts(&s->xml, "</table:table-row>\n");
	s->begun = true;
}

static bool
put_next(struct sheet *s)
{
	const struct report_block *block = s->block;
	const struct report_row *row;

	if (!s->begun) {
		put_head(s);
		return true;
	}
	if (!block->source->next(block->source, &row, s->err))
		return false;
	s->ended = !row;
	if (!row) {
		buf_puts(&s->xml, tail);
		return true;
	}
	buf_puts(&s->xml, "<table:table-row>");
	for (size_t i = 0; i < block->n_columns; i++)
		put_cell(&s->xml, block->columns[i].kind, row->cells[i].shown);
	buf_puts(&s->xml, "</table:table-row>\n");
	return step_next(s->report->step) ||
	       step_check(s->report->step, s->err);
}

/* The next bytes of the sheet; -1 with s->err. */
static zip_int64_t
read_sheet(struct sheet *s, char *out, zip_uint64_t room)
{
	size_t n = 0;

	while (s->at == s->xml.len && !s->ended) {
		buf_reset(&s->xml);
		s->at = 0;
		if (!put_next(s)) {
			zip_error_set(&s->why, ZIP_ER_READ, EIO);
			return -1;
		}
	}
	n = s->xml.len - s->at < room ? s->xml.len - s->at : (size_t)room;
	memcpy(out, buf_text(&s->xml) + s->at, n);
	s->at += n;
	return (zip_int64_t)n;
}

static zip_int64_t
give_sheet(void *arg, void *data, zip_uint64_t room, zip_source_cmd_t command)
{
	struct sheet *s = arg;

	switch (command) {
	case ZIP_SOURCE_READ:
		return read_sheet(s, data, room);
	case ZIP_SOURCE_STAT:
		zip_stat_init(data);
		return sizeof(zip_stat_t);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&s->why, data, room);
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN,
			ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
			ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default:
		return 0;
	}
}

/* ---- the package -------------------------------------------------------- */

static bool
add_part(zip_t *zip, const char *name, zip_source_t *source, bool packed)
{
	zip_int64_t at =
		source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;

	if (at < 0)
		zip_source_free(source);
	return at >= 0 &&
	       zip_set_file_compression(zip, (zip_uint64_t)at,
		       packed ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0 &&
	       zip_file_set_mtime(zip, (zip_uint64_t)at, MTIME, 0) == 0;
}

static bool
add_text(zip_t *zip, const char *name, const char *text, bool packed)
{
	return add_part(zip, name,
		zip_source_buffer(zip, text, strlen(text), 0), packed);
}

/* What is no ods begins with another part than this first one. */
static bool
add_parts(zip_t *zip, struct sheet *s)
{
	return add_text(zip, "mimetype", mimetype, false) &&
	       add_text(zip, "META-INF/manifest.xml", manifest, true) &&
	       add_part(zip, "content.xml",
		       zip_source_function(zip, give_sheet, s), true);
}

static bool
no_book(struct err *err, const char *why)
{
	err_set(err, ERR_FILE, NULL,
		_("No se pudo escribir el libro de cálculo."));
	return err_detail(err, why);
}

static bool
write_book(struct sheet *s, const char *path)
{
	int code = 0;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);

	if (!zip)
		return no_book(s->err, strerror(errno));
	if (add_parts(zip, s) && zip_close(zip) == 0)
		return true;
	/* Whoever gave the rows said why they ended. */
	if (!s->err->text[0])
		no_book(s->err, zip_strerror(zip));
	zip_discard(zip);
	return false;
}

static bool
copy_book(const char *path, FILE *out, struct err *err)
{
	char *piece = mem_alloc(PIECE);
	FILE *in = fopen(path, "rb");
	bool done = in;
	size_t n;

	while (done && (n = fread(piece, 1, PIECE, in)) > 0)
		done = fwrite(piece, 1, n, out) == n;
	done = done && !ferror(in);
	if (!done)
		no_book(err, strerror(errno));
	if (in)
		fclose(in);
	free(piece);
	return done;
}

bool
report_module_save(const struct report *report, FILE *out, struct err *err)
{
	struct sheet s = {
		.report = report, .block = &report->blocks[0], .err = err
	};
	const char *tmp = getenv("TMPDIR");
	struct arena *arena = arena_new();
	char *folder = arena_printf(
		arena, "%s/hito.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	const char *path;
	bool done = mkdtemp(folder);

	zip_error_init(&s.why);
	if (done) {
		path = arena_printf(arena, "%s/book.ods", folder);
		done = write_book(&s, path) && copy_book(path, out, err);
		unlink(path);
		rmdir(folder);
	} else {
		no_book(err, strerror(errno));
	}
	zip_error_fini(&s.why);
	buf_free(&s.xml);
	arena_free(arena);
	return done;
}
