/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/seal.h"

enum {
	SEAL_EVERY = 10 * 60 * 1000 /* ms; audit.seal_late() decides again */
};

static void
ask_seal(struct desk *desk)
{
	struct statement seal = { .sql = "select audit.seal_late()" };

	desk->link.next_seal = clock_ms() + SEAL_EVERY;
	session_prefetch(desk->session, &seal);
}

void
seal_behind(struct desk *desk)
{
	if (desk->link.next_seal == 0)
		desk->link.next_seal = clock_ms() + SEAL_EVERY;
	else if (desk->link.next_seal <= clock_ms())
		ask_seal(desk);
}

void
seal_leaving(struct desk *desk)
{
	if (desk->link.next_seal > 0 && desk_is_connected(desk))
		ask_seal(desk);
}
