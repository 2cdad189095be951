/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A block: its heading, paragraphs, facts, picture and rows. */
#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/pdf/paper.h"

enum {
	SHORT_TITLE = 34, /* characters of a fact two of which fit a line */
	SHORT_VALUE = 62, /* points of its value */
	LABEL_WIDTH = 176,
	FACT_PAD = 4,
	SENTENCE = 90, /* bytes from which on a value is set as a text */
	KEEP = 90,     /* points that stand below a heading on its page */
};

/* ---- the heading */

/* Bytes of the number that a title begins with: "4. ", "ANEXO 1. "? no. */
static size_t
number_of(const char *title)
{
	size_t n = strspn(title, "0123456789.");

	return n > 0 && isdigit((unsigned char)*title) && title[n] == ' ' ? n
									  : 0;
}

/* What follows the heading: below is what must stand with it. */
static void
draw_heading(struct paper *p, const char *title, double below)
{
	size_t n = number_of(title);
	double indent = 0;
	double height;

	if (p->y > PAPER_TOP)
		p->y += 20;
	height = paper_set(
		p, STYLE_SECTION, p->text - 40, PANGO_ALIGN_LEFT, title);
	if (height + 13 + below > paper_most(p))
		below = KEEP;
	paper_need(p, height + 13 + below);
	paper_entry(p, p->y);
	cairo_tag_begin(p->cr, "H1", NULL);
	if (n > 0) {
		const char *number = arena_strndup(p->arena, title, n);

		indent = paper_text_width(p, STYLE_SECTION_NUMBER, number) + 8;
		paper_text(p, STYLE_SECTION_NUMBER, PAPER_LEFT, p->y, 0,
			PANGO_ALIGN_LEFT, number);
	}
	height = paper_text(p, STYLE_SECTION, PAPER_LEFT + indent, p->y,
		p->text - indent, PANGO_ALIGN_LEFT, title + n + (n > 0));
	cairo_tag_end(p->cr, "H1");
	p->y += height + 4;
	paper_rule(p, PAPER_LEFT, p->text, p->y, 0.6, NAVY);
	p->y += 9;
}

/* ---- facts */

static const char *
value_text(struct paper *p, const struct report_fact *fact)
{
	const char *shown = fact->cell.shown ? fact->cell.shown : "";

	if (fact->kind == CELL_PERCENT && fact->cell.exact &&
		!strchr(fact->title, '%'))
		return arena_printf(p->arena, "%s %%", shown);
	return shown;
}

static void
draw_light(struct paper *p, const struct report_fact *fact, double x, double y)
{
	const struct light *light = light_of(fact->cell.exact);
	const char *word = fact->cell.shown ? fact->cell.shown : _(light->word);

	paper_light(p, light, x, y + 1.5, 9);
	paper_text(p, STYLE_VALUE, x + 14, y, 0, PANGO_ALIGN_LEFT,
		arena_printf(p->arena, "%s  %s", light->letter, word));
}

static bool
is_shown(const struct report_fact *fact)
{
	return fact->kind == CELL_LIGHT || !str_is_blank(fact->cell.shown);
}

/* Two of them fit a line, each on one of its own. */
static bool
is_short(struct paper *p, const struct report_fact *fact)
{
	return fact->kind != CELL_LIGHT && fact->cell.shown &&
	       utf8_cells(fact->title) <= SHORT_TITLE &&
	       paper_text_width(p, STYLE_VALUE, value_text(p, fact)) <=
		       SHORT_VALUE;
}

/* Label and value in a width; their height. */
static double
draw_fact(struct paper *p, const struct report_fact *fact, double x,
	double width, bool draw)
{
	double value_x =
		x + (width < p->text ? width - SHORT_VALUE : LABEL_WIDTH);
	double value_width = x + width - value_x;
	const char *value = value_text(p, fact);
	PangoAlignment align =
		width < p->text ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
	double label = paper_set(
		p, STYLE_LABEL, value_x - x - 6, PANGO_ALIGN_LEFT, fact->title);
	enum style style =
		strlen(value) > SENTENCE ? STYLE_TEXT_VALUE : STYLE_VALUE;
	double height = paper_set(p, style, value_width, align, value);

	if (label > height)
		height = label;
	if (!draw)
		return height + 2 * FACT_PAD;
	paper_text(p, STYLE_LABEL, x, p->y + FACT_PAD, value_x - x - 6,
		PANGO_ALIGN_LEFT, fact->title);
	if (fact->kind == CELL_LIGHT)
		draw_light(p, fact, value_x, p->y + FACT_PAD);
	else
		paper_text(p, style, value_x, p->y + FACT_PAD, value_width,
			align, value);
	paper_rule(p, x, width, p->y + height + 2 * FACT_PAD, 0.4, HAIR);
	return height + 2 * FACT_PAD;
}

