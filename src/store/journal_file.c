/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/journal_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crc32c.h"
#include "base/file.h"
#include "base/i18n.h"

enum {
	MARK_0 = 0xa5,
	MARK_1 = 'J',
	MARK_BYTES = 2,
	NUMBER_BYTES = 4,
	HEAD = MARK_BYTES + 2 * NUMBER_BYTES,
	BYTE = 8,
	ENTRY_MAX = 16 << 20,
	FILE_MAX = 256 << 20,
	OWNER_ONLY = 0600,
	OWNER_FOLDER = 0700,
};

struct journal_file {
	int fd;
	off_t size;
	char *path;
};

/* ---- numbers of four bytes */

static void
put_number(struct buf *b, size_t number)
{
	for (int i = 0; i < NUMBER_BYTES; i++)
		buf_putc(b, (char)(number >> (BYTE * i) & 0xff));
}

static uint32_t
number_at(const char *bytes)
{
	uint32_t number = 0;

	for (int i = NUMBER_BYTES; i-- > 0;)
		number = number << BYTE | (unsigned char)bytes[i];
	return number;
}

/* ---- writing */

static void
put_content(struct buf *b, const struct journal_entry *entry)
{
	buf_putc(b, entry->op);
	for (size_t i = 0; i < entry->n; i++) {
		const char *text = entry->texts[i];

		put_number(b, text ? strlen(text) + 1 : 0);
		if (text)
			buf_puts(b, text);
	}
}

static void
put_entry(struct buf *b, const struct journal_entry *entry)
{
	struct buf content = { 0 }, length = { 0 };
	uint32_t crc;

	put_content(&content, entry);
	put_number(&length, content.len);
	crc = crc32c(0, length.data, length.len);
	crc = crc32c(crc, content.data, content.len);
	buf_putc(b, (char)MARK_0);
	buf_putc(b, MARK_1);
	buf_add(b, length.data, length.len);
	put_number(b, crc);
	buf_add(b, content.data, content.len);
	buf_free(&content);
	buf_free(&length);
}

static bool
cannot(const char *path, struct err *err)
{
	return err_set(err, ERR_FILE, NULL, _("No se puede escribir «%s»: %s."),
		path, strerror(errno));
}

static bool
write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0) {
			if (done == 0)
				errno = ENOSPC;
			return false;
		}
		bytes += done;
		n -= (size_t)done;
	}
	return true;
}

bool
journal_add(struct journal_file *file, const struct journal_entry *entries,
	size_t n, bool sync, struct err *err)
{
	struct buf b = { 0 };
	bool done;
	int why;

	for (size_t i = 0; i < n; i++)
		put_entry(&b, &entries[i]);
	done = write_all(file->fd, b.data, b.len) &&
	       (!sync || fdatasync(file->fd) == 0);
	if (done)
		file->size += (off_t)b.len;
	buf_free(&b);
	if (done)
		return true;
	why = errno;
	/* half an entry is none: what follows stands where it began */
	if (ftruncate(file->fd, file->size) == 0)
		lseek(file->fd, file->size, SEEK_SET);
	errno = why;
	return cannot(file->path, err);
}

size_t
journal_size(const struct journal_file *file)
{
	return (size_t)file->size;
}

/* ---- opening */

static struct journal_file *
file_of(int fd, const char *path, off_t size)
{
	struct journal_file *file = mem_alloc(sizeof *file);

	*file = (struct journal_file){ fd, size, mem_strdup(path) };
	return file;
}

/* So that the name of a new file survives a power cut. */
static void
sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static bool
make_folder(struct arena *arena, const char *folder, struct err *err)
{
	char *above = arena_strdup(arena, folder);
	char *end = strrchr(above, '/');

	if (mkdir(folder, OWNER_FOLDER) != 0)
		return errno == EEXIST || cannot(folder, err);
	if (end && end > above) {
		*end = '\0';
		sync_folder(above);
	}
	return true;
}

struct journal_file *
journal_make(const char *folder, const char *name, struct err *err)
{
	struct arena *arena = arena_new();
	const char *path = arena_printf(arena, "%s/%s", folder, name);
	struct journal_file *file = NULL;
	int fd;

	if (!make_folder(arena, folder, err)) {
		arena_free(arena);
		return NULL;
	}
	fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, OWNER_ONLY);
	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) {
		cannot(path, err);
		if (fd >= 0)
			close(fd);
	} else {
		sync_folder(folder);
		file = file_of(fd, path, 0);
	}
	arena_free(arena);
	return file;
}

