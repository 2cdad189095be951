/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "base/str.h"

enum {
	PIECE = 64 * 1024, /* bytes read at once, and looked at for guessing */
	NAME_ROOM = 256,
};

static const uint64_t spool_max = UINT64_C(4) << 30;

struct bytes {
	int fd;
	bool regular;
	struct stat first; /* as it was on opening */
	FILE *spool;	   /* what came from a pipe, or unfolded; or NULL */
	uint64_t spooled;  /* bytes in it */
	int in;		   /* where bytes are read from: fd, then the spool */
	bool taken_in;	   /* all bytes are there */
	bool packed;	   /* the spool has them unfolded */
	uint64_t all;	   /* bytes of the file itself, when packed */
	bool counted;	   /* in the fingerprint, as they are read */
	char name[NAME_ROOM];
	struct sha256 hash;
	char hex[SHA256_HEX];
	char expected[SHA256_HEX]; /* "" unknown */
	uint64_t bytes;		   /* read in this pass */
	char piece[PIECE];
	size_t n_piece;	  /* bytes waiting in piece */
	bool at_end;	  /* no more bytes come */
	bytes_wait *wait; /* NULL: reading may block */
	void *wait_arg;
};

/* ---- opening ------------------------------------------------------------ */

static bool
open_path(struct bytes *in, const char *path, struct err *err)
{
	bool standard = str_eq(path, "-");
	const char *slash = strrchr(path, '/');

	str_copy(in->name, sizeof in->name,
		standard	    ? _("entrada estándar")
		: slash && slash[1] ? slash + 1
				    : path);
	in->fd =
		standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0 || fstat(in->fd, &in->first) != 0)
		return file_cannot_open(path, err);
	in->in = in->fd;
	in->regular = S_ISREG(in->first.st_mode);
	if (S_ISDIR(in->first.st_mode)) {
		err_set(err, ERR_FILE, NULL, _("«%s» es una carpeta."), path);
		return err_hint(
			err, "%s", _("Indique el archivo que está en ella."));
	}
	if (isatty(in->fd) || S_ISBLK(in->first.st_mode)) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no es un archivo ni una tubería."), in->name);
		return err_hint(err, "%s",
			_("Indique un archivo, o «-» con los datos por la "
			  "entrada estándar."));
	}
	return true;
}

static bool
begin(struct bytes *in, const char *path, const char *sha256, struct err *err)
{
	if (sha256 && (strlen(sha256) != SHA256_HEX - 1 ||
			      strspn(sha256, "0123456789abcdefABCDEF") !=
				      SHA256_HEX - 1))
		return err_set(err, ERR_USAGE, NULL,
			_("--sha256 lleva 64 cifras hexadecimales."));
	if (sha256)
		str_copy(in->expected, sizeof in->expected, sha256);
	return open_path(in, path, err);
}

struct bytes *
bytes_open(const char *path, const char *sha256, struct err *err)
{
	struct bytes *in = mem_alloc(sizeof *in);

	memset(in, 0, sizeof *in);
	in->fd = -1;
	if (begin(in, path, sha256, err))
		return in;
	bytes_close(in);
	return NULL;
}

void
bytes_close(struct bytes *in)
{
	if (!in)
		return;
	if (in->fd >= 0)
		close(in->fd);
	if (in->spool)
		fclose(in->spool);
	free(in);
}

void
bytes_on_wait(struct bytes *in, bytes_wait *wait, void *arg)
{
	in->wait = wait;
	in->wait_arg = arg;
}

/* ---- reading ------------------------------------------------------------ */

static bool
has_changed(const struct bytes *in, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("«%s» cambió mientras se leía: no se grabó nada."), in->name);
	return err_hint(err, "%s",
		_("Espere a que termine de copiarse o de "
		  "guardarse e intente otra vez."));
}

bool
bytes_is_unchanged(const struct bytes *in, struct err *err)
{
	uint64_t all = in->packed ? in->all : in->bytes;
	struct stat now;
	char sizes[128];

	if (!in->regular)
		return true;
	if (fstat(in->fd, &now) == 0 && now.st_size == in->first.st_size &&
		(uint64_t)now.st_size == all &&
		now.st_mtim.tv_sec == in->first.st_mtim.tv_sec &&
		now.st_mtim.tv_nsec == in->first.st_mtim.tv_nsec)
		return true;
	has_changed(in, err);
	snprintf(sizes, sizeof sizes,
		"%llu bytes leídos, %lld al empezar, %lld ahora",
		(unsigned long long)all, (long long)in->first.st_size,
		(long long)now.st_size);
	return err_detail(err, sizes);
}

/* Nobody outruns a file that goes on growing. */
static bool
has_not_grown(const struct bytes *in, struct err *err)
{
	return !in->regular || in->in != in->fd ||
	       in->bytes <= (uint64_t)in->first.st_size ||
	       bytes_is_unchanged(in, err);
}

bool
bytes_fill(struct bytes *in, struct err *err)
{
	while (in->n_piece < PIECE && !in->at_end) {
		ssize_t n;

		if (in->wait && !in->regular && !in->taken_in &&
			!in->wait(in->wait_arg, in->fd, err))
			return false;
		n = read(in->in, in->piece + in->n_piece, PIECE - in->n_piece);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_set(err, ERR_FILE, NULL,
				_("No se pudo seguir leyendo «%s»."), in->name);
			return err_detail(err, strerror(errno));
		}
		if (n == 0) {
			in->at_end = true;
			break;
		}
		if (in->counted)
			sha256_add(
				&in->hash, in->piece + in->n_piece, (size_t)n);
		in->n_piece += (size_t)n;
		in->bytes += (uint64_t)n;
	}
	return has_not_grown(in, err);
}

