/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import/separated.h"

#include <stdlib.h>
#include <string.h>

#include "base/charset.h"
#include "base/csv.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	DOS_END = 0x1a, /* behind the last line of files from DOS */
};

struct text {
	struct source source;
	struct bytes *in;
	uint64_t text_end; /* bytes before the end marks of DOS */
	struct charset_evidence evidence;
	char charset_name[64];
	struct charset *charset;
	struct csv *csv;
	size_t skip; /* of the first bytes, the byte order mark */
	bool open_end;
	char delimiter;	     /* asked for; 0: guessed */
	const char *guessed; /* by the first piece; NULL nothing */
	char last;	     /* the last byte of text, '\0' none */
	struct buf text;     /* UTF-8 of one piece */
};

/* ---- what is none ------------------------------------------------------- */

/* What other files begin with. */
struct beginning {
	const char *bytes;
	size_t n;
	const char *what;
	const char *todo;
};

static bool
is_no_text(struct bytes *in, const struct beginning *as, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("«%s» es %s, no un texto separado por signos ni un libro."),
		bytes_name(in), _(as->what));
	return err_hint(err, "%s", _(as->todo));
}

/* NULL: it may be a text. */
static const struct beginning *
find_beginning(const char *piece, size_t n)
{
	static const struct beginning known[] = {
		{ "\xd0\xcf\x11\xe0", 4,
			N_("un libro antiguo de Excel (xls), o uno protegido "
			   "con contraseña"),
			N_("Ábralo en su hoja de cálculo, quite la contraseña "
			   "y guárdelo como xlsx.") },
		{ "%PDF", 4, N_("un PDF"),
			N_("Pida el libro o el CSV del que se hizo.") },
		{ "{\\rtf", 5, N_("un documento de texto con formato"),
			N_("Ábralo en su hoja de cálculo y guárdelo como "
			   "xlsx.") },
		{ "<?xml", 5,
			N_("un XML, como el libro de LibreOffice de un solo "
			   "archivo (fods)"),
			N_("Ábralo en su hoja de cálculo y guárdelo como xlsx "
			   "u ods.") },
	};

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (n >= known[i].n &&
			memcmp(piece, known[i].bytes, known[i].n) == 0)
			return &known[i];
	return NULL;
}

static bool
is_empty(const struct bytes *in, struct err *err)
{
	err_set(err, ERR_FILE, NULL, _("«%s» está vacío."), bytes_name(in));
	return err_hint(err, "%s", _("Pida el archivo otra vez."));
}

bool
separated_looks_right(
	struct bytes *in, const struct sheet_options *o, struct err *err)
{
	static const struct beginning binary = {
		.what = N_("un archivo binario"),
		.todo = N_("Ábralo en su hoja de cálculo y guárdelo como "
			   "xlsx."),
	};
	const struct beginning *as;
	const char *piece;
	size_t n, skip;

	if (!bytes_fill(in, err))
		return false;
	piece = bytes_piece(in, &n);
	if (n == 0)
		return is_empty(in, err);
	as = find_beginning(piece, n);
	if (!as && !o->charset &&
		!charset_guess(piece, n, bytes_at_end(in), &skip))
		as = &binary;
	return !as || is_no_text(in, as, err);
}

/* ---- its charset -------------------------------------------------------- */

static bool
is_wide(const char *charset)
{
	return charset && str_starts(charset, "UTF-16");
}

/* Most of it is in a charset of one byte, and a line is in UTF-8. */
static bool
mixes_charsets(const struct text *t, const char *single, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("La línea %zu de «%s» está en UTF-8 y otras, como la %zu, "
		  "en %s: no se grabó nada."),
		t->evidence.utf8_line, bytes_name(t->in),
		t->evidence.other_line, charset_show(single));
	return err_hint(err, "%s",
		_("Guarde todo el archivo en una sola codificación, o "
		  "indique con --charset en cuál leerlo."));
}

/* What all bytes say, unless it was told or a byte order mark says it. */
static bool
choose_charset(struct text *t, const char *wanted, struct err *err)
{
	const struct charset_evidence *e = &t->evidence;
	bool marked = t->skip > 0 || is_wide(t->guessed);
	const char *by_all = marked ? t->guessed : charset_decide(e);

	if (wanted)
		t->source.charset_doubted =
			by_all && str_eq(by_all, "UTF-8") && e->utf8 > 0 &&
			!str_eq(charset_show(wanted), charset_show(by_all));
	else if (!str_eq(by_all, "UTF-8") && !marked && e->utf8 > 0)
		return mixes_charsets(t, by_all, err);
	str_copy(t->charset_name, sizeof t->charset_name,
		wanted ? wanted : by_all);
	t->source.charset = charset_show(t->charset_name);
	return true;
}

/* Bytes up to the last one that is no end mark. */
static void
find_text_end(struct text *t, const char *bytes, size_t n)
{
	size_t marks = 0;

	while (marks < n && bytes[n - marks - 1] == DOS_END)
		marks++;
	if (marks < n)
		t->text_end = bytes_read(t->in) - marks;
}

static bool
weigh_all(struct text *t, struct err *err)
{
	size_t seen = 0, n;

	for (;;) {
		const char *piece = bytes_piece(t->in, &n);
		bool last = bytes_at_end(t->in);
		size_t used;

		find_text_end(t, piece + seen, n - seen);
		used = charset_weigh(&t->evidence, piece, n, last);
		seen = n - used;
		bytes_use(t->in, used);
		if (last)
			return true;
		if (!bytes_fill(t->in, err))
			return false;
	}
}

