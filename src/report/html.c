/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/html.h"

#include <string.h>

#include "base/base64.h"
#include "base/i18n.h"
#include "base/light.h"
#include "base/str.h"
#include "base/utf8.h"
#include "report/picture.h"
#include "report/stamp.h"
#include "report/text.h"
#include "report/writer.h"

enum {
	LONG_CELL = 28,	   /* signs; wider cells stand below their name */
	CONTENTS_FROM = 5, /* sections */
};

/* ---- pieces */

static void
put_escaped(struct buf *out, const char *text, const char *newline)
{
	static const char marks[] = "&<>\"'\n";
	const char *const as[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#39;",
		newline };

	for (const char *at = text ? text : ""; *at; at++) {
		const char *mark = strchr(marks, *at);

		if (mark)
			buf_puts(out, as[mark - marks]);
		else
			buf_putc(out, *at);
	}
}

void
html_text(struct buf *out, const char *text)
{
	put_escaped(out, text, "<br/>");
}

void
html_attribute(struct buf *out, const char *text)
{
	put_escaped(out, text, " ");
}

/* <tag class="class">text</tag>; class NULL none; nothing without a text. */
static void
put_element(
	struct buf *out, const char *tag, const char *class, const char *text)
{
	if (str_is_blank(text))
		return;
	buf_printf(out, class ? "<%s class=\"%s\">" : "<%s>", tag, class);
	html_text(out, text);
	buf_printf(out, "</%s>\n", tag);
}

void
html_light(struct buf *out, const char *band)
{
	static const char *const bands[] = { "green", "amber", "red" };
	const struct light *l = light_of(band);
	int i = 0;

	while (i < 3 && !str_eq(bands[i], l->band))
		i++;
	buf_printf(out, "<span class=\"light l%d\">%s%s %s</span>", i, l->sign,
		l->letter, _(l->word));
}

/* ---- facts */

static bool
is_number(enum cell_kind kind)
{
	return kind == CELL_NUMBER || kind == CELL_PERCENT;
}

static void
put_value(struct buf *out, enum cell_kind kind, const struct report_cell *cell,
	const char *unit)
{
	if (kind == CELL_LIGHT && !cell_is_unlit(cell)) {
		html_light(out, cell->exact ? cell->exact : cell->shown);
		return;
	}
	html_text(out, cell->shown);
	buf_puts(out, kind == CELL_PERCENT && cell->exact ? unit : "");
}

static bool
is_long(const char *text)
{
	return text && utf8_cells(text) > LONG_CELL;
}

static void
put_facts(const struct report_block *block, struct buf *out)
{
	if (block->n_facts == 0)
		return;
	buf_puts(out, "<dl class=\"facts\">\n");
	for (size_t i = 0; i < block->n_facts; i++) {
		const struct report_fact *f = &block->facts[i];

		if (f->kind != CELL_LIGHT && str_is_blank(f->cell.shown))
			continue;
		buf_puts(out, is_long(f->cell.shown)
				      ? "<div class=\"wide\"><dt>"
				      : "<div><dt>");
		html_text(out, f->title);
		buf_puts(out, "</dt><dd>");
		put_value(out, f->kind, &f->cell, "\302\240%");
		buf_puts(out, "</dd></div>\n");
	}
	buf_puts(out, "</dl>\n");
}

/* ---- tables */

static void
put_headings(const struct report_block *block, struct buf *out)
{
	buf_puts(out, "<thead><tr>");
	for (size_t i = 0; i < block->n_columns; i++) {
		const struct report_column *c = &block->columns[i];

		if (c->width == 0)
			continue;
		buf_puts(out, is_number(c->kind)
				      ? "<th scope=\"col\" class=\"num\">"
				      : "<th scope=\"col\">");
		html_text(out, c->title);
		buf_puts(out, "</th>");
	}
	buf_puts(out, "</tr></thead>\n");
}

static int
columns_shown(const struct report_block *block)
{
	int n = 0;

	for (size_t i = 0; i < block->n_columns; i++)
		n += block->columns[i].width > 0;
	return n;
}

/* One long cell makes its whole column long: rows look alike. */
static bool
is_long_column(const struct report_block *block, size_t column)
{
	for (size_t r = 0; r < block->n_rows; r++) {
		if (is_long(block->rows[r].cells[column].shown))
			return true;
	}
	return false;
}

