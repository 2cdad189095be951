/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed where, and of what: the fonts that were used, not those that
 * were asked for. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <hb-ot.h>

#include "report/pdf/paper.h"

static void
note_face(struct paper *p, const PangoItem *item)
{
	PangoFont *font = item->analysis.font;

	if (font && !g_hash_table_contains(p->faces, font))
		g_hash_table_add(p->faces, g_object_ref(font));
}

static void
note_faces(struct paper *p, const PangoLayoutLine *line)
{
	for (GSList *run = line->runs; run; run = run->next)
		note_face(p, ((PangoGlyphItem *)run->data)->item);
}

static void
put_text(struct paper *p, const char *text, size_t n)
{
	char page[16];

	(void)snprintf(page, sizeof page, "%d", p->page);
	contents_put(p->report->contents, page, text, n);
}

static bool
is_noted(const struct paper *p)
{
	return p->is_final && p->report->contents;
}

/* The whole text, also what was cut off at its end: where it is cut is the
 * font's. */
void
paper_note(struct paper *p)
{
	const char *text = pango_layout_get_text(p->layout);

	if (!is_noted(p))
		return;
	put_text(p, " ", 1);
	put_text(p, text, strlen(text));
	for (GSList *line = pango_layout_get_lines_readonly(p->layout); line;
		line = line->next)
		note_faces(p, line->data);
}

void
paper_note_shaped(struct paper *p, const struct shaped *line, const char *text)
{
	if (!is_noted(p))
		return;
	put_text(p, " ", 1);
	put_text(p, text, (size_t)line->n);
	if (line->run)
		note_face(p, line->run);
}

void
paper_note_line(struct paper *p, PangoLayoutLine *line)
{
	if (!is_noted(p))
		return;
	if (line->is_paragraph_start)
		put_text(p, " ", 1);
	put_text(p, pango_layout_get_text(line->layout) + line->start_index,
		(size_t)line->length);
	note_faces(p, line);
}

/* ---- libraries and fonts */

/* "" when the font does not say it. */
static const char *
name_of(struct paper *p, hb_face_t *face, hb_ot_name_id_t id)
{
	char text[128] = "";
	unsigned room = sizeof text;

	hb_ot_name_get_utf8(face, id, HB_LANGUAGE_INVALID, &room, text);
	return arena_strdup(p->arena, text);
}

/* "Version 2.007; 2014-02-27": the number. */
static const char *
edition(struct paper *p, hb_face_t *face)
{
	static const char word[] = "Version ";
	const char *text = name_of(p, face, HB_OT_NAME_ID_VERSION_STRING);

	if (strncasecmp(text, word, sizeof word - 1) == 0)
		text += sizeof word - 1;
	return arena_strndup(p->arena, text, strcspn(text, ";"));
}

void
paper_note_libraries(struct paper *p)
{
	struct contents *c = p->report->contents;
	GHashTableIter faces;
	gpointer font;

	contents_library(c, "cairo", cairo_version_string());
	contents_library(c, "pango", pango_version_string());
	contents_library(c, "harfbuzz", hb_version_string());
	g_hash_table_iter_init(&faces, p->faces);
	while (g_hash_table_iter_next(&faces, &font, NULL)) {
		hb_face_t *face =
			hb_font_get_face(pango_font_get_hb_font(font));

		contents_library(c, name_of(p, face, HB_OT_NAME_ID_FULL_NAME),
			edition(p, face));
	}
}
