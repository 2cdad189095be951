/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A first form for a table: every column of its own in a row, to be moved
 * about by hand. */
#include "form/form.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum {
	LABEL_ROOM = 24,
	BOX_MOST = 50,
	ROWS_MOST = 20,
	FIELDS_MOST = 200,
};

/* One column that gets a field. */
struct drawn {
	const struct column *column;
	bool partial;
	int rows;
	int width;
	char tag[4];
};

static const char *const kept_by_server[] = {
	"id",
	"row_version",
	"office_id",
	"deleted_at",
	"deleted_by",
	"deleted_why",
	"batch_id",
	"batch_line",
	"mine",
	"search_folded",
};

/* Parts of a partial date, folded copies, ids and what the server keeps are
 * no fields. */
static bool
is_field(const struct columns *columns, const struct column *c)
{
	static const char *const suffixes[] = {
		"_from",
		"_to",
		"_precision",
		"_doubtful",
		"_folded",
	};
	char name[80];

	for (size_t i = 0; i < sizeof kept_by_server / sizeof kept_by_server[0];
		i++)
		if (str_eq(c->name, kept_by_server[i]))
			return false;
	if (str_ends(c->name, "_id"))
		return false;
	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		if (!str_ends(c->name, suffixes[i]))
			continue;
		str_copy(name, sizeof name, c->name);
		name[strlen(name) - strlen(suffixes[i])] = '\0';
		if (columns_find(columns, name))
			return false;
	}
	return true;
}

static bool
is_partial(const struct columns *columns, const char *name)
{
	char from[80];

	snprintf(from, sizeof from, "%s_precision", name);
	return columns_find(columns, from);
}

/* a, b .. z, aa, ab .. */
static void
give_tag(size_t i, char tag[4])
{
	size_t at = 0;

	if (i >= 26)
		tag[at++] = (char)('a' + (int)(i / 26) - 1);
	tag[at++] = (char)('a' + (int)(i % 26));
	tag[at] = '\0';
}

static int
room_of(const struct column *c, bool partial)
{
	static const int widths[] = {
		[COLUMN_TEXT] = BOX_MOST,
		[COLUMN_INTEGER] = 8,
		[COLUMN_NUMERIC] = 16,
		[COLUMN_BOOLEAN] = 3,
		[COLUMN_DATE] = 10,
		[COLUMN_TIMESTAMP] = 16,
		[COLUMN_TIME] = 5,
		[COLUMN_OTHER] = BOX_MOST,
	};

	if (partial)
		return 20;
	if (c->length > 0 && c->length < BOX_MOST)
		return c->length < 3 ? 3 : c->length;
	return widths[c->type];
}

static size_t
choose(const struct columns *columns, struct drawn *drawn)
{
	size_t n = 0;

	for (size_t i = 0; i < columns->n && n < FIELDS_MOST; i++) {
		const struct column *c = &columns->v[i];
		struct drawn *d = &drawn[n];

		if (!is_field(columns, c))
			continue;
		d->column = c;
		d->partial = is_partial(columns, c->name);
		d->width = room_of(c, d->partial);
		d->rows = c->type == COLUMN_TEXT && c->length == 0 &&
					  c->in_table && !d->partial
				  ? 2
				  : 1;
		give_tag(n++, d->tag);
	}
	return n;
}

/* The column's comment up to its first comma or colon, at most as wide as the
 * room for labels, whole words. */
static void
label_of(const struct column *c, char *out, size_t room)
{
	const char *text = str_is_blank(c->comment) ? c->name : c->comment;
	size_t end = strcspn(text, ",;:(\n");
	size_t fit = utf8_fit(text, end, LABEL_ROOM);

	if (fit < end)
		while (fit > 0 && text[fit] != ' ')
			fit--;
	if (fit == 0)
		fit = utf8_fit(text, end, LABEL_ROOM);
	while (fit > 0 && text[fit - 1] == ' ')
		fit--;
	if (fit >= room)
		fit = room - 1;
	memcpy(out, text, fit);
	out[fit] = '\0';
	/* brackets would draw a box */
	for (char *p = out; *p != '\0'; p++)
		if (*p == '[' || *p == ']')
			*p = ' ';
}

static void
blanks(struct buf *out, int n)
{
	while (n-- > 0)
		buf_putc(out, ' ');
}

static void
put_row(struct buf *out, const struct drawn *d, int row)
{
	char label[LABEL_ROOM * 4 + 1] = "";

	if (row == 0)
		label_of(d->column, label, sizeof label);
	buf_printf(out, " %s", label);
	blanks(out, LABEL_ROOM + 1 - utf8_cells(label));
	buf_printf(out, "[%s", d->tag);
	blanks(out, d->width - (int)strlen(d->tag));
	buf_puts(out, "]\n");
}

static void
put_pages(
	struct buf *out, const char *title, size_t n, const struct drawn *drawn)
{
	int rows = 0;

	buf_printf(out, "page \"%s\"\n{\n", title);
	for (size_t i = 0; i < n; i++) {
		if (rows + drawn[i].rows > ROWS_MOST) {
			buf_printf(out, "}\n\npage \"%s\"\n{\n", title);
			rows = 0;
		}
		for (int row = 0; row < drawn[i].rows; row++)
			put_row(out, &drawn[i], row);
		rows += drawn[i].rows;
	}
	buf_puts(out, "}\n\n");
}

static void
put_field(struct buf *out, const struct drawn *d)
{
	const char *comma = "";
	const struct {
		bool is;
		const char *attribute;
	} attributes[] = {
		{ !d->column->in_table, "noentry" },
		{ d->column->required, "required" },
		{ d->partial, "partial-date" },
		{ d->rows > 1, "wrap" },
	};

	buf_printf(out, "%-3s%s", d->tag, d->column->name);
	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
		if (!attributes[i].is)
			continue;
		if (comma[0] == '\0')
			blanks(out, 20 - (int)strlen(d->column->name));
		buf_printf(out, "%s%s", comma[0] != '\0' ? comma : " ",
			attributes[i].attribute);
		comma = ", ";
		if (!d->column->in_table)
			break;
	}
	buf_putc(out, '\n');
}

/* A view that reads it has columns of its own: whose row it is, at least. */
static bool
has_view(const struct columns *columns)
{
	for (size_t i = 0; i < columns->n; i++)
		if (!columns->v[i].in_table)
			return true;
	return false;
}

void
form_draw(const char *table, const struct columns *columns, struct buf *out)
{
	const char *dot = strchr(table, '.');
	const char *name = dot ? dot + 1 : table;
	struct arena *arena = arena_new();
	struct drawn *drawn = arena_array(arena, FIELDS_MOST, sizeof *drawn);
	size_t n = choose(columns, drawn);

	buf_printf(out, "form    %s \"%s\"\ntable   %s", name, name, table);
	if (has_view(columns))
		buf_printf(out, "  view %s_list", table);
	buf_putc(out, '\n');
	buf_printf(out, "natural %s\n\n", n > 0 ? drawn[0].column->name : "id");
	put_pages(out, name, n, drawn);
	buf_puts(out, "fields\n");
	for (size_t i = 0; i < n; i++)
		put_field(out, &drawn[i]);
	arena_free(arena);
}
