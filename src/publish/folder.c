/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/str.h"

#define LIST ".hito-publish"
#define BESIDE ".new"

enum {
	PIECE = 64 * 1024
};

struct made {
	const char *name;
	bool changed; /* it stands beside its place */
};

struct folder {
	struct arena *arena;
	const char *path;
	int fd;
	size_t n;
	struct made *files;
	/* The one that comes. */
	FILE *old; /* what stands in its place; NULL nothing */
	FILE *out; /* beside it; NULL: the same so far */
	size_t bytes;
	struct sha256 hash;
};

static bool
failed(const struct folder *folder, const char *name, struct err *err)
{
	return err_set(err, ERR_FILE, NULL, _("No se puede grabar «%s/%s»: %s."),
		folder->path, name, strerror(errno));
}

static const char *
beside(struct folder *folder, const char *name)
{
	return arena_printf(folder->arena, ".%s" BESIDE, name);
}

/* ---- whose folder it is */

/* Anything that a person or another program put there. */
static bool
has_files(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	bool found = false;

	while (dir && !found && (entry = readdir(dir)))
		found = entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return found;
}

static const char *
list_path(struct folder *folder)
{
	return arena_printf(folder->arena, "%s/" LIST, folder->path);
}

static bool
claim(struct folder *folder, struct err *err)
{
	const char *list = list_path(folder);

	if (file_exists(list))
		return true;
	if (has_files(folder->path)) {
		err_set(err, ERR_FILE, NULL,
			_("%s ya tiene otros archivos: los datos abiertos van "
			  "en una carpeta propia."),
			folder->path);
		return err_hint(err, "%s",
			_("Dé el nombre de una carpeta nueva o vacía."));
	}
	return file_write_private(list, "", 0, err);
}

/* What one that was killed left beside the places. */
static void
clear_up(struct folder *folder)
{
	DIR *dir = opendir(folder->path);
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] == '.' && str_ends(entry->d_name, BESIDE))
			unlinkat(folder->fd, entry->d_name, 0);
	if (dir)
		closedir(dir);
}

static bool
enter(struct folder *folder, struct err *err)
{
	if (mkdir(folder->path, 0777) != 0 && errno != EEXIST)
		return err_set(err, ERR_FILE, NULL,
			_("No se puede crear la carpeta «%s»: %s."), folder->path,
			strerror(errno));
	folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->fd < 0)
		return err_set(err, ERR_FILE, NULL,
			_("No se puede abrir «%s»: %s."), folder->path,
			strerror(errno));
	if (flock(folder->fd, LOCK_EX | LOCK_NB) != 0)
		return err_set(err, ERR_FILE, NULL,
			_("Otro programa está publicando en %s: espere a que "
			  "termine."),
			folder->path);
	if (!claim(folder, err))
		return false;
	clear_up(folder);
	return true;
}

struct folder *
folder_open(const char *path, struct err *err)
{
	struct arena *arena = arena_new();
	struct folder *folder = arena_alloc(arena, sizeof *folder);

	*folder = (struct folder){
		.arena = arena, .path = arena_strdup(arena, path), .fd = -1
	};
	if (enter(folder, err))
		return folder;
	folder_close(folder);
	return NULL;
}

/* ---- a file */

