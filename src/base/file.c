/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_TMPFILE */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

#define OWN_FILES "/proc/self/fd/"

enum {
	SUFFIX = 6,  /* characters of a name beside, as mkstemp has them */
	TRIES = 128, /* of names that others have */
};

bool
file_exists(const char *path)
{
	struct stat st;

	return path && stat(path, &st) == 0;
}

bool
file_cannot_open(const char *path, struct err *err)
{
	int why = errno;

	if (why == ENOENT)
		err_set(err, ERR_FILE, NULL, _("No existe el archivo «%s»."),
			path);
	else if (why == EACCES)
		err_set(err, ERR_FILE, NULL,
			_("No hay permiso para leer «%s»."), path);
	else
		err_set(err, ERR_FILE, NULL, _("No se puede abrir «%s»."),
			path);
	err_hint(err, "%s", _("Revise el nombre y la carpeta."));
	return err_detail(err, strerror(why));
}

/* A descriptor of a regular file no longer than max; -1 with err. */
static int
open_small(const char *path, size_t max, size_t *size, struct err *err)
{
	struct stat st;
	/* a FIFO in its place must not make the program wait */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) != 0) {
		file_cannot_open(path, err);
	} else if (!S_ISREG(st.st_mode)) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no es un archivo corriente."), path);
	} else if (st.st_size < 0 || (size_t)st.st_size > max) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» es demasiado grande: se admiten %zu bytes."),
			path, max);
	} else {
		*size = (size_t)st.st_size;
		return fd;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

char *
file_read(struct arena *arena, const char *path, size_t max, size_t *n,
	struct err *err)
{
	size_t size = 0;
	size_t got = 0;
	int fd = open_small(path, max, &size, err);
	char *text;

	if (fd < 0)
		return NULL;
	text = arena_alloc(arena, size + 1);
	while (got < size) {
		ssize_t k = read(fd, text + got, size - got);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0) {
			err_set(err, ERR_FILE, NULL,
				_("No se puede leer «%s»: %s."), path,
				strerror(errno));
			close(fd);
			return NULL;
		}
		if (k == 0)
			break;
		got += (size_t)k;
	}
	close(fd);
	text[got] = '\0';
	if (n)
		*n = got;
	return text;
}

static bool
write_all(int fd, const char *text, size_t n)
{
	while (n > 0) {
		ssize_t k = write(fd, text, n);

		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return false;
		text += k;
		n -= (size_t)k;
	}
	return true;
}

bool
file_write_private(
	const char *path, const char *text, size_t n, struct err *err)
{
	struct buf beside = { 0 };
	bool done = false;
	int fd;

	buf_printf(&beside, "%s.XXXXXX", path);
	fd = mkstemp(beside.data); /* 0600 by POSIX */
	if (fd >= 0) {
		done = write_all(fd, text, n);
		done = close(fd) == 0 && done;
		done = done && rename(beside.data, path) == 0;
		if (!done) {
			int why = errno;

			unlink(beside.data);
			errno = why;
		}
	}
	if (!done)
		err_set(err, ERR_FILE, NULL, _("No se puede grabar «%s»: %s."),
			path, strerror(errno));
	buf_free(&beside);
	return done;
}

/* ---- files for people */

static bool
cannot_save(const char *path, struct err *err)
{
	return err_set(err, ERR_FILE, NULL, _("No se puede grabar «%s»: %s."),
		path, strerror(errno));
}

/* The mode of what stands there, else what her umask leaves. */
static mode_t
mode_for(const char *path)
{
	struct stat st;
	mode_t mask;

	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
		return st.st_mode & 0777;
	mask = umask(077);
	umask(mask);
	return 0666 & ~mask;
}

/* link(2) refuses an existing name in one step; where the file system has no
 * links, what was looked up just before must do. */
