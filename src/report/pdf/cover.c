/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page, the contents, the signatures. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/pdf/paper.h"
#include "report/picture.h"
#include "report/stamp.h"

#define LOGO 62.0	/* side of the logo's place */
#define SIGN_ROOM 112.0 /* a signature, its seal above, name and post below */

/* ---- the logo */

struct bytes {
	const unsigned char *data;
	size_t left;
};

static cairo_status_t
give_bytes(void *closure, unsigned char *out, unsigned n)
{
	struct bytes *bytes = closure;

	if (n > bytes->left)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(out, bytes->data, n);
	bytes->data += n;
	bytes->left -= n;
	return CAIRO_STATUS_SUCCESS;
}

bool
cover_open(struct paper *p, struct err *err)
{
	struct bytes bytes = { p->report->cover.logo,
		p->report->cover.logo_bytes };

	if (!picture_check(&p->report->cover, err))
		return false;
	if (!bytes.data)
		return true;
	p->logo =
		cairo_image_surface_create_from_png_stream(give_bytes, &bytes);
	return cairo_surface_status(p->logo) == CAIRO_STATUS_SUCCESS ||
	       picture_refuse(err);
}

/* In a place as high as wide, a broad one up to three times as wide. */
static double
draw_picture(struct paper *p, double x, double y)
{
	double width = cairo_image_surface_get_width(p->logo);
	double height = cairo_image_surface_get_height(p->logo);
	double scale = LOGO / height;

	if (width * scale > 3 * LOGO)
		scale = 3 * LOGO / width;
	cairo_save(p->cr);
	cairo_translate(p->cr, x, y + (LOGO - height * scale) / 2);
	cairo_scale(p->cr, scale, scale);
	cairo_set_source_surface(p->cr, p->logo, 0, 0);
	cairo_paint(p->cr);
	cairo_restore(p->cr);
	return width * scale;
}

/* Without a picture: the acronym in a frame, where the logo would stand.
 * The width of it. */
static double
draw_logo(struct paper *p, double x, double y)
{
	const char *sign = p->report->institution;
	double height;

	if (p->logo)
		return draw_picture(p, x, y);
	if (str_is_blank(sign) || strlen(sign) > 12)
		return 0;
	paper_colour(p, NAVY);
	cairo_set_line_width(p->cr, 1.4);
	cairo_rectangle(p->cr, x + 0.7, y + 0.7, LOGO - 1.4, LOGO - 1.4);
	cairo_stroke(p->cr);
	cairo_set_line_width(p->cr, 0.5);
	cairo_rectangle(p->cr, x + 4, y + 4, LOGO - 8, LOGO - 8);
	cairo_stroke(p->cr);
	height = paper_set(
		p, STYLE_CAPTION, LOGO - 10, PANGO_ALIGN_CENTER, sign);
	paper_text(p, STYLE_CAPTION, x + 5, y + (LOGO - height) / 2, LOGO - 10,
		PANGO_ALIGN_CENTER, sign);
	return LOGO;
}

/* ---- the cover */

static double
cover_text(struct paper *p, enum style style, double y, const char *text)
{
	if (str_is_blank(text))
		return y;
	return y + paper_text(p, style, PAPER_LEFT, y, p->text,
			   PANGO_ALIGN_LEFT, text);
}

static void
draw_badge(struct paper *p, double y)
{
	const char *text = _("PRUEBA - datos de práctica");
	double width = paper_text_width(p, STYLE_MARK, text);

	paper_fill(p, PAPER_LEFT, y, width + 20, 21, 0xfbe8dc);
	paper_fill(p, PAPER_LEFT, y, 3, 21, ALARM);
	paper_text(p, STYLE_MARK, PAPER_LEFT + 11, y + 5, 0, PANGO_ALIGN_LEFT,
		text);
}

