/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_BATCH_REJECTS_H
#define HITO_BATCH_BATCH_REJECTS_H

/* A verb of hito batch. */

#include "batch/commands.h"

batch_fn batch_rejects;

#endif
