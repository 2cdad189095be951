/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The office a person works in, when she belongs to several. */
#include "screen/office.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screen/choose.h"
#include "screen/screen.h"

bool
office_choose(struct screen *screen)
{
	struct desk *desk = screen->desk;
	struct choice_item *items;
	struct err err = { 0 };
	size_t now = 0;
	int chosen;

	if (desk->n_offices < 2) {
		screen_say(screen,
			desk->n_offices == 1
				? _("Usted trabaja en una sola oficina: %s.")
				: _("Usted no es miembro de ninguna oficina%s."),
			desk->n_offices == 1 ? desk->offices[0].name : "");
		return false;
	}
	items = arena_array(screen->arena, desk->n_offices, sizeof *items);
	for (size_t i = 0; i < desk->n_offices; i++) {
		items[i].title = desk->offices[i].code;
		items[i].note = desk->offices[i].name;
		if (str_eq(desk->offices[i].code, desk->office))
			now = i;
	}
	chosen = screen_choose(screen, _("¿En qué oficina trabaja?"), items,
		desk->n_offices, now);
	if (chosen < 0)
		return false;
	if (desk_choose_office(desk, desk->offices[chosen].code, &err))
		return true;
	screen_error(screen, &err);
	return false;
}
