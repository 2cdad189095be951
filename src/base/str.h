/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_STR_H
#define HITO_BASE_STR_H

/* Small things with NUL-terminated strings. */

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* NULL equals only NULL. */
bool str_eq(const char *a, const char *b);
/* NULL and "" and blanks. */
bool str_is_blank(const char *s);
/* Whether it is one of those; NULL ends them. */
bool str_in(const char *const *words, const char *s);
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
/* Bounded copy, never half a UTF-8 character; true when all fitted. */
bool str_copy(char *out, size_t room, const char *s);
/* Without blanks (U+00A0 too) at both ends. */
char *str_trim(struct arena *arena, const char *s);
/* "a, b, c" -> NULL-terminated array of trimmed parts. */
char **str_split(struct arena *arena, const char *s, char at, size_t *n);
/* Which of n words it is; n: none of them. */
size_t str_word(const char *s, size_t n, const char *const *words);
/* Quoted as an SQL identifier. */
char *str_quote_ident(struct arena *arena, const char *name);
/* "plan.milestone" as two quoted identifiers; a name without a point as
 * one. */
char *str_quote_name(struct arena *arena, const char *name);
/* Whole non-negative number within [0, max]; false otherwise. */
bool str_to_long(const char *s, long max, long *out);
struct buf;
/* Adds the bytes that hexadecimal digits stand for, as the server writes them
 * (with \x before), up to what is no digit. */
void str_unhex(struct buf *b, const char *s);
/* Quoted as a JSON string, quotes included; NULL is null. */
void str_json(struct buf *b, const char *s);
/* lead is what stands before: "{" or ", ". */
void str_json_member(
	struct buf *b, const char *lead, const char *name, const char *value);
/* n members of those names, the first behind lead; texts begins with as many
 * const char *. */
void str_json_members(struct buf *b, const char *lead, size_t n,
	const char *const *names, const void *texts);

#endif
