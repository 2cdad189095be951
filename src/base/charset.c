/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
	HELD_MAX = 16, /* of a character cut between two pieces */
	NAME_MAX_LEN = 40,
};

struct charset {
	iconv_t cd;
	bool is_utf8; /* checked by ourselves, without a conversion */
	char name[NAME_MAX_LEN];
	const char *advised;
	char held[HELD_MAX];
	size_t n_held;
	uint64_t offset; /* bytes of the file already turned */
	uint64_t line;
};

/* As people spell it, as iconv knows it, as it is shown. */
static const struct {
	const char *spelling; /* lower case, letters and digits alone */
	const char *name;
	const char *shown;
} spellings[] = {
	{ "utf8", "UTF-8", "UTF-8" },
	{ "utf8bom", "UTF-8", "UTF-8" },
	{ "windows1252", "WINDOWS-1252", "Windows-1252" },
	{ "cp1252", "WINDOWS-1252", "Windows-1252" },
	{ "1252", "WINDOWS-1252", "Windows-1252" },
	{ "ansi", "WINDOWS-1252", "Windows-1252" },
	{ "latin1", "ISO-8859-1", "ISO-8859-1" },
	{ "iso88591", "ISO-8859-1", "ISO-8859-1" },
	{ "latin9", "ISO-8859-15", "ISO-8859-15" },
	{ "iso885915", "ISO-8859-15", "ISO-8859-15" },
	{ "cp850", "CP850", "CP850" },
	{ "850", "CP850", "CP850" },
	{ "cp437", "CP437", "CP437" },
	{ "437", "CP437", "CP437" },
	{ "macroman", "MACINTOSH", "Mac Roman" },
	{ "macintosh", "MACINTOSH", "Mac Roman" },
	{ "utf16", "UTF-16", "UTF-16" },
	{ "utf16le", "UTF-16LE", "UTF-16LE" },
	{ "utf16be", "UTF-16BE", "UTF-16BE" },
};

enum {
	N_SPELLINGS = sizeof spellings / sizeof spellings[0]
};

static size_t
spelling_of(const char *name)
{
	char plain[NAME_MAX_LEN];
	size_t n = 0;

	for (; *name && n + 1 < sizeof plain; name++) {
		char c = *name;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			plain[n++] = c;
	}
	plain[n] = '\0';
	for (size_t i = 0; i < N_SPELLINGS; i++)
		if (str_eq(spellings[i].spelling, plain))
			return i;
	return N_SPELLINGS;
}

const char *
charset_show(const char *name)
{
	size_t i = spelling_of(name);

	return i < N_SPELLINGS ? spellings[i].shown : name;
}

/* ---- guessing ----------------------------------------------------------- */

/* n bytes are valid UTF-8, a character cut off at the end forgiven unless
 * they are the whole file. */
static bool
looks_utf8(const char *bytes, size_t n, bool whole)
{
	size_t bad = utf8_valid(bytes, n);

	return bad == n ||
	       (!whole && n - bad < 4 && (unsigned char)bytes[bad] >= 0xc2);
}

/* Without a mark: text of which every other byte is NUL. */
static const char *
guess_wide(const char *bytes, size_t n)
{
	size_t even = 0, odd = 0;

	for (size_t i = 0; i + 1 < n; i += 2) {
		even += bytes[i] == '\0';
		odd += bytes[i + 1] == '\0';
	}
	if (n < 4 || (even == 0) == (odd == 0))
		return NULL;
	/* Latin text: nearly all of the high bytes. */
	if (odd * 10 >= n / 2 * 7)
		return "UTF-16LE";
	return even * 10 >= n / 2 * 7 ? "UTF-16BE" : NULL;
}

/* Control characters that no text file has. */
static bool
looks_binary(const char *bytes, size_t n)
{
	size_t odd = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c == 0)
			return true;
		odd += c < 0x20 && !strchr("\t\n\r\f\x1a\x1b", c);
	}
	return odd > n / 100 + 2;
}

const char *
charset_guess(const char *bytes, size_t n, bool whole, size_t *bom)
{
	static const struct {
		const char *mark;
		size_t n;
		const char *name;
	} marks[] = {
		{ "\xef\xbb\xbf", 3, "UTF-8" },
		{ "\xff\xfe", 2, "UTF-16LE" },
		{ "\xfe\xff", 2, "UTF-16BE" },
	};
	const char *wide;

	*bom = 0;
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if (n < marks[i].n || memcmp(bytes, marks[i].mark, marks[i].n))
			continue;
		*bom = marks[i].n;
		return marks[i].name;
	}
	wide = guess_wide(bytes, n);
	if (wide)
		return wide;
	if (looks_binary(bytes, n))
		return NULL;
	return looks_utf8(bytes, n, whole) ? "UTF-8" : "WINDOWS-1252";
}

/* ---- turning ------------------------------------------------------------ */

struct charset *
charset_open(const char *name, struct err *err)
{
	size_t i = spelling_of(name);
	const char *known = i < N_SPELLINGS ? spellings[i].name : name;
	struct charset *cs;
	iconv_t cd;

	/* A suffix would make the conversion lossy. */
	cd = strchr(known, '/') || strlen(known) >= NAME_MAX_LEN
		     ? (iconv_t)-1
		     : iconv_open("UTF-8", known);
	if (cd == (iconv_t)-1) {
		err_set(err, ERR_USAGE, NULL,
			_("No se conoce la codificación «%.60s»."), name);
		err_hint(err, "%s",
			_("Las usuales son UTF-8 y "
			  "Windows-1252."));
		return NULL;
	}
	cs = mem_alloc(sizeof *cs);
	memset(cs, 0, sizeof *cs);
	cs->cd = cd;
	cs->line = 1;
	cs->is_utf8 = str_eq(known, "UTF-8");
	str_copy(cs->name, sizeof cs->name, known);
	return cs;
}

