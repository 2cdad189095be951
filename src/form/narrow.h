/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_NARROW_H
#define HITO_FORM_NARROW_H

/*
 * What is typed after "/" in a list: which rows have every word of it in a
 * column shown, in the label of a choice, or in a field that is searched,
 * accents and case aside. The server says so of all rows; of rows that are
 * read already it can be said here, where it is certain to be the same.
 */

#include <stdbool.h>

#include "base/mem.h"
#include "form/form.h"
#include "form/sql.h"

/* Puts " and (...)" for each word. */
void narrow_write(struct sql *sql, const struct form *form, const char *typed);

/* Whether what is read of its rows (form->list) is all that the server would
 * look at, in a form that is known here. */
bool narrow_is_here(const struct form *form);

/* A row made ready to be asked. */
struct narrow_row {
	const char *const *values; /* one per form->list, as the server said */
	const char *shown;	   /* folded, a blank before each */
};
/* False: one of its values is not written as it is known here. */
bool narrow_begin(struct narrow_row *row, struct arena *arena,
	const struct form *form, const char *const *values);
bool narrow_has(const struct form *form, const struct narrow_row *row,
	const char *typed);
/* Whether no row can have what is typed and not have what was typed before: of
 * figures a 3 begins a number, and 3a stands anywhere. */
bool narrow_is_within(const char *typed, const char *before);

#endif
