/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_EDITOR_H
#define HITO_SCREEN_EDITOR_H

/* A long text in the person's own editor. */

#include "base/mem.h"

struct screen;

/* NULL when it was not edited (said). */
char *editor_run(struct screen *screen, struct arena *arena, const char *text);

#endif