static void
put_row(const struct report_block *block, const bool *longs,
	const struct report_row *row, struct buf *out)
{
	buf_puts(out, row->total ? "<tr class=\"t\">" : "<tr>");
	for (size_t i = 0; i < block->n_columns; i++) {
		const struct report_column *c = &block->columns[i];
		const struct report_cell *cell = &row->cells[i];

		if (c->width == 0)
			continue;
		buf_puts(out, "<td");
		if (is_number(c->kind))
			buf_puts(out, " class=\"num\"");
		else if (c->kind == CELL_SIGN)
			buf_puts(
				out, " style=\"height:3.2rem;min-width:9rem\"");
		else if (longs[i])
			buf_puts(out, " class=\"long\"");
		buf_puts(out, " data-t=\"");
		html_attribute(out, c->title);
		buf_puts(out, "\">");
		put_value(out, c->kind, cell, "");
		buf_puts(out, "</td>");
	}
	buf_puts(out, "</tr>\n");
}

static void
put_group(const struct report_block *block, const char *group, struct buf *out)
{
	if (!group)
		return;
	buf_printf(out,
		"<tr class=\"g\"><th scope=\"rowgroup\" "
		"colspan=\"%d\">",
		columns_shown(block));
	html_text(out, group);
	buf_puts(out, "</th></tr>\n");
}

/* A group's rows are a body of their own, its name in its first row. */
static void
put_rows(const struct report_block *block, struct step *step, struct buf *out)
{
	struct arena *arena = arena_new();
	bool *longs = arena_array(arena, block->n_columns + 1, sizeof *longs);
	const char *group = NULL;

	for (size_t i = 0; i < block->n_columns; i++)
		longs[i] = is_long_column(block, i);
	buf_puts(out, "<tbody>\n");
	for (size_t r = 0; r < block->n_rows && step_next(step); r++) {
		const struct report_row *row = &block->rows[r];

		if (!str_eq(row->group, group)) {
			buf_puts(out, r > 0 ? "</tbody>\n<tbody>\n" : "");
			put_group(block, row->group, out);
			group = row->group;
		}
		put_row(block, longs, row, out);
	}
	buf_puts(out, "</tbody>\n");
	arena_free(arena);
}

static void
put_table(const struct report_block *block, struct step *step, struct buf *out)
{
	struct buf title = { 0 };

	buf_printf(&title, _("Tabla %d. %s"), block->table, block->table_title);
	buf_puts(out, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
		      "aria-label=\"");
	html_attribute(out, buf_text(&title));
	buf_puts(out, "\">\n<table>\n<caption>");
	html_text(out, buf_text(&title));
	buf_puts(out, "</caption>\n");
	put_headings(block, out);
	put_rows(block, step, out);
	buf_puts(out, "</table>\n</div>\n");
	buf_free(&title);
}

/* ---- cards */

static void
put_card_row(const struct report_block *block, const struct report_row *row,
	struct buf *out)
{
	for (size_t i = 0; i < block->n_columns; i++) {
		const struct report_column *c = &block->columns[i];

		if (c->kind != CELL_LIGHT && str_is_blank(row->cells[i].shown))
			continue;
		put_element(out, "dt", NULL, c->title);
		buf_puts(out, "<dd>");
		put_value(out, c->kind, &row->cells[i], "\302\240%");
		buf_puts(out, "</dd>\n");
	}
}

static void
put_cards(const struct report_block *block, struct buf *out)
{
	const char *group = NULL;

	for (size_t r = 0; r < block->n_rows; r++) {
		const struct report_row *row = &block->rows[r];

		if (r == 0 || !str_eq(row->group, group)) {
			buf_puts(out, r > 0 ? "</dl>\n</div>\n" : "");
			buf_puts(out, "<div class=\"card\">\n");
			put_element(out, "h3", NULL, row->group);
			buf_puts(out, "<dl>\n");
			group = row->group;
		}
		put_card_row(block, row, out);
	}
	buf_puts(out, block->n_rows > 0 ? "</dl>\n</div>\n" : "");
}

/* ---- the whole */

static void
put_block(const struct report_block *block, size_t number, struct step *step,
	struct buf *out)
{
	bool wide = !block->cards && text_is_wide(block);

	buf_printf(out, "<section id=\"b%zu\"", number);
	if (block->annex || wide)
		buf_printf(out, " class=\"%s%s%s\"",
			block->annex ? "annex" : "",
			block->annex && wide ? " " : "", wide ? "wide" : "");
	buf_puts(out, ">\n");
	put_element(out, "h2", NULL, block->title);
	for (size_t i = 0; i < block->n_texts; i++)
		put_element(out, "p", NULL, block->texts[i]);
	put_facts(block, out);
	if (block->chart)
		html_chart(block->chart, out);
	if (block->n_rows == 0)
		put_element(out, "p", "empty", block->empty);
	else if (block->cards)
		put_cards(block, out);
	else if (block->n_columns > 0)
		put_table(block, step, out);
	buf_puts(out, "</section>\n");
}

