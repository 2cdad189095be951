/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's hour, as desk.h has it. */
#include <limits.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/wait.h"
#include "db/session.h"
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

bool
desk_age(struct desk *desk, struct desk_age *out, struct err *err)
{
	struct result *r = session_query(desk->session, _("Consulta"), err,
		"select pg_is_in_recovery(),"
		" to_char(a.at at time zone 'America/Lima', 'HH24:MI:SS'),"
		" extract(epoch from clock_timestamp() - a.at)::bigint"
		" from (select pg_last_xact_replay_timestamp() as at) as a",
		0);

	if (!r)
		return false;
	*out = (struct desk_age){
		.is_copy = str_eq(result_value(r, 0, 0), "t"),
		.last = arena_strdup(desk->arena, result_value(r, 0, 1)),
	};
	if (out->last)
		str_to_long(result_value(r, 0, 2), LONG_MAX, &out->seconds);
	result_free(r);
	return true;
}
