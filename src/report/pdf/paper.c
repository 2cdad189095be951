/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pdf/paper.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/stamp.h"

#define KERNED 1.1 /* letters beside one another are no further apart */
#define FONT "Lato"
#define HEAD_Y 44.0
#define BOTTOM 74.0 /* from the lower edge to where the text ends */
#define FOOT 50.0   /* from the lower edge to what stands at the foot */

enum {
	PIECE = 16000,	   /* bytes that pango is given without a break */
	WIDTHS_KEPT = 4096 /* of each style */
};

struct style_shape {
	double size;
	PangoWeight weight;
	unsigned rgb;
	double leading; /* added between lines */
	double spacing; /* added between letters */
};

static const struct style_shape styles[STYLES] = {
	[STYLE_COVER_INSTITUTION] = { 13, PANGO_WEIGHT_BOLD, NAVY, 2, 0.6 },
	[STYLE_COVER_TITLE] = { 32, PANGO_WEIGHT_HEAVY, NAVY, 2, 0.4 },
	[STYLE_COVER_LINE] = { 14.5, PANGO_WEIGHT_NORMAL, INK, 3, 0 },
	[STYLE_COVER_SMALL] = { 10, PANGO_WEIGHT_NORMAL, GREY, 2, 0 },
	[STYLE_COVER_YEAR] = { 10.5, PANGO_WEIGHT_MEDIUM, GREY, 2, 0 },
	[STYLE_MARK] = { 9, PANGO_WEIGHT_BOLD, ALARM, 0, 0.3 },
	[STYLE_WATERMARK] = { 120, PANGO_WEIGHT_ULTRABOLD, 0xf8f4f1, 0, 8 },
	[STYLE_RUNNING] = { 8, PANGO_WEIGHT_NORMAL, GREY, 0, 0 },
	[STYLE_SECTION] = { 14, PANGO_WEIGHT_HEAVY, NAVY, 1, 0.3 },
	[STYLE_SECTION_NUMBER] = { 14, PANGO_WEIGHT_HEAVY, 0xb07a00, 1, 0 },
	[STYLE_CONTENTS] = { 10.5, PANGO_WEIGHT_BOLD, INK, 1, 0 },
	[STYLE_CONTENTS_SUB] = { 9.5, PANGO_WEIGHT_NORMAL, GREY, 1, 0 },
	[STYLE_BODY] = { 10, PANGO_WEIGHT_NORMAL, INK, 2.5, 0 },
	[STYLE_SMALL] = { 8.2, PANGO_WEIGHT_NORMAL, GREY, 1.5, 0 },
	[STYLE_CAPTION] = { 9.5, PANGO_WEIGHT_BOLD, NAVY, 1, 0 },
	[STYLE_LABEL] = { 9.3, PANGO_WEIGHT_NORMAL, GREY, 1, 0 },
	[STYLE_VALUE] = { 9.6, PANGO_WEIGHT_SEMIBOLD, INK, 1, 0 },
	[STYLE_TEXT_VALUE] = { 9.3, PANGO_WEIGHT_NORMAL, INK, 1.5, 0 },
	[STYLE_HERO] = { 34, PANGO_WEIGHT_HEAVY, NAVY, 0, 0 },
	[STYLE_HEADING] = { 8, PANGO_WEIGHT_BOLD, NAVY, 0.5, 0 },
	[STYLE_CELL] = { 8.6, PANGO_WEIGHT_NORMAL, INK, 0.8, 0 },
	[STYLE_CELL_NUMBER] = { 8.6, PANGO_WEIGHT_NORMAL, INK, 0.8, 0 },
	[STYLE_CELL_STRONG] = { 8.6, PANGO_WEIGHT_BOLD, INK, 0.8, 0 },
	[STYLE_GROUP] = { 8.8, PANGO_WEIGHT_BOLD, NAVY, 0.8, 0 },
	[STYLE_CHART] = { 8, PANGO_WEIGHT_NORMAL, INK, 0.3, 0 },
	[STYLE_CHART_STRONG] = { 8, PANGO_WEIGHT_BOLD, INK, 0.3, 0 },
};