const char *
bytes_piece(const struct bytes *in, size_t *n)
{
	*n = in->n_piece;
	return in->piece;
}

void
bytes_use(struct bytes *in, size_t n)
{
	in->n_piece -= n;
	memmove(in->piece, in->piece + n, in->n_piece);
}

bool
bytes_at_end(const struct bytes *in)
{
	return in->at_end;
}

uint64_t
bytes_read(const struct bytes *in)
{
	return in->bytes;
}

uint64_t
bytes_size(const struct bytes *in)
{
	return in->spool     ? in->spooled
	       : in->regular ? (uint64_t)in->first.st_size
			     : 0;
}

/* ---- as often as wanted ------------------------------------------------- */

static bool
cannot_spool(const struct bytes *in, struct err *err)
{
	int why = errno;

	err_set(err, ERR_FILE, NULL,
		_("No se puede guardar por un momento lo que llega por «%s»."),
		in->name);
	err_hint(err, "%s",
		_("Revise el espacio libre de la carpeta temporal, o indique "
		  "un archivo en vez de la tubería."));
	return err_detail(err, strerror(why));
}

static bool
has_spool(struct bytes *in, struct err *err)
{
	if (!in->spool)
		in->spool = tmpfile();
	return in->spool || cannot_spool(in, err);
}

/* What comes through a pipe is read again from a file without a name. */
static bool
spool(struct bytes *in, struct err *err)
{
	if (!has_spool(in, err))
		return false;
	if (in->bytes > spool_max)
		errno = EFBIG;
	else if (fwrite(in->piece, 1, in->n_piece, in->spool) == in->n_piece)
		return true;
	return cannot_spool(in, err);
}

static bool
to_first(struct bytes *in, struct err *err)
{
	if (lseek(in->in, 0, SEEK_SET) < 0)
		return cannot_spool(in, err);
	in->bytes = 0;
	in->n_piece = 0;
	in->at_end = false;
	return true;
}

/* All bytes are there: from here on they are read from the spool. */
static bool
end_taking(struct bytes *in, struct err *err)
{
	struct stat kept;

	if (in->spool && (fflush(in->spool) != 0 ||
				 fstat(fileno(in->spool), &kept) != 0))
		return cannot_spool(in, err);
	if (in->spool) {
		in->in = fileno(in->spool);
		in->spooled = (uint64_t)kept.st_size;
	}
	in->taken_in = true;
	return to_first(in, err);
}

bool
bytes_take_in(struct bytes *in, struct err *err)
{
	while (!in->regular && !in->taken_in) {
		if (!bytes_fill(in, err) || !spool(in, err))
			return false;
		bytes_use(in, in->n_piece);
		in->taken_in = in->at_end;
	}
	return end_taking(in, err);
}

static bool
unfold_all(struct bytes *in, const struct bytes_filter *filter, void *state,
	struct err *err)
{
	do {
		if (!bytes_fill(in, err))
			return false;
		sha256_add(&in->hash, in->piece, in->n_piece);
		if (!filter->feed(
			    state, in->piece, in->n_piece, in->spool, err))
			return false;
		bytes_use(in, in->n_piece);
	} while (!in->at_end);
	return filter->end(state, err);
}

bool
bytes_unfold(
	struct bytes *in, const struct bytes_filter *filter, struct err *err)
{
	void *state = filter->open(in->name);
	bool ok;

	sha256_begin(&in->hash);
	ok = has_spool(in, err) && unfold_all(in, filter, state, err);
	filter->close(state);
	if (!ok)
		return false;
	sha256_end(&in->hash, in->hex);
	in->packed = true;
	in->all = in->bytes;
	return end_taking(in, err);
}

bool
bytes_count(struct bytes *in, struct err *err)
{
	if (!bytes_rewind(in, err))
		return false;
	do {
		if (!bytes_fill(in, err))
			return false;
		bytes_use(in, in->n_piece);
	} while (!in->at_end);
	return bytes_end_pass(in, err);
}

int
bytes_fd(const struct bytes *in)
{
	return in->in;
}

bool
bytes_rewind(struct bytes *in, struct err *err)
{
	if (!in->packed)
		sha256_begin(&in->hash);
	in->counted = !in->packed;
	return to_first(in, err);
}

bool
bytes_end_pass(struct bytes *in, struct err *err)
{
	char before[SHA256_HEX];

	if (in->packed)
		return true;
	str_copy(before, sizeof before, in->hex);
	sha256_end(&in->hash, in->hex);
	return !before[0] || str_eq(before, in->hex) || has_changed(in, err);
}

static bool
is_same_hex(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if ((*a | 0x20) != (*b | 0x20))
			return false;
	return *a == *b;
}

bool
bytes_is_expected(const struct bytes *in, struct err *err)
{
	if (in->expected[0] && !is_same_hex(in->expected, in->hex)) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no es el archivo que se "
			  "esperaba: su SHA-256 es otro."),
			in->name);
		return err_hint(err, _("El que se leyó es %s."), in->hex);
	}
	return bytes_is_unchanged(in, err);
}

/* ---- what it is --------------------------------------------------------- */

bool
bytes_is_regular(const struct bytes *in)
{
	return in->regular;
}

bool
bytes_is_at(const struct bytes *in, const char *path)
{
	struct stat there;

	return stat(path, &there) == 0 && there.st_dev == in->first.st_dev &&
	       there.st_ino == in->first.st_ino;
}

const char *
bytes_name(const struct bytes *in)
{
	return in->name;
}

const char *
bytes_sha256(const struct bytes *in)
{
	return in->hex;
}
