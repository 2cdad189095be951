/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_FORM_HEADING_H
#define HITO_FORM_HEADING_H

/*
 * What the columns of a file are called: which field a heading means, and under
 * which heading a field is written so that a file is read as it was meant.
 * Compared without case, accents, blanks and points; "Hito No." is "Hito N°".
 */

#include <stdbool.h>

#include "form/form.h"

/* Whether two headings are one; blank ones are none. */
bool heading_same(const char *a, const char *b);
/* Whether a file may fill the field. */
bool heading_may_fill(const struct field *field);
/* Index of the field that a column with this heading fills: by a heading of
 * the form file, else by its label or name; -1: nobody's. */
int heading_field(const struct form *form, const char *heading);
/* Index of the field that it tells of, where no file fills that: a state, a
 * name, a figure worked out; -1 none. */
int heading_told(const struct form *form, const char *heading);
/* By which of its names a file is read as this field again, whatever the
 * language: NULL when another field answers to all of them. */
const char *heading_of(const struct form *form, const struct field *field);
/* The same for programs: its name, where a file is so read as this field. */
const char *heading_name(const struct form *form, const struct field *field);

#endif
