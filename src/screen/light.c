/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/light.h"

#include "base/light.h"

enum draw_style
band_style(const char *band)
{
	static const enum draw_style styles[] = {
		[LIGHT_TRIANGLE] = DRAW_GOOD,
		[LIGHT_CIRCLE] = DRAW_MIDDLE,
		[LIGHT_SQUARE] = DRAW_BAD,
		[LIGHT_RING] = DRAW_PLAIN,
	};

	return styles[light_of(band)->shape];
}
