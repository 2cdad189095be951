/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_RECORD_JSON_H
#define HITO_BATCH_RECORD_JSON_H

/* A record, and why one was refused, as JSON on standard output. */

#include "store/store.h"

/* All its fields by name, its lines below; request: the id under which it was
 * changed, NULL none. */
void record_json(
	struct arena *arena, const struct record *record, const char *request);
void error_json(const struct err *err, const char *request);

#endif
