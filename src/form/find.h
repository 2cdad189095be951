/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_FIND_H
#define HITO_FORM_FIND_H

/*
 * Finding by form: what is typed into an empty form becomes conditions.
 *   abc       begins with abc (text, folded: accents and case ignored);
 *             equals (other types); a partial date or date: overlaps it
 *   *abc*     contains;  a|b either;  =abc exactly;  = alone: empty
 *   !abc      not;  ! alone: not empty;  >= > < <=;  1..5 from to
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "base/statement.h"
#include "form/form.h"

struct find_term {
	const struct field *field;
	const char *typed;
	const char *sql; /* with %1, %2 .. where its values go */
	size_t n_values;
	const char **values;
};

struct find {
	struct arena *arena;
	const struct form *form;
	size_t n;
	struct find_term *terms;
};

/* texts: one per field, NULL or "" where nothing was typed. */
struct find *find_read(struct arena *arena, const struct form *form,
	const char *const *texts, struct date today, struct err *err);
/* COLUMN=VALUE, as `hito list --where` has it; adds to find. */
bool find_add(struct find *find, const char *column, const char *typed,
	struct date today, struct err *err);
struct find *find_new(struct arena *arena, const struct form *form);
/* " and (...)" for each term into sql, values appended; $n counts on from
 * *n_values. */
void find_write(const struct find *find, struct buf *sql, struct arena *arena,
	const char ***values, int *n_values);

#endif
