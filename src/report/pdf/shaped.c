/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pdf/shaped.h"

#include <string.h>

#include "base/utf8.h"
#include "report/pdf/paper.h"

enum {
	KEPT = 512, /* texts of a style, twice */
	LONGEST = 400 /* bytes of a text that is tried */
};

static void
free_shaped(void *data)
{
	struct shaped *line = data;

	if (line->glyphs)
		pango_glyph_string_free(line->glyphs);
	g_free(line);
}

static GHashTable *
new_kept(void)
{
	return g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, free_shaped);
}

void
shaper_forget(struct shaper *s)
{
	for (int i = 0; i < 2; i++)
		if (s->runs[i])
			pango_item_free(s->runs[i]);
	if (s->young)
		g_hash_table_unref(s->young);
	if (s->old)
		g_hash_table_unref(s->old);
	*s = (struct shaper){ 0 };
}

/* ---- what is plain */

/* Neither a control character nor one that pango or the shaper takes for
 * something else than a letter, a figure or a sign: no-break blank, soft
 * hyphen, the two signs that may be pictures. */
static bool
is_plain(uint32_t c)
{
	return c >= ' ' && c < LATIN && (c < 0x7f || c > 0xa0) && c != 0xa9 &&
	       c != 0xad && c != 0xae;
}

/* What its letters make of the script of the whole run; false: not plain. */
static bool
look(const char *text, size_t n, bool *has_letters)
{
	*has_letters = false;
	/* a blank at the end may have no width */
	if (n > 0 && (text[0] == ' ' || text[n - 1] == ' '))
		return false;
	while (n > 0) {
		uint32_t c;
		size_t took = utf8_decode(text, n, &c);

		if (!is_plain(c))
			return false;
		*has_letters = *has_letters ||
			       g_unichar_get_script(c) == G_UNICODE_SCRIPT_LATIN;
		text += took;
		n -= took;
	}
	return true;
}

/* ---- shaping */

/* The run that a layout makes of the text in this style. */
static PangoItem *
run_of(struct paper *p, int style, const char *text)
{
	PangoLayoutLine *line;
	PangoItem *run;

	paper_set(p, style, 0, PANGO_ALIGN_LEFT, text);
	line = pango_layout_get_line_readonly(p->layout, 0);
	run = pango_item_copy(((PangoGlyphItem *)line->runs->data)->item);
	for (GSList *a = run->analysis.extra_attrs; a; a = a->next) {
		((PangoAttribute *)a->data)->start_index = 0;
		((PangoAttribute *)a->data)->end_index = G_MAXUINT;
	}
	return run;
}

static int
height_of(struct paper *p)
{
	PangoRectangle size;

	pango_layout_get_extents(p->layout, NULL, &size);
	return size.height;
}

static void
open_shaper(struct paper *p, struct shaper *s, int style)
{
	PangoLayout *kept = p->layout;

	/* who set a text has it still */
	p->layout = pango_layout_copy(kept);
	s->young = new_kept();
	s->old = new_kept();
	paper_set(p, style, 0, PANGO_ALIGN_LEFT, "");
	s->empty = height_of(p);
	s->runs[0] = run_of(p, style, "0");
	s->runs[1] = run_of(p, style, "a");
	s->height = height_of(p);
	s->baseline = pango_layout_get_baseline(p->layout);
	g_object_unref(p->layout);
	p->layout = kept;
}

/* Letters that the font has not are another font's. */
static bool
are_there(const PangoGlyphString *glyphs)
{
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			return false;
	return true;
}

static struct shaped *
shape(const struct shaper *s, const char *text, size_t n)
{
	struct shaped *line = g_new0(struct shaped, 1);
	bool has_letters;

	line->n = (int)n;
	line->height = s->empty;
	if (n == 0)
		return line;
	(void)look(text, n, &has_letters);
	line->run = s->runs[has_letters];
	line->glyphs = pango_glyph_string_new();
	pango_shape_full(text, (int)n, text, (int)n, &line->run->analysis,
		line->glyphs);
	line->width = pango_glyph_string_get_width(line->glyphs);
	line->height = s->height;
	line->baseline = s->baseline;
	return line;
}

/* A text of before is one of late again; when there are too many of these,
 * those of before go. */
static void
keep(struct shaper *s, const char *text, struct shaped *line)
{
	if (g_hash_table_size(s->young) >= KEPT) {
		g_hash_table_unref(s->old);
		s->old = s->young;
		s->young = new_kept();
	}
	g_hash_table_insert(s->young, g_strdup(text), line);
}

struct shaped *
shaped_text(struct paper *p, int style, const char *text)
{
	struct shaper *s = &p->shapers[style];
	struct shaped *line;
	size_t n = strlen(text);
	bool has_letters;

	if (n > LONGEST || !paper_is_plain(style) ||
		!look(text, n, &has_letters))
		return NULL;
	if (!s->young)
		open_shaper(p, s, style);
	line = g_hash_table_lookup(s->young, text);
	if (!line) {
		void *key = NULL;
		void *data = NULL;

		if (g_hash_table_steal_extended(s->old, text, &key, &data))
			g_free(key);
		line = data ? data : shape(s, text, n);
		keep(s, text, line);
	}
	return line->glyphs && !are_there(line->glyphs) ? NULL : line;
}

/* From where the text begins to where each glyph stands: added to the point
 * itself it would be rounded otherwise than pango does. */
static void
move_glyphs(struct shaped *line, int aside, int down)
{
	for (int i = 0; i < line->glyphs->num_glyphs; i++) {
		line->glyphs->glyphs[i].geometry.x_offset += aside;
		line->glyphs->glyphs[i].geometry.y_offset += down;
	}
}

void
shaped_show(cairo_t *cr, struct shaped *line, const char *text, double x,
	double y, int aside)
{
	PangoItem item;
	PangoGlyphItem run = { .item = &item, .glyphs = line->glyphs };

	if (!line->run)
		return;
	item = *line->run;
	item.offset = 0;
	item.length = line->n;
	item.num_chars = (int)g_utf8_strlen(text, line->n);
	move_glyphs(line, aside, line->baseline);
	cairo_move_to(cr, x, y);
	pango_cairo_show_glyph_item(cr, text, &run);
	move_glyphs(line, -aside, -line->baseline);
}
