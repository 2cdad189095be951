/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_PDF_PAPER_H
#define HITO_REPORT_PDF_PAPER_H

/*
 * The sheet that a report is set on: A4 in points, one column, styles of
 * text, breaks of pages with running head and foot. A document is set twice:
 * the first time only counts pages, the second is printed. Everything
 * returns or moves `y`, measured from the top.
 */

#include <stdbool.h>
#include <stddef.h>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/light.h"
#include "report/contents.h"
#include "report/pdf/shaped.h"
#include "report/report.h"

#define PAPER_SHORT 595.276 /* the sides of the sheet */
#define PAPER_LONG 841.890
#define PAPER_LEFT 64.0
#define PAPER_TOP 88.0
#define PAPER_UPRIGHT (PAPER_SHORT - 2 * PAPER_LEFT) /* width of the text */
#define PAPER_LYING (PAPER_LONG - 2 * PAPER_LEFT)

enum {
	INK = 0x1f252b,
	NAVY = 0x173a5e,
	GREY = 0x5f6871,
	HAIR = 0xd3d8dd,
	TINT = 0xf2f5f8,
	WHITE = 0xffffff,
	ALARM = 0xa03c00,
};

enum style {
	STYLE_COVER_INSTITUTION,
	STYLE_COVER_TITLE,
	STYLE_COVER_LINE,
	STYLE_COVER_SMALL,
	STYLE_COVER_YEAR,
	STYLE_MARK, /* a badge */
	STYLE_WATERMARK,
	STYLE_RUNNING,
	STYLE_SECTION,
	STYLE_SECTION_NUMBER,
	STYLE_CONTENTS,
	STYLE_CONTENTS_SUB,
	STYLE_BODY,
	STYLE_SMALL,
	STYLE_CAPTION, /* "Tabla 3." and its title */
	STYLE_LABEL,   /* of a fact */
	STYLE_VALUE,
	STYLE_TEXT_VALUE, /* a long one */
	STYLE_HERO,	  /* the one large figure */
	STYLE_HEADING,	  /* of a column */
	STYLE_CELL,
	STYLE_CELL_NUMBER,
	STYLE_CELL_STRONG,
	STYLE_GROUP,
	STYLE_CHART,
	STYLE_CHART_STRONG,
	STYLES
};

/* A line of the contents and a bookmark. */
struct entry {
	const char *title;
	bool is_section;
	int page; /* 0: not known yet */
};

struct table;

enum {
	LATIN = 0x180 /* letters whose width is known by themselves */
};

struct paper {
	const struct report *report;
	struct arena *arena;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoFontMap *map;
	PangoContext *context;
	PangoLayout *layout; /* of the last text measured */
	GHashTable *faces;   /* PangoFont of what is printed, noted by note.c */
	PangoFontDescription *fonts[STYLES];
	PangoAttrList *attributes[STYLES];
	double advances[STYLES][LATIN]; /* of letters alone; 0 not known yet */
	GHashTable *widths[STYLES];	/* of texts that come again, double * */
	struct shaper shapers[STYLES];
	bool is_final;
	int page;
	int pages; /* of the first time */
	double y;
	bool is_page_open;
	bool is_lying; /* what follows is wider than an upright sheet */
	double size;   /* width of the sheets as last asked for */
	double width;  /* of the sheet */
	double height;
	double right; /* where the text ends */
	double text;  /* its width */
	double bottom;
	double tail; /* signatures: what must stand with the end of this part */
	bool has_contents;
	int contents; /* pages of them */
	size_t n_entries;
	struct entry *entries;
	size_t next_entry;
	struct table **tables; /* of each block, measured the first time */
	int outline;	       /* of the last section */
	cairo_surface_t *logo; /* NULL none */
	const char *section;
};

/* false when a font is missing. */
bool paper_open(struct paper *p, struct err *err);
void paper_close(struct paper *p);
/* What is drawn from here on goes to this surface. */
void paper_begin(struct paper *p, cairo_surface_t *surface, bool is_final);
void paper_end(struct paper *p);

