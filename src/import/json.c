/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "import/json_text.h"

enum {
	NAME_MOST = 400, /* bytes of a member's name */
};

/* Cell of the row being read. */
struct member {
	const char *name;
	size_t row; /* that had it last */
	size_t at;  /* of its text, in cells */
	unsigned char kind;
};

struct json {
	struct source source;
	struct json_text text;
	struct arena *arena; /* of the names */
	struct member *members;
	size_t n, cap;
	size_t row; /* of this pass */
	bool begun; /* the names were given */
	bool over;
	struct buf name;
	struct buf cells; /* each ended by a NUL */
	char **shown;
	unsigned char *kinds;
};

/* ---- members ------------------------------------------------------------ */

static bool
too_many(const struct json *j, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("Los objetos de «%s» tienen más de %d datos distintos: no se "
		  "lee."),
		bytes_name(j->text.in), (int)CSV_COLUMNS);
	return err_hint(err, "%s", _("Quite los que no se cargan."));
}

static bool
add_member(struct json *j, struct err *err)
{
	if (j->n == CSV_COLUMNS)
		return too_many(j, err);
	if (j->n == j->cap) {
		size_t cap = j->cap ? 2 * j->cap : 32;

		j->members = arena_grow(
			j->arena, j->members, j->n, cap, sizeof *j->members);
		j->cap = cap;
	}
	j->members[j->n++] = (struct member){
		.name = arena_strdup(j->arena, buf_text(&j->name)),
	};
	return true;
}

/* The member of that name, mostly the one behind the last. */
static struct member *
find_member(struct json *j, size_t guess)
{
	if (guess < j->n && str_eq(j->members[guess].name, buf_text(&j->name)))
		return &j->members[guess];
	for (size_t i = 0; i < j->n; i++)
		if (str_eq(j->members[i].name, buf_text(&j->name)))
			return &j->members[i];
	return NULL;
}

static bool
is_twice(const struct json *j, const struct member *m, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("El objeto %zu de «%s» (línea %zu) trae dos veces «%.60s»: "
		  "no se grabó nada."),
		j->row, bytes_name(j->text.in), j->text.line, m->name);
	return err_hint(err, "%s", _("Deje uno solo de los dos."));
}

static bool
read_value(struct json *j, struct member *m, struct err *err)
{
	m->row = j->row;
	m->at = j->cells.len;
	if (!json_value(&j->text, m->name, &j->cells, &m->kind, err))
		return false;
	buf_putc(&j->cells, '\0');
	return true;
}

static bool
read_member(struct json *j, size_t *guess, struct err *err)
{
	struct member *m;

	buf_reset(&j->name);
	if (!json_string(&j->text, NAME_MOST, &j->name, err) ||
		!json_sign(&j->text, ':', err))
		return false;
	m = find_member(j, *guess);
	if (!m && !add_member(j, err))
		return false;
	m = m ? m : &j->members[j->n - 1];
	*guess = (size_t)(m - j->members) + 1;
	return m->row == j->row ? is_twice(j, m, err) : read_value(j, m, err);
}

/* Behind its brace. */
static bool
read_object(struct json *j, struct err *err)
{
	size_t guess = 0;
	bool more;

	j->row++;
	buf_reset(&j->cells);
	if (!json_ends(&j->text, '}', &more, err))
		return false;
	while (more)
		if (!read_member(j, &guess, err) ||
			!json_more(&j->text, '}', &more, err))
			return false;
	return true;
}

/* The next object of the list; j->over: there is none. */
static bool
next_object(struct json *j, struct err *err)
{
	bool more;

	if (j->row == 0 ? !json_ends(&j->text, ']', &more, err)
			: !json_more(&j->text, ']', &more, err))
		return false;
	j->over = !more;
	if (j->over)
		return json_nothing_more(&j->text, err);
	return json_sign(&j->text, '{', err) && read_object(j, err);
}

/* ---- passes ------------------------------------------------------------- */

