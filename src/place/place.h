/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PLACE_PLACE_H
#define HITO_PLACE_PLACE_H

/*
 * The places of the screen: each is a file or a folder here and gives the
 * program one struct place. None includes what belongs to another: they open
 * one another by name (screen/open.h).
 */

#include "screen/open.h"

/* For screen_new: NULL ends them, the first one is where one begins. */
extern const struct place *const places[];

#endif
