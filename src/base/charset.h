/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_CHARSET_H
#define HITO_BASE_CHARSET_H

/*
 * The only place that meets iconv. Turns bytes of a named charset into UTF-8
 * and says at which byte it could not; neither //TRANSLIT nor //IGNORE.
 * Streaming: feed pieces of any size, memory stays constant.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct err;
struct buf;
struct charset;

/* What the first bytes of a file look like: "UTF-8", "UTF-16LE", "UTF-16BE",
 * "WINDOWS-1252", or NULL for something binary (NUL bytes, no text). *bom is
 * the length of a byte order mark. whole: n bytes are the whole file. */
const char *charset_guess(const char *bytes, size_t n, bool whole, size_t *bom);

/*
 * What all bytes of a file tell of its charset, piece by piece: characters
 * that only UTF-8 writes so, bytes that it cannot, and letters of Spanish
 * words in the places where Windows-1252 and CP850 have theirs.
 */
struct charset_evidence {
	size_t line;	      /* line ends so far */
	size_t utf8;	      /* Spanish letters and signs in UTF-8 .. */
	size_t utf8_line;     /* .. and the first line with one; 0 none */
	size_t other;	      /* bytes that are no UTF-8 */
	size_t other_line;    /* the first line with one; 0 none */
	size_t windows;	      /* letters where Windows-1252 has them */
	size_t dos;	      /* .. and where CP850 does */
	unsigned char before; /* the last byte weighed */
};
/* Returns how many of the bytes it weighed: the rest, a few, is to stand
 * before the next ones. last: no more come, all are. */
size_t charset_weigh(
	struct charset_evidence *e, const char *bytes, size_t n, bool last);
/* The charset that the evidence speaks for. */
const char *charset_decide(const struct charset_evidence *e);
/* Which one byte reads what UTF-8 does not. */
const char *charset_single(const struct charset_evidence *e);

/* name as iconv knows it, and the usual spellings (cp1252, latin1, utf8). */
struct charset *charset_open(const char *name, struct err *err);
/* Appends the UTF-8 of n bytes to out. last: no more bytes come; a character
 * cut in half is an error then. The error names byte, offset in the file and
 * line. */
bool charset_feed(struct charset *cs, const char *bytes, size_t n, bool last,
	struct buf *out, struct err *err);
/* The charset to name to who meets a byte that is none. */
void charset_advise(struct charset *cs, const char *name);
void charset_close(struct charset *cs);
/* Appends n bytes of UTF-8 in the charset to out; false when a character has
 * no place in it, or nobody knows it. */
bool
charset_encode(const char *name, const char *text, size_t n, struct buf *out);
/* The canonical name as people say it: "Windows-1252". */
const char *charset_show(const char *name);

#endif
