/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the cells of all sheets refer to: texts and number formats. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/str.h"
#include "import/workbook/xlsx.h"

enum {
	FORMATS_MAX = 65536, /* more no program can have */
};

/* ---- texts -------------------------------------------------------------- */

struct reading_strings {
	struct strings *to;
	struct buf text;
	bool in_text; /* within <t> .. */
	size_t aside; /* .. but not of so many <rPh>: how it is spoken */
	struct err *err;
	bool failed;
};

static bool
string_start(void *arg, const char *name, const char **attributes)
{
	struct reading_strings *r = arg;

	name = xml_local(name);
	if (str_eq(name, "si"))
		buf_reset(&r->text);
	else if (str_eq(name, "rPh"))
		r->aside++;
	r->in_text = attributes && str_eq(name, "t") && r->aside == 0;
	return true;
}

static bool
string_end(void *arg, const char *name)
{
	struct reading_strings *r = arg;

	name = xml_local(name);
	r->in_text = false;
	if (str_eq(name, "rPh") && r->aside)
		r->aside--;
	if (!str_eq(name, "si"))
		return true;
	/* An empty one keeps its number. */
	strings_plain(&r->text);
	r->failed =
		!strings_add(r->to, buf_text(&r->text), r->text.len, r->err);
	return !r->failed;
}

static bool
string_text(void *arg, const char *text, size_t n)
{
	struct reading_strings *r = arg;

	if (r->in_text)
		buf_add(&r->text, text, n);
	return true;
}

bool
xlsx_read_strings(
	struct book *b, struct xlsx *x, const char *part, struct err *err)
{
	static const struct xml_events events = {
		.start = string_start,
		.end = string_end,
		.text = string_text,
	};
	struct reading_strings r = { .to = &x->strings, .err = err };
	bool ok = package_read(b->package, part, &events, &r, err);

	buf_free(&r.text);
	return ok && !r.failed;
}

/* ---- number formats ----------------------------------------------------- */

struct format_code {
	long id;
	struct numfmt format;
};

struct reading_styles {
	struct arena *arena;
	struct xlsx *x;
	bool in_codes; /* within numFmts */
	bool in_cells; /* within cellXfs */
	size_t n_codes;
	struct format_code *codes;
	size_t room; /* of the formats */
};

static long
number_of(const char *text, long otherwise)
{
	long n;

	return text && str_to_long(text, 1000000000, &n) ? n : otherwise;
}

static struct numfmt
format_of(const struct reading_styles *r, long id)
{
	for (size_t i = 0; i < r->n_codes; i++)
		if (r->codes[i].id == id)
			return r->codes[i].format;
	return numfmt_builtin((int)id);
}

static void
add_code(struct reading_styles *r, const char **attributes)
{
	const char *code = xml_attribute(attributes, "formatCode");

	if (r->n_codes == FORMATS_MAX)
		return;
	r->codes = arena_grow(r->arena, r->codes, r->n_codes, r->n_codes + 1,
		sizeof *r->codes);
	r->codes[r->n_codes++] = (struct format_code){
		.id = number_of(xml_attribute(attributes, "numFmtId"), -1),
		.format = numfmt_read(code ? code : ""),
	};
}

static void
add_format(struct reading_styles *r, const char **attributes)
{
	struct xlsx *x = r->x;

	if (x->n_formats == FORMATS_MAX)
		return;
	if (x->n_formats == r->room) {
		size_t room = r->room ? 2 * r->room : 64;

		x->formats = arena_grow(r->arena, x->formats, x->n_formats,
			room, sizeof *x->formats);
		r->room = room;
	}
	x->formats[x->n_formats++] = format_of(
		r, number_of(xml_attribute(attributes, "numFmtId"), 0));
}

static bool
style_start(void *arg, const char *name, const char **attributes)
{
	struct reading_styles *r = arg;

	name = xml_local(name);
	if (str_eq(name, "numFmts"))
		r->in_codes = true;
	else if (str_eq(name, "cellXfs"))
		r->in_cells = true;
	else if (r->in_codes && str_eq(name, "numFmt"))
		add_code(r, attributes);
	else if (r->in_cells && str_eq(name, "xf"))
		add_format(r, attributes);
	return true;
}

static bool
style_end(void *arg, const char *name)
{
	struct reading_styles *r = arg;

	name = xml_local(name);
	if (str_eq(name, "numFmts"))
		r->in_codes = false;
	else if (str_eq(name, "cellXfs"))
		r->in_cells = false;
	return true;
}

bool
xlsx_read_styles(
	struct book *b, struct xlsx *x, const char *part, struct err *err)
{
	static const struct xml_events events = {
		.start = style_start,
		.end = style_end,
	};
	struct reading_styles r = { .arena = b->arena, .x = x };

	return package_read(b->package, part, &events, &r, err);
}
