/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	PIECE = 64 * 1024, /* bytes read at once, and looked at for guessing */
	NAME_ROOM = 256,
	DOS_END = 0x1a, /* behind the last line of files from DOS */
};

static const uint64_t spool_max = UINT64_C(4) << 30;

struct sheet {
	int fd;
	bool regular;
	struct stat first; /* as it was on opening */
	FILE *spool;	   /* what came from a pipe; NULL of a regular file */
	int in;		   /* where bytes are read from: fd, then the spool */
	bool taken_in;	   /* all bytes were seen: rows may be read */
	uint64_t text_end; /* bytes before the end marks of DOS */
	struct charset_evidence evidence;
	char name[NAME_ROOM];
	char charset_name[64];
	struct charset *charset;
	struct csv *csv;
	char delimiter;
	struct sha256 hash;
	char hex[SHA256_HEX];
	char expected[SHA256_HEX]; /* "" unknown */
	uint64_t bytes;		   /* read in this pass */
	char piece[PIECE];
	size_t n_piece; /* bytes waiting in piece */
	size_t skip;	/* of the first, the byte order mark */
	bool at_end;	/* no more bytes come */
	bool open_end;
	sheet_wait *wait; /* NULL: reading may block */
	void *wait_arg;
	const char *guessed; /* by the first piece; NULL nothing */
	bool doubted;	     /* read in another charset than it looks like */
	char last;	     /* the last byte of text, '\0' none */
	struct buf text;     /* UTF-8 of one piece */
};

/* ---- opening ------------------------------------------------------------ */

static bool
cannot_open(const char *path, struct err *err)
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

static bool
open_path(struct sheet *s, const char *path, struct err *err)
{
	bool input = str_eq(path, "-");
	const char *slash = strrchr(path, '/');

	str_copy(s->name, sizeof s->name,
		input		    ? _("entrada estándar")
		: slash && slash[1] ? slash + 1
				    : path);
	s->fd = input ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0 || fstat(s->fd, &s->first) != 0)
		return cannot_open(path, err);
	s->in = s->fd;
	s->regular = S_ISREG(s->first.st_mode);
	if (S_ISDIR(s->first.st_mode)) {
		err_set(err, ERR_FILE, NULL, _("«%s» es una carpeta."), path);
		return err_hint(err, "%s",
			_("Indique el archivo CSV que "
			  "está en ella."));
	}
	if (isatty(s->fd) || S_ISBLK(s->first.st_mode)) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no es un archivo ni una tubería."), s->name);
		return err_hint(err, "%s",
			_("Indique un archivo CSV, o «-» "
			  "con los datos por la entrada estándar."));
	}
	return true;
}

/* Fills the piece as far as there are bytes. */
static bool
fill_piece(struct sheet *s, struct err *err)
{
	while (s->n_piece < PIECE && !s->at_end) {
		ssize_t n;

		if (s->wait && !s->regular && !s->taken_in &&
			!s->wait(s->wait_arg, s->fd, err))
			return false;
		n = read(s->in, s->piece + s->n_piece, PIECE - s->n_piece);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_set(err, ERR_FILE, NULL,
				_("No se pudo seguir leyendo «%s»."), s->name);
			return err_detail(err, strerror(errno));
		}
		if (n == 0) {
			s->at_end = true;
			break;
		}
		if (s->taken_in)
			sha256_add(&s->hash, s->piece + s->n_piece, (size_t)n);
		s->n_piece += (size_t)n;
		s->bytes += (uint64_t)n;
	}
	return true;
}

/* What other files begin with. */
static bool
is_no_text(struct sheet *s, struct err *err)
{
	static const struct {
		const char *begins;
		size_t n;
		const char *what;
	} kinds[] = {
		{ "PK\3\4", 4, N_("un libro de Excel o de LibreOffice") },
		{ "\xd0\xcf\x11\xe0", 4, N_("un libro antiguo de Excel") },
		{ "%PDF", 4, N_("un PDF") },
		{ "\x1f\x8b", 2, N_("un archivo comprimido") },
		{ "{\\rtf", 5, N_("un documento de texto con formato") },
	};
	const char *what = N_("un archivo binario");

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (s->n_piece >= kinds[i].n &&
			memcmp(s->piece, kinds[i].begins, kinds[i].n) == 0)
			what = kinds[i].what;
	err_set(err, ERR_FILE, NULL,
		_("«%s» es %s, no un texto separado por "
		  "signos."),
		s->name, _(what));
	return err_hint(err, "%s",
		_("Ábralo en su hoja de cálculo y guárdelo "
		  "como CSV."));
}

