/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that are sent back, as separated text. */
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/csv.h"
#include "base/i18n.h"
#include "base/money.h"
#include "base/str.h"
#include "import/rejects.h"

static void
put_cell(struct csv_out *to, const char *text)
{
	char number[128];

	/* "-5" is a number, "-1+2" may be a formula. */
	if (number_read(text, NUMBER_POINT, number, sizeof number, NULL, NULL))
		csv_number(to, text);
	else
		csv_text(to, text);
}

static void
put_headings(struct csv_out *to, const struct rejects_shape *shape)
{
	put_cell(to, _("Línea"));
	put_cell(to, _("Columna"));
	put_cell(to, _("Valor"));
	put_cell(to, _("Motivo"));
	for (size_t i = 0; i < shape->n; i++)
		put_cell(to, shape->titles[i]);
	if (shape->number_title)
		put_cell(to, shape->number_title);
	csv_line(to);
}

/* The errors of one line, one under the other in each of three cells. */
static void
put_reasons(struct csv_out *to, const struct finding *f, size_t n)
{
	struct buf parts[3] = { { 0 }, { 0 }, { 0 } };

	for (size_t i = 0; i < n; i++) {
		const char *texts[3] = {
			f[i].column,
			f[i].value,
			f[i].reason,
		};

		if (f[i].severity != FINDING_ERROR)
			continue;
		for (size_t j = 0; j < 3; j++)
			buf_printf(&parts[j], "%s%s", parts[j].data ? "\n" : "",
				texts[j]);
	}
	for (size_t j = 0; j < 3; j++) {
		put_cell(to, buf_text(&parts[j]));
		buf_free(&parts[j]);
	}
}

static void
put_row(struct csv_out *to, const struct rejects_shape *shape,
	const struct rejected *r)
{
	char line[24];

	snprintf(line, sizeof line, "%zu", r->row.line);
	put_cell(to, line);
	put_reasons(to, r->findings, r->n);
	for (size_t i = 0; i < r->row.n || i < shape->n; i++) {
		const char *text = i < r->row.n ? r->row.cells[i] : "";

		if ((int)i == shape->number_cell && r->number &&
			str_is_blank(text))
			text = r->number;
		put_cell(to, text);
	}
	if (shape->number_title)
		put_cell(to, r->number ? r->number : "");
	csv_line(to);
}

/* A file being written in one charset. */
struct writing {
	FILE *to;
	const char *charset; /* NULL UTF-8 */
	struct buf line;
	struct buf bytes; /* of the line in the charset */
	bool unwritable;  /* a character has no place in it */
};

static bool
put_bytes(struct writing *w, const char *text, size_t n)
{
	if (w->charset) {
		buf_reset(&w->bytes);
		w->unwritable = !charset_encode(w->charset, text, n, &w->bytes);
		if (w->unwritable)
			return false;
		text = w->bytes.data;
		n = w->bytes.len;
	}
	return fwrite(text, 1, n, w->to) == n;
}

static bool
end_line(struct writing *w)
{
	bool ok = put_bytes(w, w->line.data, w->line.len);

	buf_reset(&w->line);
	return ok;
}

/* So that a spreadsheet takes it for UTF-8, or UTF-16. */
static bool
put_mark(struct writing *w)
{
	return (w->charset && !str_starts(w->charset, "UTF")) ||
	       put_bytes(w, "\xef\xbb\xbf", 3);
}

static bool
put_all(struct writing *w, const struct rejects_shape *shape,
	struct rejects_lines *lines, struct err *err)
{
	struct csv_out to = { .out = &w->line,
		.delimiter = shape->delimiter ? shape->delimiter : ';' };
	struct arena *scratch = arena_new();
	struct rejected row;
	bool ok = put_mark(w);

	lines->rewind(lines);
	if (ok) {
		put_headings(&to, shape);
		ok = end_line(w);
	}
	while (ok && lines->next(lines, scratch, &row, err)) {
		put_row(&to, shape, &row);
		ok = end_line(w);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return ok && err->kind == ERR_NONE;
}

/* *again: it is to be tried in UTF-8. */
static bool
write_in(const char *charset, const struct rejects_shape *shape,
	struct rejects_lines *lines, bool *again, struct err *err)
{
	struct arena *arena = arena_new();
	const char *beside = rejects_beside(arena, shape->path);
	int fd = open(beside,
		O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	struct writing w = { .to = fd < 0 ? NULL : fdopen(fd, "w"),
		.charset = charset };
	bool ok = w.to && put_all(&w, shape, lines, err);

	*again = w.unwritable;
	if (w.to) {
		ok = fflush(w.to) == 0 && fsync(fd) == 0 && ok;
		ok = fclose(w.to) == 0 && ok;
		ok = ok && rename(beside, shape->path) == 0;
	}
	if (!ok && !w.unwritable && err->kind == ERR_NONE)
		rejects_cannot(shape->path, err);
	if (!ok)
		unlink(beside);
	buf_free(&w.line);
	buf_free(&w.bytes);
	arena_free(arena);
	return ok;
}

bool
rejects_text(const struct rejects_shape *shape, struct rejects_lines *lines,
	struct err *err)
{
	const char *charset = shape->charset && !str_eq(shape->charset, "UTF-8")
				      ? shape->charset
				      : NULL;
	struct err own = { 0 };
	bool again = false;
	bool ok = write_in(charset, shape, lines, &again, &own);

	if (!ok && again)
		ok = write_in(NULL, shape, lines, &again, &own);
	if (!ok)
		*err = own;
	return ok;
}
