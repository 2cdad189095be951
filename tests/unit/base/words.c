/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed between two texts, word by word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/words.h"

#define SEVEN "uno dos tres cuatro cinco seis siete "

static const struct {
	const char *before, *now, *told;
} cases[] = {
	{ "", "", "" },
	{ "igual", "igual", "" },
	{ "", "nuevo", "{+nuevo+}" },
	{ "viejo", "", "[-viejo-]" },
	{ "el gato fue", "el gato vino", "el gato [-fue-]{+vino+}" },
	{ "el señor Núñez fue", "el señor Núñez vino ayer",
		"el señor Núñez [-fue-]{+vino ayer+}" },
	/* changes with but a blank between them are one */
	{ "a el gato b", "a la perra b", "a [-el gato-]{+la perra+} b" },
	/* one character more or less is another word; accents count */
	{ "ano", "año", "[-ano-]{+año+}" },
	{ "a  b", "a b", "a[-  -]{+ +}b" },
	{ "a\nb", "a b", "a[-\n-]{+ +}b" },
	/* four words around a change, and no more */
	{ SEVEN SEVEN "fue " SEVEN SEVEN, SEVEN SEVEN "vino " SEVEN SEVEN,
		"~cuatro cinco seis siete [-fue-]{+vino+} uno dos tres "
		"cuatro~" },
	/* nothing is left out where that saves nothing */
	{ "uno dos tres cuatro cinco fue", "uno dos tres cuatro cinco vino",
		"uno dos tres cuatro cinco [-fue-]{+vino+}" },
	{ "x " SEVEN SEVEN, SEVEN SEVEN, "[-x -]uno dos tres cuatro~" },
	{ SEVEN SEVEN "x", SEVEN SEVEN, "~cuatro cinco seis siete [-x-]" },
};

static void
show(struct buf *out, const struct words_piece *piece)
{
	static const char *const open[] = { "", "[-", "{+", "~" };
	static const char *const end[] = { "", "-]", "+}", "" };

	buf_puts(out, open[piece->kind]);
	if (piece->n > 0)
		buf_add(out, piece->text, piece->n);
	buf_puts(out, end[piece->kind]);
}

static void
test_cases(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct words_piece *pieces = NULL;
		struct buf out = { 0 };
		size_t n = words_diff(
			arena, cases[i].before, cases[i].now, &pieces);

		for (size_t k = 0; k < n; k++)
			show(&out, &pieces[k]);
		assert_string_equal(buf_text(&out), cases[i].told);
		buf_free(&out);
	}
	arena_free(arena);
}

/* Makes the text before of the text now and the pieces: nothing that changed
 * is untold. */
static void
check_whole(struct arena *arena, const char *before, const char *now)
{
	struct words_piece *pieces = NULL;
	size_t n = words_diff(arena, before, now, &pieces), at = 0;
	struct buf made = { 0 };

	for (size_t i = 0; i < n; i++) {
		const struct words_piece *p = &pieces[i];
		size_t start = p->kind == WORDS_SAME || p->kind == WORDS_CAME
				       ? (size_t)(p->text - now)
				       : at;

		if (i > 0 && pieces[i - 1].kind == WORDS_LEFT_OUT)
			buf_add(&made, now + at, start - at);
		else
			assert_int_equal(start, at);
		if (p->kind == WORDS_SAME || p->kind == WORDS_GONE)
			buf_add(&made, p->text, p->n);
		at = start;
		if (p->kind == WORDS_SAME || p->kind == WORDS_CAME)
			at += p->n;
	}
	buf_puts(&made, now + at);
	assert_true(strcmp(buf_text(&made), before) == 0);
	buf_free(&made);
}

/* Any words: few and many of them, alike and not. */
static char *
text_of(struct arena *arena, uint32_t *seed, size_t bytes, uint32_t words)
{
	struct buf out = { 0 };
	char *text;

	while (out.len < bytes) {
		*seed = *seed * 1664525U + 1013904223U;
		buf_printf(&out, "%sñ%u", (*seed >> 8) % 9 ? " " : "\n",
			(*seed >> 16) % words);
	}
	text = arena_strdup(arena, buf_text(&out));
	buf_free(&out);
	return text;
}

static void
test_nothing_untold(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (uint32_t i = 0; i < 400; i++) {
		struct arena *arena = arena_new();
		const char *a = text_of(arena, &seed, i, 1 + i % 7);
		const char *b = text_of(arena, &seed, 3 * i % 211, 1 + i % 5);

		check_whole(arena, a, b);
		check_whole(arena, a, a);
		arena_free(arena);
	}
}

/* 100 KB that have nothing in common, little, or all but everything. */
static void
test_long_texts(void **state)
{
	struct arena *arena = arena_new();
	uint32_t seed = 9;
	const char *same = text_of(arena, &seed, 100000, 1);
	const char *few = text_of(arena, &seed, 100000, 3);
	const char *many = text_of(arena, &seed, 100000, 60000);
	const char *others = text_of(arena, &seed, 100000, 60000);
	char *changed = arena_strdup(arena, many);

	(void)state;
	for (size_t i = 100; changed[i]; i++)
		if (i % 7919 == 0 && changed[i] >= '0' && changed[i] <= '9')
			changed[i] = 'x';
	check_whole(arena, same, few);
	check_whole(arena, few, many);
	check_whole(arena, many, others);
	check_whole(arena, many, changed);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_nothing_untold),
		cmocka_unit_test(test_long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
