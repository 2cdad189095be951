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
};

struct sheet {
	int fd;
	bool regular;
	struct stat first; /* as it was on opening */
	char name[NAME_ROOM];
	char charset_name[64];
	struct charset *charset;
	struct csv *csv;
	char delimiter;
	struct sha256 hash;
	char hex[SHA256_HEX];
	char expected[SHA256_HEX]; /* "" unknown */
	uint64_t bytes;
	char piece[PIECE];
	size_t n_piece; /* bytes waiting in piece */
	size_t skip;	/* of them, the byte order mark */
	bool at_end;	/* no more bytes come */
	bool open_end;
	sheet_wait *wait; /* NULL: reading may block */
	void *wait_arg;
	bool doubted;	 /* read in another charset than it looks like */
	char last;	 /* the last byte of text, '\0' none */
	struct buf text; /* UTF-8 of one piece */
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

		if (s->wait && !s->regular && !s->wait(s->wait_arg, s->fd, err))
			return false;
		n = read(s->fd, s->piece + s->n_piece, PIECE - s->n_piece);
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

/* Beyond ASCII what is valid UTF-8 is nothing else. */
static bool
has_high_bytes(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)bytes[i] >= 0x80)
			return true;
	return false;
}

static bool
choose_charset(struct sheet *s, const char *wanted, struct err *err)
{
	const char *guess =
		charset_guess(s->piece, s->n_piece, s->at_end, &s->skip);

	if (begins_like_no_text(s) || (!guess && !wanted))
		return is_no_text(s, err);
	s->doubted = wanted && guess && str_eq(guess, "UTF-8") &&
		     has_high_bytes(s->piece, s->n_piece) &&
		     !str_eq(charset_show(wanted), charset_show(guess));
	/* A mark is skipped whatever the charset; the bytes "ÿþ" begin no
	 * table. */
	str_copy(s->charset_name, sizeof s->charset_name,
		wanted ? wanted : guess);
	s->charset = charset_open(s->charset_name, err);
	return s->charset;
}

/* Turns the first piece to text, guesses the delimiter from it. */
static bool
choose_delimiter(struct sheet *s, char wanted, struct err *err)
{
	if (!charset_feed(s->charset, s->piece + s->skip, s->n_piece - s->skip,
		    s->at_end, &s->text, err))
		return false;
	s->n_piece = 0;
	if (s->text.len == 0 || str_is_blank(buf_text(&s->text))) {
		err_set(err, ERR_FILE, NULL, _("«%s» está vacío."), s->name);
		return err_hint(err, "%s",
			_("Pida el archivo otra vez o "
			  "guárdelo de nuevo como CSV."));
	}
	s->delimiter = wanted ? wanted : csv_guess(s->text.data, s->text.len);
	/* One column: whether that can be is the mapping's to say. */
	if (!s->delimiter)
		s->delimiter = ';';
	s->csv = csv_open(s->delimiter);
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
	sha256_begin(&s->hash);
	if (!open_path(s, o->path, err) || !fill_piece(s, err))
		return false;
	if (s->bytes == 0) {
		err_set(err, ERR_FILE, NULL, _("«%s» está vacío."), s->name);
		return err_hint(err, "%s",
			_("Pida el archivo otra vez o "
			  "guárdelo de nuevo como CSV."));
	}
	if (!choose_charset(s, o->charset, err) ||
		!choose_delimiter(s, o->delimiter, err))
		return false;
	feed_text(s);
	return true;
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
	err_set(err, ERR_FILE, NULL,
		_("«%s» cambió mientras se leía: no se grabó nada."), s->name);
	err_hint(err, "%s",
		_("Espere a que termine de copiarse o de "
		  "guardarse e intente otra vez."));
	snprintf(sizes, sizeof sizes,
		"%llu bytes leídos, %lld al empezar, %lld ahora",
		(unsigned long long)s->bytes, (long long)s->first.st_size,
		(long long)now.st_size);
	return err_detail(err, sizes);
}

static bool
more(struct sheet *s, struct err *err)
{
	if (!fill_piece(s, err))
		return false;
	/* Nobody outruns a file that goes on growing. */
	if (s->regular && s->bytes > (uint64_t)s->first.st_size)
		return sheet_is_unchanged(s, err);
	if (!charset_feed(
		    s->charset, s->piece, s->n_piece, s->at_end, &s->text, err))
		return false;
	s->n_piece = 0;
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
	sha256_end(&s->hash, s->hex);
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
