/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_WORDS_H
#define HITO_REPORT_WORDS_H

/*
 * The words in a report's data, read in the language of whoever asks: a
 * report that is not issued is hers. Which columns have words that the
 * server puts, and not what somebody typed, their names tell.
 */

#include "base/mem.h"

/* The value of that column as she reads it; NULL stays NULL. */
const char *
report_word(struct arena *arena, const char *column, const char *value);

#endif
