/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_USAGE_H
#define HITO_BATCH_USAGE_H

/*
 * The usage of a subcommand (batch/table.h) read as a grammar: what may stand
 * next on its command line. In it
 *
 *   REGISTRO            a word in capitals stands for one of a kind
 *   list                a word in small letters is that word
 *   a|b                 either
 *   A | B               two ways of the subcommand, told apart by their first
 *                       word
 *   [...]               may be left out
 *   X...                may come again
 *   --name KIND         an option with its value
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/* A word that may stand there, "--json" or "undo", or the kind of it,
 * "REGISTRO". */
typedef void usage_word_fn(void *arg, const char *word);

/* What may stand behind words, the n that stand behind the subcommand's name.
 * options: options are asked for, else all but options. The value that an
 * option waits for is the answer to both. */
void usage_next(struct arena *arena, const char *usage, size_t n,
	const char *const *words, bool options, usage_word_fn *fn, void *arg);
/* The words among them that are no options and no options' values: the Nth,
 * from 0; NULL when there are fewer. */
const char *usage_plain(struct arena *arena, const char *usage, size_t n,
	const char *const *words, size_t at);

#endif
