/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_CMD_LANGUAGE_H
#define HITO_CMD_LANGUAGE_H

/*
 * The languages there are: Spanish, in which the sources are written, and each
 * that has a catalogue (src/po). No code knows another by its name.
 */

#include <stdbool.h>

#include "base/mem.h"

/* The folder of the catalogues: beside the program in a work tree. */
const char *language_folder(struct arena *arena);
/* Their codes, "es" the first, then by name; NULL-terminated. */
const char **language_codes(struct arena *arena);
bool language_is_known(const char *code);
/* "es, en" */
const char *language_list(struct arena *arena);

#endif