unsigned
paper_style_rgb(enum style style)
{
	return styles[style].rgb;
}

/* ---- fonts */

/* What is read from some steps away, by so much more than at a desk. */
#define LARGE 1.5

/* What the system gives in the place of the font asked for is no answer. */
static bool
is_there(struct paper *p, PangoFontDescription *wanted)
{
	PangoFont *font = pango_font_map_load_font(p->map, p->context, wanted);
	PangoFontDescription *got = font ? pango_font_describe(font) : NULL;
	bool is =
		got && str_starts(pango_font_description_get_family(got), FONT);

	pango_font_description_free(got);
	if (font)
		g_object_unref(font);
	return is;
}

static bool
open_fonts(struct paper *p, struct err *err)
{
	for (int i = 0; i < STYLES; i++) {
		PangoFontDescription *font = pango_font_description_new();

		pango_font_description_set_family_static(font, FONT);
		pango_font_description_set_weight(font, styles[i].weight);
		pango_font_description_set_absolute_size(
			font, styles[i].size * PANGO_SCALE);
		p->fonts[i] = font;
		if (!is_there(p, font)) {
			err_set(err, ERR_FILE, NULL,
				_("No se puede escribir "
				  "en PDF: falta la letra %s."),
				FONT);
			return err_hint(
				err, _("Instale el paquete %s."), "fonts-lato");
		}
	}
	return true;
}

/* A line is as high as its letters' size says: what a font asks for changes
 * from one edition of it to the next, and the breaks of pages with it. */
static void
set_attributes(struct paper *p, int style, double size)
{
	PangoAttrList *list = pango_attr_list_new();

	pango_attr_list_insert(list,
		pango_attr_line_height_new_absolute((int)(size * PANGO_SCALE)));
	/* figures of one width stand under each other */
	pango_attr_list_insert(
		list, pango_attr_font_features_new("tnum=1, lnum=1"));
	if (styles[style].spacing > 0)
		pango_attr_list_insert(list,
			pango_attr_letter_spacing_new(
				(int)(styles[style].spacing * PANGO_SCALE)));
	memset(p->advances[style], 0, sizeof p->advances[style]);
	shaper_forget(&p->shapers[style]);
	if (p->widths[style])
		g_hash_table_unref(p->widths[style]);
	p->widths[style] =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (p->attributes[style])
		pango_attr_list_unref(p->attributes[style]);
	p->attributes[style] = list;
}

static void
open_attributes(struct paper *p)
{
	for (int i = 0; i < STYLES; i++)
		set_attributes(p, i, styles[i].size);
}

/* Nothing of a screen: no hints, no rounding to pixels. */
static void
set_options(struct paper *p)
{
	cairo_font_options_t *options = cairo_font_options_create();

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(p->context, options);
	pango_cairo_context_set_resolution(p->context, 72);
	pango_context_set_round_glyph_positions(p->context, FALSE);
	pango_context_set_language(
		p->context, pango_language_from_string(i18n_language()));
	pango_context_set_base_dir(p->context, PANGO_DIRECTION_LTR);
	cairo_font_options_destroy(options);
}

bool
paper_open(struct paper *p, struct err *err)
{
	p->faces = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
	p->map = pango_cairo_font_map_new();
	p->context = pango_font_map_create_context(p->map);
	set_options(p);
	p->layout = pango_layout_new(p->context);
	pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
	open_attributes(p);
	if (!open_fonts(p, err))
		return false;
	paper_shrink(p, 1);
	return true;
}

void
paper_close(struct paper *p)
{
	for (int i = 0; i < STYLES; i++) {
		pango_attr_list_unref(p->attributes[i]);
		g_hash_table_unref(p->widths[i]);
		shaper_forget(&p->shapers[i]);
		pango_font_description_free(p->fonts[i]);
	}
	if (p->logo)
		cairo_surface_destroy(p->logo);
	g_hash_table_destroy(p->faces);
	g_object_unref(p->layout);
	g_object_unref(p->context);
	g_object_unref(p->map);
}

/* ---- strokes */

