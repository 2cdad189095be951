/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_IMPORT_JSON_H
#define HITO_IMPORT_JSON_H

/*
 * The rows of a JSON list of objects (RFC 8259), as hito export writes it: the
 * names of their members are the headings, in the order in which they first
 * occur, and an object that lacks one has an empty cell there. The line of a
 * row is its place in the list, the headings being the first: of our own files
 * that is where it stands.
 */

#include <stdbool.h>

#include "import/bytes.h"
#include "import/source.h"

/* Does the beginning of the file say that it is one? Bytes are waited for. */
bool json_is_one(struct bytes *bytes, bool *so, struct err *err);
/* Of bytes that are all there. ERR_FILE. */
struct source *json_open(struct bytes *bytes, struct err *err);

#endif
