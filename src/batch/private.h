/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef HITO_BATCH_PRIVATE_H
#define HITO_BATCH_PRIVATE_H

/* Making the private server: the cluster, its database, who may enter. */

#include "batch/batch.h"
#include "db/cluster.h"

/* How what is made first is called. */
struct plain_names {
	const char *institution;
	const char *institution_name;
	const char *office;
	const char *office_name;
};
extern const struct plain_names private_names; /* where nobody said */

/* With an institution and root office of those names; demo: with the
 * demonstration plan. Whole or not at all. */
bool private_make(struct batch *batch, const struct plain_names *names,
	bool demo, struct err *err);
/* A session of its superuser; dbname NULL: the one of the registers. */
struct session *
private_super(const struct cluster *c, const char *dbname, struct err *err);

#endif
