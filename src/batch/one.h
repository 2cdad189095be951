/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_ONE_H
#define HITO_BATCH_ONE_H

/* The words of what looks at one record: REGISTRO CLAVE [--json]. */

#include "batch/options.h"

struct one {
	const char *name; /* of the register */
	const char *key;
	bool json;
};
extern const struct options one_options;

#endif
