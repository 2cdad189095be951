/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_ONE_H
#define HITO_BATCH_ONE_H

/* The words of what looks at one record: REGISTRO CLAVE [--json]. */

#include "batch/desk.h"
#include "form/record.h"

struct one {
	const char *name; /* of the register */
	const char *key;
	bool json;
};
extern const struct options one_options;
/* The record that they name; any: where there is none, a marked one. NULL with
 * err. */
struct record *
one_read(struct desk *desk, const struct one *one, bool any, struct err *err);

#endif
