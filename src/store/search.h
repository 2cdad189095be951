/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_SEARCH_H
#define HITO_STORE_SEARCH_H

/*
 * Words in every register that may be read, in one round trip: accents, case
 * and inflection ignored, all of the words in one record or its lines. The
 * server finds them (core.search_all); what nobody may show her is not found.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"
#include "form/form.h"

struct desk;

struct search_row {
	/* texts of core.search_all, in the order of search.c */
	const char *table;
	const char *hits; /* how many records */
	const char *id;	  /* of the first one */
	const char *key;  /* of the same, "2018-2020/3.2"; NULL none */
	const char *said; /* what stands around the words in it */
	const struct form *form;
};

struct search {
	struct search_row *rows; /* in the order of the menu */
	size_t n;
	const char *read_at; /* "10:32" */
};

bool search_read(struct desk *desk, struct arena *arena, const char *words,
	struct search *out, struct err *err);

#endif
