/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/xlsx.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

/* One line of a part of relationships. */
struct relation {
	const char *id;
	const char *type; /* what is behind the last / */
	const char *part;
};

struct relations {
	struct arena *arena;
	const char *beside; /* the part whose they are */
	size_t n;
	struct relation *v;
};

/* ---- relationships ------------------------------------------------------ */

/* A target as the part that it names: relative to the folder of the part
 * beside it, with . and .. taken away; / is the package. */
static const char *
resolve(struct arena *arena, const char *beside, const char *target)
{
	const char *slash = strrchr(beside, '/');
	struct buf path = { 0 };
	const char *part;

	if (target[0] != '/' && slash)
		buf_add(&path, beside, (size_t)(slash + 1 - beside));
	for (const char *p = target; *p;) {
		size_t n = strcspn(p, "/\\");

		if (n == 2 && strncmp(p, "..", 2) == 0) {
			/* the folder before it goes, its / included */
			size_t end = path.len ? path.len - 1 : 0;

			while (end > 0 && path.data[end - 1] != '/')
				end--;
			if (path.data)
				path.data[path.len = end] = '\0';
		} else if (n > 0 && !(n == 1 && *p == '.')) {
			buf_add(&path, p, n);
			if (p[n])
				buf_putc(&path, '/');
		}
		p += n + (p[n] != '\0');
	}
	part = arena_strdup(arena, buf_text(&path));
	buf_free(&path);
	return part;
}

static bool
relation_start(void *arg, const char *name, const char **attributes)
{
	struct relations *r = arg;
	const char *type = xml_attribute(attributes, "Type");
	const char *target = xml_attribute(attributes, "Target");
	const char *id = xml_attribute(attributes, "Id");

	if (!str_eq(xml_local(name), "Relationship") || !type || !target ||
		!id ||
		str_eq(xml_attribute(attributes, "TargetMode"), "External"))
		return true;
	if (strrchr(type, '/'))
		type = strrchr(type, '/') + 1;
	r->v = arena_grow(r->arena, r->v, r->n, r->n + 1, sizeof *r->v);
	r->v[r->n++] = (struct relation){
		.id = arena_strdup(r->arena, id),
		.type = arena_strdup(r->arena, type),
		.part = resolve(r->arena, r->beside, target),
	};
	return true;
}

static bool
ignore_end(void *arg, const char *name)
{
	return arg && name;
}

/* Those of part; of the whole package when it is "". */
static bool
read_relations(struct book *b, const char *part, struct relations *out,
	struct err *err)
{
	static const struct xml_events events = {
		.start = relation_start,
		.end = ignore_end,
	};
	const char *slash = strrchr(part, '/');
	const char *base = slash ? slash + 1 : part;
	const char *rels = arena_printf(
		b->arena, "%.*s_rels/%s.rels", (int)(base - part), part, base);

	*out = (struct relations){ .arena = b->arena, .beside = part };
	return !package_has(b->package, rels) ||
	       package_read(b->package, rels, &events, out, err);
}

static const char *
part_of_type(const struct relations *r, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_eq(r->v[i].type, type))
			return r->v[i].part;
	return NULL;
}

static const char *
part_of_id(const struct relations *r, const char *id)
{
	for (size_t i = 0; id && i < r->n; i++)
		if (str_eq(r->v[i].id, id) && str_eq(r->v[i].type, "worksheet"))
			return r->v[i].part;
	return NULL;
}

/* ---- the workbook ------------------------------------------------------- */

struct opening {
	struct book *book;
	struct xlsx *x;
	struct relations relations;
};

static bool
is_true(const char *value)
{
	return str_eq(value, "1") || str_eq(value, "true") ||
	       str_eq(value, "on");
}

/* r:id, whatever the prefix is called; the sheet has a sheetId too. */
static const char *
relation_id(const char **attributes)
{
	for (; *attributes; attributes += 2)
		if (strchr(attributes[0], ':') &&
			str_eq(xml_local(attributes[0]), "id"))
			return attributes[1];
	return NULL;
}

static void
add_sheet(struct opening *o, const char **attributes)
{
	const char *part = part_of_id(&o->relations, relation_id(attributes));
	const char *name = xml_attribute(attributes, "name");
	const char *state = xml_attribute(attributes, "state");
	size_t n = o->book->source.n_sheets;

	/* A sheet that is one chart has no rows. */
	if (!part || !package_has(o->book->package, part))
		return;
	o->x->parts = arena_grow(
		o->book->arena, o->x->parts, n, n + 1, sizeof *o->x->parts);
	o->x->parts[n] = part;
	book_add_sheet(o->book, name ? name : part,
		state && !str_eq(state, "visible"));
}

static bool
workbook_start(void *arg, const char *name, const char **attributes)
{
	struct opening *o = arg;

	name = xml_local(name);
	if (str_eq(name, "workbookPr"))
		o->x->from_1904 =
			is_true(xml_attribute(attributes, "date1904"));
	else if (str_eq(name, "sheet"))
		add_sheet(o, attributes);
	return true;
}

static bool
read_workbook(struct book *b, struct xlsx *x, const char *part, struct err *err)
{
	static const struct xml_events events = {
		.start = workbook_start,
		.end = ignore_end,
	};
	struct opening o = { .book = b, .x = x };
	const char *styles, *strings;

	if (!read_relations(b, part, &o.relations, err) ||
		!package_read(b->package, part, &events, &o, err))
		return false;
	styles = part_of_type(&o.relations, "styles");
	strings = part_of_type(&o.relations, "sharedStrings");
	return (!styles || !package_has(b->package, styles) ||
		       xlsx_read_styles(b, x, styles, err)) &&
	       (!strings || !package_has(b->package, strings) ||
		       xlsx_read_strings(b, x, strings, err));
}

static bool
is_no_workbook(struct book *b, struct err *err)
{
	if (package_has(b->package, "xl/workbook.bin")) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» es un libro binario de Excel (xlsb)."),
			package_name(b->package));
		return err_hint(
			err, "%s", _("Ábralo en Excel y guárdelo como xlsx."));
	}
	err_set(err, ERR_FILE, NULL,
		_("«%s» es un archivo comprimido, pero no un libro de Excel ni "
		  "de LibreOffice."),
		package_name(b->package));
	return err_hint(err, "%s",
		_("Si el libro está dentro de él, sáquelo e indique ese."));
}

static bool
xlsx_open(struct book *b, struct err *err)
{
	struct xlsx *x = arena_alloc(b->arena, sizeof *x);
	struct relations relations;
	const char *part;

	b->own = x;
	strings_init(&x->strings);
	x->general = numfmt_builtin(0);
	if (!read_relations(b, "", &relations, err))
		return false;
	part = part_of_type(&relations, "officeDocument");
	if (!part || str_ends(part, ".bin") || !package_has(b->package, part))
		return is_no_workbook(b, err);
	return read_workbook(b, x, part, err);
}

static void
xlsx_close(struct book *b)
{
	struct xlsx *x = b->own;

	if (x)
		strings_free(&x->strings);
}

const struct book_reader xlsx_reader = {
	.class = BOOK_CLASS("xlsx"),
	.open = xlsx_open,
	.read = xlsx_read_sheet,
	.close = xlsx_close,
};
