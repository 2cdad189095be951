/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_PUBLISH_PUBLISH_H
#define HITO_PUBLISH_PUBLISH_H

/* Open data: all that is public, into a folder that others read. */

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/step.h"
#include "store/desk.h"

struct published {
	size_t sets;	   /* registers */
	size_t changed;	   /* files that are new, others or gone */
	const char *lacks; /* a setting without which a file was not made */
};

/* As the database stands at one moment. On failure nothing in the folder
 * has changed; cut off while files take their places, some have, and the next
 * time all do. */
bool publish(struct desk *desk, const char *path, struct step *step,
	struct published *out, struct err *err);

#endif
