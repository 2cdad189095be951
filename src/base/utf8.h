/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_UTF8_H
#define HITO_BASE_UTF8_H

/*
 * UTF-8 text: walking it, its width on a screen, cleaning it of everything
 * that a terminal would obey, and folding it for comparison. Widths are
 * terminal cells. Strings are NUL-terminated and, but for the functions that
 * say otherwise, valid UTF-8.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decodes one code point at s (n bytes left, n > 0). Returns the bytes it
 * takes; on an invalid sequence 1 with *cp = 0xFFFD. Overlong forms and
 * surrogates are invalid (RFC 3629). */
size_t utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Writes cp to out (room for 4 bytes); returns its length, 0 if no scalar. */
size_t utf8_encode(uint32_t cp, char *out);
/* Offset of the first invalid byte, or n when all n bytes are valid. */
size_t utf8_valid(const char *s, size_t n);

/* Byte offset of the character (with its combining marks) after / before
 * the offset at; stays inside [0, n]. */
size_t utf8_next(const char *s, size_t n, size_t at);
size_t utf8_prev(const char *s, size_t at);

/* Cells of one code point: 0 combining, 1, or 2; the same table on every
 * machine, not the locale's. */
int utf8_width_of(uint32_t cp);
/* Cells of the first n bytes. */
int utf8_width(const char *s, size_t n);
/* Cells of all of it; NULL none. */
int utf8_cells(const char *s);
/* Bytes of the longest prefix not wider than cells. */
size_t utf8_fit(const char *s, size_t n, int cells);
/* The same, cut between words where it can be; at least one code point. */
size_t utf8_fit_words(const char *s, size_t n, int cells);

/*
 * The only way from outside (server, file, error, environment) to a screen,
 * line or log: C0 but newline where lines is true, DEL, C1, U+2028/9, bidi
 * controls, zero width, tags, private use become a visible sign
 * (U+FFFD); invalid bytes too, and a mark with no character before it; a
 * TAB becomes a blank; at most 4 combining marks after one character, the
 * others are dropped. Needs no more than 3 * n + 1 bytes of room; returns the length.
 */
size_t utf8_clean(const char *s, size_t n, bool lines, char *out);
/* Does utf8_clean change anything? */
bool utf8_is_clean(const char *s, size_t n, bool lines);

/* Accents and case away, as the server's core.fold(): "Año N°" -> "ano n°".
 * Writes at most room bytes with the NUL. */
void utf8_fold(const char *s, char *out, size_t room);
/* Whether two names are the same, or one begins with the other, folded. */
bool utf8_is_same(const char *a, const char *b);
bool utf8_begins_with(const char *s, const char *beginning);
/* As headings and choice words are compared: folded, and without dots,
 * colons, blanks and "º°". */
void utf8_fold_heading(const char *s, char *out, size_t room);
/* One spelling for what looks the same: letters and their combining marks as
 * one character, soft hyphens and what has no width away; single: runs of
 * blanks of any kind to one. Needs strlen(s) + 1 bytes; does it change
 * anything? */
bool utf8_compose(const char *s, bool single, char *out);
/* The character with its accents cycled: a -> á -> a, n ñ, u ú ü, ? ¿, ! ¡;
 * cp itself when nothing is known for it. */
uint32_t utf8_accent(uint32_t cp);
/* Plain ASCII for a terminal that shows nothing else: á -> a, ° -> o, other
 * signs "?"; U+2500 -> '-'. */
char utf8_ascii(uint32_t cp);

#endif