void
paper_colour(struct paper *p, unsigned rgb)
{
	cairo_set_source_rgb(p->cr, (rgb >> 16 & 255) / 255.0,
		(rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

void
paper_rule(struct paper *p, double x, double width, double y, double thick,
	unsigned rgb)
{
	paper_colour(p, rgb);
	cairo_set_line_width(p->cr, thick);
	cairo_move_to(p->cr, x, y);
	cairo_line_to(p->cr, x + width, y);
	cairo_stroke(p->cr);
}

void
paper_fill(struct paper *p, double x, double y, double width, double height,
	unsigned rgb)
{
	paper_colour(p, rgb);
	cairo_rectangle(p->cr, x, y, width, height);
	cairo_fill(p->cr);
}

void
paper_light(struct paper *p, const struct light *light, double x, double y,
	double size)
{
	cairo_t *cr = p->cr;
	double r = size / 2;

	paper_colour(p, light->rgb);
	cairo_new_path(cr);
	switch (light->shape) {
	case LIGHT_TRIANGLE:
		cairo_move_to(cr, x, y + size * 0.94);
		cairo_line_to(cr, x + size, y + size * 0.94);
		cairo_line_to(cr, x + r, y + size * 0.06);
		cairo_close_path(cr);
		break;
	case LIGHT_SQUARE:
		cairo_rectangle(cr, x + size * 0.06, y + size * 0.06,
			size * 0.88, size * 0.88);
		break;
	case LIGHT_CIRCLE:
	case LIGHT_RING:
		cairo_arc(cr, x + r, y + r, r * 0.94, 0, 2 * G_PI);
		break;
	}
	if (light->shape != LIGHT_RING) {
		cairo_fill(cr);
		return;
	}
	cairo_set_line_width(cr, size / 9);
	cairo_stroke(cr);
}

/* ---- text */

/* Pango adds up widths in an int: of a mebibyte on one line it becomes
 * negative, and the text is lost. Long texts are broken, at a blank where
 * there is one. */
static const char *
with_breaks(struct paper *p, const char *text)
{
	size_t left = strlen(text);
	struct buf out = { 0 };

	if (left <= PIECE)
		return text;
	while (left > PIECE) {
		size_t n = PIECE;

		while (n > PIECE / 2 && text[n] != ' ')
			n--;
		if (text[n] != ' ')
			n = PIECE;
		while (n > 1 && ((unsigned char)text[n] & 0xc0) == 0x80)
			n--;
		buf_add(&out, text, n);
		buf_putc(&out, '\n');
		n += text[n] == ' ';
		text += n;
		left -= n;
	}
	buf_puts(&out, text);
	text = arena_strndup(p->arena, buf_text(&out), out.len);
	buf_free(&out);
	return text;
}

static double
set_text(struct paper *p, enum style style, double width, PangoAlignment align,
	const char *text, PangoEllipsizeMode cut)
{
	PangoRectangle size;

	pango_layout_set_font_description(p->layout, p->fonts[style]);
	pango_layout_set_width(
		p->layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
	pango_layout_set_alignment(p->layout, align);
	pango_layout_set_ellipsize(p->layout, cut);
	pango_layout_set_spacing(
		p->layout, (int)(styles[style].leading * PANGO_SCALE));
	pango_layout_set_attributes(p->layout, p->attributes[style]);
	pango_layout_set_text(p->layout, with_breaks(p, text), -1);
	pango_layout_get_extents(p->layout, NULL, &size);
	return pango_units_to_double(size.height);
}

double
paper_set(struct paper *p, enum style style, double width, PangoAlignment align,
	const char *text)
{
	return set_text(p, style, width, align, text, PANGO_ELLIPSIZE_NONE);
}

bool
paper_is_plain(int style)
{
	return styles[style].spacing <= 0;
}

/* Text that stands on one line of that width and needs no layout; NULL none. */
static struct shaped *
one_line(struct paper *p, enum style style, double width, const char *text)
{
	struct shaped *line = shaped_text(p, (int)style, text);

	if (line && width > 0 && line->width > (int)(width * PANGO_SCALE))
		return NULL;
	return line;
}

double
paper_height(struct paper *p, enum style style, double width,
	PangoAlignment align, const char *text)
{
	struct shaped *line = one_line(p, style, width, text);

	return line ? pango_units_to_double(line->height)
		    : paper_set(p, style, width, align, text);
}

static double
measure(struct paper *p, enum style style, const char *text)
{
	PangoRectangle size;

	paper_set(p, style, 0, PANGO_ALIGN_LEFT, text);
	pango_layout_get_extents(p->layout, NULL, &size);
	return pango_units_to_double(size.width);
}

double
paper_text_width(struct paper *p, enum style style, const char *text)
{
	GHashTable *widths = p->widths[style];
	const struct shaped *line = one_line(p, style, 0, text);
	double *known;

	if (line)
		return pango_units_to_double(line->width);
	known = g_hash_table_lookup(widths, text);
	if (known)
		return *known;
	if (g_hash_table_size(widths) >= WIDTHS_KEPT)
		g_hash_table_remove_all(widths);
	known = g_new(double, 1);
	*known = measure(p, style, text);
	g_hash_table_insert(widths, g_strdup(text), known);
	return *known;
}

static double
advance(struct paper *p, enum style style, uint32_t letter)
{
	double *known = &p->advances[style][letter];
	char text[5] = "";

	if (*known <= 0 && utf8_encode(letter, text) > 0)
		*known = paper_text_width(p, style, text);
	return *known;
}

double
paper_text_most(struct paper *p, enum style style, const char *text)
{
	size_t left = strlen(text);
	double most = 0;

	while (left > 0) {
		uint32_t letter;
		size_t n = utf8_decode(text, left, &letter);

		if (letter < ' ' || letter >= LATIN)
			return HUGE_VAL;
		most += advance(p, style, letter);
		text += n;
		left -= n;
	}
	return most * KERNED;
}

static void
show(struct paper *p, enum style style, double x, double y)
{
	if (!p->is_final)
		return;
	paper_colour(p, styles[style].rgb);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, p->layout);
	paper_note(p);
}

/* Where a layout of that width would put it, in units. */
static int
aside(const struct shaped *line, double width, PangoAlignment align)
{
	int left = width > 0 ? (int)(width * PANGO_SCALE) - line->width : 0;

	return align == PANGO_ALIGN_LEFT    ? 0
	       : align == PANGO_ALIGN_RIGHT ? left
					    : left / 2;
}

static double
show_line(struct paper *p, enum style style, const double *xy, int to_right,
	struct shaped *line, const char *text)
{
	if (p->is_final) {
		paper_colour(p, styles[style].rgb);
		shaped_show(p->cr, line, text, xy[0], xy[1], to_right);
		paper_note_shaped(p, line, text);
	}
	return pango_units_to_double(line->height);
}

static double
show_text(struct paper *p, enum style style, const double *xy, double width,
	PangoAlignment align, const char *text, PangoEllipsizeMode cut)
{
	struct shaped *line = one_line(p, style, width, text);
	double height;

	if (line)
		return show_line(p, style, xy, aside(line, width, align), line,
			text);
	height = set_text(p, style, width, align, text, cut);
	show(p, style, xy[0], xy[1]);
	return height;
}

double
paper_text(struct paper *p, enum style style, double x, double y, double width,
	PangoAlignment align, const char *text)
{
	const double xy[2] = { x, y };

	return show_text(
		p, style, xy, width, align, text, PANGO_ELLIPSIZE_NONE);
}

void
paper_caption(struct paper *p, const char *text, bool again, double room)
{
	if (again)
		text = arena_printf(p->arena, _("%s (continuación)"), text);
	p->y += paper_text(p, STYLE_CAPTION, PAPER_LEFT, p->y, p->text,
			PANGO_ALIGN_LEFT, text) +
		room;
}

double
paper_line(struct paper *p, enum style style, double x, double y, double width,
	PangoAlignment align, const char *text)
{
	const double xy[2] = { x, y };

	return show_text(p, style, xy, width, align, text, PANGO_ELLIPSIZE_END);
}

double
paper_lines(struct paper *p, enum style style, const double *xy, double width,
	PangoAlignment align, int lines, const char *text)
{
	double height;

	/* negative: lines of each paragraph */
	pango_layout_set_height(p->layout, -lines);
	height = set_text(p, style, width, align, text, PANGO_ELLIPSIZE_END);
	if (xy)
		show(p, style, xy[0], xy[1]);
	pango_layout_set_height(p->layout, -1);
	return height;
}

void
paper_paragraph(struct paper *p, enum style style, const char *text)
{
	PangoLayoutIter *lines;
	double drawn = 0;

	paper_set(p, style, p->text, PANGO_ALIGN_LEFT, text);
	lines = pango_layout_get_iter(p->layout);
	do {
		PangoLayout *kept = p->layout;
		PangoRectangle size;
		double height;

		pango_layout_iter_get_line_extents(lines, NULL, &size);
		height = pango_units_to_double(size.height) +
			 styles[style].leading;
		/* the head of a new page sets its own texts */
		p->layout = pango_layout_copy(kept);
		paper_need(p, height);
		g_object_unref(p->layout);
		p->layout = kept;
		paper_colour(p, styles[style].rgb);
		cairo_move_to(p->cr, PAPER_LEFT + pango_units_to_double(size.x),
			p->y + pango_units_to_double(
				       pango_layout_iter_get_baseline(lines) -
				       size.y));
		pango_cairo_show_layout_line(
			p->cr, pango_layout_iter_get_line_readonly(lines));
		paper_note_line(p, pango_layout_iter_get_line_readonly(lines));
		p->y += height;
		drawn += height;
	} while (pango_layout_iter_next_line(lines));
	pango_layout_iter_free(lines);
	p->y += drawn > 0 ? 5 : 0;
}

/* ---- pages */

/* As a shape: whoever copies text from the page does not get its letters. */
static void
draw_watermark(struct paper *p, const char *word, double aside)
{
	double width = paper_text_width(p, STYLE_WATERMARK, word);
	double height =
		paper_set(p, STYLE_WATERMARK, 0, PANGO_ALIGN_LEFT, word);

	cairo_save(p->cr);
	cairo_translate(p->cr, p->width / 2, p->height / 2);
	cairo_rotate(p->cr, -0.9);
	cairo_translate(p->cr, 0, aside * height);
	paper_colour(p, styles[STYLE_WATERMARK].rgb);
	cairo_move_to(p->cr, -width / 2, -height / 2);
	pango_cairo_layout_path(p->cr, p->layout);
	cairo_fill(p->cr);
	cairo_restore(p->cr);
}

/* One above the other, where there are two. */
static void
draw_watermarks(struct paper *p)
{
	const struct report *r = p->report;
	double aside = r->is_test && r->mark ? 0.5 : 0;

	if (r->is_test)
		draw_watermark(p, _("PRUEBA"), -aside);
	if (r->mark)
		draw_watermark(p, r->mark, aside);
}

const char *
paper_marks(struct paper *p)
{
	struct buf text = { 0 };
	const char *marks;

	report_marks(p->report, &text);
	marks = arena_strdup(p->arena, buf_text(&text));
	buf_free(&text);
	return marks;
}

static void
draw_head(struct paper *p)
{
	const struct report *r = p->report;
	const char *left =
		r->cover.institution ? r->cover.institution : r->institution;
	const char *right = arena_printf(p->arena, "%s%s%s", r->title,
		r->period_title ? " · " : "",
		r->period_title ? r->period_title : "");
	double half = p->text / 2 - 10;
	double wide = paper_text_width(p, STYLE_RUNNING, right) + 1;
	double narrow = paper_text_width(p, STYLE_RUNNING, left ? left : "");

	/* one takes what the other leaves of its half */
	if (wide > half && narrow < half)
		wide = wide < p->text - 20 - narrow ? wide
						    : p->text - 20 - narrow;
	else
		wide = wide < half ? wide : half;
	paper_line(p, STYLE_RUNNING, PAPER_LEFT, HEAD_Y, p->text - 20 - wide,
		PANGO_ALIGN_LEFT, left ? left : "");
	paper_line(p, STYLE_RUNNING, p->right - wide, HEAD_Y, wide,
		PANGO_ALIGN_RIGHT, right);
	paper_rule(p, PAPER_LEFT, p->text, HEAD_Y + 15, 0.6, NAVY);
}

static void
draw_foot(struct paper *p)
{
	const char *marks = paper_marks(p);

	paper_rule(p, PAPER_LEFT, p->text, p->height - FOOT - 7, 0.4, HAIR);
	if (*marks)
		paper_text(p, STYLE_MARK, PAPER_LEFT, p->height - FOOT - 1, 0,
			PANGO_ALIGN_LEFT, marks);
	paper_text(p, STYLE_RUNNING, PAPER_LEFT, p->height - FOOT, p->text,
		PANGO_ALIGN_RIGHT,
		arena_printf(
			p->arena, _("Página %d de %d"), p->page, p->pages));
}

void
paper_turn(struct paper *p, bool lying)
{
	p->is_lying = lying;
	p->width = lying ? PAPER_LONG : PAPER_SHORT;
	p->height = lying ? PAPER_SHORT : PAPER_LONG;
	p->right = p->width - PAPER_LEFT;
	p->text = p->right - PAPER_LEFT;
	p->bottom = p->height - BOTTOM;
}

void
paper_shrink(struct paper *p, double factor)
{
	double large = p->report->is_large ? LARGE : 1;

	for (int i = STYLE_HEADING; i <= STYLE_CELL_STRONG; i++) {
		pango_font_description_set_absolute_size(p->fonts[i],
			styles[i].size * factor * large * PANGO_SCALE);
		set_attributes(p, i, styles[i].size * factor * large);
	}
}

/* A new size forgets what was begun on the page: asked for only where it
 * changes, and before the root of the tags begins. cairo 1.16 leaves out half
 * of the links' tree without a root. */
static void
set_size(struct paper *p)
{
	if (p->is_final && p->size != p->width)
		cairo_pdf_surface_set_size(p->surface, p->width, p->height);
	p->size = p->width;
	if (p->page == 0)
		cairo_tag_begin(p->cr, "Document", NULL);
}

void
paper_page(struct paper *p, bool bare)
{
	if (p->is_page_open)
		cairo_show_page(p->cr);
	set_size(p);
	p->is_page_open = true;
	p->page++;
	if (p->is_final)
		step_at(p->report->step, (size_t)p->page);
	else
		step_look(p->report->step);
	p->y = PAPER_TOP;
	draw_watermarks(p);
	if (bare)
		return;
	draw_head(p);
	draw_foot(p);
}

double
paper_room(const struct paper *p)
{
	return p->bottom - p->y;
}

double
paper_most(const struct paper *p)
{
	return p->bottom - PAPER_TOP;
}

bool
paper_need(struct paper *p, double height)
{
	if (height <= paper_room(p))
		return false;
	paper_page(p, false);
	return true;
}

void
paper_begin(struct paper *p, cairo_surface_t *surface, bool is_final)
{
	p->surface = surface;
	p->cr = cairo_create(surface);
	p->is_final = is_final;
	p->page = 0;
	p->is_page_open = false;
	p->next_entry = 0;
	p->outline = 0;
	p->size = PAPER_SHORT;
	paper_turn(p, false);
}

void
paper_end(struct paper *p)
{
	if (p->is_page_open) {
		cairo_tag_end(p->cr, "Document");
		cairo_show_page(p->cr);
	}
	cairo_destroy(p->cr);
	p->cr = NULL;
}

/* ---- contents and bookmarks */

void
paper_entry(struct paper *p, double y)
{
	size_t i = p->next_entry++;
	struct entry *entry = &p->entries[i];
	char name[48];
	int added;

	entry->page = p->page;
	if (!p->is_final)
		return;
	snprintf(name, sizeof name, "name='e%zu' x=%d y=%d", i, (int)PAPER_LEFT,
		(int)y - 6);
	cairo_tag_begin(p->cr, CAIRO_TAG_DEST, name);
	cairo_tag_end(p->cr, CAIRO_TAG_DEST);
	snprintf(name, sizeof name, "dest='e%zu'", i);
	added = cairo_pdf_surface_add_outline(p->surface,
		entry->is_section ? CAIRO_PDF_OUTLINE_ROOT : p->outline,
		entry->title, name,
		entry->is_section ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
	if (entry->is_section)
		p->outline = added;
}
