/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_REPORT_CARD_H
#define HITO_REPORT_CARD_H

/* A record as text on standard output, 80 columns: its fields by name, its
 * lines below. Empty fields are left out. */

#include "store/store.h"

/* One of its child lists, each row with its number. */
void card_lines(struct arena *arena, const struct record *record, size_t lines);
/* Who changed what in it, a line each. */
void history_write(struct arena *arena, const struct change *changes, size_t n);
void card_write(struct arena *arena, const struct record *record);

#endif