/* Turns the sheets from the next page on. */
void paper_turn(struct paper *p, bool lying);
/* The letters of tables, smaller by this factor. */
void paper_shrink(struct paper *p, double factor);
/* The next page, with head and foot; a bare one has none. */
void paper_page(struct paper *p, bool bare);
/* A new page unless height is left. */
bool paper_need(struct paper *p, double height);
/* What stands on every page; "" nothing. */
const char *paper_marks(struct paper *p);
double paper_room(const struct paper *p);
/* What a page can hold. */
double paper_most(const struct paper *p);

void paper_colour(struct paper *p, unsigned rgb);
void paper_rule(struct paper *p, double x, double width, double y, double thick,
	unsigned rgb);
void paper_fill(struct paper *p, double x, double y, double width,
	double height, unsigned rgb);

/* Sets text in p->layout; width 0: one line. Its height. */
double paper_set(struct paper *p, enum style style, double width,
	PangoAlignment align, const char *text);
/* The same height, without setting what needs no layout. */
double paper_height(struct paper *p, enum style style, double width,
	PangoAlignment align, const char *text);
/* No space between its letters. */
bool paper_is_plain(int style);
double paper_text_width(struct paper *p, enum style style, const char *text);
/* No less than that, of its letters one by one, without the price of setting it.
 * Of other letters than Latin ones it is HUGE_VAL. */
double paper_text_most(struct paper *p, enum style style, const char *text);
/* Draws with its upper left corner at x, y. Its height. */
double paper_text(struct paper *p, enum style style, double x, double y,
	double width, PangoAlignment align, const char *text);
/* The same, cut with an ellipsis after some lines; NULL draws nothing. */
double paper_lines(struct paper *p, enum style style, const double *xy,
	double width, PangoAlignment align, int lines, const char *text);
/* One line cut with an ellipsis at width. */
double paper_line(struct paper *p, enum style style, double x, double y,
	double width, PangoAlignment align, const char *text);
/* Tells report->contents what is printed on this page, and of which fonts: a
 * text, or one of its lines where they are printed one by one; at the end what
 * all was made with. Nothing while pages are only counted. */
void paper_note(struct paper *p);
void paper_note_shaped(
	struct paper *p, const struct shaped *line, const char *text);
void paper_note_line(struct paper *p, PangoLayoutLine *line);
void paper_note_libraries(struct paper *p);
/* A paragraph at p->y over the width of the text, line by line over pages. */
void paper_paragraph(struct paper *p, enum style style, const char *text);
/* What a table or chart is called, at p->y, with room below; again: it goes on
 * here. */
void paper_caption(struct paper *p, const char *text, bool again, double room);
unsigned paper_style_rgb(enum style style);

/* The shape of a light in a box of size at x, y. */
void paper_light(struct paper *p, const struct light *light, double x, double y,
	double size);

/* Says that the next entry of the contents is here. */
void paper_entry(struct paper *p, double y);

/* The parts. */
/* Takes the logo; false when it is no picture. */
bool cover_open(struct paper *p, struct err *err);
void cover_draw(struct paper *p);
void contents_draw(struct paper *p);
/* Before the table of a list. */
void list_draw_head(struct paper *p);
/* What a report without a cover begins with. */
void sheet_draw_head(struct paper *p);
/* Behind the last block. */
void feet_draw(struct paper *p);
void block_draw(struct paper *p, const struct report_block *block);
void chart_draw(struct paper *p, const struct report_chart *chart);
void table_draw(struct paper *p, const struct report_block *block);
/* What must stand together where they begin. */
double chart_start(struct paper *p, const struct report_chart *chart);
double table_start(struct paper *p, const struct report_block *block);
/* Whether its table needs a sheet that lies. */
bool table_is_wide(struct paper *p, const struct report_block *block);
/* What stands at the end and the first signatures, in points. */
double signatures_height(struct paper *p);
void signatures_draw(struct paper *p);
const char *table_caption(struct paper *p, const struct report_block *block);
const char *chart_caption(struct paper *p, const struct report_chart *chart);

#endif
