/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_REMIND_H
#define HITO_BATCH_REMIND_H

/* What `hito remind` shows and what it sends have in common. */

#include <stdio.h>

#include "batch/batch.h"
#include "store/remind.h"

struct desk;

/* By office and person, a line each. forms: for what a register is called. */
void due_print(FILE *out, const struct desk *forms, struct arena *arena,
	const struct due_list *list);

/* A mail to each person who has something due in so many days. */
int remind_send(struct batch *batch, const char *days);

#endif
