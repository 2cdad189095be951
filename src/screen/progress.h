/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_PROGRESS_H
#define HITO_SCREEN_PROGRESS_H

/* Something long: what it does and how far it is, in row 23 after the time
 * that any wait has; Esc Esc stops it. */

#include <stdint.h>

#include "base/step.h"

struct screen;

struct screen_step {
	struct step step;
	struct screen *screen;
	int64_t since;
	int64_t looked;
	int64_t told;
};

void screen_step_begin(
	struct screen_step *s, struct screen *screen, const char *what);

#endif