static bool
put_in_place(const char *beside, const char *path, bool replace)
{
	struct stat st;

	if (replace)
		return rename(beside, path) == 0;
	if (link(beside, path) == 0) {
		unlink(beside);
		return true;
	}
	if (errno == EEXIST || lstat(path, &st) == 0) {
		errno = EEXIST;
		return false;
	}
	return rename(beside, path) == 0;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A file being filled, in the folder of its place. Without a name, where the
 * system can, nothing is left of it whoever kills the program. */
struct filling {
	int fd;
	bool named;
	char *beside; /* its name, then or later */
};

static bool
open_unnamed(struct filling *f)
{
#ifdef O_TMPFILE
	char *slash = strrchr(f->beside, '/');
	char was = slash ? slash[1] : '\0';

	if (access(OWN_FILES, X_OK) != 0)
		return false;
	if (slash)
		slash[1] = '\0';
	f->fd = open(slash ? f->beside : ".", O_TMPFILE | O_WRONLY | O_CLOEXEC,
		S_IRUSR | S_IWUSR);
	if (slash)
		slash[1] = was;
#endif
	return f->fd >= 0;
}

static void
open_beside(struct filling *f)
{
	if (open_unnamed(f))
		return;
	f->fd = mkstemp(f->beside);
	f->named = f->fd >= 0;
}

/* It gets its name beside the place; it had none. */
static bool
give_name(struct filling *f)
{
	char own[sizeof OWN_FILES + 16];
	char *end = f->beside + strlen(f->beside) - SUFFIX;

	if (f->named)
		return true;
	snprintf(own, sizeof own, OWN_FILES "%d", f->fd);
	for (unsigned i = 0; i < TRIES && !f->named; i++) {
		snprintf(end, SUFFIX + 1, "%06x",
			((unsigned)getpid() * TRIES + i) & 0xffffffU);
		f->named = linkat(AT_FDCWD, own, AT_FDCWD, f->beside,
				   AT_SYMLINK_FOLLOW) == 0;
		if (!f->named && errno != EEXIST)
			return false;
	}
	return f->named;
}

/* On the disk before it is put in its place. */
static bool
fill_file(struct filling *f, const char *path, file_fill_fn *fill, void *arg,
	struct err *err)
{
	FILE *out = fdopen(f->fd, "wb");
	bool filled = out && fill(arg, out);
	bool failed = !out || ferror(out) ||
		      (filled && (fflush(out) != 0 ||
					 fchmod(f->fd, mode_for(path)) != 0 ||
					 fsync(f->fd) != 0 || !give_name(f)));
	int why = errno;

	if ((out ? fclose(out) : close(f->fd)) != 0 && !failed) {
		failed = true;
		why = errno;
	}
	errno = why;
	return failed ? cannot_save(path, err) : filled;
}

bool
file_save_by(const char *path, file_fill_fn *fill, void *arg, bool replace,
	struct err *err)
{
	struct buf beside = { 0 };
	struct filling f = { .fd = -1 };
	bool done;

	if (is_folder(path))
		return err_set(err, ERR_FILE, NULL,
			_("%s es una carpeta: escriba también el nombre del "
			  "archivo."),
			path);
	buf_printf(&beside, "%s.XXXXXX", path);
	f.beside = beside.data;
	open_beside(&f);
	done = f.fd >= 0 ? fill_file(&f, path, fill, arg, err)
			 : cannot_save(path, err);
	if (done && !put_in_place(beside.data, path, replace))
		done = errno == EEXIST ? err_set(err, ERR_FILE, "exists",
						 _("Ya existe %s: escriba otro "
						   "nombre, o quite antes ese "
						   "archivo."),
						 path)
				       : cannot_save(path, err);
	if (!done && f.named)
		unlink(beside.data);
	buf_free(&beside);
	return done;
}

struct bytes {
	const char *text;
	size_t n;
};

static bool
fill_bytes(void *arg, FILE *out)
{
	const struct bytes *bytes = arg;

	return fwrite(bytes->text, 1, bytes->n, out) == bytes->n;
}

bool
file_save(const char *path, const char *bytes, size_t n, bool replace,
	struct err *err)
{
	struct bytes all = { bytes, n };

	return file_save_by(path, fill_bytes, &all, replace, err);
}

const char *
file_expand(struct arena *arena, const char *path)
{
	const char *home = getenv("HOME");

	if (!str_starts(path, "~/") || str_is_blank(home))
		return path;
	return arena_printf(arena, "%s%s", home, path + 1);
}