static bool
begins_like_no_text(const struct sheet *s)
{
	return (s->n_piece >= 4 && (memcmp(s->piece, "PK\3\4", 4) == 0 ||
					   memcmp(s->piece, "%PDF", 4) == 0)) ||
	       (s->n_piece >= 5 && memcmp(s->piece, "{\\rtf", 5) == 0);
}

static bool
is_empty(const struct sheet *s, struct err *err)
{
	err_set(err, ERR_FILE, NULL, _("«%s» está vacío."), s->name);
	return err_hint(err, "%s",
		_("Pida el archivo otra vez o "
		  "guárdelo de nuevo como CSV."));
}

/* The first piece shows byte order marks and what is no text at all; between
 * charsets of one byte the whole file decides. */
static bool
look_at_first(struct sheet *s, struct err *err)
{
	if (!fill_piece(s, err))
		return false;
	if (s->bytes == 0)
		return is_empty(s, err);
	s->guessed = charset_guess(s->piece, s->n_piece, s->at_end, &s->skip);
	if (begins_like_no_text(s) || (!s->guessed && !s->charset_name[0]))
		return is_no_text(s, err);
	return true;
}

static bool
is_wide(const char *charset)
{
	return charset && str_starts(charset, "UTF-16");
}

/* Most of it is in a charset of one byte, and a line is in UTF-8. */
static bool
mixes_charsets(const struct sheet *s, const char *single, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("La línea %zu de «%s» está en UTF-8 y otras, como la %zu, "
		  "en %s: no se grabó nada."),
		s->evidence.utf8_line, s->name, s->evidence.other_line,
		charset_show(single));
	return err_hint(err, "%s",
		_("Guarde todo el archivo en una sola codificación, o "
		  "indique con --charset en cuál leerlo."));
}

/* What all bytes say, unless it was told or a byte order mark says it. */
static bool
choose_charset(struct sheet *s, struct err *err)
{
	const struct charset_evidence *e = &s->evidence;
	bool marked = s->skip > 0 || is_wide(s->guessed);
	const char *by_all = marked ? s->guessed : charset_decide(e);

	if (s->charset_name[0]) {
		s->doubted = by_all && str_eq(by_all, "UTF-8") && e->utf8 > 0 &&
			     !str_eq(charset_show(s->charset_name),
				     charset_show(by_all));
	} else {
		if (!str_eq(by_all, "UTF-8") && !marked && e->utf8 > 0)
			return mixes_charsets(s, by_all, err);
		str_copy(s->charset_name, sizeof s->charset_name, by_all);
	}
	return true;
}

/* Turns the first piece to text, guesses the delimiter from it. */
static bool
choose_delimiter(struct sheet *s, struct err *err)
{
	if (s->text.len == 0 || str_is_blank(buf_text(&s->text)))
		return is_empty(s, err);
	if (!s->delimiter)
		s->delimiter = csv_guess(s->text.data, s->text.len);
	/* One column: whether that can be is the mapping's to say. */
	if (!s->delimiter)
		s->delimiter = ';';
	return true;
}

static void
feed_text(struct sheet *s)
{
	if (s->text.len)
		s->last = s->text.data[s->text.len - 1];
	csv_feed(s->csv, buf_text(&s->text), s->text.len);
	buf_reset(&s->text);
	if (s->at_end)
		csv_finish(s->csv);
}

static bool
take_charset(struct sheet *s, const char *wanted, struct err *err)
{
	str_copy(s->charset_name, sizeof s->charset_name, wanted ? wanted : "");
	if (!wanted)
		return true;
	s->charset = charset_open(wanted, err);
	return s->charset;
}

static bool
begin(struct sheet *s, const struct sheet_options *o, struct err *err)
{
	if (o->sha256 && (strlen(o->sha256) != SHA256_HEX - 1 ||
				 strspn(o->sha256, "0123456789abcdefABCDEF") !=
					 SHA256_HEX - 1))
		return err_set(err, ERR_USAGE, NULL,
			_("--sha256 lleva 64 cifras hexadecimales."));
	if (o->sha256)
		str_copy(s->expected, sizeof s->expected, o->sha256);
	s->open_end = o->open_end;
	s->delimiter = o->delimiter;
	if (!open_path(s, o->path, err) || !take_charset(s, o->charset, err))
		return false;
	/* A pipe may make us wait: who does so should be able to stop it. */
	return !s->regular || look_at_first(s, err);
}

struct sheet *
sheet_open(const struct sheet_options *options, struct err *err)
{
	struct sheet *s = mem_alloc(sizeof *s);

	memset(s, 0, sizeof *s);
	s->fd = -1;
	if (begin(s, options, err))
		return s;
	sheet_close(s);
	return NULL;
}

