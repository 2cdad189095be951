/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
	STRETCH = 256, /* changes that are looked for at once */
	AROUND = 8,    /* tokens before and behind a change: 4 words */
	DIAGONALS = 2 * STRETCH + 3,
	LONGEST = 1 << 20 /* bytes; of longer texts the middle is replaced */
};

/* A word, a run of blanks or the end of a line. */
struct token {
	const char *s;
	size_t n;
	uint32_t hash;
};

struct tokens {
	struct token *v;
	size_t n;
	bool *kept; /* it stands in the other text too */
};

struct hunk {
	size_t before, n_before; /* tokens that went */
	size_t now, n_now;	 /* that came */
};

struct hunks {
	struct hunk *v;
	size_t n;
};

/* ---- tokens */

static bool
is_blank(const struct token *t)
{
	return t->s[0] == ' ' || t->s[0] == '\t';
}

static size_t
token_length(const char *s)
{
	if (*s == '\n')
		return 1;
	return *s == ' ' || *s == '\t' ? strspn(s, " \t") : strcspn(s, " \t\n");
}

static uint32_t
hash_of(const char *s, size_t n)
{
	uint32_t hash = 2166136261U; /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (unsigned char)s[i]) * 16777619U;
	return hash;
}

static struct tokens
split(struct arena *arena, const char *text)
{
	struct tokens tokens = { 0 };
	size_t n = 0;

	for (const char *s = text; *s; s += token_length(s))
		n++;
	tokens.v = arena_array(arena, n + 1, sizeof *tokens.v);
	tokens.kept = arena_array(arena, n + 1, sizeof *tokens.kept);
	while (tokens.n < n) {
		size_t length = token_length(text);

		tokens.v[tokens.n++] =
			(struct token){ text, length, hash_of(text, length) };
		text += length;
	}
	return tokens;
}

static bool
is_same(const struct token *a, const struct token *b)
{
	return a->hash == b->hash && a->n == b->n &&
	       memcmp(a->s, b->s, a->n) == 0;
}

/* ---- what stands in both */

/* One stretch: from token a0, b0 on, how far each diagonal gets. */
struct search {
	struct tokens *a, *b;
	int a0, b0;
	int na, nb; /* tokens from there to the end */
	int d;	    /* changes so far */
	int (*reach)[DIAGONALS];
};

static int *
reach_of(const struct search *s, int d)
{
	return s->reach[d] + STRETCH + 1;
}

/* Where diagonal k comes from: one token that came (k + 1) or went. */
static int
from_diagonal(const int *before, int d, int k)
{
	return k == -d || (k != d && before[k - 1] < before[k + 1]) ? k + 1
								    : k - 1;
}

static int
along(const struct search *s, int x, int k)
{
	while (x < s->na && x - k < s->nb &&
		is_same(&s->a->v[s->a0 + x], &s->b->v[s->b0 + x - k]))
		x++;
	return x;
}

/* One change more; true with *k: it reached the end on that diagonal. */
static bool
search_on(struct search *s, int *k)
{
	const int *before = s->d > 0 ? reach_of(s, s->d - 1) : NULL;
	int *now = reach_of(s, s->d);

	for (*k = -s->d; *k <= s->d; *k += 2) {
		int from = before ? from_diagonal(before, s->d, *k) : 0;
		int x = before ? before[from] + (from < *k) : 0;

		now[*k] = x = along(s, x, *k);
		if (x >= s->na && x - *k >= s->nb)
			return true;
	}
	return false;
}

/* The diagonal that got furthest. */
static int
furthest(const struct search *s)
{
	const int *reach = reach_of(s, s->d);
	int best = 0, most = -1;

	for (int k = -s->d; k <= s->d; k += 2) {
		int x = reach[k], y = x - k;

		if (x > s->na || y > s->nb || x + y <= most)
			continue;
		best = k;
		most = x + y;
	}
	return best;
}

/* Marks what is kept on the way there; the stretch ends there. */
static void
keep_path(struct search *s, int k)
{
	int end = reach_of(s, s->d)[k], end_k = k;

	for (int x = end; s->d >= 0; s->d--) {
		const int *before = s->d > 0 ? reach_of(s, s->d - 1) : NULL;
		int from = before ? from_diagonal(before, s->d, k) : k;
		int start = before ? before[from] + (from < k) : 0;

		for (int i = start; i < x; i++) {
			s->a->kept[s->a0 + i] = true;
			s->b->kept[s->b0 + i - k] = true;
		}
		k = from;
		x = before ? before[from] : 0;
	}
	s->a0 += end;
	s->b0 += end - end_k;
}

static void
stretch(struct search *s, size_t na, size_t nb)
{
	bool ended = false;
	int k = 0;

	s->na = (int)na - s->a0;
	s->nb = (int)nb - s->b0;
	for (s->d = 0; s->d < STRETCH && !ended; s->d++)
		ended = search_on(s, &k);
	s->d--;
	keep_path(s, ended ? k : furthest(s));
}

