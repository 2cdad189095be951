/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_IMPORT_SAY_H
#define HITO_BATCH_IMPORT_SAY_H

/*
 * What hito import says on standard output of a file that was only looked at,
 * and pieces of what it says of any. Private to the subcommand.
 */

#include "base/mem.h"
#include "import/job.h"

/* "name":"value", */
void say_json_text(struct buf *b, const char *name, const char *value);
/* "name":[...], */
void
say_json_findings(struct buf *b, const char *name, const struct findings *list);

/* "before":..., */
void say_json_before(struct buf *b, const struct import_result *result);

/* A file as it would be read. Each returns the exit code: EXIT_DRY_ERRORS when
 * some of it cannot be read, or what must be there is not. */
int say_look(struct arena *arena, const struct import_result *result,
	const struct look *look);
int say_look_json(const struct import_result *result, const struct look *look);

#endif
