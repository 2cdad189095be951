/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The private server out of a file. */
#include "db/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/tar.h"

enum {
	PIECE = 1 << 16,
	TEXT_MOST = 64 << 20, /* of a member that is held whole */
	MEMBERS = 4
};

static const char *const members[MEMBERS] = { "edition", "roles.sql",
	"database.dump", "SHA256SUMS" };
enum {
	EDITION,
	ROLES,
	DUMP,
	SUMS
};

/* ---- what is wrong with a file */

static bool
is_none(const struct backup_file *file, struct err *err)
{
	return err_set(err, ERR_FILE, NULL,
		_("%s no es una copia hecha con hito db backup."), file->path);
}

static bool
was_cut(const struct backup_file *file, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("%s está cortado: le falta el final. No se tocó nada."),
		file->path);
	return err_hint(err, "%s", _("Use otra copia, o tráigala de nuevo."));
}

static bool
was_changed(const struct backup_file *file, const char *name, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("%s no es como se grabó: cambió algo en %s. No se tocó "
		  "nada."),
		file->path, name);
	return err_hint(err, "%s", _("Use otra copia, o tráigala de nuevo."));
}

static bool
is_newer(const struct backup_file *file, const char *with, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("%s se hizo con %s, más nuevo que lo instalado aquí. No se "
		  "tocó nada."),
		file->path, with);
	return err_hint(err, "%s", _("Instale primero esa versión."));
}

static bool
cannot_read(const struct backup_file *file, struct err *err)
{
	return err_set(err, ERR_FILE, NULL, _("No se puede leer «%s»: %s."),
		file->path, strerror(errno));
}

/* ---- reading it once */

struct reading {
	struct backup_file *file;
	struct arena *arena;
	struct step *step;
	struct tar_entry entry;
	char sums[MEMBERS][SHA256_HEX];
	char *texts[MEMBERS]; /* NULL of the large one */
	uint64_t passed;      /* bytes of the file */
};

static bool
read_bytes(struct reading *r, size_t at, struct err *err)
{
	char *text =
		at == DUMP ? NULL
			   : arena_alloc(r->arena, (size_t)r->entry.bytes + 1);
	char piece[PIECE];
	struct sha256 sum;

	sha256_begin(&sum);
	for (uint64_t left = r->entry.bytes; left > 0;) {
		size_t want = left < PIECE ? (size_t)left : PIECE;

		if (fread(piece, 1, want, r->file->in) != want)
			return ferror(r->file->in) ? cannot_read(r->file, err)
						   : was_cut(r->file, err);
		sha256_add(&sum, piece, want);
		if (text)
			memcpy(text + (r->entry.bytes - left), piece, want);
		left -= want;
		r->passed += want;
		if (!step_at(r->step, (size_t)(r->passed >> 20)))
			return step_check(r->step, err);
	}
	sha256_end(&sum, r->sums[at]);
	r->texts[at] = text;
	return true;
}

static bool
take_member(struct reading *r, size_t at, struct err *err)
{
	struct backup_file *file = r->file;
	enum tar_found found = tar_next(file->in, &r->entry);

	if (ferror(file->in))
		return cannot_read(file, err);
	if (at == 0 &&
		(found != TAR_FILE || !str_eq(r->entry.name, members[at])))
		return is_none(file, err);
	if (found == TAR_CUT)
		return was_cut(file, err);
	if (found != TAR_FILE || !str_eq(r->entry.name, members[at]) ||
		(at != DUMP && r->entry.bytes > TEXT_MOST))
		return was_changed(file, members[at], err);
	if (at == DUMP) {
		file->dump_at = ftello(file->in);
		file->dump_bytes = (long long)r->entry.bytes;
	}
	if (!read_bytes(r, at, err))
		return false;
	found = tar_skip_rest(file->in, &r->entry);
	return found == TAR_FILE  ? true
	       : found == TAR_CUT ? was_cut(file, err)
				  : was_changed(file, members[at], err);
}