/* A regular one: a link in its place is replaced, never followed. */
static FILE *
open_old(struct folder *folder, const char *name)
{
	struct stat st;
	int fd = openat(folder->fd, name,
		O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	FILE *old = NULL;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		old = fdopen(fd, "rb");
	if (fd >= 0 && !old)
		close(fd);
	return old;
}

void
folder_begin(struct folder *folder, const char *name)
{
	folder->files = arena_grow(folder->arena, folder->files, folder->n,
		folder->n + 1, sizeof *folder->files);
	folder->files[folder->n++].name = arena_strdup(folder->arena, name);
	folder->old = open_old(folder, name);
	folder->bytes = 0;
	sha256_begin(&folder->hash);
}

static struct made *
last(struct folder *folder)
{
	return &folder->files[folder->n - 1];
}

/* What was the same so far. */
static bool
copy_same(struct folder *folder)
{
	char piece[4096];
	size_t left = folder->bytes;

	if (left > 0)
		rewind(folder->old);
	while (left > 0) {
		size_t want = left < sizeof piece ? left : sizeof piece;
		size_t n = fread(piece, 1, want, folder->old);

		if (n == 0 || fwrite(piece, 1, n, folder->out) != n)
			return false;
		left -= n;
	}
	return true;
}

static bool
start_new(struct folder *folder, struct err *err)
{
	struct made *made = last(folder);
	int fd = openat(folder->fd, beside(folder, made->name),
		O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);

	if (fd >= 0)
		made->changed = true;
	folder->out = fd >= 0 ? fdopen(fd, "wb") : NULL;
	if (!folder->out) {
		failed(folder, made->name, err);
		if (fd >= 0)
			close(fd);
		return false;
	}
	(void)setvbuf(folder->out, NULL, _IOFBF, PIECE);
	return copy_same(folder) || failed(folder, made->name, err);
}

static bool
is_same(struct folder *folder, const char *bytes, size_t n)
{
	char old[4096];

	while (n > 0) {
		size_t part = n < sizeof old ? n : sizeof old;

		if (fread(old, 1, part, folder->old) != part ||
			memcmp(old, bytes, part) != 0)
			return false;
		bytes += part;
		n -= part;
	}
	return true;
}

bool
folder_put(void *self, const char *bytes, size_t n, struct err *err)
{
	struct folder *folder = self;

	sha256_add(&folder->hash, bytes, n);
	if (!folder->out && !(folder->old && is_same(folder, bytes, n)) &&
		!start_new(folder, err))
		return false;
	if (folder->out && fwrite(bytes, 1, n, folder->out) != n)
		return failed(folder, last(folder)->name, err);
	folder->bytes += n;
	return true;
}

static bool
close_new(struct folder *folder)
{
	FILE *out = folder->out;
	bool done = fflush(out) == 0 && fsync(fileno(out)) == 0;

	folder->out = NULL;
	return fclose(out) == 0 && done;
}

/* The one that stands there may go on, or there is none and this one is
 * empty. */
static bool
is_whole(struct folder *folder)
{
	return folder->old && fgetc(folder->old) == EOF;
}

bool
folder_end(struct folder *folder, struct folder_file *file, struct err *err)
{
	if (!folder->out && !is_whole(folder) && !start_new(folder, err))
		return false;
	if (folder->out && !close_new(folder))
		return failed(folder, last(folder)->name, err);
	if (folder->old)
		fclose(folder->old);
	folder->old = NULL;
	file->bytes = folder->bytes;
	sha256_end(&folder->hash, file->sha256);
	return true;
}

bool
folder_save(struct folder *folder, const char *name, const struct buf *bytes,
	struct err *err)
{
	struct folder_file file;

	folder_begin(folder, name);
	return folder_put(folder, buf_text(bytes), bytes->len, err) &&
	       folder_end(folder, &file, err);
}

/* ---- into their places */

static bool
is_made(const struct folder *folder, const char *name)
{
	for (size_t i = 0; i < folder->n; i++)
		if (str_eq(folder->files[i].name, name))
			return true;
	return false;
}

/* A name that the list gives us is one in this folder. */
static bool
is_name(const char *name)
{
	return *name && *name != '.' && !strchr(name, '/');
}

/* What it had and what is made now, before anything moves: whoever is cut
 * off leaves no file that nobody knows. */
static bool
note(struct folder *folder, const char *had, struct err *err)
{
	struct buf list = { 0 };
	bool same;
	bool done;

	for (size_t i = 0; i < folder->n; i++)
		buf_printf(&list, "%s\n", folder->files[i].name);
	same = str_eq(buf_text(&list), had);
	done = same || file_write_private(list_path(folder), buf_text(&list),
			       list.len, err);
	buf_free(&list);
	return done;
}

static bool
note_both(struct folder *folder, const char *had, struct err *err)
{
	struct buf list = { 0 };
	bool more = false;
	bool done = true;

	buf_puts(&list, had);
	for (size_t i = 0; i < folder->n; i++) {
		const char *name = folder->files[i].name;

		if (strstr(had, arena_printf(folder->arena, "%s\n", name)))
			continue;
		buf_printf(&list, "%s\n", name);
		more = true;
	}
	if (more)
		done = file_write_private(
			list_path(folder), buf_text(&list), list.len, err);
	buf_free(&list);
	return done;
}

/* One that is no longer made. */
static bool
drop_old(struct folder *folder, const char *had, size_t *changed,
	struct err *err)
{
	size_t n;
	char **names = str_split(folder->arena, had, '\n', &n);

	for (size_t i = 0; i < n; i++) {
		if (!is_name(names[i]) || is_made(folder, names[i]))
			continue;
		if (unlinkat(folder->fd, names[i], 0) == 0)
			++*changed;
		else if (errno != ENOENT)
			return failed(folder, names[i], err);
	}
	return true;
}

static bool
put_new(struct folder *folder, size_t *changed, struct err *err)
{
	for (size_t i = 0; i < folder->n; i++) {
		struct made *made = &folder->files[i];

		if (!made->changed)
			continue;
		if (renameat(folder->fd, beside(folder, made->name), folder->fd,
			    made->name) != 0)
			return failed(folder, made->name, err);
		made->changed = false;
		++*changed;
	}
	return fsync(folder->fd) == 0 || failed(folder, ".", err);
}

bool
folder_publish(struct folder *folder, size_t *changed, struct err *err)
{
	const char *had = file_read(
		folder->arena, list_path(folder), FILE_SMALL, NULL, err);

	*changed = 0;
	return had && note_both(folder, had, err) &&
	       put_new(folder, changed, err) &&
	       drop_old(folder, had, changed, err) && note(folder, had, err);
}

void
folder_close(struct folder *folder)
{
	if (!folder)
		return;
	if (folder->out)
		fclose(folder->out);
	if (folder->old)
		fclose(folder->old);
	for (size_t i = 0; i < folder->n; i++)
		if (folder->files[i].changed)
			unlinkat(folder->fd,
				beside(folder, folder->files[i].name), 0);
	if (folder->fd >= 0)
		close(folder->fd);
	arena_free(folder->arena);
}
