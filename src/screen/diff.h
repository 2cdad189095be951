/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_DIFF_H
#define HITO_SCREEN_DIFF_H

/*
 * A save that met another version: as it was read, as I wrote it, as it is
 * now. What only one side changed stays with that side; where both did, the
 * reader decides, and nothing is chosen before she does.
 */

#include "form/record.h"

struct screen;

/* True: *merged is what to save now (the caller frees it); *anew: begin with
 * theirs instead. */
bool screen_diff(struct screen *screen, const struct record *mine,
	struct record **merged, bool *anew);

#endif