/* Where nothing can be written it can be looked at still. */
static int
open_there(const char *path)
{
	const int how = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
	int fd = open(path, O_RDWR | how);

	if (fd < 0 && (errno == EROFS || errno == EACCES))
		fd = open(path, O_RDONLY | how);
	return fd;
}

/* Nobody else's, whoever may read it: the superuser in another's home. */
static bool
is_own(const struct stat *st)
{
	errno = EPERM;
	return S_ISREG(st->st_mode) && st->st_uid == geteuid();
}

enum journal_lock
journal_take(const char *path, struct journal_file **out, struct err *err)
{
	struct stat st;
	int fd = open_there(path);
	bool busy;

	*out = NULL;
	if (fd < 0 || fstat(fd, &st) != 0 || !is_own(&st)) {
		err_set(err, ERR_FILE, NULL, _("No se puede abrir «%s»: %s."),
			path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return JOURNAL_GONE;
	}
	busy = flock(fd, LOCK_EX | LOCK_NB) != 0;
	/* taken off the disk while it was being opened */
	if (busy || !file_exists(path)) {
		close(fd);
		return busy ? JOURNAL_BUSY : JOURNAL_GONE;
	}
	/* what a killed session wrote last is on the disk before somebody
	 * builds on it: a draft that moved away would come back */
	(void)fdatasync(fd);
	st.st_size = lseek(fd, 0, SEEK_END);
	*out = file_of(fd, path, st.st_size);
	return JOURNAL_MINE;
}

void
journal_release(struct journal_file *file, bool remove)
{
	if (!file)
		return;
	if (remove)
		unlink(file->path);
	/* a child that has not closed it yet does not keep it from others */
	flock(file->fd, LOCK_UN);
	close(file->fd);
	free(file->path);
	free(file);
}

/* ---- reading */

/* The texts of a content, NUL-terminated copies; false: it is none. */
static bool
read_content(struct arena *arena, const char *bytes, size_t size,
	struct journal_entry *entry)
{
	size_t n = 0, at = 1;

	while (at < size && size - at >= NUMBER_BYTES) {
		uint32_t length = number_at(bytes + at);

		at += NUMBER_BYTES;
		if (length > 0 && length - 1 > size - at)
			return false;
		at += length > 0 ? length - 1 : 0;
		n++;
	}
	if (at != size)
		return false;
	*entry = (struct journal_entry){ bytes[0], n,
		arena_array(arena, n + 1, sizeof *entry->texts) };
	at = 1;
	for (size_t i = 0; i < n; i++) {
		uint32_t length = number_at(bytes + at);

		at += NUMBER_BYTES;
		if (length == 0)
			continue;
		entry->texts[i] = arena_strndup(arena, bytes + at, length - 1);
		at += length - 1;
	}
	return true;
}

/* The bytes of the whole entry that begins there; 0: none does. */
static size_t
read_entry(struct arena *arena, const char *bytes, size_t size,
	struct journal_entry *entry)
{
	uint32_t length, crc;

	if (size <= HEAD || (unsigned char)bytes[0] != MARK_0 ||
		bytes[1] != MARK_1)
		return 0;
	length = number_at(bytes + MARK_BYTES);
	if (length == 0 || length > ENTRY_MAX || length > size - HEAD)
		return 0;
	crc = crc32c(0, bytes + MARK_BYTES, NUMBER_BYTES);
	crc = crc32c(crc, bytes + HEAD, length);
	if (crc != number_at(bytes + MARK_BYTES + NUMBER_BYTES) ||
		!read_content(arena, bytes + HEAD, length, entry))
		return 0;
	return HEAD + length;
}

void
journal_parse(struct arena *arena, const char *bytes, size_t size,
	struct journal_entry **out, size_t *n, size_t *lost)
{
	size_t cap = 0, at = 0;

	*out = NULL;
	*n = *lost = 0;
	while (at < size) {
		struct journal_entry entry;
		size_t whole = read_entry(arena, bytes + at, size - at, &entry);

		if (whole == 0) {
			at++;
			(*lost)++;
			continue;
		}
		at += whole;
		if (*n == cap) {
			cap = 2 * cap + 64;
			*out = arena_grow(arena, *out, *n, cap, sizeof **out);
		}
		(*out)[(*n)++] = entry;
	}
}

bool
journal_read(struct arena *arena, const char *path, struct journal_entry **out,
	size_t *n, size_t *lost, struct err *err)
{
	size_t size;
	char *bytes = file_read(arena, path, FILE_MAX, &size, err);

	if (!bytes)
		return false;
	journal_parse(arena, bytes, size, out, n, lost);
	return true;
}