void
sheet_close(struct sheet *s)
{
	if (!s)
		return;
	if (s->fd >= 0)
		close(s->fd);
	if (s->spool)
		fclose(s->spool);
	charset_close(s->charset);
	csv_close(s->csv);
	buf_free(&s->text);
	free(s);
}

void
sheet_on_wait(struct sheet *s, sheet_wait *wait, void *arg)
{
	s->wait = wait;
	s->wait_arg = arg;
}

/* ---- reading ------------------------------------------------------------ */

static bool
has_changed(const struct sheet *s, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("«%s» cambió mientras se leía: no se grabó nada."), s->name);
	return err_hint(err, "%s",
		_("Espere a que termine de copiarse o de "
		  "guardarse e intente otra vez."));
}

bool
sheet_is_unchanged(const struct sheet *s, struct err *err)
{
	struct stat now;
	char sizes[128];

	if (!s->regular)
		return true;
	if (fstat(s->fd, &now) == 0 && now.st_size == s->first.st_size &&
		(uint64_t)now.st_size == s->bytes &&
		now.st_mtim.tv_sec == s->first.st_mtim.tv_sec &&
		now.st_mtim.tv_nsec == s->first.st_mtim.tv_nsec)
		return true;
	has_changed(s, err);
	snprintf(sizes, sizeof sizes,
		"%llu bytes leídos, %lld al empezar, %lld ahora",
		(unsigned long long)s->bytes, (long long)s->first.st_size,
		(long long)now.st_size);
	return err_detail(err, sizes);
}

/* ---- taking in all bytes ------------------------------------------------ */

static bool
cannot_spool(const struct sheet *s, struct err *err)
{
	int why = errno;

	err_set(err, ERR_FILE, NULL,
		_("No se puede guardar por un momento lo que llega por «%s»."),
		s->name);
	err_hint(err, "%s",
		_("Revise el espacio libre de la carpeta temporal, o indique "
		  "un archivo en vez de la tubería."));
	return err_detail(err, strerror(why));
}

/* What comes through a pipe is read again from a file without a name. */
static bool
spool(struct sheet *s, const char *bytes, size_t n, struct err *err)
{
	if (s->regular)
		return true;
	if (s->bytes > spool_max)
		errno = EFBIG;
	else if ((s->spool || (s->spool = tmpfile())) &&
		 fwrite(bytes, 1, n, s->spool) == n)
		return true;
	return cannot_spool(s, err);
}

/* Bytes up to the last one that is no end mark. */
static void
find_text_end(struct sheet *s, const char *bytes, size_t n)
{
	size_t marks = 0;

	while (marks < n && bytes[n - marks - 1] == DOS_END)
		marks++;
	if (marks < n)
		s->text_end = s->bytes - marks;
}

/* Nobody outruns a file that goes on growing. */
static bool
has_not_grown(const struct sheet *s, struct err *err)
{
	return !s->regular || s->bytes <= (uint64_t)s->first.st_size ||
	       sheet_is_unchanged(s, err);
}

bool
sheet_take_in(struct sheet *s, struct err *err)
{
	size_t seen = 0;

	if (!s->regular && !look_at_first(s, err))
		return false;
	for (;;) {
		size_t used;

		if (!spool(s, s->piece + seen, s->n_piece - seen, err) ||
			!has_not_grown(s, err))
			return false;
		find_text_end(s, s->piece + seen, s->n_piece - seen);
		used = charset_weigh(
			&s->evidence, s->piece, s->n_piece, s->at_end);
		seen = s->n_piece - used;
		memmove(s->piece, s->piece + used, seen);
		s->n_piece = seen;
		if (s->at_end)
			break;
		if (!fill_piece(s, err))
			return false;
	}
	if (s->spool && fflush(s->spool) != 0)
		return cannot_spool(s, err);
	if (!choose_charset(s, err))
		return false;
	if (is_wide(s->charset_name))
		s->text_end = s->bytes;
	if (s->spool)
		s->in = fileno(s->spool);
	s->taken_in = true;
	return sheet_rewind(s, err);
}

/* The next piece as text. */
static bool
turn_piece(struct sheet *s, struct err *err)
{
	uint64_t before = s->bytes - s->n_piece;
	size_t n = s->n_piece, skip = before == 0 ? s->skip : 0;

	if (before + n > s->text_end)
		n = s->text_end > before ? (size_t)(s->text_end - before) : 0;
	s->n_piece = 0;
	return charset_feed(s->charset, s->piece + skip,
		n > skip ? n - skip : 0, s->at_end, &s->text, err);
}

