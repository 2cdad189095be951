/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The least that a program on pango and cairo does to print the same pages:
 * page LISTING OUT draws the lines of a listing, one each: number of the page,
 * its width and height, where the line begins, where its letters stand, their
 * size (all in points), and the text, divided by tabs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

enum {
	LINE = 4096
};

struct place {
	int page;
	double width, height, x, y, size;
	char text[LINE];
};

static int
take(char *line, struct place *p)
{
	line[strcspn(line, "\n")] = '\0';
	return sscanf(line, "%d\t%lf\t%lf\t%lf\t%lf\t%lf\t%4095[^\n]", &p->page,
		       &p->width, &p->height, &p->x, &p->y, &p->size,
		       p->text) == 7;
}

static void
draw(cairo_t *cr, PangoLayout *layout, PangoFontDescription *font,
	const struct place *p)
{
	pango_font_description_set_absolute_size(font, p->size * PANGO_SCALE);
	pango_layout_set_font_description(layout, font);
	pango_layout_set_text(layout, p->text, -1);
	cairo_move_to(cr, p->x, p->y);
	pango_cairo_show_layout(cr, layout);
}

int
main(int argc, char **argv)
{
	FILE *in = argc > 2 ? fopen(argv[1], "r") : NULL;
	cairo_surface_t *pdf;
	PangoFontDescription *font;
	PangoLayout *layout;
	struct place p;
	char line[2 * LINE];
	int page = 0;
	cairo_t *cr;

	if (argc < 3)
		return 0;
	if (!in)
		return 2;
	pdf = cairo_pdf_surface_create(argv[2], 595.276, 841.89);
	cr = cairo_create(pdf);
	layout = pango_cairo_create_layout(cr);
	font = pango_font_description_from_string("Lato");
	while (fgets(line, sizeof line, in) && take(line, &p)) {
		for (; page < p.page; page++) {
			if (page > 0)
				cairo_show_page(cr);
			cairo_pdf_surface_set_size(pdf, p.width, p.height);
		}
		draw(cr, layout, font, &p);
	}
	cairo_show_page(cr);
	pango_font_description_free(font);
	g_object_unref(layout);
	cairo_destroy(cr);
	cairo_surface_finish(pdf);
	cairo_surface_destroy(pdf);
	fclose(in);
	return 0;
}
