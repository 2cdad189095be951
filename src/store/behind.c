/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/behind.h"

#include "store/inside.h"

enum {
	APART_MS = 1000 /* of many changes the last one asks, on leaving */
};

const char behind_sql[] = "select core.behind()";

static void
ask(struct desk *desk)
{
	const struct statement behind = { .sql = behind_sql };

	page_forget(desk);
	desk->link.next_behind = clock_ms() + APART_MS;
	session_prefetch(desk->session, &behind);
}

void
behind_save(struct desk *desk)
{
	if (!desk->session || desk->link.next_behind > clock_ms())
		return;
	page_forget(desk);
	desk->link.next_behind = clock_ms() + APART_MS;
	session_behind(desk->session, behind_sql);
}

void
behind_change(struct desk *desk)
{
	if (desk->link.next_behind <= clock_ms())
		ask(desk);
}

void
behind_leaving(struct desk *desk)
{
	if (desk->link.next_behind > 0 && desk_is_connected(desk))
		ask(desk);
}
