/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_PDF_SHAPED_H
#define HITO_REPORT_PDF_SHAPED_H

/*
 * Plain texts on one line without a layout around them: the same glyphs at the
 * same places as a layout of pango gives them, to the byte, for a fraction of
 * its price; what was shaped lately is kept. What may be more than one run of
 * one font (letters other than Latin, spacing between them, signs that break a
 * line) is not plain and is left to pango.
 */

#include <pango/pangocairo.h>

struct paper;

struct shaped {
	PangoGlyphString *glyphs;
	PangoItem *run; /* the shaper's; NULL of an empty text */
	int n;		/* bytes of the text */
	int width;	/* in units of pango, as the next two */
	int height;
	int baseline;
};

/* Of one style. */
struct shaper {
	PangoItem *runs[2]; /* of letters, and of figures and signs alone */
	int height;
	int baseline;
	int empty; /* height of a line without a letter */
	/* by text, struct shaped *: those of late, and those before them */
	GHashTable *young;
	GHashTable *old;
};

/* Start with { 0 }. Forgets all: the style has other letters. */
void shaper_forget(struct shaper *s);

/* NULL: it is not plain. Stands until the next call. */
struct shaped *shaped_text(struct paper *p, int style, const char *text);
/* Draws with its upper left corner at x, y, so many units to the right. */
void shaped_show(cairo_t *cr, struct shaped *line, const char *text, double x,
	double y, int aside);

#endif
