/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_RECORDING_H
#define HITO_SCREEN_RECORDING_H

/* Keys that are pressed again, as often as one likes (term/macro). */

struct view;

/* Begins to record, or ends it. */
void recording_turn(struct view *view);
/* times: how often, "5"; NULL: asked. */
void recording_play(struct view *view, const char *times);

#endif
