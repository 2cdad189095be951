/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_OPTIONS_H
#define HITO_BATCH_OPTIONS_H

/* The command line of a word of `hito report`, taken apart by tables. */

#include <stdbool.h>
#include <stddef.h>

/* "--name VALUE" and "--name=VALUE"; many times where there is a list. */
struct option_word {
	const char *name;
	const char **value; /* NULL: a list */
	const char **list;  /* room for argc */
	size_t *n;
};

struct option_flag {
	const char *name;
	bool *value;
};

struct options {
	size_t n_options;
	const struct option_word *options;
	size_t n_flags;
	const struct option_flag *flags;
	size_t n_words; /* plain words, in order */
	const char ***words;
};

#define OPTIONS(t) .n_options = sizeof(t) / sizeof *(t), .options = (t)
#define OPTION_FLAGS(t) .n_flags = sizeof(t) / sizeof *(t), .flags = (t)
#define OPTION_WORDS(t) .n_words = sizeof(t) / sizeof *(t), .words = (t)

/* argv[0] is not looked at. False with *code, the usage already said. */
bool options_read(int argc, char **argv, const struct options *o, int *code);

#endif
