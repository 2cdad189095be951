/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_PALETTE_H
#define HITO_SCREEN_PALETTE_H

/* A command or a register by its name. */

struct screen;
struct view;

/* Asks for it and does it. */
void palette_run(struct view *view);
/* Opens the list of what is named; asks when NULL. */
void palette_list(struct view *view, const char *name);

#endif