/* The rest of the line that begins with that word; NULL when there is none. */
static const char *
said(struct arena *arena, const char *text, const char *word)
{
	size_t n = strlen(word);

	for (const char *line = text; line && *line;) {
		if (strncmp(line, word, n) == 0 && line[n] == ' ')
			return arena_strndup(arena, line + n + 1,
				strcspn(line + n + 1, "\n"));
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return NULL;
}

static void
sum_rows(struct backup_facts *facts)
{
	for (const char *line = facts->counts; line && *line;) {
		const char *end = strchr(line, '\n');
		long long n = 0;

		if (end && sscanf(line, "rows %*s %lld", &n) == 1) {
			facts->tables++;
			facts->rows += (size_t)n;
		}
		line = end ? end + 1 : NULL;
	}
}

/* Whether the rest is for us; it is read before the rest is. */
static bool
take_edition(
	struct reading *r, const char *sql_dir, int postgres, struct err *err)
{
	struct backup_file *file = r->file;
	struct backup_facts *facts = &file->facts;
	const char *text = r->texts[EDITION];
	const char *format = said(r->arena, text, "hito-backup");
	const char *major = said(r->arena, text, "postgresql");
	long n = 0, version = 0;

	if (!format || !str_to_long(format, 1000000, &n))
		return is_none(file, err);
	facts->program = said(r->arena, text, "program");
	if (n > BACKUP_FORMAT)
		return is_newer(file,
			arena_printf(r->arena, "hito %s",
				facts->program ? facts->program : "?"),
			err);
	facts->schema = said(r->arena, text, "schema");
	facts->made = said(r->arena, text, "made");
	facts->counts = strstr(text, "\nrows ");
	if (!major || !str_to_long(major, 1000, &version) || !facts->program ||
		!facts->schema || strchr(facts->schema, '.') == facts->schema ||
		!facts->made || !facts->counts)
		return was_changed(file, members[EDITION], err);
	facts->counts++;
	facts->postgres = (int)version;
	sum_rows(facts);
	if (facts->postgres > postgres)
		return is_newer(file,
			arena_printf(r->arena, "PostgreSQL %ld", version), err);
	if (!file_exists(
		    arena_printf(r->arena, "%s/%s", sql_dir, facts->schema)))
		return is_newer(file,
			arena_printf(r->arena, "hito %s (%s)", facts->program,
				facts->schema),
			err);
	return true;
}

/* What stands at the end against what was read. */
static bool
check_sums(struct reading *r, struct err *err)
{
	struct buf lines = { 0 };
	bool same;

	for (size_t i = 0; i < SUMS; i++)
		buf_printf(&lines, "%s  %s\n", r->sums[i], members[i]);
	same = str_eq(buf_text(&lines), r->texts[SUMS]);
	for (size_t i = 0; i < SUMS && !same; i++)
		if (!strstr(r->texts[SUMS], r->sums[i])) {
			buf_free(&lines);
			return was_changed(r->file, members[i], err);
		}
	buf_free(&lines);
	return same || was_changed(r->file, members[SUMS], err);
}

static bool
read_members(
	struct reading *r, const char *sql_dir, int postgres, struct err *err)
{
	for (size_t i = 0; i < MEMBERS; i++)
		if (!take_member(r, i, err) ||
			(i == EDITION &&
				!take_edition(r, sql_dir, postgres, err)))
			return false;
	switch (tar_next(r->file->in, &r->entry)) {
	case TAR_OVER:
		r->file->roles = r->texts[ROLES];
		return check_sums(r, err);
	case TAR_CUT:
		return was_cut(r->file, err);
	default:
		return was_changed(r->file, members[SUMS], err);
	}
}

/* What is no regular file is not waited for. */
static bool
open_file(struct backup_file *file, struct err *err)
{
	struct stat st;
	int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(err, ERR_FILE, NULL, _("No se puede abrir «%s»: %s."),
			file->path, strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no es un archivo corriente."), file->path);
	} else if ((file->in = fdopen(fd, "rb")) != NULL) {
		file->bytes = (long long)st.st_size;
		return true;
	}
	if (fd >= 0)
		close(fd);
	return false;
}

bool
backup_open(struct backup_file *file, struct arena *arena, const char *path,
	const char *sql_dir, int postgres, struct step *step, struct err *err)
{
	struct reading r = { .file = file, .arena = arena, .step = step };

	memset(file, 0, sizeof *file);
	file->path = path;
	if (!open_file(file, err))
		return false;
	step_begin(step, N_("MiB"), (size_t)(file->bytes >> 20) + 1);
	return read_members(&r, sql_dir, postgres, err);
}

void
backup_close(struct backup_file *file)
{
	if (file->in)
		fclose(file->in);
	file->in = NULL;
}

/* ---- roles */

/* The next command of what pg_dumpall wrote, which goes on behind it; NULL at
 * the end. One ends with ";\n" outside quotes; remarks and what is for psql are
 * passed over. */
static char *
next_command(struct arena *arena, const char **text)
{
	const char *from = *text;
	char quote = '\0';

	while (*from == '\n' || *from == '\\' || str_starts(from, "--"))
		from += strcspn(from, "\n") + (strchr(from, '\n') != NULL);
	for (const char *c = from; *c; c++) {
		if (quote)
			quote = *c == quote ? '\0' : quote;
		else if (*c == '\'' || *c == '"')
			quote = *c;
		else if (c[0] == ';' && c[1] == '\n') {
			*text = c + 1;
			return arena_strndup(arena, from, (size_t)(c - from));
		}
	}
	return NULL;
}

/* One of initdb's own is there already. */
static bool
is_there(struct session *s)
{
	return str_eq(session_refusal(s)->sqlstate, "42710");
}

/* So many are left; a group may be given by one who is made further down. */
static bool
run_commands(struct session *s, char **left, size_t *n, struct err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		err_clear(err);
		if (session_script(s, left[i], _("Copia"), err) || is_there(s))
			continue;
		if (!session_is_open(s) || err->kind == ERR_CANCEL)
			return false;
		left[kept++] = left[i];
	}
	*n = kept;
	return true;
}

