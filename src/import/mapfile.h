/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_MAPFILE_H
#define HITO_IMPORT_MAPFILE_H

/*
 * A mapping as people keep it: which heading of a file is which field of a
 * register, what stands where the file has nothing, what its words mean. Text
 * of statements, written as form files are:
 *
 *	register  milestone
 *	sheet     "Hitos"
 *	charset   "Windows-1252"
 *	delimiter ";"
 *	heading   3
 *	decimal   ","
 *	dates     day
 *	key       plan_code, commitment_no, title
 *	column    "Término"  ends  dates month
 *	column    "Obs."     -
 *	constant  plan_code  "2018-2020"
 *	value     state      "Concluído" = "Cumplido"
 *
 * Knows the language, no register: fields are resolved by import/mapping.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/mem.h"

enum mapfile_dates {
	MAPFILE_DATES_SEEN, /* their column's values decide */
	MAPFILE_DATES_DAY,  /* the day stands first */
	MAPFILE_DATES_MONTH,
};

struct mapfile_column {
	const char *heading;
	const char *field; /* NULL: not taken */
	char decimal;	   /* '.', ','; 0: its values decide */
	enum mapfile_dates dates;
	int line; /* of the mapping, here and below */
};

struct mapfile_constant {
	const char *field;
	const char *value;
	int line;
};

struct mapfile_value {
	const char *field;
	const char *from; /* as the file has it, but for case and accents */
	const char *to;	  /* as it would be typed; "" nothing */
	int line;
};

/* What is not said is NULL or 0. */
struct mapfile {
	const char *path; /* for complaints */
	const char *form;
	const char *sheet;
	const char *charset;
	char delimiter;
	int heading; /* line of the file */
	char decimal;
	enum mapfile_dates dates;
	size_t n_keys;
	const char **keys;
	int key_line;
	size_t n_columns;
	struct mapfile_column *columns;
	size_t n_constants;
	struct mapfile_constant *constants;
	size_t n_values;
	struct mapfile_value *values;
};

/* NULL with err: "path:line:column: sentence" (ERR_INPUT). Texts are in
 * arena, path must stay. */
struct mapfile *mapfile_parse(struct arena *arena, const char *path,
	const char *text, size_t n, struct err *err);
struct mapfile *
mapfile_read(struct arena *arena, const char *path, struct err *err);
/* Reads again as the same. */
void mapfile_write(const struct mapfile *map, struct buf *out);
bool mapfile_same_heading(const char *a, const char *b);
/* A text as a string of a mapping: on one line, in quotes. */
void mapfile_string(struct buf *out, const char *text);

#endif