/* below is what must stand with it. */
static void
draw_long_fact(struct paper *p, const struct report_fact *fact, double below)
{
	double height = draw_fact(p, fact, PAPER_LEFT, p->text, false);

	if (height > paper_most(p)) {
		paper_paragraph(p, STYLE_LABEL, fact->title);
		paper_paragraph(p, STYLE_BODY, value_text(p, fact));
		paper_need(p, below);
		return;
	}
	paper_need(p, height + below);
	p->y += draw_fact(p, fact, PAPER_LEFT, p->text, true);
}

static void
draw_short_pair(struct paper *p, const struct report_fact *left,
	const struct report_fact *right, double below)
{
	double width = (p->text - 28) / 2;
	double x = PAPER_LEFT + width + 28;
	double height = draw_fact(p, left, PAPER_LEFT, width, false);
	double other = right ? draw_fact(p, right, x, width, false) : 0;

	height = other > height ? other : height;
	paper_need(p, height + below);
	draw_fact(p, left, PAPER_LEFT, width, true);
	if (right)
		draw_fact(p, right, x, width, true);
	p->y += height;
}

/* The first figure of a block, large, with its light and its verdict. */
static size_t
draw_hero(struct paper *p, const struct report_block *block)
{
	const struct report_fact *f = block->facts;
	const struct light *light = light_of(NULL);
	const double height = 66;
	size_t used = 1;
	const char *value;
	double width;

	if (block->n_facts < 2 || f[0].kind != CELL_PERCENT ||
		f[1].kind != CELL_LIGHT || !is_shown(&f[0]))
		return 0;
	light = light_of(f[1].cell.exact);
	used = 2;
	paper_need(p, height + 12 + (block->n_facts == 2 ? p->tail : 0));
	paper_fill(p, PAPER_LEFT, p->y, p->text, height, light->tint);
	paper_fill(p, PAPER_LEFT, p->y, 4, height, light->rgb);
	value = value_text(p, &f[0]);
	width = paper_text_width(p, STYLE_HERO, value);
	if (width > p->text / 2 - 30) {
		p->y += 6;
		return 0;
	}
	paper_text(p, STYLE_LABEL, PAPER_LEFT + 18, p->y + 8, 0,
		PANGO_ALIGN_LEFT, f[0].title);
	paper_text(p, STYLE_HERO, PAPER_LEFT + 17, p->y + 18, 0,
		PANGO_ALIGN_LEFT, value);
	width = PAPER_LEFT + p->text * 0.56;
	paper_text(p, STYLE_LABEL, width, p->y + 8, 0, PANGO_ALIGN_LEFT,
		f[1].title);
	paper_light(p, light, width, p->y + 30, 19);
	paper_text(p, STYLE_SECTION, width + 28, p->y + 30, 0, PANGO_ALIGN_LEFT,
		arena_printf(p->arena, "%s  %s", light->letter,
			f[1].cell.shown ? f[1].cell.shown : _(light->word)));
	p->y += height + 8;
	return used;
}

static bool
is_last_fact(const struct report_block *block, size_t i)
{
	for (i++; i < block->n_facts; i++) {
		if (is_shown(&block->facts[i]))
			return false;
	}
	return true;
}

static void
draw_facts(struct paper *p, const struct report_block *block)
{
	size_t i = draw_hero(p, block);

	for (; i < block->n_facts; i++) {
		const struct report_fact *fact = &block->facts[i];
		bool pair = i + 1 < block->n_facts && is_short(p, fact) &&
			    is_short(p, fact + 1);
		double below = is_last_fact(block, i + pair) ? p->tail : 0;

		if (!is_shown(fact))
			continue;
		if (!is_short(p, fact))
			draw_long_fact(p, fact, below);
		else
			draw_short_pair(p, fact, pair ? fact + 1 : NULL, below);
		i += pair;
	}
	p->y += block->n_facts > 0 ? 10 : 0;
}

/* ---- cards */

static struct report_fact
card_fact(const struct report_block *block, const struct report_row *row,
	size_t i)
{
	const struct report_column *c = &block->columns[i];

	return (struct report_fact){ .title = c->title,
		.kind = c->kind,
		.exact = c->exact,
		.cell = row->cells[i] };
}

static double
card_height(struct paper *p, const struct report_block *block,
	const struct report_row *row)
{
	double height = 0;

	for (size_t i = 0; i < block->n_columns; i++) {
		struct report_fact fact = card_fact(block, row, i);

		if (is_shown(&fact))
			height +=
				draw_fact(p, &fact, PAPER_LEFT, p->text, false);
	}
	return height;
}

