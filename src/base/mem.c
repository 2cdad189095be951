/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#if defined(__SANITIZE_ADDRESS__)
#define PIECEWISE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PIECEWISE 1
#endif
#endif
#ifndef PIECEWISE
#define PIECEWISE 0
#endif

enum {
	CHUNK = 8192,
	ALIGN = 16,
};

struct chunk {
	struct chunk *next;
	size_t size;
	size_t used;
	size_t pad; /* keeps data aligned to ALIGN */
	unsigned char data[];
};

struct arena {
	struct chunk *chunks; /* the newest first */
};

void *
mem_alloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		die("no queda memoria (%zu bytes)", size);
	return p;
}

char *
mem_strdup(const char *s)
{
	size_t n = strlen(s) + 1;

	return memcpy(mem_alloc(n), s, n);
}

void *
mem_realloc(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		die("no queda memoria (%zu bytes)", size);
	return p;
}

struct arena *
arena_new(void)
{
	struct arena *arena = mem_alloc(sizeof *arena);

	arena->chunks = NULL;
	return arena;
}

static void
chunks_free(struct chunk *c)
{
	while (c) {
		struct chunk *next = c->next;

		free(c);
		c = next;
	}
}

void
arena_reset(struct arena *arena)
{
	struct chunk *keep = arena->chunks;

	if (!keep)
		return;
	if (PIECEWISE || keep->size > CHUNK) {
		chunks_free(keep);
		arena->chunks = NULL;
		return;
	}
	chunks_free(keep->next);
	keep->next = NULL;
	keep->used = 0;
}

void
arena_free(struct arena *arena)
{
	if (arena)
		chunks_free(arena->chunks);
	free(arena);
}

static struct chunk *
chunk_add(struct arena *arena, size_t size)
{
	struct chunk *c;

	if (size > SIZE_MAX - sizeof *c)
		die("tamaño imposible");
	c = mem_alloc(sizeof *c + size);
	c->next = arena->chunks;
	c->size = size;
	c->used = 0;
	arena->chunks = c;
	return c;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	struct chunk *c = arena->chunks;
	size_t need = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	void *p;

	if (need < size)
		die("tamaño imposible");
	if (PIECEWISE)
		c = chunk_add(arena, size);
	else if (!c || c->size - c->used < need)
		c = chunk_add(arena, need > CHUNK ? need : CHUNK);
	p = c->data + c->used;
	c->used += PIECEWISE ? size : need;
	memset(p, 0, size);
	return p;
}

void *
arena_array(struct arena *arena, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		die("tamaño imposible");
	return arena_alloc(arena, n * size);
}

void *
arena_grow(struct arena *arena, const void *old, size_t old_n, size_t new_n,
	size_t size)
{
	void *p = arena_array(arena, new_n, size);

	if (old && old_n)
		memcpy(p, old, (old_n < new_n ? old_n : new_n) * size);
	return p;
}

char *
arena_strndup(struct arena *arena, const char *s, size_t n)
{
	size_t len = 0;
	char *p;

	if (!s)
		return NULL;
	while (len < n && s[len])
		len++;
	p = arena_alloc(arena, len + 1);
	memcpy(p, s, len);
	return p;
}

char *
arena_strdup(struct arena *arena, const char *s)
{
	return s ? arena_strndup(arena, s, strlen(s)) : NULL;
}

char *
arena_vprintf(struct arena *arena, const char *fmt, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		die("texto imposible: %s", fmt);
	p = arena_alloc(arena, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap;
	char *p;

	va_start(ap, fmt);
	p = arena_vprintf(arena, fmt, ap);
	va_end(ap);
	return p;
}

/* Room for n more bytes and the NUL. */
static void
buf_room(struct buf *b, size_t n)
{
	size_t want;

	if (n > SIZE_MAX / 4 || b->len > SIZE_MAX / 4)
		die("tamaño imposible");
	want = b->len + n + 1;
	if (want <= b->cap)
		return;
	if (want < b->cap * 2)
		want = b->cap * 2;
	if (want < 64)
		want = 64;
	b->data = mem_realloc(b->data, want);
	b->cap = want;
}

void
buf_add(struct buf *b, const char *s, size_t n)
{
	buf_room(b, n);
	if (n)
		memcpy(b->data + b->len, s, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_putc(struct buf *b, char c)
{
	buf_room(b, 1);
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		die("texto imposible: %s", fmt);
	buf_room(b, (size_t)n);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	b->len += (size_t)n;
	va_end(ap);
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->data)
		b->data[0] = '\0';
}

const char *
buf_text(const struct buf *b)
{
	return b->data ? b->data : "";
}

void
buf_free(struct buf *b)
{
	free(b->data);
	b->data = NULL;
	b->len = b->cap = 0;
}
