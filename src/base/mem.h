/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_MEM_H
#define HITO_BASE_MEM_H

/*
 * Memory by lifetime. An arena is freed whole; there is no free of a single
 * piece. Four lifetimes exist: program, place (a view), job (an import, a
 * report) and command (scratch). Whoever takes an arena as its first
 * parameter returns memory that lives as long as that arena.
 * Out of memory ends the program through die(): none of these returns NULL.
 * Under the address sanitizer every piece is a malloc of its own.
 */

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
/* Gives back all pieces, keeps the arena. */
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* n members of size bytes each; dies on overflow of the product. */
void *arena_array(struct arena *arena, size_t n, size_t size);
/* A copy of the first old_n members in a new array of new_n. */
void *arena_grow(struct arena *arena, const void *old, size_t old_n,
	size_t new_n, size_t size);
/* NULL stays NULL. */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t n);
char *arena_printf(struct arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

/*
 * A growing byte string, always NUL-terminated once something was added.
 * Start with { 0 }; the owner calls buf_free.
 */
struct buf {
	char *data;
	size_t len;
	size_t cap;
};

void buf_add(struct buf *b, const char *s, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Empties, keeps the room. */
void buf_reset(struct buf *b);
/* The content, "" when nothing was added; owned by b. */
const char *buf_text(const struct buf *b);
void buf_free(struct buf *b);

/* malloc and friends that die instead of failing; for base/ and for foreign
 * things only. */
void *mem_alloc(size_t size);
void *mem_realloc(void *old, size_t size);
char *mem_strdup(const char *s);

#endif
