/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change of a field in words. */
#include <string.h>

#include "base/utf8.h"
#include "base/words.h"
#include "store/store.h"

enum {
	LONG = 60 /* cells: a longer text is told by its words */
};

/* Where a line ended. */
static void
put(struct buf *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (text[i] == '\n')
			buf_puts(out, " ¶ ");
		else
			buf_putc(out, text[i]);
	}
}

static void
add_mark(struct change_marks *marks, struct change_mark mark)
{
	if (marks->n == marks->cap) {
		marks->cap = marks->cap ? 2 * marks->cap : 64;
		marks->v = arena_grow(marks->arena, marks->v, marks->n,
			marks->cap, sizeof *marks->v);
	}
	marks->v[marks->n++] = mark;
}

static void
put_marked(struct buf *out, const struct words_piece *piece,
	struct change_marks *marks)
{
	bool came = piece->kind == WORDS_CAME;
	size_t at = out->len;

	buf_puts(out, came ? "{+" : "[-");
	put(out, piece->text, piece->n);
	buf_puts(out, came ? "+}" : "-]");
	if (marks)
		add_mark(
			marks, (struct change_mark){ at, out->len - at, came });
}

static void
put_words(struct buf *out, size_t n, const struct words_piece *pieces,
	struct change_marks *marks)
{
	for (size_t i = 0; i < n; i++) {
		switch (pieces[i].kind) {
		case WORDS_SAME:
			put(out, pieces[i].text, pieces[i].n);
			break;
		case WORDS_LEFT_OUT:
			buf_puts(out, i == 0	   ? "… "
				      : i + 1 == n ? " …"
						   : " … ");
			break;
		case WORDS_CAME:
			if (i > 0 && pieces[i - 1].kind == WORDS_GONE)
				buf_putc(out, ' ');
			put_marked(out, &pieces[i], marks);
			break;
		case WORDS_GONE:
			put_marked(out, &pieces[i], marks);
			break;
		}
	}
}

static bool
is_long(const char *text)
{
	return text && (utf8_cells(text) > LONG || strchr(text, '\n'));
}

void
change_tell(struct arena *arena, const struct change *change, struct buf *out,
	struct change_marks *marks)
{
	const char *old = change->old ? change->old : "-";
	const char *now = change->now ? change->now : "-";
	struct words_piece *pieces;
	size_t n = 0;

	buf_printf(out, "%s: ", change->field);
	if (change->old && change->now && (is_long(old) || is_long(now)))
		n = words_diff(arena, old, now, &pieces);
	if (n > 0) {
		put_words(out, n, pieces, marks);
		return;
	}
	put(out, old, strlen(old));
	buf_puts(out, " -> ");
	put(out, now, strlen(now));
}