static void
put_blocks(const struct report *report, bool annex, struct buf *out)
{
	for (size_t i = 0; i < report->n_blocks; i++) {
		if (report->blocks[i].annex == annex)
			put_block(&report->blocks[i], i + 1, report->step, out);
	}
}

static void
put_contents(const struct report *report, struct buf *out)
{
	if (report->n_blocks < CONTENTS_FROM)
		return;
	buf_printf(out,
		"<nav aria-labelledby=\"toc\">\n<h2 id=\"toc\">%s</h2>"
		"\n<ul>\n",
		_("Contenido"));
	for (int annex = 0; annex < 2; annex++) {
		for (size_t i = 0; i < report->n_blocks; i++) {
			if (report->blocks[i].annex != (annex == 1))
				continue;
			buf_printf(out, "<li><a href=\"#b%zu\">", i + 1);
			html_text(out, report->blocks[i].title);
			buf_puts(out, "</a></li>\n");
		}
	}
	buf_puts(out, "</ul>\n</nav>\n");
}

static void
put_signers(const struct report_cover *cover, struct buf *out)
{
	if (cover->n_signers == 0)
		return;
	buf_puts(out, "<section class=\"signs\">\n");
	if (cover->place || cover->date) {
		buf_puts(out, "<p>");
		html_text(out, cover->place);
		buf_puts(out, cover->place && cover->date ? ", " : "");
		html_text(out, cover->date);
		buf_puts(out, "</p>\n");
	}
	buf_puts(out, "<div class=\"sign\">\n");
	for (size_t i = 0; i < cover->n_signers; i++) {
		buf_puts(out, "<div>");
		put_element(out, "b", NULL,
			cover->signers[i].name ? cover->signers[i].name
					       : _("Firma y sello"));
		html_text(out, cover->signers[i].post);
		buf_puts(out, "</div>\n");
	}
	buf_puts(out, "</div>\n</section>\n");
}

static void
put_header(const struct report *report, struct buf *out)
{
	const struct report_cover *cover = &report->cover;
	bool named = false;

	buf_puts(out, "<header>\n");
	if (cover->logo) {
		buf_puts(out, "<p><img alt=\"\" src=\"data:image/png;base64,");
		base64_put(out, cover->logo, cover->logo_bytes);
		buf_puts(out, "\"/></p>\n");
	}
	for (size_t i = 0; i < report->n_tops; i++)
		named = named || str_eq(report->tops[i], cover->institution);
	if (!named)
		put_element(out, "p", "org", cover->institution);
	put_element(out, "h1", NULL, report->title);
	if (!str_is_blank(cover->number)) {
		buf_printf(out, "<p class=\"org\">%s",
			report_number_sign(cover->number));
		html_text(out, cover->number);
		buf_puts(out, "</p>\n");
	}
	for (size_t i = 0; i < report->n_tops; i++)
		put_element(out, "p", NULL, report->tops[i]);
	if (cover->version) {
		buf_printf(out, "<p>%s ", _("Versión"));
		html_text(out, cover->version);
		buf_puts(out, "</p>\n");
	}
	put_element(out, "p", "year", cover->year_name);
	buf_puts(out, "</header>\n");
}

static void
put_title(const struct report *report, struct buf *out)
{
	buf_puts(out, "<title>");
	html_text(out, report->title);
	if (report->period_title) {
		buf_puts(out, ", ");
		html_text(out, report->period_title);
	}
	buf_puts(out, report->is_test ? _(" (PRUEBA)") : "");
	buf_puts(out, "</title>\n");
}

/* On every page, when it is printed. */
static void
put_marks(const struct report *report, struct buf *out)
{
	struct buf text = { 0 };

	report_marks(report, &text);
	put_element(out, "div", "test", buf_text(&text));
	buf_free(&text);
}

bool
html_write(const struct report *report, struct buf *out, struct err *err)
{
	if (!picture_check(&report->cover, err))
		return false;
	buf_printf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n",
		i18n_language());
	buf_puts(out, "<head>\n"
		      "<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" "
		      "content=\"width=device-width, initial-scale=1\"/>\n");
	put_title(report, out);
	buf_puts(out, "<style>\n");
	html_style(out);
	buf_printf(out, "</style>\n</head>\n<body%s>\n",
		report->is_test || report->mark ? " class=\"t\"" : "");
	put_marks(report, out);
	put_header(report, out);
	buf_puts(out, "<main>\n");
	put_contents(report, out);
	put_blocks(report, false, out);
	put_signers(&report->cover, out);
	put_blocks(report, true, out);
	buf_puts(out, "</main>\n<footer>\n");
	for (size_t i = 0; i < report->n_feet; i++)
		put_element(out, "p", NULL, report->feet[i]);
	buf_puts(out, "</footer>\n</body>\n</html>\n");
	return true;
}
