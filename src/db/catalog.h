/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_DB_CATALOG_H
#define HITO_DB_CATALOG_H

/*
 * What the server's catalogue says of the columns of a table and of the view
 * it is read by: the source of types, lengths and NOT NULL of every form.
 */

#include "base/statement.h"

/*
 * Adds the one statement that answers, for each name of relations
 * ("plan.milestone", ...), a row per column, in the order of names and
 * columns:
 *   relation, name, type (format_type without modifier), length (varchar,
 *   char; NULL else), precision, scale (numeric with modifier; NULL else),
 *   not_null (t/f), has_default (t/f, identity and generated too),
 *   generated (t/f), comment
 */
void catalog_columns(
	struct statements *list, size_t n, const char *const *relations);

#endif