static bool
json_rewind(struct source *source, struct err *err)
{
	struct json *j = (struct json *)source;

	if (!bytes_rewind(j->text.in, err))
		return false;
	j->row = 0;
	j->begun = j->over = false;
	for (size_t i = 0; i < j->n; i++)
		j->members[i].row = 0;
	json_begin(&j->text);
	return json_sign(&j->text, '[', err);
}

static void
give(struct json *j, struct file_row *row)
{
	*row = (struct file_row){ .line = j->row + 1,
		.n = j->n,
		.cells = j->shown,
		.kinds = j->kinds };
}

static void
give_names(struct json *j, struct file_row *row)
{
	for (size_t i = 0; i < j->n; i++) {
		j->kinds[i] = ROW_TEXT;
		j->shown[i] = (char *)j->members[i].name;
	}
	give(j, row);
}

static void
give_cells(struct json *j, struct file_row *row)
{
	static char nothing[] = "";

	for (size_t i = 0; i < j->n; i++) {
		const struct member *m = &j->members[i];
		bool has = m->row == j->row;

		j->kinds[i] = has ? m->kind : ROW_TEXT;
		j->shown[i] = has ? j->cells.data + m->at : nothing;
	}
	give(j, row);
}

/* The names come before the first object: which there are, opening found
 * out. */
static enum sheet_result
json_next(struct source *source, struct file_row *row, struct err *err)
{
	struct json *j = (struct json *)source;

	if (!j->begun && j->n > 0) {
		j->begun = true;
		give_names(j, row);
		return SHEET_ROW;
	}
	if (!next_object(j, err))
		return SHEET_ERROR;
	if (j->over)
		return bytes_end_pass(j->text.in, err) ? SHEET_END
						       : SHEET_ERROR;
	give_cells(j, row);
	return SHEET_ROW;
}

static unsigned
json_percent(const struct source *source)
{
	const struct json *j = (const struct json *)source;
	uint64_t size = bytes_size(j->text.in);

	return size ? (unsigned)(bytes_read(j->text.in) * 100 / size) : 0;
}

static void
json_close(struct source *source)
{
	struct json *j = (struct json *)source;

	buf_free(&j->name);
	buf_free(&j->cells);
	arena_free(j->arena);
	free(j);
}

static const struct source_class json_class = {
	.name = "json",
	.rewind = json_rewind,
	.next = json_next,
	.percent = json_percent,
	.close = json_close,
};

/* ---- opening ------------------------------------------------------------ */

bool
json_is_one(struct bytes *bytes, bool *so, struct err *err)
{
	static const char mark[] = "\xef\xbb\xbf", blanks[] = " \t\r\n";
	const char *piece;
	size_t n, at = 0;

	*so = false;
	if (!bytes_fill(bytes, err))
		return false;
	piece = bytes_piece(bytes, &n);
	if (n >= sizeof mark - 1 && memcmp(piece, mark, sizeof mark - 1) == 0)
		at = sizeof mark - 1;
	while (at < n && piece[at] && strchr(blanks, piece[at]))
		at++;
	if (at == n || piece[at++] != '[')
		return true;
	while (at < n && piece[at] && strchr(blanks, piece[at]))
		at++;
	*so = at < n && (piece[at] == '{' || piece[at] == ']');
	return true;
}

/* A pass that finds out which names there are. */
static bool
begin(struct json *j, struct err *err)
{
	json_begin(&j->text);
	if (!json_sign(&j->text, '[', err))
		return false;
	while (!j->over)
		if (!next_object(j, err))
			return false;
	j->shown = arena_array(j->arena, j->n + 1, sizeof *j->shown);
	j->kinds = arena_array(j->arena, j->n + 1, sizeof *j->kinds);
	return json_rewind(&j->source, err);
}

struct source *
json_open(struct bytes *bytes, struct err *err)
{
	struct json *j = mem_alloc(sizeof *j);

	*j = (struct json){ .arena = arena_new() };
	j->source.class = &json_class;
	j->source.charset = "UTF-8";
	j->text.in = bytes;
	if (begin(j, err))
		return &j->source;
	json_close(&j->source);
	return NULL;
}