/* Whole where a page can hold it. */
static double
card_start(struct paper *p, const struct report_block *block,
	const struct report_row *row)
{
	double height = card_height(p, block, row);

	if (row->group)
		height += 14 + paper_set(p, STYLE_CAPTION, p->text - 20,
				       PANGO_ALIGN_LEFT, row->group);
	return height;
}

static void
draw_card_title(struct paper *p, const char *title, double below)
{
	double height = paper_set(
		p, STYLE_CAPTION, p->text - 20, PANGO_ALIGN_LEFT, title);

	/* whole where a page can hold it */
	if (height + 14 + below > paper_most(p))
		below = 60;
	paper_need(p, height + 14 + below);
	paper_fill(p, PAPER_LEFT, p->y, p->text, height + 10, TINT);
	paper_fill(p, PAPER_LEFT, p->y, 3, height + 10, NAVY);
	paper_text(p, STYLE_CAPTION, PAPER_LEFT + 11, p->y + 5, p->text - 20,
		PANGO_ALIGN_LEFT, title);
	p->y += height + 14;
}

static void
draw_card(struct paper *p, const struct report_block *block,
	const struct report_row *row)
{
	double left = card_height(p, block, row);

	if (row->group)
		draw_card_title(p, row->group, left + p->tail);
	for (size_t i = 0; i < block->n_columns; i++) {
		struct report_fact fact = card_fact(block, row, i);

		if (!is_shown(&fact))
			continue;
		left -= draw_fact(p, &fact, PAPER_LEFT, p->text, false);
		draw_long_fact(p, &fact, left < 1 ? p->tail : 0);
	}
	p->y += 16;
}

/* The last part of a block is what the signatures stand with. */
enum part {
	PART_TEXTS,
	PART_FACTS,
	PART_CHART,
	PART_ROWS
};

static enum part
last_part(const struct report_block *block)
{
	if (block->n_columns > 0 && (block->n_rows > 0 || block->empty))
		return PART_ROWS;
	if (block->chart && block->chart->n > 0)
		return PART_CHART;
	return block->n_facts > 0 ? PART_FACTS : PART_TEXTS;
}

/* The texts of a block and the beginning of what comes after them; facts are
 * lines enough. */
static double
start_of(struct paper *p, const struct report_block *block)
{
	double height = block->n_texts > 0 ? 4 : 0;

	for (size_t i = 0; i < block->n_texts; i++)
		height += paper_set(p, STYLE_BODY, p->text, PANGO_ALIGN_LEFT,
				  block->texts[i]) +
			  8;
	if (height > 200 || block->n_facts > 2)
		return KEEP;
	if (block->n_facts > 0)
		return KEEP + (last_part(block) == PART_FACTS ? p->tail : 0);
	if (block->chart && block->chart->n > 0)
		return height + chart_start(p, block->chart);
	if (block->cards && block->n_rows > 0)
		return height + card_start(p, block, &block->rows[0]) +
		       (block->n_rows == 1 ? p->tail : 0);
	if (block->n_columns > 0 && block->n_rows > 0)
		return height + table_start(p, block);
	return height + 20 + p->tail;
}

static void
draw_texts(struct paper *p, const struct report_block *block)
{
	for (size_t i = 0; i < block->n_texts; i++) {
		if (i + 1 == block->n_texts && p->tail > 0)
			paper_need(p, KEEP + p->tail);
		paper_paragraph(p, STYLE_BODY, block->texts[i]);
	}
	p->y += block->n_texts > 0 ? 4 : 0;
}

static void
draw_block_rows(struct paper *p, const struct report_block *block)
{
	double tail = p->tail;

	if (block->n_rows == 0) {
		paper_need(p, 20 + tail);
		if (block->empty)
			paper_paragraph(p, STYLE_BODY, block->empty);
		return;
	}
	if (!block->cards) {
		table_draw(p, block);
		return;
	}
	for (size_t i = 0; i < block->n_rows; i++) {
		p->tail = i + 1 < block->n_rows ? 0 : tail;
		draw_card(p, block, &block->rows[i]);
	}
}

void
block_draw(struct paper *p, const struct report_block *block)
{
	enum part last = last_part(block);
	double tail = p->tail;

	draw_heading(p, block->title, start_of(p, block));
	p->tail = last == PART_TEXTS ? tail : 0;
	draw_texts(p, block);
	p->tail = last == PART_FACTS ? tail : 0;
	draw_facts(p, block);
	p->tail = last == PART_CHART ? tail : 0;
	if (block->chart && block->chart->n > 0)
		chart_draw(p, block->chart);
	p->tail = last == PART_ROWS ? tail : 0;
	if (block->n_columns > 0)
		draw_block_rows(p, block);
}