void
charset_advise(struct charset *cs, const char *name)
{
	cs->advised = name;
}

void
charset_close(struct charset *cs)
{
	if (cs)
		iconv_close(cs->cd);
	free(cs);
}

static void
count_lines(struct charset *cs, const char *text, size_t n)
{
	const char *end = text + n, *p = text;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p)))) {
		cs->line++;
		p++;
	}
}

static bool
bad_byte(const struct charset *cs, const char *bytes, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("El archivo no está en %s: el byte 0x%02X en la posición %llu "
		  "(línea %llu) no es un carácter."),
		charset_show(cs->name), (unsigned)(unsigned char)*bytes,
		(unsigned long long)cs->offset, (unsigned long long)cs->line);
	return err_hint(err,
		_("Esa línea se leería en %s: si todo el archivo está así, "
		  "indíquelo con --charset; si es ella sola, corríjala."),
		charset_show(cs->advised ? cs->advised : "WINDOWS-1252"));
}

static bool
cut_character(const struct charset *cs, struct err *err)
{
	err_set(err, ERR_FILE, NULL,
		_("El archivo termina en medio de un carácter (posición %llu, "
		  "línea %llu): está cortado."),
		(unsigned long long)cs->offset, (unsigned long long)cs->line);
	return err_hint(err, "%s", _("Pida el archivo otra vez."));
}

/* Turns as much of n bytes as makes whole characters. The rest, *left bytes
 * at the end, begins a character. */
static bool
turn(struct charset *cs, const char *bytes, size_t n, struct buf *out,
	size_t *left, struct err *err)
{
	/* iconv does not change what it reads, whatever its type says. */
	char *in = (char *)(uintptr_t)bytes;
	size_t in_left = n;

	while (in_left) {
		char piece[4096], *p = piece;
		size_t room = sizeof piece, before = in_left;
		size_t done = iconv(cs->cd, &in, &in_left, &p, &room);
		int why = errno;

		count_lines(cs, piece, sizeof piece - room);
		buf_add(out, piece, sizeof piece - room);
		cs->offset += before - in_left;
		if (done != (size_t)-1)
			break;
		if (why == EINVAL)
			break;
		if (why != E2BIG)
			return bad_byte(cs, in, err);
	}
	*left = in_left;
	return true;
}

/* The same for UTF-8, which needs a check and no conversion. */
static bool
check_utf8(struct charset *cs, const char *bytes, size_t n, struct buf *out,
	size_t *left, struct err *err)
{
	static const size_t lengths[] = { 2, 2, 3, 4 };
	size_t good = utf8_valid(bytes, n);
	unsigned char lead = good < n ? (unsigned char)bytes[good] : 0;

	count_lines(cs, bytes, good);
	buf_add(out, bytes, good);
	cs->offset += good;
	*left = n - good;
	if (good == n)
		return true;
	/* Cut, as far as can be seen: a lead byte and some that go on. */
	if (lead < 0xc2 || lead > 0xf4 || *left >= lengths[(lead >> 4 & 3)])
		return bad_byte(cs, bytes + good, err);
	for (size_t i = 1; i < *left; i++)
		if (((unsigned char)bytes[good + i] & 0xc0) != 0x80)
			return bad_byte(cs, bytes + good, err);
	return true;
}

static bool
convert(struct charset *cs, const char *bytes, size_t n, struct buf *out,
	size_t *left, struct err *err)
{
	return cs->is_utf8 ? check_utf8(cs, bytes, n, out, left, err)
			   : turn(cs, bytes, n, out, left, err);
}

/* Completes a character held back byte by byte; *used of the new bytes. */
static bool
finish_held(struct charset *cs, const char *bytes, size_t n, size_t *used,
	struct buf *out, struct err *err)
{
	while (cs->n_held && *used < n) {
		size_t left;

		if (cs->n_held == HELD_MAX)
			return bad_byte(cs, cs->held, err);
		cs->held[cs->n_held++] = bytes[(*used)++];
		if (!convert(cs, cs->held, cs->n_held, out, &left, err))
			return false;
		memmove(cs->held, cs->held + cs->n_held - left, left);
		cs->n_held = left;
	}
	return true;
}

bool
charset_feed(struct charset *cs, const char *bytes, size_t n, bool last,
	struct buf *out, struct err *err)
{
	size_t used = 0, left = 0;

	if (!finish_held(cs, bytes, n, &used, out, err))
		return false;
	if (used < n && !convert(cs, bytes + used, n - used, out, &left, err))
		return false;
	if (left > HELD_MAX)
		return bad_byte(cs, bytes + n - left, err);
	if (left) {
		memcpy(cs->held, bytes + n - left, left);
		cs->n_held = left;
	}
	if (last && cs->n_held)
		return cut_character(cs, err);
	return true;
}

bool
charset_encode(const char *name, const char *text, size_t n, struct buf *out)
{
	size_t i = spelling_of(name);
	iconv_t cd =
		iconv_open(i < N_SPELLINGS ? spellings[i].name : name, "UTF-8");
	char room[4096];
	char *in = (char *)text;
	bool ok = cd != (iconv_t)-1;

	while (ok && n > 0) {
		char *to = room;
		size_t left = sizeof room;
		size_t r = iconv(cd, &in, &n, &to, &left);

		/* More than none: it stood another in for it. */
		ok = r == 0 || (r == (size_t)-1 && errno == E2BIG);
		buf_add(out, room, (size_t)(to - room));
	}
	if (cd != (iconv_t)-1)
		iconv_close(cd);
	return ok;
}