bool
sheet_rewind(struct sheet *s, struct err *err)
{
	charset_close(s->charset);
	csv_close(s->csv);
	s->csv = NULL;
	s->charset = charset_open(s->charset_name, err);
	if (!s->charset || lseek(s->in, 0, SEEK_SET) < 0)
		return s->charset && cannot_spool(s, err);
	charset_advise(s->charset,
		s->evidence.other ? charset_single(&s->evidence) : "UTF-8");
	sha256_begin(&s->hash);
	s->bytes = 0;
	s->n_piece = 0;
	s->at_end = false;
	s->last = '\0';
	buf_reset(&s->text);
	if (!fill_piece(s, err) || !turn_piece(s, err) ||
		!choose_delimiter(s, err))
		return false;
	s->csv = csv_open(s->delimiter);
	feed_text(s);
	return true;
}

/* ---- rows --------------------------------------------------------------- */

static bool
more(struct sheet *s, struct err *err)
{
	if (!fill_piece(s, err) || !has_not_grown(s, err) ||
		!turn_piece(s, err))
		return false;
	feed_text(s);
	return true;
}

static bool
is_blank_row(const struct csv_row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (!str_is_blank(row->cells[i]))
			return false;
	return true;
}

static bool
is_same_hex(const char *a, const char *b)
{
	for (; *a && *b; a++, b++)
		if ((*a | 0x20) != (*b | 0x20))
			return false;
	return *a == *b;
}

/* The rows are over: is this the whole file? */
static bool
is_whole(struct sheet *s, struct err *err)
{
	char before[SHA256_HEX];

	str_copy(before, sizeof before, s->hex);
	sha256_end(&s->hash, s->hex);
	if (before[0] && !str_eq(before, s->hex))
		return has_changed(s, err);
	if (s->last != '\n' && s->last != '\r' && !s->open_end) {
		err_set(err, ERR_FILE, NULL,
			_("La última línea de «%s» no "
			  "acaba en un salto de línea: así queda un archivo "
			  "cortado al copiarse. No se grabó nada."),
			s->name);
		return err_hint(err, "%s",
			_("Mire si su última fila está "
			  "completa. Si lo está (Google y otros programas no "
			  "escriben el último salto), repita la orden con "
			  "--open-end; si no, pida el archivo otra vez."));
	}
	if (s->expected[0] && !is_same_hex(s->expected, s->hex)) {
		err_set(err, ERR_FILE, NULL,
			_("«%s» no es el archivo que se "
			  "esperaba: su SHA-256 es otro."),
			s->name);
		return err_hint(err, _("El que se leyó es %s."), s->hex);
	}
	return sheet_is_unchanged(s, err);
}

enum sheet_result
sheet_next(struct sheet *s, struct csv_row *row, struct err *err)
{
	for (;;) {
		switch (csv_next(s->csv, row, err)) {
		case CSV_ROW:
			if (!is_blank_row(row))
				return SHEET_ROW;
			break;
		case CSV_MORE:
			if (!more(s, err))
				return SHEET_ERROR;
			break;
		case CSV_END:
			return is_whole(s, err) ? SHEET_END : SHEET_ERROR;
		case CSV_ERROR:
			return SHEET_ERROR;
		}
	}
}

bool
sheet_is_at(const struct sheet *s, const char *path)
{
	struct stat there;

	return stat(path, &there) == 0 && there.st_dev == s->first.st_dev &&
	       there.st_ino == s->first.st_ino;
}

/* ---- what it is --------------------------------------------------------- */

const char *
sheet_name(const struct sheet *s)
{
	return s->name;
}

const char *
sheet_charset(const struct sheet *s)
{
	return charset_show(s->charset_name);
}

bool
sheet_charset_is_doubted(const struct sheet *s)
{
	return s->doubted;
}

char
sheet_delimiter(const struct sheet *s)
{
	return s->delimiter;
}

const char *
sheet_delimiter_name(const struct sheet *s)
{
	static const struct {
		char sign;
		const char *name;
	} names[] = {
		{ ';', "';'" },
		{ ',', "','" },
		{ '|', "'|'" },
		{ '\t', N_("tabulador") },
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (names[i].sign == s->delimiter)
			return _(names[i].name);
	return "?";
}

uint64_t
sheet_bytes(const struct sheet *s)
{
	return s->bytes;
}

uint64_t
sheet_size(const struct sheet *s)
{
	return s->regular ? (uint64_t)s->first.st_size : 0;
}

const char *
sheet_sha256(const struct sheet *s)
{
	return s->hex;
}