/* What both end with is kept before anything is looked for. */
static void
keep_same(struct arena *arena, struct tokens *a, struct tokens *b, bool look)
{
	size_t na = a->n, nb = b->n;
	struct search s = { .a = a, .b = b };

	while (na > 0 && nb > 0 && is_same(&a->v[na - 1], &b->v[nb - 1]))
		a->kept[--na] = b->kept[--nb] = true;
	while ((size_t)s.a0 < na && (size_t)s.b0 < nb &&
		is_same(&a->v[s.a0], &b->v[s.b0]))
		a->kept[s.a0++] = b->kept[s.b0++] = true;
	if (!look)
		return;
	s.reach = arena_array(arena, STRETCH, sizeof *s.reach);
	while ((size_t)s.a0 < na && (size_t)s.b0 < nb)
		stretch(&s, na, nb);
}

/* ---- hunks */

static size_t
run(const struct tokens *tokens, size_t at)
{
	size_t n = 0;

	while (at + n < tokens->n && !tokens->kept[at + n])
		n++;
	return n;
}

/* Changes with but a blank between them are one. */
static void
add_hunk(struct hunks *hunks, const struct tokens *a, struct hunk hunk)
{
	struct hunk *last = hunks->n > 0 ? &hunks->v[hunks->n - 1] : NULL;

	if (last && hunk.before - last->before - last->n_before == 1 &&
		is_blank(&a->v[hunk.before - 1])) {
		last->n_before = hunk.before + hunk.n_before - last->before;
		last->n_now = hunk.now + hunk.n_now - last->now;
		return;
	}
	hunks->v[hunks->n++] = hunk;
}

static struct hunks
find_hunks(struct arena *arena, const struct tokens *a, const struct tokens *b)
{
	struct hunks hunks = { 0 };
	size_t i = 0, j = 0;

	hunks.v = arena_array(arena, a->n + b->n + 1, sizeof *hunks.v);
	while (i < a->n || j < b->n) {
		struct hunk hunk = { i, run(a, i), j, run(b, j) };

		if (hunk.n_before > 0 || hunk.n_now > 0)
			add_hunk(&hunks, a, hunk);
		i += hunk.n_before + 1;
		j += hunk.n_now + 1;
	}
	return hunks;
}

/* ---- pieces */

struct told {
	struct words_piece *v;
	size_t n;
};

static void
tell(struct told *told, enum words_kind kind, const struct tokens *tokens,
	size_t at, size_t n)
{
	struct words_piece *piece = &told->v[told->n];

	if (n == 0)
		return;
	*piece = (struct words_piece){ kind, tokens->v[at].s, 0 };
	for (size_t i = at; i < at + n; i++)
		piece->n += tokens->v[i].n;
	told->n++;
}

/* The same words from..end of now; those far from any change are left out,
 * but where that would save nothing. */
static void
tell_same(struct told *told, const struct tokens *now, size_t from, size_t end,
	const bool changed[2])
{
	size_t head = changed[0] ? AROUND : 0;
	size_t tail = changed[1] ? AROUND : 0;

	if (end - from <= head + tail + 2) {
		tell(told, WORDS_SAME, now, from, end - from);
		return;
	}
	if (head > 0 && is_blank(&now->v[from + head - 1]))
		head--;
	if (tail > 0 && is_blank(&now->v[end - tail]))
		tail--;
	tell(told, WORDS_SAME, now, from, head);
	told->v[told->n++] = (struct words_piece){ .kind = WORDS_LEFT_OUT };
	tell(told, WORDS_SAME, now, end - tail, tail);
}

static size_t
tell_hunks(struct arena *arena, const struct hunks *hunks,
	const struct tokens *before, const struct tokens *now,
	struct words_piece **pieces)
{
	struct told told = { 0 };
	size_t at = 0;

	told.v = arena_array(arena, 5 * hunks->n + 3, sizeof *told.v);
	for (size_t i = 0; i < hunks->n; i++) {
		const struct hunk *h = &hunks->v[i];

		tell_same(&told, now, at, h->now, (bool[]){ i > 0, true });
		tell(&told, WORDS_GONE, before, h->before, h->n_before);
		tell(&told, WORDS_CAME, now, h->now, h->n_now);
		at = h->now + h->n_now;
	}
	tell_same(&told, now, at, now->n, (bool[]){ true, false });
	*pieces = told.v;
	return told.n;
}

size_t
words_diff(struct arena *arena, const char *before, const char *now,
	struct words_piece **pieces)
{
	struct arena *scratch = arena_new();
	struct tokens a = split(scratch, before), b = split(scratch, now);
	struct hunks hunks;
	size_t n = 0;

	keep_same(scratch, &a, &b,
		strlen(before) <= LONGEST && strlen(now) <= LONGEST);
	hunks = find_hunks(scratch, &a, &b);
	if (hunks.n > 0)
		n = tell_hunks(arena, &hunks, &a, &b, pieces);
	arena_free(scratch);
	return n;
}
