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

/* name as iconv knows it, and the usual spellings (cp1252, latin1, utf8). */
struct charset *charset_open(const char *name, struct err *err);
/* Appends the UTF-8 of n bytes to out. last: no more bytes come; a character
 * cut in half is an error then. The error names byte, offset in the file and
 * line. */
bool charset_feed(struct charset *cs, const char *bytes, size_t n, bool last,
	struct buf *out, struct err *err);
void charset_close(struct charset *cs);
/* The canonical name as people say it: "Windows-1252". */
const char *charset_show(const char *name);

#endif
