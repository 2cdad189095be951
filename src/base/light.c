/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/light.h"

#include <stddef.h>

#include "base/i18n.h"
#include "base/str.h"

const struct light *
light_of(const char *band)
{
	static const struct light lights[] = {
		{ "green", LIGHT_TRIANGLE, "▲", "V", N_("Verde"), "[V]", "▲V",
			N_("▲V Verde"), 0x009e73, 0x00664b, 0xe0f3ed },
		{ "amber", LIGHT_CIRCLE, "●", "A", N_("Ámbar"), "[A]", "●A",
			N_("●A Ámbar"), 0xe69f00, 0x8a5a00, 0xfdf3dc },
		{ "red", LIGHT_SQUARE, "■", "R", N_("Rojo"), "[R]", "■R",
			N_("■R Rojo"), 0xd55e00, 0xa03c00, 0xfbe8dc },
		{ "inconclusive", LIGHT_RING, "○", "-", N_("no concluyente"),
			"[-]", "○-", N_("○- no concluyente"), 0x8c949c,
			0x5a6066, 0xf0f1f3 },
		{ NULL, LIGHT_RING, "○", "-", N_("s/d"), "[-]", "○-",
			N_("○- s/d"), 0x8c949c, 0x5a6066, 0xf0f1f3 },
	};
	size_t i = 0;

	while (lights[i].band && !str_eq(lights[i].band, band))
		i++;
	return &lights[i];
}

const char *
band_sign(const char *band, bool ascii, bool short_form)
{
	const struct light *light = light_of(band);

	if (ascii)
		return light->ascii;
	return short_form ? light->mark : _(light->marked);
}
