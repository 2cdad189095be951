/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_STORE_ACTION_H
#define HITO_STORE_ACTION_H

/* The actions of a form file: a function of the database called with id,
 * row_version and the answers, under a request id, then the record read
 * back. */

#include "store/store.h"

/* Whether the record is in a state for it. */
bool action_fits(const struct action *action, const struct record *record);
bool action_run(struct desk *desk, const struct record *record,
	const struct action *action, const char *const *answers,
	const char *request, struct record **after, struct err *err);

#endif
