/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_ENTRY_H
#define HITO_STORE_ENTRY_H

/*
 * Filling a record by names, for faces that have no boxes to type into: a
 * field is called by its column, heading or title, a child list by its table
 * or title, a row of it by its number (1 is the first; a dropped row keeps
 * its number). What is typed is read by the field as on the screen, and what
 * the screen does not let be typed is refused.
 */

#include "store/store.h"

bool entry_set(struct record *record, const char *name, const char *typed,
	struct date today, struct err *err);
/* Index of the list, -1 with an err that names those there are. */
int entry_lines(const struct form *form, const char *name, struct err *err);
/* Index of the row of that number, -1 with err. */
int entry_row(const struct record *record, size_t lines, const char *number,
	struct err *err);
/* A new row; its index, -1 with err where the screen has none to add. */
int entry_add_line(struct record *record, size_t lines, struct err *err);
/* lines and row as those above gave them. */
bool entry_set_line(struct record *record, size_t lines, size_t row,
	const char *name, const char *typed, struct date today,
	struct err *err);
bool entry_drop_line(
	struct record *record, size_t lines, size_t row, struct err *err);
/* "Metas, línea 2: Falta llenar «Meta».": puts which row it was before a
 * refusal that record_check or a save laid at one, and "lines." before its
 * field; lines -1: not told. */
void
entry_name_row(const struct form *form, int lines, int row, struct err *err);

/* "Campo: Fin (ends).": names the field of a refusal behind its hint, for
 * faces that have no cursor to lay there. Returns false. */
bool entry_name_field(const struct form *form, struct err *err);

/* A new record of form about another: fields of the same name are filled that
 * are looked up or only shown. */
struct record *entry_about(
	const struct form *form, const struct record *about, struct date today);

#endif
