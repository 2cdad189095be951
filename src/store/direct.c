/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/direct.h"

#include <stdio.h>

#include "base/str.h"
#include "cmd/conf.h"

static bool
memory_name(const struct desk *desk, char *name, size_t size)
{
	char server[300];

	session_server(&desk->link.params, server, sizeof server);
	snprintf(name, size, "direct.%s", server);
	return server[0] != '\0';
}

void
direct_recall(struct desk *desk)
{
	char name[320];

	desk->link.params.direct = memory_name(desk, name, sizeof name) &&
				   str_eq(memory_get(desk->arena, name), "1");
}

void
direct_note(struct desk *desk)
{
	char name[320];
	bool takes = session_takes_direct(desk->session);

	if (desk->link.params.direct == takes ||
		!memory_name(desk, name, sizeof name))
		return;
	/* Who took it once and does no more is not asked again. */
	if (desk->link.params.direct)
		memory_set(name, "0");
	else if (!memory_get(desk->arena, name))
		memory_set(name, "1");
	desk->link.params.direct = takes;
}