/* Number, version, place and date, as far as they are known. */
static void
draw_issue(struct paper *p)
{
	const struct report_cover *c = &p->report->cover;
	const char *read_at = p->report->read_at;
	const char *number = c->number;
	double y = 700;

	if (number)
		number = arena_printf(
			p->arena, "%s%s", report_number_sign(number), number);
	paper_rule(p, PAPER_LEFT, p->text, y - 12, 0.6, NAVY);
	if (number)
		y = cover_text(p, STYLE_COVER_SMALL, y,
			c->version ? arena_printf(p->arena, _("%s, versión %s"),
					     number, c->version)
				   : number);
	else if (c->version)
		y = cover_text(p, STYLE_COVER_SMALL, y,
			arena_printf(p->arena, _("Versión %s"), c->version));
	else if (read_at)
		y = cover_text(p, STYLE_COVER_SMALL, y,
			arena_printf(p->arena,
				_("Sin emitir. Datos leídos el %s."), read_at));
	if (c->place && c->date)
		y = cover_text(p, STYLE_COVER_SMALL, y + 2,
			arena_printf(p->arena, "%s, %s", c->place, c->date));
	else
		y = cover_text(p, STYLE_COVER_SMALL, y + 2,
			c->date ? c->date : c->place);
	if (c->year_name)
		cover_text(p, STYLE_COVER_YEAR, y + 8,
			arena_printf(p->arena, "«%s»", c->year_name));
}

static double
draw_titles(struct paper *p, double y)
{
	const struct report *r = p->report;
	const char *institution =
		r->cover.institution ? r->cover.institution : r->institution;

	y = cover_text(p, STYLE_COVER_TITLE, y, r->title) + 16;
	paper_fill(p, PAPER_LEFT, y, 84, 4, 0xe69f00);
	y += 26;
	for (size_t i = 0; i < r->n_tops; i++) {
		if (!str_eq(r->tops[i], institution))
			y = cover_text(p, STYLE_COVER_LINE, y, r->tops[i]) + 7;
	}
	return y;
}

void
cover_draw(struct paper *p)
{
	const struct report *r = p->report;
	const char *institution =
		r->cover.institution ? r->cover.institution : r->institution;
	double height;
	double x;
	double y;

	paper_page(p, true);
	paper_fill(p, 0, 0, 18, p->height, NAVY);
	x = PAPER_LEFT + draw_logo(p, PAPER_LEFT, 76);
	x += x > PAPER_LEFT ? 16 : 0;
	if (!str_is_blank(institution)) {
		height = paper_set(p, STYLE_COVER_INSTITUTION, p->right - x,
			PANGO_ALIGN_LEFT, institution);
		paper_text(p, STYLE_COVER_INSTITUTION, x,
			76 + (LOGO - height) / 2, p->right - x,
			PANGO_ALIGN_LEFT, institution);
	}
	y = draw_titles(p, 252);
	if (r->is_test)
		draw_badge(p, y + 24);
	draw_issue(p);
}

/* ---- the contents */

static void
draw_dots(struct paper *p, double from, double to, double y)
{
	static const double dots[] = { 0.01, 3.6 };

	if (to <= from)
		return;
	cairo_save(p->cr);
	cairo_set_dash(p->cr, dots, 2, 0);
	cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_ROUND);
	paper_rule(p, from, to - from, y, 0.9, 0xaab2ba);
	cairo_restore(p->cr);
}

static void
draw_entry(struct paper *p, size_t i)
{
	const struct entry *e = &p->entries[i];
	enum style style = e->is_section ? STYLE_CONTENTS : STYLE_CONTENTS_SUB;
	double x = PAPER_LEFT + (e->is_section ? 0 : 16);
	double most = p->right - x - 44;
	double height = paper_set(p, style, most, PANGO_ALIGN_LEFT, e->title);
	PangoRectangle last;
	char text[32];

	p->y += e->is_section ? 7 : 2;
	paper_need(p, height);
	if (p->is_final) {
		snprintf(text, sizeof text, "dest='e%zu'", i);
		cairo_tag_begin(p->cr, CAIRO_TAG_LINK, text);
	}
	paper_text(p, style, x, p->y, most, PANGO_ALIGN_LEFT, e->title);
	pango_layout_line_get_extents(
		pango_layout_get_line_readonly(
			p->layout, pango_layout_get_line_count(p->layout) - 1),
		NULL, &last);
	snprintf(text, sizeof text, "%d", e->page);
	draw_dots(p, x + pango_units_to_double(last.width) + 6, p->right - 24,
		p->y + height - 3.4);
	paper_text(p, style, p->right - 30,
		p->y + height -
			paper_set(p, style, 30, PANGO_ALIGN_RIGHT, text),
		30, PANGO_ALIGN_RIGHT, text);
	if (p->is_final)
		cairo_tag_end(p->cr, CAIRO_TAG_LINK);
	p->y += height;
}

