/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_TESTS_SHIM_H
#define HITO_TESTS_SHIM_H

/* A program under lib/synced.c: what of its journals is on the disk. */

#include <stdbool.h>

bool shim_is_there(void);
/* What its environment needs; NULL-terminated. Notes go into an own folder of
 * TEST_TMP. */
const char *const *shim_env(void);
/* The machine is off and on again: journals are cut back to what was on the
 * disk, those whose names were not are gone. */
void shim_power_cut(void);
/* No journal takes a byte more. */
void shim_disk_full(bool full);
/* The clock of programs goes so many seconds behind; 0 right. */
void shim_clock_back(long seconds);
/* How often a journal was synced until now. */
unsigned shim_syncs(void);

#endif
