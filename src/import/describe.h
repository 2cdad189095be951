/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_DESCRIBE_H
#define HITO_IMPORT_DESCRIBE_H

/*
 * A bound form as the server's check and commit of an import read it, one JSON
 * object: table, natural key, the fields that a file may bring with the columns
 * they fill or the pick view they are looked up in, the sentences of refusals,
 * and what the import section says. The facts are the form file's; nothing is
 * decided here.
 */

#include "import/mapping.h"

/* In mapping's arena. */
const char *import_describe(const struct mapping *mapping);

#endif
