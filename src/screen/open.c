/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen/open.h"

#include "base/i18n.h"
#include "base/str.h"
#include "screen/screen.h"

void
place_open(const struct place *place, struct screen *screen,
	const struct place_args *args)
{
	if (place->with)
		place->with(screen, args);
	else
		place->open(screen);
}

void
screen_open(
	struct screen *screen, const char *name, const struct place_args *args)
{
	const struct place *const *place = screen->places;

	while (*place && !str_eq((*place)->name, name))
		place++;
	if (*place)
		place_open(*place, screen, args);
	else
		screen_say(screen,
			_("Esa pantalla no está en este programa: %s."), name);
}

const struct place *
place_of_command(const struct screen *screen, enum command_id id)
{
	const struct place *const *place = screen->places;

	while (*place && ((*place)->id == CMD_NONE || (*place)->id != id))
		place++;
	return *place;
}

const struct place *const *
screen_places(const struct screen *screen)
{
	return screen->places;
}

struct desk *
screen_desk(const struct screen *screen)
{
	return screen->desk;
}
