/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's hour, as desk.h has it. */
#include "base/date.h"
#include "base/wait.h"
#include "store/desk.h"

enum {
	MINUTES_OF_DAY = 24 * 60,
	MINUTE_MS = 60000,
};

void
desk_hour(const struct desk *desk, char *out, size_t room)
{
	int64_t passed = (clock_ms() - desk->clock.at) / MINUTE_MS;

	hour_show((int)((desk->clock.minute + passed) % MINUTES_OF_DAY), out,
		room);
}

void
desk_note_lost(struct desk *desk)
{
	if (!desk->clock.lost_at[0])
		desk_hour(
			desk, desk->clock.lost_at, sizeof desk->clock.lost_at);
}

const char *
desk_lost_at(const struct desk *desk)
{
	return desk->clock.lost_at;
}