static bool
restore_roles(struct session *s, struct arena *arena, const char *text,
	struct err *err)
{
	char **left = NULL, *command;
	size_t n = 0, before;

	while ((command = next_command(arena, &text)) != NULL) {
		left = arena_grow(arena, left, n, n + 1, sizeof *left);
		left[n++] = command;
	}
	do {
		before = n;
		if (!run_commands(s, left, &n, err))
			return false;
	} while (n > 0 && n < before);
	if (n == 0)
		err_clear(err);
	return n == 0;
}

/* ---- the database */

struct giving {
	const struct backup_file *file;
	struct step *step;
	long long left;
	bool failed;
};

static ptrdiff_t
give(void *arg, char *bytes, size_t room)
{
	struct giving *g = arg;
	size_t want = g->left < (long long)room ? (size_t)g->left : room;

	if (fread(bytes, 1, want, g->file->in) != want) {
		g->failed = true;
		return -1;
	}
	g->left -= (long long)want;
	return step_at(g->step, (size_t)((g->file->dump_bytes - g->left) >> 20))
		       ? (ptrdiff_t)want
		       : -1;
}

static bool
go_on(void *arg)
{
	struct giving *g = arg;

	return step_look(g->step);
}

static bool
restore_database(const struct backup_file *file, const struct cluster *c,
	struct step *step, struct err *err)
{
	const char *argv[] = { "pg_restore", "--create", "--exit-on-error",
		"-w", "-h", c->socket, "-p", "5432", "-U", "hito_super", "-d",
		"postgres", NULL };
	struct giving g = {
		.file = file, .step = step, .left = file->dump_bytes
	};
	struct child_flow flow = { .give = give, .go_on = go_on, .arg = &g };

	if (fseeko(file->in, file->dump_at, SEEK_SET) != 0)
		return cannot_read(file, err);
	step_begin(step, N_("MiB"), (size_t)(file->dump_bytes >> 20) + 1);
	if (cluster_run(c, argv, &flow, true,
		    _("No se pudo restaurar la copia."), err))
		return true;
	return g.failed ? cannot_read(file, err)
			: step_check(step, err) && false;
}

bool
backup_restore(const struct backup_file *file, const struct cluster *c,
	struct session *session, struct arena *arena, struct step *step,
	struct err *err)
{
	return restore_roles(session, arena, file->roles, err) &&
	       restore_database(file, c, step, err);
}
