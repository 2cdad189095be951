/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_SCREEN_LIGHT_H
#define HITO_SCREEN_LIGHT_H

/* The look of a band, beside its sign. */

#include "term/draw.h"

enum draw_style band_style(const char *band);

#endif
