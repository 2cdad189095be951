/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plain texts shaped without a layout: the glyphs, the places and the heights
 * that a layout gives, for texts of words that reports have and of letters
 * thrown together; and what is not plain is left to a layout.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "report/pdf/paper.h"

enum {
	TEXTS = 3000,
	LETTERS = 40
};

static struct report report;

static void
open_paper(struct paper *p)
{
	struct err err = { 0 };

	*p = (struct paper){ .report = &report, .arena = arena_new() };
	if (!paper_open(p, &err))
		fail_msg("%s", err.text);
}

static void
close_paper(struct paper *p)
{
	paper_close(p);
	arena_free(p->arena);
}

static unsigned
dice(unsigned *seed, unsigned n)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % n;
}

/* Letters of what is plain, a blank among six, none at its ends. */
static void
throw_text(unsigned *seed, char *out)
{
	unsigned n = 1 + dice(seed, LETTERS);
	size_t at = 0;

	for (unsigned i = 0; i < n; i++) {
		uint32_t c = dice(seed, 4) > 0 ? 33 + dice(seed, 94)
					       : 161 + dice(seed, LATIN - 161);

		if (c == 0xa9 || c == 0xad || c == 0xae)
			c = 'a';
		if (i > 0 && i + 1 < n && dice(seed, 6) == 0)
			c = ' ';
		at += utf8_encode(c, out + at);
	}
	out[at] = '\0';
}

/* The one run of the layout has the same glyphs at the same places. */
static void
assert_same(struct paper *p, int style, const char *text)
{
	struct shaped *line = shaped_text(p, style, text);
	PangoLayoutLine *set;
	PangoGlyphItem *run;
	PangoRectangle size;

	/* a letter that the font lacks is another font's */
	if (!line)
		return;
	paper_set(p, (enum style)style, 0, PANGO_ALIGN_LEFT, text);
	set = pango_layout_get_line_readonly(p->layout, 0);
	pango_layout_get_extents(p->layout, NULL, &size);
	assert_int_equal(line->width, size.width);
	assert_int_equal(line->height, size.height);
	assert_int_equal(pango_layout_get_line_count(p->layout), 1);
	if (!*text) {
		assert_null(line->run);
		return;
	}
	assert_int_equal(
		line->baseline, pango_layout_get_baseline(p->layout));
	assert_null(set->runs->next);
	run = set->runs->data;
	assert_ptr_equal(run->item->analysis.font, line->run->analysis.font);
	assert_int_equal(run->glyphs->num_glyphs, line->glyphs->num_glyphs);
	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		const PangoGlyphInfo *a = &run->glyphs->glyphs[i];
		const PangoGlyphInfo *b = &line->glyphs->glyphs[i];

		if (a->glyph != b->glyph ||
			memcmp(&a->geometry, &b->geometry,
				sizeof a->geometry) != 0 ||
			run->glyphs->log_clusters[i] !=
				line->glyphs->log_clusters[i])
			fail_msg("glyph %d of <%s>", i, text);
	}
}

static void
words_are_shaped_as_a_layout_does(void **state)
{
	static const char *const texts[] = { "", "0", "a", "GRPAT", "2019-04-05",
		"1,347,451.24", "Actividad 12: fichas y oficios (anexo 2)",
		"ffi fl ff", "AVATAR To Ty L'Av", "N° 3 / 2019", "« año » ñ Ñ",
		"S/. 1.50 %", "\"x\"", "(1)", "1) a (b", "½ × 3 ÷ 2 µ ª º",
		"V  Verde", "a-b – c" };
	struct paper p;
	int plain = 0;

	(void)state;
	open_paper(&p);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		for (int style = 0; style < STYLES; style++) {
			assert_same(&p, style, texts[i]);
			plain += shaped_text(&p, style, texts[i]) != NULL;
		}
	/* all but the last, whose dash is beyond Latin */
	assert_int_equal(plain % ((int)(sizeof texts / sizeof *texts) - 1), 0);
	assert_true(plain > 0);
	close_paper(&p);
}

static void
so_are_letters_thrown_together(void **state)
{
	unsigned seed = 7;
	char text[4 * LETTERS + 1];
	struct paper p;
	int plain = 0;

	(void)state;
	open_paper(&p);
	for (int i = 0; i < TEXTS; i++) {
		throw_text(&seed, text);
		assert_same(&p, STYLE_CELL, text);
		assert_same(&p, STYLE_CELL_STRONG, text);
		plain += shaped_text(&p, STYLE_CELL, text) != NULL;
	}
	assert_true(plain > TEXTS / 2);
	close_paper(&p);
}

static void
what_is_not_plain_is_left(void **state)
{
	static const char *const texts[] = { " a", "a ", "a\nb", "a\tb",
		"1\u00a0%", "\u00ad", "\u00a9", "a\u0301", "\u2264 3", "\u4e2d",
		"\xff", "\x7f", "\xc2\x85" };
	char long_one[1024];
	struct paper p;

	(void)state;
	open_paper(&p);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_null(shaped_text(&p, STYLE_CELL, texts[i]));
	memset(long_one, 'a', sizeof long_one - 1);
	long_one[sizeof long_one - 1] = '\0';
	assert_null(shaped_text(&p, STYLE_CELL, long_one));
	/* letters with space between them */
	assert_null(shaped_text(&p, STYLE_MARK, "a"));
	close_paper(&p);
}

/* More texts than are kept, one of them again and again; other letters. */
static void
what_is_kept_is_of_its_letters(void **state)
{
	struct paper p;
	char text[16];
	int width;

	(void)state;
	open_paper(&p);
	width = shaped_text(&p, STYLE_CELL, "GRPAT")->width;
	for (int i = 0; i < TEXTS; i++) {
		(void)snprintf(text, sizeof text, "%d", i);
		assert_same(&p, STYLE_CELL, text);
		assert_int_equal(
			shaped_text(&p, STYLE_CELL, "GRPAT")->width, width);
	}
	paper_shrink(&p, 0.5);
	assert_true(shaped_text(&p, STYLE_CELL, "GRPAT")->width < width);
	assert_same(&p, STYLE_CELL, "GRPAT");
	paper_shrink(&p, 1);
	assert_int_equal(shaped_text(&p, STYLE_CELL, "GRPAT")->width, width);
	close_paper(&p);
}

/* What fits is one line, what does not is broken as a layout breaks it. */
static void
a_height_is_that_of_the_lines(void **state)
{
	static const char text[] = "Gerencia Regional de Planeamiento";
	struct paper p;
	double width, one;

	(void)state;
	open_paper(&p);
	width = paper_text_width(&p, STYLE_CELL, text);
	one = paper_height(&p, STYLE_CELL, 0, PANGO_ALIGN_LEFT, text);
	for (double w = 20; w < 2 * width; w += 0.7)
		assert_true(paper_height(&p, STYLE_CELL, w, PANGO_ALIGN_LEFT,
				    text) == paper_set(&p, STYLE_CELL, w,
						     PANGO_ALIGN_LEFT, text));
	assert_true(paper_height(&p, STYLE_CELL, width, PANGO_ALIGN_LEFT,
			    text) == one);
	assert_true(paper_height(&p, STYLE_CELL, width - 1.0 / PANGO_SCALE,
			    PANGO_ALIGN_LEFT, text) > one);
	close_paper(&p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_shaped_as_a_layout_does),
		cmocka_unit_test(so_are_letters_thrown_together),
		cmocka_unit_test(what_is_not_plain_is_left),
		cmocka_unit_test(what_is_kept_is_of_its_letters),
		cmocka_unit_test(a_height_is_that_of_the_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
