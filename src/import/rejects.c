/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/rejects.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/str.h"
#include "import/typed.h"

struct rejects {
	FILE *spool; /* rows as read: line, cells, each cell's length and text */
	struct arena *arena;
	struct arena *shown; /* cells of one row */
	const char *path;
	const char *beside; /* written first, then renamed over path */
};

static bool
cannot_write(const struct rejects *r, struct err *err)
{
	int why = errno;

	err_set(err, ERR_FILE, NULL,
		_("No se puede escribir el archivo de rechazos «%s»."),
		r->path);
	err_hint(err, "%s",
		_("Revise la carpeta, el permiso y el espacio "
		  "libre."));
	return err_detail(err, strerror(why));
}

const char *
rejects_beside(struct arena *arena, const char *path)
{
	return arena_printf(arena, "%s.new", path);
}

struct rejects *
rejects_open(const char *path, struct err *err)
{
	struct rejects *r = mem_alloc(sizeof *r);
	int fd;

	r->arena = arena_new();
	r->shown = arena_new();
	r->path = arena_strdup(r->arena, path);
	r->beside = rejects_beside(r->arena, path);
	r->spool = tmpfile();
	fd = r->spool ? open(r->beside,
				O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC |
					O_NOFOLLOW,
				0600)
		      : -1;
	/* A place that cannot be written is told before anything is read. */
	if (fd < 0) {
		cannot_write(r, err);
		rejects_close(r);
		return NULL;
	}
	close(fd);
	unlink(r->beside);
	return r;
}

void
rejects_close(struct rejects *r)
{
	if (!r)
		return;
	if (r->spool)
		fclose(r->spool);
	arena_free(r->arena);
	arena_free(r->shown);
	free(r);
}

static bool
put_size(FILE *to, size_t n)
{
	return fwrite(&n, sizeof n, 1, to) == 1;
}

static bool
get_size(FILE *from, size_t *n)
{
	return fread(n, sizeof *n, 1, from) == 1;
}

bool
rejects_keep(struct rejects *r, const struct file_row *row, struct err *err)
{
	bool ok = put_size(r->spool, row->line) && put_size(r->spool, row->n);

	for (size_t i = 0; i < row->n && ok; i++) {
		const char *text = typed_shown(
			r->shown, row_kind_of(row, i), row->cells[i]);
		size_t n = strlen(text);

		ok = put_size(r->spool, n) && fwrite(text, 1, n, r->spool) == n;
	}
	arena_reset(r->shown);
	return ok || cannot_write(r, err);
}

/* One kept row, in scratch. False at the end. */
static bool
next_kept(struct rejects *r, struct arena *scratch, struct file_row *row)
{
	if (!get_size(r->spool, &row->line) || !get_size(r->spool, &row->n))
		return false;
	row->cells = arena_array(scratch, row->n + 1, sizeof *row->cells);
	for (size_t i = 0; i < row->n; i++) {
		size_t n;

		if (!get_size(r->spool, &n))
			return false;
		row->cells[i] = arena_alloc(scratch, n + 1);
		if (fread(row->cells[i], 1, n, r->spool) != n)
			return false;
	}
	return true;
}

/* What is written while it is written. */
struct writing {
	FILE *to;
	const struct mapping *mapping;
	int number_cell; /* -1: the file has no such column */
	bool add_number; /* .. and gets one at the end */
	struct buf line;
	struct csv_out cells; /* into line */
};

static void
put_cell(struct writing *w, const char *text)
{
	char number[128];

	/* "-5" is a number, "-1+2" may be a formula. */
	if (number_read(text, NUMBER_POINT, number, sizeof number, NULL, NULL))
		csv_number(&w->cells, text);
	else
		csv_text(&w->cells, text);
}

static bool
end_line(struct writing *w)
{
	bool ok;

	csv_line(&w->cells);
	ok = fwrite(w->line.data, 1, w->line.len, w->to) == w->line.len;
	buf_reset(&w->line);
	return ok;
}

