/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/evidence.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/base64.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/sha256.h"
#include "base/str.h"
#include "base/utf8.h"
#include "base/wait.h"
#include "db/session.h"

enum {
	FIRST = 8 << 10, /* bytes of a piece at first .. */
	MOST = 256 << 10,
	QUICK_MS = 400, /* one that took less is followed by a larger .. */
	SLOW_MS = 2500, /* .. and one that took more by a smaller */
	NAMES_MAX = 1000,
	KILO = 1024,
};

/* A file on its way. */
struct passage {
	struct desk *desk;
	struct arena *arena;
	struct step *step;
	const char *name; /* without folders */
	FILE *file;
	uint64_t bytes;
	char sha256[SHA256_HEX];
	const char *number; /* on the server */
	size_t piece;	    /* bytes of the next one */
	char *block;	    /* MOST bytes, of sending */
	struct buf part;    /* what came */
	struct buf text;    /* a piece as letters */
};

static void
passage_end(struct passage *p)
{
	if (p->file)
		fclose(p->file);
	buf_free(&p->part);
	buf_free(&p->text);
	arena_free(p->arena);
}

/* A line that is quick gets more at once. */
static void
pace(struct passage *p, int64_t took)
{
	if (took < QUICK_MS && p->piece < MOST)
		p->piece *= 2;
	else if (took > SLOW_MS && p->piece > FIRST)
		p->piece /= 2;
}

static bool
tell(struct passage *p, uint64_t done, struct err *err)
{
	return step_at(p->step, (size_t)((done + KILO - 1) / KILO)) ||
	       step_check(p->step, err);
}

const char *
evidence_path(struct arena *arena, const char *folder, const char *name)
{
	if (!folder || strchr(name, '/') || name[0] == '~')
		return file_expand(arena, name);
	return arena_printf(arena, "%s/%s", folder, name);
}

static const char *
name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* ---- sending */

static bool
cannot_read(const char *path, struct err *err)
{
	return err_set(err, ERR_FILE, "file", _("No se puede leer «%s»: %s."),
		path, strerror(errno));
}

/* Opens it and takes its size and digest. */
static bool
survey(struct passage *p, const char *path, struct err *err)
{
	struct sha256 hash;
	struct stat st;
	size_t n;

	p->name = name_of(path);
	p->file = fopen(path, "rb");
	if (!p->file || fstat(fileno(p->file), &st) != 0)
		return cannot_read(path, err);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_FILE, "file",
			_("%s no es un archivo: escriba el nombre de uno."),
			path);
	p->block = arena_alloc(p->arena, MOST);
	sha256_begin(&hash);
	while ((n = fread(p->block, 1, MOST, p->file)) > 0) {
		sha256_add(&hash, p->block, n);
		p->bytes += n;
	}
	if (ferror(p->file))
		return cannot_read(path, err);
	sha256_end(&hash, p->sha256);
	return true;
}

static const char *
number_text(struct arena *arena, uint64_t n)
{
	return arena_printf(arena, "%llu", (unsigned long long)n);
}

static bool
take_count(const struct result *r, const char *column, uint64_t *out)
{
	const char *text = result_get(r, 0, column);
	char *end;

	if (!text)
		return false;
	errno = 0;
	*out = strtoull(text, &end, 10);
	return errno == 0 && *end == '\0';
}

/* The server has it under a number, and so many bytes of it. */
static bool
announce(struct passage *p, uint64_t *have, struct err *err)
{
	struct result *r = session_query(p->desk->session, _("Archivo"), err,
		"select file, have from core.file_begin($1, $2, $3)", 3,
		p->name, number_text(p->arena, p->bytes), p->sha256);
	bool told = r && take_count(r, "have", have);

	if (told)
		p->number = arena_strdup(p->arena, result_get(r, 0, "file"));
	result_free(r);
	return told;
}

static bool
send_piece(struct passage *p, uint64_t *have, struct err *err)
{
	int64_t began = clock_ms();
	struct result *r;
	size_t n;
	bool told;

	if (fseeko(p->file, (off_t)*have, SEEK_SET) != 0)
		return cannot_read(p->name, err);
	n = fread(p->block, 1, p->piece, p->file);
	if (n == 0)
		return err_set(err, ERR_FILE, "file",
			_("«%s» cambió mientras se enviaba: envíelo de "
			  "nuevo."),
			p->name);
	buf_reset(&p->text);
	base64_put(&p->text, p->block, n);
	r = session_query(p->desk->session, _("Archivo"), err,
		"select core.file_put($1, $2, $3) as have", 3, p->number,
		number_text(p->arena, *have), buf_text(&p->text));
	told = r && take_count(r, "have", have);
	result_free(r);
	pace(p, clock_ms() - began);
	return told;
}

static bool
send_once(struct passage *p, struct err *err)
{
	uint64_t have = 0;

	if (!announce(p, &have, err))
		return false;
	while (have < p->bytes)
		if (!tell(p, have, err) || !send_piece(p, &have, err))
			return false;
	return true;
}

bool
evidence_send(struct desk *desk, const struct action *action,
	const char **answers, const struct evidence_place *place,
	struct err *err)
{
	struct passage p = {
		.desk = desk, .step = place->step, .piece = FIRST
	};
	bool sent;
	int tries = 0;

