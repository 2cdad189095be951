/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/drawn.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/sha256.h"
#include "base/str.h"
#include "cmd/conf.h"
#include "store/desk.h"
#include "store/inside.h"

#define HEX_DIGITS "0123456789abcdef"

enum {
	DRAWN_MOST = 500,
	DIGEST = 32, /* digits of a text's SHA-256 */
	EDITION_MOST = 64
};

static bool
is_hex(const char *s, size_t least, size_t most)
{
	size_t n = s ? strlen(s) : 0;

	return n >= least && n <= most && strspn(s, HEX_DIGITS) == n;
}

/* A name that stays in its folder, whatever the server says. */
static bool
is_plain(const char *name)
{
	const char *letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
	size_t n = name ? strspn(name, letters) : 0;

	return n > 0 && n < 64 &&
	       (str_eq(name + n, ".form") || str_eq(name + n, ".report"));
}

static const char *
index_path(struct arena *arena, const char *edition)
{
	return arena_printf(
		arena, "%s/drawn-%s", settings_dir_cache(arena), edition);
}

static const char *
text_path(struct arena *arena, const char *digest, const char *name)
{
	return arena_printf(arena, "%s/drawn-%s-%s", settings_dir_cache(arena),
		digest, name);
}

/* ---- what is kept: a line each, "milestone.form 3 0.1 DIGEST" */

static const char *
digest_of(struct arena *arena, const char *text, size_t n)
{
	char hex[SHA256_HEX];

	sha256_of(text, n, hex);
	return arena_strndup(arena, hex, DIGEST);
}

/* Half of a form may be a form. */
static bool
is_whole(const struct drawn_file *file)
{
	struct arena *arena = arena_new();
	size_t n;
	const char *text =
		file_exists(file->path)
			? file_read(arena, file->path, FILE_SMALL, &n, NULL)
			: NULL;
	bool whole = text && str_eq(digest_of(arena, text, n), file->digest);

	arena_free(arena);
	return whole;
}

static bool
read_line(struct desk *desk, char *line, struct drawn *drawn)
{
	struct drawn_file *file = &drawn->files[drawn->n];
	char *rest = NULL;

	file->name = strtok_r(line, " ", &rest);
	file->version = strtok_r(NULL, " ", &rest);
	file->made_for = strtok_r(NULL, " ", &rest);
	file->digest = strtok_r(NULL, " ", &rest);
	if (!is_plain(file->name) || !is_hex(file->digest, DIGEST, DIGEST))
		return false;
	file->path = text_path(desk->arena, file->digest, file->name);
	drawn->n++;
	return is_whole(file);
}

/* A list that is cut, or begins with a NUL, would be one of fewer forms: its last
 * line is the digest of those before, which is taken off. */
static void
seal_index(struct desk *desk, struct buf *index)
{
	const char *digest =
		digest_of(desk->arena, buf_text(index), index->len);

	buf_printf(index, "%s\n", digest);
}

static bool
unseal_index(struct desk *desk, char *text, size_t n)
{
	const size_t last = DIGEST + 1;
	const char *digest;

	if (n < last || text[n - 1] != '\n')
		return false;
	text[n - 1] = '\0';
	digest = digest_of(desk->arena, text, n - last);
	if (!str_eq(text + n - last, digest))
		return false;
	text[n - last] = '\0';
	return true;
}

/* NULL: it is not kept, or not whole. */
static const struct drawn *
read_kept(struct desk *desk, const char *edition)
{
	struct arena *arena = desk->arena;
	struct drawn *drawn = arena_alloc(arena, sizeof *drawn);
	const char *path = index_path(arena, edition);
	size_t n = 0;
	char *text = file_exists(path)
			     ? file_read(arena, path, FILE_SMALL, &n, NULL)
			     : NULL;
	char *rest = NULL;

	if (!text || !unseal_index(desk, text, n))
		return NULL;
	drawn->edition = arena_strdup(arena, edition);
	drawn->files = arena_array(arena, DRAWN_MOST, sizeof *drawn->files);
	for (char *line = strtok_r(text, "\n", &rest); line;
		line = strtok_r(NULL, "\n", &rest))
		if (drawn->n == DRAWN_MOST || !read_line(desk, line, drawn))
			return NULL;
	return drawn;
}

static const char *
memory_name(const struct desk *desk)
{
	return arena_printf(desk->arena, "drawn.%08x", desk->link.sum);
}

void
drawn_recall(struct desk *desk)
{
	const char *edition = memory_get(desk->arena, memory_name(desk));

	if (is_hex(edition, 1, EDITION_MOST))
		desk->files.drawn = read_kept(desk, edition);
}

/* ---- from the server */

/* The digests of what was served last, as an array of SQL. */
static const char *
kept_digests(const struct desk *desk)
{
	const struct drawn *drawn = desk->files.drawn;
	struct buf out = { 0 };
	const char *list;

	buf_putc(&out, '{');
	for (size_t i = 0; drawn && i < drawn->n; i++)
		buf_printf(&out, "%s%s", i ? "," : "", drawn->files[i].digest);
	buf_putc(&out, '}');
	list = arena_strdup(desk->arena, buf_text(&out));
	buf_free(&out);
	return list;
}

