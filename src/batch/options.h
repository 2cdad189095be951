/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_OPTIONS_H
#define HITO_BATCH_OPTIONS_H

/*
 * Words of a command line, taken apart by a table into a struct of the
 * caller's: "--name VALUE", "--name=VALUE", "-xVALUE" and flags, in either
 * language, in any order; "--" ends the options.
 */

#include <stdbool.h>
#include <stddef.h>

#include "batch/batch.h"

enum option_kind {
	OPTION_FLAG, /* bool */
	OPTION_TEXT, /* const char *; the last one counts */
	OPTION_LIST, /* struct option_list: all of them */
};

struct option {
	const char *name;    /* "dry-run" */
	const char *name_es; /* "simular"; NULL none */
	enum option_kind kind;
	size_t offset;	  /* of its place in what is filled */
	char letter;	  /* 0 none */
	const char *help; /* of those that hold for all */
};

/* Options with the same place keep their order in it. */
struct option_given {
	const char *name; /* the option's, NULL of a plain word */
	const char *value;
};
struct option_list {
	size_t n;
	struct option_given *v;
};

/* The values alone. */
const char **option_values(struct arena *arena, const struct option_list *list);

/* "NAME=VALUE" parted at its first equals sign; NULL when it has none. */
const char *
option_name_value(struct arena *arena, const char *word, const char **value);

/* A word of an option and the sign that it stands for. */
struct option_spelling {
	const char *name;
	char sign;
};
/* The sign of text, '\0' when it is none of them. */
char option_sign(const char *text, size_t n, const struct option_spelling *v);
/* "." or ",", or their words, into *sign; NULL leaves it. False: the usage was
 * said. */
bool option_decimal(const struct batch *batch, const char *text, char *sign);

/* Where plain words go: the first into place 0 and so on, those left over
 * into the list. So many must be there; missing is said when they are not. */
struct option_words {
	size_t n;
	const size_t *places;  /* of const char * */
	const size_t *further; /* of a struct option_list; NULL: none more */
	size_t least;
	const char *missing; /* N_: "Falta decir qué registro." */
};

struct options {
	size_t n;
	const struct option *v;
	struct option_words words;
};

#define OPTIONS(t) .n = sizeof(t) / sizeof *(t), .v = (t)
#define OPTION_PLACES(t) .words.n = sizeof(t) / sizeof *(t), .words.places = (t)

/* The words of what is of the plan and period on the line: [--json]. */
struct plain {
	struct batch *batch;
	bool json;
};
extern const struct options plain_options;

/* Takes argv[*at] if it is one of the options, with its value: *taken tells,
 * *at is the last word used. False with err: one of them, wrongly used. */
bool option_take(const struct options *o, struct arena *arena, int argc,
	char **argv, int *at, void *into, bool *taken, struct err *err);
/* All of argv but its first. False with *code, the usage already said. */
bool options_read(const struct batch *batch, const struct options *o, int argc,
	char **argv, void *into, int *code);

#endif
