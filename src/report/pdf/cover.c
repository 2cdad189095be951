/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page, the contents, the signatures. */
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "report/pdf/paper.h"
#include "report/picture.h"
#include "report/stamp.h"

#define LOGO 62.0      /* side of the logo's place */
#define SIGN_MOST 0.78 /* of a page: what signatures take of the last one */

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
draw_badge(struct paper *p, double y, const char *text)
{
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
	if (*paper_marks(p))
		draw_badge(p, y + 24, paper_marks(p));
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
	paper_set(p, style, most, PANGO_ALIGN_LEFT, e->title);
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

static void
draw_sheet_line(struct paper *p, enum style style, const char *text)
{
	if (!str_is_blank(text))
		p->y += paper_text(p, style, PAPER_LEFT, p->y, p->text,
				PANGO_ALIGN_CENTER, text) +
			3;
}

void
sheet_draw_head(struct paper *p)
{
	const struct report *r = p->report;
	const char *institution =
		r->cover.institution ? r->cover.institution : r->institution;

	if (p->logo) {
		draw_picture(p, PAPER_LEFT, p->y);
		p->y += LOGO + 6;
	}
	draw_sheet_line(p, STYLE_COVER_INSTITUTION, institution);
	if (r->cover.year_name)
		draw_sheet_line(p, STYLE_COVER_YEAR,
			arena_printf(p->arena, "«%s»", r->cover.year_name));
	p->y += 12;
	draw_sheet_line(p, STYLE_SECTION, r->title);
	for (size_t i = 0; i < r->n_tops; i++)
		if (!str_eq(r->tops[i], institution))
			draw_sheet_line(p, STYLE_BODY, r->tops[i]);
	p->y += 10;
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
	SIGNERS_ACROSS = 2,
	SIGNERS_FEW = 4, /* that have all the room; more stand closer */
	CLOSE_ACROSS = 3
};

/* How the places to sign stand. */
struct places {
	size_t n;
	size_t across;
	double gap;   /* between two */
	double width; /* of one */
	double lift;  /* to sign in, above the line */
};

static const struct report_signer *
signer_at(const struct report *r, size_t i)
{
	static const struct report_signer nobody = { NULL, NULL };

	return i < r->cover.n_signers ? &r->cover.signers[i] : &nobody;
}

/* What stands under the line; its height. */
static double
signer_text(struct paper *p, const struct report_signer *s, const double *xy,
	double width)
{
	const char *const texts[] = { s->name ? s->name : _("Firma y sello"),
		s->post };
	const enum style styles[] = { s->name ? STYLE_VALUE : STYLE_SMALL,
		STYLE_SMALL };
	double height = 5;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!texts[i])
			continue;
		if (xy)
			paper_text(p, styles[i], xy[0], xy[1] + height, width,
				PANGO_ALIGN_CENTER, texts[i]);
		height += paper_set(p, styles[i], width, PANGO_ALIGN_CENTER,
				  texts[i]) +
			  2;
	}
	return height;
}

/* Of the row that begins with signer i. */
static double
signer_row(struct paper *p, const struct places *places, size_t i)
{
	double high = 0;

	for (size_t k = i; k < places->n && k < i + places->across; k++) {
		double height = signer_text(
			p, signer_at(p->report, k), NULL, places->width);

		high = height > high ? height : high;
	}
	return places->lift + high;
}

static double
signer_rows(struct paper *p, const struct places *places)
{
	double height = 0;

	for (size_t i = 0; i < places->n; i += places->across)
		height += signer_row(p, places, i);
	return height;
}

static struct places
take_places(struct paper *p)
{
	size_t n = p->report->cover.n_signers;
	bool few = n <= SIGNERS_FEW;
	struct places places = { n > 0 ? n : SIGNERS_ACROSS,
		few ? SIGNERS_ACROSS : CLOSE_ACROSS, few ? 48 : 24, 0,
		few ? 72 : 48 };
	double across = (double)places.across;

	places.width = (p->text - places.gap * (across - 1)) / across;
	if (signer_rows(p, &places) > SIGN_MOST * paper_most(p))
		places.lift = 32;
	return places;
}

/* All of them, where a page can hold them with the end of what they sign. */
double
signatures_height(struct paper *p)
{
	const struct report *r = p->report;
	const struct places places = take_places(p);
	double most = SIGN_MOST * paper_most(p);
	double height = 10 + 30 + 12 + signer_rows(p, &places);

	for (size_t i = 0; i < r->n_feet; i++)
		height += paper_set(p, STYLE_SMALL, p->text, PANGO_ALIGN_LEFT,
				  r->feet[i]) +
			  7;
	return height < most ? height : most;
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
	const struct places places = take_places(p);

	draw_sign_heading(p);
	for (size_t i = 0; i < places.n; i += places.across) {
		double height = signer_row(p, &places, i);

		paper_need(p, height);
		for (size_t k = i; k < places.n && k < i + places.across; k++) {
			const double xy[] = {
				PAPER_LEFT +
					(double)(k - i) *
						(places.width + places.gap),
				p->y + places.lift
			};

			paper_rule(p, xy[0], places.width, xy[1], 0.7, INK);
			signer_text(
				p, signer_at(p->report, k), xy, places.width);
		}
		p->y += height;
	}
}
