/* SPDX-License-Identifier: GPL-3.0-or-later */
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

bool
file_exists(const char *path)
{
	struct stat st;

	return path && stat(path, &st) == 0;
}

/* A descriptor of a regular file no longer than max; -1 with err. */
static int
open_small(const char *path, size_t max, size_t *size, struct err *err)
{
	struct stat st;
	/* a FIFO in its place must not make the program wait */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0 || fstat(fd, &st) != 0) {
		err_set(err, ERR_FILE, NULL, _("No se puede abrir %s: %s."),
			path, strerror(errno));
	} else if (!S_ISREG(st.st_mode)) {
		err_set(err, ERR_FILE, NULL,
			_("%s no es un archivo corriente."), path);
	} else if (st.st_size < 0 || (size_t)st.st_size > max) {
		err_set(err, ERR_FILE, NULL,
			_("%s es demasiado grande: se admiten %zu bytes."),
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
				_("No se puede leer %s: %s."), path,
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
		err_set(err, ERR_FILE, NULL, _("No se puede grabar %s: %s."),
			path, strerror(errno));
	buf_free(&beside);
	return done;
}