static bool
put_headings(struct writing *w, const char *number_field)
{
	const struct mapping *m = w->mapping;

	/* So that a spreadsheet takes it for UTF-8. */
	buf_reset(&w->line);
	put_cell(w, _("Línea"));
	put_cell(w, _("Columna"));
	put_cell(w, _("Valor"));
	put_cell(w, _("Motivo"));
	for (size_t i = 0; i < m->n_cells; i++)
		put_cell(w, m->titles[i]);
	if (w->add_number)
		put_cell(w, mapping_title(m, number_field));
	return fputs("\xef\xbb\xbf", w->to) >= 0 && end_line(w);
}

/* The errors of one line, one under the other in each of three cells. */
static void
put_reasons(struct writing *w, const struct finding *f, size_t n)
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
		put_cell(w, buf_text(&parts[j]));
		buf_free(&parts[j]);
	}
}

static bool
put_row(struct writing *w, const struct file_row *row, const struct finding *f,
	size_t n, const char *number)
{
	char line[24];

	buf_reset(&w->line);
	snprintf(line, sizeof line, "%zu", row->line);
	put_cell(w, line);
	put_reasons(w, f, n);
	for (size_t i = 0; i < row->n || i < w->mapping->n_cells; i++) {
		const char *text = i < row->n ? row->cells[i] : "";

		if ((int)i == w->number_cell && number && str_is_blank(text))
			text = number;
		put_cell(w, text);
	}
	if (w->add_number)
		put_cell(w, number ? number : "");
	return end_line(w);
}

/* Walks kept rows, findings and numbers side by side: all are by line. */
static bool
put_rows(struct rejects *r, struct writing *w, const struct findings *findings,
	size_t n_numbers, const struct line_number *numbers)
{
	struct arena *scratch = arena_new();
	size_t at = 0, number = 0;
	struct file_row row;
	bool ok = true;

	rewind(r->spool);
	while (ok && next_kept(r, scratch, &row)) {
		size_t first, line = row.line;

		while (at < findings->n && findings->v[at].line < line)
			at++;
		for (first = at;
			at < findings->n && findings->v[at].line == line; at++)
			;
		while (number < n_numbers && numbers[number].line < line)
			number++;
		if (findings_has_error(findings, line, NULL, NULL))
			ok = put_row(w, &row, findings->v + first, at - first,
				number < n_numbers &&
						numbers[number].line == line
					? numbers[number].number
					: NULL);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return ok && !ferror(r->spool);
}

static bool
has_bad_row(const struct findings *findings, size_t heading_line)
{
	for (size_t i = 0; i < findings->n; i++)
		if (findings->v[i].severity == FINDING_ERROR &&
			findings->v[i].line > heading_line)
			return true;
	return false;
}

/* Yesterday's would be taken for this load's. */
static bool
remove_old(const struct rejects *r, struct err *err)
{
	struct stat there;

	return lstat(r->path, &there) != 0 || !S_ISREG(there.st_mode) ||
	       unlink(r->path) == 0 || cannot_write(r, err);
}

bool
rejects_write(struct rejects *r, const struct mapping *mapping, char delimiter,
	const struct findings *findings, const char *number_field,
	size_t n_numbers, const struct line_number *numbers, struct err *err)
{
	struct writing w = {
		.mapping = mapping,
		.number_cell =
			number_field ? mapping_cell(mapping, number_field) : -1,
	};
	int fd;
	bool ok;

	if (!has_bad_row(findings, mapping->heading_line))
		return remove_old(r, err);
	w.cells = (struct csv_out){ .out = &w.line, .delimiter = delimiter };
	w.add_number = number_field && n_numbers && w.number_cell < 0;
	fd = open(r->beside,
		O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
	w.to = fd < 0 ? NULL : fdopen(fd, "w");
	if (!w.to)
		return cannot_write(r, err);
	ok = put_headings(&w, number_field) &&
	     put_rows(r, &w, findings, n_numbers, numbers);
	ok = fflush(w.to) == 0 && fsync(fd) == 0 && ok;
	ok = fclose(w.to) == 0 && ok;
	ok = ok && rename(r->beside, r->path) == 0;
	if (!ok) {
		cannot_write(r, err);
		unlink(r->beside);
	}
	buf_free(&w.line);
	return ok;
}
