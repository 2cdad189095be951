/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch/usage.h"

#include <string.h>

#include "base/str.h"

/* What a word of the usage is. */
struct part {
	const char *text; /* without brackets and dots */
	bool is_value;	  /* of the option before */
	bool is_optional;
	bool comes_again;
};

/* One way of the subcommand. */
struct way {
	size_t n;
	struct part *v;
};

struct grammar {
	struct arena *arena;
	size_t n;
	struct way *ways;
};

static bool
is_option(const char *word)
{
	return word[0] == '-' && word[1];
}

static void
add_part(struct grammar *g, struct part part)
{
	struct way *way = &g->ways[g->n - 1];

	way->v = arena_grow(
		g->arena, way->v, way->n, way->n + 1, sizeof *way->v);
	way->v[way->n++] = part;
}

static void
add_way(struct grammar *g)
{
	g->ways = arena_grow(
		g->arena, g->ways, g->n, g->n + 1, sizeof *g->ways);
	g->ways[g->n++] = (struct way){ 0 };
}

/* A word with its brackets: depth is how many are open before it. Of
 * "--json|--csv" and "REGISTRO|--all" each half is a part of its own. */
static void
take_word(struct grammar *g, char *word, int depth, bool *waits)
{
	char *text = word + strspn(word, "[");
	size_t closed = 0;
	struct part part = { 0 };
	char *end = text + strlen(text);

	while (end > text && strchr("].", end[-1])) {
		closed += end[-1] == ']';
		part.comes_again = part.comes_again || end[-1] == '.';
		*--end = '\0';
	}
	part.is_optional = depth > 0 || text > word;
	part.is_value = *waits && !is_option(text);
	*waits = is_option(text) && !closed;
	while (*text) {
		char *bar = part.is_value ? NULL : strchr(text, '|');
		bool halved = bar && (is_option(text) || is_option(bar + 1));

		part.text = text;
		if (!halved) {
			add_part(g, part);
			return;
		}
		*bar = '\0';
		add_part(g, part);
		*waits = false;
		text = bar + 1;
	}
}

static int
opened(const char *word)
{
	int depth = 0;

	for (; *word; word++)
		depth += (*word == '[') - (*word == ']');
	return depth;
}

static struct grammar
grammar_read(struct arena *arena, const char *usage)
{
	struct grammar g = { .arena = arena };
	size_t n = 0;
	char **words = str_split(arena, usage, ' ', &n);
	bool waits = false;
	int depth = 0;

	add_way(&g);
	for (size_t i = 0; i < n; i++) {
		int after = depth + opened(words[i]);

		if (str_eq(words[i], "|") || str_eq(words[i], "...")) {
			waits = false;
			if (depth == 0 && words[i][0] == '|')
				add_way(&g);
			continue;
		}
		take_word(&g, words[i], depth, &waits);
		depth = after;
	}
	return g;
}

/* ---- where the words lead */

static bool
is_kind(const char *text)
{
	return strcspn(text, "abcdefghijklmnopqrstuvwxyz") == strlen(text) ||
	       strchr(text, '=');
}

static bool
is_one_of(struct arena *arena, const char *list, const char *word)
{
	size_t n = 0;
	char **words = str_split(arena, list, '|', &n);

	for (size_t i = 0; i < n; i++)
		if (str_eq(words[i], word))
			return true;
	return false;
}

/* What an option's value is; NULL for a flag and for what is none of them. */
static const char *
value_of(const struct grammar *g, const char *option)
{
	for (size_t w = 0; w < g->n; w++) {
		const struct way *way = &g->ways[w];

		for (size_t i = 0; i + 1 < way->n; i++)
			if (str_eq(way->v[i].text, option) &&
				way->v[i + 1].is_value)
				return way->v[i + 1].text;
	}
	return NULL;
}

/* The words that are neither options nor values of one; *waits: what the last
 * one waits for. */
static size_t
plain_words(const struct grammar *g, size_t n, const char *const *words,
	const char **plain, const char **waits)
{
	size_t found = 0;

	*waits = NULL;
	for (size_t i = 0; i < n; i++) {
		const char *value;

		if (!is_option(words[i])) {
			plain[found++] = words[i];
			continue;
		}
		value = value_of(g, words[i]);
		if (value && ++i == n)
			*waits = value;
	}
	return found;
}

static const struct part *
plain_part(const struct way *way, size_t at)
{
	const struct part *last = NULL;

	for (size_t i = 0; i < way->n; i++) {
		const struct part *part = &way->v[i];

		if (part->is_value || is_option(part->text))
			continue;
		if (at-- == 0)
			return part;
		last = part;
	}
	return last && last->comes_again ? last : NULL;
}

/* The ways that the first word leaves open. */
static bool
leads_here(const struct grammar *g, const struct way *way, const char *first)
{
	const struct part *own = plain_part(way, 0);
	bool named = false;

	if (!first || !own)
		return true;
	if (!is_kind(own->text))
		return is_one_of(g->arena, own->text, first);
	for (size_t i = 0; i < g->n; i++) {
		const struct part *other = plain_part(&g->ways[i], 0);

		named = named || (other && !is_kind(other->text) &&
					 is_one_of(g->arena, other->text,
						 first));
	}
	return !named;
}

static void
each_word(struct arena *arena, const char *list, usage_word_fn *fn, void *arg)
{
	size_t n = 0;
	char **words = str_split(arena, list, '|', &n);

	for (size_t i = 0; i < n; i++)
		fn(arg, words[i]);
}

static void
way_next(struct arena *arena, const struct way *way, size_t at, bool options,
	usage_word_fn *fn, void *arg)
{
	for (size_t i = 0; options && i < way->n; i++)
		if (is_option(way->v[i].text))
			fn(arg, way->v[i].text);
	for (; !options; at++) {
		const struct part *part = plain_part(way, at);

		if (part)
			each_word(arena, part->text, fn, arg);
		if (!part || !part->is_optional || part->comes_again)
			return;
	}
}

void
usage_next(struct arena *arena, const char *usage, size_t n,
	const char *const *words, bool options, usage_word_fn *fn, void *arg)
{
	struct grammar g = grammar_read(arena, usage);
	const char **plain = arena_array(arena, n + 1, sizeof *plain);
	const char *waits;
	size_t at = plain_words(&g, n, words, plain, &waits);

	if (waits) {
		each_word(arena, waits, fn, arg);
		return;
	}
	for (size_t w = 0; w < g.n; w++)
		if (leads_here(&g, &g.ways[w], at ? plain[0] : NULL))
			way_next(arena, &g.ways[w], at, options, fn, arg);
}

const char *
usage_plain(struct arena *arena, const char *usage, size_t n,
	const char *const *words, size_t at)
{
	struct grammar g = grammar_read(arena, usage);
	const char **plain = arena_array(arena, n + 1, sizeof *plain);
	const char *waits;

	return plain_words(&g, n, words, plain, &waits) > at ? plain[at] : NULL;
}
