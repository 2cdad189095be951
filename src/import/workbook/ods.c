/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/workbook/ods.h"

#include "base/i18n.h"
#include "base/str.h"

static const char mimetype[] = "application/vnd.oasis.opendocument.spreadsheet";

bool
ods_is_one(struct package *p)
{
	char text[sizeof mimetype];

	return package_has(p, "content.xml") &&
	       (!package_text(p, "mimetype", text, sizeof text) ||
		       str_starts(text, "application/vnd.oasis.opendocument."));
}

/* ---- what it is not ----------------------------------------------------- */

static bool
ignore_end(void *arg, const char *name)
{
	return arg && name;
}

static bool
manifest_start(void *arg, const char *name, const char **attributes)
{
	bool *encrypted = arg;

	*encrypted = attributes && str_eq(xml_local(name), "encryption-data");
	return !*encrypted;
}

/* Its parts are each encrypted, the archive is not. */
static bool
is_open_to_all(struct book *b, struct err *err)
{
	static const struct xml_events events = {
		.start = manifest_start,
		.end = ignore_end,
	};
	static const char part[] = "META-INF/manifest.xml";
	bool encrypted = false;

	if (!package_has(b->package, part))
		return true;
	if (!package_read(b->package, part, &events, &encrypted, err))
		return false;
	return !encrypted || package_is_locked(b->package, err);
}

static bool
is_spreadsheet(struct book *b, struct err *err)
{
	char text[sizeof mimetype];

	/* a template has more behind it */
	if (!package_text(b->package, "mimetype", text, sizeof text) ||
		str_eq(text, mimetype))
		return true;
	err_set(err, ERR_FILE, NULL,
		_("«%s» es un documento de LibreOffice, pero no una hoja de "
		  "cálculo."),
		package_name(b->package));
	return err_hint(err, "%s",
		_("Copie su tabla a una hoja de cálculo y cargue esa."));
}

/* ---- its sheets --------------------------------------------------------- */

struct finding_sheets {
	struct book *book;
	size_t depth;	  /* of elements .. */
	size_t sheets_at; /* .. of those in which sheets stand; 0 none */
	char style[128];  /* whose properties are read */
	size_t n_hidden;
	const char **hidden; /* styles of sheets that nobody sees */
};

static void
read_style(struct finding_sheets *f, const char *name, const char **attributes)
{
	const char *style, *display;

	if (str_eq(name, "style")) {
		style = xml_attribute(attributes, "name");
		str_copy(f->style, sizeof f->style, style ? style : "");
	} else if (str_eq(name, "table-properties")) {
		display = xml_attribute(attributes, "display");
		if (!str_eq(display, "false"))
			return;
		f->hidden = arena_grow(f->book->arena, f->hidden, f->n_hidden,
			f->n_hidden + 1, sizeof *f->hidden);
		f->hidden[f->n_hidden++] =
			arena_strdup(f->book->arena, f->style);
	}
}

static void
add_sheet(struct finding_sheets *f, const char **attributes)
{
	const char *name = xml_attribute(attributes, "name");
	const char *style = xml_attribute(attributes, "style-name");
	bool hidden = false;

	for (size_t i = 0; i < f->n_hidden && style; i++)
		hidden = hidden || str_eq(f->hidden[i], style);
	book_add_sheet(f->book, name ? name : "", hidden);
}

static bool
sheets_start(void *arg, const char *name, const char **attributes)
{
	struct finding_sheets *f = arg;

	name = xml_local(name);
	f->depth++;
	if (str_eq(name, "spreadsheet"))
		f->sheets_at = f->depth + 1;
	else if (f->depth == f->sheets_at && str_eq(name, "table"))
		add_sheet(f, attributes);
	else if (f->sheets_at == 0)
		read_style(f, name, attributes);
	return true;
}

static bool
sheets_end(void *arg, const char *name)
{
	struct finding_sheets *f = arg;

	f->depth--;
	return name;
}

static bool
ods_open(struct book *b, struct err *err)
{
	static const struct xml_events events = {
		.start = sheets_start,
		.end = sheets_end,
	};
	struct finding_sheets f = { .book = b };

	return is_spreadsheet(b, err) && is_open_to_all(b, err) &&
	       package_read(b->package, "content.xml", &events, &f, err);
}

/* It made nothing of its own. */
static void
ods_close(struct book *b)
{
	b->own = NULL;
}

const struct book_reader ods_reader = {
	.class = BOOK_CLASS("ods"),
	.open = ods_open,
	.read = ods_read_sheet,
	.close = ods_close,
};
