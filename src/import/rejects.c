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
	struct rejects_lines lines; /* stands first */
	FILE *spool; /* rows as read: line, cells, each cell's length and text */
	struct arena *arena;
	struct arena *shown; /* cells of one row */
	const char *path;    /* NULL: no file is written */
	/* of the walk over them */
	const struct findings *findings;
	size_t at;
	size_t n_numbers;
	size_t number;
	const struct line_number *numbers;
};

bool
rejects_cannot(const char *path, struct err *err)
{
	int why = errno;

	err_set(err, ERR_FILE, NULL,
		_("No se puede escribir el archivo de rechazos «%s»."),
		path ? path : P_tmpdir);
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

/* A place that cannot be written is told before anything is read. */
static bool
try_place(struct rejects *r, struct err *err)
{
	const char *beside = rejects_beside(r->arena, r->path);
	int fd = open(beside,
		O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return rejects_cannot(r->path, err);
	close(fd);
	unlink(beside);
	return true;
}

struct rejects *
rejects_open(const char *path, struct err *err)
{
	struct rejects *r = mem_alloc(sizeof *r);
	bool ok;

	r->arena = arena_new();
	r->shown = arena_new();
	r->path = path ? arena_strdup(r->arena, path) : NULL;
	r->spool = tmpfile();
	ok = r->spool ? !path || try_place(r, err) : rejects_cannot(path, err);
	if (ok)
		return r;
	rejects_close(r);
	return NULL;
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
	return ok || rejects_cannot(r->path, err);
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

static bool
next_bad(struct rejects_lines *self, struct arena *scratch,
	struct rejected *out, struct err *err)
{
	struct rejects *r = (struct rejects *)self;
	const struct findings *list = r->findings;

	while (next_kept(r, scratch, &out->row)) {
		size_t first, line = out->row.line;

		while (r->at < list->n && list->v[r->at].line < line)
			r->at++;
		for (first = r->at;
			r->at < list->n && list->v[r->at].line == line; r->at++)
			;
		while (r->number < r->n_numbers &&
			r->numbers[r->number].line < line)
			r->number++;
		out->findings = list->v + first;
		out->n = r->at - first;
		out->number = r->number < r->n_numbers &&
					      r->numbers[r->number].line == line
				      ? r->numbers[r->number].number
				      : NULL;
		if (findings_has_error(list, line, NULL, NULL))
			return true;
		arena_reset(scratch);
	}
	return ferror(r->spool) ? rejects_cannot(r->path, err) : false;
}

static void
first_bad(struct rejects_lines *self)
{
	struct rejects *r = (struct rejects *)self;

	rewind(r->spool);
	r->at = r->number = 0;
}

struct rejects_lines *
rejects_begin(struct rejects *r, const struct findings *findings,
	size_t n_numbers, const struct line_number *numbers)
{
	r->lines = (struct rejects_lines){ first_bad, next_bad };
	r->findings = findings;
	r->n_numbers = n_numbers;
	r->numbers = numbers;
	first_bad(&r->lines);
	return &r->lines;
}

/* Yesterday's would be taken for this load's. */
bool
rejects_none(const struct rejects *r, struct err *err)
{
	struct stat there;

	return !r->path || lstat(r->path, &there) != 0 ||
	       !S_ISREG(there.st_mode) || unlink(r->path) == 0 ||
	       rejects_cannot(r->path, err);
}
