/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_OFFICE_H
#define HITO_SCREEN_OFFICE_H

/* The office a person works in, when she belongs to several. */

#include <stdbool.h>

struct screen;

/* False: as before (said, or she would rather not). */
bool office_choose(struct screen *screen);

#endif
