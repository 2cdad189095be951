/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/contents.h"

#include <string.h>

#include "base/str.h"
#include "base/utf8.h"

enum {
	SHOWN = 40 /* cells of a text that is another */
};

/* ---- noting */

void
contents_library(struct contents *c, const char *name, const char *version)
{
	if (!c)
		return;
	if (c->libraries.len > 0)
		buf_puts(&c->libraries, ", ");
	str_json(&c->libraries, name);
	buf_puts(&c->libraries, ": ");
	str_json(&c->libraries, version);
}

static void
put_words(struct buf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((unsigned char)text[i] > ' ')
			buf_putc(out, text[i]);
		else if (out->len > 0 &&
			 (unsigned char)out->data[out->len - 1] > ' ')
			buf_putc(out, ' ');
	}
}

void
contents_put(struct contents *c, const char *place, const char *text, size_t n)
{
	size_t len = strlen(place);

	if (!c)
		return;
	if (c->text.len <= c->line + len ||
		memcmp(c->text.data + c->line, place, len) != 0 ||
		c->text.data[c->line + len] != '\t') {
		if (c->text.len > 0)
			buf_putc(&c->text, '\n');
		c->line = c->text.len;
		put_words(&c->text, place, len);
		buf_putc(&c->text, '\t');
	}
	put_words(&c->text, text, n);
}

void
contents_free(struct contents *c)
{
	buf_free(&c->text);
	buf_free(&c->libraries);
}

/* ---- comparing */

struct line {
	const char *at;
	size_t place; /* bytes of it */
	size_t n;     /* bytes of all */
};

/* *next is what comes behind it. */
static struct line
take_line(const char **next)
{
	struct line line = { .at = *next, .n = strcspn(*next, "\n") };

	line.place = line.n > 0 ? strcspn(*next, "\t\n") : 0;
	*next += line.n + ((*next)[line.n] == '\n');
	return line;
}

static size_t
common(const struct line *a, const struct line *b)
{
	size_t most = a->n < b->n ? a->n : b->n;
	size_t n = 0;

	while (n < most && a->at[n] == b->at[n])
		n++;
	return n;
}

static const char *
shown(struct arena *arena, const struct line *line, size_t from)
{
	size_t n = line->n - from;
	size_t fit = utf8_fit(line->at + from, n, SHOWN);

	return arena_printf(
		arena, "%.*s%s", (int)fit, line->at + from, fit < n ? "…" : "");
}

static void
tell(struct arena *arena, const struct line *was, const struct line *now,
	struct contents_difference *out)
{
	const struct line *one = was->n > 0 ? was : now;
	size_t from = common(was, now);

	*out = (struct contents_difference){
		.place = arena_strndup(arena, one->at, one->place),
		.was = "",
		.now = "",
	};
	if (from <= one->place) {
		/* the other has no such place */
		from = one->place + (one->place < one->n);
		*(one == was ? &out->was : &out->now) = shown(arena, one, from);
		return;
	}
	while (from > one->place + 1 && one->at[from - 1] != ' ')
		from--;
	out->was = shown(arena, was, from);
	out->now = shown(arena, now, from);
}

bool
contents_differ(struct arena *arena, const char *was, const char *now,
	struct contents_difference *out)
{
	while (*was || *now) {
		struct line a = take_line(&was), b = take_line(&now);

		if (a.n == b.n && memcmp(a.at, b.at, a.n) == 0)
			continue;
		tell(arena, &a, &b, out);
		return true;
	}
	return false;
}
