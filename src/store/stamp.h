/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_STAMP_H
#define HITO_STORE_STAMP_H

/*
 * What a workbook that an office fills in says of itself, in a sheet that is
 * hidden: a row each of a name and a text. Whoever writes templates and whoever
 * loads them agree here.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

struct desk;

/* The hidden sheet, and what its first cell says. */
#define STAMP_SHEET "hito"
#define STAMP_MARK "hito template"

enum {
	STAMP_PARTS = 8
};

/* Texts in the order of stamp_name; NULL where it says nothing. */
struct stamp {
	const char *institution;
	const char *name; /* of the register */
	const char *plan;
	const char *period; /* "2019-Q1" */
	const char *office; /* code */
	const char *made;   /* ISO day and hour, for people */
	const char *schema; /* that its columns are of */
	const char *told;   /* headings of what is only read, a line each */
};

const char *stamp_name(size_t part);
const char *stamp_text(const struct stamp *stamp, size_t part);
/* What a row says; false: it is none of a stamp's. */
bool stamp_take(struct stamp *stamp, struct arena *arena, const char *name,
	const char *text);
/* The schema that this program writes and reads. */
const char *stamp_schema(struct arena *arena);

#endif
