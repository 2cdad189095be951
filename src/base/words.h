/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BASE_WORDS_H
#define HITO_BASE_WORDS_H

/*
 * What changed between two texts, word by word, with a few words around it.
 * The cost grows with the length of the texts, whatever they are: many changes
 * in long texts are found in stretches, each as short as can be, which
 * together need not be (E. Myers, An O(ND) difference algorithm, 1986).
 */

#include "base/mem.h"

enum words_kind {
	WORDS_SAME,
	WORDS_GONE,
	WORDS_CAME,
	WORDS_LEFT_OUT /* words that are the same and not told; no text */
};

/* text: bytes of one of the two texts. What went stands before what came in
 * its place. */
struct words_piece {
	enum words_kind kind;
	const char *text;
	size_t n;
};

/* Returns how many; 0: the texts are the same. */
size_t words_diff(struct arena *arena, const char *before, const char *now,
	struct words_piece **pieces);

#endif
