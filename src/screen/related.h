/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_RELATED_H
#define HITO_SCREEN_RELATED_H

/* From a record to the lists of what belongs to it: registers that have all
 * the columns of its key. */

#include "form/record.h"

struct screen;

/* name: of the register, NULL asks. */
void related_open(
	struct screen *screen, const struct record *about, const char *name);

#endif