void
contents_draw(struct paper *p)
{
	int before = p->page;

	paper_page(p, false);
	p->y += paper_text(p, STYLE_SECTION, PAPER_LEFT, p->y, p->text,
			PANGO_ALIGN_LEFT, _("CONTENIDO")) +
		8;
	for (size_t i = 0; i < p->n_entries; i++)
		draw_entry(p, i);
	p->contents = p->page - before;
}

/* What a list says before its table. */
void
list_draw_head(struct paper *p)
{
	for (size_t i = 0; i < p->report->n_tops; i++)
		paper_paragraph(p, STYLE_LABEL, p->report->tops[i]);
}

void
feet_draw(struct paper *p)
{
	const struct report *r = p->report;

	p->y += r->n_feet > 0 ? 10 : 0;
	for (size_t i = 0; i < r->n_feet; i++)
		paper_paragraph(p, STYLE_SMALL, r->feet[i]);
}

/* ---- signatures */

enum {
	SIGNERS_ACROSS = 2
};

static const struct report_signer *
signer_at(const struct report *r, size_t i)
{
	static const struct report_signer nobody = { NULL, NULL };

	return i < r->cover.n_signers ? &r->cover.signers[i] : &nobody;
}

static double
draw_signer(struct paper *p, const struct report_signer *s, double x, double y,
	double width)
{
	const char *name = s->name ? s->name : _("Firma y sello");
	double start = y;

	paper_rule(p, x, width, y, 0.7, INK);
	y += 5;
	y += paper_text(p, s->name ? STYLE_VALUE : STYLE_SMALL, x, y, width,
		     PANGO_ALIGN_CENTER, name) +
	     2;
	if (s->post)
		y += paper_text(p, STYLE_SMALL, x, y, width, PANGO_ALIGN_CENTER,
			     s->post) +
		     2;
	return y - start;
}

/* How many stand at the end together: all where a page can hold them. */
static size_t
signer_rows(const struct paper *p)
{
	size_t n = p->report->cover.n_signers;

	n = n > 0 ? n : SIGNERS_ACROSS;
	n = (n + SIGNERS_ACROSS - 1) / SIGNERS_ACROSS;
	return SIGN_ROOM * (double)n <= paper_most(p) - 2 * SIGN_ROOM ? n : 1;
}

double
signatures_height(struct paper *p)
{
	const struct report *r = p->report;
	double height = 10 + 30 + 12 + SIGN_ROOM * (double)signer_rows(p);

	for (size_t i = 0; i < r->n_feet; i++)
		height += paper_set(p, STYLE_SMALL, p->text, PANGO_ALIGN_LEFT,
				  r->feet[i]) +
			  7;
	return height < paper_most(p) / 2 ? height : paper_most(p) / 2;
}

static void
draw_sign_heading(struct paper *p)
{
	const struct report *r = p->report;

	p->y += 12;
	p->y += paper_text(p, STYLE_CAPTION, PAPER_LEFT, p->y, p->text,
			PANGO_ALIGN_LEFT,
			arena_printf(p->arena, _("Firmas: %s%s%s"), r->title,
				r->period_title ? ", " : "",
				r->period_title ? r->period_title : "")) +
		4;
	paper_rule(p, PAPER_LEFT, p->text, p->y, 0.6, NAVY);
}

/* Behind the end of the last block, which has kept the room for it: no page
 * has nothing but lines to sign on. */
void
signatures_draw(struct paper *p)
{
	const struct report *r = p->report;
	size_t n = r->cover.n_signers > 0 ? r->cover.n_signers : SIGNERS_ACROSS;
	double width = (p->text - 48) / SIGNERS_ACROSS;

	draw_sign_heading(p);
	for (size_t i = 0; i < n; i += SIGNERS_ACROSS) {
		double high = 0;

		paper_need(p, SIGN_ROOM);
		p->y += 72;
		for (size_t k = i; k < n && k < i + SIGNERS_ACROSS; k++) {
			double height = draw_signer(p, signer_at(r, k),
				PAPER_LEFT + (double)(k - i) * (width + 48),
				p->y, width);

			high = height > high ? height : high;
		}
		p->y += high;
	}
}