/* ---- passes ------------------------------------------------------------- */

/* Guesses the delimiter from the first piece. */
static bool
choose_delimiter(struct text *t, struct err *err)
{
	char *sign = &t->source.delimiter;

	if (t->text.len == 0 || str_is_blank(buf_text(&t->text)))
		return is_empty(t->in, err);
	*sign = t->delimiter ? t->delimiter
			     : csv_guess(t->text.data, t->text.len);
	/* One column: whether that can be is the mapping's to say. */
	if (!*sign)
		*sign = ';';
	return true;
}

static void
feed_text(struct text *t)
{
	if (t->text.len)
		t->last = t->text.data[t->text.len - 1];
	csv_feed(t->csv, buf_text(&t->text), t->text.len);
	buf_reset(&t->text);
	if (bytes_at_end(t->in))
		csv_finish(t->csv);
}

/* The next piece as text. */
static bool
turn_piece(struct text *t, struct err *err)
{
	size_t n, wait, skip;
	const char *piece;
	uint64_t before;
	bool ok;

	if (!bytes_fill(t->in, err))
		return false;
	piece = bytes_piece(t->in, &wait);
	before = bytes_read(t->in) - wait;
	n = wait;
	skip = before == 0 ? t->skip : 0;
	if (before + n > t->text_end)
		n = t->text_end > before ? (size_t)(t->text_end - before) : 0;
	ok = charset_feed(t->charset, piece + skip, n > skip ? n - skip : 0,
		bytes_at_end(t->in), &t->text, err);
	bytes_use(t->in, wait);
	return ok;
}

static bool
text_rewind(struct source *source, struct err *err)
{
	struct text *t = (struct text *)source;

	charset_close(t->charset);
	csv_close(t->csv);
	t->csv = NULL;
	t->charset = charset_open(t->charset_name, err);
	if (!t->charset || !bytes_rewind(t->in, err))
		return false;
	charset_advise(t->charset,
		t->evidence.other ? charset_single(&t->evidence) : "UTF-8");
	t->last = '\0';
	buf_reset(&t->text);
	if (!turn_piece(t, err) || !choose_delimiter(t, err))
		return false;
	t->csv = csv_open(t->source.delimiter);
	feed_text(t);
	return true;
}

/* The rows are over: is this the whole file? */
static bool
is_whole(struct text *t, struct err *err)
{
	if (!bytes_end_pass(t->in, err))
		return false;
	if (t->last == '\n' || t->last == '\r' || t->open_end)
		return true;
	err_set(err, ERR_FILE, NULL,
		_("La última línea de «%s» no "
		  "acaba en un salto de línea: así queda un archivo "
		  "cortado al copiarse. No se grabó nada."),
		bytes_name(t->in));
	return err_hint(err, "%s",
		_("Mire si su última fila está "
		  "completa. Si lo está (Google y otros programas no "
		  "escriben el último salto), repita la orden con "
		  "--open-end; si no, pida el archivo otra vez."));
}

static enum sheet_result
text_next(struct source *source, struct file_row *row, struct err *err)
{
	struct text *t = (struct text *)source;

	for (;;) {
		switch (csv_next(t->csv, row, err)) {
		case CSV_ROW:
			return SHEET_ROW;
		case CSV_MORE:
			if (!turn_piece(t, err))
				return SHEET_ERROR;
			feed_text(t);
			break;
		case CSV_END:
			return is_whole(t, err) ? SHEET_END : SHEET_ERROR;
		case CSV_ERROR:
			return SHEET_ERROR;
		}
	}
}

static unsigned
text_percent(const struct source *source)
{
	const struct text *t = (const struct text *)source;
	uint64_t size = bytes_size(t->in);

	return size ? (unsigned)(bytes_read(t->in) * 100 / size) : 0;
}

static void
text_close(struct source *source)
{
	struct text *t = (struct text *)source;

	charset_close(t->charset);
	csv_close(t->csv);
	buf_free(&t->text);
	free(t);
}

static const struct source_class text_class = {
	.name = "csv",
	.rewind = text_rewind,
	.next = text_next,
	.percent = text_percent,
	.close = text_close,
};

static bool
begin(struct text *t, const struct sheet_options *o, struct err *err)
{
	const char *piece;
	size_t n;

	if (!bytes_fill(t->in, err))
		return false;
	piece = bytes_piece(t->in, &n);
	t->guessed = charset_guess(piece, n, bytes_at_end(t->in), &t->skip);
	if (!weigh_all(t, err) || !choose_charset(t, o->charset, err))
		return false;
	if (is_wide(t->charset_name))
		t->text_end = bytes_read(t->in);
	return text_rewind(&t->source, err);
}

struct source *
separated_open(struct bytes *in, const struct sheet_options *o, struct err *err)
{
	struct text *t = mem_alloc(sizeof *t);

	memset(t, 0, sizeof *t);
	t->source.class = &text_class;
	t->in = in;
	t->open_end = o->open_end;
	t->delimiter = o->delimiter;
	if (begin(t, o, err))
		return &t->source;
	text_close(&t->source);
	return NULL;
}