	if (!action->sends)
		return true;
	if (!answers[0])
		return err_set(err, ERR_INPUT, action->ask[0].name,
			_("Escriba el nombre del archivo."));
	p.arena = arena_new();
	sent = survey(
		&p, evidence_path(p.arena, place->folder, answers[0]), err);
	step_begin(p.step, N_("kB"), (size_t)(p.bytes / KILO) + 1);
	while (sent && !(sent = send_once(&p, err)))
		sent = store_again(desk, &tries, err);
	if (sent)
		answers[0] = arena_strdup(desk->arena, p.number);
	passage_end(&p);
	return sent;
}

/* ---- getting */

static bool
get_piece(struct passage *p, uint64_t *have, struct err *err)
{
	int64_t began = clock_ms();
	struct result *r = session_query(p->desk->session, _("Archivo"), err,
		"select core.file_get($1, $2, $3) as piece", 3, p->number,
		number_text(p->arena, *have), number_text(p->arena, p->piece));
	const char *text = r ? result_get(r, 0, "piece") : NULL;

	buf_reset(&p->part);
	if (text)
		base64_take(&p->part, text);
	result_free(r);
	pace(p, clock_ms() - began);
	if (!r)
		return false;
	if (p->part.len == 0)
		return err_set(err, ERR_RULE, NULL,
			_("El archivo «%s» ya no está entero en la base de "
			  "datos."),
			p->name);
	*have += p->part.len;
	return true;
}

/* What fills the file on the disk. */
struct filling {
	struct passage *p;
	struct err *err;
	bool failed;
};

static bool
fill(void *arg, FILE *out)
{
	struct filling *f = arg;
	struct passage *p = f->p;
	struct sha256 hash;
	char hex[SHA256_HEX];
	uint64_t have = 0;
	int tries = 0;

	sha256_begin(&hash);
	while (have < p->bytes) {
		if (!tell(p, have, f->err))
			return f->failed = true, false;
		if (!get_piece(p, &have, f->err)) {
			if (store_again(p->desk, &tries, f->err))
				continue;
			return f->failed = true, false;
		}
		sha256_add(&hash, p->part.data, p->part.len);
		if (fwrite(p->part.data, 1, p->part.len, out) != p->part.len)
			return false;
	}
	sha256_end(&hash, hex);
	f->failed = !str_eq(hex, p->sha256);
	if (f->failed)
		err_set(f->err, ERR_RULE, NULL,
			_("El archivo «%s» no es el que se guardó: alguien lo "
			  "cambió en la base de datos."),
			p->name);
	return !f->failed;
}

/* A name of the server's is a name, whatever it says. */
static const char *
safe_name(struct arena *arena, const char *name)
{
	size_t n = strlen(name);
	char *clean = arena_alloc(arena, 3 * n + 1);

	utf8_clean(name, n, false, clean);
	for (char *c = clean; *c; c++)
		if (*c == '/')
			*c = '_';
	if (clean[0] == '.' || clean[0] == '~')
		clean[0] = '_';
	return clean[0] ? clean : "archivo";
}

static bool
look_up(struct passage *p, const struct record *record,
	const struct action *action, struct err *err)
{
	struct result *r = session_query(p->desk->session, _("Archivo"), err,
		arena_printf(p->arena,
			"select file, file_name, bytes, sha256 from %s($1, $2)",
			str_quote_name(p->arena, action->call)),
		2, record->id, record->version);
	bool told = r && take_count(r, "bytes", &p->bytes);

	if (told) {
		p->number = arena_strdup(p->arena, result_get(r, 0, "file"));
		p->name = safe_name(p->arena, result_get(r, 0, "file_name"));
		str_copy(p->sha256, sizeof p->sha256,
			result_get(r, 0, "sha256"));
	}
	result_free(r);
	return told;
}

/* Before all of it comes for nothing. */
static bool
is_free(const char *path, struct err *err)
{
	return !file_exists(path) ||
	       err_set(err, ERR_FILE, "exists",
		       _("Ya existe %s: escriba otro nombre, o quite antes "
			 "ese archivo."),
		       path);
}

bool
evidence_get(struct desk *desk, const struct record *record,
	const struct action *action, const char *as,
	const struct evidence_place *place, const char **path, struct err *err)
{
	struct passage p = { .desk = desk,
		.arena = arena_new(),
		.step = place->step,
		.piece = FIRST };
	struct filling f = { .p = &p, .err = err };
	struct err saving = { 0 };
	bool got = look_up(&p, record, action, err);

	if (got) {
		*path = evidence_path(
			desk->arena, place->folder, as ? as : p.name);
		step_begin(p.step, N_("kB"), (size_t)(p.bytes / KILO) + 1);
		got = is_free(*path, &saving) &&
		      file_save_by(*path, fill, &f, false, &saving);
		saving.field[0] = '\0';
		if (!got && !f.failed)
			*err = saving;
	}
	passage_end(&p);
	return got;
}

/* ---- what there is */

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
evidence_names(struct arena *arena, const char *folder, const char *beginning)
{
	char **names = arena_array(arena, NAMES_MAX + 1, sizeof *names);
	DIR *dir = opendir(folder);
	struct dirent *entry;
	size_t n = 0;

	while (dir && n < NAMES_MAX && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' &&
			utf8_begins_with(entry->d_name, beginning))
			names[n++] = arena_strdup(arena, entry->d_name);
	if (dir)
		closedir(dir);
	qsort(names, n, sizeof *names, compare_names);
	return names;
}
