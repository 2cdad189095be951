/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/inside.h"

#include "base/str.h"

enum draw_style
band_style(const char *band)
{
	static const struct {
		const char *band;
		enum draw_style style;
	} styles[] = {
		{ "green", DRAW_GOOD },
		{ "amber", DRAW_MIDDLE },
		{ "red", DRAW_BAD },
	};

	for (size_t i = 0; band && i < sizeof styles / sizeof styles[0]; i++)
		if (str_eq(styles[i].band, band))
			return styles[i].style;
	return DRAW_PLAIN;
}