/* Keeps the text of one row, where it came, and notes its line. */
static bool
keep_row(struct desk *desk, const struct result *rows, size_t row,
	struct buf *index, struct err *err)
{
	const char *name = result_get(rows, row, "file_name");
	const char *body = result_get(rows, row, "body");
	const char *digest = result_get(rows, row, "digest");
	const char *path;

	if (body)
		digest = digest_of(desk->arena, body, strlen(body));
	if (!is_plain(name) || !is_hex(digest, DIGEST, DIGEST))
		return err_set(err, ERR_RULE, NULL,
			_("La base sirve un formulario con un nombre que no se "
			  "entiende: %s."),
			name ? name : "-");
	path = text_path(desk->arena, digest, name);
	if (body && !file_write_private(path, body, strlen(body), err))
		return false;
	buf_printf(index, "%s %s %s %s\n", name,
		result_get(rows, row, "version_no"),
		result_get(rows, row, "made_for"), digest);
	return true;
}

static bool
fetch(struct desk *desk, const char *edition, struct err *err)
{
	struct statements list = { .arena = desk->arena };
	struct buf index = { 0 };
	struct result **results;
	const struct result *rows;
	bool done = true;

	statements_addv(&list, "select * from core.drawings_served($1)", 1,
		kept_digests(desk));
	results = store_run(
		desk, &list, list.arena, NULL, _("Formularios"), err);
	if (!results)
		return false;
	rows = results[0];
	for (size_t i = 0; done && i < result_rows(rows); i++)
		done = keep_row(desk, rows, i, &index, err);
	results_free(results, list.n);
	if (done) {
		seal_index(desk, &index);
		done = file_write_private(index_path(desk->arena, edition),
			buf_text(&index), index.len, err);
	}
	buf_free(&index);
	return done;
}

bool
drawn_take(struct desk *desk, const char *edition, struct err *err)
{
	const struct drawn *drawn = NULL;
	struct err why = { 0 };

	if (edition && is_hex(edition, 1, EDITION_MOST)) {
		drawn = read_kept(desk, edition);
		if (!drawn && fetch(desk, edition, &why))
			drawn = read_kept(desk, edition);
		if (why.kind == ERR_LINK || why.kind == ERR_CANCEL) {
			*err = why;
			return false;
		}
	}
	desk->files.drawn = drawn;
	/* A full disk keeps nobody from working with what the program has. */
	if (edition && !drawn) {
		log_line("form", "%s", why.text);
		desk->files.problem = arena_printf(desk->arena,
			_("los formularios de la base no se pudieron guardar "
			  "(%s)"),
			why.text);
		return true;
	}
	memory_set(memory_name(desk), edition);
	return true;
}

/* ---- asked of what is kept */

const char **
drawn_paths(const struct desk *desk, struct arena *arena, const char *ending,
	size_t *n)
{
	const struct drawn *drawn = desk ? desk->files.drawn : NULL;
	const char **paths =
		arena_array(arena, drawn ? drawn->n + 1 : 1, sizeof *paths);

	*n = 0;
	for (size_t i = 0; drawn && i < drawn->n; i++)
		if (str_ends(drawn->files[i].name, ending))
			paths[(*n)++] = drawn->files[i].path;
	return paths;
}

const struct drawn_file *
drawn_at(const struct desk *desk, const char *path)
{
	const struct drawn *drawn = desk ? desk->files.drawn : NULL;

	for (size_t i = 0; drawn && i < drawn->n; i++)
		if (str_eq(drawn->files[i].path, path))
			return &drawn->files[i];
	return NULL;
}

/* "0.2" is newer than "0.1.9". */
static bool
is_newer(const char *version)
{
	const char *own = HITO_VERSION;

	while (*version || *own) {
		char *end;
		long theirs = strtol(version, &end, 10);
		long ours;

		version = end + (*end == '.');
		ours = strtol(own, &end, 10);
		own = end + (*end == '.');
		if (theirs != ours)
			return theirs > ours;
		if (*version && *version != '.' &&
			(*version < '0' || *version > '9'))
			return false;
	}
	return false;
}

void
drawn_explain(const struct drawn_file *file, struct err *err)
{
	char why[sizeof err->text];

	str_copy(why, sizeof why, err->text);
	if (is_newer(file->made_for))
		err_set(err, ERR_FILE, NULL,
			_("%s, versión %s, es para hito %s y este es %s: se "
			  "usa el del programa. Pida a informática que "
			  "actualice hito en este equipo."),
			file->name, file->version, file->made_for,
			HITO_VERSION);
	else
		err_set(err, ERR_FILE, NULL,
			_("%s, versión %s, que sirve la base, no se puede "
			  "usar: se usa el del programa. %s"),
			file->name, file->version, why);
}
